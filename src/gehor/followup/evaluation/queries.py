"""The questions, what was answered, and the whole evaluation of one dialogue or of many."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.db.models import Count, F, Q
from django.http import Http404
from django.utils import timezone

from gehor.feedback.replies import rated
from gehor.ground import clock
from gehor.ground.languages import LocalText
from gehor.ground.organisations.models import Organisation
from gehor.ground.people import receipt
from gehor.ground.people.models import Participant
from gehor.ground.people.queries import heard_as
from gehor.participation.ballots.models import Voter
from gehor.participation.models import Contribution
from gehor.planning import queries as planning
from gehor.planning.models import Dialogue
from gehor.process import indicators, ratings
from gehor.process.indicators import Course, Effect

from . import keys, rules
from .course import courses, known
from .effect import Effected, effected
from .models import Group, Part, Response, Round, Ticket

# Rounds and tickets


def rounds(dialogue: Dialogue) -> list[Round]:
    """The parts that have been asked, in the order of Part."""
    found = {row.part: row for row in Round.objects.filter(dialogue=dialogue)}
    for row in found.values():
        row.dialogue = dialogue
    return [found[part] for part in Part.values if part in found]


def round_of(dialogue: Dialogue, part: str) -> Round:
    """The one door to a round of a dialogue, else 404."""
    for row in rounds(dialogue):
        if row.part == part:
            return row
    raise Http404


def dialogue_of(participant: Participant) -> Dialogue:
    """The dialogue in which somebody voted, or said something, or their table did. Else 404."""
    said = Contribution.objects.filter(participant__in=heard_as(participant)).order_by("received_at", "pk")
    voted = Voter.objects.filter(participant=participant).order_by("pk")
    taken_part = Q(pk__in=said.values("dialogue")[:1]) | Q(pk__in=voted.values("activity__dialogue")[:1])
    dialogue = planning.dialogues_of(participant.organisation).filter(taken_part).first()
    if dialogue is None:
        raise Http404
    return dialogue


def is_open(asked: Round) -> bool:
    return not ratings.is_over(asked.closes_on, today=clock.today())


def has_ticket(key: str) -> bool:
    return Ticket.objects.filter(pk=key).exists()


def to_answer(participant: Participant, dialogue: Dialogue) -> list[Round]:
    """The open rounds that this participant has not answered: two queries."""
    asked = {keys.of_participant(each, participant): each for each in rounds(dialogue) if is_open(each)}
    left = set(Ticket.objects.filter(pk__in=asked).values_list("pk", flat=True))
    return [each for key, each in asked.items() if key in left]


def to_answer_as(account_id: int, asked: Iterable[Round]) -> list[Round]:
    """The same for somebody who works here."""
    mine = {keys.of_account(each, account_id): each for each in asked if is_open(each)}
    left = set(Ticket.objects.filter(pk__in=mine).values_list("pk", flat=True))
    return [each for key, each in mine.items() if key in left]


def round_of_code(typed: str) -> tuple[Round, str] | None:
    """The round that a code opens, and the key of its ticket, while nobody has used it."""
    code = receipt.normalise(typed)
    if not receipt.is_valid(code):
        return None
    rows = Ticket.objects.select_related("round__dialogue__organisation", "round__dialogue__deciding_body")
    ticket = rows.filter(pk=keys.of_code(code)).first()
    return (ticket.round, ticket.pk) if ticket else None


# What was answered


def answers(asked: Iterable[Round]) -> dict[int, dict[str, rules.Answered]]:
    """Round id → group → what may be shown, of rounds that are over: one query."""
    over = {each.pk: each for each in asked if not is_open(each)}
    rows = Response.objects.filter(round__in=over).order_by().values_list("round", "group", "way", "ratings")
    return _answered(over, rows if over else ())


def rounds_and_answers(dialogue: Dialogue) -> tuple[dict[str, Round], dict[int, dict[str, rules.Answered]]]:
    """The parts that have been asked, and of those that are over what may be shown: one query."""
    answered = {name: F(f"responses__{name}") for name in ("group", "way", "ratings")}
    rows = list(Round.objects.filter(dialogue=dialogue).annotate(**answered))
    asked = {each.part: each for each in rows}
    over = {each.pk: each for each in asked.values() if not is_open(each)}
    given = [(each.pk, each.group, each.way, each.ratings) for each in rows if each.pk in over and each.group]
    return asked, _answered(over, given)


def _answered(
    over: Mapping[int, Round], rows: Iterable[tuple[int, str, str, Mapping[str, int]]]
) -> dict[int, dict[str, rules.Answered]]:
    said: dict[tuple[int, str], list[Mapping[str, int]]] = defaultdict(list)
    paper: dict[tuple[int, str], int] = defaultdict(int)
    for number, group, way, given in rows:
        said[number, group].append(given)
        paper[number, group] += way == Response.Way.PAPER
    return {
        number: {
            group: rules.answered(
                each.part,
                said[number, group],
                asked=each.asked.get(group, 0),
                on_paper=paper[number, group],
            )
            for group in rules.ASKED[each.part]
        }
        for number, each in over.items()
    }


def said_of_answers(dialogues: Iterable[int]) -> dict[int, rules.Answered]:
    """Dialogue id → what participants say of its answers, each of which they rate by itself: one query."""
    found = {dialogue: rules.of_answers(rows) for dialogue, rows in rated.heard_in(list(dialogues)).items()}
    return {dialogue: answered for dialogue, answered in found.items() if answered is not None}


def remarks(asked: Round) -> list[tuple[str, str]]:
    """(group or nothing, words) in an order that tells nothing. The group is left out where few of it answered."""
    if is_open(asked):
        return []
    counts = dict(Response.objects.filter(round=asked).order_by().values_list("group").annotate(n=Count("pk")))
    rows = Response.objects.filter(round=asked).exclude(remark="").order_by("pk").values_list("group", "remark")
    return [(group if counts[group] >= ratings.FEWEST else "", words) for group, words in rows]


def answered_so_far(asked: Iterable[Round]) -> dict[int, int]:
    """Round id → how many have answered in all. While it goes on, staff see no more than this."""
    rows = Response.objects.filter(round__in=[each.pk for each in asked]).order_by().values_list("round")
    return dict(rows.annotate(n=Count("pk")))


# The whole


@dataclass(frozen=True)
class Asked:
    """One part, and what may be shown of the answers to it. Nothing of a group before its own last day."""

    part: str
    round: Round | None  # None: only the participants have been asked, of each answer by itself
    groups: Mapping[str, rules.Answered]


@dataclass(frozen=True)
class Summary:
    """The evaluation of one dialogue."""

    course: Course
    values: Mapping[str, float | None]
    days: tuple[indicators.Day, ...]
    amounts: tuple[indicators.Amount, ...]
    effected: tuple[Effected, ...]
    asked: tuple[Asked, ...]
    lessons: LocalText

    @property
    def effects(self) -> dict[Effect, int]:
        return indicators.effects((each.outcome, each.judged) for each in self.effected)


def summary(dialogue: Dialogue) -> Summary:
    """All that is known of how a dialogue went, for its page, its report, and whoever holds the next one like it.

    Findings are public when the analyst has signed off, so before that there are none here.
    """
    course, lessons = known([dialogue])[dialogue.pk]
    return Summary(
        course=course,
        values=indicators.values(course),
        days=indicators.days_planned(course),
        amounts=indicators.amounts_planned(course),
        effected=tuple(effected(dialogue)) if course.signed_off else (),
        asked=tuple(_asked(dialogue)),
        lessons=lessons,
    )


def _asked(dialogue: Dialogue) -> Iterator[Asked]:
    by_part, found = rounds_and_answers(dialogue)
    of_answers = said_of_answers([dialogue.pk])
    for part in Part.values:
        asked = by_part.get(part)
        groups = dict(found.get(asked.pk, {})) if asked else {}
        if part == Part.ANSWER and dialogue.pk in of_answers:
            groups = {Group.PARTICIPANTS.value: of_answers[dialogue.pk], **groups}
        if asked or groups:
            yield Asked(part, asked, groups)


# Comparison


@dataclass(frozen=True)
class Held:
    """One dialogue beside others."""

    dialogue: Dialogue
    course: Course
    values: Mapping[str, float | None]
    said: ratings.Share | None  # of the participants who find the handling credible
    is_evaluated: bool  # those who took part have been asked, and the last day has passed

    @property
    def credible(self) -> float | None:
        return self.said.share if self.said else None

    @property
    def year(self) -> int:
        """The year in which people were asked."""
        return _asked_on(self).year


def _asked_on(row: Held) -> dt.date:
    return row.course.opened or row.course.started or timezone.localdate(row.dialogue.started_at)


def held(organisation: Organisation, *, finished: bool) -> list[Held]:
    """An organisation's dialogues that have opened, the latest first: six queries.

    finished: only those whose answers are released. Until then their numbers still change.
    """
    dialogues = list(planning.public_dialogues(organisation))
    by_id = courses(dialogues)
    asked = list(Round.objects.filter(dialogue__in=by_id))
    found = answers(asked)
    by_dialogue: dict[int, list[Round]] = defaultdict(list)
    for each in asked:
        by_dialogue[each.dialogue_id].append(each)
    of_answers = said_of_answers(by_id)
    rows = [
        _held(
            each,
            by_id[each.pk],
            of_answers.get(each.pk),
            is_evaluated=each.pk in of_answers or any(asked.pk in found for asked in by_dialogue[each.pk]),
        )
        for each in dialogues
        if by_id[each.pk].opened
    ]
    rows.sort(key=_asked_on, reverse=True)
    return [row for row in rows if row.course.answered or not finished]


def _held(dialogue: Dialogue, course: Course, said: rules.Answered | None, *, is_evaluated: bool) -> Held:
    credible = said.shares["credible"] if said else None
    return Held(dialogue, course, indicators.values(course), credible, is_evaluated=is_evaluated)
