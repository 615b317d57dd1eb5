"""`lottery`: from a pool and a number of seats to chances, panels and the proof that no lottery is fairer."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gehor.calc.errors import BadInput

from .check import gap_of
from .feasible import must_be_feasible
from .levels import Step, leximin
from .panels import Face, face, panels
from .people import seated
from .pool import Classes, Floats, Ints, Pool, Quota, classes_of
from .weights import weigh

TICKETS = 10**15
ALGORITHMS = ("leximin", "maximin")
ROUNDS = 6
EXACT = 1e-9
SPREAD, SPREAD_OF_MANY, MANY = 1.6, 1.3, 1000  # panels per class: as many as it takes for every chance to be exact


@dataclass(frozen=True, eq=False)
class Lottery:
    """What is published before the draw. All arrays read-only.

    pool: who could be drawn (without those selected before, and who lives with them; its quotas are what is left to
    meet). selected: ids of those selected before. panels: (M, seats) places in the pool, each row sorted. tickets: (M,)
    whole numbers, TICKETS together: of so many tickets these draw this panel. chances: (n,) chance of each person, as
    the tickets give it. steps: the bounds, lowest chance first, with classes. gap: how far the lowest chance, and with
    leximin every level after it, may be from the best possible at most. exact: gap <= 1e-9.
    """

    pool: Pool
    selected: tuple[str, ...]
    seats: int
    algorithm: str
    seed: int
    classes: Classes
    panels: NDArray[np.int32]
    tickets: tuple[int, ...]
    chances: Floats
    steps: tuple[Step, ...]
    gap: float

    @property
    def exact(self) -> bool:
        return self.gap <= EXACT


def lottery(
    pool: Pool,
    *,
    seats: int,
    algorithm: str = "leximin",
    seed: int = 0,
    selected: Collection[str] = (),
    progress: Callable[[float, str], None] = lambda done, code: None,
) -> Lottery:
    """Chances as equal as the quotas allow, and panels with tickets that give exactly them.

    pool: see Pool; never changed. seats: of the whole panel, with those already selected. algorithm: "leximin" (the
    lowest chance as high as can be, then the next lowest, and so on; the default) or "maximin" (only the lowest is
    proved). seed: any whole number from 0; it settles which panels are made, never anybody's chance. selected: ids
    that are on every panel. The order of people and quotas means nothing. Raises BadInput: lottery_seats,
    lottery_unknown_person, lottery_infeasible and those of Pool. Weights are reckoned to 1e-12; with another number of
    threads for linear algebra the last digits of the tickets may differ, never anybody's chance by more than that.
    Source: Flanigan et al. (2021), Nature 596, p. 548–552, and docs/decisions/chances-first-panels-second.md.
    """
    if algorithm not in ALGORITHMS:
        raise BadInput("lottery_unknown_algorithm", word=algorithm[:60])
    rest, left = remaining(pool, seats, selected)
    classes = classes_of(rest, left)
    progress(0.05, "lottery_chances")
    found = leximin(classes) if left <= len(rest) else None
    if found is None:
        must_be_feasible(classes, rest.quotas, whole=False)
        raise BadInput("lottery_panels_not_found")
    chance, steps = found
    rng = np.random.default_rng([seed, len(rest), left])
    progress(0.2, "lottery_panels")
    rows, weight = _attained(classes, chance, rng, rest.quotas)
    progress(0.7, "lottery_people")
    panel_tickets = _tickets(weight)
    kept = np.flatnonzero(panel_tickets)
    people, of_panel = seated(classes, rest.households, rows[kept], panel_tickets[kept], rng)
    people.sort(axis=1)
    order = np.lexsort(people.T[::-1])
    people, tickets = people[order], tuple(of_panel[order].tolist())
    chances = _chances(people, of_panel[order], len(rest))
    if algorithm == "maximin":
        steps = steps[:1]
    for array in (people, chances):
        array.setflags(write=False)
    gap = gap_of(
        steps=[(each.rows, each.seats, dict(each.rooms)) for each in steps],
        low=classes.low,
        high=classes.high,
        seats=left,
        rows=classes.rows,
        size=classes.size,
        kind=classes.home,
        room=classes.room,
        chance=_lowest(classes, chances),
        everybody=algorithm == "leximin",
    )
    progress(1.0, "lottery_people")
    return Lottery(rest, tuple(sorted(selected)), seats, algorithm, seed, classes, people, tickets, chances, steps, gap)


def remaining(pool: Pool, seats: int, selected: Collection[str]) -> tuple[Pool, int]:
    """Who can still be drawn, with quotas for what is left, and for how many seats."""
    if not 1 <= seats <= max(len(pool), 1) or len(set(selected)) >= seats:
        raise BadInput("lottery_seats", seats=seats, people=len(pool), selected=len(set(selected)))
    if not selected:
        return pool, seats
    places = pool.places(set(selected))
    taken = np.bincount(pool.rows[places].ravel(), minlength=len(pool.quotas))
    if pool.together and len(np.unique(pool.households[places])) < len(places):
        raise BadInput("lottery_selected_live_together")
    gone = np.flatnonzero(np.isin(pool.households, pool.households[places]))
    rest = pool.without(gone)
    quotas = []
    for each, count in zip(pool.quotas, taken.tolist(), strict=True):
        if count > each.high:
            raise BadInput(
                "lottery_selected_over", feature=each.feature, value=each.value, high=each.high, selected=count
            )
        quotas.append(Quota(each.feature, each.value, max(0, each.low - count), each.high - count))
    return Pool(rest.keys, rest.features, tuple(quotas), rest.rows, rest.households, rest.together), seats - len(places)


def _attained(
    classes: Classes, chance: Floats, rng: np.random.Generator, quotas: tuple[Quota, ...]
) -> tuple[NDArray[np.int32], Floats]:
    """Panels of classes, and weights with which they give these chances, or as nearly as was found."""
    wanted = face(classes, chance)
    live = int((wanted.want > 0).sum())
    number = int((SPREAD if live < MANY else SPREAD_OF_MANY) * live) + 16
    rows = panels(classes, wanted, number, rng)
    if not len(rows):
        # The averages exist, but no panel on their face was found: any panel will do, if there is one.
        wanted = Face(
            chance * classes.size + 1e-6,
            classes.low.astype(float),
            classes.high.astype(float),
            np.zeros(len(classes.room)),
        )
        rows = panels(classes, wanted, number, rng)
        if not len(rows):
            must_be_feasible(classes, quotas, whole=True)
            raise BadInput("lottery_panels_not_found")
    for turn in range(ROUNDS):
        weighed = weigh(rows, wanted.want)
        if weighed.exact or turn == ROUNDS - 1:
            break
        prices = weighed.prices - np.average(weighed.prices, weights=wanted.want)
        late = prices / max(float(np.abs(prices).max()), 1e-300) * 40
        more = panels(classes, wanted, max(live // 2, 32), rng, late=late)
        if not len(more):
            break
        rows = np.concatenate([rows, more])
    return rows, weighed.weights


def _tickets(weight: Floats) -> Ints:
    """Whole numbers that sum to TICKETS, by largest remainder."""
    exact = weight * TICKETS
    whole = np.floor(exact).astype(np.int64)
    short = TICKETS - int(whole.sum())
    order = np.argsort(-(exact - whole), kind="stable")
    step = 1 if short >= 0 else -1
    for i in range(abs(short)):
        whole[order[i % len(order)]] += step
    return whole


def _chances(people: NDArray[np.int32], tickets: Ints, count: int) -> Floats:
    """(count,) chance of everybody, added up in whole numbers."""
    of = np.zeros(count, dtype=np.int64)
    np.add.at(of, people.ravel(), np.repeat(tickets, people.shape[1]))
    return np.asarray(of / TICKETS)


def _lowest(classes: Classes, chances: Floats) -> Floats:
    out = np.full(classes.count, np.inf)
    np.minimum.at(out, classes.of_person, chances)
    return out
