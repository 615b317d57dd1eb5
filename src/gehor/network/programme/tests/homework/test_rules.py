import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gehor.network.programme.homework import rules
from gehor.network.programme.homework.rules import Course, Held, Place

DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2030, 12, 31))
STEPS = st.none() | st.integers(1, 5)


@given(DAYS, DAYS, st.none() | DAYS, st.booleans(), DAYS)
def test_a_step_is_in_one_place_and_never_late_when_done_or_left_out(starts, due, done, skipped, today):
    place = rules.place(Course(starts, due, done, skipped), today)
    assert (place is Place.DONE) == (done is not None)
    if done is None and skipped:
        assert place is Place.SKIPPED
    if place is Place.LATE:
        assert today > due


@given(st.lists(st.sampled_from(Place)))
def test_progress_is_a_share_that_grows_with_what_is_done(places):
    share = rules.progress(places)
    if share is None:
        assert all(each is Place.SKIPPED for each in places)
    else:
        assert 0 <= share <= 1
        assert rules.progress([*places, Place.SKIPPED]) == share
        assert rules.progress([*places, Place.DONE]) >= share


@given(st.lists(st.tuples(STEPS, STEPS)), st.randoms())
def test_means_are_of_those_who_judged_both_and_hide_the_few(pairs, chance):
    moved = rules.moved(pairs)
    both = [each for each in pairs if None not in each]
    assert moved.members == len(both)
    assert (moved.change is None) == (len(both) < rules.FEWEST)
    if moved.before is not None:
        assert 1 <= moved.before <= 5
        assert 1 <= moved.after <= 5
    mixed = list(pairs)
    chance.shuffle(mixed)
    again = rules.moved(mixed)
    assert again.members == moved.members
    assert again.before == pytest.approx(moved.before)


@given(st.lists(st.sampled_from([None, True, False])))
def test_who_says_nothing_is_not_counted(answers):
    found = rules.counted(answers)
    assert found.of == len(answers) - answers.count(None)
    assert 0 <= found.yes <= found.of
    assert (found.share is None) == (found.of == 0)


def test_an_answer_that_is_still_owed_in_time_is_not_known():
    promised = dt.date(2026, 5, 1)
    assert rules.in_time(Held(promised_on=promised), promised) is None
    assert rules.in_time(Held(promised_on=promised), promised + dt.timedelta(days=1)) is False
    assert rules.in_time(Held(promised_on=promised, answered_on=promised + dt.timedelta(days=1)), promised) is False
    assert rules.in_time(Held(answered_on=promised), promised) is None
