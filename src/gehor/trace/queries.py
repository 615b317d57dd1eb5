"""What became of it? Forwards from contributions, backwards from a decision.

What stands in a thread is public at these moments: the text when it is published, that it was read and why it was set
aside at once, findings and decisions when the analyst has signed off, answers when they are released.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import Any, TypeVar

from django.db.models import (
    BooleanField,
    Exists,
    ExpressionWrapper,
    F,
    JSONField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Greatest
from django.http import Http404

from gehor.analysis.checking.queries import CHECK_COLUMNS
from gehor.analysis.counted.queries import as_data as tables_as_data
from gehor.analysis.models import Finding, Reading, Rest, SignOff
from gehor.analysis.queries.findings import lines
from gehor.decision.course.queries import Course, courses, is_taken_up
from gehor.decision.models import Decision
from gehor.feedback.models import Answer, Release
from gehor.feedback.replies.queries import HAS_TRIES, REPLIES_COLUMNS, Exchange, Tries, exchanges_on, tries
from gehor.followup.models import Measure, Report
from gehor.ground import catalogue
from gehor.ground.languages import LocalText
from gehor.ground.people.models import Participant
from gehor.ground.people.queries import heard_as
from gehor.methods.meeting.registering.models import Registration
from gehor.participation.ballots.models import Voter
from gehor.participation.identity.models import ForChildren
from gehor.participation.identity.queries import read_by_few
from gehor.participation.models import Attachment, Contribution, Wording
from gehor.participation.moderation.queries import RULING_COLUMNS, hidden
from gehor.planning.models import Dialogue
from gehor.planning.queries import is_public
from gehor.process.method import Beside
from gehor.process.words import MASKING, Aside

from . import holdings

PER_PAGE = 50
T = TypeVar("T")


@dataclass(frozen=True)
class Branch:
    """One finding that rests on the contribution, and everything that followed from it."""

    number: int
    statement: LocalText
    decision: Decision | None
    answer: LocalText | None  # None until released
    answered_at: dt.datetime | None
    measures: tuple[Measure, ...]
    earlier: tuple[Decision, ...] = ()  # decisions that have been changed since, in their order
    course: Course = field(default_factory=Course)
    finding: Finding | None = None
    tries: Tries = field(default_factory=Tries)


@dataclass(frozen=True)
class Read:
    """That somebody has read the contribution, and why it was set aside, if it was."""

    read_at: dt.datetime
    aside: str
    aside_note: LocalText
    referred_to: str
    duplicate_of: str  # the reference of the original


@dataclass(frozen=True)
class Thread:
    """One contribution and what became of it."""

    contribution: Contribution
    first: Wording
    latest: Wording
    reading: Read | None
    branches: tuple[Branch, ...] = field(default_factory=tuple)
    corrections: tuple[Exchange, ...] = ()
    beside: Beside | None = None  # what its method knows of it

    @property
    def is_published(self) -> bool:
        """Whether those may read the text who may read its activity."""
        unlawful = self.reading is not None and self.reading.aside == Aside.UNLAWFUL
        return self.contribution.published_at is not None and not unlawful

    @property
    def is_shown(self) -> bool:
        """Whether everybody may read the text."""
        return self.is_published and not self.contribution.is_read_by_few

    @property
    def masked(self) -> Wording | None:
        """The wording by which something was taken away, if any was."""
        worded = self.contribution.worded[: -1 if self.is_apart else None]  # what stands for a text apart masks nothing
        return next((each for each in reversed(worded) if each.reason in MASKING), None)

    @property
    def is_apart(self) -> bool:
        """Whether only few of those who work here read it: a threat, or what puts somebody in danger."""
        return self.contribution.hidden is not None and self.contribution.hidden.is_apart

    @property
    def is_decided(self) -> bool:
        """Each finding that it carries has been decided on, or it was set aside."""
        if self.branches:
            return all(branch.decision is not None for branch in self.branches)
        return self.reading is not None and bool(self.reading.aside)

    @property
    def is_answered(self) -> bool:
        """Everything that was said in it has its answer: each branch, or the reason for which it was set aside."""
        if self.branches:
            return all(branch.answer is not None for branch in self.branches)
        return self.reading is not None and bool(self.reading.aside)


def public_contribution(dialogue_slug: str, reference: str) -> Contribution:
    """The one door for everybody to one contribution: by its public reference, in a public dialogue."""
    found = _contributions(
        {},
        is_public("contribution__dialogue"),
        contribution__dialogue__slug=dialogue_slug,
        contribution__reference=reference.upper(),
    )
    if not found:
        raise Http404
    return found[0]


def is_among_children(participant: Participant) -> bool:
    """Whether somebody has taken part, or means to come, where it turns to children."""
    there = {"participant": participant, "activity__in": ForChildren.objects.values("activity")}
    return any(rows.objects.filter(**there).exists() for rows in (Contribution, Voter, Registration))


def contributions_of(participant: Participant) -> list[Contribution]:
    """All that one participant said, also with their table's voice, oldest first: for the holder of the receipt."""
    return _contributions(holdings.columns(participant), contribution__participant__in=heard_as(participant))


def contributions_with(ids: Iterable[int]) -> list[Contribution]:
    """These contributions, oldest first: whoever asks has seen to it that they may be shown."""
    return _contributions({}, contribution__in=list(ids))


def _column(rows: QuerySet[Any], name: str) -> Subquery:
    """One value of the row that belongs to the contribution of a wording."""
    return Subquery(rows.filter(contribution=OuterRef("contribution")).values(name)[:1])


_READING = Reading.objects.order_by()
_READ = {
    "read_at": _column(_READING, "read_at"),
    "aside": _column(_READING, "aside"),
    "aside_note": _column(_READING, "aside_note"),
    "referred_to": _column(_READING, "referred_to"),
    "duplicate_of": _column(_READING, "duplicate_of__reference"),
}
_ATTACHED = Attachment.objects.filter(contribution=OuterRef("contribution"))
_PARTS = ("dialogue__organisation", "dialogue__deciding_body", "dialogue__earlier", "activity", "participant")


def _contributions(also: Mapping[str, Any], *conditions: Any, **named: Any) -> list[Contribution]:
    """Contributions, oldest first, each with its `worded` and its `read`: one query, since each has a wording.

    also: further columns, for the contribution.
    """
    rows = (
        Wording.objects.filter(*conditions, **named)
        .select_related(*(f"contribution__{part}" for part in _PARTS))
        .annotate(
            has_attachments=Exists(_ATTACHED),
            has_beside=_has_beside(),
            is_read_by_few=read_by_few("contribution__activity"),
            **CHECK_COLUMNS,
            **REPLIES_COLUMNS,
            **RULING_COLUMNS,
            **_READ,
            **also,
        )
        .order_by("contribution__received_at", "contribution", "number")
    )
    found: dict[int, Contribution] = {}
    for row in rows:
        contribution = found.setdefault(row.contribution_id, row.contribution)
        if contribution is row.contribution:
            contribution.worded = []
            contribution.read, contribution.hidden = _read(row), hidden(row)
            contribution.has_attachments = row.has_attachments
            contribution.has_beside = row.has_beside
            contribution.is_read_by_few = row.is_read_by_few
            contribution.check_until, contribution.check_closed_at = row.check_until, row.check_closed_at
            contribution.has_corrections, contribution.has_ratings = row.has_corrections, row.has_ratings
            vars(contribution).update({name: getattr(row, name) for name in also})
        contribution.worded.append(row)
    return list(found.values())


def _read(row: Any) -> Read | None:
    if row.read_at is None:
        return None
    return Read(row.read_at, row.aside, row.aside_note, row.referred_to, row.duplicate_of or "")


def _with_attachments(contributions: Sequence[Contribution]) -> None:
    """Gives each contribution `published_attachments` and `unseen_attachments`; asks only when there are some."""
    having = [contribution.pk for contribution in contributions if contribution.has_attachments]
    by_id = _by(Attachment.objects.filter(contribution__in=having).order_by("pk"), "contribution_id") if having else {}
    for contribution in contributions:
        attached = by_id.get(contribution.pk, [])
        contribution.published_attachments = [each for each in attached if each.published_at]
        contribution.unseen_attachments = [each for each in attached if not each.published_at]


def threads(contributions: Sequence[Contribution], *, with_beside: bool = True) -> list[Thread]:
    """The threads of contributions, in the same order: three queries however many, and one more for attachments,
    for meetings before the decision and for referrals, where there are any; three for corrections, and two for
    answers that were tried more than once. What their methods know of them is asked of those.
    """
    _with_attachments(contributions)
    branches = _branches([contribution.pk for contribution in contributions])
    corrections = exchanges_on([each.pk for each in contributions if each.has_corrections])
    beside = _beside(contributions) if with_beside else {}
    return [
        Thread(
            contribution,
            first=contribution.worded[0],
            latest=contribution.worded[-1],
            reading=contribution.read,
            branches=tuple(branches[contribution.pk]),
            corrections=tuple(corrections.get(contribution.pk, ())),
            beside=beside.get(contribution.pk),
        )
        for contribution in contributions
    ]


def _beside(contributions: Sequence[Contribution]) -> dict[int, Beside]:
    """What the methods know of each: as many queries as they take."""
    found: dict[int, Beside] = {}
    for key in {each.activity.method for each in contributions} & set(catalogue.methods()):
        method = catalogue.methods()[key]
        some = [each for each in contributions if each.activity.method == key]
        if method.beside_if is None or any(each.has_beside for each in some):
            found |= method.beside(some)
    return found


def _has_beside() -> Any:
    """Whether the method of any contribution has something to tell of it."""
    asked = [method.beside_if() for method in catalogue.methods().values() if method.beside_if]
    return ExpressionWrapper(reduce(or_, asked), BooleanField()) if asked else Value(True)


def thread(contribution: Contribution) -> Thread:
    """As everybody may see it: what lies behind a door stays there."""
    return threads([contribution], with_beside=not contribution.is_read_by_few)[0]


def _branches(ids: Sequence[int]) -> dict[int, list[Branch]]:
    """Findings per contribution, with decision, released answer and measures: only what has been signed off."""
    signed = SignOff.objects.filter(dialogue=OuterRef("finding__dialogue"))
    rests = list(
        Rest.objects.filter(Exists(signed), contribution__in=ids)
        .select_related("finding")
        .annotate(is_taken_up=is_taken_up("finding"))
        .order_by("finding__number")
    )
    findings = {rest.finding_id: rest.finding for rest in rests}
    branches = _branches_of(findings.values(), taken_up={rest.finding_id for rest in rests if rest.is_taken_up})
    found: dict[int, list[Branch]] = defaultdict(list)
    for rest in rests:
        found[rest.contribution_id].append(branches[rest.finding_id])
    return found


def _branches_of(findings: Iterable[Finding], *, taken_up: Iterable[int]) -> dict[int, Branch]:
    """Finding id → its branch. Measures stay with the finding when the decision that promised them is changed."""
    rows = list(findings)
    taken = list(_decisions(finding.pk for finding in rows))
    measures = _by(_measures(decision.pk for decision in taken), "decision_id")
    ways = courses(taken, [finding.pk for finding in rows], taken_up=taken_up)
    tried = tries([decision.pk for decision in taken if decision.has_tries])
    return {finding.pk: _branch(finding, ways[finding.pk], measures, tried) for finding in rows}


def _branch(finding: Finding, course: Course, measures: dict[int, list[Measure]], tried: dict[int, Tries]) -> Branch:
    decision = course.decision
    return Branch(
        finding.number,
        finding.statement,
        decision,
        getattr(decision, "answer_text", None),
        decision.answered_at if decision and decision.answer_text is not None else None,
        tuple(measure for each in course.decisions for measure in measures[each.pk]),
        course.decisions[:-1],
        course,
        finding,
        tried.get(decision.pk, Tries()) if decision else Tries(),
    )


def _decisions(finding_ids: Iterable[int]) -> QuerySet[Decision]:
    """Decisions with `answer_text` and `answered_at`, both None until the answers are released.

    Also those that have been changed since. What was answered anew was answered when it was written.
    """
    release = Release.objects.filter(dialogue=OuterRef("dialogue"))
    answer = Answer.objects.filter(Exists(release), decision=OuterRef("pk")).values("text")
    return (
        Decision.objects.filter(weighs__in=list(finding_ids))
        .select_related("body", "weighs", "dialogue")
        .annotate(
            answer_text=Subquery(answer, output_field=JSONField()),
            released_at=Subquery(release.values("released_at")),
            answer_written_at=Subquery(Answer.objects.filter(decision=OuterRef("pk")).values("written_at")),
            answered_at=Greatest(F("released_at"), F("answer_written_at")),
            has_tries=HAS_TRIES,
        )
        .order_by("weighs__number")
    )


def _measures(decision_ids: Iterable[int]) -> QuerySet[Measure]:
    """Measures with `status`, `status_note` and `status_at` of the latest report."""
    latest = Report.objects.filter(measure=OuterRef("pk")).order_by("-reported_at", "-pk")
    return Measure.objects.filter(decision__in=list(decision_ids)).annotate(
        status=Subquery(latest.values("status")[:1]),
        status_note=Subquery(latest.values("note")[:1], output_field=JSONField()),
        status_at=Subquery(latest.values("reported_at")[:1]),
    )


# Backwards


@dataclass(frozen=True)
class Grounds:
    """One decision, the finding that it weighs, and what that rests on."""

    dialogue: Dialogue
    branch: Branch
    explanation: LocalText
    per_channel: tuple[tuple[str, int], ...]
    participants: int

    @property
    def contributions(self) -> int:
        return sum(count for _, count in self.per_channel)

    def counted(self) -> list[dict[str, Any]]:
        """The tables that the finding rests on, as data."""
        finding = self.branch.finding
        return tables_as_data(self.dialogue).get(finding.pk, []) if finding and finding.lines else []


def grounds(dialogue: Dialogue, number: int) -> Grounds:
    """The decision on finding `number`. 404 until it is decided."""
    finding = (
        Finding.objects.filter(dialogue=dialogue, number=number)
        .select_related("sourced__source")
        .annotate(is_taken_up=is_taken_up("pk"), lines=lines())
        .filter(Exists(SignOff.objects.filter(dialogue=dialogue)))
        .first()
    )
    if finding is None:
        raise Http404
    branch = _branches_of([finding], taken_up=[finding.pk] if finding.is_taken_up else [])[finding.pk]
    if branch.decision is None:
        raise Http404
    resting = list(
        Rest.objects.filter(finding=finding)
        .order_by()
        .values_list("contribution__channel", "contribution__participant")
    )
    per_channel: dict[str, int] = defaultdict(int)
    for channel, _ in resting:
        per_channel[channel] += 1
    return Grounds(
        dialogue,
        branch,
        finding.explanation,
        tuple(sorted(per_channel.items(), key=lambda pair: (-pair[1], pair[0]))),
        len({participant for _, participant in resting}),
    )


def resting_contributions(decision: Decision) -> QuerySet[Wording]:
    """What the decided finding rests on, oldest first: the latest wording of each, with its contribution."""
    rests = Rest.objects.filter(finding=decision.weighs_id).values("contribution")
    unlawful = Reading.objects.filter(contribution=OuterRef("contribution"), aside=Aside.UNLAWFUL.value)
    later = Wording.objects.filter(contribution=OuterRef("contribution"), number__gt=OuterRef("number"))
    is_published = Q(contribution__published_at__isnull=False)
    return (
        Wording.objects.filter(~Exists(later), contribution__in=rests)
        .select_related("contribution")
        .annotate(is_shown=is_published & ~Exists(unlawful) & ~read_by_few("contribution__activity"))
        .order_by("contribution__received_at", "contribution")
    )


def _by(rows: Iterable[T], name: str) -> dict[int, list[T]]:
    grouped: dict[int, list[T]] = defaultdict(list)
    for row in rows:
        grouped[getattr(row, name)].append(row)
    return grouped
