"""What is shared, what has been heard, and the doors to both.

For who links dialogues of other installations (as a programme does with home work): heard_dialogues, heard_dialogue.
"""

import datetime as dt
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import Http404
from django.urls import Resolver404, resolve

from gehor.followup.evaluation import queries as evaluation
from gehor.ground import clock
from gehor.ground.doors import one_of
from gehor.ground.organisations.models import Organisation
from gehor.process.learning import SharingFacts

from . import keys, rules, telling
from .models import Fetch, Heard, HeardDialogue, HeardFigure, Shared, Sharing, Source
from .rules import Audience, Cell, Figures, Part

# What an organisation shares


def sharing_of(organisation: Organisation) -> Sharing | None:
    found = Sharing.objects.filter(organisation=organisation).prefetch_related("parts").first()
    if found is not None:
        found.organisation = organisation
    return found


def parts_of(sharing: Sharing | None) -> dict[Part, Audience]:
    if sharing is None:
        return {}
    return {Part(row.part): Audience(row.audience) for row in sharing.parts.all()}


def facts(organisation: Organisation) -> SharingFacts:
    return rules.facts(parts=Shared.objects.filter(sharing__organisation=organisation).values_list("pk", flat=True))


def document(sharing: Sharing, *, by_link: bool) -> dict[str, object] | None:
    """What goes out to everybody, or to those who have the link; None where that is nothing."""
    shared = parts_of(sharing)
    public = {part for part, audience in shared.items() if audience == Audience.EVERYBODY}
    parts = set(shared) if by_link else public
    if not parts:
        return None
    return telling.document(
        sharing.organisation, inhabitants=sharing.inhabitants, told=sharing.told, parts=parts, public=public
    )


def public_document(slug: str) -> dict[str, object] | None:
    """Of the organisation with that address. 404 where it has never shared anything."""
    rows = Sharing.objects.filter(organisation__slug=slug).select_related("organisation").prefetch_related("parts")
    found = rows.first()
    if found is None:
        raise Http404
    return document(found, by_link=False)


def document_by_link(key: str) -> dict[str, object] | None:
    found = keys.sharing_of(key)
    if found is None:
        raise Http404
    return document(found, by_link=True)


def document_here(address: str) -> dict[str, object] | None:
    """The same, of an address of this very installation: nobody asks themselves over the network."""
    try:
        found = resolve(address.removeprefix(settings.ADDRESS))
    except Resolver404:
        raise Http404 from None
    if found.view_name == "sharing:by_link":
        return document_by_link(found.kwargs["key"])
    if found.view_name == "sharing:shared":
        return public_document(found.kwargs["slug"])
    raise Http404


def to_be_told(today: dt.date) -> QuerySet[Sharing]:
    """Who shares something, and has not told it today."""
    rows = Sharing.objects.filter(parts__isnull=False).exclude(told_on=today).distinct()
    return rows.select_related("organisation").order_by("pk")


# Feeds that are listened to


def sources(organisation: Organisation) -> QuerySet[Source]:
    return Source.objects.filter(organisation=organisation, ended_at=None)


def source_of(organisation: Organisation, pk: int) -> Source:
    """One that is listened to. Else 404."""
    return one_of(organisation, sources(organisation), pk=pk)


def with_last_fetch(rows: Iterable[Source]) -> list[tuple[Source, Fetch | None]]:
    """Each with the fetch that was asked for last: one query more."""
    found = list(rows)
    newest = Fetch.objects.filter(source=OuterRef("source")).order_by("-asked_at", "-pk")
    last = Fetch.objects.filter(source__in=found, pk=Subquery(newest.values("pk")[:1]))
    by_source = {fetch.source_id: fetch for fetch in last}
    return [(source, by_source.get(source.pk)) for source in found]


def facts_of_source(source: Source) -> SharingFacts:
    fetching = Fetch.objects.filter(source=source, ended_at=None).exists()
    return rules.facts(listens=source.ended_at is None, fetching=fetching)


def abandoned(now: dt.datetime) -> QuerySet[Fetch]:
    """Fetches that somebody began, or should have, and that will not end any more."""
    return Fetch.objects.filter(ended_at=None, asked_at__lt=now - rules.PATIENCE).select_related("source__organisation")


def due(now: dt.datetime) -> QuerySet[Source]:
    """Feeds whose time has come, and that nobody fetches."""
    under_way = Fetch.objects.filter(ended_at=None).values("source")
    rows = Source.objects.filter(ended_at=None, due_at__lte=now).exclude(pk__in=under_way)
    return rows.select_related("organisation").order_by("due_at")


# Dialogues of other installations


def heard_dialogues(organisation: Organisation) -> QuerySet[HeardDialogue]:
    """All that the organisation has heard of, the latest first, each with whose it is (`heard`)."""
    rows = HeardDialogue.objects.filter(heard__source__organisation=organisation, heard__source__ended_at=None)
    return rows.filter(heard__confirmed_at__gte=clock.now() - rules.STALE).select_related("heard")


def has_brought_articles(source: Source) -> bool:
    """Whether a library has ever been taken in from there, and not only asked for in vain."""
    taken = source.fetches.filter(ended_at__isnull=False, fault="")
    return source.what == source.What.LIBRARY and taken.exists()


def heard_of(source: Source) -> Heard | None:
    """What the organisation at the other end tells, however long ago it was confirmed."""
    return Heard.objects.filter(source=source).first()


def heard_dialogue(organisation: Organisation, url: str) -> HeardDialogue | None:
    """The one at that address; None for one that nobody tells of, or no more."""
    return heard_dialogues(organisation).filter(url=url).order_by("-heard__confirmed_at").first()


# Comparing


@dataclass(frozen=True)
class Peer:
    """One organisation among those that are compared. key: by what an address names it."""

    key: str
    name: str
    kind: str
    url: str
    inhabitants: int | None
    figures: Figures = field(repr=False)
    is_own: bool = False

    @property
    def size(self) -> int | None:
        return rules.size_of(self.inhabitants)


def peers(organisation: Organisation) -> list[Peer]:
    """The organisation itself, all that shares with everybody here, and what it hears, by name: some eleven queries."""
    heard = Heard.objects.filter(source__organisation=organisation, source__ended_at=None)
    others = {each.url: each for each in [*_here(), *_elsewhere(heard, lambda row: list(Part))]}
    own = own_peer(organisation)
    others.pop(own.url, None)
    return [own, *sorted(others.values(), key=lambda each: each.name.casefold())]


def public_peers() -> list[Peer]:
    """All that anybody may be shown: of here by the word of each, of elsewhere by ours too. Four queries."""
    heard = Heard.objects.filter(source__ended_at=None, source__is_shown=True).exclude(public=[])
    rows = {each.url: each for each in [*_elsewhere(heard, lambda row: row.public), *_here()]}
    return sorted(rows.values(), key=lambda each: each.name.casefold())


def own_peer(organisation: Organisation) -> Peer:
    """As it is today, shared or not."""
    sharing = Sharing.objects.filter(organisation=organisation).first()
    rows = [telling.seen(row) for row in evaluation.held(organisation, finished=False) if not row.course.held_earlier]
    return Peer(
        key="own",
        name=organisation.name,
        kind=organisation.kind,
        url=telling.address_of(organisation),
        inhabitants=sharing.inhabitants if sharing else None,
        figures=rules.figures(rows, today=clock.today()),
        is_own=True,
    )


def _here() -> list[Peer]:
    """Organisations of this installation, with what they share with everybody."""
    parts = Shared.objects.filter(audience=Audience.EVERYBODY.value).values_list("sharing", "part")
    by_sharing: dict[int, set[Part]] = {}
    for sharing, part in parts:
        by_sharing.setdefault(sharing, set()).add(Part(part))
    rows = Sharing.objects.filter(pk__in=by_sharing).select_related("organisation")
    return [
        Peer(
            key=row.organisation.slug,
            name=row.organisation.name,
            kind=row.organisation.kind,
            url=telling.address_of(row.organisation),
            inhabitants=row.inhabitants,
            figures=telling.cells(row.told.get("figures", []), by_sharing[row.pk]),
        )
        for row in rows
    ]


def _elsewhere(rows: QuerySet[Heard], may_be_shown: Callable[[Heard], Collection[str]]) -> list[Peer]:
    """What has been heard and confirmed lately. Of the same organisation, heard twice, what was heard last.

    Each by the name that those have given it who listen: no stranger chooses what it is called on our pages.
    """
    lately = rows.filter(confirmed_at__gte=clock.now() - rules.STALE)
    fresh = list(lately.select_related("source").order_by("confirmed_at", "pk"))
    figures: dict[int, dict[tuple[int, str], Cell]] = {}
    for row in HeardFigure.objects.filter(heard__in=fresh):
        figures.setdefault(row.heard_id, {})[row.year, row.code] = Cell(row.value, row.of, row.low, row.high)
    found = []
    for each in fresh:
        parts = may_be_shown(each)
        those = {key: cell for key, cell in figures.get(each.pk, {}).items() if rules.INDICATORS[key[1]].part in parts}
        found.append(Peer(f"heard-{each.pk}", each.source.name, each.kind, each.url, each.inhabitants, those))
    return found
