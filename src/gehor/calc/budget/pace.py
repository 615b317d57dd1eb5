"""Money that comes at the same pace to all: who has enough first. Read `Pace`."""

import heapq
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from .columns import Columns, Floats, Wholes, columns_of
from .election import Ballots, Project, before

NEAR = 1e-9  # of what is compared; sums of a million floats are a thousand times nearer than this


@dataclass
class Settled:
    """One project when its turn came. moment: what each voter had been given then, as a float.

    paid: how many of its voters last paid at which purchase; of those who had not paid, place 0 tells.
    since: what each of its supporters (rows) had been given when they last paid.
    """

    at: int
    moment: float
    is_bought: bool
    paid: Wholes
    since: Floats


class Pace:
    """One run of sequential Phragmén. places: which is first of equals.

    What each supporter has paid so far is a moment: what voters had been given at some purchase. Floats of them say who
    is first; what is closer than NEAR is compared in whole numbers: all moments are whole numbers of 1 / coins of the
    unit, and how many voters last paid at which purchase is counted.
    """

    def __init__(self, columns: Columns, places: Sequence[int]) -> None:
        self.columns, self.places = columns, list(places)
        self.costs = [each.cost for each in columns.projects]
        self.votes = [columns.votes[each.key] for each in columns.projects]
        self.heads = [each.astype(float) for each in columns.heads]
        self.since: Floats = np.zeros(len(columns.weights))
        self.last: Wholes = np.zeros(len(columns.weights), np.int64)  # 0 not yet, else the number of the purchase
        self.settled: list[Settled] = []
        self.coins = 1
        self.moments = [0]  # of each purchase, in coins; as far as they were asked for

    def goes_to(self, cap: int, *, goes_on: bool) -> None:
        """Until nobody is left to wait for, or the first does not fit and it does not go on."""
        left, bought = cap, 0
        waiting = [
            (cost / votes, at)
            for at, (cost, votes) in enumerate(zip(self.costs, self.votes, strict=True))
            if votes and (goes_on or cost <= cap)
        ]
        heapq.heapify(waiting)
        while waiting:
            lowest, found = float("inf"), list[tuple[float, int]]()
            while waiting and waiting[0][0] <= lowest * (1 + NEAR):  # moments only rise
                at = heapq.heappop(waiting)[1]
                since = self.since.take(self.columns.rows[at])
                found.append(((self.costs[at] + float(since.dot(self.heads[at]))) / self.votes[at], at))
                lowest = min(lowest, found[-1][0])
            equal = self._first([at for moment, at in found if moment <= lowest * (1 + NEAR)])
            if not goes_on and any(self.costs[at] > left for at in equal):
                return
            for moment, at in found:
                if at != equal[0]:
                    heapq.heappush(waiting, (moment, at))
                else:
                    fits = self.costs[at] <= left
                    self._settle(at, moment, bought + 1 if fits else 0)
                    left, bought = (left - self.costs[at], bought + 1) if fits else (left, bought)

    def exactly(self, turn: int) -> Fraction:
        """The moment of what was settled at this turn."""
        settled = self.settled[turn]
        return self._moment(settled.at, settled.paid)

    def _first(self, near: Sequence[int]) -> list[int]:
        """Those of them that are first at exactly the same moment, by their places."""
        if len(near) > 1:
            moments = {at: self._moment(at, self._paid(at)) for at in near}
            near = [at for at in near if moments[at] == min(moments.values())]
        return sorted(near, key=self.places.__getitem__)

    def _settle(self, at: int, moment: float, purchase: int) -> None:
        rows = self.columns.rows[at]
        self.settled.append(Settled(at, moment, bool(purchase), self._paid(at), self.since[rows]))
        if purchase:
            self.since[rows] = moment
            self.last[rows] = purchase

    def _paid(self, at: int) -> Wholes:
        last = self.last.take(self.columns.rows[at])
        paid = np.zeros(int(last.max()) + 1, np.int64)
        np.add.at(paid, last, self.columns.heads[at])
        return paid

    def _moment(self, at: int, paid: Wholes) -> Fraction:
        """(cost + Σ what each had been given when they last paid) / votes."""
        purchases = [each for each in self.settled if each.is_bought]
        while len(self.moments) < len(paid):
            each = purchases[len(self.moments) - 1]
            exact = self._moment(each.at, each.paid) * self.coins
            self.coins *= exact.denominator
            self.moments = [moment * exact.denominator for moment in self.moments] + [exact.numerator]
        sums = zip(self.moments, paid.tolist(), strict=False)
        return Fraction(
            self.costs[at] * self.coins + sum(moment * voters for moment, voters in sums if voters),
            self.votes[at] * self.coins,
        )


def pace_of(projects: Sequence[Project], ballots: Ballots | Columns) -> Pace:
    columns = columns_of(projects, ballots)
    place = before(projects, columns.votes)
    return Pace(columns, [place[each.key] for each in projects])
