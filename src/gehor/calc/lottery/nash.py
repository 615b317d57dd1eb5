"""The chances with the greatest product: nash, the sum of the logarithms of all chances as high as can be.

One price per quota, seat, and household that is used up: whoever costs w has the chance 1 / w. The prices are those at
which the average panel meets everything, and cost least: as many numbers as quotas, however many people. They
are found by Newton's method inside a barrier that is taken away step by step, and prove by themselves that no lottery
has a greater product (see check.py). Source: Boyd and Vandenberghe (2004), Convex Optimization, sections 5.2 and 11.3;
Flanigan et al. (2021), supplement, for Nash welfare in panels by lot.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import linalg  # type: ignore[import-untyped]

from gehor.calc.errors import BadInput

from .levels import Ladder, Step
from .pool import Classes, Floats

NOBODY = 1e-9  # a level below this is no chance at all
STEPS = 80  # of Newton's method for each barrier
BARRIERS = 10.0 ** -np.arange(0, 15)
SLACK = 1e-9
COSTS = 1e-6
SMALL = 1e-8  # keeps prices finite where quotas say the same twice


@dataclass(frozen=True, eq=False)
class _Rows:
    """What an average meets: rows @ seats <= bounds, for the last one equal. kind: (quota, room or cut, sign)."""

    rows: Floats
    bounds: Floats
    kind: tuple[tuple[str, int, float], ...]


def nash(classes: Classes, cuts: Sequence[tuple[Floats, float]] = ()) -> tuple[Floats, tuple[Step, ...]] | None:
    """(T,) chance of a person of each class, and the bounds that prove it. None: no average meets the quotas.

    The first bounds are about those who can have no chance at all, the last about all others: its weights of classes
    are at least 1 / chance, and the average panel weighs at most as much as there are people. cuts: see leximin.
    """
    ladder = Ladder(classes, cuts)
    steps: list[Step] = []
    while ladder.open.any():
        step = ladder.climb()
        if step is None:
            return None
        if step.value > NOBODY:
            break
        steps.append(step)
    nobody = np.zeros(classes.count, dtype=bool)
    for step in steps:
        nobody |= step.settled
    live = ~nobody
    rooms: list[int] = []
    while True:
        rows = _rows(classes, cuts, rooms, live)
        seats, prices = _priced(rows, classes, live)
        used = np.bincount(classes.home, weights=seats, minlength=len(classes.room))
        full = [g for g in classes.crowded.tolist() if used[g] > classes.room[g] + SLACK and g not in rooms]
        if not full:
            break
        rooms += full
    return seats / classes.size, (*steps, _step(classes, rows, prices, live))


def _rows(
    classes: Classes, cuts: Sequence[tuple[Floats, float]], rooms: Sequence[int], live: NDArray[np.bool_]
) -> _Rows:
    table = classes.table()
    rows = [*table, *-table]
    bounds = [*classes.high.astype(float), *-classes.low.astype(float)]
    kind = [("quota", r, 1.0) for r in range(len(table))] + [("quota", r, -1.0) for r in range(len(table))]
    for g in rooms:
        rows.append((classes.home == g).astype(float))
        bounds.append(float(classes.room[g]))
        kind.append(("room", g, 1.0))
    for k, (weight, most) in enumerate(cuts):
        rows.append(weight)
        bounds.append(most)
        kind.append(("cut", k, 1.0))
    rows.append(np.ones(classes.count))
    bounds.append(float(classes.seats))
    kind.append(("seat", 0, 1.0))
    kept = [i for i, row in enumerate(rows) if row[live].any()]
    return _Rows(np.array(rows)[kept], np.array(bounds)[kept], tuple(kind[i] for i in kept))


def _priced(rows: _Rows, classes: Classes, live: NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """(T,) seats on average, and the prices of the rows: the least of b'u - sum n log w, w = A'u, with u > 0.

    A class that would have more seats than it has places takes them all, whatever it costs less.
    """
    size = classes.size[live].astype(float)
    cap = np.minimum(np.minimum(classes.room[classes.home], classes.seats), classes.size)[live].astype(float)
    table, bounds = rows.rows[:, live], rows.bounds
    signed = np.arange(len(bounds)) < len(bounds) - 1  # the last price may have either sign
    prices = np.where(signed, 1.0, size.sum() / classes.seats)
    least = size / cap  # below this price the class is full

    def value(u: Floats, barrier: float) -> float:
        if (u[signed] <= 0).any():
            return np.inf
        w = u @ table
        full = w < least
        each = np.where(full, cap * (least - w) - size * np.log(least), -size * np.log(np.where(full, 1.0, w)))
        return float(bounds @ u + each.sum() - barrier * np.log(u[signed]).sum() + SMALL / 2 * u @ u)

    for barrier in BARRIERS:
        for _ in range(STEPS):
            w = prices @ table
            full = w < least
            seats = np.where(full, cap, size / np.where(full, 1.0, w))
            slope = bounds - table @ seats + SMALL * prices
            bend = (table * np.where(full, 1e-12, seats * seats / size)) @ table.T
            slope[signed] -= barrier / prices[signed]
            bend[signed, signed] += barrier / prices[signed] ** 2
            bend[np.diag_indices(len(prices))] += SMALL
            step = -np.asarray(linalg.lstsq(bend, slope, check_finite=False, lapack_driver="gelsy")[0])
            falls = float(slope @ step)
            if not falls < 0 or -falls < 1e-13 * max(barrier, 1e-3):
                break
            back = -step[signed] / prices[signed]
            length = min(1.0, 0.99 / max(float(back.max()), 1e-300))
            before = value(prices, barrier)
            while value(prices + length * step, barrier) > before + 1e-4 * length * falls and length > 1e-10:
                length /= 2
            if length <= 1e-10:
                break
            prices = prices + length * step
    prices = _sharpened(prices, signed, table, bounds, size, cap)
    w = prices @ table
    if not np.isfinite(w).all():
        raise BadInput("lottery_solver_gave_up", status="nash")
    out = np.zeros(classes.count)
    out[live] = np.where(w < least, cap, size / np.maximum(w, least))
    return out, prices


def _sharpened(
    prices: Floats, signed: NDArray[np.bool_], table: Floats, bounds: Floats, size: Floats, cap: Floats
) -> Floats:
    """The same without what is left of the barrier: what costs something is met exactly, what costs nothing is free."""
    used = ~signed | (prices > COSTS)
    out = np.where(used, prices, 0.0)
    missed = np.inf
    for _ in range(STEPS):
        w = out @ table
        full = w < size / cap
        seats = np.where(full, cap, size / np.where(full, 1.0, w))
        slope = (bounds - table @ seats)[used]
        now = float(np.abs(slope).max())
        if now >= missed / 2:
            break
        best, missed = out.copy(), now
        part = table[used]
        bend = (part * np.where(full, 0.0, seats * seats / size)) @ part.T
        out[used] -= linalg.lstsq(bend, slope, cond=1e-13, check_finite=False)[0]
    return best if missed < SLACK and (best[signed] >= 0).all() else prices


def _step(classes: Classes, rows: _Rows, prices: Floats, live: NDArray[np.bool_]) -> Step:
    quotas = np.zeros(len(classes.low))
    rooms: list[tuple[int, float]] = []
    cuts: list[tuple[int, float]] = []
    seat = 0.0
    for (what, number, sign), price in zip(rows.kind, prices.tolist(), strict=True):
        if what == "quota":
            quotas[number] += sign * price
        elif what == "room":
            rooms.append((number, price))
        elif what == "cut":
            cuts.append((number, price))
        else:
            seat = price
    return Step(1.0, quotas, seat, tuple(rooms), tuple(cuts), live)
