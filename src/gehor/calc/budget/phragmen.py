"""Sequential Phragmén: all are given money at the same pace, and supporters buy a project when they have enough."""

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

from .election import Allocation, Project, Reason, Why, before, must_be_a_cap, votes_of


def phragmen(
    projects: Sequence[Project], cap: int, ballots: Sequence[Sequence[str]], *, goes_on: bool = True
) -> Allocation:
    """Which projects are bought when all voters are given money at the same pace.

    Voters start with nothing. A project is bought at the moment its supporters together have what it costs; then they
    have nothing again. With x(i) what voter i had been given when last they paid, project p is bought at

        t(p) = (cost(p) + Σ x(i)) / n(p)        over the n(p) supporters of p

    projects: in the order in which they are listed. cap: the sum, whole units, >= 0 (else ValueError).
    ballots: the keys that each voter supports.
    goes_on: what does not fit when its turn comes is left out, and the rule goes on with the others, so that the money
    is used; False: the rule stops there, as the paper has it, also where one of several equal ones does not fit. (What
    costs more than the whole sum is no candidate in the paper.)
    Equal moments: election.before. Exact, O(projects² · supporters); deterministic.
    Source: Brill, Freeman, Janson, Lackner (2017), AAAI; with costs Los, Christoff, Grossi (2022), IJCAI, section 3.

    >>> projects = [Project("park", 60), Project("path", 50), Project("bench", 30)]
    >>> ballots = [("park", "path")] * 3 + [("bench",)] * 2
    >>> phragmen(projects, 100, ballots).funded
    ('bench', 'path')
    """
    must_be_a_cap(cap)
    votes = votes_of(projects, ballots)
    place = before(projects, votes)
    alike = Counter(tuple(sorted(ballot)) for ballot in ballots if ballot)
    rows = list(alike.items())
    supporters: dict[str, list[int]] = {each.key: [] for each in projects}
    for row, ballot in enumerate(alike):
        for key in ballot:
            supporters[key].append(row)
    # What each has paid so far is a moment. Sums of moments are kept for each project, and change only where somebody
    # paid, so that no voter is asked twice for the same.
    paid_at = [0] * len(rows)  # of which purchase it was
    moments = [Fraction(0)]
    paid = {each.key: Fraction(0) for each in projects}
    cost = {each.key: each.cost for each in projects}
    waiting = {key for key, count in votes.items() if count and (goes_on or cost[key] <= cap)}
    reasons = {key: Reason(Why.NO_VOTES, 0, cap) for key, count in votes.items() if not count}
    funded: list[str] = []
    left = cap
    moment = {key: Fraction(cost[key], votes[key]) for key in waiting}
    while waiting:
        first = min(moment[each] for each in waiting)
        equal = [each for each in waiting if moment[each] == first]
        key = min(equal, key=place.__getitem__)
        turn = sum(each.turn > 0 for each in reasons.values()) + 1
        if not goes_on and any(cost[each] > left for each in equal):
            break
        waiting.remove(key)
        if cost[key] > left:
            reasons[key] = Reason(Why.NO_ROOM, turn, left, after=first)
            continue
        reasons[key] = Reason(Why.CHOSEN, turn, left, after=first)
        funded.append(key)
        left -= cost[key]
        moments.append(first)
        risen: dict[str, Counter[int]] = {}  # project → the purchase at which they last paid → voters
        for row in supporters[key]:
            ballot, voters = rows[row]
            for other in ballot:
                if other in waiting:
                    risen.setdefault(other, Counter())[paid_at[row]] += voters
            paid_at[row] = len(moments) - 1
        for other, since in risen.items():
            paid[other] += sum((first - moments[when]) * voters for when, voters in since.items())
            moment[other] = (cost[other] + paid[other]) / votes[other]
    for key in cost:  # nobody had come so far
        if key not in reasons:
            reasons[key] = Reason(Why.NO_ROOM, 0, left)
    return Allocation(tuple(funded), cap - left, {each.key: reasons[each.key] for each in projects})
