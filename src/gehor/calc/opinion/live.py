"""A map that follows every vote: what is kept grows with the statements, not with the people. Begin with `Live`.

Of every pair of statements it is counted how many people voted how on both: nine numbers. From them follow the means
and ZᵀZ exactly (see axes.py; x_ij is i's vote on j, sums are over those who voted on both j and l):

    (ZᵀZ)_jl = Σ x_ij x_il − mean_j Σ x_il − mean_l Σ x_ij + mean_j mean_l Σ 1

A vote on j touches the pairs with what the same person has voted on before, and of ZᵀZ row and column j. The nine
numbers of a pair are those in its row and those in its column together: a vote is counted in the row of its statement.
"""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from .axes import Axes, largest
from .mapping import OpinionMap, opinion
from .votes import Floats, Votes, votes_of

BEGIN_WITH = 16  # votes of a person that there is room for
OWN = np.array([-1.0, 0, 1] * 3)  # of the nine, what was voted on the row's statement
OTHER = np.repeat([-1.0, 0, 1], 3)  # and on the column's
TOLD = np.stack([OWN * OTHER, OTHER, OWN, np.ones(9)], axis=1)


class Live:
    """A conversation that goes on.

    add() takes in a statement, vote() a vote, take_out() and put_back() moderate; axes() tells the map's axes after
    it, map() everything. Statements are told by their index, in the order in which they came. Not for several threads
    at once. Takes 44 bytes for each pair of statements.
    """

    def __init__(self, statements: Iterable[str] = ()) -> None:
        names = list(statements)
        self._names: dict[str, int] = {}
        self._room = max(len(names), 8)
        self._pairs = np.zeros(self._room * self._room * 9, dtype=np.int32)
        self._products = np.zeros((self._room, self._room))  # ZᵀZ
        self._counts = np.zeros((self._room, 3), dtype=np.int64)
        self._counts_in = np.zeros(self._room, dtype=bool)
        self._waiting: set[int] = set()
        self._meta: set[int] = set()
        self._slots: dict[str, dict[int, int]] = {}  # participant → statement → where in places
        self._places: dict[str, NDArray[np.int64]] = {}  # participant → 9 statement + 3 (vote + 1) of each of her votes
        self._before: Floats = np.zeros((2, 0))
        for name in names:
            self.add(name)

    @property
    def statements(self) -> tuple[str, ...]:
        return tuple(self._names)

    @property
    def out(self) -> tuple[int, ...]:
        """Those that are moderated out now."""
        return tuple(at for at in range(len(self._names)) if not self._counts_in[at] and at not in self._meta)

    def add(self, statement: str, *, is_meta: bool = False) -> int:
        """The index of a statement that has come. is_meta: it is about the conversation itself, and so not on the map.

        Raises ValueError if there is one with this id.
        """
        at = len(self._names)
        if self._names.setdefault(statement, at) != at:
            raise ValueError("each statement has an id of its own")
        if at == self._room:
            self._grow()
        if is_meta:
            self._meta.add(at)
        self._counts_in[at] = not is_meta
        return at

    def take_out(self, statement: int) -> None:
        """It is moderated out: as if nobody had voted on it, but for its own counts. Votes on it are still taken."""
        self._must_be(statement)
        self._counts_in[statement] = False
        self._products[statement] = self._products[:, statement] = 0

    def put_back(self, statement: int) -> None:
        """It is no longer moderated out."""
        self._must_be(statement)
        self._counts_in[statement] = statement not in self._meta
        self._waiting.add(statement)

    def vote(self, participant: str, statement: int, value: int) -> None:
        """Somebody votes, or votes anew. value: 1, 0 or -1. Raises ValueError for anything else."""
        if value not in (-1, 0, 1):
            raise ValueError("a vote is 1, 0 or -1")
        self._must_be(statement)
        slots = self._slots.get(participant)
        if slots is None:
            slots = self._slots[participant] = {}
            self._places[participant] = np.empty(BEGIN_WITH, dtype=np.int64)
        places = self._places[participant]
        row = statement * self._room * 9 + 1
        slot = slots.get(statement)
        if slot is None:
            slot = slots[statement] = len(slots)
            self._pairs[places[:slot] + (row + value)] += 1
            if slot == len(places):
                places = self._places[participant] = np.concatenate([places, np.empty_like(places)])
        else:
            before = int(places[slot]) % 9 // 3 - 1
            others = np.delete(places[: len(slots)], slot)
            self._pairs[others + (row + before)] -= 1
            self._pairs[others + (row + value)] += 1
            self._counts[statement, before + 1] -= 1
        places[slot] = statement * 9 + (value + 1) * 3
        self._counts[statement, value + 1] += 1
        self._waiting.add(statement)

    def axes(self) -> Axes:
        """The principal axes of all votes so far, to 1e-10 as if reckoned anew."""
        m, people = len(self._names), len(self._slots)
        count = self._counts[:m].sum(axis=1)
        mean = (self._counts[:m, 2] - self._counts[:m, 0]) / np.maximum(count, 1)
        mean[~self._counts_in[:m]] = 0
        self._bring_up(mean, count)
        products = self._products[:m, :m]
        total = float(products.trace())
        if total <= 0:
            return Axes(mean, np.zeros((2, m)), np.zeros(2), 0.0)
        begin = np.zeros((2, m))
        begin[:, : self._before.shape[1]] = self._before
        values, self._before = largest(products.dot, m, begin)
        return Axes(mean, self._before, values / max(people - 1, 1), total / max(people - 1, 1))

    def _bring_up(self, mean: Floats, count: NDArray[np.int64]) -> None:
        """ZᵀZ, in the rows and columns of the statements that have been voted on since."""
        m = len(mean)
        pairs = self._pairs.reshape(self._room, self._room, 3, 3)  # row, column, the column's vote, the row's vote
        for row in self._waiting:
            if not self._counts_in[row]:
                continue
            both = pairs[row, :m] + pairs[:m, row].transpose(0, 2, 1)
            products, others, own, people = (both.reshape(m, 9) @ TOLD).T
            found = products - mean[row] * others - mean * own + mean[row] * mean * people
            found[row] = self._counts[row, 2] + self._counts[row, 0] - count[row] * mean[row] ** 2
            found *= self._counts_in[:m]
            self._products[row, :m] = self._products[:m, row] = found
        self._waiting.clear()

    def votes(self) -> Votes:
        """All votes that count, participants in the order in which they first voted."""
        many = [len(slots) for slots in self._slots.values()]
        kept = [places[:own] for places, own in zip(self._places.values(), many, strict=True)]
        place = np.concatenate([np.empty(0, dtype=np.int64), *kept])
        return votes_of(
            np.repeat(np.arange(len(many)), many),
            place // 9,
            place % 9 // 3 - 1,
            participants=tuple(self._slots),
            statements=self.statements,
        )

    def map(self) -> OpinionMap:
        """As opinion() of all votes so far."""
        return opinion(self.votes(), excluded=self.out, meta=sorted(self._meta))

    def _must_be(self, statement: int) -> None:
        if not 0 <= statement < len(self._names):
            raise ValueError("there is no such statement")

    def _grow(self) -> None:
        """Room for twice as many statements."""
        before, self._room = self._room, 2 * self._room
        pairs = np.zeros((self._room, self._room * 9), dtype=np.int32)
        pairs[:before, : before * 9] = self._pairs.reshape(before, before * 9)
        self._pairs = pairs.ravel()
        self._products = np.pad(self._products, (0, before))
        self._counts = np.pad(self._counts, ((0, before), (0, 0)))
        self._counts_in = np.pad(self._counts_in, (0, before))
