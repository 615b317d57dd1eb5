"""Registering, staying away after all, and coming in at the door."""

from uuid import UUID

from django.db import transaction

from gehor.ground import clock
from gehor.ground.act import Actor, begin, record
from gehor.ground.errors import WrongInput, WrongMoment, WrongPerson
from gehor.ground.people.keeping import NewContact, keep_contact, new_participant
from gehor.ground.people.models import Participant
from gehor.participation.rules import tidy_line
from gehor.planning.models import Activity
from gehor.process.steps import CHECK_IN, REGISTER, UNREGISTER

from .. import keeping
from .. import queries as meeting
from .. import rules as meetings
from ..models import Seat
from ..phases import Deed, refusal
from ..rules import Place
from . import queries, rules
from .models import Registration


@transaction.atomic
def register(
    activity: Activity,
    *,
    actor: Actor,
    submission: UUID,
    people: int,
    needs: str = "",
    participant: Participant | None = None,
    contact: NewContact | None = None,
) -> Registration:
    """A place, or the waiting list. The dialogue is locked meanwhile, so that no place is given twice.

    Raises WrongMoment registered_before when the same form was sent before.
    """
    act = begin(REGISTER, activity.dialogue, actor=actor, facts=queries.facts)
    if queries.by_submission(activity, submission):
        raise WrongMoment("registered_before")
    meeting.must_allow(activity, Deed.REGISTER)
    asked = rules.asked(activity.setup)
    if not asked.is_wanted:
        raise WrongMoment("registers_nobody")
    if clock.today() > asked.until:
        raise WrongMoment("registration_is_over")
    if not 1 <= people <= rules.PARTY_MOST:
        raise WrongInput("company_too_big", field="people", most=rules.PARTY_MOST)
    if not rules.is_room(people, capacity=asked.capacity, taken=0):  # no place that becomes free would ever do
        raise WrongInput("more_than_all_places", field="people", capacity=asked.capacity)
    needs = tidy_line(needs)
    if len(needs) > rules.NEEDS_MOST:
        raise WrongInput("needs_too_long", field="needs", most=rules.NEEDS_MOST)
    holder = _holder(activity, participant)
    if contact:
        keep_contact(holder, contact)
    taken = queries.counted(activity).placed
    now = clock.now()
    made = Registration.objects.create(
        activity=activity,
        participant=holder,
        submission=submission,
        people=people,
        needs=needs,
        registered_at=now,
        placed_at=now if rules.is_room(people, capacity=asked.capacity, taken=taken) else None,
    )
    record(act, subject=made, activity=activity.pk, people=people, is_placed=made.placed_at is not None)
    return made


@transaction.atomic
def unregister(registration: Registration, *, actor: Actor) -> list[Registration]:
    """They do not come after all. Returns those who have got a place instead."""
    act = begin(UNREGISTER, registration.activity.dialogue, actor=actor, facts=queries.facts)
    registration.refresh_from_db(from_queryset=Registration.objects.select_for_update())
    if registration.left_at is not None:
        raise WrongMoment("unregistered_already")
    if registration.came_at is not None:
        raise WrongMoment("came_already")
    registration.left_at, registration.needs = clock.now(), ""
    registration.save(update_fields=["left_at", "needs"])
    placed = _move_up(registration.activity)
    record(act, subject=registration, activity=registration.activity_id, moved_up=[each.pk for each in placed])
    return placed


@transaction.atomic
def come(registration: Registration, *, actor: Actor, table: int | None = None) -> Seat:
    """They are here, with their company, and sit down. table: where; else where fewest sit."""
    act = begin(CHECK_IN, registration.activity.dialogue, actor=actor, facts=queries.facts)
    activity = registration.activity
    meeting.must_allow(activity, Deed.ATTEND if actor.is_staff else Deed.COME_IN)
    registration.refresh_from_db(from_queryset=Registration.objects.select_for_update())
    if registration.left_at is not None:
        raise WrongMoment("unregistered_already")
    if registration.came_at is not None:
        raise WrongMoment("came_already")
    registration.came_at = clock.now()
    registration.save(update_fields=["came_at"])
    seats = _seated(activity, registration.participant, table, people=registration.people)
    record(act, subject=seats[0], activity=activity.pk, table=seats[0].table.number, people=len(seats))
    return seats[0]


@transaction.atomic
def check_in(activity: Activity, *, actor: Actor, code: str, table: int | None = None) -> Seat:
    """Somebody comes who had not registered. code: their receipt, new or from before."""
    act = begin(CHECK_IN, activity.dialogue, actor=actor, facts=queries.facts)
    meeting.must_allow(activity, Deed.ATTEND if actor.is_staff else Deed.COME_IN)
    organisation = activity.dialogue.organisation
    known = Participant.objects.filter(organisation=organisation, receipt=code).first()
    if known:
        _must_not_sit(activity, known)
    (seat,) = _seated(activity, known or new_participant(organisation, code=code), table, people=1)
    record(act, subject=seat, activity=activity.pk, table=seat.table.number, people=1)
    return seat


def _holder(activity: Activity, participant: Participant | None) -> Participant:
    organisation = activity.dialogue.organisation
    if participant is None:
        return new_participant(organisation)
    if participant.organisation_id != organisation.pk:
        raise WrongPerson("not_your_organisation")
    if participant.erased_at:
        raise WrongMoment("erased")
    if queries.standing_of(activity, participant):
        raise WrongInput("registered_already", field="receipt")
    return participant


def _move_up(activity: Activity) -> list[Registration]:
    """Give the places that are free to those who wait, as long as the meeting has not been."""
    if refusal(meeting.phase_of(activity), Deed.REGISTER):
        return []
    asked = rules.asked(activity.setup)
    line = queries.waiting(activity)
    taken = queries.counted(activity).placed
    placed = [line[at] for at in rules.moved_up([each.people for each in line], capacity=asked.capacity, taken=taken)]
    for each in placed:
        each.placed_at = clock.now()
        each.save(update_fields=["placed_at"])
    return placed


def _must_not_sit(activity: Activity, participant: Participant) -> None:
    sits = queries.seats_of(activity, [participant.pk]).get(participant.pk)
    if sits:
        raise WrongInput("sits_already", field="receipt", place=str(Place(sits.table.number, sits.number)))


def _seated(activity: Activity, participant: Participant, number: int | None, *, people: int) -> list[Seat]:
    """A chair for each of them, the participant's first."""
    number = number or rules.fewest(meeting.attendance(activity), tables=meetings.tables(activity.setup))
    meetings.check_place(Place(number), meeting.whole_room(activity))
    table = keeping.table_of(activity, number)
    table.activity = activity
    if table.seats.count() + people > meetings.PEOPLE_MOST:
        raise WrongInput("no_chair_left", field="table", table=number)
    seats = keeping.add_seats(table, people, first=participant)
    table.is_noted = True
    table.save(update_fields=["is_noted"])
    return seats
