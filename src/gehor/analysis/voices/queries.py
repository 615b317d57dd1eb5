"""Quotations and minority positions of a whole dialogue: one query each."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from gehor.analysis.models import Finding, Reading, Rest
from gehor.ground.languages import LocalText
from gehor.participation.identity.queries import read_by_few
from gehor.participation.models import Wording
from gehor.planning.models import Dialogue

from . import rules
from .models import Position, Quotation


@dataclass(frozen=True)
class Quote:
    """A quotation as it may be shown now. `text` is empty when nothing of it may be shown any more."""

    finding_id: int
    contribution_id: int
    reference: str
    channel: str
    received_at: dt.datetime
    language: str
    text: str
    is_masked: bool  # the wording is another than the one that was received


@dataclass
class Voiced:
    """A minority position and how many stand behind it. What was set aside since is not counted."""

    pk: int
    number: int
    finding_id: int | None
    finding_number: int | None
    name: LocalText
    statement: LocalText
    version: int
    references: list[str] = field(default_factory=list)  # in the order received
    _people: dict[int, int] = field(default_factory=dict)

    @property
    def contributions(self) -> int:
        return len(self.references)

    @property
    def participants(self) -> int:
        return len(self._people)

    @property
    def people(self) -> int:
        """As participants, with everyone at a table that spoke with one voice."""
        return sum(self._people.values())


def quotations(dialogue: Dialogue, *, of: Iterable[Finding] | None = None) -> dict[int, list[Quote]]:
    """Finding id → its quotations that may be shown, in the order received: one query. of: only these findings'."""
    found: dict[int, list[Quote]] = defaultdict(list)
    rows = Quotation.objects.filter(finding__dialogue=dialogue)
    for quote in _quotes(rows if of is None else rows.filter(finding__in=[each.pk for each in of])):
        if quote.text:
            found[quote.finding_id].append(quote)
    return dict(found)


def quotations_of(finding: Finding) -> list[Quote]:
    """All that were chosen for one finding, also those of which nothing may be shown any more: one query."""
    return _quotes(Quotation.objects.filter(finding=finding))


def positions(dialogue: Dialogue) -> dict[int | None, list[Voiced]]:
    """Finding id → its minority positions with their counts; None → those beside all findings: one query."""
    found: dict[int | None, list[Voiced]] = defaultdict(list)
    for position in listed(dialogue):
        found[position.finding_id].append(position)
    return dict(found)


def listed(dialogue: Dialogue) -> list[Voiced]:
    """All minority positions in their order: one query."""
    aside = Reading.objects.filter(contribution=OuterRef("backings__contribution")).exclude(aside="")
    rows = (
        Position.objects.filter(dialogue=dialogue)
        .annotate(is_aside=Exists(aside))
        .order_by("number", "backings__contribution__received_at", "backings__contribution_id")
        .values_list(
            "pk",
            "number",
            "finding_id",
            "finding__number",
            "name",
            "statement",
            "version",
            "is_aside",
            "backings__contribution__reference",
            "backings__contribution__participant_id",
            "backings__contribution__participant__people",
        )
    )
    found: dict[int, Voiced] = {}
    for *said, is_aside, reference, participant, people in rows:
        position = found.setdefault(said[0], Voiced(*said))
        if reference is not None and not is_aside:
            position.references.append(reference)
            position._people[participant] = people
    return list(found.values())


def _quotes(rows: QuerySet[Quotation]) -> list[Quote]:
    latest = Wording.objects.filter(contribution=OuterRef("contribution")).order_by("-number")
    rests = Rest.objects.filter(finding=OuterRef("finding"), contribution=OuterRef("contribution"))
    rows = (
        rows.select_related("contribution", "wording")
        .annotate(
            still_rests=Exists(rests),
            is_read_by_few=read_by_few("contribution__activity"),
            shown_text=Subquery(latest.values("text")[:1]),
            shown_number=Subquery(latest.values("number")[:1]),
            shown_language=Subquery(latest.values("language")[:1]),
        )
        .order_by("contribution__received_at", "contribution_id")
    )
    return [
        Quote(
            row.finding_id,
            row.contribution_id,
            row.contribution.reference,
            row.contribution.channel,
            row.contribution.received_at,
            row.shown_language,
            _shown(row) if row.still_rests and row.contribution.published_at and not row.is_read_by_few else "",
            row.shown_number > 1,
        )
        for row in rows
    ]


def _shown(row: Quotation) -> str:
    at: rules.Place | None = (row.begins, row.ends)
    if row.wording.number != row.shown_number:
        at = rules.followed(row.wording.text, (row.begins, row.ends), row.shown_text)
    return row.shown_text[at[0] : at[1]] if at else ""
