"""Who sat where, and what was noted."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Prefetch, QuerySet, Subquery
from django.http import Http404

from gehor.ground import clock
from gehor.ground.people.models import Contact
from gehor.participation.models import Contribution, Wording
from gehor.planning.models import Activity

from . import rules
from .minutes.models import Version
from .models import Seat, Table
from .rules import Room

KEY = "meeting"
NOTES_SHOWN = 20


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


def told(activity: Activity) -> dict[str, Any]:
    """What is said of a meeting before it is held."""
    held = rules.occasion(activity.setup)
    day = held.day if held else None
    return {
        "setup": activity.setup,
        "day": day,
        "questions": rules.questions(activity.setup),
        "agenda": rules.agenda(activity.setup),
        "is_today": day == clock.today(),
        "has_been": day is not None and day < clock.today(),
        "may_register": bool(activity.setup.get("registers")) and day is not None and clock.today() <= day,
    }


def public_page(activity: Activity) -> dict[str, Any]:
    """What residents see of a meeting: four queries."""
    published = Contribution.objects.filter(activity=activity, published_at__isnull=False)
    latest = Wording.objects.filter(contribution=OuterRef("contribution")).order_by("-number").values("number")[:1]
    rows = Wording.objects.filter(contribution__in=published, number=Subquery(latest)).select_related("contribution")
    rows = rows.order_by("contribution__received_at", "contribution")
    notes = [noted_in(row) for row in rows[: NOTES_SHOWN + 1]]
    return {
        **told(activity),
        "has_minutes": Version.objects.filter(activity=activity).exists(),
        "attended": attended(activity),
        "notes": notes[:NOTES_SHOWN],
        "has_more": len(notes) > NOTES_SHOWN,
    }
