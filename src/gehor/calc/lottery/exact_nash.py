"""The greatest product of chances of whole panels, where averages promise more than panels keep.

Among the panels known so far the best weights are found by Newton's method within barriers. Whoever has the chance p
then weighs 1 / p: a panel that weighs more than there are people would raise the product, and is known from now on.
Where no panel does, that is the proof. Source: Boyd and Vandenberghe (2004), Convex Optimization, section 11.3;
Flanigan et al. (2021), Nature 596, supplement.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import linalg  # type: ignore[import-untyped]

from .exact import Found, Known
from .heaviest import Cut, GoesOn, OutOfTime, Tree
from .levels import Step
from .nash import nash
from .pool import Classes, Floats, Ints

STEPS = 40  # of Newton's method for each barrier
BARRIERS = 10.0 ** -np.arange(0, 14)
NEAR, BACK, SHORTEST = 1e-3, 0.99, 1e-8
SMALL = 1e-15


def exact_nash(
    classes: Classes, panels: Sequence[Ints], tree: Tree, *, goes_on: GoesOn, progress: Callable[[], None]
) -> tuple[Known, Found]:
    """As exact.exact, for the product of all chances."""
    known, cuts, steps = Known(classes, list(panels)), list[Cut](), list[Step]()
    weights = np.full(len(known.panels), 1 / len(known.panels))
    try:
        _everybody(known, tree, cuts, steps, goes_on)
        live = np.asarray(np.array(known.panels).any(axis=0))
        while True:
            progress()
            weights = _weights(np.array(known.panels)[:, live], classes.size[live].astype(float))
            price = np.zeros(classes.count)
            price[live] = classes.size[live] / (weights @ np.array(known.panels)[:, live])
            most = max(float(classes.size[live].sum()), float((np.array(known.panels) @ price).max()))
            found, proof = tree.heavier(price, most, goes_on)
            known.add(found)
            if proof is not None:
                cuts.append(Cut(price, most, proof))
                return known, Found(weights, [*steps, _step(classes, len(cuts) - 1, live)], cuts)
    except OutOfTime:
        listed = np.array(known.panels)
        live = np.asarray(listed.any(axis=0))
        weights = _weights(listed[:, live], classes.size[live].astype(float))
        averages = nash(classes)
        return known, Found(weights, [] if averages is None else list(averages[1]), [])


def _everybody(known: Known, tree: Tree, cuts: list[Cut], steps: list[Step], goes_on: GoesOn) -> None:
    """A panel with each class, or the proof that there is none."""
    for c in range(known.classes.count):
        if any(panel[c] for panel in known.panels):
            continue
        only = np.zeros(known.classes.count)
        only[c] = 1.0
        found, proof = tree.heavier(only, 0.0, goes_on)
        known.add(found)
        if proof is not None:
            cuts.append(Cut(only, 0.0, proof))
            tree.add(cuts[-1])
            steps.append(_step(known.classes, len(cuts) - 1, only > 0))


def _step(classes: Classes, cut: int, settled: NDArray[np.bool_]) -> Step:
    return Step(1.0, np.zeros(len(classes.low)), 0.0, (), ((cut, 1.0),), settled)


def _weights(panels: Ints, size: Floats) -> Floats:
    """(M,) weights with which sum n log(chance) is greatest. panels: (M, T) seats, of which no class is without any.

    Where people weigh n / seats, no panel weighs more than the sum of n, and those in use weigh just that.
    """
    whole = float(size.sum())
    weights = np.full(len(panels), 1 / len(panels))

    def value(some: Floats, barrier: float) -> float:
        if some.min() <= 0:
            return np.inf
        return float(whole * some.sum() - size @ np.log(some @ panels) - barrier * np.log(some).sum())

    for barrier in whole / len(panels) * BARRIERS:
        for _ in range(STEPS):
            seats = weights @ panels
            slope = whole - panels @ (size / seats) - barrier / weights
            wide = weights * weights / barrier
            matrix = (panels.T * wide) @ panels
            matrix[np.diag_indices(len(size))] += seats * seats / size
            step = wide * (panels @ _solved(matrix, panels.T @ (wide * slope)) - slope)
            falls = float(slope @ step)
            if not -falls > NEAR * barrier:
                break
            length = min(1.0, BACK / max(float((-step / weights).max()), 1e-300))
            before = value(weights, barrier)
            while value(weights + length * step, barrier) > before + 1e-2 * length * falls and length > SHORTEST:
                length /= 2
            if length <= SHORTEST:
                break
            weights = weights + length * step
    return np.asarray(weights / weights.sum())


def _solved(matrix: Floats, right: Floats) -> Floats:
    """Classes with few seats and with many are brought to one scale first."""
    scale = 1 / np.sqrt(np.diag(matrix))
    even = matrix * scale[:, None] * scale
    even[np.diag_indices(len(right))] += SMALL
    return np.asarray(scale * linalg.cho_solve(linalg.cho_factor(even, check_finite=False), scale * right))
