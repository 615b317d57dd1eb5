"""From panels of classes to panels of people, and the weights that make everybody's chance exact.

Who sits on a seat of a class goes round: everybody of the class once before anybody twice. What is left of differences
is put right by the weights: of all weights with exactly the wanted chances, those nearest to even ones (in relative
entropy), found by Newton's method on the dual problem with conjugate gradients. Source: Deville and Särndal (1992),
Calibration estimators in survey sampling, JASA 87, p. 376–382 (case 2, the exponential distance).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import linalg, sparse  # type: ignore[import-untyped]

from .pool import Classes, Floats, Ints

NEAR = 1e-12  # a chance this near to the wanted one is exact
TURNS = 40
CHUNKS = 120
RIDGE = 1e-3
HOPEFUL = 4e-3
DENSE = 4500


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
    for rows in np.array_split(np.arange(len(panels)), min(CHUNKS, max(1, len(panels) // 8))):
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


@dataclass(frozen=True, eq=False)
class Weighed:
    """weights: (M,) > 0, sum 1. far: the largest distance of a chance from the wanted one. prices: (n,), high for who
    is short of chance: panels with a high sum of prices bring the chances nearer."""

    weights: Floats
    far: float
    prices: Floats


def weigh(panels: NDArray[np.int32], chance: Floats, start: Floats, *, near: bool = False) -> Weighed:
    """The weights with which these panels give these chances, where there are such.

    panels: (M, seats) people or classes; chance: (n,) wanted, of people, or seats on average, of classes; start: (M,)
    weights to stay near, sum 1; near: they are nearly right already. Weights that may miss a little come first: where
    they miss much, none are exact, and their prices say what panels are lacking. Source: see the head of this file.
    """
    system = _System(panels, chance)
    if near:
        dual, now = system.solve(start, np.zeros(system.count), ridge=0.0, turns=4)
        if system.count <= DENSE and float(np.abs(system.wanted - system.of @ now).max()) >= 1e-11:
            system.factor(now)
            dual, now = system.solve(start, dual, ridge=0.0, turns=TURNS)
        far = float(np.abs(system.wanted - system.of @ now).max())
        if far < 1e-11:
            return Weighed(now / now.sum(), far, np.zeros(len(chance)))
    dual, now = system.solve(start, np.zeros(system.count), ridge=RIDGE, turns=TURNS)
    far = float(np.abs(system.wanted - system.of @ now).max())
    prices = np.zeros(len(chance))
    prices[system.live] = dual
    if far < HOPEFUL:
        system.factor(now)
        _, now = system.solve(start, dual, ridge=0.0, turns=TURNS)
    now = now / now.sum()
    return Weighed(now, float(np.abs(system.wanted - system.of @ now).max()), prices)


class _System:
    """A: (M, n) who is on which panel. Everything is scaled by 1 / sqrt(chance), so that rare classes count alike."""

    def __init__(self, panels: NDArray[np.int32], chance: Floats) -> None:
        many, seats = panels.shape
        self.live = np.flatnonzero(chance > 0)
        self.count = len(self.live)
        where = np.full(len(chance), -1, dtype=np.int32)
        where[self.live] = np.arange(self.count, dtype=np.int32)
        self.wanted = chance[self.live]
        self.scale = 1.0 / np.sqrt(self.wanted)
        entries = (np.ones(panels.size), where[panels.ravel()], np.arange(0, panels.size + 1, seats))
        self.on = sparse.csr_matrix(entries, shape=(many, self.count))
        self.of = self.on.T.tocsr()
        self.factored: tuple[Floats, bool] | None = None

    def factor(self, weights: Floats) -> None:
        """Makes the steps that follow short: the matrix at these weights, factored once."""
        if self.count > DENSE:
            return
        half = self.on.multiply(np.sqrt(weights)[:, None]).multiply(self.scale[None, :]).tocsr()
        whole = (half.T.tocsr() @ half).toarray()
        whole[np.diag_indices(self.count)] += 1e-6
        self.factored = linalg.cho_factor(whole, lower=True, overwrite_a=True, check_finite=False)

    def solve(self, start: Floats, dual: Floats, *, ridge: float, turns: int) -> tuple[Floats, Floats]:
        """Newton's method: prices and weights = start * exp(A prices) with the nearest chances."""
        now = start * np.exp(self.on @ dual)
        best, nearest = (dual, now), np.inf
        for _ in range(turns):
            slope = self.scale * (self.wanted - self.of @ now - ridge * self.wanted * dual)
            away = float(np.abs(slope).max())
            if not away < np.inf or (away > 100 * nearest and nearest < 1e-9):
                break
            if self.factored is not None and away > 0.2 * nearest:
                if away < 1e-8 and away > 0.5 * nearest:
                    break
                self.factor(now)
            if away < nearest:
                best, nearest = (dual, now), away
            if away < NEAR:
                break
            if self.factored is None:
                step = self.scale * self._conjugate(now, slope, ridge, near=1e-4 if ridge else 1e-10)
            else:
                step = self.scale * linalg.cho_solve(self.factored, slope, check_finite=False)
            change = self.on @ step
            length = min(1.0, 3.0 / max(float(np.abs(change).max()), 1e-300))
            dual = dual + length * step
            now = start * np.exp(np.clip(self.on @ dual, -300, 30))
        return best

    def _conjugate(self, now: Floats, right: Floats, ridge: float, *, near: float) -> Floats:
        """x with (S A' diag(now) A S + ridge) x = right, by conjugate gradients. May be singular, not contradictory."""
        x = np.zeros(self.count)
        left = right.copy()
        along = left.copy()
        size = begin = float((left * left).sum())
        for _ in range(400):
            if size <= begin * near or size < 1e-31:
                break
            image = self.scale * (self.of @ (now * (self.on @ (self.scale * along)))) + ridge * along
            curve = float((along * image).sum())
            if curve <= 0:
                break
            x += size / curve * along
            left -= size / curve * image
            fresh = float((left * left).sum())
            along = left + (fresh / size) * along
            size = fresh
        return x
