"""The fairest chances of whole panels, where averages promise more than panels keep: panels are made on demand.

Among the panels known so far the lowest chance is made as high as can be. The prices of the chances say what a panel
would have to weigh to raise it. If there is such a panel, it is known from now on; else its weights are a cut: what
every panel meets beside the quotas, with a proof (heaviest.py). With it the averages promise no more than the panels
keep, so whoever is held back is settled, and the next level begins. Source: Desaulniers, Desrosiers, Solomon (2005),
Column Generation, ch. 1; Flanigan et al. (2021), Nature 596, supplement.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import highspy
import numpy as np

from gehor.calc.errors import BadInput

from .heaviest import Cut, GoesOn, OutOfTime, Tree
from .levels import EXACT, LOOSER, Ladder, Step, exactly, solver
from .pool import Classes, Floats, Ints

ATTAINED = 2e-10  # a level that the panels are this near to is theirs
GIVEN = 1e-11  # what a settled chance may lack, so that rounding does not contradict it
NOTHING = 1e-9  # of the whole: a price below this is none
USED = 1e-9  # a weight below this is none
DENOMINATOR, LARGEST = 60, 10**5  # of prices that are taken to be whole numbers


@dataclass(eq=False)
class Found:
    """weights: of the panels known in the end. steps, cuts: what proves them."""

    weights: Floats
    steps: list[Step]
    cuts: list[Cut]


@dataclass(eq=False)
class Known:
    """The panels known so far, and the linear programme of their weights.

    Columns: z, then the weight of each panel. Rows: the seats of each class less n_c z (or at least n_c p_c, where the
    chance is settled), and the weights, which sum to 1.
    """

    classes: Classes
    panels: list[Ints] = field(default_factory=list)
    settled: dict[int, float] = field(default_factory=dict)  # class → seats that it has at least

    def __post_init__(self) -> None:
        count, none = self.classes.count, np.zeros(0)
        self.highs = solver()
        self.highs.setOptionValue("presolve", "off")
        self.highs.setOptionValue("solver", "simplex")
        self.highs.changeObjectiveSense(highspy.ObjSense.kMaximize)
        for _ in range(count):
            self.highs.addRow(0.0, highspy.kHighsInf, 0, none.astype(np.int32), none)
        self.highs.addRow(1.0, 1.0, 0, none.astype(np.int32), none)
        self.highs.addCol(1.0, 0.0, 1.0, count, np.arange(count, dtype=np.int32), -self.classes.size.astype(float))
        listed, self.panels = self.panels, []
        self.add(listed)

    def add(self, panels: Sequence[Ints]) -> None:
        for panel in panels:
            at = np.flatnonzero(panel)
            index = np.r_[at, self.classes.count].astype(np.int32)
            self.highs.addCol(0.0, 0.0, highspy.kHighsInf, len(index), index, np.r_[panel[at], 1].astype(float))
            self.panels.append(panel)

    def settle(self, where: Ints, chance: Floats) -> None:
        """From here on the classes have this chance at least."""
        for c in where.tolist():
            self.highs.changeCoeff(c, 0, 0.0)
            self.settled[c] = float(chance[c] * self.classes.size[c]) - GIVEN
            self.highs.changeRowBounds(c, self.settled[c], highspy.kHighsInf)

    def highest(self) -> tuple[float, Floats]:
        """The lowest chance of those who are not settled, as high as can be, and the (T,) prices that hold it back."""
        for turn in range(LOOSER + 1):
            self.highs.run()
            status = self.highs.getModelStatus()
            if status == highspy.HighsModelStatus.kOptimal:
                break
            if turn == LOOSER:
                raise BadInput("lottery_solver_gave_up", status=self.highs.modelStatusToString(status))
            self._loosen(EXACT * 4 ** (turn + 1))
        solution = self.highs.getSolution()
        prices = -np.array(solution.row_dual)[:-1]
        return float(solution.col_value[0]), np.where(prices < 1e-12, 0.0, prices)

    def _loosen(self, by: float) -> None:
        """Give the settled chances what rounding has missed them by, or what was met once could not be met again."""
        for c, seats in self.settled.items():
            self.highs.changeRowBounds(c, seats - by, highspy.kHighsInf)
        self.highs.clearSolver()

    @property
    def weights(self) -> Floats:
        """(M,) of the panels, as they were last made."""
        weights = np.clip(np.array(self.highs.getSolution().col_value)[1:], 0, None)
        return np.asarray(weights / weights.sum())

    @property
    def chance(self) -> Floats:
        return np.asarray(self.weights @ np.array(self.panels) / self.classes.size)


def exact(
    classes: Classes,
    panels: Sequence[Ints],
    tree: Tree,
    *,
    levels: int | None,
    goes_on: GoesOn,
    progress: Callable[[], None],
) -> tuple[Known, Found]:
    """All levels of leximin, or so many of them. When goes_on says no: the nearest, with what can be proved of it."""
    known, ladder, cuts = Known(classes, list(panels)), Ladder(classes), list[Cut]()
    steps: list[Step] = []
    try:
        while ladder.open.any() and (levels is None or len(steps) < levels):
            progress()
            value = _attained(known, ladder, tree, cuts, goes_on)
            step = ladder.settle()
            steps.append(step)
            known.settle(np.flatnonzero(step.settled), np.minimum(ladder.chance, value))
        known.highest()
        return known, Found(_sharp(known, exactly(classes, ladder, steps)), steps, cuts)
    except OutOfTime:
        _as_far_as_known(known, ladder.open.copy(), levels)
        return known, Found(known.weights, bounds(classes, cuts, known.chance, levels), cuts)


def _attained(known: Known, ladder: Ladder, tree: Tree, cuts: list[Cut], goes_on: GoesOn) -> float:
    """The next level, with panels that have it and cuts that allow no more."""
    while True:
        value = ladder.highest()
        if value is None:
            raise AssertionError("a level that was met cannot be met again")
        lowest, prices = known.highest()
        if lowest >= value - ATTAINED:
            return min(lowest, value)
        weight = whole(prices)
        most = float((np.array(known.panels) @ weight).max())
        found, proof = tree.heavier(weight, most, goes_on)
        known.add(found)
        if proof is None:
            continue
        if cuts and np.array_equal(cuts[-1].weight, weight):
            return lowest  # rounding keeps the two apart, and the certificate will say how far
        cuts.append(Cut(weight, most, proof))
        tree.add(cuts[-1])
        ladder.cut(len(cuts) - 1, weight, most)


def _sharp(known: Known, chance: Floats) -> Floats:
    """The weights without the rounding of the solver, where the panels in use can give these chances exactly."""
    weights, want = known.weights, chance * known.classes.size
    used = np.flatnonzero(weights > USED)
    seats = np.c_[np.array(known.panels)[used], np.ones(len(used))].T
    sharp = np.linalg.lstsq(seats, np.r_[want, 1.0], rcond=1e-12)[0]
    if sharp.min() < -GIVEN or np.abs(seats @ sharp - np.r_[want, 1.0]).max() > GIVEN:
        return weights
    out = np.zeros(len(weights))
    out[used] = np.clip(sharp, 0, None) / np.clip(sharp, 0, None).sum()
    return out


def whole(prices: Floats) -> Floats:
    """The same weights as small whole numbers, where they are such but for a factor; else as they are."""
    least = float(prices[prices > NOTHING * prices.max()].min())
    for denominator in range(1, DENOMINATOR + 1):
        times = prices / least * denominator
        near = np.rint(times)
        if np.abs(times - near).max() < 1e-6 and near.max() < LARGEST:
            return np.asarray(near)
    return prices


def _as_far_as_known(known: Known, open_: np.ndarray, levels: int | None) -> None:
    """The levels that are left, of the known panels alone."""
    while open_.any():
        lowest, prices = known.highest()
        if levels is not None:
            return
        weight = np.where(open_, prices * known.classes.size, 0.0)
        held = np.flatnonzero(weight > NOTHING) if (weight > NOTHING).any() else np.flatnonzero(open_)
        known.settle(held, np.full(known.classes.count, lowest))
        open_[held] = False
    known.highest()


def bounds(classes: Classes, cuts: Sequence[Cut], chance: Floats, levels: int | None) -> list[Step]:
    """What can be proved of these (T,) chances, whatever they are: who is settled has what they have."""
    ladder = Ladder(classes, [(each.weight, each.most) for each in cuts])
    steps: list[Step] = []
    while ladder.open.any() and (levels is None or len(steps) < levels) and ladder.highest() is not None:
        steps.append(ladder.settle(chance))
    return steps
