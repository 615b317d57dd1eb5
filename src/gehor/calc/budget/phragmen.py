"""Sequential Phragmén: all are given money at the same pace, and supporters buy a project when they have enough."""

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
    is used; False: the rule stops there, as the paper has it.
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
    supporters: dict[str, list[int]] = {each.key: [] for each in projects}
    for voter, ballot in enumerate(ballots):
        for key in ballot:
            supporters[key].append(voter)
    # What each has paid so far is a moment. Sums of moments are kept for each project, and change only where somebody
    # paid, so that no voter is asked twice for the same.
    paid_at = [Fraction(0)] * len(ballots)
    paid = {each.key: Fraction(0) for each in projects}
    cost = {each.key: each.cost for each in projects}
    waiting = {key for key, count in votes.items() if count}
    reasons = {key: Reason(Why.NO_VOTES, 0, cap) for key, count in votes.items() if not count}
    funded: list[str] = []
    left = cap
    while waiting:
        moment = {key: (cost[key] + paid[key]) / votes[key] for key in waiting}
        key = min(waiting, key=lambda each: (moment[each], place[each]))
        turn = sum(each.turn > 0 for each in reasons.values()) + 1
        waiting.remove(key)
        if cost[key] > left:
            reasons[key] = Reason(Why.NO_ROOM, turn, left, after=moment[key])
            if not goes_on:
                break
            continue
        reasons[key] = Reason(Why.CHOSEN, turn, left, after=moment[key])
        funded.append(key)
        left -= cost[key]
        for voter in supporters[key]:
            risen = moment[key] - paid_at[voter]
            for other in ballots[voter]:
                if other in waiting:
                    paid[other] += risen
            paid_at[voter] = moment[key]
    for key in waiting:  # nobody had come so far
        reasons[key] = Reason(Why.NO_ROOM, 0, left)
    return Allocation(tuple(funded), cap - left, {each.key: reasons[each.key] for each in projects})
