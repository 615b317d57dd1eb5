"""The market of equal shares: what a project costs its supporters, and what is bought out of one share.

Floats say what is cheapest; whatever is closer than NEAR is decided in whole numbers (exact.py). Read `Market.sold`.
"""

import heapq
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np

from .columns import Columns, Flags, Floats, Wholes
from .exact import Exact
from .gaps import NEAR, NEVER

# What a point of a project costs (q; NEVER where its supporters cannot pay), what each of its supporters (rows) holds,
# whether it is certain that they can pay or cannot, and whether nobody gives all they have.
Offer = tuple[float, Floats, bool, bool]


@dataclass
class Sold:
    """What one run bought. Floats are for looking; exact figures come from `Exact`.

    purses: (rows,) what is left. order: places of projects. prices: q of each. before: for each, what its supporters
    held.
    """

    share: Fraction
    purses: Floats
    order: list[int] = field(default_factory=list)
    prices: list[float] = field(default_factory=list)
    before: list[Floats] = field(default_factory=list)

    def undo(self, rows: Wholes) -> None:
        """Take back the last purchase. rows: its supporters."""
        self.order.pop()
        self.prices.pop()
        self.purses[rows] = self.before.pop()


class Market:
    """What does not change between one share and the next.

    by_cost: a point of a project is worth what it costs; else a point is a point. useful: what that makes of a point of
    each, whole, >= 1. places: which is first of equals. floors: of each project, the least that q / useful can be, when
    nobody is poor; NEVER where nobody chose it.
    """

    def __init__(self, columns: Columns, *, by_cost: bool, places: Sequence[int]) -> None:
        self.columns, self.places = columns, list(places)
        self.costs = [each.cost for each in columns.projects]
        self.useful = [cost if by_cost else 1 for cost in self.costs]
        self.rows = columns.rows
        self.heads = [each.astype(float) for each in columns.heads]
        self.u: list[Floats | None] = [None if (each == 1).all() else each.astype(float) for each in columns.given]
        # What all voters of a row give together for a q of 1
        self.pull = [heads if u is None else heads * u for heads, u in zip(self.heads, self.u, strict=True)]
        self.pull_all = [columns.score[each.key] for each in columns.projects]
        self.floors = [
            cost / (pull * useful) if pull else NEVER
            for cost, pull, useful in zip(self.costs, self.pull_all, self.useful, strict=True)
        ]

    def could_pay(self, share: Fraction) -> Flags:
        """(projects,) whether their supporters might pay for them, if nothing else were bought."""
        votes = np.array([self.columns.votes[each.key] for each in self.columns.projects], float)
        return votes * float(share) >= np.array(self.costs, float) * (1 - NEAR)

    def opened(self, share: Fraction) -> Sold:
        """Everybody has the share, and nothing is bought yet."""
        return Sold(share, np.full(len(self.columns.weights), float(share)))

    def sold(self, share: Fraction) -> Sold:
        """All that their supporters can pay for out of equal shares, cheapest for its use first.

        Prices only rise, so an old one is a lower bound, and only those that could be first are looked at anew.
        """
        sold = self.opened(share)
        exact = Exact(self, sold)
        could = self.could_pay(share).tolist()
        waiting = [(floor, at) for at, floor in enumerate(self.floors) if could[at] and floor < NEVER]
        heapq.heapify(waiting)
        while True:
            lowest, offers = NEVER, list[tuple[float, int, Offer]]()
            while waiting and waiting[0][0] <= lowest * (1 + NEAR):
                floor, at = heapq.heappop(waiting)
                useful = self.useful[at]
                most = lowest * (1 + NEAR) * useful
                offer = self.price(at, sold.purses, floor * useful if most == NEVER else most, most)
                if offer[0] == NEVER or not (offer[2] or exact.can_pay(at)):
                    continue
                use = offer[0] / useful
                offers.append((use, at, offer))
                lowest = min(lowest, use)
            if not offers:
                return sold
            best, offer = self.first(offers, lowest, exact)
            for use, at, _ in offers:
                if at != best:
                    heapq.heappush(waiting, (use, at))
            self.buy(best, offer, sold)

    def price(self, at: int, purses: Floats, start: float, most: float = NEVER) -> Offer:
        """What a project costs its supporters.

        q is the least with Σ min(b(i), q·u(i)) = cost. Whoever has less gives all; that raises q for the others, until
        nobody else has less. The sum is concave in q: a step from anywhere lands at q or below it, and each further one
        lands nearer. start: where to begin. most: where it is certain that q is more than that, it may be told too low,
        but not as `most` or less.
        """
        held = purses.take(self.rows[at])
        have, cost = float(held.dot(self.heads[at])), float(self.costs[at])
        if have < cost * (1 - NEAR):
            return NEVER, held, True, False
        is_sure = have > cost * (1 + NEAR)
        worth = held * self.heads[at]
        pull, u, pull_all = self.pull[at], self.u[at], float(self.pull_all[at])
        least = cost / pull_all
        q, met = max(start, least), -1.0
        while True:
            is_poor = (held < (q if u is None else q * u)).astype(float)
            poor = float(pull.dot(is_poor))
            if not poor:
                return least, held, is_sure, True
            if poor == met or (poor == pull_all and met >= 0):
                return q, held, is_sure, False
            if poor == pull_all:  # begun above what anybody has
                q, met = least, 0.0
                continue
            step = max(least, (cost - float(worth.dot(is_poor))) / (pull_all - poor))
            q, met = step if met < 0 else max(q, step), poor  # from the second on it only rises, whatever is rounded
            if q > most:
                return q, held, is_sure, False

    def first(self, offers: Sequence[tuple[float, int, Offer]], lowest: float, exact: Exact) -> tuple[int, Offer]:
        """The one with the lowest use, and what it costs. Those too near for floats are compared exactly."""
        near = [(at, offer) for use, at, offer in offers if use <= lowest * (1 + NEAR)]
        if len(near) == 1:
            return near[0]
        if all(is_plain for _, (_, _, _, is_plain) in near):
            return min(near, key=lambda each: (self.plain_use(each[0]), self.places[each[0]]))
        return min(near, key=lambda each: (exact.use(each[0]), self.places[each[0]]))

    def plain_use(self, at: int) -> Fraction:
        """q / useful where nobody gives all they have."""
        return Fraction(self.costs[at], self.pull_all[at] * self.useful[at])

    def buy(self, at: int, offer: Offer, sold: Sold) -> None:
        q, held, *_ = offer
        u = self.u[at]
        sold.order.append(at)
        sold.prices.append(q)
        sold.before.append(held)
        sold.purses[self.rows[at]] = np.maximum(held - (q if u is None else q * u), 0.0)
