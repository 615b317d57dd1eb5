"""From votes to groups of opinion and what each statement says about them. Begin with `opinion`."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..few import FEWEST, hidden_in_row
from .axes import Axes, axes_of, centred, points_of
from .grouping import AS_GOOD, Grouping, best, grouped
from .kmeans import Labels
from .statements import (
    Counted,
    Pick,
    Side,
    consensus,
    counted,
    dividing,
    majority,
    priorities,
    representative,
    sides,
    uniting,
)
from .votes import Floats, Marks, Votes

VOTES_LEAST = 7  # of a participant, to be in a group
PEOPLE_LEAST = FEWEST  # of a group, to be shown
NOBODY: Labels = np.zeros(0, dtype=np.int8)


@dataclass(frozen=True, eq=False)
class OpinionMap:
    """What opinion() found. n participants, m statements in the order of the votes; arrays are read-only.

    counts_in: (m,) whether a statement is part of the map. points: (n, 2). labels: (n,) group from 0, the largest
    first, -1 for whoever is in none. groups: how many. sizes: people of each. tried: every grouping that was compared.
    by_group, everybody: counts. agree, disagree: statistics per group. consensus_agree, consensus_disagree: (m,)
    group-informed; over all groups, so that it tells of each. told_agree, told_disagree: the same of what may be told.
    representative: per group. majority: all together. unites, divides: of what may be told, see statements.py.
    extremity, priority: (m,). alone: groups that may be shown by themselves; the others are too small, or would be
    known by subtraction.
    """

    participants: int
    statements: int
    votes: int
    like_peer: bool
    counts_in: Marks
    axes: Axes
    points: Floats
    labels: Labels
    groups: int
    sizes: tuple[int, ...]
    tried: tuple[Grouping, ...]
    by_group: Counted
    everybody: Counted
    agree: Side
    disagree: Side
    consensus_agree: Floats
    consensus_disagree: Floats
    told_agree: Floats
    told_disagree: Floats
    representative: tuple[tuple[Pick, ...], ...]
    majority: tuple[Pick, ...]
    unites: tuple[Pick, ...]
    divides: tuple[tuple[int, float, int, int], ...]
    extremity: Floats
    priority: Floats
    alone: tuple[int, ...]

    @property
    def grouped(self) -> int:
        """How many people are in a group."""
        return sum(self.sizes)

    @property
    def silhouette(self) -> float | None:
        return next((each.silhouette for each in self.tried if each.k == self.groups), None)


def opinion(
    votes: Votes,
    *,
    excluded: Sequence[int] = (),
    meta: Sequence[int] = (),
    like_peer: bool = False,
) -> OpinionMap:
    """Groups of opinion, what is typical of each, what unites and what divides them.

    votes: from votes_of; n participants, m statements, both at least 1 (else ValueError). excluded: indices of
    statements that were moderated out. meta: of statements about the conversation itself; left out of the map too.
    like_peer: reckon as red-dwarf 0.4.0 does, from the start centres to the seven votes that a participant must have
    cast; otherwise k-means begins from the best of several starts, nobody stands farther off than most, no group has
    fewer than 5 people, and conversations of fewer than seven statements have groups too.

    The number of groups is the one of 2 to 5 with the largest mean silhouette; by default the smallest of those that
    are as good. Where fewer than ten people have voted enough, or all stand in one place, everybody is one group.
    Deterministic, independent of the order of participants but for the order of what comes out. Nothing given is
    changed. Sources: see axes.py, grouping.py, statements.py.

    >>> from gehor.calc.opinion import votes_of
    >>> for_a, for_b = [1, 1, 1, -1, -1, -1, 0], [-1, -1, -1, 1, 1, 1, 0]
    >>> values = [*for_a * 6, *for_b * 5]
    >>> found = opinion(votes_of([i // 7 for i in range(77)], [i % 7 for i in range(77)], values))
    >>> found.sizes, [pick.statement for pick in found.representative[0]], len(found.divides)
    ((6, 5), [0, 1, 2, 3, 4], 6)
    """
    n, m = len(votes.starts) - 1, len(votes.statements)
    if not n or not m:
        raise ValueError("at least one participant and one statement")
    counts_in = np.ones(m, dtype=bool)
    counts_in[[*excluded, *meta]] = False
    is_meta = np.zeros(m, dtype=bool)
    is_meta[list(meta)] = True
    seen, enough, width = _seen(votes, counts_in, like_peer)
    everybody = counted(votes, np.zeros(n, np.int8), 1)
    table = centred(votes, everybody.mean[0], counts_in)
    found = axes_of(table)
    points = points_of(table, found, seen=seen, width=width)
    labels, tried = _labels(points, np.flatnonzero(enough), like_peer)
    groups = int(labels.max(initial=-1)) + 1
    by_group = counted(votes, labels, max(groups, 1))
    in_groups = Counted(
        *(each.sum(axis=0, keepdims=True) for each in (by_group.agree, by_group.disagree, by_group.passed))
    )
    agree, disagree = sides(by_group)
    sizes = tuple(np.bincount(labels[labels >= 0], minlength=groups).tolist())
    extremity = np.linalg.norm((1 - found.mean) * found.components, axis=0) * np.sqrt(width)
    alone = shown_alone(sizes)
    told = _may_be_told(by_group, alone)
    told_agree, told_disagree = sides(told)
    for each in (points, labels, counts_in, extremity):
        each.flags.writeable = False
    return OpinionMap(
        participants=n,
        statements=m,
        votes=len(votes),
        like_peer=like_peer,
        counts_in=counts_in,
        axes=found,
        points=points,
        labels=labels,
        groups=groups,
        sizes=sizes,
        tried=tried,
        by_group=by_group,
        everybody=everybody,
        agree=agree,
        disagree=disagree,
        consensus_agree=consensus(agree),
        consensus_disagree=consensus(disagree),
        told_agree=consensus(told_agree),
        told_disagree=consensus(told_disagree),
        representative=representative(by_group, agree, disagree, counts_in),
        majority=majority(everybody, counts_in),
        unites=uniting(told_agree, told_disagree, told.votes, counts_in),
        divides=dividing(by_group, agree, disagree, counts_in, alone),
        extremity=extremity,
        priority=priorities(in_groups if like_peer else everybody, extremity, is_meta),
        alone=alone,
    )


def _seen(votes: Votes, counts_in: Marks, like_peer: bool) -> tuple[NDArray[np.int64], Marks, int]:
    """(n,) votes to scale by, (n,) whether that is enough for a group, and how many statements there are to see.

    red-dwarf takes everybody to have passed on what was moderated out, and counts those votes where it asks for seven.
    """
    cast = votes.per_participant
    if like_peer:
        m = len(counts_in)
        if counts_in.all():
            return cast, cast >= VOTES_LEAST, m
        own = np.bincount(votes.participant, weights=counts_in[votes.statement], minlength=len(cast)).astype(np.int64)
        return own + int((~counts_in).sum()), cast >= VOTES_LEAST, m
    if not counts_in.all():
        cast = np.bincount(votes.participant, weights=counts_in[votes.statement], minlength=len(cast)).astype(np.int64)
    m = int(counts_in.sum())
    return cast, cast >= max(min(VOTES_LEAST, m), 1), m


def _labels(points: Floats, rows: NDArray[np.intp], like_peer: bool) -> tuple[Labels, tuple[Grouping, ...]]:
    labels: Labels = np.full(len(points), -1, dtype=np.int8)
    fewest = 0 if like_peer else PEOPLE_LEAST
    tried = grouped(points[rows], like_peer=like_peer) if len(rows) >= max(2 * fewest, 3) else ()
    chosen = best(tried, fewest=fewest, as_good=0.0 if like_peer else AS_GOOD)
    labels[rows] = 0 if chosen is None else chosen.labels
    return labels, tried


def shown_alone(sizes: Sequence[int]) -> tuple[int, ...]:
    """The groups that may be shown by themselves, by the rule for few people that all of Gehör has (few.py).

    >>> shown_alone((80, 30, 9, 2)), shown_alone((30, 3)), shown_alone((6, 5)), shown_alone((40, 20, 4, 4))
    ((0, 1), (), (0, 1), (0, 1))
    """
    return tuple(group for group, is_hidden in enumerate(hidden_in_row(sizes)) if not is_hidden)


def _may_be_told(count: Counted, alone: tuple[int, ...]) -> Counted:
    """The groups that may be shown, and all others as one: a product over groups would tell of each of them."""
    rest = [group for group in range(len(count.agree)) if group not in alone]
    if not rest:
        return count
    return Counted(
        *(
            np.vstack([each[list(alone)], each[rest].sum(axis=0, keepdims=True)])
            for each in (count.agree, count.disagree, count.passed)
        )
    )
