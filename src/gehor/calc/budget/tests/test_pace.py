"""Phragmén on columns: the same as with a fraction for every voter, to the last tie."""

from collections.abc import Sequence
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gehor.calc.budget import Project, Reason, Why, phragmen, votes_of
from gehor.calc.budget.election import before

from .test_rules import elections


def slowly(
    projects: Sequence[Project], cap: int, ballots: Sequence[Sequence[str]], *, goes_on: bool
) -> dict[str, Reason]:
    """What each voter has been given when they last paid, as a fraction, voter by voter."""
    votes = votes_of(projects, ballots)
    place = before(projects, votes)
    since = [Fraction(0) for _ in ballots]
    waiting = {each.key: each for each in projects if votes[each.key] and (goes_on or each.cost <= cap)}
    found, left = dict[str, Reason](), cap
    while waiting:
        moments = {
            key: (each.cost + sum(since[i] for i, ballot in enumerate(ballots) if key in ballot)) / Fraction(votes[key])
            for key, each in waiting.items()
        }
        equal = [key for key in waiting if moments[key] == min(moments.values())]
        if not goes_on and any(waiting[key].cost > left for key in equal):
            break
        key = min(equal, key=place.__getitem__)
        fits = waiting[key].cost <= left
        found[key] = Reason(Why.CHOSEN if fits else Why.NO_ROOM, len(found) + 1, left, after=moments[key])
        if fits:
            left -= waiting[key].cost
            since = [moments[key] if key in ballot else each for each, ballot in zip(since, ballots, strict=True)]
        del waiting[key]
    for each in projects:
        if each.key not in found:
            found[each.key] = Reason(Why.NO_ROOM, 0, left) if votes[each.key] else Reason(Why.NO_VOTES, 0, cap)
    return {each.key: found[each.key] for each in projects}


@settings(max_examples=80, deadline=None)
@given(elections(), st.booleans())
def test_every_reason_is_that_of_the_slow_one(election: tuple, goes_on: bool) -> None:
    assert phragmen(*election, goes_on=goes_on).reasons == slowly(*election, goes_on=goes_on)


BIG = 10**15


@pytest.mark.parametrize(
    ("one_more", "first"),
    [
        (1, "few"),
        (0, "many"),
        (-1, "many"),
    ],  # after (3·BIG + 1) / 3, as after BIG: more votes, and after less than that
)
def test_moments_that_floats_cannot_tell_apart_are_compared_in_whole_numbers(one_more: int, first: str) -> None:
    projects = (Project("many", 3 * BIG + one_more), Project("few", BIG))
    found = phragmen(projects, 3 * BIG + 1, [("many",)] * 3 + [("few",)])
    assert found.funded == (first,)
    assert found.reasons["many"].after == Fraction(3 * BIG + one_more, 3)


def test_also_after_others_have_paid_it_is_exact() -> None:
    # After the first, at 1/7, its voters are behind the others by what floats still see; the next two come a ninth of
    # a unit in 10^15 apart
    projects = (Project("first", 1), Project("a", 9 * BIG + 1), Project("b", 9 * BIG))
    ballots = [("first", "a")] * 3 + [("first", "b")] * 3 + [("first",)] + [("a",)] * 6 + [("b",)] * 6
    found = phragmen(projects, 30 * BIG, ballots)
    assert found.funded == ("first", "b", "a")
    assert found.reasons["b"].after == (9 * BIG + Fraction(3, 7)) / 9
    assert found.reasons["a"].after == (9 * BIG + 1 + Fraction(3, 7)) / 9
