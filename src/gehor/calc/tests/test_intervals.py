"""An interval for a share: known values, its limits, and what must hold whatever the numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gehor.calc.intervals import wilson_interval

shares = st.integers(1, 10_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def test_worked_by_hand():
    # p = .5, n = 4, z = 2: (.5 + .5 ± 2·√(.0625 + .0625)) / 2 = (1 ± .70711) / 2, to the last digit shown
    assert wilson_interval(2, 4, z=2) == pytest.approx((0.146447, 0.853553), abs=1e-6)


def test_as_published():
    # Newcombe (1998), Statistics in Medicine 17, table I, method 3: 81/263 and 15/148, given to four digits
    assert wilson_interval(81, 263) == pytest.approx((0.2553, 0.3662), abs=1e-4)
    assert wilson_interval(15, 148) == pytest.approx((0.0624, 0.1605), abs=1e-4)
    assert wilson_interval(0, 20) == pytest.approx((0, 0.1611), abs=1e-4)
    assert wilson_interval(1, 29) == pytest.approx((0.0061, 0.1718), abs=1e-4)


@given(shares)
def test_it_holds_the_share_and_lies_between_nothing_and_all(share):
    low, high = wilson_interval(*share)
    assert 0 <= low <= share[0] / share[1] <= high <= 1 and low < high


@given(shares)
def test_those_who_agree_and_those_who_do_not_mirror_each_other(share):
    agree, n = share
    low, high = wilson_interval(agree, n)
    mirrored_low, mirrored_high = wilson_interval(n - agree, n)
    assert (1 - mirrored_high, 1 - mirrored_low) == pytest.approx((low, high), abs=1e-12)  # rounding of a few sums


@given(shares)
def test_twice_as_many_who_answer_alike_make_it_narrower(share):
    agree, n = share
    low, high = wilson_interval(agree, n)
    narrower = wilson_interval(2 * agree, 2 * n)
    assert narrower[1] - narrower[0] < high - low


@pytest.mark.parametrize(("successes", "trials", "z"), [(1, 0, 2), (-1, 3, 2), (4, 3, 2), (1, 3, 0)])
def test_what_is_no_share_is_refused(successes, trials, z):
    with pytest.raises(ValueError):
        wilson_interval(successes, trials, z=z)
