"""What may be shown of ratings: without a database."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gehor.process import ratings
from gehor.process.ratings import DONT_KNOW, FEWEST, OF_ANSWERS, Share

RATED = st.lists(st.fixed_dictionaries({}, optional=dict.fromkeys(OF_ANSWERS, st.integers(0, 5))), max_size=30)


@settings(max_examples=50)
@given(RATED)
def test_nothing_is_shown_of_four_and_whoever_does_not_know_counts_for_neither_side(rated):
    found = ratings.shares(OF_ANSWERS, rated)
    for question, share in found.items():
        opinions = [each[question] for each in rated if each.get(question)]
        assert (share is None) == (len(rated) < FEWEST or len(opinions) < FEWEST)
        if share is not None:
            assert share == Share(sum(opinion >= 4 for opinion in opinions), len(opinions))
    unsure = [dict.fromkeys(OF_ANSWERS, DONT_KNOW)] * 3
    shown = {question: share for question, share in found.items() if share}
    assert {question: ratings.shares(OF_ANSWERS, [*rated, *unsure])[question] for question in shown} == shown
    assert ratings.shares(OF_ANSWERS, list(reversed(rated))) == found


def test_hidden_cells_are_no_part_of_the_sum():
    assert ratings.added([Share(3, 5), None, Share(1, 6)]) == Share(4, 11)
    assert ratings.added([None, None]) is None


@settings(max_examples=50)
@given(st.integers(0, 30), st.integers(0, 30))
def test_a_part_that_is_told_leaves_nobody_alone(part, rest):
    told = ratings.may_split(part, part + rest)
    assert told == (part not in range(1, FEWEST) and rest not in range(1, FEWEST))


@pytest.mark.parametrize(
    ("rating", "wrong"),
    [({"credible": 3}, ""), ({"credible": 6}, "credible"), ({"credible": -1}, "credible"), ({"respect": 3}, "respect")],
)
def test_only_what_is_asked_is_rated(rating, wrong):
    assert ratings.wrong_rating(OF_ANSWERS, rating) == wrong


def test_the_last_day_itself_is_not_over():
    day = dt.date(2026, 3, 30)
    assert not ratings.is_over(day, today=day) and ratings.is_over(day, today=day + dt.timedelta(1))
