"""The rule of municipalities that share the sum out by area first: in each area, the most votes first."""

from collections.abc import Mapping, Sequence

from .election import Allocation, Project, Reason
from .greedy import by_votes


def by_area(
    projects: Sequence[Project], area_of: Mapping[str, str], caps: Mapping[str, int], votes: Mapping[str, int]
) -> Allocation:
    """by_votes in each area by itself, with the sum of that area; what is left in one is not moved to another.

    projects: in the order in which they are listed. area_of: project → area, every project has one with a sum (else
    ValueError). caps: area → its sum, whole units, >= 0. votes: project → votes or points.
    funded: area by area, in the order of caps. reasons: `turn` and `left` are those of the project's own area.

    >>> projects = [Project("park", 60), Project("path", 50), Project("bench", 30)]
    >>> areas = {"park": "North", "path": "North", "bench": "South"}
    >>> by_area(projects, areas, {"North": 70, "South": 30}, {"park": 5, "path": 9, "bench": 1}).funded
    ('path', 'bench')
    """
    for each in projects:
        if area_of.get(each.key) not in caps:
            raise ValueError(f"{each.key}: in no area that has a sum")
    funded: list[str] = []
    reasons: dict[str, Reason] = {}
    for area, cap in caps.items():
        found = by_votes([each for each in projects if area_of[each.key] == area], cap, votes)
        funded += found.funded
        reasons |= found.reasons
    cost = {each.key: each.cost for each in projects}
    return Allocation(
        tuple(funded), sum(map(cost.__getitem__, funded)), {each.key: reasons[each.key] for each in projects}
    )
