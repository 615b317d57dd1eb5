"""Notes as they are typed at the speed of talk, and what may be stored of a meeting. Plain Python.

A setup is {"date": "2026-03-10", "starts": "18:00", "ends": "20:30", "place": {…}, "how_to_come": {…}, "agenda": {…},
"tables": 6, "questions": {…}, "registers": true, "capacity": 40, "registers_until": "2026-03-08"}: texts are LocalText,
with one point of the agenda, or one question of a round, on each line. Values of a note are {"table": 3, "person": 2,
"round": 1}; without a person it is the whole table's, without a table it is nobody's.
"""

import datetime as dt
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gehor.ground.errors import WrongInput
from gehor.ground.languages import LocalText, said
from gehor.process.method import Item, Occasion, Result

TABLES_MOST = 60
PEOPLE_MOST = 30  # at one table
QUESTIONS_MOST = 10
AGENDA_MOST = 30
LINES_MOST = 500  # of notes pasted at one time


@dataclass(frozen=True)
class Place:
    """A table, or one person at it."""

    table: int
    person: int | None = None

    def __str__(self) -> str:
        return f"{self.table}.{self.person}" if self.person else f"{self.table}"


@dataclass(frozen=True)
class Room:
    """Where notes can come from: so many tables, and the people at those tables whose attendance has been noted."""

    tables: int
    people: Mapping[int, Collection[int]]


@dataclass(frozen=True)
class Note:
    place: Place
    text: str


@dataclass(frozen=True)
class Fault:
    """What is wrong with one line of notes: a code with its parameters."""

    line: int
    code: str
    params: Mapping[str, Any]


# "3: text", "3.2: text", "3.2 text" and the same with a comma, which is what the number pad of a Swedish keyboard
# gives. No digit may follow the colon at once: "12:30 is too late" is a note about half past twelve. A colon first
# means that the rest is a note, whatever it looks like.
_MARKED = re.compile(r"(?P<table>\d{1,3})\s*(?:[.,]\s*(?P<person>\d{1,3}))?\s*:(?!\d)\s*(?P<text>.*)", re.DOTALL)
_PERSON = re.compile(r"(?P<table>\d{1,3})[.,](?P<person>\d{1,3})(?:\s+(?P<text>.*))?", re.DOTALL)
_TABLE = re.compile(r"(?P<table>\d{1,3})")
_TIMED = re.compile(r"(?P<hour>[01]?\d|2[0-3])[.:](?P<minute>[0-5]\d)\s+(?:[-–]\s*)?(?P<what>.+)")


def read_line(typed: str, *, before: Place | None, room: Room) -> Note:
    """One typed line as a note; an empty text means that only the place changes.

    before: the place of the line above, for a line that names none. Raises WrongInput: no_table_yet, unknown_table,
    unknown_person.

    >>> room = Room(6, {})
    >>> read_line("3.2: Maten är kall", before=None, room=room)
    Note(place=Place(table=3, person=2), text='Maten är kall')
    >>> read_line("Och kön är lång", before=Place(3, 2), room=room).place
    Place(table=3, person=2)
    """
    line = typed.strip()
    if line.startswith(":"):
        return _bare(line[1:].strip(), before)
    found = _MARKED.fullmatch(line) or _PERSON.fullmatch(line) or _TABLE.fullmatch(line)
    if found is None:
        return _bare(line, before)
    parts = found.groupdict()
    place = Place(int(parts["table"]), int(parts["person"]) if parts.get("person") else None)
    check_place(place, room)
    return Note(place, (parts.get("text") or "").strip())


def read_page(typed: str, *, before: Place | None, room: Room, longest: int) -> tuple[tuple[Note, ...], list[Fault]]:
    """A whole page of notes, one on each line, and what is wrong with it. With any fault, nothing should be kept."""
    notes, faults = [], []
    lines = [(number, line) for number, line in enumerate(typed.splitlines(), 1) if line.strip()]
    if len(lines) > LINES_MOST:
        return (), [Fault(LINES_MOST + 1, "too_many_lines", {"most": LINES_MOST})]
    for number, line in lines:
        try:
            note = read_line(line, before=before, room=room)
        except WrongInput as refusal:
            faults.append(Fault(number, refusal.code, refusal.params))
            continue
        before = note.place
        if len(note.text) > longest:
            faults.append(Fault(number, "text_too_long", {"longest": longest, "length": len(note.text)}))
        if note.text:
            notes.append(note)
    return tuple(notes), faults


def check_place(place: Place, room: Room) -> None:
    """Raises WrongInput unknown_table or unknown_person."""
    if not 1 <= place.table <= room.tables:
        raise WrongInput("unknown_table", table=place.table, tables=room.tables)
    if place.person is None:
        return
    seats = room.people.get(place.table)
    if seats is not None and place.person not in seats:
        raise WrongInput("unknown_person", table=place.table, person=place.person, people=len(seats))
    if not 1 <= place.person <= PEOPLE_MOST:
        raise WrongInput("too_many_people", person=place.person, most=PEOPLE_MOST)


def _bare(text: str, before: Place | None) -> Note:
    if before is None:
        raise WrongInput("no_table_yet")
    return Note(before, text)


def tables(setup: Mapping[str, Any]) -> int:
    return int(setup.get("tables") or TABLES_MOST)


def questions(setup: Mapping[str, Any]) -> tuple[LocalText, ...]:
    """The question of each round, in order."""
    return _listed(setup.get("questions") or {})


def occasion(setup: Mapping[str, Any]) -> Occasion | None:
    """When and where; nothing as long as no day is settled."""
    if not setup.get("date"):
        return None
    starts = setup.get("starts") or ""
    hours = "–".join(filter(None, (starts, setup.get("ends"))))
    begins = dt.time.fromisoformat(starts) if starts else dt.time.min
    return Occasion(dt.date.fromisoformat(setup["date"]), hours, setup.get("place") or {}, begins)


def agenda(setup: Mapping[str, Any]) -> tuple[tuple[str, LocalText], ...]:
    """What happens when: (time, or nothing; what), in order.

    >>> agenda({"agenda": {"sv": "18.00 Välkomna\\nFika"}})
    (('18:00', {'sv': 'Välkomna'}), ('', {'sv': 'Fika'}))
    """
    points = []
    for line in _listed(setup.get("agenda") or {}):
        parts = {language: _TIMED.fullmatch(text) for language, text in line.items()}
        times = [f"{found['hour']:0>2}:{found['minute']}" for found in parts.values() if found]
        what = {language: found["what"] if (found := parts[language]) else text for language, text in line.items()}
        points.append((times[0] if times else "", what))
    return tuple(points)


def _listed(text: Mapping[str, str]) -> tuple[LocalText, ...]:
    """One text for each line, in the languages that have it."""
    by_language = {language: lines_of(lines) for language, lines in text.items()}
    count = max(map(len, by_language.values()), default=0)
    return tuple(
        {language: rows[at] for language, rows in by_language.items() if at < len(rows)} for at in range(count)
    )


def checked(setup: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """Table, person and round as they may be stored. Raises WrongInput."""
    table, person, turn = (_number(values.get(name), name) for name in ("table", "person", "round"))
    if table is not None:
        check_place(Place(table, person), Room(tables(setup), {}))
    elif person is not None:
        raise WrongInput("person_without_table", field="table")
    if turn is not None and not 1 <= turn <= len(questions(setup)):
        raise WrongInput("unknown_round", field="round", round=turn)
    kept = {"table": table, "person": person, "round": turn}
    return {name: number for name, number in kept.items() if number is not None}


def results(setup: Mapping[str, Any], items: Sequence[Item]) -> tuple[Result, ...]:
    """One row per question of a round, or per table where there are no questions; then what belongs to none."""
    name = "round" if questions(setup) else "table"
    keys = sorted({key for item in items if (key := item.values.get(name)) is not None})
    rows = [Result.of(f"{name}-{key}", [item for item in items if item.values.get(name) == key]) for key in keys]
    rest = [item for item in items if item.values.get(name) is None]
    return (*rows, Result.of("", rest)) if rest or not rows else tuple(rows)


def question_of(setup: Mapping[str, Any], key: str, language: str) -> str:
    """The question of a result's row, where rounds have questions; else nothing."""
    name, _, number = key.partition("-")
    asked = questions(setup)
    if name != "round" or not number.isdecimal() or not 1 <= int(number) <= len(asked):
        return ""
    return said(asked[int(number) - 1], language, language)[0]


def _number(value: Any, field: str) -> int | None:
    if value in (None, ""):
        return None
    if isinstance(value, bool) or not str(value).isdecimal() or len(str(value)) > 4:
        raise WrongInput("not_a_number", field=field, word=str(value)[:40])
    return int(value)


def lines_of(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]
