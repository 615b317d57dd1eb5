"""Which ballot counts, without a database."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gehor.participation.ballots.rules import beats, has_floats, is_an_item, put_together, taken_apart

YESTERDAY = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
TODAY = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("new", "current", "final", "wins"),
    [
        (YESTERDAY, TODAY, False, False),  # a sheet from yesterday, typed in today: today's ballot is the later one
        (YESTERDAY, TODAY, True, True),  # and where the first counts, the sheet was there first
        (TODAY, YESTERDAY, False, True),
        (TODAY, YESTERDAY, True, False),
        (TODAY, TODAY, False, True),  # at the same moment: in the order in which they were stored
        (TODAY, TODAY, True, False),
    ],
)
def test_the_day_on_which_it_was_received_decides_and_then_the_order(new, current, final, wins):
    assert beats(new, current, final=final) is wins


@given(st.lists(st.integers(0, 5), min_size=1, max_size=8), st.booleans(), st.randoms())
def test_which_one_counts_does_not_hang_on_when_they_were_typed(hours, final, chance):
    """Whatever the order of typing: it is one of those received first, or last."""
    chance.shuffle(hours)
    counts = hours[0]
    for hour in hours[1:]:
        if beats(TODAY + hour * dt.timedelta(hours=1), TODAY + counts * dt.timedelta(hours=1), final=final):
            counts = hour
    assert counts == (min(hours) if final else max(hours))


@given(st.dictionaries(st.sampled_from(["choice", "way", "km"]), st.one_of(st.integers(), st.booleans(), st.text())))
def test_values_are_put_together_as_they_were_taken_apart(values):
    choice, beside = taken_apart(values)
    assert put_together(choice, beside) == values
    assert choice is None or (type(choice) is int and abs(choice) <= 32768)


def test_what_a_ballot_may_be_about():
    assert all(map(is_an_item, ("", "R00001", "p-2.1_a")))
    assert not any(map(is_an_item, ("a" * 41, "två", "a b", "<s>")))


def test_a_float_is_found_wherever_it_lies():
    assert has_floats({"km": {"a": [1, 2.0]}}) and not has_floats({"km": "2.0", "n": [1, {"b": True}]})
