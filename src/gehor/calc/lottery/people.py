"""From panels of classes to panels of people, so that all of a class have the same chance, to the ticket.

Who sits on a seat of a class goes round: everybody of the class once before anybody twice. Whoever has too many tickets
after that gives some to somebody of the same class who has too few: for so many tickets of a panel the one sits there
instead of the other, which parts the panel in two.
"""

from __future__ import annotations

from collections import defaultdict
from math import lcm

import numpy as np
from numpy.typing import NDArray

from .pool import Classes, Floats, Ints

CHUNKS, SMALLEST = 120, 16  # parts in which panels are named, and panels in each at least
MIXED = 2  # there are at least one panel for so many people, or the same would always meet
Window = tuple[int, int, int, int, int]  # panel, seat, first ticket, ticket after the last, person


def named(
    classes: Classes, households: Ints, panels: Ints, weight: Floats, rng: np.random.Generator
) -> NDArray[np.int32]:
    """(M, seats) people for (M, seats) classes: evenly within each class, at most one of a household in a panel.

    weight: (M,) of the panels. Some panels at a time, those first who have the least weight so far; so nobody is
    always chosen together with the same others.
    """
    out = np.empty(panels.shape, dtype=np.int32)
    served = np.zeros(len(classes.of_person))
    mean = float(weight.mean())
    for rows in np.array_split(np.arange(len(panels)), min(CHUNKS, max(1, len(panels) // SMALLEST))):
        out[rows] = _in_turn(classes, households, panels[rows], served, rng)
        served += np.bincount(
            out[rows].ravel(), weights=np.repeat(weight[rows] / mean, panels.shape[1]), minlength=len(served)
        )
    return out


def _in_turn(
    classes: Classes, households: Ints, panels: Ints, served: Floats, rng: np.random.Generator
) -> NDArray[np.int32]:
    many, seats = panels.shape
    flat = panels.ravel()
    kind = classes.home[flat]
    panel = np.repeat(np.arange(many), seats)
    # For each kind of household the panels stand in an order of their own, or the same people would always meet.
    order = np.lexsort((flat, _mixed(kind, panel, rng), kind))
    sorted_kind = kind[order]
    first = np.searchsorted(sorted_kind, np.arange(len(classes.room)))
    rank = np.empty(len(flat), dtype=np.int64)
    rank[order] = np.arange(len(flat)) - first[sorted_kind]
    members, begin, per_home = _members(classes, households, served, rng)
    # A class with several people per household takes one of every household before it takes a second one.
    home = rank % classes.room[kind]
    lap = (rank // classes.room[kind]) % per_home[flat]
    return np.asarray(members[begin[flat] + lap * classes.room[kind] + home].reshape(many, seats), dtype=np.int32)


def _mixed(kind: Ints, panel: Ints, rng: np.random.Generator) -> NDArray[np.uint64]:
    """For each seat a number of chance that hangs on the kind of household and the panel alone."""
    salt = rng.integers(0, 2**63, size=int(kind.max()) + 1, dtype=np.uint64)
    with np.errstate(over="ignore"):
        mixed = salt[kind] ^ (panel.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15))
        mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.asarray(mixed ^ (mixed >> np.uint64(31)))


def _members(classes: Classes, households: Ints, served: Floats, rng: np.random.Generator) -> tuple[Ints, Ints, Ints]:
    """People class by class, where each class begins, and how many of it live in one household.

    Within a class: the first of every household, then the second of every household, and households of one kind in the
    same order in each of its classes.
    """
    people = len(classes.of_person)
    of = classes.of_person
    shuffled = served + rng.random(people)
    # Households get one order, the same for all classes of the kind.
    of_home = np.bincount(households, weights=served)
    draw = (of_home + rng.random(len(of_home)))[households]
    order = np.lexsort((shuffled, draw, of))
    place = np.arange(people)
    starts = np.r_[0, np.cumsum(classes.size)[:-1]]
    new_home = np.r_[True, (of[order][1:] != of[order][:-1]) | (households[order][1:] != households[order][:-1])]
    start_of_home = np.maximum.accumulate(np.where(new_home, place, 0))
    lap = place - start_of_home
    final = order[np.lexsort((place, lap, of[order]))]
    return final, starts, classes.size // classes.room[classes.home]


def seated(
    classes: Classes, households: Ints, panels: NDArray[np.int32], tickets: Ints, rng: np.random.Generator
) -> tuple[NDArray[np.int32], Ints]:
    """People on the seats of panels of classes, and the tickets of each panel then.

    panels: (M, seats) classes; tickets: (M,) whole numbers > 0. Returns (P, seats) people, at most one of a household
    in a panel, and (P,) tickets with the same sum; people of a class have the same number of tickets, or one more.
    """
    copies = max(1, -(-len(classes.of_person) // (MIXED * len(panels))))
    panels, tickets = _copied(panels, tickets, copies)
    people = named(classes, households, panels.astype(np.int64), tickets / tickets.sum(), rng)
    dealing = _Dealing(classes, households, panels, people, tickets)
    windows = dealing.evened()
    for kind in dealing.stuck:
        windows += _wheel(classes, households, kind, panels, tickets, rng)
    return _parted(people, tickets, windows)


def _copied(panels: NDArray[np.int32], tickets: Ints, copies: int) -> tuple[NDArray[np.int32], Ints]:
    if copies == 1:
        return panels, tickets
    share, over = np.divmod(tickets, copies)
    each = share[None, :] + (np.arange(copies)[:, None] < over[None, :])
    kept = np.flatnonzero(each.ravel())
    return np.tile(panels, (copies, 1))[kept], each.ravel()[kept]


class _Dealing:
    """Who gives tickets to whom. windows: for which tickets of a panel somebody else sits on a seat."""

    def __init__(
        self, classes: Classes, households: Ints, panels: NDArray[np.int32], people: NDArray[np.int32], tickets: Ints
    ) -> None:
        self.classes, self.households, self.people, self.tickets = classes, households, people, tickets
        self.homes = households[people]
        seats = people.shape[1]
        flat = people.ravel()
        count = len(classes.of_person)
        of = np.zeros(count, dtype=np.int64)
        np.add.at(of, flat, np.repeat(tickets, seats))
        self.over = of - self._due(panels)
        order = np.argsort(flat, kind="stable")
        self.places = order  # panel * seats + seat, person by person
        self.begin = np.searchsorted(flat[order], np.arange(count + 1))
        self.used: dict[int, int] = defaultdict(int)  # tickets of a place that somebody else sits on
        self.came: dict[int, set[int]] = defaultdict(set)  # households that have come into a panel
        self.stuck: list[int] = []

    def _due(self, panels: NDArray[np.int32]) -> Ints:
        """(n,) tickets that everybody should have: of the tickets of a class, the same for each, or one more."""
        classes = self.classes
        of = np.zeros(classes.count, dtype=np.int64)
        np.add.at(of, panels.ravel(), np.repeat(self.tickets, panels.shape[1]))
        share, more = np.divmod(of, classes.size)
        order = np.argsort(classes.of_person, kind="stable")
        rank = np.empty(len(order), dtype=np.int64)
        rank[order] = np.arange(len(order)) - np.searchsorted(classes.of_person[order], classes.of_person[order])
        return np.asarray(share[classes.of_person] + (rank < more[classes.of_person]))

    def evened(self) -> list[Window]:
        """Somebody else on so many tickets of so many places that everybody has what is due."""
        out: list[Window] = []
        for kind, givers, takers in self._kinds():
            windows = self._traded(givers, takers)
            if windows is None:
                self.stuck.append(kind)
            else:
                out += windows
        return out

    def _kinds(self) -> list[tuple[int, dict[int, list[int]], dict[int, list[int]]]]:
        """Each kind of household where tickets change hands, with givers and takers of each class."""
        sides: dict[int, tuple[dict[int, list[int]], dict[int, list[int]]]] = {}
        for person in np.flatnonzero(self.over).tolist():
            c = int(self.classes.of_person[person])
            both = sides.setdefault(int(self.classes.home[c]), (defaultdict(list), defaultdict(list)))
            both[int(self.over[person] < 0)][c].append(person)
        return [(kind, *both) for kind, both in sorted(sides.items())]

    def _traded(self, givers: dict[int, list[int]], takers: dict[int, list[int]]) -> list[Window] | None:
        out: list[Window] = []
        for c, giving in givers.items():
            taking = takers[c][::-1]
            for giver in giving:
                left = int(self.over[giver])
                while left:
                    taker = taking[-1]
                    moved = min(left, -int(self.over[taker]))
                    windows = self._given(giver, taker, moved)
                    if windows is None:
                        return None
                    out += windows
                    left -= moved
                    self.over[taker] += moved
                    if not self.over[taker]:
                        taking.pop()
        return out

    def _given(self, giver: int, taker: int, number: int) -> list[Window] | None:
        """So many tickets of the giver for the taker; None where they always sit on the same panels."""
        out: list[Window] = []
        home = int(self.households[taker])
        together = home == int(self.households[giver])
        for place in self.places[self.begin[giver] : self.begin[giver + 1]].tolist():
            panel, seat = divmod(place, self.people.shape[1])
            first = self.used[place]
            free = int(self.tickets[panel]) - first
            if not free or (not together and (home in self.came[panel] or bool((self.homes[panel] == home).any()))):
                continue
            moved = min(number, free)
            out.append((panel, seat, first, first + moved, taker))
            self.used[place] += moved
            self.came[panel].add(home)
            number -= moved
            if not number:
                return out
        return None


def _wheel(
    classes: Classes,
    households: Ints,
    kind: int,
    panels: NDArray[np.int32],
    tickets: Ints,
    rng: np.random.Generator,
) -> list[Window]:
    """All seats of a kind of household dealt anew, where trading got stuck: its households stand round a wheel.

    Of the tickets of all panels with the same seats for this kind, each position of the wheel has an equal part.
    """
    member = np.flatnonzero(classes.home[classes.of_person] == kind)
    homes: dict[int, dict[int, list[int]]] = {}
    for person in member.tolist():
        home = homes.setdefault(int(households[person]), defaultdict(list))
        home[int(classes.of_person[person])].append(person)
    ring = [homes[home] for home in rng.permutation(sorted(homes)).tolist()]
    positions = len(ring) * lcm(*(len(each) for each in ring[0].values()))
    patterns: dict[tuple[int, ...], list[tuple[int, list[int]]]] = defaultdict(list)
    inside = classes.home[panels] == kind
    for panel in np.flatnonzero(inside.any(axis=1)).tolist():
        seats = sorted(np.flatnonzero(inside[panel]).tolist(), key=lambda seat: int(panels[panel, seat]))
        patterns[tuple(int(panels[panel, seat]) for seat in seats)].append((panel, seats))
    out: list[Window] = []
    for pattern, alike in sorted(patterns.items()):
        shift = rng.permutation(len(ring))[: len(pattern)].tolist()
        share, more = divmod(sum(int(tickets[panel]) for panel, _ in alike), positions)
        here, position, left = 0, 0, share + (more > 0)
        for panel, seats in alike:
            here = 0
            while here < int(tickets[panel]):
                while not left:
                    position += 1
                    left = share + (position < more)
                part = min(left, int(tickets[panel]) - here)
                for k, seat in enumerate(seats):
                    people = ring[(position + shift[k]) % len(ring)][pattern[k]]
                    out.append((panel, seat, here, here + part, people[position // len(ring) % len(people)]))
                here += part
                left -= part
    return out


def _parted(people: NDArray[np.int32], tickets: Ints, windows: list[Window]) -> tuple[NDArray[np.int32], Ints]:
    """Each panel in as many parts as it has different people."""
    of: dict[int, list[Window]] = defaultdict(list)
    for window in windows:
        of[window[0]].append(window)
    rows, parts = [], []
    whole = np.array(sorted(set(range(len(people))) - set(of)), dtype=np.int64)
    for panel, changes in of.items():
        cuts = sorted({0, int(tickets[panel]), *(w[2] for w in changes), *(w[3] for w in changes)})
        at = {cut: i for i, cut in enumerate(cuts)}
        block = np.tile(people[panel], (len(cuts) - 1, 1))
        for _, seat, first, last, person in changes:
            block[at[first] : at[last], seat] = person
        rows.append(block)
        parts.append(np.diff(np.array(cuts, dtype=np.int64)))
    return np.concatenate([people[whole], *rows]), np.concatenate([tickets[whole], *parts])
