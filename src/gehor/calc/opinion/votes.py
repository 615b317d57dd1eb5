"""Who voted how on what, as three arrays: nothing is kept of what somebody has not seen. Read `votes_of`."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import coo_array  # type: ignore[import-untyped]

Floats = NDArray[np.float64]
Ints = NDArray[np.integer[Any]]
Marks = NDArray[np.bool_]

AGREE, PASS, DISAGREE = 1, 0, -1
BLOCK = 1 << 16  # votes at a time, so that what is reckoned with stays in the processor's cache


@dataclass(frozen=True, eq=False)
class Votes:
    """One conversation, by participant and within that by statement.

    participants, statements: their ids. starts: (n + 1,), where the votes of each participant begin. statement:
    (votes,) int32 index of the statement. value: (votes,) int8, 1 agree, 0 pass, -1 disagree. The arrays are read-only.
    """

    participants: Sequence[str]
    statements: Sequence[str]
    starts: NDArray[np.int64]
    statement: NDArray[np.int32]
    value: NDArray[np.int8]

    def __len__(self) -> int:
        return len(self.value)

    @property
    def per_participant(self) -> NDArray[np.int64]:
        """(n,) how many votes each has cast."""
        return np.diff(self.starts)

    @property
    def participant(self) -> NDArray[np.int32]:
        """(votes,) index of who cast each."""
        return np.repeat(np.arange(len(self.starts) - 1, dtype=np.int32), self.per_participant)

    def tally(self, group: Ints, groups: int) -> NDArray[np.int64]:
        """(3, groups, m) how many of each group disagreed, passed and agreed. group: (n,) each one's, from 0."""
        m = len(self.statements)
        begin = np.repeat(group.astype(np.int32) * (3 * m) + 1, self.per_participant)
        found = np.zeros(groups * m * 3, dtype=np.int64)
        for first in range(0, len(self), BLOCK):
            part = slice(first, first + BLOCK)
            place = self.statement[part] * np.int32(3)
            place += self.value[part]
            place += begin[part]
            found += np.bincount(place, minlength=len(found))
        return np.ascontiguousarray(found.reshape(groups, m, 3).transpose(2, 0, 1))

    def of(self, rows: Ints) -> "Votes":
        """Of these participants, in this order; one that is named twice is there twice."""
        counts = self.per_participant[rows]
        starts = np.concatenate(([0], np.cumsum(counts)))
        places = np.repeat(self.starts[:-1][rows] - starts[:-1], counts) + np.arange(starts[-1])
        names = tuple(self.participants[row] for row in rows.tolist())
        return _kept(names, self.statements, starts, self.statement[places], self.value[places])


def votes_of(
    participant: ArrayLike,
    statement: ArrayLike,
    value: ArrayLike,
    *,
    participants: Sequence[str] | None = None,
    statements: Sequence[str] | None = None,
    moment: ArrayLike | None = None,
) -> Votes:
    """Votes from one entry for each vote, in any order.

    participant, statement: (votes,) whole numbers from 0, indices of participants and statements (left out: as many as
    the highest index asks for, named by their numbers). value: (votes,) 1 agree, 0 pass, -1 disagree. moment: (votes,)
    whole numbers. Where somebody voted twice on a statement the latest moment counts, and then the later entry.
    Raises ValueError for arrays of different lengths, other values, or an index without a name. Nothing is changed.

    >>> votes = votes_of([1, 0, 1], [0, 0, 0], [-1, 1, 0])
    >>> votes.per_participant.tolist(), votes.value.tolist()
    ([1, 1], [1, 0])
    """
    who, what, how = np.asarray(participant), np.asarray(statement), np.asarray(value)
    when = how if moment is None else np.asarray(moment)
    if not who.shape == what.shape == how.shape == when.shape or who.ndim != 1:
        raise ValueError("participant, statement, value and moment must be as long as each other")
    if not len(how):
        who = what = np.zeros(0, dtype=np.int32)
    if not (who.dtype.kind in "iu" and what.dtype.kind in "iu"):
        raise ValueError("participants and statements are told by whole numbers")
    if not ((how == 1) | (how == 0) | (how == -1)).all():
        raise ValueError("a vote is 1, 0 or -1")
    shape = _count(who, participants), _count(what, statements)
    starts, about, cast = _sorted(who, what, how, shape)
    again = _is_voted_on_again(starts, about)
    if again.any():
        if moment is not None:
            order = np.argsort(when, kind="stable")
            starts, about, cast = _sorted(who[order], what[order], how[order], shape)
        starts = starts - np.concatenate(([0], np.cumsum(again)))[starts]
        about, cast = about[~again], cast[~again]
    return _kept(
        tuple(map(str, range(shape[0]))) if participants is None else participants,
        tuple(map(str, range(shape[1]))) if statements is None else statements,
        starts,
        about,
        cast,
    )


def _sorted(who: Ints, what: Ints, how: NDArray[Any], shape: tuple[int, int]) -> tuple[Any, Any, Any]:
    """Starts, statement, value; what somebody says several times of one statement stays in the order given."""
    entries = coo_array((how.astype(np.int8, copy=False), (who, what)), shape=shape)
    entries.has_canonical_format = True  # else scipy adds up what somebody says of one statement
    table = entries.tocsr()
    if not table.has_sorted_indices:
        table = table.tocsc().tocsr()  # turned about twice is sorted, in as many steps as there are votes
    return table.indptr.astype(np.int64), table.indices.astype(np.int32, copy=False), table.data


def _is_voted_on_again(starts: NDArray[np.int64], about: NDArray[np.int32]) -> Marks:
    """(votes,) whether the next one is of the same participant on the same statement."""
    again = np.zeros(len(about), dtype=bool)
    np.equal(about[1:], about[:-1], out=again[:-1])
    again[starts[1:][starts[1:] > 0] - 1] = False
    return again


def _kept(
    participants: Sequence[str], statements: Sequence[str], starts: Any, statement: Any, value: NDArray[np.int8]
) -> Votes:
    for each in (starts, statement, value):
        each.flags.writeable = False
    return Votes(participants, statements, starts, statement, value)


def _count(index: Ints, names: Sequence[str] | None) -> int:
    if not len(index):
        return 0 if names is None else len(names)
    low, high = int(index.min()), int(index.max())
    if low < 0 or (names is not None and high >= len(names)):
        raise ValueError("an index without a name")
    return high + 1 if names is None else len(names)
