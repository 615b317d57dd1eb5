"""What is hidden stays hidden: somebody subtracts, with all that is shown and all that is known of the rule."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from gehor.calc.few import hidden_in_row
from gehor.calc.sample import People, Population, Variable, compare
from gehor.calc.sample.hiding import hidden_in_table


def attacked(table, hidden):
    """Least and most of every hidden cell, by all sums and by the fact that what is hidden is not nothing."""
    places = np.argwhere(hidden)
    rows = [(places[:, axis] == index) for axis in (0, 1) for index in range(table.shape[axis])]
    sums = [table[tuple(places[where].T)].sum() for where in rows]
    equal = np.array(rows, dtype=float)
    found = {}
    for index, place in enumerate(places):
        goal = np.zeros(len(places))
        goal[index] = 1
        ends = [
            linprog(sign * goal, A_eq=equal, b_eq=sums, bounds=(1, None), method="highs").fun * sign for sign in (1, -1)
        ]
        found[tuple(place)] = ends
    return found


@given(st.lists(st.integers(0, 40), min_size=1, max_size=8), st.integers(2, 12))
@settings(max_examples=50)
def test_no_small_count_of_a_row_can_be_narrowed_down(counts, fewest):
    hidden = hidden_in_row(counts, fewest=fewest)
    small = [index for index, count in enumerate(counts) if 0 < count < fewest]
    assert all(hidden[index] for index in small)
    if small and not all(hidden):
        left = sum(count for count, is_hidden in zip(counts, hidden, strict=True) if is_hidden)
        assert sum(hidden) > 1 and left - (sum(hidden) - 1) >= fewest - 1


@given(
    st.tuples(st.integers(2, 5), st.integers(2, 5)).flatmap(
        lambda shape: st.lists(
            st.lists(st.sampled_from([0, 1, 2, 4, 9, 10, 11, 30, 200]), min_size=shape[1], max_size=shape[1]),
            min_size=shape[0],
            max_size=shape[0],
        )
    )
)
@settings(max_examples=50)
def test_no_small_cell_of_a_table_can_be_narrowed_down(rows):
    table = np.array(rows)
    hidden = hidden_in_table(rows, fewest=10)
    if hidden is None:
        return
    assert hidden[(table > 0) & (table < 10)].all()
    assert not hidden[table == 0].any()
    ends = attacked(table, hidden)
    for place in np.argwhere((table > 0) & (table < 10)).tolist():
        least, most = ends[tuple(place)]
        assert least <= 1 + 1e-9 and most >= 9 - 1e-9


def test_a_table_that_hides_itself_is_left_alone_otherwise():
    table = [[3, 40, 50], [60, 12, 70], [80, 90, 100]]
    hidden = hidden_in_table(table, fewest=10)
    assert np.argwhere(hidden).tolist() == [[0, 0], [0, 1], [1, 0], [1, 1]]  # of all rectangles the one with fewest


def test_of_all_rectangles_that_which_costs_least_is_taken():
    hidden = hidden_in_table([[3, 400, 50], [600, 700, 800], [60, 900, 12]], fewest=10)
    assert np.argwhere(hidden).tolist() == [[0, 0], [0, 2], [2, 0], [2, 2]]


def test_without_enough_others_nothing_is_shown():
    assert hidden_in_row([2, 1]) == (True, True)
    assert hidden_in_row([3]) == (True,)
    assert hidden_in_table([[3, 200], [0, 0]]) is None


def test_what_is_large_is_shown_and_nothing_is_shown_too():
    assert hidden_in_row([5, 0, 100]) == (False, False, False)
    assert not hidden_in_table([[10, 0], [40, 11]]).any()


def test_the_threshold_is_where_it_is_said_to_be():
    assert hidden_in_row([4, 50, 60]) == (True, True, False)
    assert hidden_in_row([1, 1, 50, 60]) == (True, True, True, False)  # 1 + 1 = 2 would tell both
    assert hidden_in_row([4, 4, 50]) == (True, True, False)
    assert hidden_in_row([1, 3, 50]) == (True, True, True)  # neither could be 4
    assert hidden_in_row([2, 3, 50]) == (True, True, False)


@pytest.mark.parametrize("wrong", [[-1], [0.5], [[1]]])
def test_counts_are_counts(wrong):
    with pytest.raises(ValueError, match="whole numbers"):
        hidden_in_row(wrong)


# Margins and crosses together


def told_by(people, shown):
    """Equations over everybody there can be (age × area × sex, each with its unknown), from all that is shown."""
    sizes = [size + 1 for size in SIZES]  # the last is unknown
    rows, totals, least = [], [], []

    def among(**where):
        mark = np.zeros(sizes)
        mark[tuple(where.get(name, slice(None)) for name in NAMES)] = 1
        return mark.ravel()

    for axis, margin in enumerate(shown.margins):
        name = NAMES[axis]
        rows.append(among(**{name: SIZES[axis]}))
        totals.append(margin.unknown)
        for value, group in enumerate(margin.groups):
            rows_of = among(**{name: value})
            (least.append(rows_of) if group.people is None else (rows.append(rows_of), totals.append(group.people)))
    for cross in shown.crosses:
        for one, counts in enumerate(cross.people or ()):
            for other, count in enumerate(counts):
                cell = among(**{cross.first.name: one, cross.second.name: other})
                (least.append(cell) if count is None else (rows.append(cell), totals.append(count)))
    rows.append(among())
    totals.append(len(people))
    return among, np.array(rows), np.array(totals, dtype=float), np.array(least).reshape(-1, np.prod(sizes))


def ends(goal, rows, totals, least):
    found = []
    for sign in (1, -1):
        done = linprog(
            sign * goal,
            A_eq=rows,
            b_eq=totals,
            A_ub=-least,
            b_ub=-np.ones(len(least)),
            bounds=(0, None),
            method="highs",
        )
        found.append(sign * done.fun)
    return found


NAMES, SIZES = ("age", "area", "sex"), (3, 3, 2)
HERE = Population(
    {
        name: Variable(name, tuple(f"{name}{value}" for value in range(size)), (1.0,) * size)
        for name, size in zip(NAMES, SIZES, strict=True)
    }
)


def some_people(seed, unknown):
    rng = np.random.default_rng(seed)
    n = int(rng.integers(20, 150))
    codes = {}
    for name, size in zip(NAMES, SIZES, strict=True):
        chosen = rng.choice(size, n, p=rng.dirichlet(np.full(size, 0.6)))
        codes[name] = np.where(rng.random(n) < unknown, -1, chosen).astype(np.int16)
    return People(tuple(map(str, range(n))), codes, {})


@pytest.mark.parametrize("unknown", [0.0, 0.1])
@given(st.integers(0, 10**6))
@settings(max_examples=25, deadline=None)
def test_margins_and_crosses_together_tell_no_small_number(unknown, seed):
    people = some_people(seed, unknown)
    shown = compare(people, HERE, crosses=[("age", "area"), ("sex", "age")], limits=None)
    among, *told = told_by(people, shown)
    for name, codes in people.codes.items():
        for value, count in enumerate(np.bincount(codes[codes >= 0], minlength=len(HERE.variables[name].values))):
            if 0 < count < 5:
                low, high = ends(among(**{name: value}), *told)
                assert low <= 1 + 1e-6 and high >= 4 - 1e-6, (name, value, count, low, high)
    for cross in shown.crosses:
        one, other = cross.first.name, cross.second.name
        for row, counts in enumerate(cross.people or ()):
            for column, count in enumerate(counts):
                own = int(((people.codes[one] == row) & (people.codes[other] == column)).sum())
                assert count is None or count == own
                if 0 < own < 10 and cross.people:
                    low, high = ends(among(**{one: row, other: column}), *told)
                    assert low <= 1 + 1e-6 and high >= 9 - 1e-6, (one, row, other, column, own, low, high)


def test_a_cross_does_not_give_back_what_a_margin_hides():
    """Three young ones are hidden with the forty old: both rows of the old, shown, would tell the three."""
    ages, areas = [0] * 3 + [1] * 80 + [2] * 40, [0] * 3 + [0] * 40 + [1] * 40 + [0] * 20 + [1] * 20
    people = People(
        tuple(map(str, range(123))),
        {"age": np.array(ages, dtype=np.int16), "sex": np.array(areas, dtype=np.int16)},
        {},
    )
    shown = compare(people, HERE, crosses=[("age", "sex")])
    assert [group.people for group in shown.margins[0].groups] == [None, 80, None]
    assert shown.crosses[0].people == ((None, 0), (40, 40), (None, None))


def test_who_did_not_say_does_not_help_either():
    """Forty of the middle ones did not say their sex. The old are hidden all the same, as in their margin."""
    ages, sexes = [0] * 3 + [1] * 60 + [2] * 40, [0] * 3 + [0] * 10 + [1] * 10 + [-1] * 40 + [0] * 20 + [1] * 20
    people = People(
        tuple(map(str, range(103))),
        {"age": np.array(ages, dtype=np.int16), "sex": np.array(sexes, dtype=np.int16)},
        {},
    )
    shown = compare(people, HERE, crosses=[("age", "sex")])
    assert shown.crosses[0].people == ((None, 0), (10, 10), (None, None))


def test_a_table_of_few_people_is_shown_where_its_sums_leave_room():
    """No cell of the first row has a rectangle for itself, and still each may be anything from 1 to 9."""
    hidden = hidden_in_table([[4, 4, 3], [14, 17, 18], [30, 25, 25]], fewest=10)
    assert hidden is not None and hidden.sum(axis=1).tolist() == [3, 3, 0]
