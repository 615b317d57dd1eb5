"""What each row would become, and what is wrong with the rest. The same table and mapping give the same answer."""

import re
from collections.abc import Callable, Iterable
from collections.abc import Mapping as Words
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from gehor.calc.text.keys import search_key
from gehor.ground.errors import WrongInput
from gehor.ground.progress import through
from gehor.ground.reading import Ambiguous, Line, Problem, Table, Unreadable, day_of, moment_of
from gehor.ground.reading.cells import formula_sign
from gehor.ground.reading.moments import language_of

from .mapping import Mapping

TEXT = 10_000
TITLE = 200
REFERENCE = 100
EMAIL = 254
_WORD_SHOWN = 80
_SWEDEN = ZoneInfo("Europe/Stockholm")

_ERROR_VALUES = frozenset(
    (
        "#NULL!",
        "#DIV/0!",
        "#VALUE!",
        "#REF!",
        "#NAME?",
        "#NUM!",
        "#N/A",
        "#SAKNAS!",
        "#REFERENS!",
        "#NAMN?",
        "#VÄRDEFEL!",
        "#DIVISION/0!",
        "#OGILTIGT!",
        "#SKÄRNING!",
    )
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x85\u2028\u2029]")
_ADDRESS = re.compile(r"[^@\s,;<>()\[\]\\\"]+@[^@\s,;<>()\[\]\\\"]+\.[^@\s,;<>()\[\]\\\".]{2,}")
# UTF-8 read as Windows-1252, or characters that were already lost
_GARBLED = re.compile(r"\ufffd|Ã[¥¤¶…„–©\x84\x85\x96]")


@dataclass(frozen=True)
class Row:
    """One contribution as it would be received. `number` is its row in the spreadsheet; None and "" mean not given.

    values: the method's own, where there are others than the category. shown: False where it is not to be shown.
    moment: when on the day on which it was received, where the file says that too.
    """

    number: int
    text: str
    title: str = ""
    category: str | None = None
    channel: str | None = None
    received: date | None = None
    language: str | None = None
    reference: str = ""
    email: str = ""
    values: Words[str, Any] = field(default_factory=dict)
    shown: bool = True
    moment: datetime | None = None


@dataclass(frozen=True)
class Checked:
    """`ready` rows can be brought in; `skipped` are numbers of rows without text and title; the rest is in `problems`.

    A problem that does not block belongs to a row that is ready, or to the table as a whole.
    """

    ready: tuple[Row, ...]
    problems: tuple[Problem, ...]
    skipped: tuple[int, ...]

    @property
    def refused(self) -> tuple[int, ...]:
        """Numbers of the rows that are not ready, each once."""
        return tuple(sorted({problem.row for problem in self.problems if problem.blocks and problem.row is not None}))


class _Faulty(Exception):
    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


def preview(
    table: Table,
    mapping: Mapping,
    *,
    channel_words: Words[str, str],
    categories: Words[str, str],
    today: date,
    longest: int = TEXT,
    zone: tzinfo = _SWEDEN,
) -> Checked:
    """Check every row of the table; nothing is stored, nothing in the table is changed.

    channel_words, categories: word as it may stand in the file → our code; compared by search key.
    today: a later date of receipt is refused. longest: characters of a text. zone: whose day a moment belongs to.
    Raises WrongInput text_column_missing, column_missing or column_used_twice when the mapping does not fit the table.
    """
    _fits(mapping, table)
    checks = _checks(channel_words, categories, today=today, longest=longest, zone=zone)
    places = {part: table.columns.index(column) for part, column in mapping.chosen()}
    problems = list(table.problems)
    if "category" in places and not categories:
        del places["category"]
        problems.append(Problem(None, mapping.category, "categories_not_used", blocks=False))
    broken = {problem.row for problem in table.problems if problem.blocks}
    ready, skipped = [], []
    for line in through("checking", table.rows, len(table.rows)):
        if line.number in broken:
            continue
        if not any(_tidy(line.cells[places[part]]) for part in ("text", "title") if part in places):
            skipped.append(line.number)
            continue
        values, faults = _read(line, places, table.columns, checks)
        problems += faults
        if not any(fault.blocks for fault in faults):
            moment = moment_of(_tidy(line.cells[places["received"]]), zone=zone) if "received" in values else None
            ready.append(Row(line.number, **values, moment=moment))
    problems += _said_before(ready, mapping)
    problems.sort(key=lambda problem: problem.row or 0)
    return Checked(tuple(ready), tuple(problems), tuple(skipped))


def reader(
    columns: tuple[str, ...],
    places: dict[str, int],
    *,
    channel_words: Words[str, str],
    today: date,
    zone: tzinfo = _SWEDEN,
) -> Callable[[Line], tuple[dict[str, Any], list[Problem]]]:
    """For tables of another kind: a function from a row to its filled cells, and what is wrong with them.

    places: part → number of its column. channel, received and language are read as above; the rest is tidied text.
    """
    known = _checks(channel_words, {}, today=today, longest=TEXT, zone=zone)
    checks = {part: known[part] if part in ("channel", "received", "language") else str for part in places}
    return lambda line: _read(line, places, columns, checks)


def _fits(mapping: Mapping, table: Table) -> None:
    if mapping.text not in table.columns:
        raise WrongInput("text_column_missing")
    used: set[str] = set()
    for _, column in mapping.chosen():
        if column not in table.columns:
            raise WrongInput("column_missing", column=column)
        if column in used:
            raise WrongInput("column_used_twice", column=column)
        used.add(column)


def _checks(
    channel_words: Words[str, str], categories: Words[str, str], *, today: date, longest: int, zone: tzinfo
) -> dict[str, Callable[[str], Any]]:
    """Part → function from a filled cell to its value, raising _Faulty."""
    return {
        "text": partial(_within, code="text_too_long", limit=longest),
        "title": lambda cell: _within(" ".join(cell.split()), code="title_too_long", limit=TITLE),
        "reference": partial(_within, code="reference_too_long", limit=REFERENCE),
        "category": partial(_known, words=_keyed(categories), code="unknown_category"),
        "channel": partial(_known, words=_keyed(channel_words), code="unknown_channel"),
        "received": partial(_day, today=today, zone=zone),
        "language": _language,
        "email": _email,
    }


def _read(
    line: Line, places: dict[str, int], columns: tuple[str, ...], checks: dict[str, Callable[[str], Any]]
) -> tuple[dict[str, Any], list[Problem]]:
    values: dict[str, Any] = {}
    faults = []
    for part, place in places.items():
        cell, column = _tidy(line.cells[place]), columns[place]
        if not cell:
            if part == "text":
                faults.append(Problem(line.number, column, "text_empty"))
            continue
        try:
            values[part] = checks[part](_whole(cell))
        except _Faulty as fault:
            faults.append(Problem(line.number, column, fault.code, fault.params))
        sign = formula_sign(cell)
        if sign and part in ("text", "title"):
            faults.append(Problem(line.number, column, "starts_as_formula", {"sign": sign}, blocks=False))
    return values, faults


def _said_before(ready: Iterable[Row], mapping: Mapping) -> list[Problem]:
    """Warnings for a text or a reference that stood before. Both rows stay ready: two people may say the same."""
    texts: dict[str, int] = {}
    references: dict[str, int] = {}
    again = []
    for row in ready:
        first = texts.setdefault(search_key(f"{row.title} {row.text}") or row.text, row.number)
        if first != row.number:
            again.append(Problem(row.number, mapping.text, "same_text", {"first": first}, blocks=False))
        if row.reference and references.setdefault(row.reference, row.number) != row.number:
            params = {"first": references[row.reference]}
            again.append(Problem(row.number, mapping.reference, "same_reference", params, blocks=False))
    return again


def _tidy(cell: str) -> str:
    """The text with plain line breaks and without invisible control characters round or in it."""
    return _CONTROL.sub("", cell.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")).strip()


def _whole(cell: str) -> str:
    if _GARBLED.search(cell):
        raise _Faulty("characters_unreadable")
    if cell in _ERROR_VALUES:
        raise _Faulty("error_value", word=cell)
    return cell


def _within(cell: str, *, code: str, limit: int) -> str:
    if len(cell) > limit:
        raise _Faulty(code, length=len(cell), limit=limit)
    return cell


def _keyed(words: Words[str, str]) -> dict[str, str]:
    return {search_key(word): code for word, code in words.items()}


def _known(cell: str, *, words: dict[str, str], code: str) -> str:
    found = words.get(search_key(cell))
    if found is None:
        raise _Faulty(code, word=cell[:_WORD_SHOWN])
    return found


def _day(cell: str, *, today: date, zone: tzinfo) -> date:
    try:
        day = day_of(cell, zone=zone)
    except Ambiguous:
        raise _Faulty("date_ambiguous", word=cell[:_WORD_SHOWN]) from None
    except Unreadable:
        raise _Faulty("date_unreadable", word=cell[:_WORD_SHOWN]) from None
    if day > today:
        raise _Faulty("date_in_future", date=day)
    return day


def _language(cell: str) -> str:
    code = language_of(cell)
    if code is None:
        raise _Faulty("unknown_language", word=cell[:_WORD_SHOWN])
    return code


def _email(cell: str) -> str:
    if len(cell) > EMAIL or not _ADDRESS.fullmatch(cell):
        raise _Faulty("email_wrong", word=cell[:_WORD_SHOWN])
    return cell
