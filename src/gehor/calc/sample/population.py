"""Who lives here: population figures from a statistics office, as files.

`read_population` takes three kinds of file: JSON-stat2 and CSV as PxWeb gives them (a table of one or more variables),
and a plain list with the columns variable, value and count. A total that the table itself holds is kept and preferred:
offices add noise to small figures, so the parts need not sum to it, and nothing here takes for granted that they do.
"""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..errors import BadInput
from ..tables import Table, number, plain, read_csv, read_json

TOTALS = frozenset({"total", "totalt", "samtliga", "tot", "tot1", "hela riket", "both sexes", "båda könen", "1+2"})
OUTSIDE = "-"  # the group of those who do not belong to the population in question

_YEAR = re.compile(r"(19|20)\d\d(\D.*)?")
_SMALL_AREA = re.compile(r"(\d{4}[ABC]\d{4}|\d{4}R\d{3})(?:_(\w+))?")


@dataclass(frozen=True)
class Variable:
    """One margin of the population.

    values: in the order of the file. counts: people of each, >= 0. total: the table's own, None where it has none.
    division: the version of an area division that stands with its codes ("DeSO2025"), or "".
    """

    name: str
    values: tuple[str, ...]
    counts: tuple[float, ...]
    total: float | None = None
    division: str = ""

    @property
    def people(self) -> float:
        """What shares are shares of: the table's own total, or else the sum of the parts."""
        return self.total if self.total else sum(self.counts)

    @property
    def shares(self) -> tuple[float, ...]:
        """Of the sum of the parts, so that they are shares of one another even where noise was added."""
        whole = sum(self.counts)
        return tuple(each / whole for each in self.counts)

    @property
    def is_noisy(self) -> bool:
        """The parts do not sum to the table's own total."""
        return self.total is not None and abs(sum(self.counts) - self.total) > 1e-9 * max(1.0, self.total)


@dataclass(frozen=True)
class Population:
    """variables: by name. source: what the file calls itself."""

    variables: Mapping[str, Variable]
    source: str = ""


def read_population(path: Path, *, groups: Mapping[str, Mapping[str, str]] | None = None) -> Population:
    """The margins of a file.

    groups: variable → value → the coarser group that people were asked about; values without one stay as they are, and
    those in group "-" are left out. Raises BadInput.
    """
    text = path.name.lower()
    if text.endswith((".json", ".px.json")) or _begins_with(path, "{"):
        population = _of_dataset(read_json(path), path.name)
    else:
        table = read_csv(path)
        is_list = table.column("variable", "variabel") and table.column("value", "värde")
        population = _of_list(table) if is_list else _of_pxweb(table)
    if groups:
        population = grouped(population, groups, file=path.name)
    for variable in population.variables.values():
        if not sum(variable.counts) > 0:
            raise BadInput("population_is_nobody", file=path, column=variable.name)
    return population


def read_groups(path: Path) -> dict[str, dict[str, str]]:
    """A file with the columns variable, value and group: which values people were asked about together."""
    table = read_csv(path)
    variable, value = table.must_have("variable", "variabel"), table.must_have("value", "värde")
    group = table.must_have("group", "grupp")
    found: dict[str, dict[str, str]] = {}
    for line, row in table:
        mine = found.setdefault(plain(row[variable]), {})
        if plain(row[value]) in mine:
            raise BadInput("groups_value_twice", file=path, row=line, word=row[value][:60])
        if not row[group]:
            raise BadInput("groups_no_group", file=path, row=line, column=group)
        mine[plain(row[value])] = row[group]
    return found


def grouped(population: Population, groups: Mapping[str, Mapping[str, str]], *, file: str = "") -> Population:
    """The same people in coarser groups, in the order in which the groups are first met."""
    known = {plain(name) for name in population.variables}
    for name in groups:
        if name not in known:
            raise BadInput("groups_unknown_variable", file=file, word=name[:60], known=", ".join(population.variables))
    made = {}
    for name, variable in population.variables.items():
        into = groups.get(plain(name))
        made[name] = _coarser(variable, into, file) if into else variable
    return Population(made, population.source)


def _coarser(variable: Variable, into: Mapping[str, str], file: str) -> Variable:
    strange = set(into) - {plain(value) for value in variable.values}
    if strange:
        raise BadInput("groups_unknown_value", file=file, column=variable.name, word=sorted(strange)[0][:60])
    counts: dict[str, float] = {}
    for value, count in zip(variable.values, variable.counts, strict=True):
        group = into.get(plain(value), value)
        if group != OUTSIDE:
            counts[group] = counts.get(group, 0.0) + count
    total = None if OUTSIDE in into.values() else variable.total
    return Variable(variable.name, tuple(counts), tuple(counts.values()), total, variable.division)


def _begins_with(path: Path, mark: str) -> bool:
    with path.open("rb") as file:
        return file.read(64).lstrip(b"\xef\xbb\xbf \r\n\t").startswith(mark.encode())


# A plain list


def _of_list(table: Table) -> Population:
    name, value = table.must_have("variable", "variabel"), table.must_have("value", "värde")
    count = table.must_have("count", "antal", "people", "folkmängd", "population")
    parts: dict[str, dict[str, float]] = {}
    totals: dict[str, float] = {}
    for line, row in table:
        people = number(row[count], file=table.file, row=line, column=count, least=0)
        mine = parts.setdefault(row[name], {})
        if plain(row[value]) in TOTALS:
            totals[row[name]] = people
        elif row[value] in mine:
            raise BadInput("population_value_twice", file=table.file, row=line, column=value, word=row[value][:60])
        else:
            mine[row[value]] = people
    return _made(((each, values, totals.get(each)) for each, values in parts.items()), table.file)


# A table of PxWeb as CSV: a column for each variable, and at the end the figures, one column or one for each year


def _of_pxweb(table: Table) -> Population:
    first = table.rows[0]
    figures = [place for place, cell in enumerate(first) if _is_figure(cell)]
    last = figures[-1] if figures else -1
    if last != len(table.columns) - 1 or last == 0:
        raise BadInput("population_no_figures", file=table.file, row=table.lines[0])
    if last - 1 in figures and _YEAR.fullmatch(table.columns[last - 1]):
        raise BadInput("population_several_years", file=table.file, row=1, columns=", ".join(table.columns[-2:]))
    names, counted = table.columns[:last], table.columns[last]
    values: list[dict[str, int]] = [{} for _ in names]
    cells: dict[tuple[int, ...], float] = {}
    for line, row in zip(table.lines, table.rows, strict=True):
        key = tuple(mine.setdefault(cell, len(mine)) for mine, cell in zip(values, row, strict=False))
        if key in cells:
            raise BadInput(
                "population_value_twice", file=table.file, row=line, column=names[-1], word=row[last - 1][:60]
            )
        cells[key] = number(row[last], file=table.file, row=line, column=counted, least=0)
    grid = np.full([len(mine) for mine in values], np.nan)
    for key, count in cells.items():
        grid[key] = count
    return _of_grid([(name, list(mine)) for name, mine in zip(names, values, strict=True)], grid, table.file, counted)


def _is_figure(cell: str) -> bool:
    return bool(re.fullmatch(r"[\d\s]+([.,]\d+)?", cell))


# JSON-stat2


def _of_dataset(told: Any, file: str) -> Population:
    """https://json-stat.org/full/ : id, size and dimension name the grid, value fills it row by row."""
    try:
        if told.get("class", "dataset") != "dataset" or "id" not in told:
            raise BadInput("not_jsonstat", file=file)
        ids, sizes = list(told["id"]), [int(each) for each in told["size"]]
        dimensions = [
            (str(told["dimension"][key].get("label", key)), _categories(told["dimension"][key])) for key in ids
        ]
        room = math.prod(sizes)
        given = told["value"]
        if isinstance(given, dict):
            flat = np.full(room, np.nan)
            for place, value in given.items():
                flat[int(place)] = np.nan if value is None else float(value)
        else:
            flat = np.array([np.nan if value is None else float(value) for value in given])
        if [len(values) for _, values in dimensions] != sizes or len(flat) != room:
            raise BadInput("not_jsonstat", file=file)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError):
        raise BadInput("not_jsonstat", file=file) from None
    for (label, values), size in zip(dimensions, sizes, strict=True):
        if size > 1 and all(_YEAR.fullmatch(each) for each in values):
            raise BadInput("population_several_years", file=file, columns=f"{label}: {', '.join(values[:3])}")
    grid = flat.reshape(sizes)
    if (grid < 0).any():
        raise BadInput("population_negative", file=file)
    kept = [place for place, size in enumerate(sizes) if size > 1]
    if not kept:
        raise BadInput("population_no_variables", file=file)
    single = tuple(slice(None) if size > 1 else 0 for size in sizes)
    return _of_grid([dimensions[place] for place in kept], grid[single], file, str(told.get("label", "")))


def _categories(dimension: Mapping[str, Any]) -> list[str]:
    """What the values are called, in their order. Codes of small areas stay, since their names are not theirs alone."""
    category = dimension["category"]
    index, labels = category.get("index"), category.get("label", {})
    if index is None:
        codes = list(labels)
    elif isinstance(index, dict):
        codes = sorted(index, key=lambda code: int(index[code]))
    else:
        codes = list(index)
    return [str(code) if _SMALL_AREA.fullmatch(str(code)) else str(labels.get(code, code)) for code in codes]


# Both


def _of_grid(
    dimensions: Sequence[tuple[str, Sequence[str]]], grid: NDArray[np.float64], file: str, source: str
) -> Population:
    """Each variable's margin: read where the others have a total of their own, else summed over their parts."""
    if np.isnan(grid).any():
        raise BadInput("population_has_holes", file=file, count=int(np.isnan(grid).sum()))
    totals = [next((at for at, value in enumerate(values) if plain(value) in TOTALS), None) for _, values in dimensions]
    made: list[tuple[str, dict[str, float], float | None]] = []
    for axis, (name, values) in enumerate(dimensions):
        here = grid
        for other in reversed(range(len(dimensions))):
            if other != axis:
                at = totals[other]
                here = here.sum(axis=other) if at is None else np.take(here, at, axis=other)
        own = totals[axis]
        parts = {value: float(here[at]) for at, value in enumerate(values) if at != own}
        if len(parts) < len(values) - (own is not None):
            raise BadInput("population_value_twice", file=file, column=name, word=_twice(values)[:60])
        if parts:
            made.append((name, parts, None if own is None else float(here[own])))
    return _made(made, file, source)


def _twice(values: Iterable[str]) -> str:
    seen = set[str]()
    return next((value for value in values if value in seen or seen.add(value)), "")  # type: ignore[func-returns-value]


def _made(parts: Iterable[tuple[str, Mapping[str, float], float | None]], file: str, source: str = "") -> Population:
    found = {}
    for name, values, total in parts:
        divisions = {match[2] or "" for match in map(_SMALL_AREA.fullmatch, values) if match}
        if len(divisions) > 1:
            raise BadInput("population_two_divisions", file=file, column=name, words=", ".join(sorted(divisions)))
        found[name] = Variable(name, tuple(values), tuple(values.values()), total, next(iter(divisions), ""))
    if not found:
        raise BadInput("population_no_variables", file=file)
    return Population(found, source or Path(file).stem)
