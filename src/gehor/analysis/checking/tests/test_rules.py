"""What a finding may claim of the participants' check."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gehor.analysis.checking.rules import Standing, earliest_last_day, latest_last_day, standing


@pytest.mark.parametrize(
    ("checked", "version", "found"),
    [
        (None, 1, Standing.NOT_HELD),
        (None, 4, Standing.NOT_HELD),
        (0, 1, Standing.NEW),
        (1, 1, Standing.CHECKED),
        (1, 2, Standing.REWRITTEN),
        (3, 3, Standing.CHECKED),
    ],
)
def test_a_finding_claims_only_what_participants_have_seen(checked, version, found):
    assert standing(checked=checked, version=version) is found


@given(st.integers(1, 20), st.integers(1, 20))
def test_no_reworded_finding_counts_as_checked_and_a_new_check_mends_it(checked, version):
    found = standing(checked=checked, version=version)
    assert (found is Standing.CHECKED) == (version <= checked)
    assert standing(checked=version, version=version) is Standing.CHECKED


@given(st.dates(dt.date(2020, 1, 1), dt.date(2090, 1, 1)))
def test_there_is_always_time_to_answer(today):
    assert today < earliest_last_day(today) < latest_last_day(today)
