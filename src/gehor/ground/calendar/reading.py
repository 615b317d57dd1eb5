"""Meetings out of a file: a calendar (.ics) or a table (.csv), as other systems write them. Nothing is stored here.

Every row or event that cannot be read is said by its number, all of them at once.
"""

import codecs
import csv
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from io import StringIO
from typing import Any
from zoneinfo import ZoneInfo

from gehor.ground.errors import WrongInput

FILE_MOST_BYTES = 2 * 1024 * 1024
MEETINGS_MOST = 500
_SWEDEN = ZoneInfo("Europe/Stockholm")
_YEARS = range(1990, 2101)
_WORD_SHOWN = 80
_DELIMITERS = (";", ",", "\t", "|")

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
    """kind: "ics" or "csv". skipped: numbers of events that were cancelled in the calendar that they come from."""

    kind: str
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]
    skipped: tuple[int, ...] = ()


class _Unreadable(Exception):
    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code, self.params = code, params


def read_file(data: bytes) -> File:
    """What the file holds, whatever it is called. Raises WrongInput for a file that is none of the two."""
    if len(data) > FILE_MOST_BYTES:
        raise WrongInput("calendar_too_large", field="file", megabytes=FILE_MOST_BYTES // 1024 // 1024)
    text = _decoded(data)
    if not text.strip():
        raise WrongInput("calendar_empty", field="file")
    is_calendar = text.lstrip().upper().startswith("BEGIN:VCALENDAR")
    found = _read_calendar(text) if is_calendar else _read_table(text)
    if len(found.rows) + len(found.problems) > MEETINGS_MOST:
        raise WrongInput("too_many_meetings", field="file", most=MEETINGS_MOST)
    if not found.rows and not found.problems:
        raise WrongInput("no_meeting_in_file", field="file")
    return found


def _decoded(data: bytes) -> str:
    """UTF-8 with or without its mark, UTF-16 with its mark, else Windows-1252, as Excel and old Outlooks write."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = data.decode("utf-16", "replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", "replace")
    if "\x00" in text:
        raise WrongInput("not_a_calendar", field="file")
    return text


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


def _read_table(text: str) -> File:
    delimiter = max(_DELIMITERS, key=lambda each: len(_places(_heads(text, each))))
    heads = _heads(text, delimiter)
    places = _places(heads)
    if "held_on" not in places:
        raise WrongInput("no_column_of_days", field="file")
    rows, problems = [], []
    for number, cells in _records(text, delimiter):
        if number == 1 or not any(cell.strip() for cell in cells):
            continue
        try:
            row = _from_cells(number, {part: _cell(cells, place) for part, place in places.items()})
            _add_row(rows, row)
        except _Unreadable as fault:
            problems.append(Problem(number, fault.code, fault.params))
    return File("csv", tuple(rows), tuple(problems))


def _add_row(rows: list[Row], row: Row) -> None:
    """Several rows of one meeting, each with a matter of its own, are one meeting. Anything else stays a row."""
    for place, before in enumerate(rows):
        same_meeting = replace(row, number=before.number, matters=before.matters) == before
        if row.matters and before.matters and same_meeting:
            rows[place] = replace(before, matters=(*before.matters, *row.matters))
            return
    rows.append(row)


def _heads(text: str, delimiter: str) -> list[str]:
    return next(csv.reader(StringIO(text), delimiter=delimiter), [])


def _places(heads: list[str]) -> dict[str, int]:
    """What each column holds → where it stands. The first of two with the same meaning counts."""
    words = {word: part for part, said in COLUMNS.items() for word in (*said, part)}
    found: dict[str, int] = {}
    for place, head in enumerate(heads):
        part = words.get(" ".join(head.casefold().split()))
        if part:
            found.setdefault(part, place)
    return found


def _records(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    while True:
        number += 1
        try:
            yield number, next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise WrongInput("table_unreadable", field="file", row=number) from None


def _cell(cells: list[str], place: int) -> str:
    return cells[place].strip() if place < len(cells) else ""


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


_YEAR_FIRST = re.compile(r"(?P<y>\d{4})(?P<s>[-/.]?)(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})(?:[T ].*)?")
_DAY_FIRST = re.compile(r"(?P<d>\d{1,2})(?P<s>[-/.]) ?(?P<m>\d{1,2})(?P=s) ?(?P<y>\d{4})")
_WORDS = re.compile(r"(?P<d>\d{1,2})\.? (?P<month>[^\W\d]+)\.? (?P<y>\d{4})")
_MONTHS = "jan feb mar apr maj jun jul aug sep okt nov dec".split()
_MONTHS_IN_ENGLISH = {"may": 5, "oct": 10}


def _day(written: str) -> dt.date:
    """2026-06-10, 20260610, 10.6.2026, 10/6/2026 where only one day can be meant, and 10 juni 2026."""
    text = " ".join(written.split())
    found = _YEAR_FIRST.fullmatch(text) or _DAY_FIRST.fullmatch(text) or _WORDS.fullmatch(text.casefold())
    if not found:
        raise _Unreadable("day_unreadable", word=text[:_WORD_SHOWN])
    parts = found.groupdict()
    month = int(parts["m"]) if "m" in parts else _month(parts["month"])
    day, year = int(parts["d"]), int(parts["y"])
    if found.re is _DAY_FIRST and parts["s"] != "." and day <= 12 and month <= 12 and day != month:
        raise _Unreadable("day_ambiguous", word=text[:_WORD_SHOWN])
    if found.re is _DAY_FIRST and parts["s"] != "." and month > 12:
        day, month = month, day
    try:
        if year not in _YEARS:
            raise ValueError
        return dt.date(year, month, day)
    except ValueError:
        raise _Unreadable("day_unreadable", word=text[:_WORD_SHOWN]) from None


def _month(word: str) -> int:
    short = word[:3]
    return _MONTHS.index(short) + 1 if short in _MONTHS else _MONTHS_IN_ENGLISH.get(short, 0)


def _time(written: str) -> dt.time | None:
    """18:00, 18.00, 18 and 18:00–20:30, with or without "kl."; nothing for an empty cell."""
    text = re.sub(r"^kl(ockan|\.)?\s*", "", written.strip().casefold())
    if not text:
        return None
    found = re.match(r"(\d{1,2})(?:[.:](\d{2}))?(?::\d{2})?(?:\s*[-–—].*)?$", text)
    if not found or int(found[1]) > 23 or int(found[2] or 0) > 59:
        raise _Unreadable("time_unreadable", word=written[:_WORD_SHOWN])
    return dt.time(int(found[1]), int(found[2] or 0))
