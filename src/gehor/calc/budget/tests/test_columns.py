"""Ballots as columns: equal ones in one row, and what cannot be counted refused."""

import pytest

from gehor.calc.budget import Project
from gehor.calc.budget.columns import Columns, columns_of

PARK, PATH, BENCH = Project("park", 60), Project("path", 50), Project("bench", 30)
STREET = (PARK, PATH, BENCH)


def test_equal_ballots_are_one_row_whatever_their_order() -> None:
    found = Columns(STREET, [("park", "path"), (), ("bench",), ("path", "park")])
    assert found.voters == 4
    assert found.row_of.tolist() == [0, -1, 1, 0]
    assert found.weights.tolist() == [2, 1]
    assert [each.tolist() for each in found.rows] == [[0], [0], [1]]
    assert found.votes == found.score == {"park": 2, "path": 2, "bench": 1}


def test_ballots_are_equal_only_with_equal_points_and_no_points_is_no_choice() -> None:
    ballots = [("park", "path"), ("path", "park"), ("park",), ("bench",)]
    found = Columns(STREET, ballots, [(2, 3), (0, 2), (2,), (0,)])
    assert found.row_of.tolist() == [0, 1, 1, -1]
    assert found.votes == {"park": 3, "path": 1, "bench": 0}
    assert found.score == {"park": 6, "path": 3, "bench": 0}
    assert [each.tolist() for each in found.given] == [[2, 2], [3], []]


def test_what_stands_on_several_ballots_is_found_at_once() -> None:
    found = Columns(STREET, [("park", "path"), ("bench",), ("path", "bench")])
    entries, lengths = found.entries(found.rows[2])
    assert (found.chosen[entries].tolist(), lengths.tolist()) == ([2, 1, 2], [1, 2])
    assert found.entries(found.rows[2][:0])[0].tolist() == []


def test_columns_are_not_made_twice() -> None:
    found = Columns(STREET, [("park",)])
    assert columns_of(STREET, found) is found


@pytest.mark.parametrize(
    ("projects", "ballots", "points", "why"),
    [
        ((PARK, PARK), [], None, "two projects have the same key"),
        (STREET, [("pond",)], None, "pond: no such project"),
        (STREET, [("park", "park")], None, "a project stands twice on a ballot"),
        (STREET, [("park", "park")], [(1, 0)], "a project stands twice on a ballot"),
        (STREET, [("park",)], [(-1,)], "points are not negative"),
        (STREET, [("park",), ("park",)], [(2**61,), (2**61 + 1,)], "points are too many to be counted"),
        (STREET, [("park", "path")], [(1,)], "shorter"),
        (STREET, [("park",)], [(1,), (1,)], "longer"),
    ],
)
def test_what_cannot_be_counted_is_refused(projects, ballots, points, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        Columns(projects, ballots, points)
