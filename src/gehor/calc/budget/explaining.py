"""Why a result came out as it did, voter by voter: who paid what, and whose ballots came to nothing."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from .counting import Election, Rule, Utility
from .election import Allocation, Why
from .shares import market_of

DECIMALS = 6  # of what a voter is said to have paid


@dataclass(frozen=True)
class Payments:
    """What the supporters of a funded project paid. each: (how much, by how many voters), the largest first."""

    each: tuple[tuple[float, int], ...]

    @property
    def voters(self) -> int:
        return sum(voters for _, voters in self.each)


def payments(election: Election, allocation: Allocation, rule: Rule, utility: Utility) -> dict[str, Payments]:
    """Project → who paid what for it, in 1 / parts of the currency. What was funded by votes nobody pays by themselves.

    Amounts are rounded to six decimals; together they are the cost of the project, but for that.
    """
    if rule is Rule.EQUAL_SHARES:
        return _by_shares(election, allocation, utility)
    if rule is Rule.PHRAGMEN:
        return _at_a_pace(election, allocation)
    return {}


def _by_shares(election: Election, allocation: Allocation, utility: Utility) -> dict[str, Payments]:
    import numpy as np

    if not allocation.share:
        return {}
    market = market_of(election.projects, election.ballots, points=election.points, by_cost=utility is Utility.COST)
    sold = market.sold(allocation.share)
    found = {}
    for at, use, held in zip(sold.order, sold.uses, sold.before, strict=True):
        paid = np.round(np.minimum(held, use * market.useful[at] * market.u[at]), DECIMALS)
        amounts, places = np.unique(paid, return_inverse=True)
        voters = np.bincount(places, weights=market.heads[at]).astype(int)
        pairs = zip(amounts[::-1].tolist(), voters[::-1].tolist(), strict=True)
        found[election.projects[at].key] = Payments(tuple(pair for pair in pairs if pair[0]))
    return found


def _at_a_pace(election: Election, allocation: Allocation) -> dict[str, Payments]:
    paid_at: dict[tuple[str, ...], Fraction] = {}
    alike = Counter(tuple(sorted(ballot)) for ballot in election.ballots)
    found = {}
    for key in allocation.funded:
        moment = allocation.reasons[key].after
        assert moment is not None
        paid: Counter[float] = Counter()
        for ballot, voters in alike.items():
            if key in ballot:
                paid[round(float(moment - paid_at.get(ballot, Fraction(0))), DECIMALS)] += voters
                paid_at[ballot] = moment
        found[key] = Payments(tuple(sorted(((a, n) for a, n in paid.items() if a), reverse=True)))
    return found


@dataclass(frozen=True)
class Wasted:
    """A group of voters, and how much of their part of the sum paid for nothing that they had chosen.

    without: voters none of whose projects was funded. share: of the sum that would be the group's, if all voters had
    an equal part: 1 - Σ min(got, part) / (voters · part), in [0, 1].
    """

    group: str
    voters: int
    without: int
    share: float


def wasted(election: Election, funded: Sequence[str], groups: Sequence[str] | None = None) -> tuple[Wasted, ...]:
    """Effectively wasted shares by group, in the order in which groups first come; all in one without groups.

    What a funded project costs is split equally between those who chose it, whatever the rule: that is what each got.
    groups: of each ballot. Voters without a choice are left out.
    Source: the share of Lackner, Maly, Rey (2021), Fairness in Long-Term Participatory Budgeting, IJCAI, section 3.

    >>> from gehor.calc.budget import Project
    >>> election = Election((Project("park", 60), Project("bench", 30)), 60, (("park",), ("park",), ("bench",)))
    >>> wasted(election, ["park"], ["north", "north", "south"])
    (Wasted(group='north', voters=2, without=0, share=0.0), Wasted(group='south', voters=1, without=1, share=1.0))
    """
    votes = election.votes
    got = {
        each.key: each.cost / votes[each.key]
        for each in election.projects
        if each.key in set(funded) and votes[each.key]
    }
    chose = [at for at, ballot in enumerate(election.ballots) if ballot]
    part = election.cap / len(chose) if chose else 0.0
    voters: Counter[str] = Counter()
    without: Counter[str] = Counter()
    used: dict[str, float] = {}
    for at in chose:
        group = groups[at] if groups is not None else ""
        mine = sum(got.get(key, 0.0) for key in election.ballots[at])
        voters[group] += 1
        without[group] += not mine
        used[group] = used.get(group, 0.0) + (min(1.0, mine / part) if part else 0.0)
    return tuple(
        Wasted(group, count, without[group], round(max(0.0, 1 - used[group] / count), 12))
        for group, count in voters.items()
    )


@dataclass(frozen=True)
class Lacked:
    """What stood between a project and the money. money: what its supporters, or the sum, lacked."""

    money: Fraction
    by_supporters: bool


def lacked(election: Election, allocation: Allocation, key: str) -> Lacked | None:
    """For a project that was not funded; None for others, and where nobody chose it."""
    reason = allocation.reasons[key]
    cost = next(each.cost for each in election.projects if each.key == key)
    if reason.why is not Why.NO_ROOM:
        return None
    if reason.had is not None and reason.had < cost:
        return Lacked(cost - reason.had, by_supporters=True)
    return Lacked(Fraction(max(0, cost - reason.left)), by_supporters=False)
