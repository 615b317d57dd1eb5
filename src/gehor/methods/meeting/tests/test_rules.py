"""How a line is read, and what a meeting may hold."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gehor.ground.errors import WrongInput
from gehor.methods.meeting import rules
from gehor.methods.meeting.phases import Deed, Phase, phase, refusal
from gehor.methods.meeting.rules import Note, Place, Room, read_line, read_page
from gehor.methods.meeting.texts import ALLOWED
from gehor.process.method import Item
from gehor.process.words import Channel

ROOM = Room(6, {3: {1, 2, 4}})


@pytest.mark.parametrize(
    ("typed", "table", "person", "text"),
    [
        ("3: Maten är kall", 3, None, "Maten är kall"),
        ("3:Maten är kall", 3, None, "Maten är kall"),
        ("  3 :  Maten är kall  ", 3, None, "Maten är kall"),
        ("3.2: Maten är kall", 3, 2, "Maten är kall"),
        ("3.2 Maten är kall", 3, 2, "Maten är kall"),
        ("3,2 Maten är kall", 3, 2, "Maten är kall"),
        ("3,2: Maten är kall", 3, 2, "Maten är kall"),
        ("Maten är kall", 1, 5, "Maten är kall"),
        ("3 barn på en bänk", 1, 5, "3 barn på en bänk"),
        ("12:30 är för sent", 1, 5, "12:30 är för sent"),
        (": 3.2 miljoner räcker inte", 1, 5, "3.2 miljoner räcker inte"),
        ("3: 2.5 miljoner räcker inte", 3, None, "2.5 miljoner räcker inte"),
        ("3:", 3, None, ""),
        ("3", 3, None, ""),
        ("3.4", 3, 4, ""),
        ("Hon sa: nej", 1, 5, "Hon sa: nej"),
    ],
)
def test_a_line_says_where_it_belongs_or_belongs_where_the_one_before_did(
    typed: str, table: int, person: int | None, text: str
) -> None:
    assert read_line(typed, before=Place(1, 5), room=ROOM) == Note(Place(table, person), text)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Maten är kall", "no_table_yet"),
        ("", "no_table_yet"),
        ("7: Maten", "unknown_table"),
        ("0: Maten", "unknown_table"),
        ("3.3 Maten", "unknown_person"),
        ("3.0 Maten", "unknown_person"),
        ("2.31 Maten", "too_many_people"),
        ("2.0 Maten", "too_many_people"),
    ],
)
def test_a_place_that_is_not_there_is_refused(typed: str, code: str) -> None:
    with pytest.raises(WrongInput) as refusal:
        read_line(typed, before=None, room=ROOM)
    assert refusal.value.code == code


@given(st.text())
def test_any_line_is_a_note_or_is_refused(typed: str) -> None:
    try:
        note = read_line(typed, before=Place(1), room=ROOM)
    except WrongInput:
        return
    assert note.text == note.text.strip()


def test_a_page_is_read_line_by_line() -> None:
    notes, faults = read_page("3: Ett\n\nTvå\n3.2 Tre\nFyra\n1:\nFem", before=None, room=ROOM, longest=100)
    assert not faults
    assert [(str(note.place), note.text) for note in notes] == [
        ("3", "Ett"), ("3", "Två"), ("3.2", "Tre"), ("3.2", "Fyra"), ("1", "Fem"),
    ]  # fmt: skip


def test_every_fault_of_a_page_is_told_with_its_line() -> None:
    page = "Först utan bord\n3: Ett\n\n9: Två\n3.3 Tre\n" + "x" * 101
    _, faults = read_page(page, before=None, room=ROOM, longest=100)
    assert [(fault.line, fault.code) for fault in faults] == [
        (1, "no_table_yet"), (4, "unknown_table"), (5, "unknown_person"), (6, "text_too_long"),
    ]  # fmt: skip


def test_a_page_has_an_end() -> None:
    notes, faults = read_page("3: x\n" * 501, before=None, room=ROOM, longest=100)
    assert not notes and [fault.code for fault in faults] == ["too_many_lines"]


# What is stored

SETUP = {"tables": 6, "questions": {"sv": "Vad är bra?\nVad saknas?", "en": "What is good?\nWhat is missing?"}}


def test_only_what_a_meeting_knows_is_kept() -> None:
    values = {"table": "3", "person": 2, "round": 1, "name": "Dana", "category": ""}
    assert rules.checked(SETUP, values) == {"table": 3, "person": 2, "round": 1}
    assert rules.checked(SETUP, {}) == {}


@pytest.mark.parametrize(
    "values",
    [{"table": 7}, {"table": 0}, {"table": "tre"}, {"table": True}, {"table": -1}, {"table": 1.5}, {"person": 1},
     {"table": "9" * 5000},
     {"table": 1, "person": 31}, {"round": 3}, {"round": 0}],
)  # fmt: skip
def test_nonsense_is_refused(values: dict[str, object]) -> None:
    with pytest.raises(WrongInput):
        rules.checked(SETUP, values)


def items(*values: dict[str, int]) -> list[Item]:
    return [Item(f"R{number}", Channel.MEETING, each) for number, each in enumerate(values)]


def test_results_go_by_question_where_there_are_questions() -> None:
    found = rules.results(SETUP, items({"round": 2, "table": 1}, {"round": 1}, {"round": 2}, {}))
    assert [(row.key, row.count) for row in found] == [("round-1", 1), ("round-2", 2), ("", 1)]
    assert rules.question_of(SETUP, "round-2", "en") == "What is missing?"


def test_results_go_by_table_where_there_are_none() -> None:
    found = rules.results({"tables": 6}, items({"table": 2}, {"table": 2}, {"table": 1}))
    assert [(row.key, row.count, row.references) for row in found] == [
        ("table-1", 1, ("R2",)),
        ("table-2", 2, ("R0", "R1")),
    ]


AWAITED_DAY = rules.occasion({"date": "2026-03-09", "starts": "18:00", "ends": "20:30"})


@pytest.mark.parametrize(
    ("today", "is_opened", "closed_at", "then", "allowed"),
    [
        (8, False, None, "planned", "register move call_off"),
        (8, True, None, "awaited", "register move call_off prepare"),
        (9, True, None, "today", "register move call_off prepare attend come_in ask write_up"),
        (10, True, None, "past", "prepare attend write_up"),
        (9, True, "2026-03-09T20:31", "ended", "write_up"),
        (8, True, "2026-03-08T23:59", "called_off", ""),
        (10, True, "2026-03-09T17:59", "called_off", ""),
        (9, False, None, "planned", "register move call_off"),
        (10, False, None, "missed", "move"),
    ],
)
def test_what_each_phase_of_a_meeting_allows(today, is_opened, closed_at, then, allowed) -> None:
    closed = dt.datetime.fromisoformat(closed_at) if closed_at else None
    found = phase(AWAITED_DAY, is_opened=is_opened, closed_at=closed, today=dt.date(2026, 3, today))
    assert found == then
    assert {deed for deed in Deed if not refusal(found, deed)} == set(allowed.split())


def test_a_meeting_of_which_only_the_days_are_known_was_held() -> None:
    """As one that was brought in from long ago."""
    closed = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    assert phase(None, is_opened=True, closed_at=closed, today=dt.date(2026, 3, 2)) is Phase.ENDED
    assert phase(None, is_opened=False, closed_at=None, today=dt.date(2026, 3, 2)) is Phase.PLANNED


def test_each_phase_is_said_in_a_sentence() -> None:
    registers = {each for each in Phase if not refusal(each, Deed.REGISTER)}
    assert set(ALLOWED) == {(each, False) for each in Phase} | {(each, True) for each in registers}
