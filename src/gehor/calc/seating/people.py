"""Who sits, how they were seated, and who has met whom by it: what is kept of a meeting, without numpy."""

import math
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


@dataclass(frozen=True)
class NewPairs:
    """Pairs at the tables of one meeting who had not sat together before. most: more there could not have been."""

    met: int
    most: int


def new_pairs(meetings: Sequence[Sequence[Sequence[str]]]) -> list[NewPairs]:
    """Meeting by meeting, in the order in which they were held.

    meetings: the tables of each, with the keys of those who sat there; nobody sits twice at one meeting.

    >>> new_pairs([[["a", "b", "c"]], [["a", "b"], ["c", "d"]]])
    [NewPairs(met=3, most=3), NewPairs(met=1, most=2)]
    """
    known: set[Pair] = set()
    found = []
    for tables in meetings:
        together = set(pairs(tables))
        room = {key for table in tables for key in table}
        unmet = math.comb(len(room), 2) - sum(pair <= room for pair in known)
        found.append(NewPairs(met=len(together - known), most=min(len(together), unmet)))
        known |= together
    return found


@dataclass(frozen=True)
class Acquainted:
    """How many others one has met at tables. most: more there could not have been, whatever the tables.

    meetings: to how many one came.
    """

    meetings: int
    met: int
    most: int


def acquainted(meetings: Sequence[Sequence[Sequence[str]]]) -> dict[str, Acquainted]:
    """Everybody who sat somewhere, by key.

    meetings: the tables of each meeting, in any order, with the keys at each; nobody sits twice at one meeting.
    most: the seats beside one at all one's tables, but not more than came to the same meetings.

    >>> acquainted([[["a", "b"], ["c", "d"]], [["a", "c"]]])["a"]
    Acquainted(meetings=2, met=2, most=2)
    """
    rooms = [{key for table in tables for key in table} for tables in meetings]
    came: dict[str, tuple[int, ...]] = {}
    seats: Counter[str] = Counter()
    beside: dict[str, set[str]] = {}
    for number, tables in enumerate(meetings):
        for table in tables:
            for key in table:
                came[key] = (*came.get(key, ()), number)
                seats[key] += len(table) - 1
                beside.setdefault(key, set()).update(table)
    # Many came to the same meetings: who was there is counted once for them, since a room may hold two thousand
    around = {which: len(set().union(*(rooms[number] for number in which))) for which in set(came.values())}
    return {
        key: Acquainted(meetings=len(which), met=len(beside[key]) - 1, most=min(seats[key], around[which] - 1))
        for key, which in came.items()
    }
