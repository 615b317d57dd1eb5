"""The market of equal shares: voters with equal ballots are one row, and prices are found on whole columns at once.

Floats say what is cheapest; whatever is closer than NEAR is decided in whole numbers (`Exact`). Read `Market.sold`.
"""

import heapq
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import gcd

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Wholes = npt.NDArray[np.int64]

NEAR = 1e-9  # of what is compared; sums of a million floats are a thousand times nearer than this

Ballot = tuple[tuple[int, int], ...]  # (place of a project, points >= 1), projects in order


@dataclass
class Sold:
    """What one run bought. Floats are for looking; exact figures come from `Exact`.

    order: places of projects. uses: q / u of each. paid: for each, its supporters (rows) and what each paid of it.
    purses: (rows,) what is left. fits: False if it was broken off (see `against`).
    """

    share: Fraction
    order: list[int]
    uses: list[float]
    before: list[Floats]
    purses: Floats
    plain: list[bool]
    fits: bool = True


class Market:
    """What does not change between one share and the next.

    costs: whole units of each project, >= 1. useful: what a point of each is worth, whole, >= 1. places: which is
    first of equals. ballots: of each voter; those without projects are left out.
    """

    def __init__(
        self, costs: Sequence[int], ballots: Iterable[Ballot], *, useful: Sequence[int], places: Sequence[int]
    ) -> None:
        alike = Counter(ballots)
        del alike[()]
        self.ballots = list(alike)
        self.costs, self.useful, self.places = list(costs), list(useful), list(places)
        self.floats = [float(each) for each in costs]
        self.weights: Wholes = np.fromiter(alike.values(), np.int64, len(alike))
        lengths = np.fromiter(map(len, self.ballots), np.int64, len(alike))
        pairs = np.array([pair for ballot in self.ballots for pair in ballot], np.int64).reshape(-1, 2)
        self.ends: Wholes = np.concatenate([[0], np.cumsum(lengths)])
        self.chosen, self.points = pairs[:, 0].copy(), pairs[:, 1].copy()
        of_entry = np.repeat(np.arange(len(alike)), lengths)
        order = np.argsort(self.chosen, kind="stable")
        cuts = np.searchsorted(self.chosen[order], np.arange(len(costs) + 1))
        slices = [order[cuts[at] : cuts[at + 1]] for at in range(len(costs))]
        self.rows = [of_entry[each] for each in slices]
        self.given: list[Wholes] = [self.points[each] for each in slices]
        self.heads: list[Floats] = [self.weights[each].astype(float) for each in self.rows]
        self.all_one = [bool((each == 1).all()) for each in self.given]
        self.u: list[Floats] = [each.astype(float) for each in self.given]
        self.pull: list[Floats] = [
            each if one else each * u for each, one, u in zip(self.heads, self.all_one, self.u, strict=True)
        ]
        self.pull_all = [int(self.weights[rows] @ given) for rows, given in zip(self.rows, self.given, strict=True)]
        self.heads_all = [int(self.weights[rows].sum()) for rows in self.rows]
        self.most_points = [int(each.max()) if each.size else 0 for each in self.given]

    def price(self, at: int, purses: Floats) -> tuple[float, bool, bool]:
        """(q, whether nobody gives all they have, whether it is certain that they can pay); q inf where they cannot.

        q is the least with Σ min(b(i), q·u(i)) = cost. Whoever has less gives all; that raises q for the others, until
        nobody else has less.
        """
        cost = self.floats[at]
        held = purses[self.rows[at]]
        heads, pull = self.heads[at], self.pull[at]
        have = float(held @ heads)
        if have < cost * (1 - NEAR):
            return float("inf"), False, True
        sure = have > cost * (1 + NEAR)
        u = None if self.all_one[at] else self.u[at]
        q = cost / float(self.pull_all[at])
        poor = held < (q if u is None else q * u)
        if not poor.any():
            return q, True, sure
        met = -1
        while True:
            count = int(np.count_nonzero(poor))
            if count == met or count == poor.size:
                return q, False, sure
            met = count
            need = cost - float(held[poor] @ heads[poor])
            pulling = float(self.pull_all[at]) - float(pull[poor].sum())
            q = max(q, need / pulling)
            poor = held < (q if u is None else q * u)

    def sold(self, share: Fraction, *, against: Sold | None = None) -> Sold:
        """All that their supporters can pay for out of equal shares, cheapest for its use first.

        Prices only rise, so an old one is a lower bound, and only those that could be first are looked at anew.
        against: a run with a smaller share. Then this one is broken off (fits False) as soon as it is not certain that
        for every share between the two the same is bought in the same order. It is certain where, at each turn, what
        was bought then cost less, with the smaller share, than anything else costs with the larger one: in the same
        order of purchases a larger share leaves everybody at least as much, so no price is higher.
        """
        first = float(share)
        purses: Floats = np.full(len(self.ballots), first)
        sold = Sold(share, [], [], [], purses, [])
        exact: Exact | None = None
        heap = []
        for at, (cost, pull) in enumerate(zip(self.costs, self.pull_all, strict=True)):
            if pull and self.heads_all[at] * share.numerator >= cost * share.denominator:
                heap.append((cost / (pull * self.useful[at]), at))
        heapq.heapify(heap)
        while True:
            if against is not None and len(sold.order) < len(against.order):
                turn = len(sold.order)
                limit, wanted = against.uses[turn] * (1 + NEAR), against.order[turn]
            else:
                limit, wanted = 0.0, -1
            best, lowest = -1, float("inf")
            tried: list[tuple[float, int, float, bool]] = []
            while heap and heap[0][0] <= max(lowest * (1 + NEAR), limit):
                at = heapq.heappop(heap)[1]
                q, plain, sure = self.price(at, purses)
                if q == float("inf"):
                    continue
                if not sure:
                    exact = exact or Exact(self, sold)
                    if not exact.can_pay(at):
                        continue
                use = q / self.useful[at]
                tried.append((use, at, q, plain))
                if use < lowest:
                    best, lowest = at, use
            if best < 0:
                if against is not None and len(sold.order) < len(against.order):
                    sold.fits = False
                return sold
            near = [each for each in tried if each[0] <= lowest * (1 + NEAR)]
            if len(near) > 1:
                if all(plain for *_, plain in near):
                    best = min(near, key=lambda each: (self._plain_use(each[1]), self.places[each[1]]))[1]
                else:
                    exact = exact or Exact(self, sold)
                    best = min(near, key=lambda each: (exact.use(each[1]), self.places[each[1]]))[1]
            if against is not None and not (best == wanted and self._is_certain(tried, wanted, against, turn)):
                sold.fits = False
                return sold
            for each in tried:
                if each[1] == best:
                    use, _, q, plain = each
                else:
                    heapq.heappush(heap, each[:2])
            rows = self.rows[best]
            held = purses[rows]
            sold.order.append(best)
            sold.uses.append(use)
            sold.before.append(held)
            sold.plain.append(plain)
            purses[rows] = np.maximum(held - (q if self.all_one[best] else q * self.u[best]), 0.0)

    def _plain_use(self, at: int) -> Fraction:
        """q / u where nobody gives all they have."""
        return Fraction(self.costs[at], self.pull_all[at] * self.useful[at])

    def _is_certain(
        self, tried: Sequence[tuple[float, int, float, bool]], wanted: int, against: Sold, turn: int
    ) -> bool:
        ceiling = against.uses[turn]
        for use, at, _, plain in tried:
            if at == wanted or use > ceiling * (1 + NEAR):
                continue
            if use < ceiling * (1 - NEAR) or not (plain and against.plain[turn]):
                return False
            mine, theirs = self._plain_use(wanted), self._plain_use(at)
            if theirs < mine or (theirs == mine and self.places[at] < self.places[wanted]):
                return False
        return True


class Exact:
    """The purses of a run in whole numbers of a small coin: what somebody has is the share less what they paid.

    A row that once gave all it had has nothing; any other has share − Σ q(r)·u(r) over what was bought for it. So the
    prices, kept as whole numbers of 1 / coins of the unit, tell every purse. The coin is made smaller when a price
    needs it.
    """

    def __init__(self, market: Market, sold: Sold) -> None:
        self.market, self.sold = market, sold
        self.coins = sold.share.denominator
        self.share = sold.share.numerator
        self.prices: list[int] = []
        self.turn_of: Wholes = np.full(len(market.costs), -1)
        self.is_out = np.zeros(len(market.ballots), bool)
        self.poor: list[npt.NDArray[np.bool_]] = []  # of each purchase, which of its supporters gave all they had

    def price_at(self, turn: int) -> Fraction:
        """q of a purchase."""
        self._follow(turn + 1)
        return Fraction(self.prices[turn], self.coins)

    def can_pay(self, at: int) -> bool:
        """Whether the supporters of a project have what it costs, after all purchases so far."""
        return self.had(at) >= self.market.costs[at]

    def had(self, at: int) -> Fraction:
        """What the supporters of a project have together, after all purchases so far."""
        self._follow(len(self.sold.order))
        market, rows = self.market, self.market.rows[at]
        return Fraction(self._together(rows[~self.is_out[rows]]), self.coins) if market.pull_all[at] else Fraction(0)

    def use(self, at: int) -> Fraction:
        """q / u of a project that can be paid for, after all purchases so far."""
        self._follow(len(self.sold.order))
        need, pulling, _ = self._priced(at, self.sold.purses[self.market.rows[at]])
        return Fraction(need, pulling * self.coins * self.market.useful[at])

    def purse(self, row: int) -> Fraction:
        self._follow(len(self.sold.order))
        return Fraction(0) if self.is_out[row] else Fraction(self._purse(row), self.coins)

    def _follow(self, turns: int) -> None:
        for turn in range(len(self.prices), turns):
            at = self.sold.order[turn]
            need, pulling, poor = self._priced(at, self.sold.before[turn])
            finer = pulling // gcd(need, pulling)
            if finer > 1:
                self.coins *= finer
                self.share *= finer
                self.prices = [each * finer for each in self.prices]
                need *= finer
            self.prices.append(need // pulling)
            self.turn_of[at] = turn
            self.is_out[self.market.rows[at][poor]] = True
            self.poor.append(poor)

    def _priced(self, at: int, held: Floats) -> tuple[int, int, npt.NDArray[np.bool_]]:
        """(coins, pull, who gives all): those who do not give all they have pay coins / pull for a point."""
        market, rows = self.market, self.market.rows[at]
        given, weights = market.given[at], market.weights[rows]
        out = self.is_out[rows]
        q = self._near(at, np.where(out, 0.0, held))
        owed = q * market.u[at]
        poor = out | (held < owed - NEAR * owed)
        near = np.flatnonzero(~out & ~poor & (held <= owed + NEAR * owed))
        need = market.costs[at] * self.coins - self._together(rows[poor & ~out])
        pulling = int(weights[~poor] @ given[~poor])
        has = {int(each): self._purse(int(rows[each])) for each in near}
        while True:
            more = [each for each, purse in has.items() if purse * pulling < need * int(given[each])]
            if not more:
                return need, pulling, poor
            for each in more:
                need -= has.pop(each) * int(weights[each])
                pulling -= int(weights[each] * given[each])
                poor[each] = True

    def _near(self, at: int, held: Floats) -> float:
        market = self.market
        cost, heads, pull, u = market.floats[at], market.heads[at], market.pull[at], market.u[at]
        q, met = cost / float(market.pull_all[at]), -1
        while True:
            poor = held < q * u
            count = int(np.count_nonzero(poor))
            if count in (met, poor.size):
                return q
            met = count
            q = max(q, (cost - float(held[poor] @ heads[poor])) / (market.pull_all[at] - float(pull[poor].sum())))

    def _together(self, rows: Wholes) -> int:
        """What these rows have, each as often as there are voters like it; none of them is out."""
        market = self.market
        weights = market.weights[rows]
        total = int(weights.sum()) * self.share
        starts, lengths = market.ends[rows], market.ends[rows + 1] - market.ends[rows]
        shift = np.repeat(starts - np.concatenate([[0], np.cumsum(lengths)[:-1]]), lengths) if len(rows) else starts
        entries = shift + np.arange(len(shift))
        turns = self.turn_of[market.chosen[entries]]
        done = turns >= 0
        paid = np.zeros(len(self.prices), np.int64)
        np.add.at(paid, turns[done], (np.repeat(weights, lengths) * market.points[entries])[done])
        return total - sum(price * count for price, count in zip(self.prices, paid.tolist(), strict=True) if count)

    def _purse(self, row: int) -> int:
        return self.share - sum(
            self.prices[turn] * points
            for at, points in self.market.ballots[row]
            if (turn := int(self.turn_of[at])) >= 0
        )
