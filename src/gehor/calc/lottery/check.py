"""Checks the certificate of a lottery, alone: python check.py CERTIFICATE.json

Needs numpy and nothing of Gehör. It reads the certificate that was published and makes sure of four things by adding
up: every panel has the right number of people and meets every quota, with at most one of a household; the tickets are
as many as is said; everybody's chance follows from them; and no lottery at all could be fairer by more than the gap.

Why the last holds: give every quota a weight (positive ones count with its maximum, negative ones with its minimum) and
every seat one. Whatever the lottery, the average panel has at most so much weight. Added up per person they are weights
of the chances, so if all who are not settled yet had more than the bound, the panel would weigh too much. Whoever has a
weight of their own in such a bound is settled by it, and the next bound is about the others.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

SETTLED = 1e-9


def gap_of(
    *,
    steps: Sequence[tuple[Any, float, Mapping[int, float]]],
    low: Any,
    high: Any,
    seats: int,
    rows: Any,
    size: Any,
    kind: Any,
    room: Any,
    chance: Any,
    everybody: bool,
) -> float:
    """How far the chances may be from the best at most: over all bounds, the bound less the lowest chance it is about.

    Classes of people: rows (T, F) their quota row per feature, size (T,) how many, kind (T,) of household, chance (T,)
    the lowest chance of the class. room: (H,) households of each kind. steps: weights of quotas, of a seat, of kinds of
    household. everybody: all must be settled in the end. inf where the bounds say nothing.
    """
    rows, size, chance = np.asarray(rows), np.asarray(size, dtype=float), np.asarray(chance, dtype=float)
    kind, room = np.asarray(kind), np.asarray(room, dtype=float)
    unsettled = np.ones(len(size), dtype=bool)
    worst = 0.0 if steps else float("inf")
    for quotas, seat, rooms in steps:
        quotas = np.asarray(quotas, dtype=float)
        weight = quotas[rows].sum(axis=1) + seat
        most = float(np.where(quotas > 0, quotas * np.asarray(high), quotas * np.asarray(low)).sum()) + seat * seats
        for g, each in rooms.items():
            if each > 0:
                weight[kind == int(g)] += each
                most += each * room[int(g)]
        negative = unsettled & (weight < 0)
        most += float((-weight * np.minimum(size, seats))[negative].sum())
        weight[negative] = 0.0
        most -= float((weight * size * chance)[~unsettled].sum())
        whole = float((weight * size)[unsettled].sum())
        if whole <= 0:
            return float("inf")
        worst = max(worst, most / whole - float(chance[unsettled].min()))
        unsettled = unsettled & ~(weight * size > SETTLED * whole)
    return float("inf") if everybody and unsettled.any() else worst


def checked(certificate: Mapping[str, Any]) -> tuple[list[str], dict[str, float]]:
    """What is wrong (nothing, if all is well), and the figures as they were reckoned here."""
    wrong: list[str] = []
    people, quotas = certificate["people"], certificate["quotas"]
    seats = certificate["seats"] - len(certificate["selected"])
    keys = people["id"]
    rows = np.array(people["rows"], dtype=np.int64).reshape(len(keys), -1)
    homes = np.array(people["household"], dtype=np.int64)
    low = np.array([each["min"] for each in quotas])
    high = np.array([each["max"] for each in quotas])
    if any(len(each) != seats for each in certificate["panels"]):
        return ["a panel does not have the right number of people"], {}
    panels = np.array(certificate["panels"], dtype=np.int64).reshape(-1, seats)
    tickets = [int(each) for each in certificate["tickets"]]
    if len(set(keys)) < len(keys):
        wrong.append("an id stands twice")
    if panels.ndim != 2 or panels.shape != (len(tickets), seats) or panels.min() < 0 or panels.max() >= len(keys):
        return [*wrong, "a panel does not have the right number of people"], {}
    ordered = np.sort(homes[panels], axis=1)
    if (ordered[:, 1:] == ordered[:, :-1]).any():
        wrong.append("a panel has two people of one household, or one person twice")
    for f in range(rows.shape[1]):
        for r in np.unique(rows[:, f]):
            count = (rows[panels, f] == r).sum(axis=1)
            if count.min() < low[r] or count.max() > high[r]:
                wrong.append(f"a panel misses the quota {quotas[r]['feature']} = {quotas[r]['value']}")
    if min(tickets) < 0 or sum(tickets) != certificate["of"]:
        wrong.append("the tickets do not add up")
    share = np.array([each / certificate["of"] for each in tickets])
    chance = np.bincount(panels.ravel(), weights=np.repeat(share, seats), minlength=len(keys))
    if np.abs(chance - np.array(certificate["chances"])).max() > 1e-12:
        wrong.append("the chances are not those of the tickets")
    for r in set(range(len(quotas))) - set(np.unique(rows).tolist()):
        if low[r] > 0:
            wrong.append(f"nobody has {quotas[r]['feature']} = {quotas[r]['value']}")
    # Who is alike is found here again: same values, and households of the same make-up.
    kinds: dict[Any, int] = {}
    types = [tuple(each) for each in rows.tolist()]
    home_of: dict[int, list[Any]] = {}
    for i, home in enumerate(homes.tolist()):
        home_of.setdefault(home, []).append(types[i])
    make_up = {home: tuple(sorted(each)) for home, each in home_of.items()}
    room: dict[Any, int] = {}
    for each in make_up.values():
        room[each] = room.get(each, 0) + 1
    for each in people["kinds"]:
        kinds[tuple(tuple(person) for person in each)] = len(kinds)
    if set(room) != set(kinds):
        return [*wrong, "the households are not those of the list"], {}
    class_of: dict[Any, int] = {}
    size: list[int] = []
    lowest: list[float] = []
    for i, home in enumerate(homes.tolist()):
        c = class_of.setdefault((make_up[home], types[i]), len(class_of))
        if c == len(size):
            size.append(0)
            lowest.append(np.inf)
        size[c] += 1
        lowest[c] = min(lowest[c], float(chance[i]))
    gap = gap_of(
        steps=[(each["quotas"], each["seat"], {int(g): w for g, w in each["rooms"]}) for each in certificate["bounds"]],
        low=low,
        high=high,
        seats=seats,
        rows=np.array([member for _, member in class_of], dtype=np.int64),
        size=size,
        kind=[kinds[make] for make, _ in class_of],
        room=[room[make] for make in kinds],
        chance=lowest,
        everybody=certificate["algorithm"] == "leximin",
    )
    if gap > certificate["gap"] + 1e-12:
        wrong.append(f"the gap is {gap:.2e}, more than is said")
    return wrong, {"gap": gap, "lowest": float(chance.min()), "panels": len(tickets), "people": len(keys)}


def main(path: str) -> int:
    with open(path, encoding="utf-8") as file:
        wrong, figures = checked(json.load(file))
    for each in wrong:
        print(f"WRONG: {each}")
    for name, value in figures.items():
        print(f"{name}: {value:.12g}")
    print("not correct" if wrong else "correct")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
