"""Quotas and people in both dialects, and selected people, as CSV. See docs/calculations/lottery.md.

Quotas: feature,value,min,max[,min_flex,max_flex] or category,feature,min,max. People: a column per feature, in one of
them an id; without a column of ids a person is called by the row.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from gehor.calc.errors import BadInput
from gehor.calc.tables import COLUMNS_MOST, Table, decoded, encoding_of, opened, plain, read_csv, unique, whole

from .pool import Pool, Quota, check_quotas, pool_of

MOST_PEOPLE, MOST_QUOTAS = 200_000, 5_000
IDS = ("id", "nationbuilder_id", "person_id", "unique_id")


def read_quotas(path: Path) -> tuple[Quota, ...]:
    """The quotas of a file, in either dialect. Raises BadInput with file, row and column."""
    table = _bounded(path, MOST_QUOTAS, "lottery_too_many_quotas")
    feature, value = ("category", "feature") if table.column("category") else ("feature", "value")
    names = [table.must_have(each) for each in (feature, value, "min", "max")]
    flexes = [table.column(each) for each in ("min_flex", "max_flex")]
    out: dict[tuple[str, str], Quota] = {}
    for line, cells in table:
        low, high = (whole(cells[name], file=table.file, row=line, column=name) for name in names[2:])
        flex = [
            whole(cells[name], file=table.file, row=line, column=name) if name and cells[name] else None
            for name in flexes
        ]
        quota = Quota(cells[names[0]], cells[names[1]], low, high, *flex)
        known = out.get((quota.feature, quota.value))
        try:
            check_quotas([quota] if known is None else [known, quota])
        except BadInput as wrong:
            raise BadInput(wrong.code, file=table.file, row=line, **wrong.params) from None
        out[quota.feature, quota.value] = quota
    return tuple(out.values())


@dataclass(frozen=True)
class Listed:
    """The pool of a file, and the file itself, some of whose rows can be written again.

    key: the column of ids; "" where people are called by their row.
    """

    pool: Pool
    table: Table
    key: str
    encoding: str

    def written(self, keys: Collection[str], *, in_this_order: bool = False) -> bytes:
        """The rows of these people as CSV: columns, separator and encoding as they came, and so the order, but for
        an order of one's own. Who is called by the row gets that as an id, in a column before the others."""
        names, table = self._names(), self.table
        first = not self.key
        place = {key: i for i, key in enumerate(keys)}
        rows = [
            (place[name], [name] * first + list(row))
            for name, row in zip(names, table.rows, strict=True)
            if name in place
        ]
        if in_this_order:
            rows.sort(key=lambda each: each[0])
        out = io.StringIO()
        writer = csv.writer(out, delimiter=table.separator, lineterminator="\n")
        writer.writerow(["id"] * first + list(table.columns))
        writer.writerows(row for _, row in rows)
        return out.getvalue().encode(self.encoding, errors="replace")

    def _names(self) -> Sequence[str]:
        return self.table.cells(self.key) if self.key else [_by_row(line) for line in self.table.lines]


def _encoding(path: Path) -> str:
    """Of the file, with a mark of UTF-8 at its beginning only where it has one."""
    found = encoding_of(path)
    with path.open("rb") as file:
        return "utf-8" if found == "utf-8-sig" and file.read(3) != codecs.BOM_UTF8 else found


def _by_row(line: int) -> str:
    return f"row {line:07d}"


def _bounded(path: Path, most: int, code: str) -> Table:
    """The table of a file of at most so many rows; of a longer one no more than that is ever in memory."""
    many = 0
    with opened(path) as rows:
        for part in rows:
            many += len(part.rows)
            if many > most:
                raise BadInput(code, file=path, most=most)
    return read_csv(path)


def read_people(
    path: Path, quotas: Sequence[Quota], *, id_column: str = "", address_columns: Sequence[str] = ()
) -> Pool:
    """The pool of a file. address_columns: at most one person of those with the same in all of them may be chosen."""
    return listed(path, quotas, id_column=id_column, address_columns=address_columns).pool


def listed(path: Path, quotas: Sequence[Quota], *, id_column: str = "", address_columns: Sequence[str] = ()) -> Listed:
    """As read_people, with the rows as they stand in the file."""
    table = _bounded(path, MOST_PEOPLE, "lottery_too_many_people")
    columns = {name: table.must_have(name) for name in sorted({each.feature for each in quotas})}
    homes_in = [table.must_have(name) for name in address_columns]
    free = [name for name in table.columns if name not in {*columns.values(), *homes_in}]
    key = table.must_have(id_column) if id_column else next((each for each in free if plain(each) in _IDS), "")
    key = key or (free[0] if free else "")
    if key:
        unique(zip(table.lines, table.cells(key), strict=True), file=table.file, column=key)
    known = {(each.feature, each.value) for each in quotas}
    people: dict[str, dict[str, str]] = {}
    homes: dict[str, str] = {}
    for line, cells in table:
        person = cells[key] if key else _by_row(line)
        for feature, name in columns.items():
            if (feature, cells[name]) not in known:
                listed = ", ".join(value for of, value in sorted(known) if of == feature)
                raise BadInput(
                    "lottery_unknown_value" if cells[name] else "lottery_empty_value",
                    file=table.file,
                    row=line,
                    column=name,
                    word=cells[name][:60],
                    known=listed[:200],
                )
        people[person] = {feature: cells[name] for feature, name in columns.items()}
        address = [cells[name] for name in homes_in]
        homes[person] = "\n".join(address) if any(address) else ""
    return Listed(pool_of(people, quotas, households=homes if homes_in else None), table, key, _encoding(path))


_IDS = {plain(each) for each in IDS}


def read_ids(path: Path, known: Collection[str], *, key: str = "") -> tuple[str, ...]:
    """Ids, one a line, or a CSV with a column of ids, such as the panel that an earlier draw wrote.

    key: the name of that column; without a row of names the ids stand first. An id that is not among the known ones is
    refused, with its line.
    """
    lines = [(row, line) for row, line in enumerate(decoded(path).splitlines(), start=1) if line.strip()]
    if not lines:
        raise BadInput("table_empty", file=path)
    separator = next((each for each in "\t;," if each in lines[0][1]), ",")
    head, first = lines[0]
    if (columns := first.rstrip(f"{separator} ").count(separator) + 1) > COLUMNS_MOST:
        raise BadInput("table_too_many_columns", file=path, row=head, columns=columns, most=COLUMNS_MOST)
    open_ = next((row for row, line in lines if line.count('"') % 2), None)
    if open_ is not None:
        raise BadInput("table_quote_left_open", file=path, row=open_)
    cells = [(row, _cells(line, separator)) for row, line in lines]
    names = [plain(each) for each in cells[0][1]]
    column = next((i for i, name in enumerate(names) if name == plain(key) or name in _IDS), None)
    if column is not None:
        cells.pop(0)
    ids = [(row, each[column or 0]) for row, each in cells if len(each) > (column or 0) and each[column or 0]]
    elsewhere = next(((row, word) for row, word in ids if word not in known), None)
    if elsewhere is not None:
        raise BadInput("lottery_unknown_person", file=path, row=elsewhere[0], word=elsewhere[1][:60])
    return tuple(dict.fromkeys(word for _, word in ids))


def _cells(line: str, separator: str) -> list[str]:
    if '"' not in line:  # csv refuses a cell that is very long; here it is an id that nobody has
        return [each.strip() for each in line.split(separator)]
    return [each.strip() for each in next(csv.reader([line], delimiter=separator))]


def seats_of(quotas: Sequence[Quota]) -> int:
    """How many seats these quotas are for, where only one number is possible; else BadInput("lottery_seats_needed")."""
    sums = [
        (sum(q.low for q in quotas if q.feature == name), sum(q.high for q in quotas if q.feature == name))
        for name in sorted({each.feature for each in quotas})
    ]
    low, high = max(each[0] for each in sums), min(each[1] for each in sums)
    if low != high:
        raise BadInput("lottery_seats_needed")
    return low
