"""The best that any lottery could reach, figure by figure: bounds over what panels hold on average.

Each figure has a best lottery of its own, so no lottery need reach all of them at once; and since averages promise more
than panels keep now and then, a bound need not be reached at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import highspy
import numpy as np

from .check import Classes as Plain
from .heaviest import Cut
from .levels import Ladder, Step, solver
from .nash import nash
from .pool import Classes, Floats, Ints
from .proofs import bound_of

GROUPS = 80  # of classes, for the bound of the Gini
NEAR = 1e-6  # what the solver's rounding may come to


@dataclass(frozen=True)
class Best:
    """No lottery has a lowest chance or a geometric mean above these, nor a Gini below this."""

    minimum: float
    gini: float
    geometric_mean: float


def best(classes: Classes, cuts: Sequence[Cut] = ()) -> Best:
    """classes: of a pool that has a panel. cuts: what every panel meets beside the quotas."""
    held = [(each.weight, each.most) for each in cuts]
    lowest = Ladder(classes, held).highest()
    found = nash(classes, held)
    if found is None or lowest is None:
        return Best(1.0, 0.0, 1.0)
    chance, steps = found
    mean = _geometric_mean(classes, steps[0], held) if len(steps) == 1 else 0.0  # 0: somebody can have no chance
    return Best(min(lowest, 1.0), _gini(classes, chance, held), mean)


def _geometric_mean(classes: Classes, step: Step, cuts: Sequence[tuple[Floats, float]]) -> float:
    """By prices w with which no panel weighs more than W: the mean of n log(w p) is log(W / n) at most.

    Source: the inequality of the arithmetic and the geometric mean.
    """
    plain = Plain(
        rows=classes.rows, size=classes.size, kind=classes.home, room=classes.room, low=classes.low, high=classes.high,
        seats=classes.seats,
    )  # fmt: skip
    weight, most = plain.weighed(bound_of(step), cuts)
    least = classes.size / plain.most  # a class that costs less than this has all the seats that it can have
    most += float((np.maximum(least - weight, 0) * plain.most).sum())
    people = float(classes.size.sum())
    return float(np.exp(np.log(most / people) - (classes.size * np.log(np.maximum(weight, least))).sum() / people))


def _gini(classes: Classes, chance: Floats, cuts: Sequence[tuple[Floats, float]]) -> float:
    """A lower bound of the Gini, 0 to 1: that of groups of classes, each with the mean chance of its people.

    To give everybody in a group the mean evens out (the principle of transfers), so the Gini of the groups is the least
    that the whole can have, and is a linear programme of their pairs. chance: (T,) by which classes are grouped.
    Source: Pigou (1912) and Dalton (1920), The measurement of the inequality of incomes, Economic Journal 30, p. 348.
    """
    group = _groups(chance, classes.size)
    people = np.bincount(group, weights=classes.size)
    count, groups = classes.count, len(people)
    one, other = np.triu_indices(groups, 1)
    apart = count + groups + np.arange(len(one))
    lp = _Programme()
    upper = np.minimum(np.minimum(classes.room[classes.home], classes.seats), classes.size)
    for r, (low, high) in enumerate(zip(classes.low.tolist(), classes.high.tolist(), strict=True)):
        lp.row(np.flatnonzero((classes.rows == r).any(axis=1)), 1.0, low, high)
    lp.row(np.arange(count), 1.0, classes.seats, classes.seats)
    for g in classes.crowded.tolist():
        lp.row(np.flatnonzero(classes.home == g), 1.0, -np.inf, int(classes.room[g]))
    for weight, most in cuts:
        at, scale = np.flatnonzero(weight), float(np.abs(weight).max())
        lp.row(at, weight[at] / scale, -np.inf, most / scale)
    for g in range(groups):
        at = np.flatnonzero(group == g)
        lp.row(np.r_[at, count + g], np.r_[np.full(len(at), 1 / people[g]), -1.0], 0, 0)
    for pair, i, j in zip(apart.tolist(), one.tolist(), other.tolist(), strict=True):
        lp.row([pair, count + i, count + j], [1.0, -1.0, 1.0], 0, np.inf)
        lp.row([pair, count + i, count + j], [1.0, 1.0, -1.0], 0, np.inf)
    cost = np.r_[np.zeros(count + groups), people[one] * people[other]] / (classes.size.sum() * classes.seats)
    return max(lp.least(cost, np.r_[upper, np.ones(groups + len(one))]) - NEAR, 0.0)


def _groups(chance: Floats, size: Ints) -> Ints:
    """(T,) group of each class: those with the same chance, or so many groups of about as many people."""
    values, group = np.unique(np.round(chance, 9), return_inverse=True)
    if len(values) > GROUPS:
        inside = np.cumsum(np.bincount(group.reshape(-1), weights=size)) - 1
        group = (inside * GROUPS // size.sum()).astype(np.int64)[group.reshape(-1)]
        group = np.unique(group, return_inverse=True)[1]
    return np.asarray(group.reshape(-1), dtype=np.int64)


class _Programme:
    """A linear programme, row by row."""

    def __init__(self) -> None:
        self.at: list[Ints] = []
        self.values: list[Floats] = []
        self.low: list[float] = []
        self.high: list[float] = []

    def row(self, at: Sequence[int] | Ints, values: float | Sequence[float] | Floats, low: float, high: float) -> None:
        self.at.append(np.asarray(at, dtype=np.int32))
        self.values.append(np.broadcast_to(np.asarray(values, dtype=float), len(at)))
        self.low.append(float(low))
        self.high.append(float(high))

    def least(self, cost: Floats, upper: Floats) -> float:
        """The least of the cost of columns from nought to upper; 0 where it was not found."""
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(cost), len(self.low)
        lp.col_cost_, lp.col_lower_, lp.col_upper_ = cost, np.zeros(len(cost)), upper.astype(float)
        lp.row_lower_, lp.row_upper_ = np.array(self.low), np.array(self.high)
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.r_[0, np.cumsum([len(each) for each in self.at])].astype(np.int32)
        lp.a_matrix_.index_, lp.a_matrix_.value_ = np.concatenate(self.at), np.concatenate(self.values)
        highs = solver()
        highs.setOptionValue("solver", "ipm")
        highs.setOptionValue("run_crossover", "off")
        highs.passModel(lp)
        highs.run()
        found = highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
        return float(highs.getInfo().objective_function_value) if found else 0.0
