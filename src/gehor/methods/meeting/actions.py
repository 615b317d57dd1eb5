"""Attendance at a meeting, and notes that went to the wrong place."""

from collections.abc import Mapping

from django.db import transaction

from gehor.ground.act import Actor, begin, record
from gehor.ground.errors import WrongInput, WrongMoment, WrongPerson
from gehor.ground.people.keeping import new_participant
from gehor.ground.people.models import Participant
from gehor.participation.models import Contribution
from gehor.participation.queries import facts
from gehor.planning.models import Activity
from gehor.process.steps import CORRECT_TYPING, NOTE_ATTENDANCE

from . import keeping, queries, rules
from .models import Seat, Table
from .phases import Deed
from .rules import Place


@transaction.atomic
def note_attendance(activity: Activity, *, actor: Actor, people: Mapping[int, int]) -> list[Table]:
    """How many sit at each table. Whoever comes late gets a seat; nobody who has spoken loses one."""
    act = begin(NOTE_ATTENDANCE, activity.dialogue, actor=actor, facts=facts)
    queries.must_allow(activity, Deed.PREPARE)
    for number, count in people.items():
        rules.check_place(Place(number), queries.whole_room(activity))
        if not 0 <= count <= rules.PEOPLE_MOST:
            raise WrongInput("too_many_people", field=f"table_{number}", person=count, most=rules.PEOPLE_MOST)
    noted = [_sit(keeping.table_of(activity, number), count) for number, count in sorted(people.items())]
    record(act, subject=activity, tables=sorted(people), people=[people[number] for number in sorted(people)])
    return noted


@transaction.atomic
def carry_over(activity: Activity, *, actor: Actor, earlier: Activity) -> list[Table]:
    """The same people at the same tables as at an earlier meeting, with the receipts they have."""
    act = begin(NOTE_ATTENDANCE, activity.dialogue, actor=actor, facts=facts)
    queries.must_allow(activity, Deed.PREPARE)
    if earlier.dialogue_id != activity.dialogue_id or earlier.pk == activity.pk:
        raise WrongInput("not_an_earlier_meeting")
    if Seat.objects.filter(table__activity=activity).exists():
        raise WrongMoment("attendance_noted_already")
    before = list(queries.tables_of(earlier))
    if any(table.number > rules.tables(activity.setup) for table in before):
        raise WrongInput("fewer_tables_now", tables=rules.tables(activity.setup))
    carried = [_carried(activity, table) for table in before]
    record(act, subject=activity, earlier=earlier.pk, people=[table.seats.count() for table in carried])
    return carried


@transaction.atomic
def take_seat(seat: Seat, *, actor: Actor, participant: Participant) -> Seat:
    """Whoever sits there has been known before: by an earlier meeting, or by a receipt code."""
    act = begin(NOTE_ATTENDANCE, seat.table.activity.dialogue, actor=actor, facts=facts)
    queries.must_allow(seat.table.activity, Deed.PREPARE)
    if participant.organisation_id != act.organisation_id:
        raise WrongPerson("not_your_organisation")
    sits = Seat.objects.filter(table__activity=seat.table.activity, participant=participant).first()
    if sits:
        raise WrongInput("sits_already", field="receipt", place=str(Place(sits.table.number, sits.number)))
    if Table.objects.filter(participant=participant).exists():
        raise WrongInput("a_table_is_nobody", field="receipt")
    if keeping.has_spoken(seat):
        raise WrongMoment("seat_has_spoken")
    before, seat.participant = seat.participant, participant
    seat.save(update_fields=["participant"])
    keeping.seated([seat])
    keeping.forget_unused(before)
    record(act, subject=seat, activity=seat.table.activity_id)
    return seat


@transaction.atomic
def leave_seat(seat: Seat, *, actor: Actor) -> None:
    """That person is not here. Somebody who has spoken at this meeting was."""
    act = begin(NOTE_ATTENDANCE, seat.table.activity.dialogue, actor=actor, facts=facts)
    queries.must_allow(seat.table.activity, Deed.PREPARE)
    if keeping.has_spoken(seat):
        raise WrongMoment("seat_has_spoken")
    record(act, subject=seat, activity=seat.table.activity_id, left=True)
    keeping.leave(seat)


@transaction.atomic
def move_note(contribution: Contribution, *, actor: Actor, place: Place) -> Contribution:
    """A note was typed at the wrong table or person. Only for whoever typed it in."""
    act = begin(CORRECT_TYPING, contribution.dialogue, actor=actor, facts=facts)
    if contribution.entered_by_id is None or contribution.entered_by_id != actor.account_id:
        raise WrongPerson("not_typed_by_you")
    activity = contribution.activity
    rules.check_place(place, queries.room(activity))
    holder = keeping.participant_at(activity, place)
    if holder.pk != contribution.participant_id:
        keeping.hand_over(contribution, holder)
    kept = {name: value for name, value in contribution.values.items() if name not in ("table", "person")}
    where = {"table": place.table, "person": place.person} if place.person else {"table": place.table}
    contribution.values = {**kept, **where}
    contribution.save(update_fields=["values"])
    record(act, subject=contribution, table=place.table, person=place.person)
    return contribution


def _sit(table: Table, count: int) -> Table:
    """Make the table's seats so many."""
    table = Table.objects.select_for_update().select_related("activity__dialogue__organisation").get(pk=table.pk)
    seats = list(table.seats.select_related("participant"))
    for seat in seats:
        seat.table = table
    if count > len(seats):
        keeping.add_seats(table, count - len(seats))
    if count < len(seats):
        silent = [seat for seat in reversed(seats) if not keeping.has_spoken(seat)]
        surplus = len(seats) - count
        if surplus > len(silent):
            raise WrongInput(
                "have_spoken", field=f"table_{table.number}", table=table.number, people=len(seats) - len(silent)
            )
        for seat in silent[:surplus]:
            keeping.leave(seat)
    table.is_noted = True
    table.save(update_fields=["is_noted"])
    return table


def _carried(activity: Activity, before: Table) -> Table:
    table = keeping.table_of(activity, before.number, voice=new_participant(activity.dialogue.organisation))
    seats = [Seat(table=table, number=seat.number, participant=seat.participant) for seat in before.seats.all()]
    keeping.seated(Seat.objects.bulk_create(seats))
    table.is_noted = True
    table.save(update_fields=["is_noted"])
    return table
