"""`lottery`: from a pool and a number of seats to chances, panels and the proof that no lottery is fairer."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gehor.calc.errors import BadInput

from .attained import attained
from .heaviest import Cut, GoesOn
from .levels import Step
from .people import seated
from .pool import Classes, Floats, Ints, Pool, Quota, classes_of
from .proofs import gap_of

TICKETS = 10**15
ALGORITHMS = ("leximin", "maximin", "nash")
EXACT = 1e-9


@dataclass(frozen=True, eq=False)
class Lottery:
    """What is published before the draw. All arrays read-only.

    pool: who could be drawn (without those selected before, and who lives with them; its quotas are what is left to
    meet). selected: ids of those selected before. panels: (M, seats) places in the pool, each row sorted. tickets: (M,)
    whole numbers, TICKETS together: of so many tickets these draw this panel. chances: (n,) chance of each person, as
    the tickets give it. steps: the bounds, lowest chance first, with classes. cuts: what every panel meets beside the
    quotas, where that was needed. gap: how far the lowest chance, and with leximin every level after it, may be from
    the best possible at most; with nash what the geometric mean may lack, as a share. exact: gap <= 1e-9.
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
    cuts: tuple[Cut, ...]
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
    goes_on: GoesOn | None = None,
    progress: Callable[[float, str], None] = lambda done, code: None,
) -> Lottery:
    """Chances as equal as the quotas allow, and panels with tickets that give exactly them.

    pool: see Pool; never changed. seats: of the whole panel, with those already selected. algorithm: "leximin" (the
    lowest chance as high as can be, then the next lowest, and so on; the default), "maximin" (only the lowest counts)
    or "nash" (the product of all chances). seed: any whole number from 0; it settles which panels are made, never
    anybody's chance. selected: ids that are on every panel. goes_on: asked now and then where the exact search takes
    long; when it says no, the nearest lottery found by then is given with its gap, which is above 1e-9. Without it the
    search ends after a number of looks that is the same on every machine (some minutes). The order of
    people and quotas means nothing. Raises BadInput: lottery_seats, lottery_unknown_person, lottery_infeasible and
    those of Pool. Weights are reckoned to 1e-10 seats; with another number of
    threads for linear algebra the last digits of the tickets may differ, never anybody's chance by more than that.
    Source: Flanigan et al. (2021), Nature 596, p. 548–552, and docs/decisions/chances-first-panels-second.md.
    """
    if algorithm not in ALGORITHMS:
        raise BadInput("lottery_unknown_algorithm", word=algorithm[:60])
    rest, left = remaining(pool, seats, selected)
    classes = classes_of(rest, left)
    rng = np.random.default_rng([seed, len(rest), left])
    found = attained(classes, rest.quotas, algorithm=algorithm, rng=rng, goes_on=goes_on, progress=progress)
    progress(0.7, "lottery_people")
    panel_tickets = _tickets(found.weights)
    kept = np.flatnonzero(panel_tickets)
    people, of_panel = seated(classes, rest.households, found.rows[kept], panel_tickets[kept], rng)
    people.sort(axis=1)
    order = np.lexsort(people.T[::-1])
    people, tickets = people[order], tuple(of_panel[order].tolist())
    chances = _chances(people, of_panel[order], len(rest))
    for array in (people, chances):
        array.setflags(write=False)
    steps = found.steps[:1] if algorithm == "maximin" else found.steps
    gap = gap_of(classes, algorithm, steps, found.cuts, _lowest(classes, chances))
    progress(1.0, "lottery_people")
    return Lottery(
        pool=rest,
        selected=tuple(sorted(selected)),
        seats=seats,
        algorithm=algorithm,
        seed=seed,
        classes=classes,
        panels=people,
        tickets=tickets,
        chances=chances,
        steps=steps,
        cuts=found.cuts,
        gap=gap,
    )


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
        quotas.append(_less(each, count))
    return Pool(rest.keys, rest.features, tuple(quotas), rest.rows, rest.households, rest.together), seats - len(places)


def _less(quota: Quota, count: int) -> Quota:
    """What is left of a quota when so many are on the panel already."""
    low_flex, high_flex = (None if each is None else max(0, each - count) for each in (quota.low_flex, quota.high_flex))
    return Quota(quota.feature, quota.value, max(0, quota.low - count), quota.high - count, low_flex, high_flex)


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
