"""Tables in text files, as the calculations read them: every cell a word, every row with its line.

Read `read_csv`, and `opened` for tables that may be larger than memory. What people have made of CSV is understood:
comma, semicolon or tab, a byte order mark, the encodings of spreadsheets, quotes. What is not a table is refused with
`BadInput`, in one sentence with file, row and column.
"""

import codecs
import csv
import itertools
import json
import math
import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .errors import BadInput

COLUMNS_MOST = 5_000
ROWS_MOST = 1_000_000  # of a table that is held whole
SEPARATORS = (",", ";", "\t")
ROWS_AT_A_TIME = 1 << 11  # few enough to stay in the cache of the processor
BLOCK = 1 << 20  # bytes

_NUMBER = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)([eE][+-]?\d+)?")
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class _Named:
    """file: its name. columns: the names in the first row. title: what stands above them (see read_csv)."""

    file: str
    columns: tuple[str, ...]
    title: str

    def column(self, *names: str) -> str | None:
        """The file's own name of the column called one of these, however it is written; None if it has none."""
        wanted = {plain(name) for name in names}
        return next((each for each in self.columns if plain(each) in wanted), None)

    def must_have(self, *names: str) -> str:
        """As column, but without it: BadInput("table_no_column")."""
        found = self.column(*names)
        if found is None:
            raise BadInput(
                "table_no_column",
                file=self.file,
                row=1,
                wanted=" / ".join(names),
                columns=", ".join(self.columns)[:200],
            )
        return found


@dataclass(frozen=True)
class Table(_Named):
    """rows: cells without spaces around, as long as columns. lines: the line on which each row begins, from 1."""

    file: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    title: str = ""
    separator: str = ","

    def __iter__(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Each row as (line, column → cell)."""
        for line, row in zip(self.lines, self.rows, strict=True):
            yield line, dict(zip(self.columns, row, strict=True))

    def cells(self, column: str) -> tuple[str, ...]:
        """Everything in one column."""
        place = self.columns.index(column)
        return tuple(row[place] for row in self.rows)


@dataclass(frozen=True)
class Part:
    """Some rows of a table, one after another. lines: as of Table. done: how much of the file is read, of 1."""

    columns: tuple[str, ...]
    rows: Sequence[Sequence[str]]
    lines: Sequence[int]
    done: float

    def cells(self, column: str) -> list[str]:
        """Everything in one column, without spaces around."""
        place = self.columns.index(column)
        return [row[place].strip() for row in self.rows]


class Rows(_Named):
    """A table that is read as it is asked for. Iterating gives its rows, some at a time; once."""

    def __init__(
        self, file: str, columns: tuple[str, ...], parts: Iterator[Part], title: str = "", separator: str = ","
    ) -> None:
        self.file, self.columns, self.title, self._parts = file, columns, title, parts
        self.separator = separator

    def __iter__(self) -> Iterator[Part]:
        return self._parts


def plain(word: str) -> str:
    """A name as it is compared: without spaces around, underscores and capitals."""
    return " ".join(word.replace("_", " ").split()).casefold()


def read_csv(path: Path, *, may_be_empty: bool = False, titled: bool = False) -> Table:
    """The table of a file. Raises BadInput: empty, only a head, no table, two columns of one name, a row too long.

    Empty lines are passed over. Cells that a row lacks at its end are empty. titled: there may be a title and an empty
    line above the names, as PxWeb writes them. More than ROWS_MOST rows are refused where they begin.
    """
    rows: list[tuple[str, ...]] = []
    lines: list[int] = []
    with opened(path, may_be_empty=may_be_empty, titled=titled) as table:
        for part in table:
            if len(rows) + len(part.rows) > ROWS_MOST:
                row = part.lines[ROWS_MOST - len(rows)]
                raise BadInput("table_too_many_rows", file=path, row=row, most=ROWS_MOST)
            rows += [tuple(each.strip() for each in row) for row in part.rows]
            lines += part.lines
    return Table(table.file, table.columns, tuple(rows), tuple(lines), table.title, table.separator)


@contextmanager
def opened(path: Path, *, may_be_empty: bool = False, titled: bool = False) -> Iterator[Rows]:
    """As read_csv, but no more than some thousand rows are in memory at a time. What is wrong is raised on the way."""
    encoding = encoding_of(path)
    with path.open(encoding=encoding, errors="replace" if encoding == "cp1252" else "strict", newline="") as file:
        try:
            before, begun, title = _begun(file, titled)
        except UnicodeDecodeError:
            raise BadInput("table_not_text", file=path) from None
        if not begun:
            raise BadInput("table_empty", file=path)
        separator = _separator(begun[0], path.name, before + 1)
        end = _End()
        reader = csv.reader(itertools.chain(begun, file, end), delimiter=separator)
        try:
            names = next(reader)
        except csv.Error:
            raise BadInput("table_quote_left_open", file=path, row=before + 1) from None
        if end.is_reached():
            raise BadInput("table_quote_left_open", file=path, row=before + 1)
        columns = _head(names, path.name, before + 1)
        parts = _parts(reader, columns, path, (before, may_be_empty), end, _how_far(file))
        yield Rows(path.name, columns, parts, title, separator)


class _End:
    """One empty line after the last. It is a row of its own, unless a quotation mark is open."""

    def __init__(self) -> None:
        self._is_reached = False

    def __iter__(self) -> Iterator[str]:
        self._is_reached = True
        yield "\n"

    def is_reached(self) -> bool:
        return self._is_reached


def _begun(file: Iterator[str], titled: bool) -> tuple[int, list[str], str]:
    """How many lines stand above the names, the lines from there on that have been read, and the title."""
    before, head = 0, next(file, "")
    while head and not head.strip():
        before, head = before + 1, next(file, "")
    if not head or not titled:
        return before, [head] if head else [], ""
    empty = next(file, "")
    names = "" if empty.strip() else next(file, "")
    if names and _is_title(head, names):
        return before + 2, [names], head.strip().strip('"')
    return before, [line for line in (head, empty, names) if line], ""


def _is_title(line: str, names: str) -> bool:
    """Names are as many as what stands in a row, and the last of a row is a figure."""
    separator = max(SEPARATORS, key=names.count)
    words, row = (next(csv.reader([each.strip()], delimiter=separator)) for each in (line, names))
    return len(words) != len(row) or names.rstrip().endswith('"') or not _NUMBER.fullmatch("".join(row[-1].split()))


def _how_far(file: Any) -> Callable[[], float]:
    size = max(1, os.fstat(file.fileno()).st_size)
    return lambda: min(1.0, float(file.buffer.raw.tell()) / size)


def _parts(
    reader: Any,
    columns: tuple[str, ...],
    path: Path,
    begin: tuple[int, bool],
    end: _End,
    how_far: Callable[[], float],
) -> Iterator[Part]:
    """begin: lines above the head, and whether there may be no rows."""
    before, is_empty = begin[0], not begin[1]
    line = before + reader.line_num
    while not end.is_reached():
        rows: list[list[str]] = []
        try:
            rows.extend(itertools.islice(reader, ROWS_AT_A_TIME))
        except csv.Error:  # those before it are there
            row = line + len(rows) + sum(_breaks(cell) for row in rows for cell in row) + 1
            raise BadInput("table_quote_left_open", file=path, row=row) from None
        except UnicodeDecodeError:
            raise BadInput("table_not_text", file=path) from None
        lines = _lines(rows, line, before + reader.line_num)
        line = before + reader.line_num
        if end.is_reached() and rows[-1]:
            raise BadInput("table_quote_left_open", file=path, row=lines[-1])
        part = Part(columns, *_even(rows, lines, columns, path.name), how_far())
        if part.rows:
            is_empty = False
            yield part
    if is_empty:
        raise BadInput("table_only_head", file=path)


def _lines(rows: Sequence[Sequence[str]], before: int, last: int) -> Sequence[int]:
    """On which line each begins. Only where a cell goes over several lines need they be counted."""
    if last - before == len(rows):
        return range(before + 1, last + 1)
    found = []
    for row in rows:
        found.append(before + 1)
        before += 1 + sum(_breaks(cell) for cell in row)
    return found


def _breaks(cell: str) -> int:
    return cell.count("\n") + cell.count("\r") - cell.count("\r\n")


def _even(
    rows: list[list[str]], lines: Sequence[int], columns: tuple[str, ...], name: str
) -> tuple[list[list[str]], Sequence[int]]:
    """The rows that hold anything, each as long as there are columns, and their lines."""
    if all(map(any, rows)) and {len(columns)}.issuperset(map(len, rows)):
        return rows, lines
    kept, where = [], []
    for line, row in zip(lines, rows, strict=True):
        if not any(row):
            continue
        if any(each.strip() for each in row[len(columns) :]):
            raise BadInput("table_row_too_long", file=name, row=line, cells=len(row), columns=len(columns))
        kept.append(row[: len(columns)] + [""] * (len(columns) - len(row)))
        where.append(line)
    return kept, where


def encoding_of(path: Path) -> str:
    """UTF-8 with or without mark, UTF-16 with one, or else Windows-1252. BadInput for what is no text, or empty."""
    with path.open("rb") as file:
        start = file.read(4)
        if start[:2] in _UTF_16 and start[2:] != b"\0\0":
            return "utf-16"
        if start == b"PK\x03\x04":
            raise BadInput("table_not_text", file=path)
        file.seek(len(codecs.BOM_UTF8) if start.startswith(codecs.BOM_UTF8) else 0)
        is_utf_8, lines, is_empty = True, 0, True
        decoder = codecs.getincrementaldecoder("utf-8")()
        while block := file.read(BLOCK):
            at = block.find(b"\0")
            if at >= 0:
                raise BadInput("table_not_text", file=path, row=lines + block.count(b"\n", 0, at) + 1)
            lines += block.count(b"\n")
            is_empty = is_empty and not block.strip()
            is_utf_8 = is_utf_8 and _can(decoder, block)
    if is_empty:
        raise BadInput("table_empty", file=path)
    return "utf-8-sig" if is_utf_8 and _can(decoder, b"", final=True) else "cp1252"


def _can(decoder: codecs.IncrementalDecoder, block: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(block, final)
    except UnicodeDecodeError:
        return False
    return True


def decoded(path: Path) -> str:
    """The whole text of a file, as encoding_of has it."""
    encoding = encoding_of(path)
    try:
        return path.read_bytes().decode(encoding, errors="replace" if encoding == "cp1252" else "strict")
    except UnicodeDecodeError:
        raise BadInput("table_not_text", file=path) from None


def _separator(head: str, name: str, line: int) -> str:
    best = max(SEPARATORS, key=head.count)
    if not head.count(best):
        if any(mark in head for mark in ("|", "^")):
            raise BadInput("table_other_separator", file=name, row=line)
        return ","
    return best


def _head(cells: Sequence[str], name: str, line: int) -> tuple[str, ...]:
    columns = [each.strip() for each in cells]
    while columns and not columns[-1]:
        columns.pop()
    if len(columns) > COLUMNS_MOST:
        raise BadInput("table_too_many_columns", file=name, row=line, columns=len(columns), most=COLUMNS_MOST)
    seen = set[str]()
    for place, each in enumerate(columns, start=1):
        if not each:
            raise BadInput("table_column_without_name", file=name, row=line, place=place)
        if plain(each) in seen:
            raise BadInput("table_column_twice", file=name, row=line, column=each)
        seen.add(plain(each))
    return tuple(columns)


def number(text: str, *, file: str, row: int | None, column: str, least: float | None = None) -> float:
    """A finite number, with point or comma, spaces between thousands; else BadInput.

    >>> number("1 234,5", file="a.csv", row=2, column="count")
    1234.5
    """
    given = "".join(text.split())
    if not _NUMBER.fullmatch(given):
        raise BadInput("table_not_a_number", file=file, row=row, column=column, word=text[:40])
    value = float(given.replace(",", "."))
    if not math.isfinite(value):
        raise BadInput("table_not_a_number", file=file, row=row, column=column, word=text[:40])
    if least is not None and value < least:
        raise BadInput("table_number_too_small", file=file, row=row, column=column, word=text[:40], least=f"{least:g}")
    return value


def whole(text: str, *, file: str, row: int | None, column: str, least: int | None = None) -> int:
    """A whole number; else BadInput."""
    value = number(text, file=file, row=row, column=column, least=least)
    if value != int(value):
        raise BadInput("table_not_whole", file=file, row=row, column=column, word=text[:40])
    return int(value)


def unique(cells: Iterable[tuple[int, str]], *, file: str, column: str) -> None:
    """Refuses an id that stands twice, or nowhere. cells: (line, id)."""
    first: dict[str, int] = {}
    for line, word in cells:
        if not word:
            raise BadInput("table_no_id", file=file, row=line, column=column)
        if word in first:
            raise BadInput("table_id_twice", file=file, row=line, column=column, word=word[:60], first=first[word])
        first[word] = line


def read_json(path: Path) -> Any:
    """What a JSON file holds; BadInput for anything else, NaN among it."""

    def refuse(word: str) -> Any:
        raise ValueError(word)

    text = decoded(path)
    try:
        return json.loads(text, parse_constant=refuse)
    except json.JSONDecodeError as wrong:
        raise BadInput("not_json", file=path, row=wrong.lineno) from None
    except (ValueError, RecursionError):
        raise BadInput("not_json", file=path) from None
