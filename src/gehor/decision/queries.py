"""The decision basis, decisions, and the facts so far."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import (
    CharField,
    Count,
    Exists,
    Expression,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    TextField,
    Window,
)
from django.db.models.functions import RowNumber

from gehor.analysis import queries as analysis
from gehor.analysis.models import Finding, Reading, Rest, SignOff
from gehor.analysis.queries.findings import lines
from gehor.ground.doors import one_of
from gehor.ground.people.models import Participant
from gehor.ground.people.queries import one_by_one
from gehor.participation.ballots.models import Voter
from gehor.participation.identity.queries import read_by_few
from gehor.participation.models import Contribution, Wording
from gehor.planning import queries as planning
from gehor.planning.models import Dialogue
from gehor.process.facts import Facts
from gehor.process.words import Aside, Channel

from .basis.models import Frozen
from .models import Decision
from .sought.models import Sought

_DECIDED = Exists(Decision.objects.filter(weighs=OuterRef("pk")))
_SOUGHT = Exists(Sought.objects.filter(finding=OuterRef("pk")))
UNDECIDED = Finding.objects.filter(~_DECIDED, ~_SOUGHT)  # and nobody has looked for a decision in vain

COLUMNS = {
    **analysis.COLUMNS,
    "frozen_bases": planning.counted(Frozen.objects.all()),
    "undecided_findings": planning.counted(UNDECIDED),
    "decisions_not_found": planning.counted(Finding.objects.filter(~_DECIDED, _SOUGHT)),
    "decisions": planning.counted(Decision.objects.filter(replaced_by=None)),  # those that hold
}


EXAMPLES_MOST = 100  # on the whole page


def facts(dialogue: Dialogue) -> Facts:
    return planning.read_facts([dialogue], COLUMNS)[dialogue.pk]


# Findings and what was decided on them


@dataclass(frozen=True)
class Weighed:
    """One finding, how much it rests on, and what was decided on it, if anything yet."""

    finding: Finding
    by_channel: Mapping[str, int]
    participants: int
    decision: Decision | None
    decisions: tuple[Decision, ...] = ()  # from the first one to that which holds
    sought: Sought | None = None  # of a dialogue held earlier: somebody has looked, and found none

    @property
    def earlier(self) -> tuple[Decision, ...]:
        """Decisions that have been changed since, the latest first."""
        return self.decisions[-2::-1]

    @property
    def contributions(self) -> int:
        return sum(self.by_channel.values())


def weighed(dialogue: Dialogue, **columns: Expression) -> list[Weighed]:
    """All findings of a dialogue in their order: two queries. columns: more that each finding shall carry."""
    per_channel = {
        f"by_{channel.value}": Count("rests", filter=Q(rests__contribution__channel=channel.value))
        for channel in Channel
    }
    findings = (
        Finding.objects.filter(dialogue=dialogue)
        .select_related("sourced__source")
        .annotate(
            **per_channel,
            participants=Count("rests__contribution__participant", distinct=True),
            lines=lines(),
            **columns,
        )
        .order_by("number")
    )
    decided: dict[int, list[Decision]] = defaultdict(list)
    for decision in all_decisions(dialogue):
        decided[decision.weighs_id].append(decision)
    sought = _sought(dialogue) if hasattr(dialogue, "earlier") else {}
    ordered = {pk: in_order(rows) for pk, rows in decided.items()}
    return [
        Weighed(
            finding,
            {channel.value: n for channel in Channel if (n := getattr(finding, f"by_{channel.value}"))},
            finding.participants,
            ordered[finding.pk][-1] if finding.pk in ordered else None,
            ordered.get(finding.pk, ()),
            sought.get(finding.pk),
        )
        for finding in findings
    ]


def _sought(dialogue: Dialogue) -> dict[int, Sought]:
    """Finding id → who looked for a decision in vain."""
    rows = Sought.objects.filter(dialogue=dialogue).select_related("recorded_by")
    return {row.finding_id: row for row in rows}


def decisions(dialogue: Dialogue) -> QuerySet[Decision]:
    """Those that hold."""
    return all_decisions(dialogue).filter(replaced_by__isnull=True)


def all_decisions(dialogue: Dialogue) -> QuerySet[Decision]:
    """Also those that have been changed since."""
    rows = Decision.objects.filter(dialogue=dialogue).select_related("body", "weighs", "recorded_by")
    return rows.order_by("weighs__number")


def in_order(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """The decisions on one finding, from the first one to that which holds."""
    after = {each.replaces_id: each for each in decisions}
    found: list[Decision] = []
    while (following := after.get(found[-1].pk if found else None)) is not None:
        found.append(following)
    return tuple(found)


def finding_of(dialogue: Dialogue, number: int) -> Finding:
    """The one door to a finding of a dialogue: by its number, else 404."""
    return one_of(dialogue, Finding.objects.annotate(lines=lines()), number=number)


def decision_on(finding: Finding) -> Decision | None:
    """The one that holds."""
    return Decision.objects.select_related("body").filter(weighs=finding, replaced_by__isnull=True).first()


def latest_decision(dialogue: Dialogue) -> Decision | None:
    """The decision recorded last: the next finding of the same meeting most often shares its day, § and case."""
    return Decision.objects.filter(dialogue=dialogue).order_by("-recorded_at", "-pk").first()


# The decision basis


@dataclass(frozen=True)
class Heard:
    """One contribution as everybody may read it: its latest wording, or nothing where it is not shown."""

    reference: str
    channel: str
    received_at: dt.datetime
    title: str
    text: str
    language: str
    is_shown: bool
    reading: Reading | None = None  # for what was set aside


@dataclass(frozen=True)
class Basis:
    """Everything that the decision rests on, as it stood when the analyst signed off."""

    signed_at: dt.datetime
    participants: int
    people: int  # one by one: a table's common note stands for those who sat there
    by_channel: tuple[tuple[str, int], ...]  # contributions per channel, most first
    set_aside: tuple[tuple[str, int], ...]  # contributions per reason, most first
    findings: tuple[Weighed, ...]
    examples: Mapping[int, tuple[Heard, ...]]  # finding id -> its first contributions
    aside_examples: tuple[Heard, ...]

    @property
    def contributions(self) -> int:
        return sum(count for _, count in self.by_channel)

    @property
    def aside_count(self) -> int:
        return sum(count for _, count in self.set_aside)


def basis(dialogue: Dialogue, *, examples: int = 5) -> Basis | None:
    """The decision basis, or None until it is signed off: five queries. examples: per finding, if there are few."""
    said = Contribution.objects.filter(dialogue=dialogue)
    voted = Voter.objects.filter(activity__dialogue=dialogue)
    both = Q(pk__in=said.values("participant")) | Q(pk__in=voted.values("participant"))
    took_part = Participant.objects.filter(both).order_by().values("organisation")
    behind = one_by_one(said, also=voted).order_by().values("organisation")
    findings = tuple(
        weighed(
            dialogue,
            signed_at=Subquery(SignOff.objects.filter(dialogue=dialogue).values("signed_at")),
            all_participants=Subquery(took_part.annotate(n=Count("pk")).values("n")),
            all_people=Subquery(behind.annotate(n=Sum("people")).values("n")),
        )
    )
    if not findings or findings[0].finding.signed_at is None:
        return None
    whole = findings[0].finding
    shown = min(examples, EXAMPLES_MOST // max(1, len(findings)))
    by_channel, by_reason = _totals(dialogue)
    return Basis(
        whole.signed_at,
        whole.all_participants or 0,
        whole.all_people or 0,
        by_channel,
        by_reason,
        findings,
        _examples(dialogue, shown) if shown else {},
        tuple(heard(reading) for reading in set_aside(dialogue)[:examples]),
    )


def _totals(dialogue: Dialogue) -> tuple[tuple[tuple[str, int], ...], tuple[tuple[str, int], ...]]:
    """Contributions per channel and per reason for being set aside. All are read, so readings tell of all."""
    channels: dict[str, int] = defaultdict(int)
    reasons: dict[str, int] = defaultdict(int)
    rows = Reading.objects.filter(dialogue=dialogue).values_list("contribution__channel", "aside")
    for channel, aside, count in rows.annotate(n=Count("pk")).order_by():
        channels[channel] += count
        if aside:
            reasons[aside] += count
    return _most_first(channels), _most_first(reasons)


def _most_first(counts: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def _examples(dialogue: Dialogue, each: int) -> dict[int, tuple[Heard, ...]]:
    ranked = (
        Rest.objects.filter(finding__dialogue=dialogue)
        .annotate(
            place=Window(
                RowNumber(),
                partition_by=F("finding"),
                order_by=[F("contribution__received_at").asc(), F("contribution").asc()],
            )
        )
        .filter(place__lte=each)
        .values("pk")
    )
    found: dict[int, list[Heard]] = defaultdict(list)
    for rest in _with_text(Rest.objects.filter(pk__in=ranked)):
        found[rest.finding_id].append(heard(rest))
    return {finding: tuple(examples) for finding, examples in found.items()}


def resting(finding: Finding) -> QuerySet[Rest]:
    """All that a finding rests on, oldest first. Show each as `heard(rest)`."""
    return _with_text(Rest.objects.filter(finding=finding))


def set_aside(dialogue: Dialogue) -> QuerySet[Reading]:
    """All that was set aside, oldest first. Show each as `heard(reading)`."""
    return _with_text(Reading.objects.filter(dialogue=dialogue).exclude(aside="").select_related("duplicate_of"))


def _with_text(rows: QuerySet) -> QuerySet:
    """Rows that point to a contribution, with its latest wording: no further query per row."""
    latest = Wording.objects.filter(contribution=OuterRef("contribution")).order_by("-number")
    return (
        rows.select_related("contribution")
        .annotate(
            said_title=Subquery(latest.values("title")[:1], output_field=CharField()),
            said_text=Subquery(latest.values("text")[:1], output_field=TextField()),
            said_language=Subquery(latest.values("language")[:1], output_field=CharField()),
            is_read_by_few=read_by_few("contribution__activity"),
        )
        .order_by("contribution__received_at", "contribution")
    )


def heard(row: Rest | Reading) -> Heard:
    contribution = row.contribution
    unlawful = isinstance(row, Reading) and row.aside == Aside.UNLAWFUL
    is_shown = contribution.published_at is not None and not unlawful and not row.is_read_by_few
    return Heard(
        contribution.reference,
        contribution.channel,
        contribution.received_at,
        row.said_title if is_shown else "",
        row.said_text if is_shown else "",
        row.said_language,
        is_shown,
        row if isinstance(row, Reading) else None,
    )


def all_heard(rows: Iterable[Rest | Reading]) -> list[Heard]:
    return [heard(row) for row in rows]
