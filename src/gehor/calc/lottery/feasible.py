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
    """One quota, and what it would have to be. beyond: that is further than it may give way (flex)."""

    feature: str
    value: str
    low: int
    high: int
    new_low: int
    new_high: int
    beyond: bool = False


def loosened(classes: Classes, quotas: Sequence[Quota], *, whole: bool, rows: Ints | None = None) -> Floats | None:
    """(R, 2) how much lower each minimum and how much higher each maximum must be, least together; None: even so none.

    whole: of real panels, in whole numbers; else of averages. rows: the quotas that count; the others are left out. A
    step beyond what a quota may give way counts as a thousand within it.
    """
    people, number = classes.count, len(classes.low)
    counted = np.ones(number, dtype=bool)
    if rows is not None:
        counted[:] = False
        counted[rows] = True
    # Columns: seats of each class, then four steps per quota: down within its flex, up within it, and both beyond it.
    columns = people + 4 * number
    cost = np.r_[np.zeros(people), np.tile([1.0, 1.0, BEYOND, BEYOND], number)]
    room = np.minimum(classes.room[classes.home], classes.seats)
    upper = np.r_[room, *(_give(each, classes.seats) for each in quotas)].astype(float)
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
    for r in np.flatnonzero(counted).tolist():
        members = np.flatnonzero((classes.rows == r).any(axis=1)).tolist()
        step = people + 4 * r
        row([*members, step, step + 2], [1.0] * (len(members) + 2), float(classes.low[r]), inf)
        row([*members, step + 1, step + 3], [1.0] * len(members) + [-1.0] * 2, -inf, float(classes.high[r]))
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
    if highs.getInfo().primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        if highs.getModelStatus() == highspy.HighsModelStatus.kInfeasible:
            return None
        raise BadInput("lottery_solver_gave_up", status=highs.modelStatusToString(highs.getModelStatus()))
    steps = np.array(highs.getSolution().col_value)[people:].reshape(number, 2, 2)
    return np.asarray(steps.sum(axis=1))


def _give(quota: Quota, seats: int) -> tuple[float, float, float, float]:
    """How far a quota may be lowered and raised within its flex (without one: as far as can be), and beyond it."""
    down = quota.low if quota.low_flex is None else quota.low - quota.low_flex
    up = seats if quota.high_flex is None else quota.high_flex - quota.high
    return down, up, quota.low - down, seats


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
            low, high = each.low - down, each.high + up
            beyond = (each.low_flex is not None and low < each.low_flex) or (
                each.high_flex is not None and high > each.high_flex
            )
            out.append(Loosening(each.feature, each.value, each.low, each.high, low, high, beyond))
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
