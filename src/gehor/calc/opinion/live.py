"""A map that follows every vote: what is kept grows with the statements, not with the people. Begin with `Live`.

Of every pair of statements it is counted how many people voted how on both: nine numbers. From them follow the means
and ZᵀZ exactly (see axes.py; x_ij is i's vote on j, sums are over those who voted on both j and l):

    (ZᵀZ)_jl = Σ x_ij x_il − mean_j Σ x_il − mean_l Σ x_ij + mean_j mean_l Σ 1

A vote touches the pairs with what the same person has voted on before, in the row of the statement voted on; a row and
the column of the same statement belong together.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from .axes import Axes, largest
from .mapping import OpinionMap, opinion
from .votes import Floats, votes_of

BEGIN_WITH = 16  # votes of a person that there is room for


class Live:
    """A conversation that goes on.

    statements: their ids, all of them from the start. vote() takes a vote in, axes() tells the map's axes after it,
    map() everything. Not for several threads at once. Takes 36 bytes for each pair of statements.
    """

    def __init__(self, statements: Sequence[str]) -> None:
        m = len(statements)
        if not m:
            raise ValueError("at least one statement")
        self.statements = tuple(statements)
        self._pairs = np.zeros(m * m * 9, dtype=np.int32)
        self._counts = np.zeros((m, 3), dtype=np.int64)
        self._sums = np.zeros((3, m, m))  # of products, of the row's own votes, of people; see _bring_up
        self._waiting: set[int] = set()
        self._seen: dict[str, dict[int, int]] = {}
        self._places: dict[str, NDArray[np.int64]] = {}
        self._before: Floats | None = None

    def vote(self, participant: str, statement: int, value: int) -> None:
        """Somebody votes, or votes anew. statement: index. value: 1, 0 or -1. Raises ValueError for anything else."""
        if value not in (-1, 0, 1) or not 0 <= statement < len(self.statements):
            raise ValueError("a vote is 1, 0 or -1, on a statement that there is")
        seen = self._seen.setdefault(participant, {})
        places = self._places.get(participant)
        if places is None:
            places = self._places[participant] = np.empty(BEGIN_WITH, dtype=np.int64)
        row = statement * len(self.statements) * 9
        before = seen.get(statement)
        if before is None:
            at = len(seen)
            self._pairs[places[:at] + (row + value + 1)] += 1
            if at == len(places):
                places = self._places[participant] = np.concatenate([places, np.empty_like(places)])
        else:
            at = list(seen).index(statement)
            others = np.delete(places[: len(seen)], at)
            self._pairs[others + (row + before + 1)] -= 1
            self._pairs[others + (row + value + 1)] += 1
            self._counts[statement, before + 1] -= 1
        places[at] = statement * 9 + (value + 1) * 3
        seen[statement] = value
        self._counts[statement, value + 1] += 1
        self._waiting.add(statement)

    def axes(self) -> Axes:
        """The principal axes of all votes so far, to 1e-10 as if reckoned anew."""
        self._bring_up()
        count = self._counts.sum(axis=1)
        mean = (self._counts[:, 2] - self._counts[:, 0]) / np.maximum(count, 1)
        products, own, people = self._sums
        found = mean[:, None] * mean
        found *= people
        found += products
        crossed = own * mean
        found -= crossed
        found -= crossed.T
        people_all = len(self._seen)
        np.fill_diagonal(found, self._counts[:, 2] + self._counts[:, 0] - count * mean**2)
        total = float(np.trace(found))
        if total <= 0:
            return Axes(mean, np.zeros((2, len(mean))), np.zeros(2), 0.0)
        values, vectors = largest(found.dot, len(mean), self._before)
        self._before = vectors
        return Axes(mean, vectors, values / max(people_all - 1, 1), total / max(people_all - 1, 1))

    def _bring_up(self) -> None:
        """The sums over pairs, of those rows that a vote has touched, both of the row and of its column."""
        m = len(self.statements)
        pairs = self._pairs.reshape(m, m, 3, 3)  # row, column, the column's vote, the row's vote
        for row in self._waiting:
            here, there = pairs[row].astype(np.float64), pairs[:, row].astype(np.float64)
            people = here.sum(axis=(1, 2)) + there.sum(axis=(1, 2))
            products = here[:, 2, 2] + here[:, 0, 0] - here[:, 0, 2] - here[:, 2, 0]
            products += there[:, 2, 2] + there[:, 0, 0] - there[:, 0, 2] - there[:, 2, 0]
            of_row = here[:, :, 2].sum(axis=1) - here[:, :, 0].sum(axis=1)
            of_row += there[:, 2].sum(axis=1) - there[:, 0].sum(axis=1)
            of_others = here[:, 2].sum(axis=1) - here[:, 0].sum(axis=1)
            of_others += there[:, :, 2].sum(axis=1) - there[:, :, 0].sum(axis=1)
            self._sums[0, row] = self._sums[0, :, row] = products
            self._sums[1, row], self._sums[1, :, row] = of_row, of_others
            self._sums[2, row] = self._sums[2, :, row] = people
        self._waiting.clear()

    def map(self) -> OpinionMap:
        """As opinion() of all votes so far, participants in the order in which they first voted."""
        who: list[int] = []
        what: list[int] = []
        how: list[int] = []
        for at, seen in enumerate(self._seen.values()):
            who += [at] * len(seen)
            what += seen.keys()
            how += seen.values()
        votes = votes_of(who, what, how, participants=tuple(self._seen), statements=self.statements)
        return opinion(votes, axes=self.axes())
