"""Many panels that meet every quota, and whose average is near the chances that are wanted.

Some panels are in the making at a time. Each is begun by systematic sampling, so that its average is right and its
quotas nearly: the classes stand in a row, as wide as the seats they should have, and every panel takes what lies one
seat apart. Then single swaps put the quotas right, in all of them at once: out goes a seat, in comes a class, by what
it does to the quotas and by who is behind. A quota that stays missed weighs more from step to step (Morris 1993, The
breakout method, AAAI). A panel that is right makes room for one that is begun for those who are behind by then, and
who is behind again and again gets a price. Quotas are compared as matrix products of whole and quarter numbers, which
are exact in any order of adding.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .pool import Classes, Floats, Ints

TIGHT = 1e-7  # a quota whose average lies this near to its bound is met exactly by every panel of a best lottery
AT_ONCE, PARTS, SMALLEST = 192, 4, 16  # panels in the making: at most one in PARTS of all that are wanted
CANDIDATES = 1000  # classes that are looked at for a swap
COMPARED, LEAVING = 50_000, 3  # swaps that are compared at once in all panels; at least so many seats of each
PATIENCE = 60  # swaps until a panel is begun again
RESTING = 5  # swaps for which a seat that was changed is left alone
GIVE_UP = 1  # so often every panel is begun again before none is found
FULL, PULL = 8.0, 8.0  # who is FULL seats behind weighs as much as a quota, and nobody more than PULL quotas
PRICE, PRICED = 0.1, 20.0  # how fast who is behind (by PRICED seats at most) gets dearer
HEAVIER = 0.25  # a power of two, for exact sums
NEVER = 1000.0


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
) -> NDArray[np.int32]:
    """(at most number, seats): the classes of the seats of each panel. Fewer where panels are hard to find.

    Every panel meets wanted.low and wanted.high and has at most one member of a household. late: (T,) seats that the
    classes are behind to begin with.
    """
    making = _Making(classes, wanted, number, rng, np.zeros(classes.count) if late is None else late)
    while making.goes_on:
        making.begin()
        making.swap()
        making.put_away()
    return making.done[: min(making.many, number)]


class _Making:
    """Panels in the making. counts: (n, R) per quota; used: (n, H) members per kind of household; busy, wrong: (n,)."""

    def __init__(self, classes: Classes, wanted: Face, number: int, rng: np.random.Generator, late: Floats) -> None:
        self.classes, self.wanted, self.number, self.rng = classes, wanted, number, rng
        self.live = np.flatnonzero(wanted.want > 0)
        self.table = classes.table().astype(np.float32)
        self.most = classes.room[classes.home]
        self.forced = bool(wanted.least.any())
        # Only these households are overfull after a beginning, as a rule, or must be full: see _systematic.
        self.watched = np.union1d(classes.crowded, np.flatnonzero(wanted.least))
        size = min(AT_ONCE, max(SMALLEST, number // PARTS))
        self.done = np.empty((number + size, classes.seats), dtype=np.int32)
        self.many = self.given_up = self.turn = 0
        self.behind, self.price = late.astype(float).copy(), np.zeros(classes.count)
        self.seats = np.zeros((size, classes.seats), dtype=np.int64)
        self.counts = np.zeros((size, len(classes.low)))
        self.used = np.zeros((size, len(classes.room)), dtype=np.int16)
        self.weight = np.ones(self.counts.shape, dtype=np.float32)
        self.changed = np.zeros(self.seats.shape, dtype=np.int64)
        self.age = np.zeros(size, dtype=np.int64)
        self.busy, self.wrong = np.zeros(size, dtype=bool), np.zeros(size, dtype=bool)

    @property
    def goes_on(self) -> bool:
        return (
            bool(len(self.live))
            and self.many < self.number
            and self.given_up < GIVE_UP * len(self.busy) + self.many // 4
        )

    def begin(self) -> None:
        """New panels where there is room, some at a time."""
        free = np.flatnonzero(~self.busy)
        at = free[: max(0, self.number - self.many - int(self.busy.sum()))]
        if not len(at) or (len(at) < len(self.busy) // 6 and len(at) == len(free)):
            return
        classes, many = self.classes, len(at)
        seats = self.seats[at] = self._systematic(many)
        self.behind += many * self.wanted.want - np.bincount(seats.ravel(), minlength=classes.count)
        quotas, kinds = len(classes.low), len(classes.room)
        own = np.arange(many)[:, None]
        for f in range(classes.rows.shape[1]):
            places = (own * quotas + classes.rows[seats, f]).ravel()
            here = np.bincount(places, minlength=many * quotas).reshape(many, quotas)
            self.counts[at] = here if f == 0 else self.counts[at] + here
        homes = np.bincount((own * kinds + classes.home[seats]).ravel(), minlength=many * kinds)
        self.used[at] = homes.reshape(many, kinds)
        if (self.used[at] > classes.room).any():
            self.watched = np.arange(kinds)
        self.weight[at], self.changed[at], self.age[at] = 1, self.turn - RESTING - 1, 0
        self.busy[at], self.wrong[at] = True, self._wrong(at)

    def _systematic(self, many: int) -> Ints:
        """Classes in a row, sorted by one feature after the other in an order of chance; a panel is a comb over it.

        No class is wider than the seats it can have, so hardly ever is one taken too often.
        """
        rng, rows = self.rng, self.classes.rows[self.live]
        shuffled = rng.permutation(len(self.classes.low))[rows]
        order = self.live[np.lexsort(tuple(shuffled[:, f] for f in rng.permutation(rows.shape[1])))]
        want, most = self.wanted.want, self.most
        forced = want >= most - TIGHT
        width = np.where(forced, want, np.clip(want + self.behind / many, 0.2 * want, np.minimum(3 * want, most)))
        left = self.classes.seats - want[forced].sum()
        for _ in range(5):
            width = np.where(forced, want, np.minimum(width * (left / max(width[~forced].sum(), TIGHT)), most))
        ends = np.cumsum(width[order])
        ends *= self.classes.seats / ends[-1]
        begin = (rng.permutation(many) + rng.random(many)) / many
        comb = begin[:, None] + np.arange(self.classes.seats)[None, :]
        place = np.minimum(np.searchsorted(ends, comb.ravel(), side="right"), len(order) - 1)
        return order[place].reshape(many, self.classes.seats)

    def _wrong(self, at: Ints) -> NDArray[np.bool_]:
        counts, wanted = self.counts[at], self.wanted
        missed = ((counts < wanted.low) | (counts > wanted.high)).any(axis=1)
        if not len(self.watched):
            return np.asarray(missed)
        used = self.used[np.ix_(at, self.watched)]
        crowded = (used > self.classes.room[self.watched]) | (used < wanted.least[self.watched])
        return np.asarray(missed | crowded.any(axis=1))

    def put_away(self) -> None:
        """What is right is done; what has been tried for too long is given up."""
        right = np.flatnonzero(self.busy & ~self.wrong)
        self.done[self.many : self.many + len(right)] = self.seats[right]
        self.many += len(right)
        self.busy[right] = False
        self.price += PRICE * len(right) / len(self.busy) * np.clip(self.behind, -PRICED, PRICED)
        old = np.flatnonzero(self.busy & (self.age > PATIENCE))
        if len(old):
            self.given_up += len(old)
            self.busy[old] = False
            taken = np.bincount(self.seats[old].ravel(), minlength=self.classes.count)
            self.behind -= len(old) * self.wanted.want - taken

    def swap(self) -> None:
        """The best swap found in each panel that is not right. A change below nought is quotas mended."""
        at = np.flatnonzero(self.busy & self.wrong)
        if not len(at):
            return
        self.turn += 1
        self.age[at] += 1
        classes, wanted, rng = self.classes, self.wanted, self.rng
        counts, used, many, own = self.counts[at], self.used[at], len(at), np.arange(len(at))
        below, above, weight = counts < wanted.low, counts > wanted.high, self.weight[at]
        more = np.where(counts >= wanted.high, weight, np.where(below, -weight, np.float32(0)))
        fewer = np.where(counts <= wanted.low, weight, np.where(above, -weight, np.float32(0)))
        behind = np.clip(self.behind / FULL + self.price, -PULL, PULL).astype(np.float32)
        inside = self._candidates()
        places = self._who_may_leave(at, fewer, used, behind, COMPARED // (many * len(inside)))
        leaving = self.seats[at[:, None], places]
        rows = classes.rows[leaving]
        eased = fewer[own[:, None, None], rows]
        gain = np.repeat(more, leaving.shape[1], axis=0)
        # Who comes with the same value undoes what leaving did.
        gain[np.arange(len(gain))[:, None], rows.reshape(len(gain), -1)] = -eased.reshape(len(gain), -1)
        home = classes.home[inside]
        came = rng.random((many, len(inside)), dtype=np.float32) / 3 - behind[inside]
        came[used[:, home] >= classes.room[home]] += NEVER
        left = rng.random(leaving.shape, dtype=np.float32) / 3 + behind[leaving] + eased.sum(axis=2)
        if self.forced:
            came[(used < wanted.least)[:, home]] -= NEVER / 20
            left += NEVER * self._must_stay(leaving, used)
        change = (gain @ self.table[:, inside]).reshape(many, leaving.shape[1], len(inside))
        change += came[:, None, :]
        change += left[:, :, None]
        swaps = change.reshape(many, -1)
        best = swaps.argmin(axis=1)
        stuck = swaps[own, best] > -0.5
        self.weight[at] += HEAVIER * (stuck[:, None] & (below | above))
        which, new = best // len(inside), inside[best % len(inside)]
        self._put(at, places[own, which], leaving[own, which], new)

    def _candidates(self) -> Ints:
        """Classes that may come in: all, or those that are most behind and others by chance."""
        if len(self.live) <= CANDIDATES:
            return self.live
        half = CANDIDATES // 2
        late = self.live[np.argpartition(-self.behind[self.live], half)[:half]]
        return np.union1d(late, self.rng.choice(self.live, size=CANDIDATES - half, replace=False))

    def _who_may_leave(
        self, at: Ints, fewer: NDArray[np.float32], used: NDArray[np.int16], behind: NDArray[np.float32], number: int
    ) -> Ints:
        """(panels, some) places of the seats that cost least, not those that were just filled."""
        classes, seats = self.classes, self.seats[at]
        number = int(min(classes.seats, max(LEAVING, number)))
        if number == classes.seats:
            return np.broadcast_to(np.arange(number), seats.shape)
        cost = behind[seats] + 2 * self.rng.random(seats.shape, dtype=np.float32)
        own = np.arange(len(at))[:, None]
        for f in range(classes.rows.shape[1]):
            cost += fewer[own, classes.rows[seats, f]]
        if len(classes.crowded):
            home = classes.home[seats]
            cost -= NEVER / 20 * (used[own, home] > classes.room[home])
        if self.forced:
            cost += NEVER * self._must_stay(seats, used)
        cost += NEVER / 10 * (self.changed[at] >= self.turn - RESTING)
        return np.argpartition(cost, number - 1, axis=1)[:, :number]

    def _must_stay(self, seats: Ints, used: NDArray[np.int16]) -> NDArray[np.bool_]:
        """Whether a seat belongs to a kind of household of which every panel has all."""
        home = self.classes.home[seats]
        least = self.wanted.least[home]
        return np.asarray((least > 0) & (used[np.arange(len(seats))[:, None], home] <= least))

    def _put(self, at: Ints, place: Ints, old: Ints, new: Ints) -> None:
        classes = self.classes
        self.seats[at, place] = new
        self.changed[at, place] = self.turn
        for f in range(classes.rows.shape[1]):
            self.counts[at, classes.rows[old, f]] -= 1
            self.counts[at, classes.rows[new, f]] += 1
        self.used[at, classes.home[old]] -= 1
        self.used[at, classes.home[new]] += 1
        self.behind += np.bincount(old, minlength=classes.count) - np.bincount(new, minlength=classes.count)
        self.wrong[at] = self._wrong(at)
