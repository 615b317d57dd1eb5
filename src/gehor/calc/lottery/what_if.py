"""What each quota does: the fairest chances if it were one looser or one tighter, and without one per household.

Reckoned with averages, as leximin: what whole panels keep may be a little less (see levels.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from .fairness import fairness
from .levels import Ladder, leximin
from .pool import Classes, Floats, Pool, Quota, classes_of

LARGE = 1500  # classes: beyond them only the lowest chance is told


@dataclass(frozen=True)
class Change:
    """A change, and what comes of it.

    bound: "min" or "max" of the quota, which would be `value` instead of `was`; "household" where the rule of one per
    household falls. lowest: chance, None where no panel can meet it. gini, geometric_mean: None too in large pools.
    """

    quota: Quota | None
    bound: str
    was: int
    value: int
    lowest: float | None
    gini: float | None
    geometric_mean: float | None


def what_if(
    pool: Pool, *, seats: int, progress: Callable[[float, str], None] = lambda done, code: None
) -> tuple[Change, ...]:
    """One change after the other, in the order of the quotas; the first is none at all. pool, seats: see lottery."""
    classes = classes_of(pool, seats)
    wanted = list(_changes(pool, seats))
    out = [Change(None, "", 0, 0, *_fairest(classes))]
    for done, (place, bound, was, value) in enumerate(wanted):
        progress(done / len(wanted), "lottery_what_if")
        ends = {"min": classes.low, "max": classes.high}
        ends[bound] = np.where(np.arange(len(pool.quotas)) == place, value, ends[bound])
        changed = replace(classes, low=ends["min"], high=ends["max"])
        out.append(Change(pool.quotas[place], bound, was, value, *_fairest(changed)))
    if pool.together:
        alone = replace(pool, households=np.arange(len(pool)), together=False)
        out.append(Change(None, "household", 1, 0, *_fairest(classes_of(alone, seats))))
    return tuple(out)


def _changes(pool: Pool, seats: int) -> Iterator[tuple[int, str, int, int]]:
    """(place of the quota, which bound, what it is, what it would be), as far as that says anything."""
    there = np.bincount(pool.rows.ravel(), minlength=len(pool.quotas)).tolist()
    for place, each in enumerate(pool.quotas):
        most = min(seats, there[place])  # a maximum above this holds nobody back
        for value in (each.low - 1, each.low + 1):
            if 0 <= value <= each.high:
                yield place, "min", each.low, value
        for value in (each.high - 1, each.high + 1):
            if each.low <= value <= most:
                yield place, "max", each.high, value


def _fairest(classes: Classes) -> tuple[float | None, float | None, float | None]:
    if classes.seats > classes.room.sum():
        return None, None, None
    if classes.count > LARGE:
        return Ladder(classes).highest(), None, None
    found = leximin(classes)
    if found is None:
        return None, None, None
    even = fairness(_of_people(found[0], classes))
    return even.lowest, even.gini, even.geometric_mean


def _of_people(chance: Floats, classes: Classes) -> Floats:
    return np.asarray(np.clip(chance, 0, 1)[classes.of_person])
