"""Quotas and people in both dialects, and selected people, as CSV. See docs/calculations/lottery.md.

Quotas: feature,value,min,max[,min_flex,max_flex] or category,feature,min,max. People: a column per feature, in one of
them an id; without a column of ids a person is called by the row.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Sequence
from pathlib import Path

from gehor.calc.errors import BadInput

from .pool import Pool, Quota, check_quotas, pool_of

IDS = ("id", "nationbuilder_id", "person_id", "unique_id")
WIDEST = 2000  # columns
SEPARATORS = (",", ";", "\t")


def _table(path: Path) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """Header, and (line, cells) of every row that is not empty."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadInput("lottery_not_utf8", file=path) from None
    head = text.partition("\n")[0]
    if "\x00" in text:
        raise BadInput("lottery_not_utf8", file=path)
    separator = max(SEPARATORS, key=head.count)
    if head.count(separator) >= WIDEST:
        raise BadInput("lottery_too_wide", file=path, row=1, columns=head.count(separator) + 1)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    rows: list[tuple[int, list[str]]] = []
    try:
        for cells in reader:
            if any(map(str.strip, cells)):
                rows.append((reader.line_num, [cell.strip() for cell in cells]))
    except csv.Error:
        raise BadInput("lottery_unreadable_row", file=path, row=reader.line_num) from None
    if not rows:
        raise BadInput("lottery_empty_file", file=path)
    header = rows[0][1]
    for name in header:
        if name and header.count(name) > 1:
            raise BadInput("lottery_column_twice", file=path, row=rows[0][0], column=name[:60])
    if len(rows) == 1:
        raise BadInput("lottery_only_header", file=path)
    for line, cells in rows[1:]:
        if len(cells) != len(header):
            raise BadInput("lottery_cells", file=path, row=line, cells=len(cells), columns=len(header))
    return header, rows[1:]


def read_quotas(path: Path) -> tuple[Quota, ...]:
    """The quotas of a file, in either dialect. Raises BadInput with file, row and column."""
    header, rows = _table(path)
    lower = [name.lower() for name in header]
    feature, value = ("category", "feature") if "category" in lower else ("feature", "value")
    at = {name: lower.index(name) for name in lower if name}
    for name in (feature, value, "min", "max"):
        if name not in at:
            raise BadInput("lottery_no_column", file=path, row=1, column=name)
    out: list[Quota] = []
    for line, cells in rows:
        low, high = (_whole(path, line, name, cells[at[name]]) for name in ("min", "max"))
        flex = [
            _whole(path, line, name, cells[at[name]]) if name in at and cells[at[name]] else None
            for name in ("min_flex", "max_flex")
        ]
        quota = Quota(cells[at[feature]], cells[at[value]], low, high, *flex)
        try:
            check_quotas([*(each for each in out if (each.feature, each.value) == (quota.feature, quota.value)), quota])
        except BadInput as wrong:
            raise BadInput(wrong.code, file=path, row=line, **wrong.params) from None
        out.append(quota)
    return tuple(out)


def _whole(path: Path, line: int, column: str, cell: str) -> int:
    if not cell.isascii() or not cell.lstrip("-").isdigit() or len(cell) > 9:
        raise BadInput("lottery_not_a_number", file=path, row=line, column=column, word=cell[:60])
    return int(cell)


def read_people(
    path: Path, quotas: Sequence[Quota], *, id_column: str = "", address_columns: Sequence[str] = ()
) -> Pool:
    """The pool of a file. address_columns: at most one person of those with the same in all of them may be chosen."""
    header, rows = _table(path)
    features = {each.feature for each in quotas}
    for name in (*sorted(features), *address_columns, *([id_column] if id_column else [])):
        if name not in header:
            raise BadInput("lottery_no_column", file=path, row=1, column=name)
    free = [name for name in header if name not in features and name not in address_columns]
    key = id_column or next((name for name in header if name.lower() in IDS and name in free), "")
    key = key or (free[0] if free else "")
    known = {(each.feature, each.value) for each in quotas}
    people: dict[str, dict[str, str]] = {}
    homes: dict[str, str] = {}
    for line, cells in rows:
        told = dict(zip(header, cells, strict=True))
        person = told[key] if key else f"row {line:07d}"
        if not person:
            raise BadInput("lottery_no_id", file=path, row=line, column=key)
        if person in people:
            raise BadInput("lottery_id_twice", file=path, row=line, column=key, word=person[:60])
        for name in features:
            if (name, told[name]) not in known:
                raise BadInput("lottery_unknown_value", file=path, row=line, column=name, word=told[name][:60])
        people[person] = {name: told[name] for name in features}
        address = [told[name] for name in address_columns]
        homes[person] = "\n".join(address) if any(address) else ""
    return pool_of(people, quotas, households=homes if address_columns else None)


def read_ids(path: Path) -> tuple[str, ...]:
    """Ids, one a line, or the first column of a CSV with a header that is a name of ids."""
    header, *_ = [each for each in path.read_text("utf-8-sig").splitlines() if each.strip()] or [""]
    if not header:
        raise BadInput("lottery_empty_file", file=path)
    separator = max(SEPARATORS, key=header.count)
    lines = [each.split(separator)[0].strip().strip('"') for each in path.read_text("utf-8-sig").splitlines()]
    ids = [each for each in lines if each]
    return tuple(dict.fromkeys(ids[1:] if ids[0].lower() in IDS else ids))


def seats_of(quotas: Sequence[Quota]) -> int:
    """How many seats these quotas are for, where only one number is possible; else BadInput("lottery_seats_needed")."""
    sums = [
        (sum(q.low for q in quotas if q.feature == name), sum(q.high for q in quotas if q.feature == name))
        for name in sorted({each.feature for each in quotas})
    ]
    low, high = max(each[0] for each in sums), min(each[1] for each in sums)
    if low != high:
        raise BadInput("lottery_seats_needed", low=low, high=high)
    return low


def write_people(pool: Pool, keys: Collection[str]) -> bytes:
    """CSV: id and the value of each feature, in the order of the ids given. No cell is a formula."""
    where = {key: i for i, key in enumerate(pool.keys)}
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["id", *pool.features])
    for key in keys:
        values = [pool.quotas[r].value for r in pool.rows[where[key]].tolist()]
        writer.writerow([_plain(cell) for cell in (key, *values)])
    return out.getvalue().encode()


def _plain(cell: str) -> str:
    return f"'{cell}" if cell[:1] in "=+-@" and not cell.lstrip("+-").replace(".", "", 1).isdigit() else cell
