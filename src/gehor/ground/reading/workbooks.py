"""XLSX by openpyxl, after a look at how large the parts become."""

import re
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from io import BytesIO
from itertools import islice
from typing import Any
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils.escape import unescape
from openpyxl.utils.exceptions import InvalidFileException

from gehor.ground.errors import WrongInput

from .cells import imported_cell
from .tables import COLUMNS, Problem, Table, tabulate
from .zipped import BROKEN, refuse_bombs

LAST_ROW = 1_048_576  # of any Excel sheet

# What openpyxl lets through when a part is missing, cut off or says something impossible.
_BROKEN = (
    *BROKEN,
    ParseError,
    InvalidFileException,
    TypeError,
    AttributeError,
    IndexError,
)
_FORMULA = re.compile(rb"<(\w+:)?f[ >/]")


def read_workbook(data: bytes, *, name: str, sheet: str = "") -> Table:
    """The table on the visible sheet of that name; else on the first that has rows below a header."""
    refuse_bombs(data, name=name)
    try:
        return _table(data, name=name, wanted=sheet)
    except _BROKEN:
        raise WrongInput("file_is_broken", name=name) from None


def _table(data: bytes, *, name: str, wanted: str) -> Table:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl tells of styles and drop-down lists that it leaves out
        book = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
        filled = {
            sheet.title: rows for sheet in book.worksheets if sheet.sheet_state == "visible" and (rows := _begun(sheet))
        }
        if not filled:
            raise WrongInput("file_empty", name=name)
        tables = tuple(title for title, rows in filled.items() if rows > 1)
        title = wanted if wanted in tables else next(iter((*tables, *filled)))
        others = [each for each in filled if each != title]
        sheet = book[title]
        formulas = _formulas(data, title, part=sheet._worksheet_path)
        records = _records(sheet, formulas)
        columns, rows, problems = tabulate(records, name=name, delimiter=None, ragged=False)
    problems += [
        Problem(row, columns[place], "formula_without_value", blocks=False)
        for (row, place) in formulas
        if place < len(columns) and row >= rows[0].number
    ]
    if others:
        problems.append(Problem(None, None, "more_sheets", {"sheet": title, "others": tuple(others)}, blocks=False))
    return Table(columns, rows, sheet=title, sheets=tables, problems=tuple(problems))


def _values(sheet: Any) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """Numbered rows, as many columns as we allow and one more. What a file says about its own size may be wrong."""
    sheet.reset_dimensions()
    return enumerate(sheet.iter_rows(max_row=LAST_ROW, max_col=COLUMNS + 1, values_only=True), start=1)


def _begun(sheet: Any) -> int:
    """How many of its first two rows with anything in them it has."""
    return sum(1 for _ in islice((None for _, values in _values(sheet) if not _is_empty(values)), 2))


def _is_empty(values: tuple[Any, ...]) -> bool:
    # Counting is ten times as fast as a loop, and a sheet may have a million empty rows
    return values.count(None) == len(values)


def _records(sheet: Any, formulas: dict[tuple[int, int], str]) -> Iterator[tuple[int, list[str]]]:
    rows_with_formulas = {row for row, _ in formulas}
    for number, values in _values(sheet):
        if number not in rows_with_formulas and _is_empty(values):
            continue
        cells = [formulas.get((number, place)) or _text(value) for place, value in enumerate(values)]
        while cells and not cells[-1]:
            cells.pop()
        yield number, cells


def _formulas(data: bytes, title: str, *, part: str) -> dict[tuple[int, int], str]:
    """(row, place) → formula as text, for formulas whose value the file does not hold."""
    if not _has_formulas(data, part):
        return {}
    valued = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)[title]
    written = load_workbook(BytesIO(data), read_only=True, data_only=False, keep_links=False)[title]
    return {
        (number, place): str(getattr(formula, "text", formula))
        for (number, values), (_, formulas) in zip(_values(valued), _values(written), strict=False)
        for place, (value, formula) in enumerate(zip(values, formulas, strict=False))
        if value is None and formula is not None
    }


def _has_formulas(data: bytes, part: str) -> bool:
    with zipfile.ZipFile(BytesIO(data)) as archive, archive.open(part) as sheet:
        end = b""
        while piece := sheet.read(1 << 20):
            if _FORMULA.search(end + piece):
                return True
            end = piece[-40:]
    return False


def _text(value: Any) -> str:
    """A cell as a person would write it, dates in the form 2026-11-21."""
    if value is None:
        return ""
    if isinstance(value, str):
        return imported_cell(unescape(value) if "_x" in value else value)
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    return str(value)
