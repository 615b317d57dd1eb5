"""When a correction is late, and when ratings reopen an answer: without a database."""

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from gehor.feedback.replies import rules
from gehor.process.ratings import OF_ANSWERS

RATINGS = st.lists(st.fixed_dictionaries(dict.fromkeys(OF_ANSWERS, st.integers(0, 5))), max_size=30)


def alike(*ratings):
    return [dict.fromkeys(OF_ANSWERS, rating) for rating in ratings]


def test_a_correction_is_late_from_the_fifteenth_day_until_it_is_replied_to():
    due = rules.answer_by(dt.date(2026, 3, 2))
    assert rules.days_late(due, None, today=dt.date(2026, 3, 16)) == 0
    assert rules.days_late(due, None, today=dt.date(2026, 3, 17)) == 1
    assert rules.days_late(due, dt.date(2026, 3, 18), today=dt.date(2026, 9, 1)) == 2


def test_four_reopen_nothing():
    assert not rules.is_low(alike(1, 1, 1, 1))


def test_one_question_is_enough_to_reopen_an_answer():
    rated = [{"got_answer": 5, "understand_use": 5, "credible": 1}] * 5
    assert rules.is_low(rated)


def test_a_bare_majority_against_is_not_certain():
    """One of eight: at most 47 % agree. One of seven: it may be 51 %."""
    assert rules.is_low(alike(5, *[1] * 7))
    assert not rules.is_low(alike(5, *[1] * 6))


@settings(max_examples=40)
@given(RATINGS)
def test_an_answer_that_all_find_good_is_never_reopened(rated):
    content = [{question: max(4, rating) for question, rating in each.items()} for each in rated]
    assert not rules.is_low(content)
    assert rules.is_low(rated) == rules.is_low(list(reversed(rated)))
