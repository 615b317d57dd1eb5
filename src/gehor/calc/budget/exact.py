"""The purses of one run of equal shares in whole numbers, for what floats cannot tell apart. Read `Exact`."""

from fractions import Fraction
from math import gcd
from typing import TYPE_CHECKING

import numpy as np

from .columns import Flags, Floats, Wholes

if TYPE_CHECKING:
    from .market import Market, Sold

NEAR = 1e-9  # of what is owed, and
ROUNDED = 1e-12  # of the share: so far a float may be off


class Exact:
    """The purses of a run in whole numbers of a small coin: what somebody has is the share less what they paid.

    A row that once gave all it had has nothing; any other has share − Σ q(r)·u(r) over what was bought for it. So the
    prices, kept as whole numbers of 1 / coins of the unit, tell every purse. The coin is made smaller when a price
    needs it.
    """

    def __init__(self, market: "Market", sold: "Sold") -> None:
        self.market, self.sold = market, sold
        self.coins = sold.share.denominator
        self.share = sold.share.numerator
        self.prices: list[int] = []
        self.turn_of: Wholes = np.full(len(market.costs), -1)
        self.is_out: Flags = np.zeros(len(market.columns.weights), bool)
        self.poor: list[Flags] = []  # of each purchase, which of its supporters gave all they had

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
        rows = self.market.rows[at]
        return Fraction(self._together(rows[~self.is_out[rows]]), self.coins)

    def use(self, at: int) -> Fraction:
        """q / useful of a project that can be paid for, after all purchases so far."""
        self._follow(len(self.sold.order))
        q, held, *_ = self.market.price(at, self.sold.purses, 0.0)
        need, pulling, _ = self._priced(at, held, q)
        return Fraction(need, pulling * self.coins * self.market.useful[at])

    def purse(self, row: int) -> Fraction:
        self._follow(len(self.sold.order))
        return Fraction(0) if self.is_out[row] else Fraction(self._purse(row), self.coins)

    def _follow(self, turns: int) -> None:
        for turn in range(len(self.prices), turns):
            at = self.sold.order[turn]
            need, pulling, poor = self._priced(at, self.sold.before[turn], self.sold.prices[turn])
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

    def _priced(self, at: int, held: Floats, q: float) -> tuple[int, int, Flags]:
        """(coins, pull, who gives all): those who do not give all they have pay coins / pull for a point.

        held, q: as floats have them, to know whose purse must be looked at.
        """
        columns, rows = self.market.columns, self.market.rows[at]
        given, weights = columns.given[at], columns.heads[at]
        out = self.is_out[rows]
        owed = q * given
        off = NEAR * owed + ROUNDED * float(self.sold.share)
        poor = out | (held < owed - off)
        near = np.flatnonzero(~poor & (held <= owed + off))
        need = self.market.costs[at] * self.coins - self._together(rows[poor & ~out])
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

    def _together(self, rows: Wholes) -> int:
        """What these rows have, each as often as there are voters like it; none of them is out."""
        columns = self.market.columns
        weights = columns.weights[rows]
        entries, lengths = columns.entries(rows)
        turns = self.turn_of[columns.chosen[entries]]
        done = turns >= 0
        paid = np.zeros(len(self.prices), np.int64)
        np.add.at(paid, turns[done], (np.repeat(weights, lengths) * columns.points[entries])[done])
        counts: list[int] = paid.tolist()
        spent = sum(price * count for price, count in zip(self.prices, counts, strict=True) if count)
        return int(weights.sum()) * self.share - spent

    def _purse(self, row: int) -> int:
        columns = self.market.columns
        mine = slice(int(columns.ends[row]), int(columns.ends[row + 1]))
        turns: list[int] = self.turn_of[columns.chosen[mine]].tolist()
        points: list[int] = columns.points[mine].tolist()
        return self.share - sum(
            self.prices[turn] * worth for turn, worth in zip(turns, points, strict=True) if turn >= 0
        )
