"""Notes at the speed of talk: the line, the page, and mending at once."""

import uuid
from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from gehor.ground import clock
from gehor.ground.act import Actor, machine
from gehor.ground.aside import stored_whole
from gehor.ground.errors import WrongInput, WrongMoment, WrongPerson
from gehor.ground.people.keeping import NewContact, keep_contact, kept_people, unknown_people
from gehor.ground.people.models import Contact, Participant
from gehor.methods.meeting.actions import note_attendance
from gehor.methods.meeting.keeping import add_seats, place_rows, table_of
from gehor.methods.meeting.models import Seat, Table
from gehor.methods.meeting.noting import correct_note, take_notes
from gehor.methods.meeting.rules import Note, Place
from gehor.participation.actions import enter, import_contributions, undo_import
from gehor.participation.models import Contribution, Opening, Wording
from gehor.participation.reading import Row
from gehor.planning.models import Activity
from gehor.process.words import Channel

PAGE = "/staff/d/skolan/meeting/2/"


@pytest.fixture
def tove_browses(meeting: Activity, signed_in: Callable[[str], Client]) -> Client:
    return signed_in("tove")


def write(browser: Client, line: str, **fields: Any) -> HttpResponse:
    form = {"line": line, "language": "sv", "submission": str(uuid.uuid4())}
    return browser.post(fields.pop("to", PAGE), {**form, **fields})


def all_notes() -> list[tuple[Any, Any, str]]:
    rows = Contribution.objects.order_by("pk").values_list("values__table", "values__person", "wordings__text")
    return list(rows)


def test_a_line_is_a_note_and_the_next_line_belongs_to_the_same_place(tove_browses: Client) -> None:
    answer = write(tove_browses, "3.2 Maten är kall.")
    assert answer.status_code == 303
    page = tove_browses.get(answer["Location"])
    assert "Maten är kall." in page.content.decode()
    assert 'name="table" value="3"' in page.content.decode() and 'name="person" value="2"' in page.content.decode()
    assert "autofocus" in str(page.context["form"]["line"])
    write(tove_browses, "Kön är lång.", table="3", person="2")
    write(tove_browses, "1: Vi är eniga.", table="3", person="2")
    assert all_notes() == [(3, 2, "Maten är kall."), (3, 2, "Kön är lång."), (1, None, "Vi är eniga.")]


def test_notes_come_by_the_channel_meeting_from_whoever_typed_them(tove_browses: Client, accounts: Any) -> None:
    write(tove_browses, "3: Maten är kall.", language="fi")
    contribution = Contribution.objects.get()
    assert (contribution.channel, contribution.entered_by) == ("meeting", accounts["tove"])
    assert Wording.objects.get().language == "fi"


def test_one_persons_notes_have_one_receipt_and_the_tables_have_another(tove_browses: Client) -> None:
    for line in ("3.2 Ett.", "3.2 Två.", "3: Tre.", "3: Fyra.", "3.1 Fem."):
        write(tove_browses, line)
    holders = list(Contribution.objects.order_by("pk").values_list("participant", flat=True))
    assert holders[0] == holders[1] and holders[2] == holders[3]
    assert len(set(holders)) == 3


def test_a_tables_common_note_stands_for_all_who_sit_there(
    tove_browses: Client, meeting: Activity, tove: Actor
) -> None:
    note_attendance(meeting, actor=tove, people={3: 7})
    write(tove_browses, "3: Vi är eniga.")
    assert Contribution.objects.get().participant.people == 7


def test_a_number_alone_changes_the_place_and_saves_nothing(tove_browses: Client) -> None:
    answer = write(tove_browses, "2.3")
    assert answer["Location"] == f"{PAGE}?table=2&person=3&language=sv"
    assert not Contribution.objects.exists()


@pytest.mark.parametrize("line", ["Utan bord.", "", "9: Fel bord.", "3.31 Ingen sitter där.", "3: " + "x" * 10_001])
def test_a_line_that_cannot_be_meant_is_said_and_stays(tove_browses: Client, line: str) -> None:
    answer = write(tove_browses, line)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"line"}
    assert answer.context["form"]["line"].value() == line
    assert not Contribution.objects.exists() and not Table.objects.exists()


def test_a_person_who_is_not_at_the_table_is_refused_once_the_table_is_counted(
    tove_browses: Client, meeting: Activity, tove: Actor
) -> None:
    note_attendance(meeting, actor=tove, people={3: 2})
    assert write(tove_browses, "3.3 Hej.").status_code == 422
    assert write(tove_browses, "2.3 Hej.").status_code == 303


def test_markup_is_text(tove_browses: Client) -> None:
    page = tove_browses.get(write(tove_browses, "3: <script>alert(1)</script>")["Location"]).content.decode()
    assert "<script>alert" not in page and "&lt;script&gt;alert" in page


def test_the_same_line_sent_twice_is_one_note(tove_browses: Client) -> None:
    key = str(uuid.uuid4())
    for _ in range(2):
        assert write(tove_browses, "3: Maten är kall.", submission=key).status_code == 303
    assert len(all_notes()) == 1


def test_another_line_with_a_used_key_is_not_lost_in_silence(tove_browses: Client) -> None:
    key = str(uuid.uuid4())
    write(tove_browses, "3: Ett.", submission=key)
    answer = write(tove_browses, "3: Två.", submission=key)
    assert answer.status_code == 409
    write(tove_browses, "3: Två.", submission=answer.context["form"]["submission"].value())
    assert [text for _, _, text in all_notes()] == ["Ett.", "Två."]


def test_each_round_has_its_question(tove_browses: Client, meeting: Activity) -> None:
    meeting.setup["questions"] = {"sv": "Vad är bra?\nVad saknas?"}
    meeting.save()
    answer = write(tove_browses, "3: Lärarna.", round="2")
    assert Contribution.objects.get().values == {"table": 3, "round": 2}
    assert tove_browses.get(answer["Location"]).context["form"].initial["round"] == 2


def test_who_may_take_notes(meeting: Activity, signed_in: Callable[[str], Client]) -> None:
    names = ("alma", "kim", "bo", "rut", "tove", "cilla", "ada", "farid")
    answers = {name: write(signed_in(name), "1: Hej.").status_code for name in names}
    assert answers == {
        **dict.fromkeys(("alma", "kim", "bo", "rut", "tove"), 303),
        **dict.fromkeys(("cilla", "ada", "farid"), 403),
    }


def test_a_facilitator_takes_notes_and_does_nothing_else(tove_browses: Client) -> None:
    for address in (PAGE, f"{PAGE}page/", f"{PAGE}tables/", f"{PAGE}slips/", "/staff/d/skolan/enter/2/"):
        assert tove_browses.get(address).status_code == 200, address
    for address in ("/staff/d/skolan/import/2/", "/staff/d/skolan/imports/", "/staff/d/skolan/openings/2/close/"):
        assert tove_browses.get(address).status_code == 403, address


def test_no_notes_are_taken_of_what_is_no_meeting(
    opened: Any, meeting: Activity, signed_in: Callable[[str], Client]
) -> None:
    assert signed_in("tove").get("/staff/d/skolan/meeting/1/").status_code == 404


def test_a_line_sent_after_closing_is_told_and_kept(tove_browses: Client) -> None:
    Opening.objects.update(closed_at=clock.now())
    answer = write(tove_browses, "3: För sent.")
    assert answer.status_code == 409
    assert "För sent." in answer.content.decode()
    assert not Table.objects.exists()


def test_an_expired_session_keeps_the_line(meeting: Activity, client: Client) -> None:
    answer = write(client, "3: Mitt i meningen")
    assert answer.status_code == 403
    assert "Mitt i meningen" in answer.content.decode()


# A whole page


def test_a_page_of_notes_is_saved_at_once(tove_browses: Client) -> None:
    answer = write(tove_browses, "3: Ett\nTvå\n\n1.2 Tre\n", to=f"{PAGE}page/")
    assert answer.status_code == 303
    assert all_notes() == [(3, None, "Ett"), (3, None, "Två"), (1, 2, "Tre")]


def test_with_one_fault_nothing_of_a_page_is_saved(tove_browses: Client) -> None:
    page = "3: Ett\n9: Två\n1.2 Tre"
    answer = write(tove_browses, page, to=f"{PAGE}page/")
    assert answer.status_code == 422
    assert [line for line, _ in answer.context["faults"]] == [2]
    assert "9: Två" in answer.content.decode()
    assert not Contribution.objects.exists() and not Table.objects.exists()


def test_the_same_page_sent_twice_is_saved_once(tove_browses: Client) -> None:
    key = str(uuid.uuid4())
    for _ in range(2):
        assert write(tove_browses, "3: Ett\nTvå", to=f"{PAGE}page/", submission=key).status_code == 303
    assert len(all_notes()) == 2


@pytest.mark.parametrize("page", ["", "  \n ", "3:\n2:", "3: x\n" * 501])
def test_a_page_that_cannot_be_meant_is_said(tove_browses: Client, page: str) -> None:
    assert write(tove_browses, page, to=f"{PAGE}page/").status_code == 422
    assert not Contribution.objects.exists()


# Mending


def test_a_wrong_word_is_mended_at_once(tove_browses: Client, noted: Callable[..., Contribution]) -> None:
    note = noted(3, 2, "Maten är tall.")
    address = f"{PAGE}note/{note.reference}/"
    assert tove_browses.get(address).context["form"]["line"].value() == "3.2: Maten är tall."
    assert tove_browses.post(address, {"line": "3.2: Maten är kall."}).status_code == 303
    assert list(Wording.objects.values_list("text", "reason")) == [
        ("Maten är tall.", ""),
        ("Maten är kall.", "typed_wrong"),
    ]


def test_a_note_at_the_wrong_table_is_moved_to_whoever_said_it(
    tove_browses: Client, noted: Callable[..., Contribution]
) -> None:
    right, wrong = noted(2, 1, "Ett."), noted(3, 2, "Två.")
    tove_browses.post(f"{PAGE}note/{wrong.reference}/", {"line": "2.1: Två."})
    wrong.refresh_from_db()
    assert wrong.participant == right.participant
    assert wrong.values == {"table": 2, "person": 1}
    assert Wording.objects.filter(contribution=wrong).count() == 1, "the words were right"


@pytest.mark.parametrize("line", ["3.2: Maten är kall.", "Maten är kall.", "9.1: Maten är kall.", "3.2:", ""])
def test_a_mended_note_must_be_another_one_that_can_be_meant(
    tove_browses: Client, noted: Callable[..., Contribution], line: str
) -> None:
    note = noted(3, 2, "Maten är kall.")
    assert tove_browses.post(f"{PAGE}note/{note.reference}/", {"line": line}).status_code == 422
    assert Wording.objects.count() == 1


def test_nobody_mends_what_somebody_else_noted(noted: Callable[..., Contribution], alma: Actor) -> None:
    note = noted(3, 2, "Maten är kall.")
    for place in (Place(3, 2), Place(1)):
        with pytest.raises(WrongPerson):
            correct_note(note, actor=alma, note=Note(place, "Maten är varm."))
    note.refresh_from_db()
    assert note.values == {"table": 3, "person": 2}


# However it was typed in


def test_a_note_typed_in_like_a_paper_form_belongs_to_the_same_person(
    tove_browses: Client, noted: Callable[..., Contribution]
) -> None:
    first = noted(3, 2, "Ett.")
    form = {"channel": "meeting", "received_on": "2026-03-01", "language": "sv", "submission": str(uuid.uuid4())}
    answer = tove_browses.post("/staff/d/skolan/enter/2/", {**form, "text": "Två.", "table": "3", "person": "2"})
    assert answer.status_code == 303
    assert Contribution.objects.latest("pk").participant == first.participant


def test_a_seat_is_made_of_whoever_speaks_first(meeting: Activity, tove: Actor) -> None:
    given = {"channel": Channel.MEETING, "text": "Ett.", "language": "sv"}
    one = enter(meeting, actor=tove, submission=uuid.uuid4(), values={"table": 1, "person": 4}, **given)
    two = enter(meeting, actor=tove, submission=uuid.uuid4(), values={"table": 1}, **given)
    assert Seat.objects.get().participant == one.participant
    assert Table.objects.get().participant == two.participant


def test_a_machine_takes_no_notes(meeting: Activity) -> None:
    with pytest.raises(WrongPerson):
        take_notes(meeting, actor=machine("x"), submission=uuid.uuid4(), notes=[Note(Place(1), "Hej.")], language="sv")
    assert not Table.objects.exists()


def test_an_unknown_language_is_refused_and_nothing_of_the_page_is_kept(meeting: Activity, tove: Actor) -> None:
    notes = [Note(Place(1), "Ett."), Note(Place(1), "Två.")]
    with pytest.raises(WrongInput):
        take_notes(meeting, actor=tove, submission=uuid.uuid4(), notes=notes, language="<b>")
    assert not Contribution.objects.exists()


def test_the_pages_ask_the_database_little(
    tove_browses: Client,
    meeting: Activity,
    tove: Actor,
    noted: Callable[..., Contribution],
    django_assert_max_num_queries: Callable[[int], object],
) -> None:
    note_attendance(meeting, actor=tove, people={1: 8, 2: 8, 3: 8})
    for number in range(15):
        note = noted(1 + number % 3, 1 + number % 8, f"Sak {number}.")
    for address in (PAGE, f"{PAGE}page/", f"{PAGE}note/{note.reference}/"):
        with django_assert_max_num_queries(15):
            assert tove_browses.get(address).status_code == 200


def test_notes_from_a_file_are_taken_away_again_and_the_tables_stay(meeting: Activity, alma: Actor) -> None:
    rows = [Row(2, "Mer ljus.", values={"table": 1}), Row(3, "Bänkar.", values={"table": 2})]
    brought = import_contributions(
        meeting, actor=alma, rows=rows, file_name="bord.csv", file_hash="a" * 64, mapping={"text": "text"}
    )
    tables = set(Table.objects.values_list("number", "participant"))
    undo_import(brought, actor=alma)
    assert not Contribution.objects.exists()
    assert set(Table.objects.values_list("number", "participant")) == tables != set()


@pytest.mark.parametrize("is_large", [False, True])
def test_notes_from_a_file_belong_to_whoever_sits_there(meeting: Activity, alma: Actor, is_large: bool) -> None:
    """Also where the table, or the person, comes to be by the file; a table is reached by the first address given."""
    knew, (sits, *_) = table_of(meeting, 1), add_seats(table_of(meeting, 1), 2)
    places = [(1, None), (1, 1), (2, None), (2, None), (3, 4), (3, 4), (3, None), (1, None), (None, None)]
    rows = [
        Row(number, "Mer ljus.", email=f"r{number}@example.org", values={"table": table, "person": person})
        for number, (table, person) in enumerate(places)
    ]
    keep_contact(knew.participant, NewContact("bord@example.org"))
    before = Participant.objects.count()
    with stored_whole() if is_large else nullcontext():
        import_contributions(meeting, actor=alma, rows=rows, file_name="bord.csv", file_hash="a" * 64, mapping={})
    told = Contribution.objects.order_by("values__row").values_list("participant", flat=True)
    two, three = (Table.objects.get(number=number) for number in (2, 3))
    seat = three.seats.get()
    speaks, at, by_two = knew.participant_id, seat.participant_id, two.participant_id
    expected = [speaks, sits.participant_id, by_two, by_two, at, at, three.participant_id, speaks]
    assert list(told)[:8] == expected
    assert Participant.objects.count() == before + 4, "two tables, a person at one of them, and somebody at none"
    assert list(three.participant.speakers.all()) == [seat.participant]
    reached = dict(Contact.objects.values_list("participant", "address"))
    assert [reached[each] for each in (speaks, by_two, at)] == [f"{who}@example.org" for who in ("bord", "r2", "r4")]


def test_whoever_sits_down_while_a_file_is_made_ready_is_not_put_aside_by_it(meeting: Activity) -> None:
    """Where two may write at once; and the file is told so instead of failing."""
    new = unknown_people(meeting.dialogue.organisation, 1)
    keep = place_rows([Contribution(activity=meeting, participant=new[0], values={"table": 1})], [""])
    kept_people(new)
    sits = table_of(meeting, 1)
    with pytest.raises(WrongMoment, match="sat_down_meanwhile"), transaction.atomic():
        keep()
    assert Table.objects.get() == sits
