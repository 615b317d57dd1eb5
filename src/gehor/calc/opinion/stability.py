"""How much the groups change when other people had come, and how far to trust them. Begin with `stability`.

People are drawn anew, with replacement, from those who took part, and everything is reckoned again (Hennig 2007,
Comput. Stat. Data Anal. 52, p. 258–271). What falls apart then hung on a few people. It does not tell whether those who
took part are like those who did not.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .kmeans import Labels
from .mapping import OpinionMap, opinion
from .votes import Votes

RESAMPLES = 30
DRAWN_MOST = 2_000  # people of one resample


@dataclass(frozen=True)
class Stability:
    """How far the groups came again.

    resamples: how often people were drawn anew. agreement: mean adjusted Rand index with the groups found, 1 is alike.
    per_group: mean Jaccard of each group with the most alike one; 0.75 and more is steady, under 0.6 is not.
    same_number: share of resamples with as many groups.
    """

    resamples: int
    agreement: float
    per_group: tuple[float, ...]
    same_number: float


@dataclass(frozen=True)
class Trust:
    """level: "firm", "fair" or "weak". reasons: codes of what speaks against the groups, the worst first."""

    level: str
    reasons: tuple[str, ...]


def stability(
    votes: Votes,
    found: OpinionMap,
    *,
    excluded: Sequence[int] = (),
    meta: Sequence[int] = (),
    resamples: int = RESAMPLES,
    seed: int = 0,
    progress: Callable[[float], None] = lambda done: None,
) -> Stability | None:
    """How far the groups of `found` come again; None where there are no two groups or nothing is drawn.

    votes, excluded, meta: as opinion() had them. Of more than DRAWN_MOST people as many are drawn each time. The same
    seed gives the same. progress: told the share that is done.
    """
    if found.groups < 2 or resamples < 1:
        return None
    rng = np.random.default_rng(seed)
    agreements, number = [], 0
    alike = np.zeros((resamples, found.groups))
    for at in range(resamples):
        rows = rng.integers(found.participants, size=min(found.participants, DRAWN_MOST))
        again = opinion(votes.of(rows), excluded=excluded, meta=meta, like_peer=found.like_peer)
        single, first = np.unique(rows, return_index=True)
        one, other = found.labels[single], again.labels[first]
        both = (one >= 0) & (other >= 0)
        agreements.append(adjusted_rand(one[both], other[both]))
        alike[at] = _jaccard(one[both], other[both], found.groups)
        number += again.groups == found.groups
        progress((at + 1) / resamples)
    return Stability(resamples, float(np.mean(agreements)), tuple(alike.mean(axis=0).tolist()), number / resamples)


def _table(one: Labels, other: Labels) -> NDArray[np.int64]:
    """How many people are in each pair of groups."""
    width = int(other.max(initial=0)) + 1
    height = int(one.max(initial=0)) + 1
    return np.bincount(one.astype(np.int64) * width + other, minlength=height * width).reshape(height, width)


def adjusted_rand(one: Labels, other: Labels) -> float:
    """How alike two groupings of the same people are: 1 the same, about 0 by chance (Hubert & Arabie 1985).

    one, other: (n,) from 0.

    >>> adjusted_rand(np.array([0, 0, 1, 1]), np.array([1, 1, 0, 0]))
    1.0
    >>> round(adjusted_rand(np.array([0, 0, 1]), np.array([0, 1, 1])), 9)
    -0.5
    """
    table = _table(one, other).astype(np.float64)
    pairs = (table * (table - 1)).sum() / 2
    ones, others = (((sums * (sums - 1)).sum() / 2) for sums in (table.sum(axis=1), table.sum(axis=0)))
    whole = len(one) * (len(one) - 1) / 2
    by_chance = ones * others / whole if whole else 0.0
    most = (ones + others) / 2
    return 1.0 if most == by_chance else float((pairs - by_chance) / (most - by_chance))


def _jaccard(one: Labels, other: Labels, groups: int) -> list[float]:
    table = np.zeros((groups, 1), dtype=np.int64)
    if len(one):
        seen = _table(one, other)
        table = np.zeros((groups, seen.shape[1]), dtype=np.int64)
        table[: len(seen)] = seen
    union = table.sum(axis=1)[:, None] + table.sum(axis=0)[None, :] - table
    return (table / np.maximum(union, 1)).max(axis=1).tolist()  # type: ignore[no-any-return]


PEOPLE_ENOUGH = 50
SEEN_ENOUGH = 0.1
GROUPED_ENOUGH = 2 / 3
APART, BLURRED = 0.25, 0.5  # Kaufman & Rousseeuw 1990, p. 88: under 0.25 no structure, under 0.5 it may be made up
STEADY, UNSTEADY = 0.75, 0.6  # Hennig 2007
NUMBER_STEADY = 0.5


def trust(found: OpinionMap, steady: Stability | None) -> Trust:
    """How far to trust the groups. Weak: do not tell of groups outside the room without saying so.

    Weak reasons: one_group, few_people (under 50 in groups), no_gap (silhouette under 0.25), groups_unsteady (one under
    0.6). Fair: blurred (under 0.5), groups_shift (under 0.75), number_unsteady (another number in half the resamples),
    many_outside (a third in no group), little_seen (under a tenth of all statements voted on), small_groups.
    """
    if found.groups < 2:
        return Trust("weak", ("one_group",))
    weak, fair = [], []
    if found.grouped < PEOPLE_ENOUGH:
        weak.append("few_people")
    silhouette = found.silhouette or 0.0
    if silhouette < APART:
        weak.append("no_gap")
    elif silhouette < BLURRED:
        fair.append("blurred")
    if steady is not None:
        worst = min(steady.per_group)
        if worst < UNSTEADY:
            weak.append("groups_unsteady")
        elif worst < STEADY:
            fair.append("groups_shift")
        if steady.same_number < NUMBER_STEADY:
            fair.append("number_unsteady")
    if found.grouped < GROUPED_ENOUGH * found.participants:
        fair.append("many_outside")
    if found.votes < SEEN_ENOUGH * found.participants * found.statements:
        fair.append("little_seen")
    if len(found.alone) < found.groups:
        fair.append("small_groups")
    return Trust("weak" if weak else "fair" if fair else "firm", (*weak, *fair))
