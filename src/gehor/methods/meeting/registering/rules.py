"""Places and the waiting list. Plain Python.

Whoever registers gets a place while there are enough for all in their company; else they wait. A place that becomes
free goes to those who have waited longest and for whom there is room: a company of four does not hold up one person.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

PARTY_MOST = 6  # people on one registration
NEEDS_MOST = 500  # characters
CAPACITY_MOST = 2_000
FORGET_NEEDS = dt.timedelta(days=14)  # after the meeting nobody needs to know what somebody needed


@dataclass(frozen=True)
class Asked:
    """What the set-up says about registering."""

    is_wanted: bool
    capacity: int | None  # None: there is room for all
    until: dt.date  # the last day


def asked(setup: Mapping[str, Any]) -> Asked:
    """A meeting without a day, as one held long ago, takes no registrations."""
    until = setup.get("registers_until") or setup.get("date")
    if not until:
        return Asked(False, None, dt.date.min)
    return Asked(bool(setup.get("registers")), setup.get("capacity"), dt.date.fromisoformat(until))


def is_room(people: int, *, capacity: int | None, taken: int) -> bool:
    return capacity is None or taken + people <= capacity


def moved_up(waiting: Sequence[int], *, capacity: int | None, taken: int) -> list[int]:
    """Which of those who wait, the longest first, get a place now: their positions in `waiting`.

    waiting: people on each registration

    >>> moved_up([4, 1, 2], capacity=10, taken=7)
    [1, 2]
    """
    found = []
    for position, people in enumerate(waiting):
        if is_room(people, capacity=capacity, taken=taken):
            found.append(position)
            taken += people
    return found


def fewest(people: Mapping[int, int], *, tables: int) -> int:
    """The table where fewest sit, the lowest number of several."""
    return min(range(1, tables + 1), key=lambda number: (people.get(number, 0), number))
