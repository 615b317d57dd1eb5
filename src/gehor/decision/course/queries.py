"""The way that each finding has gone, and what lies open at others."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from itertools import groupby

from django.db.models import Exists, OuterRef, QuerySet

from gehor.analysis.models import Finding
from gehor.decision.models import Decision
from gehor.decision.queries import UNDECIDED, in_order
from gehor.ground.languages import LocalText
from gehor.ground.organisations.models import Organisation
from gehor.planning.models import Dialogue
from gehor.process.words import Outcome

from .models import Handling, Onward
from .rules import Whereabouts, whereabouts


@dataclass(frozen=True)
class Course:
    """Everything that has happened to one finding on its way: meetings, decisions, and what others did with it."""

    handlings: tuple[Handling, ...] = ()
    decisions: tuple[Decision, ...] = ()  # in the order in which they were taken; the last one holds
    onward: dict[int, tuple[Onward, ...]] = field(default_factory=dict)  # decision id → what is known since

    @property
    def decision(self) -> Decision | None:
        return self.decisions[-1] if self.decisions else None

    @property
    def referral(self) -> Whereabouts | None:
        """Where the matter is, if the decision that holds referred it."""
        return _whereabouts(self.decision, self.onward) if self.decision else None

    @property
    def is_long(self) -> bool:
        """Whether there is more to tell than that it was decided."""
        return bool(self.handlings or len(self.decisions) > 1 or self.onward or self.referral)


def _whereabouts(decision: Decision, onward: dict[int, tuple[Onward, ...]]) -> Whereabouts | None:
    if decision.outcome != Outcome.REFERRED:
        return None
    return whereabouts(decision.referred_to, decision.decided_on, onward.get(decision.pk, ()))


def is_taken_up(by: str) -> Exists:
    """Whether a meeting took the finding up before the decision: a column, to spare a query where none did."""
    return Exists(Handling.objects.filter(finding=OuterRef(by)))


def courses(
    decisions: Iterable[Decision], findings: Iterable[int], *, taken_up: Iterable[int] | None = None
) -> dict[int, Course]:
    """Finding id → its course. decisions: all of these findings', also those that were changed. Two queries at most.

    taken_up: those that a meeting took up before the decision, where the caller knows.
    """
    by_finding: dict[int, list[Decision]] = defaultdict(list)
    for each in decisions:
        by_finding[each.weighs_id].append(each)
    ids = list(findings)
    handlings: dict[int, list[Handling]] = defaultdict(list)
    asked = ids if taken_up is None else list(taken_up)
    for handling in Handling.objects.filter(finding__in=asked).select_related("body") if asked else ():
        handlings[handling.finding_id].append(handling)
    onward = onward_of(each for rows in by_finding.values() for each in rows)
    return {
        finding: Course(
            tuple(handlings[finding]),
            in_order(by_finding[finding]),
            {each.pk: onward[each.pk] for each in by_finding[finding] if each.pk in onward},
        )
        for finding in ids
    }


def onward_of(decisions: Iterable[Decision]) -> dict[int, tuple[Onward, ...]]:
    """Decision id → what is known of it at others. No query where nothing is referred."""
    referred = [each.pk for each in decisions if each.outcome == Outcome.REFERRED]
    found: dict[int, list[Onward]] = defaultdict(list)
    for row in Onward.objects.filter(decision__in=referred).order_by("pk") if referred else ():
        found[row.decision_id].append(row)
    return {pk: tuple(rows) for pk, rows in found.items()}


def course_of(finding_id: int) -> Course:
    decisions = Decision.objects.filter(weighs=finding_id).select_related("body")
    return courses(decisions, [finding_id])[finding_id]


def last_handlings(findings: Sequence[Finding]) -> list[tuple[Finding, Handling]]:
    """Each of these findings that a meeting has taken up, with the last meeting that did: one query."""
    rows = Handling.objects.filter(finding__in=findings).order_by("held_on", "pk")
    last = {row.finding_id: row for row in rows}
    return [(finding, last[finding.pk]) for finding in findings if finding.pk in last]


def undecided(dialogue: Dialogue) -> QuerySet[Finding]:
    return UNDECIDED.filter(dialogue=dialogue).order_by("number")


@dataclass(frozen=True)
class OpenReferral:
    """A matter that lies at somebody else, and that residents wait for."""

    slug: str
    title: LocalText
    source: str
    number: int
    statement: LocalText
    where: Whereabouts
    days_late: int


@dataclass(frozen=True)
class _Noted:
    """One row of `Onward`, read beside its decision."""

    receiver: str
    day: dt.date
    reference_number: str
    expected_on: dt.date | None
    outcome: str
    referred_to: str


NOTED = tuple(each.name for each in fields(_Noted))


def open_referrals(organisation: Organisation, *, today: dt.date) -> list[OpenReferral]:
    """All of an organisation's, the most days late first: one query, since the page that shows them asks much else."""
    settled = Onward.objects.filter(decision=OuterRef("pk")).exclude(outcome__in=["", Outcome.REFERRED.value])
    rows = (
        Decision.objects.filter(
            ~Exists(settled), dialogue__organisation=organisation, outcome=Outcome.REFERRED.value, replaced_by=None
        )
        .order_by("pk", "onward")
        .values_list(
            "pk",
            "referred_to",
            "decided_on",
            "dialogue__slug",
            "dialogue__title",
            "dialogue__source_language",
            "weighs__number",
            "weighs__statement",
            *(f"onward__{name}" for name in NOTED),
        )
    )
    found = []
    for _pk, group in groupby(rows, key=lambda row: row[0]):
        lines = list(group)
        _pk, referred_to, decided_on, *told = lines[0]
        noted = [_Noted(*line[8:]) for line in lines if line[8] is not None]
        where = whereabouts(referred_to, decided_on, noted)
        found.append(OpenReferral(*told[:5], where, where.days_late(today)))
    return sorted(found, key=lambda row: (-row.days_late, row.where.expected_on or dt.date.max, row.slug, row.number))
