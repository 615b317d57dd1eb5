"""Whose feeds an organisation listens to, and when they are fetched."""

from django.conf import settings
from django.db import transaction

from gehor.ground import clock, written
from gehor.ground.act import Actor, begin, record
from gehor.ground.errors import WrongInput
from gehor.ground.organisations.models import Organisation
from gehor.network.library import queries as library
from gehor.network.library.rules import address as web_address
from gehor.process.learning import ASK_FOR_FEED, LISTEN, SHOW_HEARD, STOP_LISTENING

from .. import queries, rules
from ..models import Fetch, Heard, Source

What = Source.What
SOURCES_MOST = 200
LIBRARY, LIBRARY_FILE = "/library/", "/library/library.json?own=1"
SHARED_FILE = "shared.json"


@transaction.atomic
def listen(organisation: Organisation, *, actor: Actor, what: str, name: str, address: str) -> Source:
    """From now on the feed is fetched once a day; the first time at once."""
    act = begin(LISTEN, organisation, actor=actor)
    if what not in What.values:
        raise WrongInput("no_such_feed", field="what")
    address = web_address(_file(what, web_address(address, field="address")), field="address")
    if what == What.LIBRARY:
        if library.keeper() != organisation:
            raise WrongInput("only_the_keeper_listens_to_libraries", field="what")
        if address.startswith(f"{settings.ADDRESS}/"):
            raise WrongInput("library_is_this_one", field="address")
    now_heard = queries.sources(organisation)
    if now_heard.filter(address=address).exists():
        raise WrongInput("listened_to_already", field="address")
    if now_heard.count() >= SOURCES_MOST:
        raise WrongInput("too_many_feeds", field="address", most=SOURCES_MOST)
    now = clock.now()
    source = Source.objects.create(
        organisation=organisation,
        what=what,
        name=written.line(name, field="name", longest=120),
        address=address,
        since=now,
        due_at=now,
    )
    record(act, subject=source, what=what)
    return source


def _file(what: str, address: str) -> str:
    """Where the feed lies, of the address of the page that people see."""
    scheme, _, rest = address.partition("://")
    host, slash, path = rest.partition("/")
    path = slash + path
    if what == What.LIBRARY and path in ("", "/", LIBRARY):
        return f"{scheme}://{host}{LIBRARY_FILE}"
    parts = path.strip("/").split("/")
    if what == What.ORGANISATION and len(parts) == 2 and parts[0] == "o":
        return f"{scheme}://{host}/o/{parts[1]}/{SHARED_FILE}"
    return address


@transaction.atomic
def stop_listening(source: Source, *, actor: Actor) -> None:
    """What was heard of an organisation goes. Articles stay: they were given to everybody."""
    act = begin(STOP_LISTENING, source.organisation, actor=actor, facts=lambda _house: queries.facts_of_source(source))
    source.ended_at = clock.now()
    source.save(update_fields=["ended_at"])
    Heard.objects.filter(source=source).delete()
    record(act, subject=source)


@transaction.atomic
def ask(source: Source, *, actor: Actor) -> Fetch:
    """The feed is to be fetched now: by hand, or since its time has come. The worker does it."""
    act = begin(ASK_FOR_FEED, source.organisation, actor=actor, facts=lambda _house: queries.facts_of_source(source))
    now = clock.now()
    fetch = Fetch.objects.create(source=source, asked_at=now, asked_by_id=actor.account_id)
    source.due_at = rules.next_fetch(now, failures=source.failures)
    source.save(update_fields=["due_at"])
    record(act, subject=fetch, source=source.pk)
    return fetch


@transaction.atomic
def show_publicly(source: Source, *, actor: Actor, shown: bool) -> Source:
    """What the organisation at the other end shares with everybody stands on our public page; or does so no more."""
    act = begin(SHOW_HEARD, source.organisation, actor=actor, facts=lambda _house: queries.facts_of_source(source))
    source.is_shown = shown
    source.save(update_fields=["is_shown"])
    record(act, subject=source, shown=shown)
    return source
