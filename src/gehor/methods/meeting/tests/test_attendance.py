"""Who was there: receipts without names, the same people at three meetings, and nobody counted away who has spoken."""

from collections.abc import Callable

import pytest

from gehor.ground import clock
from gehor.ground.act import Actor
from gehor.ground.errors import NotYet, WrongInput, WrongMoment, WrongPerson
from gehor.ground.journal.models import Entry
from gehor.ground.people.keeping import NewContact, keep_contact, new_participant
from gehor.ground.people.models import Participant
from gehor.ground.people.queries import heard_as
from gehor.methods.meeting import queries
from gehor.methods.meeting.actions import carry_over, leave_seat, note_attendance, take_seat
from gehor.methods.meeting.models import Seat, Table
from gehor.participation.models import Contribution, Opening
from gehor.planning.models import Activity, Dialogue


def seats(activity: Activity, table: int) -> list[int]:
    return list(Seat.objects.filter(table__activity=activity, table__number=table).values_list("number", flat=True))


def seat(activity: Activity, table: int, person: int) -> Seat:
    return Seat.objects.select_related("table__activity__dialogue", "participant").get(
        table__activity=activity, table__number=table, number=person
    )


def test_everybody_at_a_table_has_a_receipt_and_the_table_speaks_for_them(meeting: Activity, tove: Actor) -> None:
    note_attendance(meeting, actor=tove, people={3: 4})
    table = Table.objects.get()
    assert seats(meeting, 3) == [1, 2, 3, 4]
    assert table.participant.people == 4
    first = seat(meeting, 3, 1).participant
    assert set(heard_as(first)) == {first, table.participant}
    assert Participant.objects.count() == 5


def test_whoever_comes_late_gets_a_seat_and_whoever_was_not_there_loses_it(meeting: Activity, tove: Actor) -> None:
    note_attendance(meeting, actor=tove, people={3: 4})
    note_attendance(meeting, actor=tove, people={3: 6})
    assert seats(meeting, 3) == [1, 2, 3, 4, 5, 6]
    note_attendance(meeting, actor=tove, people={3: 2})
    assert seats(meeting, 3) == [1, 2]
    assert Table.objects.get().participant.people == 2
    assert Participant.objects.count() == 3, "who never said anything and was not there is not kept"


def test_nobody_who_has_spoken_is_counted_away(
    meeting: Activity, tove: Actor, noted: Callable[..., Contribution]
) -> None:
    note_attendance(meeting, actor=tove, people={3: 4})
    noted(3, 4, "Maten är kall.")
    note_attendance(meeting, actor=tove, people={3: 1})
    assert seats(meeting, 3) == [4]
    with pytest.raises(WrongInput) as refusal:
        note_attendance(meeting, actor=tove, people={3: 0})
    assert refusal.value.code == "have_spoken"


def test_an_address_is_not_thrown_away_with_a_seat(meeting: Activity, tove: Actor) -> None:
    note_attendance(meeting, actor=tove, people={3: 1})
    participant = seat(meeting, 3, 1).participant
    keep_contact(participant, NewContact("dana@example.se"))
    note_attendance(meeting, actor=tove, people={3: 0})
    assert Participant.objects.filter(pk=participant.pk).exists()


@pytest.mark.parametrize("people", [{4: 2}, {0: 2}, {3: 31}, {3: -1}])
def test_tables_and_numbers_that_cannot_be_are_refused(meeting: Activity, tove: Actor, people: dict[int, int]) -> None:
    with pytest.raises(WrongInput):
        note_attendance(meeting, actor=tove, people={1: 2, **people})
    assert not Table.objects.exists(), "all or nothing"


def test_who_may_note_attendance(meeting: Activity, actors: dict[str, Actor]) -> None:
    for name in ("cilla", "odd", "ada", "farid"):
        with pytest.raises(WrongPerson):
            note_attendance(meeting, actor=actors[name], people={1: 2})
    for name in ("alma", "kim", "bo", "rut", "tove"):
        note_attendance(meeting, actor=actors[name], people={1: 2})


def test_attendance_is_noted_while_it_is_open(meeting: Activity, tove: Actor) -> None:
    Opening.objects.update(closed_at=clock.now())
    with pytest.raises(NotYet) as refusal:
        note_attendance(meeting, actor=tove, people={1: 2})
    assert refusal.value.missing == ("open",)


def test_the_journal_says_how_many_and_not_who(meeting: Activity, tove: Actor) -> None:
    note_attendance(meeting, actor=tove, people={1: 2, 3: 4})
    entry = Entry.objects.get()
    assert (entry.step, entry.codes) == ("participation.note_attendance", {"tables": [1, 3], "people": [2, 4]})


# The same people at three meetings


def test_the_same_people_take_their_receipts_with_them(
    meeting: Activity, next_meeting: Activity, tove: Actor, noted: Callable[..., Contribution]
) -> None:
    note_attendance(meeting, actor=tove, people={1: 2, 3: 2})
    said_first = noted(3, 2, "Maten är kall.")
    carry_over(next_meeting, actor=tove, earlier=meeting)
    said_then = noted(3, 2, "Den är fortfarande kall.", activity=next_meeting)
    assert said_then.participant == said_first.participant
    assert queries.attendance(next_meeting) == {1: 2, 3: 2}
    tables = Table.objects.filter(number=3)
    assert len({table.participant_id for table in tables}) == 2, "each meeting's table speaks for itself"
    assert len(heard_as(said_first.participant)) == 3


def test_people_are_taken_over_once(meeting: Activity, next_meeting: Activity, tove: Actor) -> None:
    note_attendance(meeting, actor=tove, people={1: 2})
    carry_over(next_meeting, actor=tove, earlier=meeting)
    with pytest.raises(WrongMoment):
        carry_over(next_meeting, actor=tove, earlier=meeting)


def test_people_come_from_the_same_dialogue_and_fit_the_room(
    meeting: Activity, next_meeting: Activity, tove: Actor
) -> None:
    note_attendance(meeting, actor=tove, people={3: 2})
    next_meeting.setup["tables"] = 2
    next_meeting.save()
    for earlier, code in ((meeting, "fewer_tables_now"), (next_meeting, "not_an_earlier_meeting")):
        with pytest.raises(WrongInput) as refusal:
            carry_over(next_meeting, actor=tove, earlier=earlier)
        assert refusal.value.code == code


def test_one_person_takes_a_seat_with_a_receipt_from_before(
    meeting: Activity, next_meeting: Activity, tove: Actor
) -> None:
    note_attendance(meeting, actor=tove, people={1: 1})
    note_attendance(next_meeting, actor=tove, people={2: 3})
    known = seat(meeting, 1, 1).participant
    before = seat(next_meeting, 2, 3).participant
    take_seat(seat(next_meeting, 2, 3), actor=tove, participant=known)
    assert seat(next_meeting, 2, 3).participant == known
    assert not Participant.objects.filter(pk=before.pk).exists()
    assert Table.objects.get(activity=next_meeting).participant in heard_as(known)


def test_a_seat_is_taken_by_one_person_once(
    meeting: Activity, tove: Actor, noted: Callable[..., Contribution], other_organisation: object
) -> None:
    note_attendance(meeting, actor=tove, people={1: 2, 2: 1})
    first = seat(meeting, 1, 1).participant
    with pytest.raises(WrongInput) as refusal:
        take_seat(seat(meeting, 2, 1), actor=tove, participant=first)
    assert (refusal.value.code, refusal.value.params["place"]) == ("sits_already", "1.1")
    with pytest.raises(WrongInput):
        take_seat(seat(meeting, 2, 1), actor=tove, participant=Table.objects.get(number=1).participant)
    noted(2, 1, "Jag har redan sagt något.")
    with pytest.raises(WrongMoment):
        take_seat(seat(meeting, 2, 1), actor=tove, participant=new_participant(meeting.dialogue.organisation))
    with pytest.raises(WrongPerson):
        take_seat(seat(meeting, 1, 2), actor=tove, participant=new_participant(other_organisation))


def test_an_empty_seat_is_taken_away_and_a_used_one_is_not(
    meeting: Activity, tove: Actor, noted: Callable[..., Contribution]
) -> None:
    note_attendance(meeting, actor=tove, people={1: 2})
    noted(1, 1, "Jag är här.")
    leave_seat(seat(meeting, 1, 2), actor=tove)
    assert seats(meeting, 1) == [1]
    with pytest.raises(WrongMoment):
        leave_seat(seat(meeting, 1, 1), actor=tove)


def test_a_meeting_where_people_sit_stays_in_the_plan(planned: Dialogue, meeting: Activity, tove: Actor) -> None:
    from django.db.models import ProtectedError

    note_attendance(meeting, actor=tove, people={1: 2})
    Opening.objects.all().delete()
    with pytest.raises(ProtectedError):
        meeting.delete()
