"""pabutools' side of `against_budget.py`. Ballots with points or an order are counted as approval of what they name."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from pabutools.election import ApprovalBallot, ApprovalProfile, Cardinality_Sat, Cost_Sat, parse_pabulib
from pabutools.rules import greedy_utilitarian_welfare, method_of_equal_shares, sequential_phragmen
from pabutools.tiebreaking import TieBreakingRule
from side import serve

known = {}


def loaded(path):
    if path not in known:
        instance, profile = parse_pabulib(path)
        plain = ApprovalProfile([ApprovalBallot(ballot) for ballot in profile], instance=instance)
        known.clear()
        known[path] = instance, plain.as_multiprofile()
    return known[path]


def prepare(path, rule, order):
    instance, profile = loaded(path)
    place = {name: at for at, name in enumerate(order)}
    ties = TieBreakingRule(lambda instance, profile, project: place[project.name])
    if rule == "greedy":
        return lambda: greedy_utilitarian_welfare(instance, profile, sat_class=Cost_Sat, tie_breaking=ties)
    if rule == "phragmen":
        return lambda: sequential_phragmen(instance, profile, tie_breaking=ties)
    raised = 1 if rule == "add1" else None
    measure = Cardinality_Sat if rule == "cardinality" else Cost_Sat
    return lambda: method_of_equal_shares(
        instance, profile, sat_class=measure, tie_breaking=ties, voter_budget_increment=raised
    )


serve(prepare, lambda found: sorted(each.name for each in found))
