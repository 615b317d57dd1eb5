"""Why a result came out as it did, voter by voter: who paid what, and whose ballots came to nothing.

Amounts are in 1 / parts of the currency, as in `Election`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from .counting import Election, Rule, Utility
from .election import Allocation, Why
from .shares import market_of

if TYPE_CHECKING:
    from .columns import Floats

DECIMALS = 6  # of what a voter is said to have paid


@dataclass(frozen=True)
class Payments:
    """What the supporters of a funded project paid. each: (how much, by how many voters), the largest first."""

    each: tuple[tuple[float, int], ...]

    @property
    def voters(self) -> int:
        return sum(voters for _, voters in self.each)


def payments(election: Election, allocation: Allocation, rule: Rule, utility: Utility) -> dict[str, Payments]:
    """Project → who paid what for it. What was funded by votes nobody pays by themselves.

    Amounts are rounded to six decimals; together they are the cost of the project, but for that.
    """
    import numpy as np

    columns, found = election.columns, {}
    for at, amounts in _paid(election, allocation, rule, utility):
        different, places = np.unique(np.round(amounts, DECIMALS), return_inverse=True)
        voters = np.bincount(places, weights=columns.heads[at]).astype(int)
        pairs = zip(different[::-1].tolist(), voters[::-1].tolist(), strict=True)
        found[election.projects[at].key] = Payments(tuple(pair for pair in pairs if pair[0]))
    return found


@dataclass(frozen=True)
class Receipt:
    """What one voter's money went to. paid: project → how much. left: what they still had when all was bought.

    parts: of what was funded by votes, project → its cost, split equally between those who chose it. None of that was
    theirs to give, so it is told apart.
    """

    paid: Mapping[str, float]
    left: float | None
    parts: Mapping[str, float]


def receipts(election: Election, allocation: Allocation, rule: Rule, utility: Utility) -> list[Receipt]:
    """One for each ballot, in their order; equal ballots have the same one. Rounded to six decimals.

    >>> from gehor.calc.budget import Project, count
    >>> election = Election((Project("park", 60), Project("bench", 30)), 90, (("park",), ("park",), ("bench",)))
    >>> receipts(election, count(election, Rule.PHRAGMEN), Rule.PHRAGMEN, Utility.COST)[0]
    Receipt(paid={'park': 30.0}, left=0.0, parts={})
    """
    columns = election.columns
    paid: list[dict[str, float]] = [{} for _ in columns.weights]
    places = {each.key: at for at, each in enumerate(election.projects)}
    by_voters = set[str]()
    for at, amounts in _paid(election, allocation, rule, utility):
        by_voters.add(key := election.projects[at].key)
        for row, amount in zip(columns.rows[at].tolist(), amounts.tolist(), strict=True):
            if told := round(amount, DECIMALS):
                paid[row][key] = told
    parts: list[dict[str, float]] = [{} for _ in columns.weights]
    for key in allocation.funded:
        if key not in by_voters:
            part = round(election.projects[places[key]].cost / columns.votes[key], DECIMALS)
            for row in columns.rows[places[key]].tolist():
                parts[row][key] = part
    given = _given(allocation, rule)
    rows = [
        Receipt(mine, None if given is None else max(0.0, round(given - sum(mine.values()), DECIMALS - 1)), of_votes)
        for mine, of_votes in zip(paid, parts, strict=True)
    ]
    none = Receipt({}, None if given is None else round(given, DECIMALS - 1), {})
    return [rows[row] if row >= 0 else none for row in columns.row_of.tolist()]


def _given(allocation: Allocation, rule: Rule) -> float | None:
    """What each voter had been given in the end; None where the rule gives nobody anything."""
    if rule is Rule.EQUAL_SHARES:
        return None if allocation.share is None else float(allocation.share)
    moments = [allocation.reasons[key].after for key in allocation.funded]
    return float(max((each for each in moments if each is not None), default=0)) if rule is Rule.PHRAGMEN else None


def _paid(election: Election, allocation: Allocation, rule: Rule, utility: Utility) -> Iterator[tuple[int, "Floats"]]:
    """(place of a project, what each voter of the rows that support it paid), in the order of the purchases."""
    columns = election.columns
    if rule is Rule.EQUAL_SHARES and allocation.share:
        import numpy as np

        market = market_of(election.projects, columns, by_cost=utility is Utility.COST)
        sold = market.sold(allocation.share)
        for at, q, held in zip(sold.order, sold.prices, sold.before, strict=True):
            yield at, np.minimum(held, q * columns.given[at])
    elif rule is Rule.PHRAGMEN:
        from .pace import pace_of

        pace = pace_of(election.projects, columns)
        pace.goes_to(election.cap, goes_on=True)
        for settled in pace.settled:
            if settled.is_bought:
                yield settled.at, settled.moment - settled.since


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


def wasted(
    election: Election, funded: Sequence[str], groups: Sequence[str] | None = None, *, cap: int | None = None
) -> tuple[Wasted, ...]:
    """Effectively wasted shares by group, in the order in which groups first come; all in one without groups.

    What a funded project costs is split equally between those who chose it, whatever the rule: that is what each got.
    groups: of each ballot. Voters without a choice are left out. cap: the sum that is shared; None: the election's.
    Source: the share of Lackner, Maly, Rey (2021), Fairness in Long-Term Participatory Budgeting, IJCAI, section 3.

    >>> from gehor.calc.budget import Project
    >>> election = Election((Project("park", 60), Project("bench", 30)), 60, (("park",), ("park",), ("bench",)))
    >>> wasted(election, ["park"], ["north", "north", "south"])
    (Wasted(group='north', voters=2, without=0, share=0.0), Wasted(group='south', voters=1, without=1, share=1.0))
    """
    import numpy as np

    columns, chosen = election.columns, set(funded)
    got = np.zeros(len(columns.weights))
    for each, rows in zip(election.projects, columns.rows, strict=True):
        if each.key in chosen and len(rows):
            got[rows] += each.cost / columns.votes[each.key]
    chose = columns.row_of >= 0
    got = got[columns.row_of[chose]]
    part = (election.cap if cap is None else cap) / len(got) if len(got) else 0.0
    used = np.minimum(1.0, got / part) if part else np.zeros(len(got))
    if groups is None:
        groups = [""] * columns.voters
    names = dict.fromkeys(group for group, is_one in zip(groups, chose.tolist(), strict=True) if is_one)
    place = {name: number for number, name in enumerate(names)}
    of_voter = np.array([place[group] for group, is_one in zip(groups, chose.tolist(), strict=True) if is_one], int)
    voters = np.bincount(of_voter, minlength=len(place))
    without = np.bincount(of_voter[got == 0], minlength=len(place))
    shares = np.bincount(of_voter, weights=used, minlength=len(place))
    return tuple(
        Wasted(name, int(voters[at]), int(without[at]), round(max(0.0, 1 - float(shares[at]) / int(voters[at])), 12))
        for name, at in place.items()
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


def is_complete(election: Election, allocation: Allocation, rule: Rule) -> bool:
    """Whether what is left pays for no further project that somebody chose; by area: whether it does so in no area.

    >>> from gehor.calc.budget import Completion, Project, count
    >>> election = Election((Project("park", 60), Project("bench", 30)), 90, (("park",), ("park",), ("bench",)))
    >>> is_complete(election, count(election, Rule.GREEDY), Rule.GREEDY)
    True
    """
    by_area = rule is Rule.BY_AREA and election.area_of is not None and election.caps is not None
    area_of = election.area_of if by_area and election.area_of else {}
    left = dict(election.caps) if by_area and election.caps else {"": election.cap}
    for each in election.projects:
        if each.key in allocation.funded:
            left[area_of.get(each.key, "")] -= each.cost
    return not any(
        each.cost <= left[area_of.get(each.key, "")]
        for each in election.projects
        if each.key not in allocation.funded and election.votes[each.key]
    )
