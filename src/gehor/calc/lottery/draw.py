"""The draw itself, in two published steps: first the hash of the file of panels, then a figure that nobody could know.

ticket = SHA-256 of "<hash of the file>:<figure>", read as a whole number, times the number of tickets, divided by
2 ** 256 and rounded down. The panels hold the tickets in the order of the file. Anybody gets the same panel again.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from hashlib import sha256

import numpy as np

from gehor.calc.errors import BadInput

from .pool import Pool


def ticket_of(file_hash: str, figure: str, tickets: int) -> int:
    """Which ticket is drawn: 0 <= ticket < tickets. figure: as published; spaces around and within it mean nothing."""
    plain = "".join(figure.split())
    if not plain:
        raise BadInput("lottery_no_figure")
    return int.from_bytes(sha256(f"{file_hash.lower()}:{plain}".encode()).digest(), "big") * tickets >> 256


def panel_with(ticket: int, tickets: Sequence[int]) -> int:
    """The place of the panel that holds this ticket."""
    passed = 0
    for place, each in enumerate(tickets):
        passed += each
        if ticket < passed:
            return place
    raise ValueError("there are not so many tickets")


def reserves(pool: Pool, panel: Collection[str], *, number: int, file_hash: str, figure: str) -> tuple[str, ...]:
    """Who is asked when somebody on the panel says no, in this order: ids, at most `number`.

    The rest of the pool stands in an order of chance: by SHA-256 of "<hash>:<figure>:<id>". First come those who can
    take the seat of a member whom nobody before them could, with every quota still met; then the others who can take
    some seat. Whoever lives with a member can only take that member's seat.
    """
    inside = pool.places(panel)
    where = {int(pool.households[i]): int(i) for i in inside}
    counts = np.bincount(pool.rows[inside].ravel(), minlength=len(pool.quotas))
    plain = "".join(figure.split())
    out = sorted(
        set(range(len(pool))) - set(inside.tolist()),
        key=lambda i: sha256(f"{file_hash.lower()}:{plain}:{pool.keys[i]}".encode()).digest(),
    )
    able: dict[int, list[int]] = {}
    kept: dict[tuple[int, ...], list[int]] = {}
    for i in out:
        home = where.get(int(pool.households[i]))
        alike = (*pool.rows[i].tolist(), -1 if home is None else home)
        if alike not in kept:
            seats = [int(m) for m in inside if home is None or home == m]
            kept[alike] = [m for m in seats if _fits(pool, counts, m, i)]
        able[i] = kept[alike]
    uncovered = set(inside.tolist())
    first, later = [], []
    for i in out:
        if uncovered & set(able[i]):
            uncovered -= set(able[i])
            first.append(i)
        elif able[i]:
            later.append(i)
    return tuple(pool.keys[i] for i in (first + later)[:number])


def _fits(pool: Pool, counts: np.ndarray, leaves: int, comes: int) -> bool:
    after = counts.copy()
    np.subtract.at(after, pool.rows[leaves], 1)
    np.add.at(after, pool.rows[comes], 1)
    return bool((after >= pool.low).all() and (after <= pool.high).all())
