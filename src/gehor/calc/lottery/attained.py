"""The fairest chances that whole panels can give, the panels with their weights, and what proves it.

First the fairest averages are sought, then panels with exactly these averages: as a rule there are such. Else what
every panel meets and the average does not is added to the quotas (hull.py), and the fairest average is sought again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog  # type: ignore[import-untyped]

from gehor.calc.errors import BadInput

from .feasible import must_be_feasible
from .hull import Cut, GoesOn, Hull, OutOfTime, Tree, classes_of_seats, seats_of
from .levels import Step, leximin
from .nash import nash
from .panels import face, panels
from .pool import Classes, Floats, Ints, Quota
from .weights import EXACT, Weighed, weigh

ROUNDS, ROUNDS_OF_FEW, FEW = 3, 1, 50  # so often panels are made by chance, before they are searched for
SPREAD, SPREAD_OF_MANY, MANY = 1.6, 1.3, 1000  # panels per class: as many as it takes for every chance to be exact
LATE = 40.0  # seats that a class is taken to be behind of which the panels have least

FAIREST = {"leximin": leximin, "maximin": leximin, "nash": nash}


@dataclass(frozen=True, eq=False)
class Attained:
    """rows: (M, seats) classes of each panel. weights: (M,) sum 1. steps, cuts: the proof."""

    rows: NDArray[np.int32]
    weights: Floats
    steps: tuple[Step, ...]
    cuts: tuple[Cut, ...]


def attained(
    classes: Classes,
    quotas: tuple[Quota, ...],
    *,
    algorithm: str,
    rng: np.random.Generator,
    goes_on: GoesOn,
    progress: Callable[[float, str], None],
) -> Attained:
    """Raises BadInput where there is no panel at all. If goes_on says no, panels are given that come near."""
    progress(0.05, "lottery_chances")
    found = FAIREST[algorithm](classes) if classes.seats <= classes.room.sum() else None
    if found is None:
        must_be_feasible(classes, quotas)
        raise BadInput("lottery_panels_not_found")
    chance, steps = found
    progress(0.2, "lottery_panels")
    rows, weighed = _made(classes, chance, rng)
    if weighed is not None and weighed.exact:
        return Attained(rows, weighed.weights, steps, ())
    tree = Tree(classes)
    known = seats_of(rows, classes.count) or _any(tree, classes, quotas)
    hull = Hull(classes, known, tree)
    cuts: list[Cut] = []
    while True:
        lowest = _lowest_is_highest(classes, hull, steps[0].value) if algorithm == "maximin" else None
        if lowest is not None:
            return Attained(classes_of_seats(hull.panels), lowest, steps, tuple(cuts))
        progress(0.2 + 0.5 * (1 - 1 / (1 + 0.1 * len(cuts))), "lottery_exact")
        try:
            cut = hull.without(chance * classes.size, goes_on)
        except OutOfTime:
            break
        if cut is None:
            break
        cuts.append(cut)
        tree.add(cut)
        found = FAIREST[algorithm](classes, [(each.weight, each.most) for each in cuts])
        if found is None:
            raise AssertionError("no average of panels is left")
        chance, steps = found
    rows = classes_of_seats(hull.panels)
    return Attained(rows, _weights(hull, rows, chance * classes.size), steps, tuple(cuts))


def _made(classes: Classes, chance: Floats, rng: np.random.Generator) -> tuple[NDArray[np.int32], Weighed | None]:
    """Panels of classes, and weights with which they give these chances, or as nearly as was found."""
    wanted = face(classes, chance)
    live = int((wanted.want > 0).sum())
    rows = panels(classes, wanted, int((SPREAD if live < MANY else SPREAD_OF_MANY) * live) + 16, rng)
    if not len(rows):
        return rows, None
    rounds = ROUNDS if live > FEW else ROUNDS_OF_FEW
    for turn in range(rounds):
        weighed = weigh(rows, wanted.want)
        if weighed.exact or turn == rounds - 1:
            break
        prices = weighed.prices - np.average(weighed.prices, weights=wanted.want)
        late = prices / max(float(np.abs(prices).max()), 1e-300) * LATE
        more = panels(classes, wanted, max(live // 2, 32), rng, late=late)
        if not len(more):
            break
        rows = np.concatenate([rows, more])
    return rows, weighed


def _any(tree: Tree, classes: Classes, quotas: tuple[Quota, ...]) -> list[Ints]:
    """Some panels, where chance found none."""
    found, _ = tree.heavier(np.zeros(classes.count), -1.0, lambda: True)
    if not found:
        must_be_feasible(classes, quotas)
    return found


def _lowest_is_highest(classes: Classes, hull: Hull, highest: float) -> Floats | None:
    """Weights of the known panels with which the lowest chance is as high as can be; None where there are none yet."""
    seats = np.array(hull.panels, dtype=float)
    many = len(seats)
    found = linprog(
        np.r_[-1.0, np.zeros(many)],
        A_ub=np.c_[classes.size, -seats.T],
        b_ub=np.zeros(classes.count),
        A_eq=np.r_[0.0, np.ones(many)][None, :],
        b_eq=[1.0],
        options={"primal_feasibility_tolerance": 1e-10, "dual_feasibility_tolerance": 1e-10},
    )
    if found.x is None or -found.fun < highest - EXACT:
        return None
    weights = np.clip(found.x[1:], 0, None)
    return np.asarray(weights / weights.sum())


def _weights(hull: Hull, rows: NDArray[np.int32], want: Floats) -> Floats:
    """Even weights as far as can be; else those by which it was seen that the average is one of these panels."""
    weighed = weigh(rows, want)
    if weighed.exact:
        return weighed.weights
    weights = hull.weights
    used = np.flatnonzero(weights > 1e-12)
    seats = np.c_[np.array(hull.panels)[used], np.ones(len(used))].T
    sharp = np.linalg.lstsq(seats, np.r_[want, 1.0], rcond=1e-12)[0]
    if sharp.min(initial=1.0) < 0 or np.abs(seats @ sharp - np.r_[want, 1.0]).max() > EXACT:
        return weights
    out = np.zeros(len(weights))
    out[used] = sharp / sharp.sum()
    return out
