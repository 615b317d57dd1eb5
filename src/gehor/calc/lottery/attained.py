"""The fairest chances that whole panels can give, the panels with their weights, and what proves it.

First the fairest averages are sought, then panels with exactly these averages: as a rule there are such. Else the
search goes on among panels, which are made on demand (exact.py).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gehor.calc.errors import BadInput

from .exact import exact
from .exact_nash import exact_nash
from .feasible import must_be_feasible
from .heaviest import Cut, GoesOn, Tree, classes_of_seats, seats_of
from .levels import Step, leximin
from .nash import nash
from .panels import face, panels
from .pool import Classes, Floats, Ints, Quota
from .proofs import needed
from .weights import Weighed, weigh

ROUNDS, ROUNDS_OF_FEW, FEW = 3, 1, 50  # so often panels are made by chance, before they are searched for
SPREAD, SPREAD_OF_MANY, MANY = 1.6, 1.3, 1000  # panels per class: as many as it takes for every chance to be exact
LATE = 40.0  # seats that a class is taken to be behind of which the panels have least

PARTS = 600_000  # that are looked at for a pool of a hundred classes before the nearest is given: some minutes

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
    goes_on: GoesOn | None,
    progress: Callable[[float, str], None],
) -> Attained:
    """Raises BadInput where there is no panel at all. When the search is to end, panels are given that come near."""
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
    search = _Search(PARTS if goes_on is None else None, goes_on or (lambda: True), classes.count, progress)
    tree = Tree(classes)
    known = seats_of(rows, classes.count) or _any(tree, classes, quotas)
    if algorithm == "nash":
        after, end = exact_nash(classes, known, tree, goes_on=search.goes_on, progress=search.told)
    else:
        levels = 1 if algorithm == "maximin" else None
        after, end = exact(classes, known, tree, levels=levels, goes_on=search.goes_on, progress=search.told)
    steps, cuts = needed(classes, end.steps, end.cuts)
    rows = classes_of_seats(after.panels)
    even = weigh(rows, end.weights @ np.array(after.panels))
    return Attained(rows, even.weights if even.exact else end.weights, steps, cuts)


class _Search:
    """How long is searched: as long as whoever asked says, or so many parts of a pool of a hundred classes."""

    def __init__(
        self, parts: int | None, goes_on: GoesOn, classes: int, progress: Callable[[float, str], None]
    ) -> None:
        self.parts = None if parts is None else max(1, parts * 100 // max(classes, 100))
        self.asked, self.progress, self.done = goes_on, progress, 0

    def goes_on(self) -> bool:
        self.done += 1
        if self.done % 1000 == 0:
            self.told()
        return (self.parts is None or self.done <= self.parts) and self.asked()

    def told(self) -> None:
        most = self.parts or PARTS
        self.progress(0.2 + 0.5 * min(self.done / most, 1.0), "lottery_exact")


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
