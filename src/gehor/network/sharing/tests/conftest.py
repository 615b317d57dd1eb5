"""Nour decides what Älvsala shares and whom it listens to; the stranger is a server that answers as it is told."""

import json
import zlib
from collections.abc import Callable, Iterator
from ipaddress import ip_network
from typing import Any

import pytest

from gehor.feedback.actions import release_answers
from gehor.ground.act import Actor
from gehor.ground.organisations.models import Organisation
from gehor.network.sharing import actions, tasks
from gehor.network.sharing.models import Fetch, Sharing, Source
from gehor.network.sharing.rules import Audience, Part
from gehor.planning.models import Dialogue

from .bortby import FEED, PATH
from .hostile import Server, says, serving


@pytest.fixture
def stranger(settings: Any) -> Iterator[Server]:
    """A server on this machine, which the operator has allowed to be asked."""
    settings.INNER_NETWORKS = [ip_network("127.0.0.0/8")]
    with serving() as server:
        yield server


@pytest.fixture
def nour(actors: dict[str, Actor]) -> Actor:
    """Hosts the network of Älvsala, decides on what it shares, and listens to others."""
    return actors["nour"]


@pytest.fixture
def released(answered: Dialogue, alma: Actor) -> Dialogue:
    release_answers(answered, actor=alma, greeting={})
    return answered


@pytest.fixture
def share(organisation: Organisation, nour: Actor) -> Callable[..., Sharing]:
    """share(held="everybody", people="link")."""

    def shared(*, inhabitants: int | None = 30_000, **parts: str) -> Sharing:
        given = {Part(part): Audience(audience) for part, audience in parts.items()}
        return actions.share(organisation, actor=nour, parts=given, inhabitants=inhabitants)

    return shared


@pytest.fixture
def listen(organisation: Organisation, nour: Actor) -> Callable[..., Source]:
    """listen(address): to what another organisation shares; what="library": to a library."""

    def listened(address: str, *, what: str = "organisation", name: str = "Bortby") -> Source:
        return actions.listen(organisation, actor=nour, what=what, name=name, address=address)

    return listened


@pytest.fixture
def fetched(nour: Actor) -> Callable[[Source], Fetch]:
    """fetched(source): asked for by hand, and done."""

    def done(source: Source) -> Fetch:
        source.refresh_from_db()
        return tasks.run(actions.ask(source, actor=nour))

    return done


@pytest.fixture
def bortby(stranger: Server) -> Callable[..., str]:
    """bortby(dialogues=[…], figures=[…]): what Bortby tells from now on, and where."""

    def tells(**changes: Any) -> str:
        data = json.dumps({**FEED, **changes}).replace("https://dialog.bortby.example/", stranger.url("/")).encode()
        stranger.answers[PATH] = says(data, ETag=f'"{zlib.crc32(data)}"')
        return stranger.url(PATH)

    return tells
