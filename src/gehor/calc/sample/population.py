"""Who lives here: population figures from a statistics office, as files.

`read_population` takes three kinds of file: JSON-stat2 and CSV as PxWeb gives them (a table of one or more variables),
and a plain list with the columns variable, value and count. A total that the table itself holds is kept and preferred:
offices add noise to small figures, so the parts need not sum to it, and nothing here takes for granted that they do.
"""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..errors import BadInput
from ..tables import Table, number, plain, read_csv, read_json

OUTSIDE = "-"  # the group of those who do not belong to the population in question
VALUES_MOST = 30_000
NOISE = 0.02  # of a total: what the parts may be off it and still be its parts

# What offices call everybody: "totalt ålder", "totalt, samtliga åldrar", "0000 Riket", "män och kvinnor"
_TOTAL = re.compile(
    r"tot|tot1|totsa|total|totalt|(total|totalt)[ ,].*|samtliga( \w+)?|(0+ |hela )?riket|1\+2|both sexes|all ages|"
    r"båda könen|alla åldrar|män och kvinnor|kvinnor och män|men and women|women and men"
)
_NOTHING = frozenset({"-", "–", "—"})  # none to be told of: 0
_WITHHELD = frozenset({"..", ".", "...", "…", ":", "x"})  # a figure that the office has not or does not give
_YEAR = re.compile(r"(19|20)\d\d(\D.*)?")
_HAS_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
SMALL_AREA = re.compile(r"(\d{4}[ABC]\d{4}|\d{4}R\d{3})(?:_(\w+))?(?:\s+(.*))?")  # code, version, name


@dataclass(frozen=True)
class Variable:
    """One margin of the population.

    values: in the order of the file. counts: people of each, >= 0. total: the table's own, None where it has none.
    division: of small areas, with its year where the codes tell it ("DeSO2025", else "DeSO"); "" of anything else.
    also: further ways to write a value → the value.
    """

    name: str
    values: tuple[str, ...]
    counts: tuple[float, ...]
    total: float | None = None
    division: str = ""
    also: Mapping[str, str] = field(default_factory=dict)

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

    @cached_property
    def places(self) -> Mapping[str, int]:
        """A value as it is compared (tables.plain), however it is written → its index."""
        own = {plain(value): index for index, value in enumerate(self.values)}
        return {plain(word): own[plain(value)] for word, value in self.also.items()} | own


@dataclass(frozen=True)
class Population:
    """variables: by name. source: what the file calls itself."""

    variables: Mapping[str, Variable]
    source: str = ""


@dataclass(frozen=True)
class Groups:
    """Values that people were asked about together.

    into: variable → value → group, both as tables.plain has them; the group "-" leaves a value out. file: where it is
    from.
    """

    into: Mapping[str, Mapping[str, str]]
    file: str = ""


def read_population(path: Path, *, groups: Groups | None = None) -> Population:
    """The margins of a file.

    groups: the coarser groups that people were asked about; values without one stay as they are. Whoever has a value
    that is left out is left out of every margin, as far as the file tells values together. Raises BadInput.
    """
    groups = groups or Groups({})
    text = path.name.lower()
    if text.endswith((".json", ".px.json")) or _begins_with(path, "{"):
        return _of_dataset(read_json(path), path.name, groups)
    table = read_csv(path, titled=True)
    if table.column("variable", "variabel") and table.column("value", "värde"):
        return _of_list(table, groups)
    return _of_pxweb(table, groups)


def read_groups(path: Path) -> Groups:
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
    return Groups(found, path.name)


def grouped(population: Population, groups: Groups) -> Population:
    """Each margin in coarser groups, in the order in which the groups are first met."""
    known = {plain(name) for name in population.variables}
    for name in groups.into:
        if name not in known:
            raise BadInput(
                "groups_unknown_variable", file=groups.file, word=name[:60], known=", ".join(population.variables)[:200]
            )
    made = {
        name: _coarser(variable, into, groups.file) if (into := groups.into.get(plain(name))) else variable
        for name, variable in population.variables.items()
    }
    return Population(made, population.source)


def _coarser(variable: Variable, into: Mapping[str, str], file: str) -> Variable:
    strange = set(into) - set(variable.places)
    if strange:
        raise BadInput("groups_unknown_value", file=file, word=sorted(strange)[0][:60], variable=variable.name)
    group_of = {variable.places[value]: group for value, group in into.items()}
    counts: dict[str, float] = {}
    for index, (value, count) in enumerate(zip(variable.values, variable.counts, strict=True)):
        group = group_of.get(index, value)
        if group != OUTSIDE:
            counts[group] = counts.get(group, 0.0) + count
    also = {word: value for word, value in variable.also.items() if value in counts}
    total = None if OUTSIDE in into.values() else variable.total
    division = variable.division if any(map(SMALL_AREA.fullmatch, counts)) else ""
    return Variable(variable.name, tuple(counts), tuple(counts.values()), total, division, also)


def _begins_with(path: Path, mark: str) -> bool:
    with path.open("rb") as file:
        return file.read(64).lstrip(b"\xef\xbb\xbf \r\n\t").startswith(mark.encode())


# A plain list


def _of_list(table: Table, groups: Groups) -> Population:
    name, value = table.must_have("variable", "variabel"), table.must_have("value", "värde")
    count = table.must_have("count", "antal", "people", "folkmängd", "population")
    parts: dict[str, list[_Value]] = {}
    seen = set[tuple[str, str]]()
    for line, row in table:
        key = row[name], plain(row[value])
        for column in (name, value):
            if not row[column]:
                raise BadInput("population_no_name", file=table.file, row=line, column=column)
        if key in seen:
            raise BadInput("population_value_twice", file=table.file, row=line, column=value, word=row[value][:60])
        seen.add(key)
        parts.setdefault(row[name], []).append(
            _Value(row[value], count=_figure(row[count], table.file, line, count), is_total=_is_total(row[value]))
        )
    return _made(parts.items(), table.file, Path(table.file).stem, groups)


# A table of PxWeb as CSV: a column for each variable, and at the end the figures


def _of_pxweb(table: Table, groups: Groups) -> Population:
    last = len(table.columns) - 1
    if not last or not any(_is_figure(row[last]) for row in table.rows):
        raise BadInput("population_no_figures", file=table.file, row=table.lines[0])
    _must_be_one_figure(table, last)
    names, counted = table.columns[:last], table.columns[last]
    values: list[dict[str, int]] = [{} for _ in names]
    cells: dict[tuple[int, ...], float] = {}
    for line, row in zip(table.lines, table.rows, strict=True):
        key = tuple(mine.setdefault(cell, len(mine)) for mine, cell in zip(values, row, strict=False))
        if key in cells:
            raise BadInput(
                "population_value_twice", file=table.file, row=line, column=names[-1], word=_words(row[:last])
            )
        cells[key] = _figure(row[last], table.file, line, counted)
    room = math.prod(len(mine) for mine in values)
    if room > len(cells):
        lacking = next(key for key in np.ndindex(*map(len, values)) if key not in cells)
        words = _words(list(mine)[at] for mine, at in zip(values, lacking, strict=True) if len(mine) > 1)
        raise BadInput("population_has_holes", file=table.file, count=room - len(cells), words=words)
    grid = np.empty([len(mine) for mine in values])
    for key, count in cells.items():
        grid[key] = count
    dimensions = [
        (name, [_Value(each, is_total=_is_total(each)) for each in mine])
        for name, mine in zip(names, values, strict=True)
    ]
    source = table.title or (counted if _HAS_YEAR.sub("", counted).strip() else f"{Path(table.file).stem} {counted}")
    return _of_grid(dimensions, grid, table.file, source, groups)


def _must_be_one_figure(table: Table, last: int) -> None:
    """Not a column for each year, nor for each of several measures."""
    beside = [place for place in range(1, last) if all(_is_figure(row[place]) for row in table.rows)]
    if last - 1 not in beside:
        return
    pair = table.columns[last - 1 :]
    if all(map(_HAS_YEAR.search, pair)):
        raise BadInput("population_several_years", file=table.file, row=1, columns=", ".join(pair))
    if len({row[: last - 1] for row in table.rows}) == len(table.rows) > 1:  # no variable: it tells no rows apart
        raise BadInput("population_several_figures", file=table.file, row=1, columns=", ".join(pair))


def _is_figure(cell: str) -> bool:
    return cell in _NOTHING or cell in _WITHHELD or bool(re.fullmatch(r"[\d\s]+([.,]\d+)?", cell))


def _figure(cell: str, file: str, line: int, column: str) -> float:
    if cell in _NOTHING:
        return 0.0
    if cell in _WITHHELD:
        raise BadInput("population_withheld", file=file, row=line, column=column, word=cell)
    return number(cell, file=file, row=line, column=column, least=0)


# JSON-stat2


def _of_dataset(told: Any, file: str, groups: Groups) -> Population:
    """https://json-stat.org/full/ : id, size and dimension name the grid, value fills it row by row."""
    try:
        if told.get("class", "dataset") != "dataset" or "id" not in told:
            raise BadInput("not_jsonstat", file=file)
        ids, sizes = list(told["id"]), [int(each) for each in told["size"]]
        dimensions = [
            (str(told["dimension"][key].get("label", key)), _categories(told["dimension"][key])) for key in ids
        ]
        room, given = math.prod(sizes), told["value"]
        if [len(values) for _, values in dimensions] != sizes or not 0 < room <= max(len(given), 1) * 1000:
            raise BadInput("not_jsonstat", file=file)
        flat = np.full(room, np.nan)
        for place, value in given.items() if isinstance(given, dict) else enumerate(given):
            flat[_whole(place)] = np.nan if value is None else float(value)
        if not isinstance(given, dict) and len(given) != room:
            raise BadInput("not_jsonstat", file=file)
        words = str(told.get("label", "")), str(told.get("source", ""))
    except (KeyError, TypeError, ValueError, AttributeError, IndexError):
        raise BadInput("not_jsonstat", file=file) from None
    grid = flat.reshape(sizes)
    if np.isnan(grid).any():
        first, count = _first_of(np.isnan(grid), dimensions), int(np.isnan(grid).sum())
        raise BadInput("population_has_holes", file=file, count=count, words=first)
    if ((grid < 0) | np.isinf(grid)).any():
        raise BadInput("population_negative", file=file, words=_first_of((grid < 0) | np.isinf(grid), dimensions))
    year = next((values[0].name for _, values in dimensions if len(values) == 1 and _is_year(values)), "")
    source = ", ".join(each for each in (words[0], "" if year in words[0] else year, words[1]) if each)
    return _of_grid(dimensions, grid, file, source, groups)


def _first_of(is_so: NDArray[np.bool_], dimensions: Sequence[tuple[str, Sequence["_Value"]]]) -> str:
    """What the first figure of which it is so is about."""
    place = np.argwhere(is_so)[0].tolist()
    told = zip(place, (values for _, values in dimensions), strict=True)
    return _words(values[at].name for at, values in told if len(values) > 1)


def _words(values: Iterable[str]) -> str:
    return ", ".join(values)[:120]


def _whole(place: Any) -> int:
    """Where a value stands; what is before the first is nowhere."""
    if int(place) < 0:
        raise IndexError
    return int(place)


def _categories(dimension: Mapping[str, Any]) -> list["_Value"]:
    """The values in their order. Which of them is everybody, PxWeb says beside its own words for it."""
    category = dimension["category"]
    index, labels = category.get("index"), category.get("label", {})
    if index is None:
        codes = list(labels)
    elif isinstance(index, dict):
        codes = sorted(index, key=lambda code: int(index[code]))
    else:
        codes = list(index)
    everybody = dimension.get("extension", {}).get("eliminationValueCode")
    return [
        _Value(
            str(labels.get(code, code)),
            code=str(code),
            is_total=code == everybody or _is_total(str(labels.get(code, code))) or _is_total(str(code)),
        )
        for code in codes
    ]


# All of them


@dataclass(frozen=True)
class _Value:
    """One value as a file has it. code: where it has one beside the name."""

    name: str
    code: str = ""
    count: float = 0.0
    is_total: bool = False

    @property
    def area(self) -> re.Match[str] | None:
        """The code of a small area that it stands for."""
        return SMALL_AREA.fullmatch(self.code) or SMALL_AREA.fullmatch(self.name)

    @property
    def words(self) -> frozenset[str]:
        """All ways to write it, as they are compared."""
        area = self.area
        return frozenset(map(plain, filter(None, (self.name, self.code, self.shown, (area and area[1]) or ""))))

    @property
    def division(self) -> str:
        area = self.area
        return "" if area is None else area[2] or ("RegSO" if "R" in area[1] else "DeSO")

    @property
    def shown(self) -> str:
        """Small areas by their code, since a name may be that of several, and by their name where they have one."""
        area = self.area
        if area is None:
            return self.name
        named = SMALL_AREA.fullmatch(self.name)
        name = (named[3] or "") if named else self.name
        return f"{area[1]} {name}".strip()


def _is_total(word: str) -> bool:
    return bool(_TOTAL.fullmatch(plain(word)))


def _is_year(values: Sequence[_Value]) -> bool:
    return all(_YEAR.fullmatch(each.name) for each in values)


def _of_grid(
    dimensions: Sequence[tuple[str, Sequence[_Value]]],
    grid: NDArray[np.float64],
    file: str,
    source: str,
    groups: Groups,
) -> Population:
    """Each variable's margin: read where the others have a total of their own, else summed over their parts."""
    for name, values in dimensions:
        if len(values) > 1 and _is_year(values):
            told = ", ".join(each.name for each in values[:3])
            raise BadInput("population_several_years", file=file, columns=f"{name}: {told}")
    grid = grid[tuple(0 if len(values) == 1 else slice(None) for _, values in dimensions)]
    dimensions = [each for each in dimensions if len(each[1]) > 1]
    dimensions, grid, groups = _within(dimensions, grid, groups, file)
    totals = [_total_of(values, name, file) for name, values in dimensions]
    made: list[tuple[str, list[_Value]]] = []
    for axis, (name, values) in enumerate(dimensions):
        here = grid
        for other in reversed(range(len(dimensions))):
            if other != axis:
                at = totals[other]
                here = here.sum(axis=other) if at is None else np.take(here, at, axis=other)
        made.append(
            (
                name,
                [_Value(each.name, each.code, float(here[at]), at == totals[axis]) for at, each in enumerate(values)],
            )
        )
    return _made(made, file, source, groups)


def _within(
    dimensions: Sequence[tuple[str, Sequence[_Value]]], grid: NDArray[np.float64], groups: Groups, file: str
) -> tuple[list[tuple[str, Sequence[_Value]]], NDArray[np.float64], Groups]:
    """Without the values that are left out, nor a total that holds them; and what is left of the groups."""
    found: list[tuple[str, Sequence[_Value]]] = []
    rest = dict(groups.into)
    for axis, (name, values) in enumerate(dimensions):
        into = groups.into.get(plain(name), {})
        outside = {word for word, group in into.items() if group == OUTSIDE}
        left_out = [each for each in values if outside & each.words]
        if not left_out:
            found.append((name, values))
            continue
        total = _total_of(values, name, file)
        kept = [at for at, each in enumerate(values) if at != total and each not in left_out]
        grid = np.take(grid, kept, axis=axis)
        found.append((name, [values[at] for at in kept]))
        words = set[str]().union(*(each.words for each in left_out))
        rest[plain(name)] = {word: group for word, group in into.items() if word not in words}
    return found, grid, Groups(rest, groups.file)


def _total_of(values: Sequence[_Value], name: str, file: str) -> int | None:
    """Where everybody stands. Beside small areas that is what is none: the municipality that they lie in."""
    if any(each.area for each in values) and not all(each.area for each in values):
        found = [at for at, each in enumerate(values) if not each.area]
    else:
        found = [at for at, each in enumerate(values) if each.is_total]
    if len(found) > 1:
        words = ", ".join(values[at].name for at in found[:3])
        raise BadInput("population_several_totals", file=file, column=name, words=words)
    return found[0] if found and len(values) > 1 else None


def _made(variables: Iterable[tuple[str, Sequence[_Value]]], file: str, source: str, groups: Groups) -> Population:
    found = {}
    for name, values in variables:
        at = _total_of(values, name, file)
        parts = [each for place, each in enumerate(values) if place != at]
        _must_fit(parts, None if at is None else values[at].count, name, file)
        also = {word: each.shown for each in parts if each.area for word in each.words}
        if not parts:
            raise BadInput("population_is_nobody", file=file, column=name)
        found[name] = Variable(
            name,
            tuple(each.shown for each in parts),
            tuple(each.count for each in parts),
            None if at is None else values[at].count,
            parts[0].division,
            also,
        )
    if not found:
        raise BadInput("population_no_variables", file=file)
    made = grouped(Population(found, source), groups)
    for variable in made.variables.values():
        if not sum(variable.counts) > 0:
            raise BadInput("population_is_nobody", file=file, column=variable.name)
    return made


def _must_fit(parts: Sequence[_Value], total: float | None, name: str, file: str) -> None:
    """Of one division, each once, and together what their total says but for noise."""
    divisions = {each.division for each in parts}
    if len(divisions) > 1:
        raise BadInput("population_two_divisions", file=file, column=name, words=", ".join(sorted(divisions)))
    if len(parts) > VALUES_MOST:
        raise BadInput("population_too_many_values", file=file, column=name, count=len(parts), most=VALUES_MOST)
    seen = set[str]()
    for each in parts:
        if plain(each.shown) in seen:
            raise BadInput("population_value_twice", file=file, column=name, word=each.shown[:60])
        seen.add(plain(each.shown))
    whole = sum(each.count for each in parts)
    if total is not None and whole and abs(whole - total) > NOISE * max(whole, total) + 3 * len(parts):
        raise BadInput("population_total_differs", file=file, column=name, parts=f"{whole:.0f}", total=f"{total:.0f}")
