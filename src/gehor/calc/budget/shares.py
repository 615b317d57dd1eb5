"""The method of equal shares: all are given the same part of the money, and supporters pay for a project together."""

from collections.abc import Sequence
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from .election import Allocation, Ballots, Points, Project, Reason, Why, before, must_be_a_cap
from .greedy import by_votes

if TYPE_CHECKING:
    from .columns import Columns
    from .market import Market, Sold

RAISED_BY = Fraction(1, 100)  # of the share that everybody has at first
RAISED_MOST = 500  # times: six times the first share


class Completion(StrEnum):
    """What is done with the money that equal shares leave over."""

    NONE = "none"
    ADD1 = "add1"  # everybody's share is raised by one unit at a time, as long as the outcome fits under the cap
    ADD1U = "add1u"  # the same, and then by votes with what is left
    GREEDY = "greedy"  # by votes with what is left


def equal_shares(
    projects: Sequence[Project],
    cap: int,
    ballots: "Ballots | Columns",
    *,
    points: Points | None = None,
    share: Fraction | None = None,
    by_cost: bool = True,
) -> Allocation:
    """Which projects their supporters can pay for, out of equal shares of the money.

    Each voter i is given b(i) = share. In each round, project p costs its supporters N(p), for each point u(i, p), at
    most

        q(p) = the least q with Σ min(b(i), q·u(i, p)) = cost(p), over i in N(p)

    and the project with the least q(p) / u(p) is bought; each supporter pays min(b(i), q(p)·u(i, p)). It ends when no
    project's supporters have enough left.

    projects: in the order in which they are listed. cap: the sum, whole units, >= 0 (else ValueError).
    ballots: the keys that each voter supports. points: beside each key what it is worth to the voter, whole, >= 0 (0
    is no support); None: all are worth 1. share: of each voter, in the currency; None: cap / number of voters.
    by_cost: a point is worth what the project costs, u(p) = cost(p); False: a point is a point, u(p) = 1.
    With `share` above cap / voters the cost may pass the cap. Equal q / u: election.before, by votes. Exact: floats
    compare, and what is within 1e-9 is compared in whole numbers; deterministic.
    reasons: `most` is q(p) of those bought; `had` what the supporters of the others have left together.
    Source: Peters, Pierczyński, Skowron (2021), NeurIPS 34, section 3.

    >>> projects = [Project("park", 60), Project("path", 50), Project("bench", 30)]
    >>> ballots = [("park", "path")] * 3 + [("bench",)] * 2
    >>> equal_shares(projects, 100, ballots).funded  # 20 each: three have 60 together, two have 40
    ('path', 'bench')
    """
    must_be_a_cap(cap)
    market = market_of(projects, ballots, points=points, by_cost=by_cost)
    return _told(market, market.sold(first_share(cap, market) if share is None else Fraction(share)), cap)


def shares_filled_up(
    projects: Sequence[Project],
    cap: int,
    ballots: "Ballots | Columns",
    *,
    points: Points | None = None,
    step: Fraction | None = None,
    by_cost: bool = True,
    completion: Completion = Completion.ADD1U,
) -> Allocation:
    """Equal shares, raised as far as the money lasts; what is left goes by votes.

    Shares alone leave money over: supporters have a little left that is not enough for anything. So everybody's share
    is raised by `step` at a time, all is counted anew, and the last outcome that fits under the cap stands. It ends as
    soon as no project with votes fits any more, and where step is None after RAISED_MOST steps. Then by_votes (or by
    points, where there are any), with what is left, if the completion says so.

    step: in the currency, > 0 (else ValueError); None: a hundredth of the first share, the same in any currency.
    The rest as equal_shares. However small the step, only those shares are counted at which something may change: see
    market.sold. Source: "Add1" and "Add1U", where the step is one unit of the currency: Faliszewski et al. (2023),
    Participatory Budgeting: Data, Tools and Analysis, IJCAI.

    >>> projects = [Project("park", 60), Project("path", 50), Project("bench", 30)]
    >>> shares_filled_up(projects, 100, [("park", "path")] * 3 + [("bench",)] * 2).funded
    ('path', 'bench')
    """
    must_be_a_cap(cap)
    if step is not None and step <= 0:
        raise ValueError("a share is raised by more than nothing")
    market = market_of(projects, ballots, points=points, by_cost=by_cost)
    first = first_share(cap, market)
    if completion in (Completion.ADD1, Completion.ADD1U) and first:
        by = first * RAISED_BY if step is None else Fraction(step)
        most = RAISED_MOST if step is None else int((cap - first) / by) + 2
        from .raising import raised

        bought = _told(market, raised(market, cap, first, by, most), cap)
    else:
        bought = _told(market, market.sold(first), cap)
    if completion not in (Completion.ADD1U, Completion.GREEDY):
        return bought
    return by_votes(market.columns.projects, cap, market.columns.score, after=bought)


def first_share(cap: int, market: "Market") -> Fraction:
    voters = market.columns.voters
    return Fraction(cap, voters) if voters else Fraction(0)


def market_of(
    projects: Sequence[Project], ballots: "Ballots | Columns", *, points: Points | None = None, by_cost: bool = True
) -> "Market":
    """What these rules are counted on; see market.py. Kept by whoever counts the same ballots more than once."""
    from .columns import columns_of  # numpy is not loaded before anything is counted
    from .market import Market

    columns = columns_of(projects, ballots, points)
    place = before(projects, columns.votes)
    return Market(columns, by_cost=by_cost, places=[place[each.key] for each in projects])


def _told(market: "Market", sold: "Sold", cap: int) -> Allocation:
    from .exact import Exact

    projects, exact = market.columns.projects, Exact(market, sold)
    left, reasons = cap, dict[str, Reason]()
    for turn, at in enumerate(sold.order):
        reasons[projects[at].key] = Reason(Why.CHOSEN, turn + 1, left, most=exact.price_at(turn))
        left -= projects[at].cost
    for at, each in enumerate(projects):
        if each.key in reasons:
            continue
        if market.pull_all[at]:
            reasons[each.key] = Reason(Why.NO_ROOM, 0, left, had=exact.had(at))
        else:
            reasons[each.key] = Reason(Why.NO_VOTES, 0, cap)
    funded = tuple(projects[at].key for at in sold.order)
    return Allocation(funded, cap - left, {each.key: reasons[each.key] for each in projects}, sold.share)
