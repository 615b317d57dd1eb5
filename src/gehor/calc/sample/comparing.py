"""The whole comparison on one page: begin with `compare`."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from ..few import FEWEST, hidden_in_row
from ..intervals import wilson_interval
from .attacking import ShownMargin, ShownTable, is_safe
from .estimates import Share, shares_of
from .hiding import FEWEST_CROSSED, ways
from .people import People
from .population import Population, Variable
from .raking import CannotWeigh, Floats, Raked, cells_of, rake

LIMITS = (0.2, 5.0)  # of a weight, as a multiple of the mean


class Standing(StrEnum):
    """How a group's share of those who took part compares with its share of the population."""

    NOBODY = "nobody"
    FAR_FEWER = "far_fewer"  # surely less than half
    FEWER = "fewer"  # surely fewer
    ALIKE = "alike"  # the difference may be chance
    MORE = "more"  # surely more
    HIDDEN = "hidden"


@dataclass(frozen=True)
class Group:
    """One value of a variable.

    people, share, interval, index: None where they are hidden. share: of those whose value is known; interval: 95 %,
    Wilson's. population: share of the population. index: share / population, None too where nobody lives.
    """

    value: str
    people: int | None
    share: float | None
    interval: tuple[float, float] | None
    population: float
    index: float | None
    standing: Standing

    @property
    def index_interval(self) -> tuple[float, float] | None:
        """Of the index, since the population is counted and not drawn: the limits of the share / population."""
        if self.interval is None or not self.population:
            return None
        return self.interval[0] / self.population, self.interval[1] / self.population


@dataclass(frozen=True)
class Margin:
    """groups: in the order of the population's file. unknown: people who did not say, always told."""

    variable: Variable
    groups: tuple[Group, ...]
    known: int
    unknown: int

    @property
    def unknown_share(self) -> float:
        return self.unknown / (self.known + self.unknown)


@dataclass(frozen=True)
class Cross:
    """Two variables at once. people: rows of the first by columns of the second; None is hidden. None: not shown."""

    first: Variable
    second: Variable
    people: tuple[tuple[int | None, ...], ...] | None


@dataclass(frozen=True)
class Answered:
    """One question: its options and their shares, None where they are hidden since too few gave the answer."""

    question: str
    options: tuple[str, ...]
    shares: tuple[Share | None, ...]
    people: int
    without: int


@dataclass(frozen=True)
class Comparison:
    """weights: (n,), mean 1, read-only; None where there can be none, and then `why` and `lacking` say why.

    effective_n: how many people drawn at random would tell as much (Kish). missed: the most that a weighted margin is
    off its target, as a share. suppressed: (variable, value) of all that is hidden.
    """

    people: int
    margins: tuple[Margin, ...]
    crosses: tuple[Cross, ...]
    weights: Floats | None
    why: str
    lacking: tuple[str, str] | None
    effective_n: float | None
    missed: float
    trimmed: int
    answers: tuple[Answered, ...]
    suppressed: tuple[tuple[str, str], ...]


def compare(
    people: People,
    population: Population,
    *,
    crosses: Sequence[tuple[str, str]] = (),
    weigh_by: Sequence[str] | None = None,
    limits: tuple[float, float] | None = LIMITS,
    fewest: int = FEWEST,
    fewest_crossed: int = FEWEST_CROSSED,
) -> Comparison:
    """Who took part against who lives here, with what weights could make up for the difference.

    people, population: from read_people and read_population, or made by hand; at least one person (else ValueError).
    crosses: pairs of variables to show as tables. weigh_by: the variables to weigh by; None: all that both have.
    limits: see raking.rake; None: weights are not trimmed. fewest, fewest_crossed: smaller counts are hidden, alone and
    in tables. Deterministic; nothing given is changed.

    >>> here = Population({"age": Variable("age", ("young", "old"), (500.0, 500.0))})
    >>> came = People(tuple("abcdefghij"), {"age": np.array([0] * 5 + [1] * 5, dtype=np.int16)}, {})
    >>> [(each.value, each.people, each.standing.value) for each in compare(came, here).margins[0].groups]
    [('young', 5, 'alike'), ('old', 5, 'alike')]
    """
    if not len(people):
        raise ValueError("at least one person")
    margins = tuple(_margin(codes, population.variables[name], fewest) for name, codes in people.codes.items())
    names = list(people.codes) if weigh_by is None else list(weigh_by)
    targets = [list(population.variables[name].shares) for name in names]
    codes = [people.codes[name] for name in names]
    why, lacking, raked = "", None, None
    try:
        raked = rake(codes, targets, limits=limits)
    except CannotWeigh as cannot:
        variable = population.variables[names[cannot.variable]]
        why, lacking = cannot.code, (variable.name, "" if cannot.value is None else variable.values[cannot.value])
    if raked is not None:
        raked.weights.flags.writeable = False
    return Comparison(
        people=len(people),
        margins=margins,
        crosses=_crosses(people, population, margins, crosses, fewest=fewest, fewest_crossed=fewest_crossed),
        weights=raked.weights if raked else None,
        why=why,
        lacking=lacking,
        effective_n=raked.effective_n if raked else None,
        missed=raked.missed if raked else 0.0,
        trimmed=raked.trimmed if raked else 0,
        answers=tuple(_answered(people, name, raked, fewest) for name in people.answers),
        suppressed=tuple(
            (each.variable.name, group.value)
            for each in margins
            for group in each.groups
            if group.standing is Standing.HIDDEN
        ),
    )


def _margin(codes: NDArray[np.int16], variable: Variable, fewest: int) -> Margin:
    counts = np.bincount(codes[codes >= 0], minlength=len(variable.values)).tolist()
    hidden = hidden_in_row(counts, fewest=fewest)
    known = sum(counts)
    groups = tuple(
        _group(value, count, known, share, is_hidden)
        for value, count, share, is_hidden in zip(variable.values, counts, variable.shares, hidden, strict=True)
    )
    return Margin(variable, groups, known, len(codes) - known)


def _group(value: str, count: int, known: int, lives: float, is_hidden: bool) -> Group:
    if is_hidden or not known:
        return Group(value, None, None, None, lives, None, Standing.HIDDEN)
    share, (low, high) = count / known, wilson_interval(count, known)
    if count == 0:
        standing = Standing.NOBODY if lives else Standing.ALIKE
    elif high < lives / 2:
        standing = Standing.FAR_FEWER
    elif high < lives:
        standing = Standing.FEWER
    else:
        standing = Standing.MORE if low > lives else Standing.ALIKE
    return Group(value, count, share, (low, high), lives, share / lives if lives else None, standing)


def _crosses(
    people: People,
    population: Population,
    margins: Sequence[Margin],
    pairs: Sequence[tuple[str, str]],
    *,
    fewest: int,
    fewest_crossed: int,
) -> tuple[Cross, ...]:
    """One after another: each is shown only if it tells nothing together with the margins and those before it."""
    place = {each.variable.name: index for index, each in enumerate(margins)}
    sums = [_shown(people.codes[each.variable.name], each) for each in margins]
    tables: list[ShownTable] = []
    found = []
    for first, second in pairs:
        counts = _counts(people, population, first, second)
        rows, columns = place[first], place[second]
        table = next(
            (
                table
                for mask, is_enough in ways(counts, fewest_crossed)
                if (table := ShownTable(rows, columns, counts, mask | _alone(counts, sums[rows], sums[columns])))
                and (
                    (is_enough and not _any_hidden(sums, [*tables, table]))
                    or is_safe(sums, [*tables, table], fewest=fewest, fewest_crossed=fewest_crossed)
                )
            ),
            None,
        )
        if table is not None:
            tables.append(table)
        found.append(_cross(population, first, second, table))
    return tuple(found)


def _any_hidden(sums: Sequence[ShownMargin], tables: Sequence[ShownTable]) -> bool:
    return any(sums[each].hidden.any() for table in tables for each in (table.rows, table.columns))


def _alone(counts: NDArray[np.int64], rows: ShownMargin, columns: ShownMargin) -> NDArray[np.bool_]:
    """Whoever is in a group that is hidden by itself."""
    return np.asarray((rows.hidden[:, None] | columns.hidden[None, :]) & (counts > 0))


def _shown(codes: NDArray[np.int16], margin: Margin) -> ShownMargin:
    counts = np.bincount(codes[codes >= 0], minlength=len(margin.groups)).astype(np.int64)
    return ShownMargin(counts, np.array([each.people is None for each in margin.groups]), margin.unknown)


def _counts(people: People, population: Population, first: str, second: str) -> NDArray[np.int64]:
    sizes = len(population.variables[first].values), len(population.variables[second].values)
    rows, columns = people.codes[first], people.codes[second]
    known = (rows >= 0) & (columns >= 0)
    key = rows[known].astype(np.int64) * sizes[1] + columns[known]
    return np.bincount(key, minlength=sizes[0] * sizes[1]).reshape(sizes).astype(np.int64)


def _cross(population: Population, first: str, second: str, table: ShownTable | None) -> Cross:
    one, other = population.variables[first], population.variables[second]
    if table is None or table.hidden.all():
        return Cross(one, other, None)
    return Cross(
        one,
        other,
        tuple(
            tuple(None if mark else int(count) for count, mark in zip(counts, marks, strict=True))
            for counts, marks in zip(table.counts, table.hidden, strict=True)
        ),
    )


def _answered(people: People, name: str, raked: Raked | None, fewest: int) -> Answered:
    options, codes = people.answers[name]
    if raked is None:  # unweighted is all that can be told
        cells, factors = cells_of([np.zeros(len(codes), dtype=np.int16)], [1]), np.ones(1)
    else:
        cells, factors = raked.cells, raked.factors
    shares = shares_of(codes, len(options), cells, factors)
    hidden = hidden_in_row([each.people for each in shares], fewest=fewest)
    answered = int((codes >= 0).sum())
    told = tuple(None if mark else share for share, mark in zip(shares, hidden, strict=True))
    return Answered(name, options, told, answered, len(codes) - answered)
