"""Who sat where, and what was noted."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db.models import Count, OuterRef, Prefetch, QuerySet, Subquery
from django.http import Http404
from django.utils import timezone

from gehor.ground import clock
from gehor.ground.errors import WrongMoment
from gehor.ground.people.models import Contact
from gehor.participation.models import Contribution, Opening, Wording
from gehor.participation.queries import Entrance
from gehor.planning.models import Activity

from . import rules, texts
from .minutes.models import Version
from .models import Change, Seat, Table
from .phases import Deed, Phase, phase, refusal
from .registering import rules as registering
from .rules import Room

KEY = "meeting"
NOTES_SHOWN = 20


def phase_of(activity: Activity) -> Phase:
    """One query."""
    opening = Opening.objects.filter(activity=activity).first()
    return _phase(activity, opening.opened_at if opening else None, opening.closed_at if opening else None)


def phase_at(entrance: Entrance) -> Phase:
    """The same, of an entrance, which knows when it opened and closed."""
    return _phase(entrance.activity, entrance.activity.opened_at, entrance.activity.closed_at)


def _phase(activity: Activity, opened_at: dt.datetime | None, closed_at: dt.datetime | None) -> Phase:
    local = timezone.localtime(closed_at) if closed_at else None
    held = rules.occasion(activity.setup)
    return phase(held, is_opened=opened_at is not None, closed_at=local, today=clock.today())


def is_opened(activity: Activity) -> bool:
    return Opening.objects.filter(activity=activity).exists()


def latest_change(activity: Activity, *, is_moved: bool) -> Change | None:
    """How it was last moved, or that it was called off, with the reason. One query."""
    rows = Change.objects.filter(activity=activity)
    return (rows.exclude(before={}) if is_moved else rows.filter(before={})).last()


def must_allow(activity: Activity, deed: Deed) -> None:
    """Raises WrongMoment where the meeting does not let anybody do that now."""
    if code := refusal(phase_of(activity), deed):
        raise WrongMoment(code)


def whole_room(activity: Activity) -> Room:
    """The tables of the plan, whoever sits there."""
    return Room(rules.tables(activity.setup), {})


def room(activity: Activity) -> Room:
    """The tables, and the people at those whose attendance has been noted: one query."""
    people: dict[int, set[int]] = defaultdict(set)
    rows = Table.objects.filter(activity=activity, is_noted=True).values_list("number", "seats__number")
    for table, seat in rows:
        people[table] |= {seat} - {None}
    return Room(rules.tables(activity.setup), dict(people))


def tables_of(activity: Activity) -> QuerySet[Table]:
    """Tables with their seats, each seat with its participant and how to reach them: three queries."""
    contacts = Prefetch("participant__contacts", queryset=Contact.objects.order_by("kind"))
    seats = Prefetch("seats", queryset=Seat.objects.select_related("participant").prefetch_related(contacts))
    return Table.objects.filter(activity=activity).select_related("participant").prefetch_related(seats)


def table_numbered(activity: Activity, number: int) -> Table:
    """Raises Http404 for a table at which nobody has sat yet."""
    for table in tables_of(activity).filter(number=number):
        table.activity = activity
        return table
    raise Http404


def seat_numbered(table: Table, number: int) -> Seat:
    for seat in table.seats.all():
        if seat.number == number:
            seat.table = table
            return seat
    raise Http404


def attended(activity: Activity) -> int:
    """How many people were there, as far as it has been noted."""
    return Seat.objects.filter(table__activity=activity).count()


def attendance(activity: Activity) -> dict[int, int]:
    """Table → people, for tables whose attendance has been noted."""
    rows = Table.objects.filter(activity=activity, is_noted=True).annotate(people=Count("seats"))
    return dict(rows.order_by().values_list("number", "people"))


def earlier_meetings(activity: Activity) -> list[Activity]:
    """The other meetings of the dialogue at which somebody sat, with `people`, the latest first."""
    people = Table.objects.filter(activity=OuterRef("pk")).order_by().values("activity").annotate(n=Count("seats"))
    meetings = Activity.objects.filter(dialogue=activity.dialogue_id, method=KEY).exclude(pk=activity.pk)
    rows = meetings.annotate(people=Subquery(people.values("n"))).filter(people__gt=0).order_by("-begins_on", "-number")
    return list(rows)


def earlier_seats(activity: Activity) -> list[Seat]:
    """Everybody who sat at another meeting of the dialogue and does not sit at this one, each once."""
    here = Seat.objects.filter(table__activity=activity).values("participant")
    rows = (
        Seat.objects.filter(table__activity__dialogue=activity.dialogue_id)
        .exclude(table__activity=activity)
        .exclude(participant__in=here)
        .select_related("table__activity", "participant")
        .prefetch_related("participant__contacts")
        .order_by("-table__activity__begins_on", "-table__activity__number", "table__number", "number")
    )
    known: dict[int, Seat] = {}
    for seat in rows:
        known.setdefault(seat.participant_id, seat)
    return list(known.values())


def noted(activity: Activity) -> int:
    return Contribution.objects.filter(activity=activity).count()


def spoken_by(activity: Activity) -> Mapping[int, int]:
    """Participant id → how many notes of this meeting."""
    rows = Contribution.objects.filter(activity=activity).order_by().values("participant").annotate(n=Count("pk"))
    return dict(rows.values_list("participant", "n"))


@dataclass(frozen=True)
class Noted:
    """One published note as everybody sees it."""

    text: str
    language: str
    table: int | None
    reference: str


def noted_in(row: Wording) -> Noted:
    return Noted(row.text, row.language, row.contribution.values.get("table"), row.contribution.reference)


def told(activity: Activity, now: Phase) -> dict[str, Any]:
    """What is said of a meeting wherever it stands. No query, and one for the page that tells of its change."""
    asked, agenda = registering.asked(activity.setup), rules.agenda(activity.setup)
    may_register = asked.is_wanted and clock.today() <= asked.until and not refusal(now, Deed.REGISTER)
    return {
        "setup": activity.setup,
        "phase": now,
        "allowed": texts.ALLOWED[now, may_register],
        "questions": rules.questions(activity.setup),
        "agenda": agenda,
        "is_timed": any(time for time, _what in agenda),
        "may_register": may_register,
        "may_ask": not refusal(now, Deed.ASK),
        "has_been": now in (Phase.PAST, Phase.ENDED),
        "change": partial(_change_told, activity, now),
    }


def _change_told(activity: Activity, now: Phase) -> dict[str, Any]:
    """Why a meeting that has not been held was moved, and from when, or why it is called off."""
    if now in (Phase.PAST, Phase.ENDED):
        return {}
    change = latest_change(activity, is_moved=now is not Phase.CALLED_OFF)
    return {"reason": change.reason, "was": rules.occasion(change.before)} if change else {}


def public_page(activity: Activity) -> dict[str, Any]:
    """What residents see of a meeting: six queries."""
    published = Contribution.objects.filter(activity=activity, published_at__isnull=False)
    latest = Wording.objects.filter(contribution=OuterRef("contribution")).order_by("-number").values("number")[:1]
    rows = Wording.objects.filter(contribution__in=published, number=Subquery(latest)).select_related("contribution")
    rows = rows.order_by("contribution__received_at", "contribution")
    notes = [noted_in(row) for row in rows[: NOTES_SHOWN + 1]]
    return {
        **told(activity, phase_of(activity)),
        "has_minutes": Version.objects.filter(activity=activity).exists(),
        "attended": attended(activity),
        "notes": notes[:NOTES_SHOWN],
        "has_more": len(notes) > NOTES_SHOWN,
    }
