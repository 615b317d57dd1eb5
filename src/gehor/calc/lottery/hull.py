"""Where averages promise more than whole panels keep: what every panel meets beside the quotas, with a proof.

The best of all averages may be no average of whole panels. Then a cut is sought: weights of the classes that no panel
exceeds, but that average does. Its proof is a tree: all panels are parted by how many of one class they have, until in
each part weights of quotas alone show that no panel weighs more. Where all weights are whole numbers, so is the weight
of every panel, and a bound is rounded down. With all cuts that it takes the best of all averages is one of panels.
Source: Grötschel, Lovász, Schrijver (1981), The ellipsoid method, Combinatorica 1, p. 169–197 (cutting off is as
hard as finding the best panel); Desaulniers, Desrosiers, Solomon (2005), Column Generation, ch. 1 (panels on demand).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import highspy
import numpy as np
from numpy.typing import NDArray

from .levels import solver
from .pool import Classes, Floats, Ints

INSIDE = 1e-9  # seats that an average may be away from the panels' averages, added up over classes
NEAR = 1e-11
WHOLE = 1e-6
AT_ONCE, LOOK_ON = 6, 60  # panels that are taken from one search, and parts that are still looked at for them
STEEP = 1e6

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
        self.rows = np.vstack([self.rows, cut.weight])
        self.low, self.high = np.r_[self.low, -np.inf], np.r_[self.high, cut.most]
        self._row(cut.weight, -np.inf, cut.most)

    def heavier(self, weight: Floats, most: float, goes_on: GoesOn) -> tuple[list[Ints], Leaf | Parted | None]:
        """Panels that weigh more than most, as (T,) seats; or none, and the proof that there are none."""
        enough = most + (1 - WHOLE if _is_whole(weight) else NEAR)
        self.highs.changeColsCost(len(weight), self.columns, weight)
        top: list[object] = [None]
        waiting = [_Part(np.zeros(len(weight)), self.upper.copy(), top, 0)]
        found: list[Ints] = []
        looks = 0
        while waiting and not (found and (len(found) >= AT_ONCE or looks >= LOOK_ON)):
            looks = looks + 1 if found else 0
            if not goes_on():
                raise OutOfTime
            part = waiting.pop()
            seats, leaf, bound = self._looked_at(weight, part, enough)
            if bound <= enough:
                part.parent[part.side] = leaf
                continue
            apart = np.abs(seats - np.rint(seats))
            at = int(apart.argmax())
            if apart[at] < WHOLE:
                panel = np.rint(seats).astype(np.int64)
                if float(weight @ panel) <= enough:
                    part.parent[part.side] = leaf  # a panel that is known; rounding has lifted the bound above it
                else:
                    found.append(panel)
                continue
            waiting += self._halves(part, at, float(seats[at]))
        return found, None if found else _built(top[0])

    def _halves(self, part: _Part, at: int, seats: float) -> list[_Part]:
        number = int(np.floor(seats))
        here = _Split(at, number)
        part.parent[part.side] = here
        below, above = part.most.copy(), part.least.copy()
        below[at], above[at] = number, number + 1
        less, more = _Part(part.least, below, here.sides, 0), _Part(above, part.most, here.sides, 1)
        return [less, more] if seats - number > 0.5 else [more, less]

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

    def _clean(self, rows: Floats) -> Floats:
        """Weights of rows that only bound from above cannot be negative."""
        return np.where((rows < 0) & ~np.isfinite(self.low), 0.0, np.where(np.abs(rows) < 1e-13, 0.0, rows))

    def bound(self, weight: Floats, rows: Floats, least: Floats, most: Floats) -> float:
        """No panel with so many seats weighs more, whatever the weights of rows: see check.py."""
        left = weight - rows @ self.rows
        used = rows != 0
        bounds = np.where(rows[used] > 0, self.high[used], self.low[used])
        return float(rows[used] @ bounds + np.where(left > 0, left * most, left * least).sum())


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


def _is_whole(weight: Floats) -> bool:
    return bool((weight == np.rint(weight)).all())


class Hull:
    """All panels known so far, and how far an average is from theirs."""

    def __init__(self, classes: Classes, panels: Sequence[Ints], tree: Tree) -> None:
        self.classes, self.tree = classes, tree
        self.panels: list[Ints] = []
        count = classes.count
        self.highs = solver()
        self.highs.setOptionValue("presolve", "off")
        self.highs.setOptionValue("solver", "simplex")
        for _ in range(count):
            self.highs.addRow(0.0, 0.0, 0, np.zeros(0, dtype=np.int32), np.zeros(0))
        self.highs.addRow(1.0, 1.0, 0, np.zeros(0, dtype=np.int32), np.zeros(0))
        for sign in (1.0, -1.0):
            for c in range(count):
                self.highs.addCol(1.0, 0.0, highspy.kHighsInf, 1, np.array([c], dtype=np.int32), np.array([sign]))
        for panel in panels:
            self._add(panel)

    def _add(self, panel: Ints) -> None:
        at = np.flatnonzero(panel)
        index = np.r_[at, self.classes.count].astype(np.int32)
        self.highs.addCol(0.0, 0.0, highspy.kHighsInf, len(index), index, np.r_[panel[at], 1].astype(float))
        self.panels.append(panel)

    def without(self, want: Floats, goes_on: GoesOn) -> Cut | None:
        """What every panel meets and this average does not; None where it is an average of the panels known by then."""
        for c, seats in enumerate(want.tolist()):
            self.highs.changeRowBounds(c, seats, seats)
        while True:
            self.highs.run()
            solution = self.highs.getSolution()
            if self.highs.getInfo().objective_function_value < INSIDE:
                return None
            weight = np.array(solution.row_dual)[:-1]
            weight = np.where(np.abs(weight - np.rint(weight)) < 1e-9, np.rint(weight), weight)
            known = np.array(self.panels)
            most = float((known @ weight).max()) if len(known) else float(-np.abs(weight).sum() * self.classes.seats)
            found, proof = self.tree.heavier(weight, most, goes_on)
            if proof is not None:
                return Cut(weight, most, proof)
            for panel in found:
                self._add(panel)

    @property
    def weights(self) -> Floats:
        """Of the panels known, those with which they gave the average that was asked about last."""
        weights = np.array(self.highs.getSolution().col_value)[2 * self.classes.count :]
        weights = np.clip(weights, 0, None)
        return np.asarray(weights / weights.sum())


def seats_of(panels: NDArray[np.int32], count: int) -> list[Ints]:
    """(M, seats) classes as (count,) seats of each class."""
    return [np.bincount(panel, minlength=count) for panel in panels]


def classes_of_seats(panels: Sequence[Ints]) -> NDArray[np.int32]:
    return np.array([np.repeat(np.arange(len(panel)), panel) for panel in panels], dtype=np.int32)
