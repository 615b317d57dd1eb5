"""Checks the certificate of a lottery, alone: python check.py CERTIFICATE.json

Needs numpy and nothing of Gehör. It reads the certificate that was published and makes sure of four things by adding
up: every panel has the right number of people and meets every quota, with at most one of a household; the tickets are
as many as is said; everybody's chance follows from them; and no lottery at all could be fairer by more than the gap.

Why the last holds: give every quota a weight (positive ones count with its maximum, negative ones with its minimum) and
every seat one. Whatever the lottery, the average panel has at most so much weight. Added up per person they are weights
of the chances, so if all who are not settled yet had more than the bound, the panel would weigh too much. Whoever has a
weight of their own in such a bound is settled by it, and the next bound is about the others. With nash the last bound
weighs everybody by 1 / chance: if no panel weighs more than there are people, no lottery has a greater product.

A panel is a row of steps: its first person's place in the list of people, and from each person on to the next.

A cut is what every panel meets beside the quotas. Its proof parts all panels by how many of one class they have, until
weights of quotas show for each part that no panel of it weighs more. Panels of whole weights have whole weights.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

SETTLED = 1e-9


@dataclass(frozen=True)
class Classes:
    """People who are alike. rows: (T, F) their quota row per feature; size: (T,) how many; kind: (T,) of household.

    room: (H,) households of each kind; low, high: (R,) quotas. A Weights is a mapping of quotas (R,), seat, rooms and
    cuts, both lists of (number, weight).
    """

    rows: Any
    size: Any
    kind: Any
    room: Any
    low: Any
    high: Any
    seats: int

    @property
    def most(self) -> Any:
        """(T,) seats of a class that a panel can have."""
        return np.minimum(np.minimum(self.size, np.asarray(self.room)[self.kind]), self.seats).astype(float)

    def weighed(self, weights: Mapping[str, Any], cuts: Sequence[tuple[Any, float]]) -> tuple[Any, float]:
        """(T,) what a seat of each class weighs, and what a panel weighs at most."""
        quotas = np.asarray(weights["quotas"], dtype=float)
        weight = quotas[self.rows].sum(axis=1) + weights["seat"]
        most = float(np.where(quotas > 0, quotas * self.high, quotas * self.low).sum()) + weights["seat"] * self.seats
        for g, each in weights["rooms"]:
            if each > 0:
                weight[self.kind == g] += each
                most += each * float(self.room[g])
        for k, each in weights["cuts"]:
            if each > 0:
                weight += each * cuts[k][0]
                most += each * cuts[k][1]
        return weight, most


def most_of(
    classes: Classes, weight: Any, proof: Sequence[Mapping[str, Any]], cuts: Sequence[tuple[Any, float]]
) -> float:
    """What no panel weighs more than, as the proof shows: parts, the first of them all panels."""
    waiting = [(0, np.zeros(len(classes.size)), classes.most)]
    worst = -np.inf
    while waiting:
        number, low, high = waiting.pop()
        part = proof[number]
        if "class" in part:
            less, more = high.copy(), low.copy()
            less[part["class"]] = min(high[part["class"]], part["at"])
            more[part["class"]] = max(low[part["class"]], part["at"] + 1)
            waiting += [(part["less"], low, less), (part["more"], more, high)]
            continue
        shown, most = classes.weighed(part, cuts)
        left = weight - shown
        if (low <= high).all():
            worst = max(worst, most + float(np.where(left > 0, left * high, left * low).sum()))
    return float(np.floor(worst + 1e-6)) if (weight == np.rint(weight)).all() else worst


def gap_of(
    classes: Classes,
    *,
    algorithm: str,
    bounds: Sequence[Mapping[str, Any]],
    cuts: Sequence[tuple[Any, float]],
    chance: Any,
) -> float:
    """How far the chances may be from the best at most: over all bounds, the bound less the lowest chance it is about.

    chance: (T,) the lowest chance of the class. cuts: (T,) weights and what they add up to at most. With nash it is how
    much of the best possible geometric mean may be lacking, as a share. 1 where the bounds say nothing.
    """
    size, chance = np.asarray(classes.size, dtype=float), np.asarray(chance, dtype=float)
    open_ = np.ones(len(size), dtype=bool)
    worst = 0.0 if bounds else 1.0
    for number, weights in enumerate(bounds):
        weight, most = classes.weighed(weights, cuts)
        if algorithm == "nash" and number == len(bounds) - 1:
            if chance[open_].min(initial=1.0) <= 0:
                return 1.0
            # Of those who were settled with no chance no panel has anybody.
            most += float((np.maximum(1 / chance[open_] - weight[open_], 0) * classes.most[open_]).sum())
            return min(max(worst, 1 - float(size[open_].sum()) / most), 1.0)
        negative = open_ & (weight < 0)
        most += float((-weight * classes.most)[negative].sum())
        weight[negative] = 0.0
        most -= float((weight * size * chance)[~open_].sum())
        whole = float((weight * size)[open_].sum())
        if whole <= 0:
            return 1.0
        worst = max(worst, most / whole - float(chance[open_].min()))
        open_ = open_ & ~(weight * size > SETTLED * whole)
    return 1.0 if algorithm != "maximin" and open_.any() else min(worst, 1.0)


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
    panels = np.array(certificate["panels"], dtype=np.int64).reshape(-1, seats).cumsum(axis=1)
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
    found = _classes(certificate, rows, homes, chance)
    if found is None:
        return [*wrong, "the households are not those of the list"], {}
    classes, lowest, class_of = found
    cuts: list[tuple[Any, float]] = []
    for each in certificate["cuts"]:
        weight = np.zeros(len(lowest))
        for person, value in each["weights"]:
            weight[class_of[person]] = value
        proof = [{**part, "class": class_of[part["class"]]} if "class" in part else part for part in each["proof"]]
        cuts.append((weight, most_of(classes, weight, proof, cuts)))
    gap = gap_of(classes, algorithm=certificate["algorithm"], bounds=certificate["bounds"], cuts=cuts, chance=lowest)
    if not gap <= certificate["gap"] + 1e-12:
        wrong.append(f"the gap is {gap:.2e}, more than is said")
    return wrong, {"gap": gap, "lowest": float(chance.min()), "panels": len(tickets), "people": len(keys)}


def _classes(certificate: Mapping[str, Any], rows: Any, homes: Any, chance: Any) -> tuple[Classes, Any, Any] | None:
    """Who is alike, found here again: same values, and households of the same make-up. (classes, (T,) lowest chance,
    (n,) class of each person); None where the kinds of households are not those of the certificate."""
    types = [tuple(each) for each in rows.tolist()]
    home_of: dict[int, list[Any]] = {}
    for i, home in enumerate(homes.tolist()):
        home_of.setdefault(home, []).append(types[i])
    make_up = {home: tuple(sorted(each)) for home, each in home_of.items()}
    room: dict[Any, int] = {}
    for each in make_up.values():
        room[each] = room.get(each, 0) + 1
    kinds = {tuple(tuple(person) for person in each): g for g, each in enumerate(certificate["people"]["kinds"])}
    if set(room) != set(kinds) or len(kinds) < len(certificate["people"]["kinds"]):
        return None
    number: dict[Any, int] = {}
    class_of = [number.setdefault((make_up[home], types[i]), len(number)) for i, home in enumerate(homes.tolist())]
    lowest = np.full(len(number), np.inf)
    np.minimum.at(lowest, class_of, chance)
    quotas = certificate["quotas"]
    return (
        Classes(
            rows=np.array([member for _, member in number], dtype=np.int64),
            size=np.bincount(class_of),
            kind=np.array([kinds[make] for make, _ in number]),
            room=np.array([room[make] for make in kinds]),
            low=np.array([each["min"] for each in quotas]),
            high=np.array([each["max"] for each in quotas]),
            seats=certificate["seats"] - len(certificate["selected"]),
        ),
        lowest,
        class_of,
    )


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
