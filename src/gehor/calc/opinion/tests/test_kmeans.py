"""Groups with the smallest squared distances within, against trying every way to part a few people."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gehor.calc.opinion.kmeans import FEW, SOME, kmeans, lloyd


def columns(points):
    return np.vstack([np.asarray(points, dtype=float).T, np.ones(len(points))])


def within(points, labels):
    """Squared distances to the mean of the own group, summed."""
    return sum(
        ((points[labels == own] - points[labels == own].mean(axis=0)) ** 2).sum() for own in set(labels.tolist())
    )


def least_of_all_ways(points, k):
    ways = (np.array(labels) for labels in product(range(k), repeat=len(points)))
    return min(within(points, labels) for labels in ways if len(set(labels.tolist())) == k)


@pytest.mark.parametrize("seed", range(6))
def test_of_a_few_people_no_way_to_part_them_is_better(seed):
    points = np.random.default_rng(seed).normal(size=(8, 2))
    ends = kmeans(points, 3)
    assert [len(end.centres) for end in ends] == [2, 3]
    for end in ends:
        assert end.inertia == pytest.approx(least_of_all_ways(points, len(end.centres)), rel=1e-9)
        assert end.inertia == pytest.approx(within(points, end.labels), rel=1e-9)


def test_two_steps_worked_by_hand():
    # From 0 and 4: {0, 1, 2} and {3, 9}, since 2 is as near to both and the first counts; centres 1 and 6.
    # Then {0, 1, 2, 3} and {9}, centres 1.5 and 9; then nobody moves. Squares: 2.25 + .25 + .25 + 2.25 = 5
    ends = lloyd(columns([[0, 0], [1, 0], [2, 0], [3, 0], [9, 0]]), np.array([[0.0, 0], [4, 0]]))
    assert ends.labels.tolist() == [0, 0, 0, 0, 1]
    assert ends.centres.tolist() == [[1.5, 0], [9, 0]] and ends.inertia == pytest.approx(5)


def test_whoever_stands_in_the_middle_is_counted_once():
    ends = lloyd(columns([[-1, 0], [0, 0], [1, 0]]), np.array([[-1.0, 0], [1, 0]]))
    assert ends.labels.tolist() == [0, 0, 1]
    assert ends.centres.tolist() == [[-0.5, 0], [1, 0]]


def test_an_empty_group_is_given_to_whoever_stands_farthest_off():
    ends = lloyd(columns([[0, 0], [0.1, 0], [0.2, 0], [9, 0]]), np.array([[0.0, 0], [50.0, 0], [60.0, 0]]))
    assert sorted(np.bincount(ends.labels, minlength=3).tolist()) == [1, 1, 2]
    assert ends.labels[3] not in ends.labels[:3]


def test_there_are_no_more_groups_than_places():
    points = np.repeat([[0.0, 0], [1, 0], [1, 2]], 40, axis=0)
    ends = kmeans(points, 5)
    assert [len(end.centres) for end in ends] == [2, 3]
    assert ends[1].inertia == pytest.approx(0, abs=1e-9)
    assert kmeans(points[:40], 5) == [] == kmeans(points[:0], 5)


@pytest.mark.parametrize("people", [FEW - 100, FEW + 900, SOME + 3000])
def test_clumps_are_found_however_many_people_there_are(people):
    rng = np.random.default_rng(people)
    clump = rng.integers(4, size=people)
    points = np.array([[0, 0], [9, 1], [1, 9], [8, 9]])[clump] + rng.normal(scale=0.6, size=(people, 2))
    end = kmeans(points, 5)[2]
    pairs = set(zip(clump.tolist(), end.labels.tolist(), strict=True))
    assert len(pairs) == 4 == len({label for _, label in pairs})
    assert end.inertia == pytest.approx(within(points, end.labels))


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.integers(10, 60), st.sampled_from([(1, -1), (-1, 1), (-1, -1)]))
def test_in_any_order_and_in_a_mirror_people_are_parted_alike(seed, people, turned):
    rng = np.random.default_rng(seed)
    points = rng.normal(size=(people, 2))
    order = rng.permutation(people)
    for one, other in zip(kmeans(points, 4), kmeans(points[order] * turned, 4), strict=True):
        assert other.inertia == pytest.approx(one.inertia)
        assert within(points[order], other.labels) == pytest.approx(within(points, one.labels))


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000), st.floats(1e-3, 1e3), st.floats(-50, 50))
def test_larger_and_elsewhere_people_are_parted_alike(seed, scale, shift):
    points = np.random.default_rng(seed).normal(size=(30, 2))
    for one, other in zip(kmeans(points, 4), kmeans(points * scale + shift * scale, 4), strict=True):
        assert other.inertia == pytest.approx(one.inertia * scale**2, rel=0.02)


def test_the_peers_start_leaves_worse_groups_where_several_starts_do_not():
    rng = np.random.default_rng(0)
    where = np.repeat([[0.0, 0], [1, 8], [10, 0], [11, 8], [20, 4]], 30, axis=0)
    points = where + rng.normal(scale=0.8, size=where.shape)
    ours, theirs = (kmeans(points, 5, like_peer=peer)[-1] for peer in (False, True))
    assert ours.inertia < 0.6 * theirs.inertia


def test_the_peers_start_is_the_leftmost_places():
    points = np.array([[0.0, 0], [0, 1], [5, 0], [5, 1], [9, 0], [9, 1]])
    from_there = lloyd(columns(points), np.array([[0.0, 0], [0, 1]]))
    end = kmeans(points, 2, like_peer=True)[0]
    assert (end.labels.tolist(), end.inertia) == (from_there.labels.tolist(), from_there.inertia)
    assert end.inertia > kmeans(points, 2)[0].inertia + 1
