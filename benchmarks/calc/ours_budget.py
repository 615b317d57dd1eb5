"""Gehör's side of `against_budget.py`."""

from fractions import Fraction
from functools import lru_cache
from pathlib import Path

from side import serve

from gehor.calc.budget import by_votes, phragmen, votes_of
from gehor.calc.budget.election import before
from gehor.calc.budget.pabulib import read
from gehor.calc.budget.shares import first_share, market_of, raised


@lru_cache(maxsize=1)
def loaded(path):
    found = read(Path(path).read_bytes())
    return found, [each.keys for each in found.choices]


@lru_cache(maxsize=2)
def merged(path, by_cost):
    """As the peer's: read, and equal ballots put together."""
    found, ballots = loaded(path)
    return market_of(found.projects, ballots, points=None, by_cost=by_cost)


def prepare(path, rule, order=None):
    found, ballots = loaded(path)
    if rule == "order":
        votes = votes_of(found.projects, ballots)
        place = before(found.projects, votes)
        return lambda: sorted(place, key=place.__getitem__)
    if rule == "greedy":
        return lambda: sorted(by_votes(found.projects, found.cap, votes_of(found.projects, ballots)).funded)
    if rule == "phragmen":
        return lambda: sorted(phragmen(found.projects, found.cap, ballots, goes_on=False).funded)
    market, share = merged(path, rule != "cardinality"), first_share(found.cap, ballots)
    if rule == "add1":
        step = Fraction(found.parts)
        sold = lambda: raised(market, found.cap, share, step, int((found.cap - share) / step) + 2)  # noqa: E731
    else:
        sold = lambda: market.sold(share)  # noqa: E731
    return lambda: sorted(found.projects[at].key for at in sold().order)


serve(prepare, lambda found: found)
