"""Who voted how on what, as three arrays: nothing is kept of what somebody has not seen. Read `votes_of`."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.integer[Any]]
Marks = NDArray[np.bool_]

AGREE, PASS, DISAGREE = 1, 0, -1


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
    who, what = (np.asarray(each, dtype=np.int64) for each in (participant, statement))
    how = np.asarray(value)
    if not who.shape == what.shape == how.shape or who.ndim != 1:
        raise ValueError("participant, statement and value must be as long as each other")
    if len(how) and not ((how == 1) | (how == 0) | (how == -1)).all():
        raise ValueError("a vote is 1, 0 or -1")
    n = _count(who, participants)
    m = _count(what, statements)
    if moment is not None and len(who) and _has_doubles(who, what, m):
        order = np.argsort(np.asarray(moment), kind="stable")
        who, what, how = who[order], what[order], how[order]
    pair = who * m
    pair += what
    del who, what
    key = _sorted_and_single(pair, how, n, m)
    del pair
    starts = np.zeros(n + 1, dtype=np.int64)
    who = key // (4 * max(m, 1))
    np.cumsum(np.bincount(who, minlength=n), out=starts[1:])
    value = (key & 3).astype(np.int8) - np.int8(1)
    who *= -m
    key >>= 2
    who += key
    return _kept(
        tuple(map(str, range(n))) if participants is None else participants,
        tuple(map(str, range(m))) if statements is None else statements,
        starts,
        who.astype(np.int32),
        value,
    )


def _kept(
    participants: Sequence[str], statements: Sequence[str], starts: Any, statement: Any, value: NDArray[np.int8]
) -> Votes:
    for each in (starts, statement, value):
        each.flags.writeable = False
    return Votes(participants, statements, starts, statement, value)


def _count(index: NDArray[np.int64], names: Sequence[str] | None) -> int:
    if not len(index):
        return 0 if names is None else len(names)
    low, high = int(index.min()), int(index.max())
    if low < 0 or (names is not None and high >= len(names)):
        raise ValueError("an index without a name")
    return high + 1 if names is None else len(names)


def _has_doubles(who: NDArray[np.int64], what: NDArray[np.int64], m: int) -> bool:
    pair = np.sort(who * m + what)
    return bool((pair[1:] == pair[:-1]).any())


def _sorted_and_single(pair: Any, how: Any, n: int, m: int) -> NDArray[np.int64]:
    """(participant · m + statement) · 4 + value + 1, sorted, of each pair the last entry."""
    bits = max(len(pair) - 1, 0).bit_length()
    if len(pair) < 2 or (pair[1:] > pair[:-1]).all():
        pair <<= 2
        pair += how
        pair += 1
        return pair  # type: ignore[no-any-return]
    if (n * m).bit_length() + bits + 2 <= 63:  # one sort of whole numbers instead of three arrays by a fourth
        pair <<= bits
        pair |= np.arange(len(pair))
        pair <<= 2
        pair += how
        pair += 1
        pair.sort()
        last = np.append((pair[1:] >> bits + 2) != (pair[:-1] >> bits + 2), True)
        if not last.all():
            pair = pair[last]
        value = pair & 3
        pair >>= bits + 2
        pair <<= 2
        pair |= value
        return pair  # type: ignore[no-any-return]
    order = np.argsort(pair, kind="stable")
    pair, how = pair[order], how[order]
    last = np.append(pair[1:] != pair[:-1], True)
    return (pair[last] << 2) + how[last] + 1  # type: ignore[no-any-return]
