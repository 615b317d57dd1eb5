"""pabutools' side of `against_budget.py`. Without "points", ballots are counted as approval of what they name."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from pabutools.election import (
    AdditiveSatisfaction,
    ApprovalBallot,
    ApprovalProfile,
    CardinalBallot,
    Cardinality_Sat,
    CardinalProfile,
    Cost_Sat,
    parse_pabulib,
)
from pabutools.election.satisfaction import Additive_Cardinal_Sat
from pabutools.rules import greedy_utilitarian_welfare, method_of_equal_shares, sequential_phragmen
from pabutools.tiebreaking import TieBreakingRule
from side import serve

known = {}


class CostPoints(AdditiveSatisfaction):
    """What a project costs, times its points: built from the peer's parts, since it has no such measure."""

    def __init__(self, instance, profile, ballot):
        super().__init__(
            instance, profile, ballot, lambda i, p, ballot, project, more: ballot.get(project, 0) * project.cost
        )


def loaded(path, points):
    key = path, points is not None
    if key not in known:
        instance, profile = parse_pabulib(path)
        if points is None:
            plain = ApprovalProfile([ApprovalBallot(ballot) for ballot in profile], instance=instance)
        else:
            of = {each.name: each for each in instance}
            ballots = [CardinalBallot({of[name]: worth for name, worth in each.items()}) for each in points]
            plain = CardinalProfile(ballots, instance=instance)
        known.clear()
        known[key] = instance, plain.as_multiprofile()
    return known[key]


def prepare(path, rule, order, points=None):
    instance, profile = loaded(path, points)
    place = {name: at for at, name in enumerate(order)}
    ties = TieBreakingRule(lambda instance, profile, project: place[project.name])
    if rule == "greedy":
        return lambda: greedy_utilitarian_welfare(instance, profile, sat_class=Cost_Sat, tie_breaking=ties)
    if rule == "phragmen":
        return lambda: sequential_phragmen(instance, profile, tie_breaking=ties)
    if points is None:
        measure = Cardinality_Sat if rule == "cardinality" else Cost_Sat
    else:
        measure = Additive_Cardinal_Sat if "cardinality" in rule else CostPoints
    return lambda: method_of_equal_shares(
        instance, profile, sat_class=measure, tie_breaking=ties, voter_budget_increment=1 if rule == "add1" else None
    )


serve(prepare, lambda found: sorted(each.name for each in found))
