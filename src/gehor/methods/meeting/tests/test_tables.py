"""The pages about who is there: numbers, earlier meetings, addresses, and receipts to cut out."""

from collections.abc import Callable

import pytest
from django.test import Client

from gehor.ground.act import Actor
from gehor.ground.people.models import Contact
from gehor.ground.people.receipt import shown
from gehor.methods.meeting.actions import note_attendance
from gehor.methods.meeting.models import Seat
from gehor.participation.models import Contribution
from gehor.planning.models import Activity

PAGE = "/staff/d/skolan/meeting/2/tables/"
NEXT = "/staff/d/skolan/meeting/3/tables/"


@pytest.fixture
def tove_browses(meeting: Activity, signed_in: Callable[[str], Client]) -> Client:
    return signed_in("tove")


@pytest.fixture
def sitting(meeting: Activity, tove: Actor) -> Activity:
    note_attendance(meeting, actor=tove, people={1: 2, 3: 3})
    return meeting


def test_numbers_are_written_per_table_and_an_empty_one_is_not_counted(tove_browses: Client) -> None:
    answer = tove_browses.post(PAGE, {"table_1": "2", "table_2": "", "table_3": "0"})
    assert answer.status_code == 303
    assert Seat.objects.filter(table__number=1).count() == 2
    page = tove_browses.get(PAGE)
    assert [page.context["form"][f"table_{number}"].value() for number in (1, 2, 3)] == [2, None, 0]
    assert page.context["attended"] == 2


@pytest.mark.parametrize("typed", ["många", "-1", "31", "1.5", "<b>"])
def test_a_number_that_cannot_be_is_said_at_its_table(tove_browses: Client, typed: str) -> None:
    answer = tove_browses.post(PAGE, {"table_1": "2", "table_2": typed})
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"table_2"})
    assert not Seat.objects.exists()


def test_fewer_than_have_spoken_is_said_at_the_table(
    tove_browses: Client, sitting: Activity, noted: Callable[..., Contribution]
) -> None:
    noted(1, 1, "Jag är här.")
    answer = tove_browses.post(PAGE, {"table_1": "0"})
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"table_1"})


def test_the_people_of_the_first_meeting_sit_down_at_the_second(
    tove_browses: Client, sitting: Activity, next_meeting: Activity
) -> None:
    assert [each.people for each in tove_browses.get(NEXT).context["earlier"]] == [5]
    assert tove_browses.post(f"{NEXT}carry-over/", {"earlier": "2"}).status_code == 303
    assert Seat.objects.filter(table__activity=next_meeting).count() == 5
    assert tove_browses.get(NEXT).context["earlier"] == []
    for nonsense in ("", "x", "9"):
        assert tove_browses.post(f"{NEXT}carry-over/", {"earlier": nonsense}).status_code == 404


def test_somebody_from_an_earlier_meeting_is_chosen_for_a_seat(
    tove_browses: Client, sitting: Activity, next_meeting: Activity, tove: Actor
) -> None:
    note_attendance(next_meeting, actor=tove, people={2: 1})
    known = Seat.objects.get(table__activity=sitting, table__number=3, number=2)
    page = tove_browses.get(f"{NEXT}2/1/")
    assert (str(known.pk), "Möte 1: 3.2") in page.context["form"].fields["earlier"].choices
    assert tove_browses.post(f"{NEXT}2/1/", {"earlier": str(known.pk)}).status_code == 303
    assert Seat.objects.get(table__activity=next_meeting).participant == known.participant


def test_somebody_is_known_by_the_receipt_code(
    tove_browses: Client, sitting: Activity, next_meeting: Activity, tove: Actor
) -> None:
    note_attendance(next_meeting, actor=tove, people={2: 1})
    known = Seat.objects.get(table__activity=sitting, table__number=1, number=1).participant
    assert tove_browses.post(f"{NEXT}2/1/", {"receipt": "AAAAA-AAAAA"}).status_code == 422
    assert tove_browses.post(f"{NEXT}2/1/", {"receipt": shown(known.receipt)}).status_code == 303
    assert Seat.objects.get(table__activity=next_meeting).participant == known


def test_an_address_is_kept_when_the_person_agrees(tove_browses: Client, sitting: Activity) -> None:
    form = {"name": "Dana Dahl", "address": "Storgatan 1\n123 45 Älvsala"}
    answer = tove_browses.post(f"{PAGE}1/1/", form)
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"has_agreed"})
    assert "Dana Dahl" in answer.content.decode()
    assert tove_browses.post(f"{PAGE}1/1/", {**form, "has_agreed": "on"}).status_code == 303
    contact = Contact.objects.get()
    assert (contact.kind, contact.name) == ("letter", "Dana Dahl")
    assert contact.participant == Seat.objects.get(table__number=1, number=1).participant
    assert "Dana Dahl" in tove_browses.get(f"{PAGE}1/").content.decode()


@pytest.mark.parametrize(
    ("form", "wrong"),
    [
        ({"email": "dana"}, {"email"}),
        ({"email": "dana@example.se", "address": "Storgatan 1", "has_agreed": "on"}, {"address"}),
        ({"name": "Dana"}, {"name"}),
        ({"earlier": "77"}, {"earlier"}),
    ],
)
def test_what_cannot_be_meant_is_said_at_its_field(
    tove_browses: Client, sitting: Activity, next_meeting: Activity, tove: Actor, form: dict[str, str], wrong: set[str]
) -> None:
    note_attendance(next_meeting, actor=tove, people={2: 1})
    answer = tove_browses.post(f"{NEXT}2/1/", form)
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, wrong)
    assert not Contact.objects.exists()


def test_an_analyst_seats_people_and_writes_no_addresses(sitting: Activity, signed_in: Callable[[str], Client]) -> None:
    bo = signed_in("bo")
    assert "name" not in bo.get(f"{PAGE}1/1/").context["form"].fields
    bo.post(f"{PAGE}1/1/", {"email": "dana@example.se", "has_agreed": "on"})
    assert not Contact.objects.exists()


def test_a_seat_where_nobody_sits_is_taken_away(tove_browses: Client, sitting: Activity) -> None:
    assert tove_browses.post(f"{PAGE}1/2/leave/").status_code == 303
    assert tove_browses.get(f"{PAGE}1/2/").status_code == 404
    assert tove_browses.get(f"{PAGE}2/").status_code == 404


def test_there_is_a_slip_with_a_code_for_everybody(tove_browses: Client, sitting: Activity) -> None:
    page = tove_browses.get("/staff/d/skolan/meeting/2/slips/")
    codes = [shown(seat.participant.receipt) for seat in Seat.objects.all()]
    assert sorted(slip["code"] for slip in page.context["slips"]) == sorted(codes)
    assert "no-store" in page["Cache-Control"]
    assert page.content.decode().count("<svg xmlns") == 5
    one = tove_browses.get("/staff/d/skolan/meeting/2/slips/?table=1")
    assert len(one.context["slips"]) == 2


def test_nobodys_receipts_are_shown_to_those_who_have_nothing_to_do_with_them(
    sitting: Activity, signed_in: Callable[[str], Client]
) -> None:
    for name in ("cilla", "ada", "odd", "farid"):
        browser = signed_in(name)
        for address in (PAGE, f"{PAGE}1/", f"{PAGE}1/1/", "/staff/d/skolan/meeting/2/slips/"):
            assert browser.get(address).status_code == 403


def test_the_pages_ask_the_database_little(
    tove_browses: Client,
    meeting: Activity,
    next_meeting: Activity,
    tove: Actor,
    django_assert_max_num_queries: Callable[[int], object],
) -> None:
    note_attendance(meeting, actor=tove, people={1: 8, 2: 8, 3: 8})
    note_attendance(next_meeting, actor=tove, people={1: 8, 2: 8})
    for address in (PAGE, f"{PAGE}1/", f"{NEXT}1/1/", "/staff/d/skolan/meeting/2/slips/"):
        with django_assert_max_num_queries(15):
            assert tove_browses.get(address).status_code == 200
