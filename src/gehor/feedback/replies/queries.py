"""Corrections with their replies, and answers that are to be tried once more."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Exists, F, Min, OuterRef, Prefetch, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from gehor.analysis.models import Reading, Rest
from gehor.feedback.models import Answer
from gehor.feedback.stages import gateway
from gehor.feedback.stages.rules import BY_MACHINE, Way, ways
from gehor.ground import clock
from gehor.ground.organisations.models import Body, Organisation
from gehor.ground.people.models import Contact, Participant
from gehor.ground.people.queries import heard_as
from gehor.participation.models import Contribution
from gehor.planning.models import Dialogue

from . import rules
from .models import Correction, FormerAnswer, Notice, Reopening, Reply, Round, Shown

# Columns of a wording: whether anything of this kind is to be looked for at its contribution
REPLIES_COLUMNS = {
    "has_corrections": Exists(Correction.objects.filter(contribution=OuterRef("contribution"))),
    "has_ratings": Exists(Round.objects.filter(answer__dialogue=OuterRef("contribution__dialogue"))),
}
# What a person has to tell: also a message that the mail server has refused for good
BY_HAND = Q(done_at__isnull=True) & (~Q(way__in=BY_MACHINE) | ~Q(refused=""))

# Corrections


def answers_to(contribution: Contribution) -> list[Answer]:
    """The answers that hold to what somebody said, by finding: what they may correct. Empty: it was set aside."""
    repeated = Reading.objects.filter(contribution=contribution, duplicate_of__isnull=False).values("duplicate_of")
    rests = Rest.objects.filter(Q(contribution=contribution) | Q(contribution__in=repeated))
    rows = Answer.objects.filter(decision__weighs__in=rests.values("finding"), decision__replaced_by__isnull=True)
    return list(rows.select_related("decision__weighs").order_by("decision__weighs__number"))


def contribution_of(participant: Participant, reference: str) -> Contribution:
    """The one door of whoever holds a receipt to one of their contributions, or their table's. Else 404."""
    rows = Contribution.objects.filter(participant__in=heard_as(participant), reference=reference.upper())
    found = rows.select_related("dialogue__organisation", "dialogue__deciding_body").first()
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True)
class Exchange:
    """One correction, as far as everybody may read it, and what was replied."""

    correction: Correction
    shown: str | None  # None: nobody has read it yet; empty: read, and not shown
    replies: tuple[Reply, ...]

    @property
    def replied_on(self) -> dt.date | None:
        return timezone.localdate(self.replies[0].replied_at) if self.replies else None

    @property
    def days_late(self) -> int:
        return rules.days_late(self.correction.due_on, self.replied_on, today=clock.today())

    @property
    def is_masked(self) -> bool:
        return bool(self.shown) and self.shown != self.correction.text


def exchanges(rows: QuerySet[Correction]) -> list[Exchange]:
    """In the order of the rows: three queries."""
    found = rows.select_related("answer__decision__weighs", "contribution").prefetch_related(
        Prefetch("shown", queryset=Shown.objects.order_by("pk")),
        Prefetch("replies", queryset=Reply.objects.order_by("pk")),
    )
    return [_exchange(row) for row in found]


def _exchange(row: Correction) -> Exchange:
    shown, replies = list(row.shown.all()), list(row.replies.all())
    return Exchange(row, shown[-1].text if shown else None, tuple(replies))


def exchanges_on(contributions: Collection[int]) -> dict[int, list[Exchange]]:
    """Contribution id → what was corrected about it: three queries, or none."""
    found: dict[int, list[Exchange]] = defaultdict(list)
    if contributions:
        for each in exchanges(Correction.objects.filter(contribution__in=contributions)):
            found[each.correction.contribution_id].append(each)
    return found


def exchanges_in(dialogue: Dialogue) -> list[Exchange]:
    """For staff: those that wait first, the first due first."""
    found = exchanges(Correction.objects.filter(dialogue=dialogue))
    return sorted(found, key=lambda each: (bool(each.replies), each.correction.due_on, each.correction.pk))


def correction_of(dialogue: Dialogue, pk: int) -> Exchange:
    """The one door of staff to a correction. Else 404."""
    found = exchanges(Correction.objects.filter(dialogue=dialogue, pk=pk))
    if not found:
        raise Http404
    found[0].correction.dialogue = dialogue
    return found[0]


def by_participant(participant: Participant) -> list[Exchange]:
    """All that the holder of a receipt has corrected."""
    return exchanges(Correction.objects.filter(participant=participant))


def ways_to(correction: Correction) -> frozenset[Way]:
    """Every way that leads to the one who corrected, as a stage of feedback takes them."""
    working = Contact.objects.filter(participant=correction.participant_id, stopped_at__isnull=True)
    kinds = set(working.values_list("kind", flat=True))
    is_erased = correction.participant.erased_at is not None
    return ways(
        has_email=Contact.Kind.EMAIL in kinds,
        has_sms=Contact.Kind.SMS in kinds and gateway.is_there(),
        has_letter=Contact.Kind.LETTER in kinds,
        channels=set() if is_erased else {correction.channel, correction.contribution.channel},
    )


def to_tell(dialogue: Dialogue) -> list[Notice]:
    """Replies that a person has to pass on, each with the contacts that are left. Letters are printed instead."""
    rows = Notice.objects.filter(BY_HAND, reply__correction__dialogue=dialogue).exclude(way=Way.LETTER.value)
    rows = rows.select_related("reply__correction__contribution__activity", "participant").order_by("pk")
    return list(rows.prefetch_related("participant__contacts"))


def letters_to_post(dialogue: Dialogue) -> list[Notice]:
    """Replies that go in an envelope and have not been posted, in a fixed order."""
    rows = Notice.objects.filter(way=Way.LETTER.value, done_at__isnull=True, reply__correction__dialogue=dialogue)
    return list(rows.select_related("reply__correction__contribution", "participant").order_by("pk"))


def notice_of(dialogue: Dialogue, pk: int) -> Notice:
    """The one door to a notice of a dialogue. Else 404."""
    rows = Notice.objects.filter(reply__correction__dialogue=dialogue, pk=pk)
    found = rows.select_related("reply__correction").first()
    if found is None:
        raise Http404
    found.reply.correction.dialogue = dialogue
    return found


# The clock


@dataclass(frozen=True)
class Owed:
    """A correction on the public clock."""

    dialogue: Dialogue
    reference: str
    received_on: dt.date
    due_on: dt.date
    replied_on: dt.date | None
    pk: int

    @property
    def body(self) -> Body | None:
        return self.dialogue.deciding_body

    @property
    def days_late(self) -> int:
        return rules.days_late(self.due_on, self.replied_on, today=clock.today())


def owed_by(organisation: Organisation) -> list[Owed]:
    """All corrections of an organisation's answers, those that wait first: one query."""
    rows = (
        Correction.objects.filter(dialogue__organisation=organisation)
        .select_related("dialogue__deciding_body", "contribution")
        .annotate(replied_at=Min("replies__replied_at"))
        .order_by(F("replied_at").desc(nulls_first=True), "due_on", "pk")
    )
    return [
        Owed(
            row.dialogue,
            row.contribution.reference,
            timezone.localdate(row.received_at),
            row.due_on,
            timezone.localdate(row.replied_at) if row.replied_at else None,
            row.pk,
        )
        for row in rows
    ]


# Answers written anew, and reopened ones


@dataclass(frozen=True)
class Tries:
    """How an answer has read before, and what low ratings led to."""

    former: tuple[FormerAnswer, ...] = ()
    reopenings: tuple[Reopening, ...] = ()  # with round and, where it is settled, settlement

    @property
    def open(self) -> Reopening | None:
        """The one that waits for a second try."""
        return next((each for each in self.reopenings if not hasattr(each, "settlement")), None)

    @property
    def explained(self) -> list[Reopening]:
        return [each for each in self.reopenings if hasattr(each, "settlement") and not each.settlement.rewrote]


# A column of a decision: whether there is anything in `tries` for its answer
HAS_TRIES = Exists(FormerAnswer.objects.filter(answer__decision=OuterRef("pk"))) | Exists(
    Reopening.objects.filter(round__answer__decision=OuterRef("pk"))
)


def tries(decisions: Collection[int]) -> dict[int, Tries]:
    """Decision id → its answer's tries, where there was more than one: two queries, or none."""
    if not decisions:
        return {}
    former: dict[int, list[FormerAnswer]] = defaultdict(list)
    reopened: dict[int, list[Reopening]] = defaultdict(list)
    for row in FormerAnswer.objects.filter(answer__decision__in=decisions).select_related("answer").order_by("number"):
        former[row.answer.decision_id].append(row)
    rows = Reopening.objects.filter(round__answer__decision__in=decisions).order_by("round__number")
    for each in rows.select_related("round__answer", "settlement"):
        reopened[each.round.answer.decision_id].append(each)
    return {pk: Tries(tuple(former[pk]), tuple(reopened[pk])) for pk in {*former, *reopened}}


def to_try_again(dialogue: Dialogue) -> list[Reopening]:
    """Answers that ratings have reopened and nobody has seen to."""
    rows = Reopening.objects.filter(round__answer__dialogue=dialogue, settlement__isnull=True)
    return list(rows.select_related("round__answer__decision__weighs").order_by("reopened_at", "pk"))


def reopening_of(dialogue: Dialogue, number: int) -> Reopening:
    """The latest reopening of the answer to finding `number`, settled or not. Else 404."""
    rows = Reopening.objects.filter(round__answer__dialogue=dialogue, round__answer__decision__weighs__number=number)
    rows = rows.select_related("round__answer__decision__weighs", "round__answer__decision__body", "settlement")
    found = rows.order_by("-pk").first()
    if found is None:
        raise Http404
    found.round.answer.dialogue = dialogue
    found.round.answer.decision.dialogue = dialogue
    return found


def may_be_rewritten(answer: Answer) -> bool:
    """Whether somebody has corrected it, or ratings have reopened it and nobody has seen to that."""
    return (
        Correction.objects.filter(answer=answer).exists()
        or Reopening.objects.filter(round__answer=answer, settlement__isnull=True).exists()
    )
