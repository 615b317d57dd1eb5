"""Bounds and cuts as check.py reads them, and the gap that it finds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from . import check
from .heaviest import Cut, Leaf, Parted
from .levels import Step
from .pool import Classes, Floats, Ints


def plain(number: float) -> float | int:
    """A whole number without the point, so that a certificate is short."""
    return int(number) if number.is_integer() else number


def bound_of(step: Step) -> dict[str, Any]:
    return {
        "quotas": [plain(each) for each in step.rows.tolist()],
        "seat": plain(step.seats),
        "rooms": [[number, plain(each)] for number, each in step.rooms],
        "cuts": [[number, plain(each)] for number, each in step.cuts],
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
    """Weights of the rows of a heaviest.Tree: quotas, seats, kinds of household with several classes, cuts."""
    quotas, rooms = len(classes.low), len(classes.crowded)
    crowded = rows[quotas + 1 : quotas + 1 + rooms]
    cuts = rows[quotas + 1 + rooms :]
    return {
        "quotas": [plain(each) for each in rows[:quotas].tolist()],
        "seat": plain(float(rows[quotas])),
        "rooms": [[int(classes.crowded[i]), plain(float(crowded[i]))] for i in np.flatnonzero(crowded)],
        "cuts": [[int(k), plain(float(cuts[k]))] for k in np.flatnonzero(cuts)],
    }


def needed(classes: Classes, steps: Sequence[Step], cuts: Sequence[Cut]) -> tuple[tuple[Step, ...], tuple[Cut, ...]]:
    """The same proof without cuts that nothing rests on, neither a bound nor the proof of a cut that is kept."""
    first = len(classes.low) + 1 + len(classes.crowded)
    used = {k for step in steps for k, weight in step.cuts if weight > 0}
    for k in reversed(range(len(cuts))):
        if k in used:
            used |= {i for rows in _leaves(cuts[k].proof) for i in np.flatnonzero(rows[first:]).tolist()}
    kept = sorted(used)
    place = {k: i for i, k in enumerate(kept)}
    fewer = [
        replace(cuts[k], proof=_mapped(cuts[k].proof, np.r_[np.arange(first), first + np.array(kept[:i], dtype=int)]))
        for i, k in enumerate(kept)
    ]
    told = [replace(each, cuts=tuple((place[k], w) for k, w in each.cuts if k in place)) for each in steps]
    return tuple(told), tuple(fewer)


def _parts(proof: Leaf | Parted) -> list[Leaf | Parted]:
    """All parts, each before those that it is parted into: Python's own stack is short."""
    out, waiting = [], [proof]
    while waiting:
        part = waiting.pop()
        out.append(part)
        if isinstance(part, Parted):
            waiting += [part.less, part.more]
    return out


def _leaves(proof: Leaf | Parted) -> list[Floats]:
    return [part.rows for part in _parts(proof) if isinstance(part, Leaf)]


def _mapped(proof: Leaf | Parted, kept: Ints) -> Leaf | Parted:
    """The same tree with these of the rows alone."""
    done: dict[int, Leaf | Parted] = {}
    for part in reversed(_parts(proof)):
        done[id(part)] = (
            Leaf(part.rows[kept])
            if isinstance(part, Leaf)
            else Parted(part.at, part.number, done[id(part.less)], done[id(part.more)])
        )
    return done[id(proof)]


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
