"""The comparison: worked by hand, against slow references, and what must hold whatever came in."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gehor.calc.intervals import wilson_of_share
from gehor.calc.sample import (
    People,
    Population,
    Standing,
    Variable,
    cells_of,
    compare,
    raked_cells,
    replicates,
    shares_of,
)


def here(**variables):
    return Population(
        {
            name: Variable(name, tuple(values), tuple(float(each) for each in values.values()))
            for name, values in variables.items()
        }
    )


def came(answers=None, **codes):
    n = len(next(iter(codes.values())))
    made = {name: np.array(values, dtype=np.int16) for name, values in codes.items()}
    given = {name: (options, np.array(values, dtype=np.int16)) for name, (options, values) in (answers or {}).items()}
    return People(tuple(f"p{index}" for index in range(n)), made, given)


AGES = here(age={"young": 300, "middle": 400, "old": 300})


def test_each_group_is_compared_with_those_who_live_here():
    margin = compare(came(age=[0] * 10 + [1] * 80 + [2] * 110 + [-1] * 50), AGES).margins[0]
    young, middle, old = margin.groups
    assert (margin.known, margin.unknown, margin.unknown_share) == (200, 50, 0.2)
    assert (young.people, young.share, young.standing) == (10, 0.05, Standing.FAR_FEWER)
    assert young.index_interval == pytest.approx((young.interval[0] / 0.3, young.interval[1] / 0.3))
    assert young.index == pytest.approx(0.05 / 0.3) and young.interval == pytest.approx((0.0274, 0.0896), abs=1e-4)
    assert (middle.standing, old.standing) == (Standing.ALIKE, Standing.MORE)
    fewer = compare(came(age=[0] * 40 + [1] * 80 + [2] * 80), AGES).margins[0].groups[0]
    assert (fewer.share, fewer.standing) == (0.2, Standing.FEWER)


def test_a_group_that_did_not_come_is_said_and_a_small_one_is_not():
    comparison = compare(came(age=[1] * 80 + [2] * 40), AGES)
    assert comparison.margins[0].groups[0].standing is Standing.NOBODY
    assert comparison.weights is None and (comparison.why, comparison.lacking) == ("nobody", ("age", "young"))
    small = compare(came(age=[0] * 3 + [1] * 80 + [2] * 40), AGES)
    assert [each.people for each in small.margins[0].groups] == [None, 80, None]
    assert small.suppressed == (("age", "young"), ("age", "old")) and small.weights is not None


def test_when_nobody_said_there_is_nothing_to_compare():
    margin = compare(came(age=[-1] * 9), AGES).margins[0]
    assert (margin.unknown_share, {each.standing for each in margin.groups}) == (1.0, {Standing.HIDDEN})


def test_weights_are_those_of_the_reader_to_keep():
    people = came(age=[0] * 20 + [1] * 50 + [2] * 60)
    comparison = compare(people, AGES, limits=None)
    sums = [comparison.weights[people.codes["age"] == value].sum() / 130 for value in range(3)]
    assert sums == pytest.approx([0.3, 0.4, 0.3], abs=1e-9) and comparison.missed < 1e-9
    with pytest.raises(ValueError, match="read-only"):
        comparison.weights[0] = 1


def test_a_weighted_share_is_the_weighted_mean():
    rng = np.random.default_rng(2)
    age = rng.choice(3, 400, p=[0.1, 0.3, 0.6])
    view = np.where(rng.random(400) < 0.2 + 0.3 * age, 1, 0)
    view[:20] = -1
    comparison = compare(came({"view": (("no", "yes"), view)}, age=age), AGES, limits=None)
    told = comparison.answers[0]
    w, known = comparison.weights, view >= 0
    assert told.shares[1].weighted == pytest.approx((w[known] * view[known]).sum() / w[known].sum(), abs=1e-12)
    assert told.shares[1].share == view[known].mean() and (told.people, told.without) == (380, 20)
    assert sum(each.weighted for each in told.shares) == pytest.approx(1)


def test_the_interval_is_as_wide_as_drawing_again_makes_it():
    rng = np.random.default_rng(4)
    codes = [rng.choice(3, 900, p=[0.2, 0.3, 0.5]), rng.choice(2, 900, p=[0.35, 0.65])]
    view = (rng.random(900) < 0.15 + 0.25 * codes[0]).astype(np.int16)
    targets = [np.array([0.3, 0.4, 0.3]), np.array([0.5, 0.5])]
    cells = cells_of(codes, [3, 2])
    factors, _, _ = raked_cells(cells.values, cells.count, targets)
    low, high = shares_of(view, 2, cells, factors)[1].weighted_interval
    drawn = replicates(view, 2, cells, targets, seed=0, times=400)
    assert drawn.shape == (400, 2) and drawn.sum(axis=1) == pytest.approx(np.ones(400))
    assert (high - low) / 3.92 == pytest.approx(drawn[:, 1].std(), rel=0.12)
    assert (replicates(view, 2, cells, targets, seed=0, times=5) == drawn[:5]).all()


def test_samples_drawn_anew_hold_those_too_who_did_not_answer():
    rng = np.random.default_rng(6)
    codes = [rng.choice(2, 1000, p=[0.5, 0.5])]
    view = (rng.random(1000) < 0.2 + 0.6 * codes[0]).astype(np.int16)
    view[(codes[0] == 1) & (rng.random(1000) < 0.8)] = -1  # most of one group keep silent
    cells = cells_of(codes, [2])
    targets = [np.array([0.5, 0.5])]
    factors, _, _ = raked_cells(cells.values, cells.count, targets)
    drawn = replicates(view, 2, cells, targets, seed=1, times=60)
    assert drawn[:, 1].mean() == pytest.approx(shares_of(view, 2, cells, factors)[1].weighted, abs=0.01)


def test_equal_weights_give_the_interval_of_the_people_themselves():
    view = np.array([1] * 30 + [0] * 70, dtype=np.int16)
    cells = cells_of([np.zeros(100, dtype=int)], [1])
    share = shares_of(view, 2, cells, np.ones(1))[1]
    assert share.weighted_interval == pytest.approx(share.interval, abs=0.002)
    assert share.weighted_interval == pytest.approx(wilson_of_share(0.3, 99), abs=1e-12)  # p (1 - p) / (n - 1)


def test_a_table_hides_what_it_must():
    age, area = [0] * 12 + [1] * 100 + [0] * 60 + [1] * 3, [0] * 12 + [0] * 100 + [1] * 60 + [1] * 3
    both = here(age={"young": 1, "old": 1}, area={"north": 1, "south": 1})
    cross = compare(came(age=age, area=area), both, crosses=[("age", "area")]).crosses[0]
    assert cross.people is None  # all four would be hidden
    assert compare(came(age=age, area=[1] * 175), both, crosses=[("age", "area")]).crosses[0].people == (
        (0, 72),
        (0, 103),
    )


def test_answers_that_few_gave_are_hidden():
    view = [0] * 60 + [1] * 40 + [2] * 2
    told = compare(came({"view": (("a", "b", "c"), view)}, age=[0, 1, 2] * 34), AGES).answers[0]
    assert [each is None for each in told.shares] == [False, True, True]


@given(st.lists(st.sampled_from([-1, 0, 1, 2]), min_size=1, max_size=80), st.randoms())
@settings(max_examples=40)
def test_the_order_of_people_changes_nothing(ages, random):
    mixed = ages[:]
    random.shuffle(mixed)
    one, other = compare(came(age=ages), AGES), compare(came(age=mixed), AGES)
    assert one.margins == other.margins and (one.weights is None) == (other.weights is None)
    if one.effective_n is not None:
        assert one.effective_n == pytest.approx(other.effective_n)


def test_nobody_at_all_is_refused():
    with pytest.raises(ValueError):
        compare(came(age=[]), AGES)
