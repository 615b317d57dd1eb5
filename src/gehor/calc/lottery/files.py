"""Quotas and people in both dialects, and selected people, as CSV. See docs/calculations/lottery.md.

Quotas: feature,value,min,max[,min_flex,max_flex] or category,feature,min,max. People: a column per feature, in one of
them an id; without a column of ids a person is called by the row.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from pathlib import Path

from gehor.calc.errors import BadInput
from gehor.calc.tables import decoded, plain, read_csv, unique, whole

from .pool import Pool, Quota, check_quotas, pool_of

IDS = ("id", "nationbuilder_id", "person_id", "unique_id")


def read_quotas(path: Path) -> tuple[Quota, ...]:
    """The quotas of a file, in either dialect. Raises BadInput with file, row and column."""
    table = read_csv(path)
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


def read_people(
    path: Path, quotas: Sequence[Quota], *, id_column: str = "", address_columns: Sequence[str] = ()
) -> Pool:
    """The pool of a file. address_columns: at most one person of those with the same in all of them may be chosen."""
    table = read_csv(path)
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
        person = cells[key] if key else f"row {line:07d}"
        for feature, name in columns.items():
            if (feature, cells[name]) not in known:
                listed = ", ".join(value for of, value in sorted(known) if of == feature)
                raise BadInput(
                    "lottery_unknown_value",
                    file=table.file,
                    row=line,
                    column=name,
                    word=cells[name][:60],
                    known=listed[:200],
                )
        people[person] = {feature: cells[name] for feature, name in columns.items()}
        address = [cells[name] for name in homes_in]
        homes[person] = "\n".join(address) if any(address) else ""
    return pool_of(people, quotas, households=homes if homes_in else None)


_IDS = {plain(each) for each in IDS}


def read_ids(path: Path, known: Collection[str]) -> tuple[str, ...]:
    """Ids, one a line; a first line that is a name of ids is passed over, and so is what follows a separator.

    An id that is not among the known ones is refused, with its line.
    """
    lines = [re.split("[,;\t]", line, maxsplit=1)[0].strip().strip('"').strip() for line in decoded(path).splitlines()]
    ids = [(row, word) for row, word in enumerate(lines, start=1) if word]
    if not ids:
        raise BadInput("table_empty", file=path)
    if plain(ids[0][1]) in _IDS:
        ids.pop(0)
    elsewhere = next(((row, word) for row, word in ids if word not in known), None)
    if elsewhere is not None:
        raise BadInput("lottery_unknown_person", file=path, row=elsewhere[0], word=elsewhere[1][:60])
    return tuple(dict.fromkeys(word for _, word in ids))


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
