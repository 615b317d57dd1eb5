"""Borda, Copeland and places: by hand, as published, by property."""

import random
from fractions import Fraction
from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from gehor.calc.ranking import borda, copeland, duels, places

OPTIONS = ("a", "b", "c", "d")
BALLOTS = st.lists(
    st.sampled_from([ballot for size in range(5) for ballot in permutations(OPTIONS, size)]), min_size=0, max_size=12
)


def test_points_by_hand():
    """Three options: a b c · b a, so c last · a alone, so b and c share one point."""
    assert borda("abc", ["abc", "ba", "a"]) == {"a": 5, "b": Fraction(7, 2), "c": Fraction(1, 2)}


def test_the_capital_of_tennessee():
    """The textbook election: 42 Memphis, 26 Nashville, 15 Chattanooga, 17 Knoxville. Nashville beats all others."""
    ballots = ["MNCK"] * 42 + ["NCKM"] * 26 + ["CKNM"] * 15 + ["KCNM"] * 17
    assert borda("MNCK", ballots) == {"M": 126, "N": 194, "C": 173, "K": 107}
    found = duels("MNCK", ballots)
    assert (found["N", "M"], found["M", "N"], found["N", "C"], found["N", "K"]) == (58, 42, 68, 68)
    assert copeland("MNCK", found) == {"M": 0, "N": 3, "C": 2, "K": 1}


def test_a_circle_is_said_as_it_is():
    ballots = ["abc", "bca", "cab"]
    assert places(copeland("abc", duels("abc", ballots))) == {"a": 1, "b": 1, "c": 1}
    assert places(borda("abc", ballots)) == {"a": 1, "b": 1, "c": 1}


def test_of_nothing_all_are_equal():
    assert set(borda(OPTIONS, []).values()) == {0}
    assert set(copeland(OPTIONS, {}).values()) == {Fraction(3, 2)}
    assert places({}) == {}


@settings(max_examples=50)
@given(BALLOTS)
def test_borda_is_the_count_of_all_duels_and_the_order_of_ballots_says_nothing(ballots):
    points, found = borda(OPTIONS, ballots), duels(OPTIONS, ballots)
    for a in OPTIONS:
        equal = sum(len(ballots) - found[a, b] - found[b, a] for b in OPTIONS if b != a)
        assert points[a] == sum(found[a, b] for b in OPTIONS if b != a) + Fraction(equal, 2)
    shuffled = random.Random(3).sample(ballots, len(ballots))
    assert borda(OPTIONS, shuffled) == points and duels(OPTIONS, shuffled) == found
    assert sum(copeland(OPTIONS, found).values()) == 6
    assert min(places(points).values()) == 1
