"""Who sits, how they were seated, and who has met whom by it: what is kept of a meeting, without numpy."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

Pair = frozenset[str]


@dataclass(frozen=True)
class Person:
    """key: any mark, the same from meeting to meeting. house: the organisation. at: the table that a host has."""

    key: str
    house: str
    at: int | None = None


@dataclass(frozen=True)
class Seating:
    """tables: the keys at each table, in the order of the keys.

    met: pairs at a table that had not sat together before; most: more there could not have been, whatever the tables.
    again: pairs that had. colleagues: pairs of one house at a table; fewest: fewer there could not have been.
    """

    tables: tuple[tuple[str, ...], ...]
    met: int
    most: int
    again: int
    colleagues: int
    fewest: int


def pairs(tables: Sequence[Sequence[str]]) -> Counter[Pair]:
    """Who has met whom at these tables: what the next meeting is given as `before`, added up over the meetings.

    >>> sorted(sorted(pair) for pair in pairs([["a", "b"], ["c"]]))
    [['a', 'b']]
    """
    return Counter(frozenset(two) for table in tables for two in combinations(table, 2))
