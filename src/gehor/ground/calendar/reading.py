"""Meetings out of a file: a calendar (.ics) or a table (CSV or Excel), as other systems write them. Nothing is stored.

Every row or event that cannot be read is said by its number, all of them at once.
"""

import datetime as dt
import re
from dataclasses import dataclass, field, replace
from typing import Any
from zoneinfo import ZoneInfo

from gehor.ground import reading
from gehor.ground.errors import WrongInput
from gehor.ground.reading import columns, read_table
from gehor.ground.reading.delimited import decoded

FILE_MOST_BYTES = 2 * 1024 * 1024
MEETINGS_MOST = 500
_SWEDEN = ZoneInfo("Europe/Stockholm")
_YEARS = range(1990, 2101)
_WORD_SHOWN = 80

# What a column may be called, in small letters → what it holds
COLUMNS = {
    "body": ("organ", "politiskt organ", "nämnd", "instans", "sammanträde", "body", "committee"),
    "held_on": ("datum", "dag", "sammanträdesdag", "sammanträdesdatum", "mötesdatum", "date", "day", "held on"),
    "starts_at": ("tid", "klockan", "kl", "kl.", "starttid", "börjar", "time", "start", "starts", "starts at"),
    "place": ("plats", "lokal", "place", "location", "room"),
    "agenda_deadline": (
        "sista dag för handlingar",
        "handlingar senast",
        "handlingar",
        "beredningsstopp",
        "manusstopp",
        "last day for documents",
        "agenda deadline",
        "deadline",
    ),
    "note": ("anteckning", "kommentar", "övrigt", "note", "comment"),
    "uid": ("uid", "id"),
    "case_number": ("ärendenummer", "diarienummer", "dnr", "case number", "registry number"),
    "matter": ("ärende", "rubrik", "ärenderubrik", "matter", "title"),
}


@dataclass(frozen=True)
class Row:
    """One meeting as the file has it. number: of the row in the spreadsheet, or of the event in the calendar."""

    number: int
    held_on: dt.date
    body: str = ""  # as it is called in the file
    starts_at: dt.time | None = None
    place: str = ""
    agenda_deadline: dt.date | None = None
    note: str = ""
    uid: str = ""
    matters: tuple[tuple[str, str], ...] = ()  # case number and title of each that is on the agenda


@dataclass(frozen=True)
class Problem:
    """Why one row or event cannot be brought in."""

    number: int
    code: str
    params: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class File:
    """kind: "ics" or "table". skipped: numbers of events that were cancelled in the calendar that they come from."""

    kind: str
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]
    skipped: tuple[int, ...] = ()


class _Unreadable(Exception):
    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code, self.params = code, params


def read_file(data: bytes, name: str = "") -> File:
    """What the file holds, whatever it is called. Raises WrongInput for a file that is neither calendar nor table."""
    if len(data) > FILE_MOST_BYTES:
        raise WrongInput("file_too_big", field="file", name=name, limit_mb=FILE_MOST_BYTES // 1024 // 1024)
    calendar = as_calendar(data)
    found = _read_table(data, name) if calendar is None else _read_calendar(calendar)
    if len(found.rows) + len(found.problems) > MEETINGS_MOST:
        raise WrongInput("too_many_meetings", field="file", most=MEETINGS_MOST)
    if not found.rows and not found.problems:
        raise WrongInput("no_meeting_in_file", field="file")
    return found


def as_calendar(data: bytes) -> str | None:
    """The text of a calendar, or None for a file that does not begin as one. Old Outlooks write Windows-1252."""
    if b"BEGIN:VCALENDAR" not in data[:2000].replace(b"\x00", b"").upper():
        return None
    text, _encoding = decoded(data, name="")
    return text if text.lstrip("\ufeff \r\n\t").upper().startswith("BEGIN:VCALENDAR") else None


# A calendar


def _read_calendar(text: str) -> File:
    # Loaded when the first calendar comes: few do, and every process would carry it
    from icalendar import Calendar

    large = text.upper()
    if any(large.count(f"BEGIN:{part}") != large.count(f"END:{part}") for part in ("VCALENDAR", "VEVENT")):
        raise WrongInput("calendar_cut_off", field="file")
    try:
        calendars = Calendar.from_ical(text, multiple=True)
    except (ValueError, IndexError, KeyError):
        raise WrongInput("not_a_calendar", field="file") from None
    events = [event for calendar in calendars for event in calendar.walk("VEVENT")]
    rows, problems, skipped = [], [], []
    for number, event in enumerate(events, start=1):
        if str(event.get("STATUS", "")).upper() == "CANCELLED":
            skipped.append(number)
            continue
        try:
            rows.append(_from_event(number, event))
        except _Unreadable as fault:
            problems.append(Problem(number, fault.code, fault.params))
    return File("ics", tuple(rows), tuple(problems), tuple(skipped))


def _from_event(number: int, event: Any) -> Row:
    title = _said(event, "SUMMARY")
    if "RRULE" in event or "RDATE" in event:
        raise _Unreadable("meeting_repeats", word=title[:_WORD_SHOWN])
    start = _start(event)
    if isinstance(start, dt.datetime):
        local = start if start.tzinfo is None else start.astimezone(_SWEDEN)
        held_on, starts_at = local.date(), local.time().replace(second=0, microsecond=0)
    else:
        held_on, starts_at = start, None
    if held_on.year not in _YEARS:
        raise _Unreadable("day_unreadable", word=held_on.isoformat())
    deadline = _said(event, "X-GEHOR-DOCUMENTS-DUE")
    return Row(
        number=number,
        held_on=held_on,
        body=title,
        starts_at=starts_at,
        place=_said(event, "LOCATION"),
        agenda_deadline=_day(deadline) if deadline else None,
        note=_said(event, "DESCRIPTION"),
        uid=_said(event, "UID"),
    )


def _start(event: Any) -> dt.date | dt.datetime:
    try:
        start = event.decoded("DTSTART")
    except (KeyError, ValueError, TypeError, AttributeError, IndexError):
        raise _Unreadable("event_without_day", word=_said(event, "SUMMARY")[:_WORD_SHOWN]) from None
    if not isinstance(start, dt.date):
        raise _Unreadable("event_without_day", word=_said(event, "SUMMARY")[:_WORD_SHOWN])
    return start


def _said(event: Any, name: str) -> str:
    value = event.get(name, "")
    if isinstance(value, list):
        value = value[0] if value else ""
    return str(value).strip()


# A table


def _read_table(data: bytes, name: str) -> File:
    """Raises WrongInput for a file that is no table."""
    try:
        table = read_table(data, name)
    except WrongInput as refusal:
        raise WrongInput(refusal.code, **{**refusal.params, "field": "file"}) from None
    places = columns.places(table.columns, COLUMNS)
    if "held_on" not in places:
        raise WrongInput("no_column_of_days", field="file")
    # Whoever types a table by hand leaves out the cells at the end of a row; too many is another thing
    problems = [Problem(each.row or 1, each.code, dict(each.params)) for each in table.problems if _spoils(each)]
    faulty = {each.number for each in problems}
    rows: list[Row] = []
    for line in table.rows:
        if line.number in faulty:
            continue
        try:
            row = _from_cells(line.number, {part: line.cells[place].strip() for part, place in places.items()})
            _add_row(rows, row)
        except _Unreadable as fault:
            problems.append(Problem(line.number, fault.code, fault.params))
    return File("table", tuple(rows), tuple(sorted(problems, key=lambda each: each.number)))


def _spoils(problem: reading.Problem) -> bool:
    return problem.blocks and problem.code != "row_too_short"


def _add_row(rows: list[Row], row: Row) -> None:
    """Several rows of one meeting, each with a matter of its own, are one meeting. Anything else stays a row."""
    for place, before in enumerate(rows):
        same_meeting = replace(row, number=before.number, matters=before.matters) == before
        if row.matters and before.matters and same_meeting:
            rows[place] = replace(before, matters=(*before.matters, *row.matters))
            return
    rows.append(row)


def _from_cells(number: int, cells: dict[str, str]) -> Row:
    if not cells["held_on"]:
        raise _Unreadable("day_missing")
    deadline = cells.get("agenda_deadline", "")
    return Row(
        number=number,
        held_on=_day(cells["held_on"]),
        body=cells.get("body", ""),
        starts_at=_time(cells.get("starts_at", "")),
        place=cells.get("place", ""),
        agenda_deadline=_day(deadline) if deadline else None,
        note=cells.get("note", ""),
        uid=cells.get("uid", ""),
        matters=_matter(cells.get("case_number", ""), cells.get("matter", "")),
    )


def _matter(case_number: str, title: str) -> tuple[tuple[str, str], ...]:
    if bool(case_number) != bool(title):
        raise _Unreadable("matter_half", word=(case_number or title)[:_WORD_SHOWN])
    return ((case_number, title),) if case_number else ()


def _day(written: str) -> dt.date:
    """A day as people and programs write it, within the years that a calendar holds."""
    try:
        day = reading.day_of(written, zone=_SWEDEN)
    except reading.Ambiguous:
        raise _Unreadable("day_ambiguous", word=written[:_WORD_SHOWN]) from None
    except reading.Unreadable:
        raise _Unreadable("day_unreadable", word=written[:_WORD_SHOWN]) from None
    if day.year not in _YEARS:
        raise _Unreadable("day_unreadable", word=written[:_WORD_SHOWN])
    return day


def _time(written: str) -> dt.time | None:
    """18:00, 18.00, 18 and 18:00–20:30, with or without "kl."; nothing for an empty cell."""
    text = re.sub(r"^kl(ockan|\.)?\s*", "", written.strip().casefold())
    if not text:
        return None
    found = re.match(r"(\d{1,2})(?:[.:](\d{2}))?(?::\d{2})?(?:\s*[-–—].*)?$", text)
    if not found or int(found[1]) > 23 or int(found[2] or 0) > 59:
        raise _Unreadable("time_unreadable", word=written[:_WORD_SHOWN])
    return dt.time(int(found[1]), int(found[2] or 0))
