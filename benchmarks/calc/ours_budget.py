"""Gehör's side of `against_budget.py`."""

from fractions import Fraction
from functools import lru_cache
from pathlib import Path

from side import serve

from gehor.calc.budget import by_votes, election_of
from gehor.calc.budget.columns import Columns
from gehor.calc.budget.election import before
from gehor.calc.budget.pabulib import read
from gehor.calc.budget.pace import pace_of
from gehor.calc.budget.raising import raised
from gehor.calc.budget.shares import first_share, market_of


@lru_cache(maxsize=1)
def loaded(path):
    """As the peer's: read, and equal ballots put together; with points, and as approval of what is named."""
    found = read(Path(path).read_bytes())
    election = election_of(found)
    named = Columns(found.projects, [each.keys for each in found.choices])
    return election, named, named if election.points is None else election.columns


@lru_cache(maxsize=4)
def market(path, pointed, by_cost):
    election, named, columns = loaded(path)
    return market_of(election.projects, columns if pointed else named, by_cost=by_cost)


def prepare(path, rule, order=None, points=None):
    election, named, pointed = loaded(path)
    projects, cap = election.projects, election.cap
    if rule in ("order", "order of points"):
        place = before(projects, (pointed if "points" in rule else named).votes)
        return lambda: sorted(place, key=place.__getitem__)
    if rule == "points":  # of each ballot, for the peer to be given the same
        return lambda: [dict(zip(*each, strict=True)) for each in zip(election.ballots, election.points, strict=True)]
    if rule == "greedy":
        heads = [int(each.sum()) for each in named.heads]
        votes = {each.key: count for each, count in zip(projects, heads, strict=True)}
        return lambda: sorted(by_votes(projects, cap, votes).funded)
    keys = [each.key for each in projects]
    if rule == "phragmen":
        return lambda: sorted(keys[each.at] for each in paced(projects, named, cap) if each.is_bought)
    asked = market(path, "points" in rule, "cardinality" not in rule)
    share = first_share(cap, asked)
    if rule == "add1":
        step = Fraction(election.parts)
        return lambda: sorted(keys[at] for at in raised(asked, cap, share, step, int((cap - share) / step) + 2).order)
    return lambda: sorted(keys[at] for at in asked.sold(share).order)


def paced(projects, columns, cap):
    pace = pace_of(projects, columns)
    pace.goes_to(cap, goes_on=False)
    return pace.settled


serve(prepare, lambda found: found)
