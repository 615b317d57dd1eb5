"""The weights with which panels give exactly the chances that are wanted.

Of all weights that do, those nearest to even ones (in relative entropy), by Newton's method on the dual problem: one
price per class, and each panel weighs exp(the prices of its seats). For few classes the matrix of a step is solved at
once, else by conjugate gradients. Source: Deville and Särndal (1992), Calibration estimators in survey sampling, JASA
87, p. 376–382 (case 2, the exponential distance).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import linalg, sparse  # type: ignore[import-untyped]

from .pool import Floats, Ints

EXACT = 1e-10  # seats on average; a class this near to what it should have has it
NEAR = 1e-14  # no nearer than this can be told
STEPS = 60
AT_ONCE = 400  # classes
CONJUGATE = 600
SETTLING = 4  # steps before a panel is given up
GIVEN_UP = 1e-3  # of an even weight: such a panel has no place in any lottery with these chances
FARTHEST = 2.0  # a weight changes by a factor of e^2 at most in a step


@dataclass(frozen=True, eq=False)
class Weighed:
    """weights: (M,) >= 0, sum 1. far: the largest distance of a class from the seats that it should have on average.

    prices: (T,), high for classes that these panels are short of.
    """

    weights: Floats
    far: float
    prices: Floats

    @property
    def exact(self) -> bool:
        return self.far < EXACT


def weigh(panels: NDArray[np.int32] | Ints, want: Floats) -> Weighed:
    """Weights for (M, seats) panels of classes, so that each class has (T,) want seats on average.

    Where there are none, they are as near as was found, and the prices say what the panels lack.
    """
    live = np.flatnonzero(want > 0)
    scale = 1 / np.sqrt(want[live])  # so that rare classes count alike
    on = _table(panels, want, live, scale)
    aim = want[live] * scale
    many = len(panels)
    kept = np.arange(many)
    prices, now = np.zeros(len(live)), np.full(many, 1 / many)
    best, nearest = (kept, now, prices), np.inf
    since = 0
    for turn in range(STEPS):
        if turn >= SETTLING and (now < GIVEN_UP / many).any():
            stay = now >= GIVEN_UP / many
            on, kept, now = on[stay], kept[stay], now[stay]
        slope = aim - on.T @ now
        far = float(np.abs(slope / scale).max())
        if not far < np.inf:
            break
        since = 0 if far < 0.5 * nearest else since + 1
        if far < nearest:
            best, nearest = (kept, now, prices), far
        if far < NEAR or (nearest < EXACT and since > 1):
            break
        step = _solved(on, now, slope) if isinstance(on, np.ndarray) else _conjugate(on, now, slope, far)
        prices, now = _along(on, prices, step, now, aim, slope, 1 / many)
    weights = np.zeros(many)
    weights[best[0]] = best[1]
    told = np.zeros(len(want))
    told[live] = best[2] * scale
    return Weighed(weights / weights.sum(), nearest, told)


def _table(panels: NDArray[np.int32] | Ints, want: Floats, live: Ints, scale: Floats) -> Floats | sparse.csr_matrix:
    """(M, classes) how many seats, scaled."""
    many, seats = panels.shape
    where = np.zeros(len(want), dtype=np.int32)
    where[live] = np.arange(len(live), dtype=np.int32)
    place = where[panels.ravel()]
    on = sparse.csr_matrix((scale[place], place, np.arange(0, panels.size + 1, seats)), shape=(many, len(live)))
    on.sum_duplicates()
    return on.toarray() if len(live) <= AT_ONCE else on


def _along(
    on: Floats | sparse.csr_matrix,
    prices: Floats,
    step: Floats,
    now: Floats,
    aim: Floats,
    slope: Floats,
    even: float,
) -> tuple[Floats, Floats]:
    """As far along the step as it helps (Armijo's rule)."""
    change = on @ step
    length = min(1.0, FARTHEST / max(float(np.abs(change).max()), 1e-300))
    gain = float(slope @ step)
    before = float(now.sum() - aim @ prices)
    while True:
        after = prices + length * step
        weights = even * np.exp(np.minimum(on @ after, 50))
        falls = float(weights.sum() - aim @ after) <= before - 1e-4 * length * gain
        if falls or length < 1e-2 or gain < 1e-9:
            return after, weights
        length /= 2


def _solved(on: Floats, now: Floats, right: Floats) -> Floats:
    matrix = (on.T * now) @ on
    matrix[np.diag_indices(len(right))] += 1e-12
    _, step, failed = linalg.lapack.dposv(matrix, right)
    return np.asarray(linalg.lstsq(matrix, right)[0] if failed else step)


def _conjugate(on: sparse.csr_matrix, now: Floats, right: Floats, far: float) -> Floats:
    """x with (A' diag(now) A) x = right. The matrix may be singular, since every panel meets the same tight quotas."""
    of = on.T.tocsr()
    x = np.zeros(len(right))
    left, along = right.copy(), right.copy()
    size = begin = float(left @ left)
    enough = max(min(1e-2, 10 * far), 1e-6) ** 2
    for _ in range(CONJUGATE):
        if size <= begin * enough:
            break
        image = of @ (now * (on @ along))
        curve = float(along @ image)
        if curve <= 1e-6 * float(along @ along):
            break
        x += size / curve * along
        left -= size / curve * image
        fresh = float(left @ left)
        along = left + (fresh / size) * along
        size = fresh
    return x
