"""Nour hosts the network of Älvsala, which keeps the library; Alma writes there, Farid in Bortby."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from gehor.ground import clock
from gehor.ground.act import Actor
from gehor.ground.organisations.models import Organisation
from gehor.network.library import shelf
from gehor.network.library.actions import reviewing, writing
from gehor.network.library.kinds import Kind
from gehor.network.library.models import Article, Keeper

EXAMPLE: dict[str, Any] = {
    "title": {"sv": "Trygga skolvägar i Åkerby", "en": "Safe ways to school in Åkerby"},
    "short_description": {"sv": "Barn och föräldrar ritade sina skolvägar, och nämnden byggde om två korsningar."},
    "question": {"sv": "Hur blir vägen till skolan trygg?"},
    "results": {"sv": "Två korsningar **byggdes om**.\n\n- cykelbana\n- belysning"},
    "city": "Åkerby",
    "contact_name": "Alma Berg",
}


@pytest.fixture(autouse=True)
def nothing_at_hand() -> Iterator[None]:
    shelf.forget()
    yield
    shelf.forget()


@pytest.fixture
def nour(actors: dict[str, Actor]) -> Actor:
    return actors["nour"]


@pytest.fixture
def kept(organisation: Organisation, other_organisation: Organisation) -> Organisation:
    """Älvsala keeps the library."""
    Keeper.objects.create(pk=1, organisation=organisation, since=clock.now())
    return organisation


@pytest.fixture
def write(kept: Organisation, alma: Actor) -> Callable[..., Article]:
    """write(title="…", facets={…}): a draft of Alma's; what is not said is as in EXAMPLE."""

    def written(kind: Kind = Kind.EXAMPLE, *, title: str = "", **given: Any) -> Article:
        content = {**EXAMPLE, **({"title": {"sv": title}} if title else {}), **given.pop("content", {})}
        given = {"organisation": kept, "actor": alma, "source_language": "sv", **given}
        return writing.write_article(given.pop("organisation"), kind=kind, content=content, **given)

    return written


@pytest.fixture
def publish(write: Callable[..., Article], alma: Actor, nour: Actor) -> Callable[..., Article]:
    """publish(title="…"): a public article."""

    def published(*args: Any, **given: Any) -> Article:
        article = write(*args, **given)
        writing.submit_article(article, actor=given.get("actor", alma))
        reviewing.publish(article, actor=nour)
        return article

    return published


@pytest.fixture
def draft(write: Callable[..., Article]) -> Article:
    return write()


@pytest.fixture
def submitted(draft: Article, alma: Actor) -> Article:
    writing.submit_article(draft, actor=alma)
    return draft


@pytest.fixture
def public(submitted: Article, nour: Actor) -> Article:
    reviewing.publish(submitted, actor=nour)
    return submitted
