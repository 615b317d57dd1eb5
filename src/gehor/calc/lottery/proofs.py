"""Bounds and cuts as check.py reads them, and the gap that it finds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from . import check
from .hull import Cut, Leaf
from .levels import Step
from .pool import Classes, Floats


def bound_of(step: Step) -> dict[str, Any]:
    return {
        "quotas": step.rows.tolist(),
        "seat": step.seats,
        "rooms": [list(each) for each in step.rooms],
        "cuts": [list(each) for each in step.cuts],
    }


def proof_of(classes: Classes, cut: Cut) -> list[dict[str, Any]]:
    """The tree as a list of parts, the first of them all panels; each names those that it is parted into by place."""
    out: list[dict[str, Any]] = [{}]
    waiting = [(0, cut.proof)]
    while waiting:
        place, part = waiting.pop()
        if isinstance(part, Leaf):
            out[place] = _leaf(classes, part.rows)
            continue
        less, more = len(out), len(out) + 1
        out += [{}, {}]
        out[place] = {"class": part.at, "at": part.number, "less": less, "more": more}
        waiting += [(less, part.less), (more, part.more)]
    return out


def _leaf(classes: Classes, rows: Floats) -> dict[str, Any]:
    """Weights of the rows of a hull.Tree: quotas, seats, kinds of household with several classes, cuts."""
    quotas, rooms = len(classes.low), len(classes.crowded)
    crowded = rows[quotas + 1 : quotas + 1 + rooms]
    cuts = rows[quotas + 1 + rooms :]
    return {
        "quotas": rows[:quotas].tolist(),
        "seat": float(rows[quotas]),
        "rooms": [[int(classes.crowded[i]), float(crowded[i])] for i in np.flatnonzero(crowded)],
        "cuts": [[int(k), float(cuts[k])] for k in np.flatnonzero(cuts)],
    }


def gap_of(classes: Classes, algorithm: str, steps: Sequence[Step], cuts: Sequence[Cut], chance: Floats) -> float:
    """As check.py finds it. chance: (T,) the lowest of each class."""
    plain = check.Classes(
        rows=classes.rows,
        size=classes.size,
        kind=classes.home,
        room=classes.room,
        low=classes.low,
        high=classes.high,
        seats=classes.seats,
    )
    shown: list[tuple[Any, float]] = []
    for each in cuts:
        shown.append((each.weight, check.most_of(plain, each.weight, proof_of(classes, each), shown)))
    return check.gap_of(
        plain, algorithm=algorithm, bounds=[bound_of(each) for each in steps], cuts=shown, chance=chance
    )
