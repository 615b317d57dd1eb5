"""Weights: every margin is met, the answer is that of a slow and obvious reference, and nothing given is changed."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gehor.calc.sample.raking import ROUNDS, CannotWeigh, Live, cells_of, rake


def slowly(codes, targets, rounds=3000):
    """Each person by herself, one margin after the other."""
    weight = np.ones(len(codes[0]))
    for _ in range(rounds):
        for code, target in zip(codes, targets, strict=True):
            unknown = (code < 0).mean()
            weight[code < 0] *= unknown * weight.sum() / max(weight[code < 0].sum(), 1e-300)
            known = weight.sum() * (1 - unknown)
            now = [weight[code == value].sum() for value in range(len(target))]
            for value, share in enumerate(target):
                weight[code == value] *= share * known / now[value]
    return weight / weight.mean()


@st.composite
def samples(draw):
    sizes = draw(st.lists(st.integers(2, 4), min_size=1, max_size=3))
    rng = np.random.default_rng(draw(st.integers(0, 10_000)))
    n = draw(st.integers(40, 120))
    codes = [np.concatenate([np.arange(k), rng.integers(0, k, n - k)]) for k in sizes]
    codes = [rng.permutation(each) for each in codes]
    return codes, [rng.dirichlet(np.full(k, 9.0)) for k in sizes], rng


@given(samples())
@settings(max_examples=40)
def test_every_margin_is_met_and_weights_are_those_of_the_reference(sample):
    codes, targets, rng = sample
    try:
        raked = rake(codes, targets)
    except CannotWeigh:
        return
    assert raked.weights.mean() == pytest.approx(1, abs=1e-12)
    for code, target in zip(codes, targets, strict=True):
        shares = np.bincount(code, weights=raked.weights, minlength=len(target)) / len(code)
        assert shares == pytest.approx(target, abs=1e-8)
    if raked.rounds < 50:
        assert raked.weights == pytest.approx(slowly(codes, targets, rounds=60), abs=1e-6)
    mixed = rng.permutation(len(codes[0]))
    assert rake([each[mixed] for each in codes], targets).weights == pytest.approx(raked.weights[mixed], abs=1e-12)


def test_who_did_not_say_is_left_alone_in_that_margin():
    age = np.array([0, 0, 0, 1, -1, -1])
    sex = np.array([0, 1, 0, 1, 0, 1])
    raked = rake([age, sex], [[0.5, 0.5], [0.5, 0.5]])
    assert raked.weights[age < 0].sum() == pytest.approx(2)  # two of six, as they came
    known = raked.weights[age >= 0]
    assert known[age[age >= 0] == 0].sum() / known.sum() == pytest.approx(0.5, abs=1e-9)
    assert raked.weights == pytest.approx(slowly([age, sex], [[0.5, 0.5], [0.5, 0.5]]), abs=1e-7)


def test_base_weights_stand_until_they_are_raked():
    codes = [np.array([0, 0, 1, 1])]
    base = np.array([1.0, 3.0, 1.0, 1.0])
    raked = rake(codes, [[0.5, 0.5]], base=base)
    assert raked.weights[1] / raked.weights[0] == pytest.approx(3)
    assert raked.weights[:2].sum() / raked.weights.sum() == pytest.approx(0.5)
    assert raked.effective_n == pytest.approx(raked.weights.sum() ** 2 / (raked.weights**2).sum())


def test_limits_are_kept_and_what_they_cost_is_said():
    rng = np.random.default_rng(1)
    codes = [rng.choice(3, 400, p=[0.9, 0.08, 0.02]), rng.choice(2, 400, p=[0.8, 0.2])]
    free = rake(codes, [[0.3, 0.3, 0.4], [0.5, 0.5]])
    held = rake(codes, [[0.3, 0.3, 0.4], [0.5, 0.5]], limits=(0.2, 5))
    assert free.weights.max() > 5 and held.weights.max() <= 5 * (1 + 1e-9) and held.weights.min() >= 0.2 * (1 - 1e-9)
    few = int((codes[0] == 2).sum())
    assert held.missed == pytest.approx(0.4 - 5 * few / 400, abs=1e-6)  # nobody stands for more than five
    other = np.bincount(codes[1], weights=held.weights) / 400
    assert other == pytest.approx([0.5, 0.5], abs=0.02)  # what can still be met nearly is
    assert held.weights.mean() == pytest.approx(1, abs=1e-6)
    assert held.missed > 0.01 and held.trimmed > 0 and held.effective_n > free.effective_n
    wide = rake(codes, [[0.3, 0.3, 0.4], [0.5, 0.5]], limits=(0.0001, 1000))
    assert wide.weights == pytest.approx(free.weights, abs=1e-7) and wide.trimmed == 0 and wide.missed < 1e-8
    assert rake([np.repeat([0, 1], [90, 10])], [[0.5, 0.5]], limits=(0.7, 10)).trimmed == 90  # 0.56 without a limit
    with pytest.raises(ValueError, match="around 1"):
        rake(codes, [[0.3, 0.3, 0.4], [0.5, 0.5]], limits=(1.5, 5))


def test_no_cut_is_tried_again_that_leads_where_the_last_one_led():
    """All of the young are of one sex: no weights meet both margins, however often they are cut and raked."""
    people = [3, 10, 10, 40, 20, 20]
    ages, sexes = np.repeat([0, 1, 1, 1, 2, 2], people), np.repeat([0, 0, 1, -1, 0, 1], people)
    raked = rake([ages, sexes], [[1, 1, 1], [1, 1]], limits=(0.2, 5))
    assert raked.missed > 0.01 and raked.rounds <= 5 * ROUNDS
    assert raked.weights.max() <= 5 * (1 + 1e-9) and raked.weights.min() >= 0.2 * (1 - 1e-9)


def test_what_cannot_be_weighed_says_which_value():
    with pytest.raises(CannotWeigh) as refused:
        rake([np.array([0, 0, 1]), np.array([0, 0, 0])], [[0.5, 0.5], [0.4, 0.6]])
    assert (refused.value.code, refused.value.variable, refused.value.value) == ("nobody", 1, 1)
    with pytest.raises(CannotWeigh) as refused:  # all women are old here, and all men are young
        rake([np.array([0, 0, 1]), np.array([0, 0, 1])], [[0.5, 0.5], [0.4, 0.6]])
    assert refused.value.code == "no_balance"


@pytest.mark.parametrize(
    ("codes", "targets"),
    [
        ([], []),
        ([[0, 1]], [[0.5, 0.5], [1.0]]),
        ([[0, 2]], [[0.5, 0.5]]),
        ([[0, -2]], [[0.5, 0.5]]),
        ([[1, 1], [0, -2]], [[0.5, 0.5], [0.5, 0.5]]),
        ([[]], [[0.5, 0.5]]),
        ([[0, 1], [0]], [[0.5, 0.5], [0.5, 0.5]]),
        ([[0, 1]], [[0.5, float("nan")]]),
        ([[0, 1]], [[0.5, -0.5]]),
    ],
)
def test_nonsense_is_refused(codes, targets):
    with pytest.raises(ValueError) as refused:
        rake([np.array(each, dtype=int) for each in codes], targets)
    assert refused.type is ValueError  # not that these people cannot be weighed


def test_nothing_given_is_changed():
    codes, base = [np.array([0, 1, 1, -1])], np.array([1.0, 2.0, 1.0, 1.0])
    before = codes[0].copy(), base.copy()
    rake(codes, [[0.5, 0.5]], base=base, limits=(0.5, 2))
    assert (codes[0] == before[0]).all() and (base == before[1]).all()


def test_one_more_answer_gives_what_all_of_them_give():
    rng = np.random.default_rng(3)
    codes = [rng.integers(0, 4, 300), rng.integers(-1, 3, 300)]
    targets = [[0.1, 0.2, 0.3, 0.4], [0.2, 0.3, 0.5]]
    cells = cells_of([each[:200] for each in codes], [4, 3])
    live = Live(cells, targets)
    for index in range(200, 300):
        live.add([int(each[index]) for each in codes])
        if index % 20 == 0:
            live.refresh()
    effective, factors = live.refresh(), live.factors()
    raked = rake(codes, targets)
    assert effective == pytest.approx(raked.effective_n, rel=1e-6)
    assert [factors[int(a), int(b)] for a, b in zip(*codes, strict=True)] == pytest.approx(raked.weights, abs=1e-6)
    assert cells.count.sum() == 200
    with pytest.raises(ValueError):
        live.add([4, 0])


def test_an_answer_that_nobody_like_her_gave_before_is_weighed_too():
    codes, targets = [np.array([0, 0, 1, 1, 1]), np.array([0, 1, 0, 0, 1])], [[0.5, 0.5], [0.6, 0.4]]
    live = Live(cells_of([each[:4] for each in codes], [2, 2]), targets)
    live.refresh()
    live.add([1, 1])
    factors, raked = live.factors(), rake(codes, targets)
    assert [factors[int(a), int(b)] for a, b in zip(*codes, strict=True)] == pytest.approx(raked.weights, abs=1e-6)


def test_many_margins_have_cells_by_name_too():
    """More possible cells than people: they are found by sorting."""
    rng = np.random.default_rng(5)
    codes = [rng.integers(0, 30, 500) for _ in range(5)]
    cells = cells_of(codes, [30] * 5)
    assert (cells.values[cells.of] == np.array(codes).T).all() and cells.count.sum() == 500


@pytest.mark.parametrize("sizes", [(30, 31, 32), (31, 31, 32), (40, 40, 39), (1300, 1300, 1300), (2000, 2000, 2000)])
def test_cells_are_those_that_occur_however_many_there_could_be(sizes) -> None:
    """Numbers of cells around what 16 and 32 bits hold, with the least and the largest code of each variable."""
    rng = np.random.default_rng(1)
    codes = [np.concatenate([rng.integers(-1, size, 500), [-1, size - 1]]).astype(np.int16) for size in sizes]
    cells = cells_of(codes, sizes)
    people = np.stack(codes, axis=1)
    values, of, count = np.unique(people, axis=0, return_inverse=True, return_counts=True)
    assert (cells.values == values).all() and (cells.count == count).all() and (cells.of == of.ravel()).all()
