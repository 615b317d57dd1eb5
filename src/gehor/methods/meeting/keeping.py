"""Tables and seats as they come to be. Called inside actions; they record what was done."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress

from django.db import IntegrityError
from django.db.models import ProtectedError

from gehor.ground.aside import when_stored
from gehor.ground.errors import WrongMoment
from gehor.ground.people.keeping import kept_people, new_participant, new_participants, unknown_people
from gehor.ground.people.models import Contact, Participant
from gehor.ground.rows import insert_many
from gehor.participation.models import Contribution
from gehor.planning.models import Activity

from .models import Seat, Table
from .rules import Place


def table_of(activity: Activity, number: int, *, voice: Participant | None = None) -> Table:
    """The table, made if it is new. voice: whoever speaks for it then, or a new participant.

    Two secretaries may come first at the same moment: one of them makes the table, the other waits and finds it.
    """
    found = Table.objects.select_related("participant").filter(activity=activity, number=number).first()
    if found is None:
        speaker = voice or new_participant(activity.dialogue.organisation)
        found, is_new = Table.objects.get_or_create(activity=activity, number=number, defaults={"participant": speaker})
        if not is_new and voice is None:
            speaker.delete()
    return found


def seat_of(table: Table, number: int, *, sitter: Participant | None = None) -> Seat:
    """The seat, made if it is new. sitter: whoever takes it then, or a new participant."""
    found = Seat.objects.select_related("participant").filter(table=table, number=number).first()
    if found is None:
        Table.objects.select_for_update().get(pk=table.pk)
        participant = sitter or new_participant(table.activity.dialogue.organisation)
        found, is_new = Seat.objects.get_or_create(table=table, number=number, defaults={"participant": participant})
        if is_new:
            seated([found])
        elif sitter is None:
            participant.delete()
    return found


def participant_at(activity: Activity, place: Place) -> Participant:
    """Whose words are noted at that place: the person's, or the whole table's."""
    table = table_of(activity, place.table)
    return table.participant if place.person is None else seat_of(table, place.person).participant


def add_seats(table: Table, count: int, *, first: Participant | None = None) -> list[Seat]:
    """So many more people at the table, at the lowest free numbers, each with a receipt of their own.

    first: the first of them, if they are known.
    """
    taken = set(table.seats.values_list("number", flat=True))
    free = [number for number in range(1, len(taken) + count + 1) if number not in taken][:count]
    known = [first] if first else []
    participants = [*known, *new_participants(table.activity.dialogue.organisation, count - len(known))]
    made = Seat.objects.bulk_create(
        [Seat(table=table, number=number, participant=one) for number, one in zip(free, participants, strict=True)]
    )
    seated(made)
    return made


def seated(seats: Iterable[Seat]) -> None:
    """What a table says is said for everybody who sits there, and it counts as so many."""
    for table in {seat.table for seat in seats}:
        table.participant.speakers.set(Participant.objects.filter(pk__in=table.seats.values("participant")))
        people = max(1, table.seats.count())
        Participant.objects.filter(pk=table.participant_id).update(people=people)


def leave(seat: Seat) -> None:
    """Nobody sits there after all."""
    participant = seat.participant
    seat.delete()
    seated([seat])
    forget_unused(participant)


def forget_unused(participant: Participant) -> None:
    """Take away a participant who never said anything, sits nowhere and left no address."""
    used = (
        Contribution.objects.filter(participant=participant).exists()
        or Seat.objects.filter(participant=participant).exists()
        or Table.objects.filter(participant=participant).exists()
        or Contact.objects.filter(participant=participant).exists()
    )
    if used:
        return
    with suppress(ProtectedError):  # something downstream knows the person, such as an invitation to all the meetings
        participant.delete()


def has_spoken(seat: Seat) -> bool:
    return Contribution.objects.filter(activity=seat.table.activity_id, participant=seat.participant_id).exists()


def place_note(contribution: Contribution, place: Place) -> None:
    """What was said at a place belongs to whoever sits there, however it was typed in.

    Somebody who holds a receipt from before, and sits elsewhere, keeps what is theirs.
    """
    giver = contribution.participant
    is_new = not (
        Contribution.objects.filter(participant=giver).exclude(pk=contribution.pk).exists()
        or Seat.objects.filter(participant=giver).exists()
        or Table.objects.filter(participant=giver).exists()
    )
    own = giver if is_new else None
    if place.person is None:
        holder = table_of(contribution.activity, place.table, voice=own).participant
    else:
        table = table_of(contribution.activity, place.table)
        holder = seat_of(table, place.person, sitter=own).participant
    if holder.pk != giver.pk and is_new:
        hand_over(contribution, holder)


def place_rows(contributions: Sequence[Contribution], titles: Sequence[str]) -> Callable[[], None] | None:
    """As place_note, for all rows of a file before they are stored: three queries, and some for each new place.

    What it gives raises WrongMoment where somebody has noted who sits there meanwhile.
    """
    placed = [each for each in contributions if each.values.get("table")]
    if not placed:
        return None
    room = _Room(placed[0].activity)
    for each in placed:
        holder = room.holder(Place(each.values["table"], each.values.get("person")), giver=each.participant)
        if each.participant.pk is None:  # else they hold a receipt from before, and keep what is theirs
            each.participant = holder
    return room.keep


class _Room:
    """The tables and seats of a meeting, and those that come to be as the rows of a file are placed."""

    def __init__(self, activity: Activity) -> None:
        self.activity = activity
        tables = Table.objects.filter(activity=activity).select_related("participant")
        seats = Seat.objects.filter(table__activity=activity).select_related("participant", "table")
        self.tables = {each.number: each for each in tables}
        self.seats = {(each.table.number, each.number): each for each in seats}

    def holder(self, place: Place, *, giver: Participant) -> Participant:
        """Whose words are noted there. giver: who takes the place where nobody has."""
        number, person = place.table, place.person
        if number not in self.tables:
            speaker = giver if person is None else unknown_people(self.activity.dialogue.organisation, 1)[0]
            self.tables[number] = Table(activity=self.activity, number=number, participant=speaker)
        if person is None:
            return self.tables[number].participant
        if (number, person) not in self.seats:
            self.seats[number, person] = Seat(table=self.tables[number], number=person, participant=giver)
        return self.seats[number, person].participant

    def keep(self) -> None:
        """Store what has come to be. Whoever said something is stored already."""
        tables = [each for each in self.tables.values() if each.pk is None]
        seats = [each for each in self.seats.values() if each.pk is None]
        kept_people([each.participant for each in tables if each.participant.pk is None])
        for table in tables:
            table.participant = table.participant  # who has a number by now
        try:
            insert_many(tables)
            for seat in seats:
                seat.table, seat.participant = seat.table, seat.participant  # as above
            insert_many(seats, numbered=False)
        except IntegrityError as conflict:  # where two may write at once, a secretary was there first
            raise WrongMoment("sat_down_meanwhile") from conflict
        when_stored(lambda: seated(seats))


def hand_over(contribution: Contribution, holder: Participant) -> None:
    """Give a contribution to another participant, and with it the address of a giver who has nothing left."""
    giver = contribution.participant
    Contribution.objects.filter(pk=contribution.pk).update(participant=holder)
    contribution.participant = holder
    if Contribution.objects.filter(participant=giver).exists():
        return
    known = set(holder.contacts.values_list("kind", flat=True))
    if not Seat.objects.filter(participant=giver).exists() and not Table.objects.filter(participant=giver).exists():
        giver.contacts.exclude(kind__in=known).update(participant=holder)
        giver.contacts.all().delete()
        forget_unused(giver)
