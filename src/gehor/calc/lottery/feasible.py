"""Whether any panel meets the quotas, and if none does, which quotas clash and the smallest loosening that helps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import highspy
import numpy as np

from gehor.calc.errors import BadInput

from .levels import solver
from .pool import Classes, Floats, Ints, Quota

BEYOND = 1000.0  # a step beyond what a quota may give way (flex) weighs as much as so many within it
LONGEST = 20.0  # seconds


@dataclass(frozen=True)
class Loosening:
    """One quota, and what it would have to be."""

    feature: str
    value: str
    low: int
    high: int
    new_low: int
    new_high: int


def loosened(classes: Classes, quotas: Sequence[Quota], *, whole: bool, rows: Ints | None = None) -> Floats | None:
    """(R, 2) how much lower each minimum and how much higher each maximum must be, least together; None: even so none.

    whole: of real panels, in whole numbers; else of averages. rows: the quotas that count; the others are left out.
    """
    count, number = classes.count, len(classes.low)
    counted = np.ones(number, dtype=bool)
    if rows is not None:
        counted[:] = False
        counted[rows] = True
    people = count
    columns = people + 2 * number
    cost, upper = np.zeros(columns), np.full(columns, float(classes.seats))
    upper[:people] = np.minimum(classes.room[classes.home], classes.seats)
    for r, each in enumerate(quotas):
        cost[people + 2 * r], cost[people + 2 * r + 1] = 1.0, 1.0
        upper[people + 2 * r] = each.low
    lp = highspy.HighsLp()
    lp.col_cost_, lp.col_lower_, lp.col_upper_ = cost, np.zeros(columns), upper
    index: list[int] = []
    value: list[float] = []
    start, low, high = [0], [], []

    def row(places: Sequence[int], values: Sequence[float], least: float, most: float) -> None:
        index.extend(places)
        value.extend(values)
        start.append(len(index))
        low.append(least)
        high.append(most)

    row(range(people), [1.0] * people, classes.seats, classes.seats)
    inf = highspy.kHighsInf
    for r in range(number):
        members = np.flatnonzero((classes.rows == r).any(axis=1)).tolist()
        if counted[r]:
            row([*members, people + 2 * r], [1.0] * (len(members) + 1), float(classes.low[r]), inf)
            row([*members, people + 2 * r + 1], [1.0] * len(members) + [-1.0], -inf, float(classes.high[r]))
    for g in classes.crowded.tolist():
        members = np.flatnonzero(classes.home == g).tolist()
        row(members, [1.0] * len(members), -inf, float(classes.room[g]))
    lp.num_col_, lp.num_row_ = columns, len(low)
    lp.row_lower_, lp.row_upper_ = np.array(low), np.array(high)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = np.array(start, dtype=np.int32)
    lp.a_matrix_.index_ = np.array(index, dtype=np.int32)
    lp.a_matrix_.value_ = np.array(value)
    if whole:
        lp.integrality_ = [highspy.HighsVarType.kInteger] * columns
    highs = solver()
    highs.setOptionValue("time_limit", LONGEST)
    highs.passModel(lp)
    highs.run()
    if highs.getInfo().primal_solution_status != 2:
        return None
    return np.array(highs.getSolution().col_value)[people:].reshape(number, 2)


def must_be_feasible(classes: Classes, quotas: Sequence[Quota]) -> None:
    """Nothing where a panel exists; else BadInput("lottery_infeasible") with clash and loosening."""
    steps = loosened(classes, quotas, whole=True)
    if steps is None:
        raise BadInput("lottery_too_few_people", seats=classes.seats, people=int(classes.room.sum()))
    if steps.sum() < 0.5:
        return
    raise BadInput("lottery_infeasible", clash=clash(classes, quotas), loosening=_worded(quotas, steps))


def _worded(quotas: Sequence[Quota], steps: Floats) -> tuple[Loosening, ...]:
    out = []
    for each, (down, up) in zip(quotas, np.rint(steps).astype(int).tolist(), strict=True):
        if down or up:
            out.append(Loosening(each.feature, each.value, each.low, each.high, each.low - down, each.high + up))
    return tuple(out)


def clash(classes: Classes, quotas: Sequence[Quota]) -> tuple[Quota, ...]:
    """Quotas that cannot be met together, none of which can be left out; () where only whole numbers clash."""
    rows = np.arange(len(quotas))

    def clashes(some: Ints) -> bool:
        steps = loosened(classes, quotas, whole=False, rows=some)
        return steps is None or float(steps.sum()) > 1e-7

    if not clashes(rows):
        return ()
    for r in range(len(quotas)):
        fewer = rows[rows != r]
        if clashes(fewer):
            rows = fewer
    return tuple(quotas[r] for r in rows.tolist())
