"""The rule most places use: the project with the most votes first, as long as the money lasts."""

from collections.abc import Mapping, Sequence

from .election import Allocation, Project, Reason, Why, before, must_be_a_cap


def by_votes(
    projects: Sequence[Project], cap: int, votes: Mapping[str, int], *, after: Allocation | None = None
) -> Allocation:
    """Go through the projects by votes; take each that still fits, and go on past those that do not.

    projects: in the order in which they are listed. cap: the sum, whole units, >= 0 (else ValueError).
    votes: project → votes or points, >= 0; a project without any is never taken.
    after: what was chosen before this rule fills up with what is left.
    Ties as election.before says. O(n log n); exact; deterministic.

    >>> projects = [Project("park", 60), Project("path", 50), Project("bench", 30)]
    >>> by_votes(projects, 100, {"park": 5, "path": 4, "bench": 1}).funded
    ('park', 'bench')
    """
    must_be_a_cap(cap)
    place = before(projects, votes)
    funded = list(after.funded) if after else []
    reasons = {key: after.reasons[key] for key in funded} if after else {}
    left = cap - (after.cost if after else 0)
    chosen = Why.CHOSEN_AFTER if after else Why.CHOSEN
    turn = sum(each.turn > 0 for each in reasons.values())
    for project in sorted(projects, key=lambda each: place[each.key]):
        if project.key in reasons:
            continue
        had = after.reasons[project.key].had if after else None
        if not votes[project.key]:
            reasons[project.key] = Reason(Why.NO_VOTES, 0, left)
            continue
        turn += 1
        if project.cost > left:
            reasons[project.key] = Reason(Why.NO_ROOM, turn, left, had=had)
            continue
        reasons[project.key] = Reason(chosen, turn, left, had=had)
        funded.append(project.key)
        left -= project.cost
    return Allocation(
        tuple(funded), cap - left, {each.key: reasons[each.key] for each in projects}, after.share if after else None
    )
