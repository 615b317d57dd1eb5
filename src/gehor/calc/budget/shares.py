"""The method of equal shares: all are given the same part of the money, and supporters pay for a project together."""

import heapq
from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import gcd

from .election import Allocation, Project, Reason, Why, before, must_be_a_cap, votes_of
from .greedy import by_votes

RAISED_BY = Fraction(1, 100)  # of the share that everybody has at first
RAISED_MOST = 500  # times: six times the first share


def equal_shares(
    projects: Sequence[Project],
    cap: int,
    ballots: Sequence[Sequence[str]],
    *,
    share: Fraction | None = None,
    by_cost: bool = True,
) -> Allocation:
    """Which projects their supporters can pay for, out of equal shares of the money.

    Each voter i is given b(i) = share. In each round, project p with supporters N(p) costs each of them at most

        q(p) = the least q with Σ min(b(i), q) = cost(p), over i in N(p)

    and the project with the least q(p) / u(p) is bought; each supporter pays min(b(i), q(p)). It ends when no project's
    supporters have enough left.

    projects: in the order in which they are listed. cap: the sum, whole units, >= 0 (else ValueError).
    ballots: the keys that each voter supports. share: of each voter, in the currency; None: cap / number of voters.
    by_cost: a voter's use of a project u(p) is what it costs; False: every project is of the same use, 1.
    With `share` above cap / voters the cost may pass the cap. Equal q / u: election.before. Exact; deterministic.
    reasons: `most` is q(p) of those bought; `had` what the supporters of the others have left together.
    Source: Peters, Pierczyński, Skowron (2021), NeurIPS 34, section 3.

    >>> projects = [Project("park", 60), Project("path", 50), Project("bench", 30)]
    >>> ballots = [("park", "path")] * 3 + [("bench",)] * 2
    >>> equal_shares(projects, 100, ballots).funded  # 20 each: three have 60 together, two have 40
    ('path', 'bench')
    """
    must_be_a_cap(cap)
    votes = votes_of(projects, ballots)
    if share is None:
        share = Fraction(cap, len(ballots)) if ballots else Fraction(0)
    return _Market(projects, ballots, votes, by_cost=by_cost).sold(share, cap)


def shares_filled_up(
    projects: Sequence[Project],
    cap: int,
    ballots: Sequence[Sequence[str]],
    *,
    step: Fraction | None = None,
    by_cost: bool = True,
) -> Allocation:
    """Equal shares, raised as far as the money lasts; what is left goes by votes.

    Shares alone leave money over: supporters have a little left that is not enough for anything. So everybody's share
    is raised by `step` at a time, all is counted anew, and the last outcome that fits under the cap stands. It ends as
    soon as no project with votes fits any more, and after RAISED_MOST steps. Then by_votes, with what is left.

    step: in the currency, > 0 (else ValueError); None: a hundredth of the first share, the same in any currency.
    The rest as equal_shares. Source: "Add1U", where the step is one unit of the currency: Faliszewski et al. (2023),
    Participatory Budgeting: Data, Tools and Analysis, IJCAI.

    >>> projects = [Project("park", 60), Project("path", 50), Project("bench", 30)]
    >>> shares_filled_up(projects, 100, [("park", "path")] * 3 + [("bench",)] * 2).funded
    ('path', 'bench')
    """
    must_be_a_cap(cap)
    if step is not None and step <= 0:
        raise ValueError("a share is raised by more than nothing")
    votes = votes_of(projects, ballots)
    first = Fraction(cap, len(ballots)) if ballots else Fraction(0)
    by = first * RAISED_BY if step is None else Fraction(step)
    market = _Market(projects, ballots, votes, by_cost=by_cost)
    best = market.sold(first, cap)
    for times in range(1, RAISED_MOST + 1 if step is None else _steps(first, cap, by)):
        if not _something_fits(projects, votes, best, cap):
            break
        raised = market.sold(first + times * by, cap)
        if raised.cost > cap:
            break
        best = raised
    return by_votes(projects, cap, votes, after=best)


def _steps(first: Fraction, cap: int, by: Fraction) -> int:
    """As many as could matter: with the whole sum each, every supporter could pay alone."""
    return int((cap - first) / by) + 2


def _something_fits(projects: Sequence[Project], votes: Mapping[str, int], bought: Allocation, cap: int) -> bool:
    left, funded = cap - bought.cost, set(bought.funded)
    return any(each.cost <= left and votes[each.key] and each.key not in funded for each in projects)


class _Market:
    """What does not change between one share and the next. Voters with the same ballot are one row with a weight."""

    def __init__(
        self, projects: Sequence[Project], ballots: Sequence[Sequence[str]], votes: Mapping[str, int], *, by_cost: bool
    ) -> None:
        self.projects = projects
        self.votes = votes
        self.by_cost = by_cost
        self.place = before(projects, votes)
        self.cost = {each.key: each.cost for each in projects}
        alike = Counter(tuple(sorted(ballot)) for ballot in ballots if ballot)
        self.weights = list(alike.values())
        self.supporters: dict[str, list[int]] = {each.key: [] for each in projects}
        for row, ballot in enumerate(alike):
            for key in ballot:
                self.supporters[key].append(row)

    def sold(self, share: Fraction, cap: int) -> Allocation:
        """All purses are whole numbers of one small coin: `scale` of them are one unit of the currency.

        Where a price is not a whole number of coins, the coin is made smaller. So no number is ever rounded, and none
        is a fraction that has to be shortened each time.
        """
        scale, purse = share.denominator, [share.numerator] * len(self.weights)
        # Prices only rise, so an old one is a lower bound. As floats these are rounded to the nearest: rounding keeps
        # their order, and where two are the same float the exact ones decide.
        heap = [(self._use(key, self.cost[key], self.votes[key]), key) for key in self.cost if self.votes[key]]
        heapq.heapify(heap)
        funded: list[str] = []
        reasons = {key: Reason(Why.NO_VOTES, 0, cap) for key in self.cost if not self.votes[key]}
        left = cap
        while (found := self._cheapest(heap, purse, scale)) is not None:
            key, need, payers = found
            finer = payers // gcd(need, payers)
            if finer > 1:
                purse, scale, need = [each * finer for each in purse], scale * finer, need * finer
            most = need // payers
            for row in self.supporters[key]:
                purse[row] = purse[row] - most if purse[row] > most else 0
            funded.append(key)
            reasons[key] = Reason(Why.CHOSEN, len(funded), left, most=Fraction(most, scale))
            left -= self.cost[key]
        for key in self.cost:
            if key not in reasons:
                reasons[key] = Reason(Why.NO_ROOM, 0, left, had=Fraction(self._had(key, purse), scale))
        return Allocation(tuple(funded), cap - left, {each.key: reasons[each.key] for each in self.projects}, share)

    def _cheapest(self, heap: list[tuple[float, str]], purse: list[int], scale: int) -> tuple[str, int, int] | None:
        """The project with the least price for its use, as (key, coins, payers): each pays at most coins / payers.

        Those that their supporters cannot pay for any more leave the heap for good.
        """
        best: tuple[str, int, int] | None = None
        lowest, tried = float("inf"), []
        while heap and heap[0][0] <= lowest:
            key = heapq.heappop(heap)[1]
            price = self._price(key, purse, scale)
            if price is None:
                continue
            use = self._use(key, *price, scale=scale)
            if best is None or use < lowest or (use == lowest and self._is_before((key, *price), best)):
                best, lowest = (key, *price), use
            tried.append((use, key))
        for each in tried:
            if best is not None and each[1] != best[0]:
                heapq.heappush(heap, each)
        return best

    def _price(self, key: str, purse: list[int], scale: int) -> tuple[int, int] | None:
        """(coins, payers): what those still pay together who do not give all they have, and how many they are."""
        coins = self.cost[key] * scale
        held = [(purse[row], self.weights[row]) for row in self.supporters[key] if purse[row]]
        if sum(each * weight for each, weight in held) < coins:
            return None
        payers = sum(weight for _, weight in held)
        while True:
            most = -(-coins // payers)  # whoever has less than coins / payers has less than this, and the other way
            rich = [(each, weight) for each, weight in held if each >= most]
            if len(rich) == len(held):
                return coins, payers
            poor = [(each, weight) for each, weight in held if each < most]
            coins -= sum(each * weight for each, weight in poor)
            payers -= sum(weight for _, weight in poor)
            held = rich

    def _use(self, key: str, coins: int, payers: int, *, scale: int = 1) -> float:
        """q(p) / u(p), rounded to the nearest float."""
        return coins / (payers * scale * self._useful(key))

    def _useful(self, key: str) -> int:
        return self.cost[key] if self.by_cost else 1

    def _is_before(self, one: tuple[str, int, int], other: tuple[str, int, int]) -> bool:
        """Exactly, where the floats are the same; equal ones as election.before says."""
        mine = one[1] * other[2] * self._useful(other[0])
        theirs = other[1] * one[2] * self._useful(one[0])
        return mine < theirs or (mine == theirs and self.place[one[0]] < self.place[other[0]])

    def _had(self, key: str, purse: list[int]) -> int:
        return sum(purse[row] * self.weights[row] for row in self.supporters[key])
