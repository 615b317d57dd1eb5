"""Who is asked, what was answered, and the whole evaluation of one dialogue or of many."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, Expression, Max, Min, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.http import Http404
from django.utils import timezone

from gehor.analysis.models import Finding, Rest, SignOff
from gehor.decision.models import Decision
from gehor.decision.sought.models import Sought
from gehor.feedback.models import Delivery, Release
from gehor.followup.models import Closing, Measure
from gehor.followup.queries import LATEST_STATUS
from gehor.ground import clock
from gehor.ground.languages import LocalText
from gehor.ground.organisations.models import Membership, Organisation
from gehor.ground.people import receipt
from gehor.ground.people.models import Participant
from gehor.ground.people.queries import heard_as, one_by_one
from gehor.participation.models import Contribution, Opening
from gehor.planning import queries as planning
from gehor.planning.models import Activity, Assessment, Dialogue
from gehor.planning.project.models import Post
from gehor.process import indicators
from gehor.process.indicators import Course, Effect
from gehor.process.words import Go, MeasureStatus, Role
from gehor.recruitment.models import TargetGroup

from . import keys, rules
from .models import Group, Judgement, Part, Response, Round, Ticket

NOT_ASKED = frozenset({Role.AUDITOR, Role.NETWORK_HOST})  # they look at dialogues, and hold none
HOLDS = Decision.objects.filter(replaced_by__isnull=True)  # a decision that was changed has no effect any more

# Who is asked


def to_be_asked(dialogue: Dialogue) -> QuerySet[Participant]:
    """One person each: who said something, and who sat at a table that did. A table's own voice is nobody."""
    heard = Contribution.objects.filter(dialogue=dialogue).values("participant")
    return Participant.objects.filter(Q(pk__in=heard, speakers__isnull=True, people=1) | Q(voices__in=heard)).distinct()


def house(organisation_id: int) -> dict[int, str]:
    """Account id → group, of those who work or sit here. Whoever does both sits: that is what they are elected for."""
    found: dict[int, str] = {}
    rows = Membership.objects.filter(organisation=organisation_id, account__is_active=True).exclude(role__in=NOT_ASKED)
    for account, role in rows.values_list("account", "role"):
        if role == Role.BOARD or account not in found:
            found[account] = Group.POLITICIANS if role == Role.BOARD else Group.STAFF
    return found


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
    """The dialogue in which somebody, or their table, said something. Else 404."""
    said = Contribution.objects.filter(participant__in=heard_as(participant)).order_by("received_at", "pk")
    dialogue = planning.dialogues_of(participant.organisation).filter(pk__in=said.values("dialogue")[:1]).first()
    if dialogue is None:
        raise Http404
    return dialogue


def is_open(asked: Round) -> bool:
    return not rules.is_over(asked.closes_on, today=clock.today())


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
    ratings: dict[tuple[int, str], list[Mapping[str, int]]] = defaultdict(list)
    paper: dict[tuple[int, str], int] = defaultdict(int)
    rows = Response.objects.filter(round__in=over).order_by().values_list("round", "group", "way", "ratings")
    for number, group, way, rated in rows if over else ():
        ratings[number, group].append(rated)
        paper[number, group] += way == Response.Way.PAPER
    return {
        number: {
            group: rules.answered(
                each.part,
                ratings[number, group],
                asked=each.asked.get(group, 0),
                on_paper=paper[number, group],
            )
            for group in rules.GROUPS
        }
        for number, each in over.items()
    }


def remarks(asked: Round) -> list[tuple[str, str]]:
    """(group or nothing, words) in an order that tells nothing. The group is left out where few of it answered."""
    if is_open(asked):
        return []
    counts = dict(Response.objects.filter(round=asked).order_by().values_list("group").annotate(n=Count("pk")))
    rows = Response.objects.filter(round=asked).exclude(remark="").order_by("pk").values_list("group", "remark")
    return [(group if counts[group] >= rules.FEWEST else "", words) for group, words in rows]


def answered_so_far(asked: Iterable[Round]) -> dict[int, int]:
    """Round id → how many have answered in all. While it goes on, staff see no more than this."""
    rows = Response.objects.filter(round__in=[each.pk for each in asked]).order_by().values_list("round")
    return dict(rows.annotate(n=Count("pk")))


# The course of dialogues


def courses(dialogues: Iterable[Dialogue]) -> dict[int, Course]:
    """Dialogue id → what is known of it, planned and as it was: two queries."""
    return {pk: course for pk, (course, _lessons) in _known(dialogues).items()}


def _known(dialogues: Iterable[Dialogue]) -> dict[int, tuple[Course, LocalText]]:
    """The course of each, and the lessons that were drawn at its end."""
    by_id = {dialogue.pk: dialogue for dialogue in dialogues}
    counts = _counts(by_id)
    rows = Dialogue.objects.order_by().filter(pk__in=by_id).values("pk", **_columns())
    return {row["pk"]: (_course(by_id[row["pk"]], row, counts), row["lessons"] or {}) for row in rows}


def _counts(dialogues: Iterable[int]) -> dict[tuple[int, str], dict[str, int]]:
    """(dialogue id, "channel" or "outcome") → code → how many: one query."""
    found: dict[tuple[int, str], dict[str, int]] = defaultdict(dict)
    parts = [
        rows.filter(dialogue__in=dialogues).order_by().values_list("dialogue", Value(by), by).annotate(n=Count("pk"))
        for rows, by in ((Contribution.objects.all(), "channel"), (HOLDS, "outcome"))
    ]
    for dialogue, by, code, count in parts[0].union(parts[1], all=True):
        found[dialogue, by][code] = count
    return found


def _columns() -> dict[str, Expression]:
    today = clock.today()
    openings = Opening.objects.all()
    activities = Activity.objects.all()
    said = Contribution.objects.filter(dialogue=OuterRef(OuterRef("pk")))
    took_part = one_by_one(said).order_by().values("organisation")
    sent = Delivery.objects.exclude(way=Delivery.Way.PAGE)
    posts = Post.objects.all()
    resting = Rest.objects.filter(contribution=OuterRef("pk"))
    due = Measure.objects.filter(due_on__lt=today)
    return {
        "public": _of(Assessment.objects.filter(outcome=Go.RUN.value), "dialogue", Min("assessed_at")),
        "opens": _of(activities, "dialogue", Min("begins_on")),
        "closes": _of(activities, "dialogue", Max("ends_on")),
        "opened": _of(openings, "activity__dialogue", Min("opened_at")),
        "closed": _of(openings, "activity__dialogue", Max("closed_at")),
        "open_now": planning.counted(openings.filter(closed_at__isnull=True), by="activity__dialogue"),
        "signed_off": _of(SignOff.objects.all(), "dialogue", Max("signed_at")),
        "decided": _of(HOLDS, "dialogue", Max("decided_on")),
        "answered": _of(Release.objects.all(), "dialogue", Max("released_at")),
        "people": Subquery(took_part.annotate(n=Sum("people")).values("n")),
        "reach_aim": _of(TargetGroup.objects.all(), "dialogue", Sum("reach_aim")),
        "hours_planned": _of(posts, "dialogue", Sum("hours_planned")),
        "hours": _of(posts, "dialogue", Sum("hours_actual")),
        "sek_planned": _of(posts, "dialogue", Sum("sek_planned")),
        "sek": _of(posts, "dialogue", Sum("sek_actual")),
        "lessons": Subquery(Closing.objects.filter(dialogue=OuterRef("pk")).values("lessons")[:1]),
        "carried": planning.counted(Contribution.objects.filter(Exists(resting))),
        "findings": planning.counted(Finding.objects.all()),
        "not_found": planning.counted(
            Sought.objects.filter(~Exists(Decision.objects.filter(weighs=OuterRef("finding"))))
        ),
        "deliveries": planning.counted(sent, by="release__dialogue"),
        "arrived": planning.counted(sent.filter(done_at__isnull=False, left_to_page=False), by="release__dialogue"),
        "measures_due": planning.counted(due),
        "measures_done": planning.counted(due.annotate(now=LATEST_STATUS).filter(now=MeasureStatus.DONE.value)),
    }


def _of(rows: QuerySet[Any], by: str, value: Any) -> Subquery:
    """One value over all rows of the dialogue in question, as a column."""
    return Subquery(rows.filter(**{by: OuterRef("pk")}).order_by().values(by).annotate(_value=value).values("_value"))


def _course(dialogue: Dialogue, row: Mapping[str, Any], counts: Mapping[tuple[int, str], dict[str, int]]) -> Course:
    by_channel = counts.get((dialogue.pk, "channel"), {})
    by_outcome = counts.get((dialogue.pk, "outcome"), {})
    all_decided = row["findings"] > 0 and sum(by_outcome.values()) >= row["findings"]
    held_earlier = hasattr(dialogue, "earlier")  # then the days on which it was typed in here tell nothing of it
    return Course(
        started=None if held_earlier else timezone.localdate(dialogue.started_at),
        public=_day(row["public"]),
        opens=row["opens"],
        opened=_day(row["opened"]),
        closes=row["closes"],
        closed=None if row["open_now"] else _day(row["closed"]),
        signed_off=_day(row["signed_off"]),
        decision=dialogue.decision_on,
        decided=row["decided"] if all_decided else None,
        promise=dialogue.answer_due,
        answered=_day(row["answered"]),
        people=row["people"] or 0,
        reach_aim=row["reach_aim"],
        contributions=sum(by_channel.values()),
        carried=row["carried"],
        by_channel=by_channel,
        outcomes=by_outcome,
        findings=row["findings"] - row["not_found"],  # what became of the others is unknown, and no nought
        deliveries=row["deliveries"],
        arrived=row["arrived"],
        measures_due=row["measures_due"],
        measures_done=row["measures_done"],
        hours_planned=row["hours_planned"] or None,
        hours=row["hours"],
        sek_planned=row["sek_planned"] or None,
        sek=row["sek"],
    )


def _day(moment: dt.datetime | None) -> dt.date | None:
    return timezone.localdate(moment) if moment else None


# Effect


@dataclass(frozen=True)
class Effected:
    """One finding, what was decided on it, and what the decision owes to it."""

    finding: Finding
    outcome: str | None
    judged: str | None
    reason: LocalText | None
    judged_by: str | None
    judged_at: dt.datetime | None

    @property
    def effect(self) -> Effect:
        return indicators.effect(self.outcome, self.judged)


def effected(dialogue: Dialogue) -> list[Effected]:
    """Every finding in its order: one query."""
    decisions = HOLDS.filter(weighs=OuterRef("pk"))
    judged = Judgement.objects.filter(decision__weighs=OuterRef("pk"), decision__replaced_by__isnull=True).order_by(
        "-judged_at", "-pk"
    )
    rows = Finding.objects.filter(dialogue=dialogue).annotate(
        outcome=Subquery(decisions.values("outcome")[:1]),
        judged=Subquery(judged.values("effect")[:1]),
        judged_reason=Subquery(judged.values("reason")[:1]),
        judged_by=Subquery(judged.values("judged_by__name")[:1]),
        judged_at=Subquery(judged.values("judged_at")[:1]),
    )
    return [
        Effected(row, row.outcome, row.judged, row.judged_reason, row.judged_by, row.judged_at)
        for row in rows.order_by("number")
    ]


def decision_on(dialogue: Dialogue, number: int) -> Decision:
    """The decision on the finding of this number, which knows its dialogue. Else 404."""
    rows = HOLDS.filter(dialogue=dialogue, weighs__number=number).select_related("weighs", "body")
    decision = rows.first()
    if decision is None:
        raise Http404
    decision.dialogue = dialogue
    return decision


def effect_counted(decision: Decision) -> Effect:
    """What the outcome says by itself."""
    return indicators.effect(decision.outcome)


def judgements(decision: Decision) -> QuerySet[Judgement]:
    """What named persons have said of it, the latest first."""
    return Judgement.objects.filter(decision=decision).select_related("judged_by")


# The whole


@dataclass(frozen=True)
class Asked:
    """One part as it was asked, and what may be shown of the answers. None while it goes on."""

    round: Round
    groups: Mapping[str, rules.Answered] | None


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
    course, lessons = _known([dialogue])[dialogue.pk]
    asked = rounds(dialogue)
    found = answers(asked)
    return Summary(
        course=course,
        values=indicators.values(course),
        days=indicators.days_planned(course),
        amounts=indicators.amounts_planned(course),
        effected=tuple(effected(dialogue)) if course.signed_off else (),
        asked=tuple(Asked(each, found.get(each.pk)) for each in asked),
        lessons=lessons,
    )


# Comparison


@dataclass(frozen=True)
class Held:
    """One dialogue beside others."""

    dialogue: Dialogue
    course: Course
    values: Mapping[str, float | None]
    credible: float | None  # share of the participants who find the handling credible
    is_evaluated: bool  # those who took part have been asked, and the last day has passed

    @property
    def year(self) -> int:
        """The year in which people were asked."""
        return _asked_on(self).year


def _asked_on(row: Held) -> dt.date:
    return row.course.opened or row.course.started or timezone.localdate(row.dialogue.started_at)


def held(organisation: Organisation, *, finished: bool) -> list[Held]:
    """An organisation's dialogues that have opened, the latest first: five queries.

    finished: only those whose answers are released. Until then their numbers still change.
    """
    dialogues = list(planning.public_dialogues(organisation))
    known = courses(dialogues)
    asked = list(Round.objects.filter(dialogue__in=known))
    found = answers(asked)
    by_dialogue: dict[int, list[Round]] = defaultdict(list)
    for each in asked:
        by_dialogue[each.dialogue_id].append(each)
    rows = [_held(each, known[each.pk], by_dialogue[each.pk], found) for each in dialogues if known[each.pk].opened]
    rows.sort(key=_asked_on, reverse=True)
    return [row for row in rows if row.course.answered or not finished]


def _held(
    dialogue: Dialogue, course: Course, asked: Iterable[Round], found: Mapping[int, Mapping[str, rules.Answered]]
) -> Held:
    over = {each.part: found[each.pk][Group.PARTICIPANTS.value] for each in asked if each.pk in found}
    credible = over[Part.ANSWER].shares["credible"] if Part.ANSWER in over else None
    return Held(
        dialogue, course, indicators.values(course), credible.share if credible else None, is_evaluated=bool(over)
    )
