"""Tables in text files, as the calculations read them: every cell a word, every row with its line.

Read `read_csv`. What people have made of CSV is understood: comma, semicolon or tab, a byte order mark, the encodings
of spreadsheets, quotes. What is not a table is refused with `BadInput`, in one sentence with file, row and column.
"""

import csv
import io
import json
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .errors import BadInput

COLUMNS_MOST = 5_000
SEPARATORS = (",", ";", "\t")

_NUMBER = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)([eE][+-]?\d+)?")


@dataclass(frozen=True)
class Table:
    """file: its name. columns: the names in the first row. rows: cells without spaces around, as long as columns.

    lines: the line of the file on which each row begins, from 1.
    """

    file: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]

    def __iter__(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Each row as (line, column → cell)."""
        for line, row in zip(self.lines, self.rows, strict=True):
            yield line, dict(zip(self.columns, row, strict=True))

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

    def cells(self, column: str) -> tuple[str, ...]:
        """Everything in one column."""
        place = self.columns.index(column)
        return tuple(row[place] for row in self.rows)


def plain(word: str) -> str:
    """A name as it is compared: without spaces around, underscores and capitals."""
    return " ".join(word.replace("_", " ").split()).casefold()


def read_csv(path: Path, *, may_be_empty: bool = False) -> Table:
    """The table of a file. Raises BadInput: empty, only a head, no table, two columns of one name, a row too long.

    Empty lines are passed over. Cells that a row lacks at its end are empty.
    """
    name = path.name
    text = decoded(path)
    if not text.strip():
        raise BadInput("table_empty", file=name)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text, name))
    rows: list[tuple[str, ...]] = []
    lines: list[int] = []
    columns: tuple[str, ...] = ()
    before = 0
    try:
        for cells in reader:
            line, before = before + 1, reader.line_num
            if not any(cells):
                continue
            if not columns:
                columns = _head(cells, name, line)
                continue
            if len(cells) > len(columns):
                if any(each.strip() for each in cells[len(columns) :]):
                    raise BadInput("table_row_too_long", file=name, row=line, cells=len(cells), columns=len(columns))
                cells = cells[: len(columns)]
            rows.append(tuple(each.strip() for each in cells) + ("",) * (len(columns) - len(cells)))
            lines.append(line)
    except csv.Error:
        raise BadInput("table_quote_left_open", file=name, row=before + 1) from None
    if not rows and not may_be_empty:
        raise BadInput("table_only_head", file=name)
    return Table(name, columns, tuple(rows), tuple(lines))


def decoded(path: Path) -> str:
    """The text of a file: UTF-8 with or without mark, UTF-16 with one, or else Windows-1252."""
    data = path.read_bytes()
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError:
            raise BadInput("table_not_text", file=path) from None
    if b"\0" in data[:4096] or data.startswith(b"PK\x03\x04"):
        raise BadInput("table_not_text", file=path)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _separator(text: str, name: str) -> str:
    head = text.lstrip("\r\n").split("\n", 1)[0]
    best = max(SEPARATORS, key=head.count)
    if not head.count(best):
        if any(mark in head for mark in ("|", "^")):
            raise BadInput("table_other_separator", file=name, row=1)
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

    try:
        return json.loads(decoded(path), parse_constant=refuse)
    except json.JSONDecodeError as wrong:
        raise BadInput("not_json", file=path, row=wrong.lineno) from None
    except (ValueError, RecursionError):
        raise BadInput("not_json", file=path) from None
