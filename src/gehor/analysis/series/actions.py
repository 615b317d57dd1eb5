"""Inviting to a series, ticking who came, prioritising, and the draft of an action plan."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from django.db import transaction
from django.db.models import Max

from gehor.analysis.models import Finding
from gehor.analysis.queries import facts
from gehor.ground import clock, written
from gehor.ground.act import Actor, begin, record, record_each
from gehor.ground.errors import WrongInput, WrongMoment
from gehor.ground.languages import LocalText
from gehor.ground.people import receipt
from gehor.ground.people.keeping import NewContact, keep_contact, new_participants
from gehor.methods.meeting import keeping
from gehor.methods.meeting import rules as meeting
from gehor.methods.meeting.models import Seat, Table
from gehor.methods.meeting.phases import Deed
from gehor.methods.meeting.queries import must_allow, whole_room
from gehor.planning.models import Activity, Dialogue
from gehor.process.steps import (
    CLOSE_PRIORITISATION,
    ENTER_BALLOT,
    INVITE,
    MAKE_BALLOTS,
    NOTE_ATTENDANCE,
    OPEN_PRIORITISATION,
    PLAN_ACTION,
    UNINVITE,
    VOTE,
)

from . import keys, queries, rules
from .models import Action, Ballot, Code, Invitation, Option, Prioritisation
from .rules import Way


@transaction.atomic
def invite(
    dialogue: Dialogue, *, actor: Actor, contact: NewContact | None = None, how_many: int = 1
) -> list[Invitation]:
    """Invite to all meetings at once: somebody with an address, or so many who are known by a number alone."""
    act = begin(INVITE, dialogue, actor=actor, facts=facts)
    _series(dialogue)
    if not 1 <= how_many <= rules.INVITED_MOST:
        raise WrongInput("invited_at_once", field="how_many", most=rules.INVITED_MOST)
    if contact is not None and how_many != 1:
        raise WrongInput("one_address_one_person", field="how_many")
    people = new_participants(dialogue.organisation, how_many)
    if contact is not None:
        keep_contact(people[0], contact)
    last = Invitation.objects.filter(dialogue=dialogue).aggregate(last=Max("number"))["last"] or 0
    rows = [
        Invitation(
            dialogue=dialogue,
            number=number,
            participant=participant,
            invited_at=clock.now(),
            invited_by_id=actor.account_id,
        )
        for number, participant in enumerate(people, last + 1)
    ]
    made = Invitation.objects.bulk_create(rows)
    record_each(act, [(each, {"number": each.number}) for each in made])
    return made


@transaction.atomic
def uninvite(invitation: Invitation, *, actor: Actor) -> None:
    """Take an invitation back, and forget who it was for. Whoever has come stays."""
    act = begin(UNINVITE, invitation.dialogue, actor=actor, facts=facts)
    participant = invitation.participant
    if Seat.objects.filter(participant=participant).exists():
        raise WrongMoment("has_come", number=invitation.number)
    record(act, subject=invitation, number=invitation.number)
    invitation.delete()
    participant.contacts.all().delete()
    keeping.forget_unused(participant)


@transaction.atomic
def attend(activity: Activity, *, actor: Actor, tables: Mapping[int, int]) -> int:
    """Who of the people in the series is here, and at which table. Returns how many were changed.

    tables: participant id → table, or 0 for somebody who is not here. Whoever is not named stays as they are.
    """
    act = begin(NOTE_ATTENDANCE, activity.dialogue, actor=actor, facts=facts)
    must_allow(activity, Deed.PREPARE)
    known = {person.pk: person for person in queries.people(activity.dialogue)}
    rows = Seat.objects.filter(table__activity=activity).select_related("table__participant", "participant")
    seats = {seat.participant_id: seat for seat in rows}
    moved: dict[int, int] = {}
    for participant, number in sorted(tables.items()):
        field = f"person_{participant}"
        if participant not in known:
            raise WrongInput("not_of_the_series", field=field)
        if number:
            meeting.check_place(meeting.Place(number), whole_room(activity))
        seat = seats.get(participant)
        if (seat.table.number if seat else 0) == number:
            continue
        if seat is not None:
            _leave(seats.pop(participant), activity, field)
        moved[participant] = number
    _sit(activity, {participant: number for participant, number in moved.items() if number}, seats.values())
    record(act, subject=activity, changed=len(moved))
    return len(moved)


@transaction.atomic
def open_prioritisation(activity: Activity, *, actor: Actor, dots: int) -> Prioritisation:
    """Put the findings, as they are worded now, on a ballot."""
    act = begin(OPEN_PRIORITISATION, activity.dialogue, actor=actor, facts=facts)
    sessions = _series(activity.dialogue)
    if activity.pk not in {each.pk for each in sessions[1:]}:
        raise WrongInput("not_the_first_meeting", field="activity")
    if Prioritisation.objects.filter(dialogue=activity.dialogue).exists():
        raise WrongMoment("prioritised_already")
    findings = list(Finding.objects.filter(dialogue=activity.dialogue).order_by("number"))
    if len(findings) < rules.FEWEST_OPTIONS:
        raise WrongMoment("nothing_to_choose_between")
    if not 1 <= dots < min(len(findings), rules.DOTS_MOST + 1):
        raise WrongInput("dots_fewer", field="dots", most=min(len(findings) - 1, rules.DOTS_MOST))
    made = Prioritisation.objects.create(
        dialogue=activity.dialogue,
        activity=activity,
        dots=dots,
        opened_at=clock.now(),
        opened_by_id=actor.account_id,
    )
    Option.objects.bulk_create(
        Option(prioritisation=made, number=number, finding=finding, statement=finding.statement)
        for number, finding in enumerate(findings, 1)
    )
    record(act, subject=made, activity=activity.pk, dots=dots, categories=len(findings))
    return made


@transaction.atomic
def make_ballots(prioritisation: Prioritisation, *, actor: Actor, number: int) -> list[str]:
    """Codes for so many ballots. They are seen once, on the sheets, and not kept."""
    act = begin(MAKE_BALLOTS, prioritisation.dialogue, actor=actor)
    _must_be_open(prioritisation)
    if not 1 <= number <= rules.BALLOTS_MOST:
        raise WrongInput("so_many_ballots", field="number", most=rules.BALLOTS_MOST)
    codes = [receipt.new_code() for _ in range(number)]
    # In the order of their keys, so that nobody can tell which code lies where
    rows = [Code(key=keys.of_code(code), prioritisation=prioritisation) for code in codes]
    Code.objects.bulk_create(sorted(rows, key=lambda code: code.key))
    record(act, subject=prioritisation, ballots=number)
    return codes


@transaction.atomic
def vote(prioritisation: Prioritisation, *, actor: Actor, code: str, dots: Sequence[int]) -> None:
    """Hand in a ballot on a phone. The actor is always RESIDENT: nobody's name stands by it."""
    act = begin(VOTE, prioritisation.dialogue, actor=actor, lock=False)
    _hand_in(prioritisation, code, dots, way=Way.PHONE)
    record(act, subject=prioritisation, way=Way.PHONE.value)


@transaction.atomic
def enter_ballot(prioritisation: Prioritisation, *, actor: Actor, code: str, dots: Sequence[int]) -> None:
    """Type in one ballot from paper."""
    act = begin(ENTER_BALLOT, prioritisation.dialogue, actor=actor, lock=False)
    _hand_in(prioritisation, code, dots, way=Way.PAPER)
    record(act, subject=prioritisation, way=Way.PAPER.value)


@transaction.atomic
def close_prioritisation(prioritisation: Prioritisation, *, actor: Actor) -> Prioritisation:
    """No more ballots: from now on everybody sees how it came out."""
    act = begin(CLOSE_PRIORITISATION, prioritisation.dialogue, actor=actor)
    _must_be_open(prioritisation)
    ballots = Ballot.objects.filter(prioritisation=prioritisation).count()
    if not ballots:
        raise WrongMoment("no_ballots_yet")
    prioritisation.closed_at = clock.now()
    prioritisation.save(update_fields=["closed_at"])
    record(act, subject=prioritisation, ballots=ballots)
    return prioritisation


@transaction.atomic
def plan_action(
    option: Option,
    *,
    actor: Actor,
    what: LocalText,
    who: str,
    due_on: dt.date | None,
    version: int,
    budget_sek: int | None = None,
) -> Action:
    """What shall be done about one category. version: of the row that was seen, 0 when there was none."""
    act = begin(PLAN_ACTION, option.prioritisation.dialogue, actor=actor, facts=facts)
    dialogue = option.prioritisation.dialogue
    if option.prioritisation.closed_at is None:
        raise WrongMoment("prioritisation_open")
    if budget_sek is not None and not 0 <= budget_sek <= rules.SEK_MOST:
        raise WrongInput("plan_money", field="budget_sek")
    row = Action.objects.filter(option=option).first()
    if version != (row.version if row else 0):
        raise WrongMoment("planned_meanwhile")
    row = row or Action(option=option, dialogue=dialogue, version=0)
    row.what = written.local(what, dialogue.source_language, field="what", longest=rules.ACTION_LONGEST)
    row.who = written.line(who, field="who", required=False, longest=rules.WHO_LONGEST)
    row.due_on = due_on
    row.budget_sek = budget_sek
    row.version += 1
    row.written_at = clock.now()
    row.written_by_id = actor.account_id
    row.save()
    record(act, subject=row, category=option.number, version=row.version)
    return row


def _series(dialogue: Dialogue) -> list[Activity]:
    sessions = queries.sessions(dialogue)
    if len(sessions) < rules.FEWEST_MEETINGS:
        raise WrongMoment("no_series")
    return sessions


def _leave(seat: Seat, activity: Activity, field: str) -> None:
    seat.table.activity = activity
    if keeping.has_spoken(seat):
        raise WrongInput("spoke_here", field=field)
    seat.delete()
    keeping.seated([seat])


def _sit(activity: Activity, places: Mapping[int, int], seats: Iterable[Seat]) -> None:
    """Everybody takes the lowest free seat at their table. places: participant → table; seats: those taken."""
    tables = {number: keeping.table_of(activity, number) for number in sorted(set(places.values()))}
    taken: dict[int, set[int]] = {number: set() for number in tables}
    for seat in seats:
        taken.setdefault(seat.table.number, set()).add(seat.number)
    made = []
    for participant, number in places.items():
        if len(taken[number]) >= meeting.PEOPLE_MOST:
            full = {"field": f"person_{participant}", "table": number, "most": meeting.PEOPLE_MOST}
            raise WrongInput("table_is_full", **full)
        free = next(at for at in range(1, len(taken[number]) + 2) if at not in taken[number])
        taken[number].add(free)
        made.append(Seat(table=tables[number], number=free, participant_id=participant))
    keeping.seated(Seat.objects.bulk_create(made))
    Table.objects.filter(pk__in=[table.pk for table in tables.values()]).update(is_noted=True)


def _hand_in(prioritisation: Prioritisation, code: str, dots: Sequence[int], *, way: Way) -> None:
    _must_be_open(prioritisation)
    numbers = Option.objects.filter(prioritisation=prioritisation).values_list("number", flat=True)
    fault = rules.dots_fault(dots, most=prioritisation.dots, options=numbers)
    if fault:
        raise WrongInput(fault, field="dots", most=prioritisation.dots, given=len(dots))
    codes = Code.objects.filter(pk=keys.of_code(receipt.normalise(code)), prioritisation=prioritisation)
    # One statement uses it up: of two who come with the same code at once, one is refused
    if not codes.filter(is_used=False).update(is_used=True):
        raise WrongInput("ballot_used" if codes.exists() else "unknown_ballot", field="code")
    Ballot.objects.create(prioritisation=prioritisation, way=way, dots=sorted(dots))


def _must_be_open(prioritisation: Prioritisation) -> None:
    prioritisation.refresh_from_db(fields=["closed_at"])
    if prioritisation.closed_at is not None:
        raise WrongMoment("prioritisation_closed")
