"""Groups of opinion against a slow reference on dense matrices, and what must hold whatever the votes."""

import dataclasses
import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gehor.calc.opinion import opinion, shown_alone, votes_of
from gehor.calc.opinion.axes import _gram, _through, axes_of, centred, largest
from gehor.calc.opinion.grouping import best, grouped
from gehor.calc.opinion.mapping import _seen
from gehor.calc.opinion.silhouette import EXACT_UP_TO, on_a_grid, silhouettes
from gehor.calc.opinion.statements import Counted, consensus, dividing, priorities, representative, sides


def town(people=120, statements=20, *, groups=3, seen=0.6, seed=1):
    """(n, m) votes of a town with so many camps; NaN is not seen. The first eight are seen by all."""
    rng = np.random.default_rng(seed)
    camp = rng.integers(groups, size=people)
    lean = rng.normal(size=(groups, statements))
    drawn = lean[camp] + rng.normal(scale=0.7, size=(people, statements))
    matrix = np.where(drawn > 0.4, 1.0, np.where(drawn < -0.4, -1.0, 0.0))
    matrix[rng.random(matrix.shape) > seen] = np.nan
    matrix[:, :8] = np.where(np.isnan(matrix[:, :8]), 0.0, matrix[:, :8])
    return matrix


def sparse(matrix):
    who, what = np.nonzero(~np.isnan(matrix))
    return votes_of(
        who,
        what,
        matrix[who, what].astype(int),
        participants=[f"p{n}" for n in range(len(matrix))],
        statements=[f"s{n}" for n in range(matrix.shape[1])],
    )


def table_of(matrix):
    return centred(sparse(matrix), np.nanmean(matrix, axis=0), np.ones(matrix.shape[1], dtype=bool))


def by_hand(matrix):
    """Imputed with the mean, decomposed whole, projected, scaled: the textbook's way."""
    mean = np.nanmean(matrix, axis=0)
    whole = np.where(np.isnan(matrix), mean, matrix) - mean
    _, _, axes = np.linalg.svd(whole, full_matrices=False)
    axes = axes[:2] * np.sign(axes[:2][[0, 1], np.abs(axes[:2]).argmax(axis=1)])[:, None]
    cast = (~np.isnan(matrix)).sum(axis=1)
    return axes, whole @ axes.T * np.sqrt(matrix.shape[1] / cast)[:, None]


# Votes


def test_the_last_vote_counts_and_the_latest_moment_before_it():
    votes = votes_of([3, 0, 3, 3], [1, 0, 1, 0], [1, -1, 0, 1])
    assert (votes.starts.tolist(), votes.statement.tolist(), votes.value.tolist()) == (
        [0, 1, 1, 1, 3],
        [0, 0, 1],
        [-1, 1, 0],
    )
    assert votes_of([0, 0], [0, 0], [1, -1], moment=[9, 3]).value.tolist() == [1]
    assert votes_of([0, 0], [0, 0], [1, -1], moment=[3, 3]).value.tolist() == [-1]


@pytest.mark.parametrize(
    ("who", "what", "how"),
    [([0], [0], [2]), ([0, 1], [0], [1]), ([-1], [0], [1]), ([0], [5], [1]), ([0], [0], [math.nan])],
)
def test_what_is_no_vote_is_refused(who, what, how):
    with pytest.raises(ValueError):
        votes_of(who, what, how, statements=["a"])


# Axes


@pytest.mark.parametrize("people", [12, 120])
def test_axes_and_points_are_those_of_the_dense_matrix(people):
    matrix = town(people)
    axes, points = by_hand(matrix)
    found = opinion(sparse(matrix))
    assert found.axes.components == pytest.approx(axes, abs=1e-9)
    assert found.points == pytest.approx(points, abs=1e-8)


def test_both_ways_to_the_axes_agree_and_rows_come_in_blocks(monkeypatch):
    table = table_of(town(200, 30))
    _, through = largest(_through(table.matrix), 30)
    monkeypatch.setattr("gehor.calc.opinion.axes.DENSE", 700)
    assert largest(_gram(table.matrix).dot, 30)[1] == pytest.approx(through, abs=1e-10)


def test_axes_that_are_nearly_right_lead_to_the_same():
    table = table_of(town(80))
    axes = axes_of(table)
    again = axes_of(table, begin=axes.components + 1e-3)
    assert again.components == pytest.approx(axes.components, abs=1e-9)
    assert (axes.variance[0] + axes.variance[1]) < axes.total


def test_where_all_are_of_one_mind_nobody_stands_anywhere_else():
    found = opinion(votes_of(np.repeat(range(20), 8), list(range(8)) * 20, [1] * 160))
    assert (found.groups, found.sizes, found.divides) == (1, (20,), ())
    assert not found.points.any() and not found.axes.components.any()


def test_where_opinions_differ_in_one_direction_the_other_is_nought():
    values = np.where(np.arange(20)[:, None] < 12, 1, -1) * np.ones((1, 8), dtype=int)
    found = opinion(sparse(values.astype(float)))
    assert found.sizes == (12, 8)
    assert not found.axes.components[1].any() and found.axes.variance[1] == 0


# Groups


def slow_silhouette(points, labels):
    marks = []
    for at, own in enumerate(labels):
        far = np.hypot(*(points - points[at]).T)
        others = [far[labels == other].mean() for other in set(labels.tolist()) - {own}]
        if (labels == own).sum() == 1:
            marks.append(0.0)
            continue
        inner = far[labels == own].sum() / ((labels == own).sum() - 1)
        marks.append((min(others) - inner) / max(inner, min(others)))
    return float(np.mean(marks))


@pytest.mark.parametrize("people", [40, 300])
def test_silhouettes_are_those_of_the_definition(people):
    points = np.random.default_rng(2).normal(size=(people, 2))
    labelings = [(points[:, 0] > 0).astype(np.int8), (points[:, 0] > 0).astype(np.int8) + (points[:, 1] > 1)]
    slow = [slow_silhouette(points, labels) for labels in labelings]
    assert silhouettes(points, labelings) == pytest.approx(slow, abs=1e-6)


def test_somebody_alone_in_a_group_has_no_silhouette():
    points = np.array([[0.0, 0], [0.1, 0], [5, 0]])
    labels = np.array([0, 0, 1], dtype=np.int8)
    assert silhouettes(points, [labels]) == pytest.approx([slow_silhouette(points, labels)], abs=1e-6)


def test_tall_and_broad_blocks_meet_without_a_seam():
    points = np.random.default_rng(3).normal(size=(1500, 2)) + 50
    labels = (points[:, 0] > 50.3).astype(np.int8)
    assert silhouettes(points, [labels]) == pytest.approx([slow_silhouette(points, labels)], abs=2e-6)


def test_on_a_grid_silhouettes_are_right_to_three_places():
    rng = np.random.default_rng(4)
    points = rng.normal(size=(2000, 2)) + rng.integers(3, size=(2000, 1)) * 2.5
    labelings = [each.labels for each in grouped(points)]
    assert len(points) < EXACT_UP_TO
    assert on_a_grid(points, labelings) == pytest.approx(silhouettes(points, labelings), abs=1e-3)


def test_people_in_clumps_are_found_and_numbered_by_size():
    rng = np.random.default_rng(5)
    where = np.repeat([[0, 0], [9, 0], [0, 9]], [10, 40, 25], axis=0)
    found = best(grouped(where + rng.normal(scale=0.3, size=where.shape)))
    assert (found.k, np.bincount(found.labels).tolist(), found.labels[[0, 10, 50]].tolist()) == (
        3,
        [40, 25, 10],
        [2, 0, 1],
    )


def test_a_handful_far_off_is_taken_to_stand_at_the_edge():
    rng = np.random.default_rng(1)
    points = np.repeat([[-1.0, 0], [1, 0]], 60, axis=0) + rng.normal(scale=0.3, size=(120, 2))
    points[:5] *= 40
    ours, theirs = (best(grouped(points, like_peer=peer)) for peer in (False, True))
    assert sorted(np.bincount(theirs.labels).tolist()) == [5, 115]
    assert np.bincount(ours.labels).tolist() == [60, 60]
    assert len(set(ours.labels[:60].tolist())) == 1


def test_of_numbers_that_fit_about_as_well_the_smallest_is_chosen():
    points = np.random.default_rng(2).normal(size=(80, 2))
    two, three, four = grouped(points, most=4)
    marks = [dataclasses.replace(each, silhouette=mark) for each, mark in ((two, 0.38), (three, 0.395), (four, 0.4))]
    assert [best(marks, as_good=how).k for how in (0.0, 0.004, 0.005, 0.019, 0.02)] == [4, 4, 3, 3, 2]
    assert best(marks, fewest=80) is None


def test_fewer_people_than_two_groups_need_are_one_group():
    assert opinion(sparse(town(9))).sizes == (9,)
    assert opinion(sparse(town(9)), like_peer=True).groups > 1


def test_no_group_of_ours_is_too_small_to_be_shown():
    matrix = np.repeat([[1.0] * 8, [-1.0] * 8], [30, 3], axis=0)
    assert opinion(sparse(matrix), like_peer=True).sizes == (30, 3)
    assert opinion(sparse(matrix)).sizes == (33,)


def test_whoever_voted_little_is_in_no_group():
    matrix = town(60)
    matrix[7, 6:] = np.nan
    found = opinion(sparse(matrix))
    assert found.labels[7] == -1 and found.grouped == 59


def test_in_a_short_conversation_a_vote_on_all_is_enough():
    assert opinion(sparse(town(60, 10)[:, :5])).grouped == 60
    assert opinion(sparse(town(60, 10)[:, :5]), like_peer=True).grouped == 0


@pytest.mark.parametrize(
    ("sizes", "alone"),
    [
        ((50, 5), (0, 1)),
        ((50, 4), ()),
        ((50, 20, 1), (0,)),
        ((50, 20, 4, 4), (0, 1)),
        ((3,), ()),
        ((9, 1, 1, 1), ()),
        ((50, 2, 2, 1), ()),
        ((50, 20, 9, 3, 1), (0, 1)),
    ],
)
def test_what_is_left_after_subtraction_is_no_small_group(sizes, alone):
    assert shown_alone(sizes) == alone


@pytest.mark.parametrize("groups", [2, 3, 4, 5])
def test_whoever_knows_all_that_is_shown_must_hold_every_small_size_for_possible(groups):
    """Attacked: all sizes that groups not shown can have, with the same sum."""
    for sizes in itertools.combinations_with_replacement(range(11, 0, -1), groups):
        hidden = [size for group, size in enumerate(sizes) if group not in shown_alone(sizes)]
        assert not [size for size in sizes if size < 5 and size not in hidden]
        most = sum(hidden) - (len(hidden) - 1)  # if all others are one person each
        enough = not hidden or (len(hidden) > 1 and most >= 4)
        assert enough or len(hidden) == groups, sizes  # where all are too few nothing is shown at all


def test_what_is_told_of_consensus_says_nothing_of_a_group_that_is_not_shown():
    """Attacked: the product over all groups, divided by those that are shown, would be the vote of one person."""
    matrix = np.repeat([[1, 1, 1, 1, -1, -1, 1, -1], [-1, 1, -1, 1, 1, -1, 1, 1], [1, -1, -1, 1, 1, 1, -1, -1]],
                       [40, 20, 1], axis=0).astype(float)  # fmt: skip
    found = opinion(sparse(matrix), like_peer=True)
    assert (found.sizes, found.alone) == ((40, 20, 1), (0,))
    count = found.by_group
    rest = (count.agree[1:].sum(axis=0) + 1) / (count.votes[1:].sum(axis=0) + 2)  # known by subtraction
    assert found.told_agree == pytest.approx(found.agree.probability[0] * rest)
    assert found.consensus_agree != pytest.approx(found.told_agree)
    # The one disagrees with the second statement, and agrees with the fourth: both unite, for all that is told
    assert {pick.statement for pick in found.unites if pick.agrees} == {1, 3, 6}
    assert opinion(sparse(matrix[:60]), like_peer=True).told_agree == pytest.approx(
        opinion(sparse(matrix[:60]), like_peer=True).consensus_agree
    )


# Statements


def test_the_statistics_are_those_worked_by_hand():
    # 10 of 12 agree inside, 3 of 18 outside
    count = Counted(np.array([[10], [3]]), np.array([[1], [12]]), np.array([[1], [3]]))
    agree, disagree = sides(count)
    assert agree.probability[:, 0].tolist() == pytest.approx([11 / 14, 4 / 20])
    assert agree.surely[0, 0] == pytest.approx(2 * math.sqrt(13) * (11 / 13 - 0.5))
    assert agree.representativeness[0, 0] == pytest.approx((11 / 14) / (4 / 20))
    both = 15 / 32
    assert agree.more_than_others[0, 0] == pytest.approx(
        (11 / 13 - 4 / 19) / math.sqrt(both * (1 - both) * (1 / 13 + 1 / 19))
    )
    assert consensus(agree)[0] == pytest.approx(11 / 14 * 4 / 20)
    assert consensus(disagree)[0] == pytest.approx(2 / 14 * 13 / 20)
    ((at, apart, most, least),) = dividing(count, agree, disagree, np.array([True]), (0, 1))
    assert (at, most, least) == (0, 0, 1) and apart == pytest.approx((9 / 14 + 9 / 20) / 2)


def test_where_all_agree_nobody_agrees_more_than_others():
    count = Counted(np.array([[0], [0]]), np.array([[0], [0]]), np.array([[0], [0]]))
    assert sides(count)[0].more_than_others.tolist() == [[0.0], [0.0]]


def test_what_is_typical_of_a_group_is_told_with_the_best_agreed_first():
    # Group 0 agrees with s0, disagrees with s1; on s2 all agree; s3 is moderated out
    count = Counted(
        np.array([[18, 1, 19, 20], [2, 17, 19, 0]]),
        np.array([[1, 18, 0, 0], [17, 2, 0, 20]]),
        np.ones((2, 4), dtype=int),
    )
    picks = representative(count, *sides(count), np.array([True, True, True, False]))
    assert [(pick.statement, pick.agrees, pick.count) for pick in picks[0]] == [(0, True, 18), (1, False, 18)]
    assert [(pick.statement, pick.agrees, pick.count) for pick in picks[1]] == [(1, True, 17), (0, False, 17)]


def test_a_group_that_differs_in_nothing_still_has_a_statement_that_heads_its_list():
    count = Counted(np.array([[2, 3], [2, 2]]), np.array([[4, 3], [4, 4]]), np.zeros((2, 2), dtype=int))
    picks = representative(count, *sides(count), np.array([True, True]))
    assert [pick.statement for pick in picks[0]] == [1]


def test_what_unites_is_what_each_group_is_surely_for():
    found = opinion(sparse(town(200, 20, groups=2, seed=3)))
    for pick in found.unites:
        side = found.agree if pick.agrees else found.disagree
        assert (side.surely[:, pick.statement] > 1.28).all()
    for at, apart, most, least in found.divides:
        assert apart > 0
        assert found.by_group.agree[most, at] > found.by_group.disagree[most, at]
        assert found.by_group.agree[least, at] < found.by_group.disagree[least, at]


def test_what_is_moderated_out_moves_nobody_and_stands_in_no_list():
    matrix = town(100)
    without = opinion(sparse(np.delete(matrix, 3, axis=1)))
    found = opinion(sparse(matrix), excluded=[3])
    assert found.points == pytest.approx(without.points, abs=1e-9)
    assert found.labels.tolist() == without.labels.tolist()
    named = {pick.statement for group in found.representative for pick in group} | {
        pick.statement for pick in found.majority
    }
    assert 3 not in named and 3 not in {each[0] for each in found.divides}
    assert found.everybody.votes[0, 3] > 0


def test_a_statement_about_the_conversation_has_its_own_weight():
    assert opinion(sparse(town(100)), meta=[2]).priority[2] == 49


def test_new_statements_are_shown_oftener():
    matrix = town(100)
    matrix[5:, 15] = np.nan
    found = opinion(sparse(matrix))
    assert found.priority[15] > np.median(found.priority)


def test_a_statement_is_as_extreme_as_whoever_agrees_with_it_alone_stands_far_from_the_middle():
    matrix = town(100)
    alone = np.full((1, 20), np.nan)
    alone[0, 15] = 1
    found = opinion(sparse(np.vstack([matrix, alone])))
    assert found.extremity[15] == pytest.approx(np.linalg.norm(found.points[-1]), rel=1e-9)


def test_fewer_people_than_two_groups_hold_are_one_group_and_none_is_tried():
    nine, ten = (opinion(sparse(town(people, groups=2, seen=1))) for people in (9, 10))
    assert (nine.groups, nine.tried, nine.sizes) == (1, (), (9,)) and ten.tried


# Properties


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000), st.integers(20, 60), st.integers(8, 14))
def test_in_whatever_order_people_and_statements_come_the_groups_are_the_same(seed, people, statements):
    matrix = town(people, statements, seed=seed)
    rng = np.random.default_rng(seed)
    rows, columns = rng.permutation(people), rng.permutation(statements)
    one, other = opinion(sparse(matrix)), opinion(sparse(matrix[rows][:, columns]))
    assert other.sizes == one.sizes
    assert other.consensus_agree == pytest.approx(one.consensus_agree[columns])


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 10_000))
def test_the_same_votes_give_the_same_bytes_and_nothing_given_changes(seed):
    matrix = town(50, 12, seed=seed)
    who, what = np.nonzero(~np.isnan(matrix))
    how = matrix[who, what].astype(int)
    before = who.copy(), what.copy(), how.copy()
    one, other = (opinion(votes_of(who, what, how)) for _ in range(2))
    assert one.points.tobytes() == other.points.tobytes() and one.labels.tobytes() == other.labels.tobytes()
    assert all((a == b).all() for a, b in zip(before, (who, what, how), strict=True))
    with pytest.raises(ValueError, match="read-only"):
        one.labels[0] = 3


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 10_000))
def test_turning_every_vote_turns_what_is_said_and_not_the_groups(seed):
    matrix = town(60, 12, groups=2, seed=seed)
    one, other = opinion(sparse(matrix)), opinion(sparse(-matrix))
    assert one.sizes == other.sizes
    assert one.consensus_agree == pytest.approx(other.consensus_disagree)


def test_what_is_shown_next_is_worked_by_hand():
    # 2 of 5 agree and 1 passes: (1 - 2/7) · 3/7 · (1 + 0.5) · (1 + 8/2), squared; a statement about it all weighs 49
    count = Counted(*(np.array([[number, number]]) for number in (2, 2, 1)))
    found = priorities(count, np.array([0.5, 0.5]), np.array([False, True]))
    assert found.tolist() == pytest.approx([((1 - 2 / 7) * 3 / 7 * 1.5 * 5) ** 2, 49.0])


def test_like_the_peer_everybody_has_passed_on_what_is_moderated_out():
    votes, counts_in = sparse(np.array([[1.0, 1, np.nan], [np.nan, 1, 1]])), np.array([False, True, True])
    assert [part.tolist() if hasattr(part, "tolist") else part for part in _seen(votes, counts_in, True)] == [
        [2, 3],
        [False, False],
        3,
    ]
