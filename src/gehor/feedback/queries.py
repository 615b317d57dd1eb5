"""Answers, releases, deliveries, who is late, and the facts so far."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import Http404

from gehor.decision import queries as decision
from gehor.decision.models import Decision
from gehor.ground import clock
from gehor.ground.people.models import Contact, Participant
from gehor.ground.people.queries import reached_by_mail
from gehor.ground.prepared import Prepared
from gehor.participation.ballots.models import Voter
from gehor.participation.ballots.queries import voters
from gehor.participation.models import Contribution
from gehor.participation.queries import OPENED
from gehor.planning import queries as planning
from gehor.planning.models import Dialogue
from gehor.process.facts import Facts
from gehor.process.words import Channel

from . import rules
from .models import Answer, Delivery, ReceiptMessage, Release
from .replies.models import Correction, Reopening
from .rules import State
from .stages.models import Absence, Bulletin, Promise
from .stages.rules import Stage

UNANSWERED = Decision.objects.filter(  # one that was changed leaves its question to the one that holds
    ~Exists(Answer.objects.filter(decision=OuterRef("pk"))), replaced_by__isnull=True
)

# Promised to those who were asked, and neither given nor its absence explained
_OF_THE_SUMMARY = {"dialogue": OuterRef("pk"), "stage": Stage.SUMMARY}
SUMMARY_OWED = (
    Q(Exists(Promise.objects.filter(**_OF_THE_SUMMARY)))
    & Q(Exists(OPENED.filter(activity__dialogue=OuterRef("pk"))))
    & ~Q(Exists(Bulletin.objects.filter(**_OF_THE_SUMMARY)))
    & ~Q(Exists(Absence.objects.filter(**_OF_THE_SUMMARY)))
)

COLUMNS = {
    **decision.COLUMNS,
    "unanswered_decisions": planning.counted(UNANSWERED),
    "answers_released": Exists(Release.objects.filter(dialogue=OuterRef("pk"))),
    "undelivered": planning.counted(Delivery.objects.filter(done_at__isnull=True), by="release__dialogue"),
    "unanswered_corrections": planning.counted(Correction.objects.filter(replies__isnull=True)),
    "summary_owed": ExpressionWrapper(SUMMARY_OWED, output_field=BooleanField()),
    "reopened_answers": planning.counted(
        Reopening.objects.filter(settlement__isnull=True), by="round__answer__dialogue"
    ),
}


def facts(dialogue: Dialogue) -> Facts:
    return planning.read_facts([dialogue], COLUMNS)[dialogue.pk]


def release_facts(dialogue: Dialogue) -> Facts:
    """Only what a delivery asks: is it released? There may be ten thousand of them."""
    return Facts(answers_released=Release.objects.filter(dialogue=dialogue).exists())


# Answers


def answers(dialogue: Dialogue) -> dict[int, Answer]:
    """Decision id → its answer, released or not."""
    return {answer.decision_id: answer for answer in Answer.objects.filter(dialogue=dialogue)}


def answer_to(decision: Decision) -> Answer | None:
    return Answer.objects.select_related("written_by").filter(decision=decision).first()


def release_of(dialogue: Dialogue) -> Release | None:
    release = Release.objects.filter(dialogue=dialogue).first()
    if release is not None:
        release.dialogue = dialogue
    return release


# Ways to participants


@dataclass(frozen=True)
class Reach:
    """One participant and the ways that lead to them."""

    participant_id: int
    ways: frozenset[str]  # of the answer; a stage of feedback takes its own
    has_email: bool = False
    has_sms: bool = False
    has_letter: bool = False
    channels: frozenset[str] = frozenset()  # none once they have asked to be forgotten, or where they asked in a room


def reaches(dialogue: Dialogue) -> list[Reach]:
    """Everyone who took part and how the answer reaches them: two queries.

    Also those who only voted, or let their table speak for them, where they left an address. Nobody of a dialogue that
    was held elsewhere earlier: they have no receipt code and left no address here, so the public page is their answer.
    Whoever asked in the room on a telephone of their own saw their receipt page there: no sheet is made for them.
    """
    if hasattr(dialogue, "earlier"):
        return []
    channels: dict[int, set[str]] = defaultdict(set)
    for row in _channels(dialogue.pk):
        channels[row["participant_id"]].add(row["channel"])
    return [_reach(row, channels[row.pk]) for row in _whom_it_may_reach(dialogue.pk)]


def _whoever_is_answered(pk: int) -> QuerySet[Participant]:
    heard = Contribution.objects.filter(dialogue=pk).values("participant")
    voted = voters(Dialogue(pk=pk)).values("participant")
    working = Contact.objects.filter(participant=OuterRef("pk"), stopped_at__isnull=True)
    tables = Participant.voices.through.objects.filter(from_participant=OuterRef("pk"), to_participant__in=heard)
    return (
        Participant.objects.annotate(
            has_email=Exists(working.filter(kind=Contact.Kind.EMAIL)),
            has_letter=Exists(working.filter(kind=Contact.Kind.LETTER)),
            has_sms=Exists(working.filter(kind=Contact.Kind.SMS)),
        )
        .filter(
            Q(pk__in=heard)
            | ((Exists(tables) | Q(pk__in=voted)) & (Q(has_email=True) | Q(has_letter=True) | Q(has_sms=True)))
        )
        .order_by("pk")
    )


def _by_which_channels(pk: int) -> QuerySet[Contribution, dict[str, Any]]:
    by_themselves = Q(channel=Channel.MEETING.value, entered_by=None, imported_in=None)
    written = Contribution.objects.filter(dialogue=pk).exclude(by_themselves)
    return written.order_by().values("participant_id", "channel").distinct()


_whom_it_may_reach = Prepared(_whoever_is_answered, int)
_channels = Prepared(_by_which_channels, int)


def _reach(participant: Participant, channels: set[str]) -> Reach:
    if participant.erased_at is not None:  # asked to be forgotten: only the holder of the receipt can find the answer
        channels = set()
    has_email, has_sms, has_letter = participant.has_email, participant.has_sms, participant.has_letter
    ways = rules.ways(has_email=has_email, has_letter=has_letter, channels=channels)
    return Reach(participant.pk, ways, has_email, has_sms, has_letter, frozenset(channels))


def ways_counted(dialogue: Dialogue) -> dict[str, int]:
    """How many answers will go each way, in the order of Way."""
    counts = Counter(way for reach in reaches(dialogue) for way in reach.ways)
    return {way.value: counts[way.value] for way in Delivery.Way}


# Deliveries

# Each State as a condition, to count and list by; `state` of rules.py says the same of one row.


def _in_state() -> dict[State, Q]:
    open_ = Q(done_at__isnull=True)
    old = clock.now() - rules.IN_HAND
    return {
        State.WAITING: open_ & Q(refused="", started_at__isnull=True),
        State.IN_HAND: open_ & Q(refused="", started_at__gt=old),
        State.UNCERTAIN: open_ & Q(refused="", started_at__lte=old),
        State.REFUSED: open_ & ~Q(refused=""),
        State.ARRIVED: Q(done_at__isnull=False, left_to_page=False),
        State.LEFT_TO_PAGE: Q(left_to_page=True),
    }


def delivery_counts(release: Release) -> dict[str, dict[State, int]]:
    """way → state → how many: one query."""
    columns = {state.value: Count("pk", filter=condition) for state, condition in _in_state().items()}
    rows = Delivery.objects.filter(release=release).order_by().values("way").annotate(**columns)
    by_way = {row["way"]: {state: row[state.value] for state in State} for row in rows}
    return {way.value: by_way[way.value] for way in Delivery.Way if way.value in by_way}


def written_to(participant: Participant) -> bool:
    """Whether a receipt has gone to them by e-mail."""
    return ReceiptMessage.objects.filter(participant=participant).exists()


def troubled(release: Release) -> QuerySet[Delivery]:
    """Messages that a person must look at: refused, or uncertain whether they left."""
    conditions = _in_state()
    return _deliveries(release).filter(conditions[State.UNCERTAIN] | conditions[State.REFUSED])


def sheets(release: Release, *, done: bool | None = False, language: str = "") -> QuerySet[Delivery]:
    """Answer sheets, each with its `language`, in a fixed order so that file and list agree. done=None: all of them."""
    source = release.dialogue.source_language
    letters = Contact.objects.filter(participant=OuterRef("participant"), kind=Contact.Kind.LETTER)
    known = letters.filter(language__in=[code for code, _name in settings.LANGUAGES])
    rows = (
        _deliveries(release)
        .filter(way=Delivery.Way.SHEET)
        .annotate(language=Coalesce(Subquery(known.values("language")[:1]), Value(source)))
    )
    if done is not None:
        rows = rows.filter(done_at__isnull=not done)
    return rows.filter(language=language) if language else rows


def sheets_left(release: Release) -> dict[str, int]:
    """How many sheets are left to hand over, per language."""
    rows = sheets(release).order_by().values_list("language").annotate(n=Count("pk"))
    return dict(sorted(rows))


def _deliveries(release: Release) -> QuerySet[Delivery]:
    return Delivery.objects.filter(release=release).select_related("participant").order_by("pk")


@dataclass(frozen=True)
class Listed:
    """One delivery as staff see it: whose words it answers, and where it goes."""

    delivery: Delivery
    state: State
    references: tuple[str, ...]
    has_voted: bool
    contact: Contact | None
    also_by_email: bool


def listed(deliveries: Sequence[Delivery]) -> list[Listed]:
    """Deliveries with what staff need to recognise them: three queries."""
    people = [delivery.participant_id for delivery in deliveries]
    contacts = {(each.participant_id, each.kind): each for each in Contact.objects.filter(participant__in=people)}
    references = _grouped(
        Contribution.objects.filter(participant__in=people).order_by("received_at", "pk"), "participant_id"
    )
    voted = set(Voter.objects.filter(participant__in=people).values_list("participant", flat=True))
    now = clock.now()
    return [
        Listed(
            delivery,
            state_of(delivery, now=now),
            tuple(row.reference for row in references.get(delivery.participant_id, [])),
            delivery.participant_id in voted,
            contacts.get((delivery.participant_id, "email" if delivery.way == "email" else "letter")),
            (delivery.participant_id, "email") in contacts,
        )
        for delivery in deliveries
    ]


def state_of(delivery: Delivery, *, now: dt.datetime | None = None) -> State:
    return rules.state(
        started_at=delivery.started_at,
        done_at=delivery.done_at,
        refused=delivery.refused,
        left_to_page=delivery.left_to_page,
        now=now or clock.now(),
    )


def delivery_of(dialogue: Dialogue, number: int) -> Delivery:
    """The one door to a delivery of a dialogue, else 404."""
    delivery = Delivery.objects.filter(release__dialogue=dialogue, pk=number).select_related("release").first()
    if delivery is None:
        raise Http404
    return delivery


def waiting_emails(release_ids: Iterable[int] = (), delivery_ids: Iterable[int] = ()) -> list[int]:
    """Ids of e-mail deliveries that nobody has started on."""
    rows = Delivery.objects.filter(Q(release__in=list(release_ids)) | Q(pk__in=list(delivery_ids)))
    rows = rows.filter(_in_state()[State.WAITING], way=Delivery.Way.EMAIL)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def receipt_counts(dialogue: Dialogue) -> dict[State, int]:
    """How many receipts by e-mail are in each state: one query."""
    conditions = {**_in_state(), State.ARRIVED: Q(done_at__isnull=False)}
    del conditions[State.LEFT_TO_PAGE]
    columns = {state.value: Count("pk", filter=condition) for state, condition in conditions.items()}
    row = ReceiptMessage.objects.filter(dialogue=dialogue).aggregate(**columns)
    return {state: row[state.value] for state in conditions}


def wants_receipt(
    contributions: Iterable[int] = (), participants: Iterable[int] = (), voted: Iterable[int] = ()
) -> list[tuple[int, int]]:
    """(participant id, dialogue id) of those who gave an e-mail address and have had no receipt by e-mail.

    voted: ids of voters.
    """
    people = list(participants)
    said = Contribution.objects.filter(Q(pk__in=list(contributions)) | Q(participant__in=people))
    cast = Voter.objects.filter(Q(pk__in=list(voted)) | Q(participant__in=people))
    reached = reached_by_mail()
    received = ReceiptMessage.objects.filter(done_at__isnull=False)
    found: dict[tuple[int, int], None] = {}
    for rows, dialogue in ((said, "dialogue"), (cast, "activity__dialogue")):
        wanting = rows.filter(
            Exists(reached.filter(participant=OuterRef("participant"))),
            ~Exists(received.filter(participant=OuterRef("participant"))),
        )
        found |= dict.fromkeys(wanting.order_by().values_list("participant", dialogue).distinct())
    return list(found)


def _grouped(rows: Iterable[Contribution], name: str) -> dict[int, list[Contribution]]:
    found: dict[int, list[Contribution]] = defaultdict(list)
    for row in rows:
        found[getattr(row, name)].append(row)
    return dict(found)
