"""The heaviest panel: panels that weigh more than a bound, or the proof that there are none.

The proof is a tree: all panels are parted by how many of one class they have, until in each part weights of quotas
alone show that no panel weighs more. Where all weights are whole numbers, so is the weight of every panel, and a bound
is rounded down. Which class parts is chosen by what parting by it has brought so far (pseudo-costs).
Source: Grötschel, Lovász, Schrijver (1981), The ellipsoid method, Combinatorica 1, p. 169–197 (cutting off is as
hard as finding the best panel); Achterberg, Koch, Martin (2005), Branching rules revisited, Operations Research
Letters 33, p. 42–54.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import highspy
import numpy as np
from numpy.typing import NDArray

from .levels import solver
from .pool import Classes, Floats, Ints

NEAR = 1e-10
WHOLE = 1e-6
PLACES = (1, 3)  # of the weights of a proof, before all digits that there are
AT_ONCE, LOOK_ON = 6, 60  # panels that are taken from one search, and parts that are still looked at for them

GoesOn = Callable[[], bool]


class OutOfTime(Exception):
    """Whoever asked does not want to wait any longer."""


@dataclass(frozen=True, eq=False)
class Leaf:
    """Weights of the rows (see Tree) with which no panel of this part weighs more than is said."""

    rows: Floats


@dataclass(frozen=True, eq=False)
class Parted:
    """Panels with at most `number` of class `at`, and those with more."""

    at: int
    number: int
    less: Leaf | Parted
    more: Leaf | Parted


@dataclass(frozen=True, eq=False)
class Cut:
    """No panel weighs more than `most`. weight: (T,) of a seat of each class."""

    weight: Floats
    most: float
    proof: Leaf | Parted


@dataclass(eq=False)
class _Part:
    """A part of all panels that is still to be looked at: (T,) least and most seats of each class."""

    least: Floats
    most: Floats
    parent: list[object]
    side: int
    at: int = -1  # the class that it was parted by
    far: float = 1.0  # and by how much of a seat
    before: float = np.inf  # the bound of what it is a part of


class Tree:
    """The search for the heaviest panel. Rows: quotas, seats, kinds of household with several classes, cuts so far."""

    def __init__(self, classes: Classes) -> None:
        self.classes = classes
        count = classes.count
        self.upper = np.minimum(np.minimum(classes.room[classes.home], classes.seats), classes.size).astype(float)
        crowded = [(classes.home == g).astype(float) for g in classes.crowded.tolist()]
        self.rows = np.vstack([classes.table(), np.ones(count), *crowded])
        free = np.full(len(crowded), -np.inf)
        self.low = np.r_[classes.low, classes.seats, free].astype(float)
        self.high = np.r_[classes.high, classes.seats, classes.room[classes.crowded]].astype(float)
        self.scale = np.ones(len(self.rows))  # what a row was divided by for the solver
        self.columns = np.arange(count, dtype=np.int32)
        self.highs = solver()
        self.highs.setOptionValue("presolve", "off")
        self.highs.setOptionValue("solver", "simplex")
        self.highs.changeObjectiveSense(highspy.ObjSense.kMaximize)
        for c in range(count):
            self.highs.addVar(0.0, float(self.upper[c]))
        for row, low, high in zip(self.rows, self.low, self.high, strict=True):
            self._row(row, float(low), float(high))

    def _row(self, row: Floats, low: float, high: float) -> None:
        at = np.flatnonzero(row).astype(np.int32)
        least = low if np.isfinite(low) else -highspy.kHighsInf
        self.highs.addRow(least, high, len(at), at, row[at])

    def add(self, cut: Cut) -> None:
        scale = float(np.abs(cut.weight).max())
        self.rows = np.vstack([self.rows, cut.weight])
        self.low, self.high = np.r_[self.low, -np.inf], np.r_[self.high, cut.most]
        self.scale = np.r_[self.scale, scale]
        self._row(cut.weight / scale, -np.inf, cut.most / scale)

    def heavier(self, weight: Floats, most: float, goes_on: GoesOn) -> tuple[list[Ints], Leaf | Parted | None]:
        """Panels that weigh more than most, as (T,) seats; or none, and the proof that there are none."""
        enough = most + (1 - WHOLE if is_whole(weight) else NEAR * max(1.0, abs(most)))
        self.highs.changeColsCost(len(weight), self.columns, weight)
        top: list[object] = [None]
        waiting = [_Part(np.zeros(len(weight)), self.upper.copy(), top, 0)]
        found: list[Ints] = []
        brought = _Brought(len(weight))
        looks = 0
        while waiting and not (found and (len(found) >= AT_ONCE or looks >= LOOK_ON)):
            looks = looks + 1 if found else 0
            if not goes_on():
                raise OutOfTime
            part = waiting.pop()
            seats, leaf, bound = self._looked_at(weight, part, enough)
            brought.learn(part, max(bound, enough))
            if bound <= enough:
                part.parent[part.side] = self._short(weight, part, leaf, enough)
                continue
            more = seats - np.floor(seats)
            if np.minimum(more, 1 - more).max() >= WHOLE:
                at = brought.best(more)
                waiting += _halves(part, at, float(seats[at]), bound)
                continue
            panel = np.rint(seats).astype(np.int64)
            if float(weight @ panel) <= enough:
                part.parent[part.side] = leaf  # a panel that is known; rounding has lifted the bound above it
            else:
                found.append(panel)
        return found, None if found else _built(top[0])

    def _looked_at(self, weight: Floats, part: _Part, enough: float) -> tuple[Floats, Leaf, float]:
        """The heaviest average in this part, the weights of rows that bound it, and the bound, added up."""
        self.highs.changeColsBounds(len(weight), self.columns, part.least, part.most)
        self.highs.run()
        solution = self.highs.getSolution()
        if self.highs.getModelStatus() == highspy.HighsModelStatus.kInfeasible:
            ray = np.array(self.highs.getDualRay()[2])  # type: ignore[attr-defined]
            leaves = [self._clean(sign * ray) for sign in (1.0, -1.0)]
            slopes = [self.bound(np.zeros(len(weight)), leaf, part.least, part.most) for leaf in leaves]
            best = int(np.argmin(slopes))
            if slopes[best] < -1e-9:
                start = self.bound(weight, np.zeros(len(ray)), part.least, part.most)
                times = 2 * (abs(start) + abs(enough) + 1) / -slopes[best]
                rows = times * leaves[best]
                return np.zeros(len(weight)), Leaf(rows), self.bound(weight, rows, part.least, part.most)
        rows = self._clean(np.array(solution.row_dual))
        return np.array(solution.col_value), Leaf(rows), self.bound(weight, rows, part.least, part.most)

    def _short(self, weight: Floats, part: _Part, leaf: Leaf, enough: float) -> Leaf:
        """The same proof in fewer digits, where it still holds: a certificate may have thousands of them."""
        for places in PLACES:
            rows = np.round(leaf.rows, places)
            if self.bound(weight, rows, part.least, part.most) <= enough - WHOLE:
                return Leaf(rows)
        return leaf

    def _clean(self, rows: Floats) -> Floats:
        """Weights of rows that only bound from above cannot be negative."""
        rows = rows / self.scale
        return np.where((rows < 0) & ~np.isfinite(self.low), 0.0, np.where(np.abs(rows) < 1e-13, 0.0, rows))

    def bound(self, weight: Floats, rows: Floats, least: Floats, most: Floats) -> float:
        """No panel with so many seats weighs more, whatever the weights of rows: see check.py."""
        left = weight - rows @ self.rows
        used = rows != 0
        bounds = np.where(rows[used] > 0, self.high[used], self.low[used])
        return float(rows[used] @ bounds + np.where(left > 0, left * most, left * least).sum())


def _halves(part: _Part, at: int, seats: float, bound: float) -> list[_Part]:
    """Those with at most so many of the class, and those with more; the nearer of them last, so that it is next."""
    number = int(np.floor(seats))
    here = _Split(at, number)
    part.parent[part.side] = here
    below, above = part.most.copy(), part.least.copy()
    below[at], above[at] = number, number + 1
    over = seats - number
    less = _Part(part.least, below, here.sides, 0, at, over, bound)
    more = _Part(above, part.most, here.sides, 1, at, 1 - over, bound)
    return [less, more] if over > 0.5 else [more, less]


class _Brought:
    """What parting by each class has brought the bound down by, for a whole seat: (2, T) sums and numbers."""

    def __init__(self, count: int) -> None:
        self.sum, self.number = np.zeros((2, count)), np.zeros((2, count))

    def learn(self, part: _Part, bound: float) -> None:
        if part.at >= 0:
            self.sum[part.side, part.at] += max(part.before - bound, 0.0) / part.far
            self.number[part.side, part.at] += 1

    def best(self, more: Floats) -> int:
        """more: (T,) seats above a whole number. Classes that have not been tried count as the mean of the others."""
        apart = np.minimum(more, 1 - more)
        among = np.flatnonzero(apart >= WHOLE)
        mean = self.sum.sum(axis=1) / np.maximum(self.number.sum(axis=1), 1)
        each = np.where(self.number > 0, self.sum / np.maximum(self.number, 1), mean[:, None] + 1e-9)[:, among]
        down, up = each[0] * more[among], each[1] * (1 - more[among])
        score = np.maximum(down, 1e-9) * np.maximum(up, 1e-9) * (1 + 1e-3 * apart[among])
        return int(among[score.argmax()])


@dataclass(eq=False)
class _Split:
    """A Parted in the making."""

    at: int
    number: int
    sides: list[object] = field(default_factory=lambda: [None, None])


def _built(top: object) -> Leaf | Parted:
    """The finished tree, without going deep: Python's own stack is short."""
    done: dict[int, Leaf | Parted] = {}
    waiting = [top]
    while waiting:
        here = waiting[-1]
        if isinstance(here, Leaf):
            done[id(here)] = here
            waiting.pop()
            continue
        assert isinstance(here, _Split)
        missing = [side for side in here.sides if id(side) not in done]
        if missing:
            waiting += missing
            continue
        less, more = (done[id(side)] for side in here.sides)
        done[id(here)] = Parted(here.at, here.number, less, more)
        waiting.pop()
    return done[id(top)]


def is_whole(weight: Floats) -> bool:
    return bool((weight == np.rint(weight)).all())


def seats_of(panels: NDArray[np.int32], count: int) -> list[Ints]:
    """(M, seats) classes as (count,) seats of each class."""
    return [np.bincount(panel, minlength=count) for panel in panels]


def classes_of_seats(panels: Sequence[Ints]) -> NDArray[np.int32]:
    return np.array([np.repeat(np.arange(len(panel)), panel) for panel in panels], dtype=np.int32)
