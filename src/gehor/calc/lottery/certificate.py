"""What is published before the draw: who can be drawn, all panels and the proof, in one file. See check.py."""

from __future__ import annotations

import json
from typing import Any

import numpy as np

from .fair import TICKETS, Lottery


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
    return {
        "layout": "gehor lottery 1",
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
        "panels": made.panels.tolist(),
        "chances": np.asarray(made.chances).tolist(),
        "bounds": [
            {"quotas": each.rows.tolist(), "seat": each.seats, "rooms": [[g, weight] for g, weight in each.rooms]}
            for each in made.steps
        ],
        "gap": made.gap,
    }


def certificate_file(made: Lottery) -> bytes:
    """The certificate as the bytes whose SHA-256 is published."""
    return (json.dumps(certificate(made), ensure_ascii=False, separators=(",", ":"), sort_keys=True) + "\n").encode()
