"""What is known of dialogues, planned and as they were: what every indicator is counted from."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Count, Exists, Expression, F, Max, Min, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone

from gehor.analysis.models import Finding, Rest, SignOff
from gehor.decision.models import Decision
from gehor.decision.sought.models import Sought
from gehor.feedback.models import Delivery, Release
from gehor.followup.models import Closing, Measure
from gehor.followup.queries import LATEST_STATUS
from gehor.ground import clock
from gehor.ground.languages import LocalText
from gehor.ground.people.queries import one_by_one
from gehor.methods.meeting.models import Seat
from gehor.participation.ballots.models import Voter
from gehor.participation.models import Contribution
from gehor.participation.queries import OPENED
from gehor.planning import queries as planning
from gehor.planning.models import Activity, Assessment, Dialogue
from gehor.planning.project.models import Post
from gehor.planning.together.models import Request
from gehor.planning.together.rules import Answer
from gehor.process.indicators import Course
from gehor.process.words import Go, MeasureStatus
from gehor.recruitment.models import TargetGroup

from .effect import HOLDS


def courses(dialogues: Iterable[Dialogue]) -> dict[int, Course]:
    """Dialogue id → what is known of it, planned and as it was: two queries."""
    return {pk: course for pk, (course, _lessons) in known(dialogues).items()}


def known(dialogues: Iterable[Dialogue]) -> dict[int, tuple[Course, LocalText]]:
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
    openings = OPENED
    activities = Activity.objects.all()
    said = Contribution.objects.filter(dialogue=OuterRef(OuterRef("pk")))
    voted = Voter.objects.filter(activity__dialogue=OuterRef(OuterRef("pk")))
    took_part = one_by_one(said, also=voted).order_by().values("organisation")
    sent = Delivery.objects.exclude(way=Delivery.Way.PAGE)
    posts = Post.objects.all()
    resting = Rest.objects.filter(contribution=OuterRef("pk"))
    due = Measure.objects.filter(due_on__lt=today)
    return {
        **{f"earlier_{name}": F(f"earlier__{name}") for name in ("dialogue", "held_from", "held_to", "people")},
        "approved": _approved(),
        **_attendance(),
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


def _approved() -> Subquery:
    """The day on which the last of those who had to had approved the plan, the first time that all did."""
    yes = Q(verdicts__answer=Answer.APPROVE.value)
    said_on = Coalesce("verdicts__decided_on", TruncDate("verdicts__given_at"))  # of a body: the day of its meeting
    rows = Request.objects.filter(dialogue=OuterRef("pk")).order_by()
    rows = rows.annotate(yes=Count("verdicts", filter=yes), no=Count("verdicts", filter=~yes), on=Max(said_on))
    return Subquery(rows.filter(yes__gt=0, yes__gte=F("needed"), no=0).order_by("on").values("on")[:1])


def _attendance() -> dict[str, Expression]:
    """How many meetings noted who sat there, how many sat at the first of them, and how many of these at the last."""
    seats = Seat.objects.order_by()
    here = "table__activity__dialogue"
    alike = Seat.objects.filter(**{here: OuterRef(here)})
    order = ("table__activity__begins_on", "table__activity__number")
    first = Subquery(alike.order_by(*order).values("table__activity")[:1])
    last = Subquery(alike.order_by(*(f"-{each}" for each in order)).values("table__activity")[:1])
    at_last = Seat.objects.filter(participant=OuterRef("participant"), **{here: OuterRef(here)})
    people = Count("participant", distinct=True)
    at_first = seats.filter(table__activity=first)
    return {
        "meetings": _of(seats, here, Count("table__activity", distinct=True)),
        "at_first": _of(at_first, here, people),
        "at_last": _of(at_first.filter(Exists(at_last.filter(table__activity=last))), here, people),
    }


def _of(rows: QuerySet[Any], by: str, value: Any) -> Subquery:
    """One value over all rows of the dialogue in question, as a column."""
    return Subquery(rows.filter(**{by: OuterRef("pk")}).order_by().values(by).annotate(_value=value).values("_value"))


def _course(dialogue: Dialogue, row: Mapping[str, Any], counts: Mapping[tuple[int, str], dict[str, int]]) -> Course:
    by_channel = counts.get((dialogue.pk, "channel"), {})
    by_outcome = counts.get((dialogue.pk, "outcome"), {})
    if row["earlier_dialogue"]:
        row = {**row, **_as_it_was_held(row)}
    all_decided = row["findings"] > 0 and sum(by_outcome.values()) >= row["findings"]
    return Course(
        held_earlier=bool(row["earlier_dialogue"]),
        started=None if row["earlier_dialogue"] else timezone.localdate(dialogue.started_at),
        approved=row["approved"],
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
        people=row["earlier_people"] if row["earlier_dialogue"] else row["people"] or 0,
        reach_aim=row["reach_aim"],
        meetings=row["meetings"] or 0,
        at_first=row["at_first"] or 0,
        at_last=row["at_last"] or 0,
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


def _as_it_was_held(row: Mapping[str, Any]) -> dict[str, Any]:
    """The days of that time. Nothing was planned here, and the contributions that came by file are not people."""
    return {
        "opens": None,
        "closes": None,
        "opened": row["earlier_held_from"] or row["opened"],
        "closed": row["earlier_held_to"] or row["closed"],
    }


def _day(moment: dt.datetime | dt.date | None) -> dt.date | None:
    return timezone.localdate(moment) if isinstance(moment, dt.datetime) else moment
