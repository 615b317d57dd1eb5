"""What is published before the draw: who can be drawn, all panels and the proof, in one file. See check.py."""

from __future__ import annotations

import json
from typing import Any

import numpy as np

from .fair import TICKETS, Lottery
from .pool import Ints
from .proofs import bound_of, plain, proof_of


def certificate(made: Lottery) -> dict[str, Any]:
    """The layout that check.py reads; ids, and what quotas ask about them, but no names and no addresses."""
    pool, classes = made.pool, made.classes
    members: dict[int, list[int]] = {}
    for i, home in enumerate(pool.households.tolist()):
        members.setdefault(home, []).append(i)
    kinds: dict[int, list[list[int]]] = {}
    numbers: dict[int, int] = {}
    for i, home in enumerate(pool.households.tolist()):
        numbers.setdefault(home, len(numbers))
        kinds.setdefault(int(classes.home[classes.of_person[i]]), sorted(pool.rows[members[home]].tolist()))
    names = np.full(classes.count, len(pool), dtype=np.int64)
    np.minimum.at(names, classes.of_person, np.arange(len(pool)))  # a class is called by the first person in it
    return {
        "layout": "gehor lottery 3",
        "algorithm": made.algorithm,
        "seats": made.seats,
        "selected": list(made.selected),
        "quotas": [
            {"feature": each.feature, "value": each.value, "min": each.low, "max": each.high} for each in pool.quotas
        ],
        "people": {
            "id": list(pool.keys),
            "rows": pool.rows.tolist(),
            "household": [numbers[home] for home in pool.households.tolist()],
            "kinds": [kinds[g] for g in range(len(classes.room))],
        },
        "of": TICKETS,
        "tickets": list(made.tickets),
        "panels": np.diff(made.panels, axis=1, prepend=0).tolist(),  # steps from one to the next are short
        "chances": np.asarray(made.chances).tolist(),
        "cuts": [
            {
                "weights": [[int(names[c]), plain(float(each.weight[c]))] for c in np.flatnonzero(each.weight)],
                "most": plain(each.most),
                "proof": [_named(part, names) for part in proof_of(classes, each)],
            }
            for each in made.cuts
        ],
        "bounds": [bound_of(each) for each in made.steps],
        "gap": made.gap,
    }


def _named(part: dict[str, Any], names: Ints) -> dict[str, Any]:
    return {**part, "class": int(names[part["class"]])} if "class" in part else part


def certificate_file(made: Lottery) -> bytes:
    """The certificate as the bytes whose SHA-256 is published."""
    return (json.dumps(certificate(made), ensure_ascii=False, separators=(",", ":"), sort_keys=True) + "\n").encode()
