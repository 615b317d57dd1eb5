"""What is hidden stays hidden: somebody subtracts, with all that is shown and all that is known of the rule."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from gehor.calc.sample.hiding import hidden_in_row, hidden_in_table


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


@pytest.mark.parametrize("wrong", [[-1], [0.5], [[1]]])
def test_counts_are_counts(wrong):
    with pytest.raises(ValueError, match="whole numbers"):
        hidden_in_row(wrong)
