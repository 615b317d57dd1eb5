"""Ballots as columns: equal ones are one row, so that a rule reckons on whole columns at once. Read `Columns`."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

import numpy as np
import numpy.typing as npt

from .election import Ballots, Points, Project

Floats = npt.NDArray[np.float64]
Wholes = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

LARGEST = 2**62  # of a sum of points: the whole numbers of a column go no further


class Columns:
    """What does not change while ballots are counted, by whatever rule; no rule modifies it.

    projects, voters: of the election, voters without a choice among them. weights: (rows,) how many voters each row
    has. row_of: (voters,) the row of each ballot in the order given, -1 for one without a choice. ends, chosen, points:
    row i has the entries ends[i] to ends[i + 1], each a project's place, in order, and its points. rows, heads, given:
    of each project, which rows support it, how many voters each of those has, and with how many points. votes, score:
    of each project, voters and points.

    points: beside each key what it is worth to the voter, whole; None: all are worth 1. What has no points is not
    chosen. Raises ValueError where a key is no project or stands twice on a ballot, where two projects have the same
    key, where points are below 0 or more than LARGEST together.
    """

    def __init__(self, projects: Sequence[Project], ballots: Ballots, points: Points | None = None) -> None:
        self.projects, self.voters = tuple(projects), len(ballots)
        place = {each.key: at for at, each in enumerate(projects)}
        if len(place) < len(self.projects):
            raise ValueError("two projects have the same key")
        found = _plain(ballots, place) if points is None else _pointed(ballots, points, place)
        rows: dict[_Row, int] = {}
        self.row_of: Wholes = np.array([rows.setdefault(row, len(rows)) if row[0] else -1 for row in found], np.int64)
        self.weights: Wholes = np.bincount(self.row_of[self.row_of >= 0], minlength=len(rows)).astype(np.int64)
        lengths = np.fromiter((len(chosen) for chosen, _ in rows), np.int64, len(rows))
        self.ends: Wholes = np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths)])
        entries = int(self.ends[-1])
        self.chosen: Wholes = np.fromiter(chain.from_iterable(chosen for chosen, _ in rows), np.int64, entries)
        self.points: Wholes = np.ones(entries, np.int64)
        if points is not None:
            self.points = np.fromiter(chain.from_iterable(given for _, given in rows), np.int64, entries)
        self._by_project(np.repeat(np.arange(len(rows)), lengths))

    def _by_project(self, row_of_entry: Wholes) -> None:
        order = np.argsort(self.chosen, kind="stable")
        cuts = np.searchsorted(self.chosen[order], np.arange(len(self.projects) + 1))
        slices = [order[cuts[at] : cuts[at + 1]] for at in range(len(self.projects))]
        self.rows: list[Wholes] = [row_of_entry[each] for each in slices]
        self.given: list[Wholes] = [self.points[each] for each in slices]
        self.heads: list[Wholes] = [self.weights[each] for each in self.rows]
        self.votes = {each.key: int(heads.sum()) for each, heads in zip(self.projects, self.heads, strict=True)}
        self.score = {
            each.key: int(heads @ given)
            for each, heads, given in zip(self.projects, self.heads, self.given, strict=True)
        }

    def entries(self, rows: Wholes) -> tuple[Wholes, Wholes]:
        """(what stands on the ballots of these rows, one after the other, as places of `chosen`; how many of each)."""
        starts, lengths = self.ends[rows], self.ends[rows + 1] - self.ends[rows]
        before = np.cumsum(lengths) - lengths
        return np.repeat(starts - before, lengths) + np.arange(int(lengths.sum())), lengths


_Row = tuple[tuple[int, ...], tuple[int, ...]]  # places of projects, in order, and the points of each, if it has any


def _plain(ballots: Ballots, place: Mapping[str, int]) -> Iterator[_Row]:
    for ballot in ballots:
        yield tuple(sorted(_places(ballot, place))), ()


def _pointed(ballots: Ballots, points: Points, place: Mapping[str, int]) -> Iterator[_Row]:
    together = 0
    for ballot, given in zip(ballots, points, strict=True):
        pairs = sorted(zip(_places(ballot, place), given, strict=True))
        if any(worth < 0 for _, worth in pairs):
            raise ValueError("points are not negative")
        together += sum(given)
        if together > LARGEST:
            raise ValueError("points are too many to be counted")
        chosen = [(at, worth) for at, worth in pairs if worth]
        yield tuple(at for at, _ in chosen), tuple(worth for _, worth in chosen)


def _places(ballot: Sequence[str], place: Mapping[str, int]) -> list[int]:
    try:
        places = [place[key] for key in ballot]
    except KeyError as unknown:
        raise ValueError(f"{unknown.args[0]}: no such project") from None
    if len(set(places)) < len(places):
        raise ValueError("a project stands twice on a ballot")
    return places


def columns_of(projects: Sequence[Project], ballots: "Ballots | Columns", points: Points | None = None) -> Columns:
    """The columns of these ballots; those that are columns already are given back."""
    return ballots if isinstance(ballots, Columns) else Columns(projects, ballots, points)
