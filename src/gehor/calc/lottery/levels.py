"""The fairest chances that the quotas allow, by linear programmes over what a panel holds on average.

A lottery gives every class of people a number of seats on average. These averages meet the quotas, so the best of all
averages that do (whole numbers or not) bounds every lottery from above. Each bound is kept with the weights that prove
it, as a `Step`: anybody can add them up again (see check.py). Source of leximin: Flanigan, Gölz, Gupta, Hennig,
Procaccia (2021), Fair algorithms for selecting citizens' assemblies, Nature 596, p. 548–552; that it is enough to look
at classes and at quotas first is proved in docs/decisions/chances-first-panels-second.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import highspy
import numpy as np
from numpy.typing import NDArray

from gehor.calc.errors import BadInput

from .pool import Classes, Floats, Ints

FIXED = 1e-9  # of the whole weight: a class that weighs more in a bound cannot have more than the bound
LOOSER = 6
ROUGH = 1e-6  # what the rounding of many levels may add up to
EXACT = 1e-10  # the smallest tolerance that HiGHS takes


@dataclass(frozen=True, eq=False)
class Step:
    """A bound: whoever is not settled yet, somebody of them has at most `value`.

    rows: (R,) weight of each quota; seats: weight of a seat; rooms: (kind of household, weight) where a kind of
    household is used up; cuts: (cut, weight) where one holds it back. Added up per class they are the weights of the
    chances (see check.py). settled: (T,) bool, the classes that have exactly `value` from here on in every best
    lottery.
    """

    value: float
    rows: Floats
    seats: float
    rooms: tuple[tuple[int, float], ...]
    cuts: tuple[tuple[int, float], ...]
    settled: NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Extra:
    """A row beside the quotas: each seat of the classes at weighs so much, and a panel at most so much together.

    room: the kind of household that it is about; cut: or which cut it is, divided by scale; -1 for the other.
    """

    at: Ints
    weight: Floats
    most: float
    room: int = -1
    cut: int = -1
    scale: float = 1.0


def solver() -> highspy.Highs:
    """HiGHS as it is used everywhere here: one thread, silent, exact, the same way every time."""
    out = highspy.Highs()  # type: ignore[no-untyped-call]
    for name, value in (
        ("output_flag", False),
        ("threads", 1),
        ("random_seed", 0),
        ("primal_feasibility_tolerance", EXACT),
        ("dual_feasibility_tolerance", EXACT),
    ):
        out.setOptionValue(name, value)
    return out


class Ladder:
    """The linear programme of the levels, changed from level to level and solved from where it stood.

    Columns: z, then s_c >= 0 per class. A class that is not settled has n_c z + s_c seats, a settled one s_c = n_c p_c.
    Rows: one per quota, the seats, the cuts, and those households that turned out to be used up.
    """

    def __init__(self, classes: Classes, cuts: Sequence[tuple[Floats, float]] = ()) -> None:
        self.classes = classes
        self.open = np.ones(classes.count, dtype=bool)
        self.chance = np.zeros(classes.count)
        self.extra: list[Extra] = []
        self.listed: tuple[int, tuple[Ints, Ints, Floats]] | None = None
        self.highs = solver()
        self.highs.setOptionValue("presolve", "off")
        self.highs.setOptionValue("solver", "simplex")
        self.highs.passModel(self._model())
        for k, (weight, most) in enumerate(cuts):
            self.cut(k, weight, most)

    def cut(self, number: int, weight: Floats, most: float) -> None:
        """Hold every average to this too: (T,) weights, and what they add up to at most."""
        at = np.flatnonzero(weight)
        scale = float(np.abs(weight).max())  # so that large whole numbers do not outweigh the solver's tolerance
        self._add(Extra(at, weight[at] / scale, most / scale, cut=number, scale=scale))

    def _model(self) -> highspy.HighsLp:
        classes = self.classes
        people, features = classes.rows.shape
        rows = len(classes.low)
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = people + 1, rows + 1
        lp.sense_ = highspy.ObjSense.kMaximize
        lp.col_cost_ = np.r_[1.0, np.zeros(people)]
        lp.col_lower_ = np.zeros(people + 1)
        lp.col_upper_ = np.r_[highspy.kHighsInf, np.full(people, float(classes.seats))]
        lp.row_lower_ = np.r_[classes.low, classes.seats].astype(float)
        lp.row_upper_ = np.r_[classes.high, classes.seats].astype(float)
        z = np.r_[classes.counts(classes.size), classes.size.sum()]
        each = np.c_[classes.rows, np.full(people, rows)]
        lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        lp.a_matrix_.start_ = np.r_[0, rows + 1, rows + 1 + (features + 1) * np.arange(1, people + 1)].astype(np.int32)
        lp.a_matrix_.index_ = np.r_[np.arange(rows + 1), each.ravel()].astype(np.int32)
        lp.a_matrix_.value_ = np.r_[z, np.ones(each.size)]
        self.z = z
        return lp

    def rows_and_bounds(self) -> tuple[Floats, Floats]:
        """Everything that an average must meet, once with its lower and once with its upper bound."""
        classes = self.classes
        table = np.vstack([classes.table(), np.ones(classes.count)])
        extra = np.zeros((len(self.extra), classes.count))
        for i, row in enumerate(self.extra):
            extra[i, row.at] = row.weight
        most = [row.most for row in self.extra]
        bounds = np.r_[classes.low, classes.seats, classes.high, classes.seats, most]
        return np.vstack([table, table, extra]), bounds.astype(float)

    def climb(self) -> Step | None:
        """The next level. None where no average meets the quotas."""
        return None if self.highest() is None else self.settle()

    def highest(self) -> float | None:
        """What everybody who is not settled can have on average at least; None where no average meets the quotas."""
        loosened = 0
        while True:
            self.highs.run()
            status = self.highs.getModelStatus()
            if status == highspy.HighsModelStatus.kInfeasible:
                if bool(self.open.all()) or loosened == LOOSER:
                    return None
                loosened += 1
                self._loosen(EXACT * 4**loosened)
                continue
            if status != highspy.HighsModelStatus.kOptimal:
                raise BadInput("lottery_solver_gave_up", status=self.highs.modelStatusToString(status))
            column = np.array(self.highs.getSolution().col_value)
            self.seats_now = self._seats(column)
            if not self._crowd(self.seats_now):
                return float(column[0])

    def _loosen(self, by: float) -> None:
        """Give the rows what rounding has missed them by, or a level that was met could not be met again."""
        classes = self.classes
        bounds = [*zip(classes.low, classes.high, strict=True), (classes.seats, classes.seats)]
        for r, (low, high) in enumerate(bounds):
            self.highs.changeRowBounds(r, low - by, high + by)
        self.highs.clearSolver()

    def _seats(self, column: Floats) -> Floats:
        return column[1:] + np.where(self.open, self.classes.size * column[0], 0.0)

    def _crowd(self, seats: Floats) -> bool:
        """Households that would give more than one member become rows; whether there were any."""
        classes = self.classes
        used = np.bincount(classes.home, weights=seats, minlength=len(classes.room))
        rows = {each.room for each in self.extra}
        full = [g for g in np.flatnonzero(used > classes.room + 1e-9).tolist() if g not in rows]
        for g in full:
            members = np.flatnonzero(classes.home == g)
            self._add(Extra(members, np.ones(len(members)), float(classes.room[g]), room=g))
        return len(full) > 0

    def _add(self, row: Extra) -> None:
        self.extra.append(row)
        still = float((row.weight * self.classes.size[row.at])[self.open[row.at]].sum())
        self.z = np.r_[self.z, still]
        index = np.r_[0, row.at + 1].astype(np.int32)
        self.highs.addRow(-highspy.kHighsInf, row.most, len(index), index, np.r_[still, row.weight])

    def _entries(self) -> tuple[Ints, Ints, Floats]:
        """All of the rows beside the quotas as one: which row, which class, what a seat of it weighs."""
        if self.listed is None or self.listed[0] != len(self.extra):
            which = np.repeat(np.arange(len(self.extra)), [len(row.at) for row in self.extra])
            at = np.concatenate([np.zeros(0, dtype=np.int64), *(row.at for row in self.extra)])
            heavy = np.concatenate([np.zeros(0), *(row.weight for row in self.extra)])
            self.listed = len(self.extra), (which, at, heavy)
        return self.listed[1]

    def settle(self, chance: Floats | None = None) -> Step:
        """The bound that was found last; whoever it holds back has exactly that from here on, or this (T,) chance."""
        classes = self.classes
        quota = len(classes.low)
        solution = self.highs.getSolution()
        value, dual = float(solution.col_value[0]), np.array(solution.row_dual)
        # What a seat of a class weighs: the sum of its rows' weights.
        weight = dual[:quota][classes.rows].sum(axis=1) + dual[quota]
        which, at, heavy = self._entries()
        weight += np.bincount(at, weights=heavy * dual[quota + 1 :][which], minlength=classes.count)
        settled = self.open & (weight * classes.size > FIXED)
        if not settled.any():
            settled = self.open & (weight * classes.size >= (weight * classes.size)[self.open].max())
        where = np.flatnonzero(settled)
        fixed = (self.seats_now if chance is None else chance * classes.size)[where]
        self.chance[where] = fixed / classes.size[where]
        self.open[where] = False
        self.highs.changeColsBounds(len(where), (where + 1).astype(np.int32), fixed, fixed)
        gone = np.where(settled, classes.size, 0)
        also = np.bincount(which, weights=heavy * gone[at], minlength=len(self.extra))
        less = np.r_[classes.counts(gone), gone.sum(), also]
        self.z = self.z - less
        for r in np.flatnonzero(less):
            self.highs.changeCoeff(int(r), 0, float(self.z[r]))
        extra = [(row, float(each)) for row, each in zip(self.extra, dual[quota + 1 :], strict=True) if each]
        rooms = tuple((row.room, each) for row, each in extra if row.room >= 0)
        cut = tuple((row.cut, each / row.scale) for row, each in extra if row.cut >= 0)
        return Step(value, dual[:quota], float(dual[quota]), rooms, cut, settled)


def leximin(classes: Classes, cuts: Sequence[tuple[Floats, float]] = ()) -> tuple[Floats, tuple[Step, ...]] | None:
    """(T,) chance of a person of each class, and the bounds that prove it. None: no average meets the quotas.

    cuts: what else every panel meets, as (T,) weights and what they add up to at most.
    """
    ladder = Ladder(classes, cuts)
    steps: list[Step] = []
    while ladder.open.any():
        step = ladder.climb()
        if step is None:
            if steps:
                raise AssertionError("a level that was met cannot be met again")
            return None
        steps.append(step)
    return exactly(classes, ladder, steps), tuple(steps)


def exactly(classes: Classes, ladder: Ladder, steps: list[Step]) -> Floats:
    """The same chances without the rounding of the solver: what is met with nothing to spare is met exactly.

    Levels nearer to each other than rounding can tell are one level, if that can be.
    """
    rows, bounds = ladder.rows_and_bounds()
    value = np.array([step.value for step in steps])
    for apart in (ROUGH, 0.0):
        level = np.r_[0, np.cumsum(np.diff(value) > apart)]
        group = np.zeros(classes.count, dtype=np.int64)
        for j, step in enumerate(steps):
            group[step.settled] = level[j]
        chance = np.array([ladder.chance[group == j].mean() for j in range(level[-1] + 1)])[group]
        if np.abs(chance - ladder.chance).max() > ROUGH:
            continue
        for _ in range(2):
            missing = bounds - rows @ (chance * classes.size)
            tight = np.flatnonzero(np.abs(missing) < ROUGH)
            if not len(tight):
                return ladder.chance
            left = np.zeros((len(tight), level[-1] + 1))
            for i, r in enumerate(tight):
                left[i] = np.bincount(group, weights=rows[r] * classes.size, minlength=left.shape[1])
            mend = np.linalg.lstsq(left, missing[tight], rcond=1e-12)[0]
            chance = chance + mend[group]
        still = bounds - rows @ (chance * classes.size)
        if np.abs(chance - ladder.chance).max() < ROUGH and np.abs(still[tight]).max() < EXACT:
            return np.asarray(np.clip(chance, 0, 1))
    return ladder.chance
