"""Who rates an answer, and what may be shown of the ratings."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from gehor.analysis.models import Reading, Rest
from gehor.decision.models import Decision
from gehor.feedback.models import Answer
from gehor.ground import clock
from gehor.ground.people.models import Participant
from gehor.participation.models import Contribution
from gehor.planning.models import Dialogue
from gehor.process import ratings
from gehor.process.ratings import FEWEST, OF_ANSWERS, Share

from . import keys
from .models import Rating, Round, Ticket


def to_be_asked(answer: Answer) -> QuerySet[Participant]:
    """One person each of those whose words the finding rests on. A table's own voice is nobody."""
    resting = Rest.objects.filter(finding=answer.decision.weighs_id).values("contribution")
    repeated = Reading.objects.filter(duplicate_of__in=resting).values("contribution")
    said = Contribution.objects.filter(Q(pk__in=resting) | Q(pk__in=repeated)).values("participant")
    return Participant.objects.filter(Q(pk__in=said, speakers__isnull=True, people=1) | Q(voices__in=said)).distinct()


def rounds_of(participant: Participant, dialogue: Dialogue) -> list[Round]:
    """The answers that this participant may rate and has not: two queries, one when nothing is asked."""
    today = clock.today()
    rows = Round.objects.filter(answer__dialogue=dialogue, closes_on__gte=today)
    rows = rows.select_related("answer__decision__weighs").order_by("answer__decision__weighs__number", "number")
    mine = {keys.of_participant(each, participant): each for each in rows}
    left = set(Ticket.objects.filter(pk__in=mine).values_list("pk", flat=True)) if mine else set()
    return [each for key, each in mine.items() if key in left]


def latest_round(dialogue: Dialogue, number: int) -> Round:
    """The latest try of the answer to finding `number`. Else 404."""
    rows = Round.objects.filter(
        answer__dialogue=dialogue,
        answer__decision__weighs__number=number,
        answer__decision__replaced_by__isnull=True,
    )
    found = rows.select_related("answer__decision__weighs").order_by("-number").first()
    if found is None:
        raise Http404
    found.answer.dialogue = dialogue
    return found


def open_in(dialogue: Dialogue) -> list[Round]:
    """The answers that can be rated today, each in its latest wording: one query."""
    rows = Round.objects.filter(
        answer__dialogue=dialogue, answer__decision__replaced_by__isnull=True, closes_on__gte=clock.today()
    )
    rows = rows.select_related("answer__decision__weighs").order_by("answer__decision__weighs__number", "number")
    latest = {each.answer_id: each for each in rows}
    for each in latest.values():
        each.answer.dialogue = dialogue
    return list(latest.values())


def has_ticket(key: str) -> bool:
    return Ticket.objects.filter(pk=key).exists()


def is_latest(asked: Round) -> bool:
    return not Round.objects.filter(answer=asked.answer_id, number__gt=asked.number).exists()


def of_round(asked: Round) -> list[dict[str, int]]:
    """What has been said so far, for nobody to see but the rule that reopens an answer."""
    return list(Rating.objects.filter(round=asked).order_by().values_list("ratings", flat=True))


@dataclass(frozen=True)
class Rated:
    """One answer in one wording, and what may be shown of its ratings."""

    round: Round
    n: int | None  # None when they are one to four
    typed_in: int | None  # of these, by staff; None when it cannot be told without telling of one to four people
    shares: dict[str, Share | None]
    is_changed: bool = False  # the decision has been changed since, and answered anew

    @property
    def is_over(self) -> bool:
        return ratings.is_over(self.round.closes_on, today=clock.today())


def in_dialogue(dialogue: Dialogue) -> list[Rated]:
    """Every answer that has been put before people, by finding: two queries. Nothing of it before its last day."""
    changed = Decision.objects.filter(replaces=OuterRef("answer__decision"))
    rows = Round.objects.filter(answer__dialogue=dialogue).annotate(is_changed=Exists(changed))
    rows = rows.select_related("answer__decision__weighs")
    rounds = list(rows.order_by("answer__decision__weighs__number", "answer", "number"))
    over = [each.pk for each in rounds if ratings.is_over(each.closes_on, today=clock.today())]
    said: dict[int, list[tuple[dict[str, int], str | None]]] = defaultdict(list)
    if over:
        given = Rating.objects.filter(round__in=over).order_by().values_list("round", "ratings", "channel")
        for number, rating, channel in given:
            said[number].append((rating, channel))
    return [_rated(each, said[each.pk]) for each in rounds]


def heard_in(dialogues: Collection[int]) -> dict[int, list[tuple[int | None, dict[str, Share | None]]]]:
    """Dialogue id → of each answer that has been rated, its last day passed: how many, and what may be shown.

    One query, however many dialogues. A dialogue in which nobody has rated anything is left out.
    """
    rows = Rating.objects.filter(round__answer__dialogue__in=dialogues, round__closes_on__lt=clock.today()).order_by()
    said: dict[tuple[int, int], list[dict[str, int]]] = defaultdict(list)
    for dialogue, number, rating in rows.values_list("round__answer__dialogue", "round", "ratings"):
        said[dialogue, number].append(rating)
    found: dict[int, list[tuple[int | None, dict[str, Share | None]]]] = defaultdict(list)
    for (dialogue, _number), given in said.items():
        found[dialogue].append((_known(len(given)), ratings.shares(OF_ANSWERS, given)))
    return found


def _known(n: int) -> int | None:
    return n if n == 0 or n >= FEWEST else None


def _rated(asked: Round, said: list[tuple[dict[str, int], str | None]]) -> Rated:
    n, typed_in = len(said), sum(channel is not None for _rating, channel in said)
    return Rated(
        asked,
        n=_known(n),
        typed_in=typed_in if _known(n) is not None and ratings.may_split(typed_in, n) else None,
        shares=ratings.shares(OF_ANSWERS, [rating for rating, _channel in said]),
        is_changed=asked.is_changed,
    )


def in_all(rows: Iterable[Rated]) -> dict[str, Share | None]:
    """Question → all answers of a dialogue together, as far as they may be shown."""
    shown = list(rows)
    return {question: ratings.added(each.shares[question] for each in shown) for question in OF_ANSWERS}
