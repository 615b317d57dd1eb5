"""Many panels that meet every quota, and whose average is near the chances that are wanted.

Each batch is begun by systematic sampling, so that its average is right and its quotas nearly: the classes stand in a
row, as wide as the seats they should have, and every panel takes what lies one seat apart. Then single swaps put the
quotas right, in all panels of the batch at once: out goes a seat, in comes a class, by what it does to the quotas and
by who is behind. A quota that stays missed weighs more from step to step (Morris 1993, The breakout method, AAAI).
Panels are compared as matrix products of whole and quarter numbers, which are exact in any order of adding.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .pool import Classes, Floats, Ints

TIGHT = 1e-7  # a quota whose average lies this near to its bound is met exactly by every panel of a best lottery
BATCH = 256
CANDIDATES = 1500  # classes that are looked at for a swap
COMPARED = 1_200_000  # swaps that are compared at once, in all panels of a batch
GIVE_UP = 3  # batches in a row that found next to no panel
PATIENCE = 400  # swaps until a panel is begun again
RESTING = 5  # swaps for which a seat that was changed is left alone
BATCHES = 10  # at least so many, since each makes up for what the one before it took too often
SMALLEST = 16
PULL, FULL = 2.0, 8.0  # who is FULL seats behind weighs as much as PULL quotas
HEAVIER = 0.25  # a power of two, for exact sums


@dataclass(frozen=True, eq=False)
class Face:
    """Which panels a lottery with these chances can consist of: quotas that are met with nothing to spare are fixed.

    want: (T,) seats on average. low, high: (R,) what a panel must have. least: (H,) members of each kind of household
    that every panel has, where all of them are used up.
    """

    want: Floats
    low: Floats
    high: Floats
    least: Floats


def face(classes: Classes, chance: Floats) -> Face:
    want: Floats = np.where(chance > TIGHT, chance, 0.0) * classes.size
    counts = classes.counts(want)
    low: Floats = classes.low.astype(float)
    high: Floats = classes.high.astype(float)
    at_low, at_high = counts < low + TIGHT, counts > high - TIGHT
    used = np.bincount(classes.home, weights=want, minlength=len(classes.room))
    least = np.where(used > classes.room - TIGHT, classes.room, 0).astype(float)
    return Face(want, np.where(at_high, high, low), np.where(at_low, low, high), least)


def panels(
    classes: Classes, wanted: Face, number: int, rng: np.random.Generator, *, late: Floats | None = None
) -> Ints:
    """(at most number, seats) int: the classes of the seats of each panel. Fewer where panels are hard to find.

    Every panel meets wanted.low and wanted.high and has at most one member of a household.
    """
    found: list[Ints] = []
    many = fails = 0
    late = np.zeros(classes.count) if late is None else late
    given = np.zeros(classes.count)
    while many < number and fails < GIVE_UP:
        size = min(_size(number), max(number - many, SMALLEST))
        batch = _Batch(classes, wanted, late + many * wanted.want - given, size, rng)
        batch.put_right()
        good = batch.seats[batch.fits()]
        fails = 0 if len(good) > size // 4 else fails + 1
        if not len(good):
            continue
        found.append(good)
        many += len(good)
        given += np.bincount(good.ravel(), minlength=classes.count)
    if not found:
        return np.zeros((0, classes.seats), dtype=np.int64)
    return np.concatenate(found)[:number]


def _size(number: int) -> int:
    return min(BATCH, max(SMALLEST, number // BATCHES))


class _Batch:
    """Panels that are made at the same time. counts: (n, R) per quota; used: (n, H) members per kind of household."""

    def __init__(self, classes: Classes, wanted: Face, late: Floats, size: int, rng: np.random.Generator) -> None:
        self.classes, self.wanted, self.rng = classes, wanted, rng
        self.live = np.flatnonzero(wanted.want > 0)
        self.table = classes.table().astype(np.float32)
        self.seats = self._systematic(size, late)
        own = np.arange(size)[:, None]
        self.counts = np.zeros((size, len(classes.low)))
        for f in range(classes.rows.shape[1]):
            np.add.at(self.counts, (own, classes.rows[self.seats, f]), 1)
        self.used = np.zeros((size, len(classes.room)), dtype=np.int32)
        np.add.at(self.used, (own, classes.home[self.seats]), 1)
        self.behind = late + size * wanted.want - np.bincount(self.seats.ravel(), minlength=classes.count)
        self.weight = np.ones(self.counts.shape, dtype=np.float32)
        self.changed = np.full(self.seats.shape, -RESTING - 1)

    def _systematic(self, size: int, late: Floats) -> Ints:
        """Classes in a row, sorted by one feature after the other in an order of chance; a panel is a comb over it."""
        rng, rows = self.rng, self.classes.rows[self.live]
        shuffled = rng.permutation(len(self.classes.low))[rows]
        order = self.live[np.lexsort(tuple(shuffled[:, f] for f in rng.permutation(rows.shape[1])))]
        want, most = self.wanted.want, self.classes.room[self.classes.home]
        forced = want >= most - TIGHT
        width = np.where(forced, want, np.clip(want + late / size, 0.2 * want, np.minimum(3 * want, most)))
        left = self.classes.seats - want[forced].sum()
        for _ in range(5):
            width = np.where(forced, want, np.minimum(width * (left / max(width[~forced].sum(), TIGHT)), most))
        ends = np.cumsum(width[order])
        ends *= self.classes.seats / ends[-1]
        begin = (rng.permutation(size) + rng.random(size)) / size
        comb = begin[:, None] + np.arange(self.classes.seats)[None, :]
        place = np.minimum(np.searchsorted(ends, comb.ravel(), side="right"), len(order) - 1)
        return order[place].reshape(size, self.classes.seats)

    def wrong(self) -> NDArray[np.bool_]:
        missed = (self.counts < self.wanted.low) | (self.counts > self.wanted.high)
        crowded = (self.used > self.classes.room) | (self.used < self.wanted.least)
        return np.asarray(missed.any(axis=1) | crowded.any(axis=1))

    def fits(self) -> NDArray[np.bool_]:
        return ~self.wrong()

    def put_right(self) -> None:
        for turn in range(PATIENCE):
            at = np.flatnonzero(self.wrong())
            if not len(at):
                return
            self._swap(at, turn)

    def _swap(self, at: Ints, turn: int) -> None:
        """The best swap found in each of these panels. A number below nought is quotas mended."""
        classes, wanted, rng = self.classes, self.wanted, self.rng
        counts, many = self.counts[at], len(at)
        below, above = counts < wanted.low, counts > wanted.high
        more = np.where(counts >= wanted.high, 1.0, np.where(below, -1.0, 0.0)).astype(np.float32) * self.weight[at]
        fewer = np.where(counts <= wanted.low, 1.0, np.where(above, -1.0, 0.0)).astype(np.float32) * self.weight[at]
        inside = self._candidates()
        behind = (PULL * np.clip(self.behind / FULL, -1, 1)).astype(np.float32)
        places = self._who_may_leave(at, fewer, behind, turn, COMPARED // (many * len(inside)))
        leaving = np.take_along_axis(self.seats[at], places, 1)
        rows = classes.rows[leaving]
        own = np.arange(many)
        eased = fewer[own[:, None, None], rows]
        gain = np.repeat(more[:, None, :], leaving.shape[1], axis=1)
        np.put_along_axis(gain, rows, -eased, 2)  # who comes with the same value undoes what leaving did
        came = rng.random((many, len(inside)), dtype=np.float32) / 3 - behind[inside]
        came[self.used[at][:, classes.home[inside]] >= classes.room[classes.home[inside]]] += 1000
        came[(self.used[at] < wanted.least)[:, classes.home[inside]]] -= 50
        left = rng.random(leaving.shape, dtype=np.float32) / 3 + behind[leaving] + eased.sum(axis=2)
        home = classes.home[leaving]
        left += 1000 * (self.used[at[:, None], home] <= wanted.least[home]) * (wanted.least[home] > 0)
        change = (gain.reshape(-1, gain.shape[2]) @ self.table[:, inside]).reshape(many, leaving.shape[1], len(inside))
        change += came[:, None, :]
        change += left[:, :, None]
        best = change.reshape(many, -1).argmin(axis=1)
        stuck = change.reshape(many, -1)[own, best] > -0.5
        self.weight[at] += HEAVIER * (stuck[:, None] & (below | above))
        which, new = best // len(inside), inside[best % len(inside)]
        self._put(at, places[own, which], leaving[own, which], new, turn)

    def _candidates(self) -> Ints:
        """Classes that may come in: all, or those that are most behind and others by chance."""
        if len(self.live) <= CANDIDATES:
            return self.live
        half = CANDIDATES // 2
        late = self.live[np.argpartition(-self.behind[self.live], half)[:half]]
        return np.union1d(late, self.rng.choice(self.live, size=CANDIDATES - half, replace=False))

    def _who_may_leave(
        self, at: Ints, fewer: NDArray[np.float32], behind: NDArray[np.float32], turn: int, number: int
    ) -> Ints:
        """(panels, some) places of the seats that cost least, not those that were just filled."""
        classes, wanted, seats = self.classes, self.wanted, self.seats[at]
        number = int(min(classes.seats, max(4, number)))
        cost = behind[seats] + 2 * self.rng.random(seats.shape, dtype=np.float32)
        own = np.arange(len(at))[:, None]
        for f in range(classes.rows.shape[1]):
            cost += fewer[own, classes.rows[seats, f]]
        home = classes.home[seats]
        cost -= 50 * (self.used[at[:, None], home] > classes.room[home])
        cost += 1000 * (self.used[at[:, None], home] <= wanted.least[home]) * (wanted.least[home] > 0)
        cost += 100 * (self.changed[at] >= turn - RESTING)
        if number == classes.seats:
            return np.broadcast_to(np.arange(number), seats.shape).copy()
        return np.argpartition(cost, number - 1, axis=1)[:, :number]

    def _put(self, at: Ints, place: Ints, old: Ints, new: Ints, turn: int) -> None:
        classes = self.classes
        self.seats[at, place] = new
        self.changed[at, place] = turn
        for f in range(classes.rows.shape[1]):
            self.counts[at, classes.rows[old, f]] -= 1
            self.counts[at, classes.rows[new, f]] += 1
        self.used[at, classes.home[old]] -= 1
        self.used[at, classes.home[new]] += 1
        self.behind += np.bincount(old, minlength=classes.count) - np.bincount(new, minlength=classes.count)
