"""A table as read from a file: all cells are text, and every row knows its number in the spreadsheet."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gehor.ground.errors import WrongInput
from gehor.ground.progress import through
from gehor.process.exchange import Problem as Problem

BYTES = 20 * 1024 * 1024
ROWS = 50_000
COLUMNS = 200
CELL = 100_000
LINES_ABOVE_HEADER = 5

# Polis writes this column last and without quotation marks, so commas in it look like more columns
# (features.md, part 3, 5.1).
UNQUOTED_LAST = "comment-body"


@dataclass(frozen=True)
class Line:
    """One row with text in it, as wide as the table has columns."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """What a file held. A CSV file has encoding and delimiter (None: one column), a workbook has a sheet."""

    columns: tuple[str, ...]
    rows: tuple[Line, ...]
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    sheets: tuple[str, ...] = ()  # all that hold a table and are not hidden
    problems: tuple[Problem, ...] = ()


def tabulate(
    numbered: Iterable[tuple[int, Sequence[str]]], *, name: str, delimiter: str | None, ragged: bool
) -> tuple[tuple[str, ...], tuple[Line, ...], list[Problem]]:
    """Columns, rows and problems from numbered records. `ragged`: a row of another width than the header is a fault."""
    records = _filled(numbered, name=name)
    if not records:
        raise WrongInput("file_empty", name=name)
    above = _lines_above_header(records)
    (header_row, header), body = records[above], records[above + 1 :]
    if not body:
        raise WrongInput("no_rows", name=name)
    width = _width(header, body, ragged=ragged)
    if width > COLUMNS:
        raise WrongInput("too_many_columns", name=name, limit=COLUMNS)
    columns, problems = _names(header, width, row=header_row)
    if above:
        problems.append(Problem(header_row, None, "lines_above_header", {"lines": above}, blocks=False))
    lines = []
    for number, cells in body:
        if delimiter and columns[-1] == UNQUOTED_LAST and len(cells) > width:
            cells = [*cells[: width - 1], delimiter.join(cells[width - 1 :])]
        fault = _fault(cells, columns=width) if ragged else None
        if fault:
            problems.append(Problem(number, None, fault, {"cells": len(cells), "columns": width}))
        lines.append(Line(number, tuple(cells[:width]) + ("",) * (width - len(cells))))
    return columns, tuple(lines), problems


def letter(place: int) -> str:
    """The name a spreadsheet gives to a column: 0 is A, 26 is AA."""
    name, rest = "", place + 1
    while rest:
        rest, sign = divmod(rest - 1, 26)
        name = chr(ord("A") + sign) + name
    return name


def _filled(numbered: Iterable[tuple[int, Sequence[str]]], *, name: str) -> list[tuple[int, list[str]]]:
    records: list[tuple[int, list[str]]] = []
    for number, cells in through("reading", numbered, ROWS):
        if not any(cell.strip() for cell in cells):
            continue
        if len(records) > ROWS + LINES_ABOVE_HEADER:
            raise WrongInput("too_many_rows", name=name, limit=ROWS)
        for place, cell in enumerate(cells):
            if len(cell) > CELL:
                raise WrongInput("cell_too_long", name=name, row=number, column=letter(place), limit=CELL)
        records.append((number, list(cells)))
    if len(records) > ROWS + 1:
        raise WrongInput("too_many_rows", name=name, limit=ROWS)
    return records


def _lines_above_header(records: list[tuple[int, list[str]]]) -> int:
    """How many lines of one cell, such as a heading, stand above a header of several cells."""
    filled = [sum(bool(cell.strip()) for cell in cells) for _, cells in records[: LINES_ABOVE_HEADER + 3]]
    above = next((at for at, count in enumerate(filled) if count > 1), 0)
    if above > LINES_ABOVE_HEADER or not all(count > 1 for count in filled[above : above + 3]):
        return 0
    return above


def _width(header: list[str], body: list[tuple[int, list[str]]], *, ragged: bool) -> int:
    """Columns in use: those with a name, and those with content as far as the header reaches.

    In a workbook the header reaches over all columns, since cells cannot slip there.
    """
    filled = max(_used(cells) for _, cells in body)
    return max(_used(header), min(filled, len(header)) if ragged else filled)


def _used(cells: Sequence[str]) -> int:
    return max((place for place, cell in enumerate(cells, start=1) if cell.strip()), default=0)


def _names(header: list[str], width: int, *, row: int) -> tuple[tuple[str, ...], list[Problem]]:
    names: list[str] = []
    problems = []
    for place in range(width):
        written = " ".join(header[place].split()) if place < len(header) else ""
        name = _unused(written or letter(place), names)
        if not written:
            problems.append(Problem(row, name, "column_without_name", {"name": name}, blocks=False))
        elif name != written:
            problems.append(Problem(row, name, "column_name_twice", {"name": written}, blocks=False))
        names.append(name)
    return tuple(names), problems


def _unused(name: str, taken: list[str]) -> str:
    if name not in taken:
        return name
    again = 2
    while f"{name} ({again})" in taken:
        again += 1
    return f"{name} ({again})"


def _fault(cells: list[str], *, columns: int) -> str | None:
    if _used(cells) > columns:
        return "row_too_long"
    return "row_too_short" if len(cells) < columns else None
