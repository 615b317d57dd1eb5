"""Groups of people who stand near each other: two to five of them, and how well each number fits. Begin with `grouped`.

The number of groups is the one with the largest mean silhouette. Two things make groups come again when others had come
(docs/decisions/groups-that-come-again.md): nobody stands farther off than most, and of numbers that fit about as well
the smallest is chosen.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .kmeans import Ends, Labels, kmeans
from .silhouette import silhouettes
from .votes import Floats

MOST_GROUPS = 5
WITHIN = 0.95  # of all people: whoever stands farther from the middle is taken to stand at the edge of these
AS_GOOD = 0.02  # a mean silhouette that is smaller by no more


@dataclass(frozen=True, eq=False)
class Grouping:
    """k groups. labels: (n,) from 0, the largest group first. inertia: squared distances to the centres, summed.

    silhouette: mean, -1 to 1, higher is better.
    """

    k: int
    labels: Labels
    centres: Floats
    inertia: float
    silhouette: float


def grouped(points: Floats, *, like_peer: bool = False, most: int = MOST_GROUPS) -> tuple[Grouping, ...]:
    """One grouping for each number of groups from two, as far as there are so many places where somebody stands.

    points: (n, 2). like_peer: k-means begins with the k leftmost places, as red-dwarf does, instead of with the best of
    several starts, and people stand where they stand. Deterministic.
    """
    places = points if like_peer else pulled_in(points)
    ends = [_by_size(end) for end in kmeans(places, most, like_peer=like_peer)]
    marks = silhouettes(places, [end.labels for end in ends]) if ends else []
    return tuple(
        Grouping(len(end.centres), end.labels, end.centres, end.inertia, mark)
        for end, mark in zip(ends, marks, strict=True)
    )


def pulled_in(points: Floats, within: float = WITHIN) -> Floats:
    """(n, 2) the same people, those farthest from the middle no farther than the rest.

    Whoever voted on little is thrown far off by the scaling (axes.points_of); a handful of them would be a group.

    >>> pulled_in(np.array([[1.0, 0], [0, -1], [0, 1], [-3, 4]]), within=0.5).round(9).tolist()
    [[1.0, 0.0], [0.0, -1.0], [0.0, 1.0], [-0.6, 0.8]]
    """
    if not len(points):
        return points
    far = np.hypot(points[:, 0], points[:, 1])
    last = math.ceil(within * (len(far) - 1))
    edge = np.partition(far, last)[last]
    share: Floats = np.divide(edge, far, out=np.ones(len(far)), where=far > edge)
    return points * share[:, None]


def _by_size(end: Ends) -> Ends:
    """Numbered anew, the largest group first, of equals the leftmost."""
    count = np.bincount(end.labels, minlength=len(end.centres))
    order = np.lexsort((end.centres[:, 1], end.centres[:, 0], -count))
    number = np.empty(len(order), dtype=np.int8)
    number[order] = np.arange(len(order))
    return Ends(number[end.labels], end.centres[order], end.inertia)


def best(groupings: Sequence[Grouping], *, fewest: int = 0, as_good: float = 0.0) -> Grouping | None:
    """Of those whose silhouette is as good as the largest the one with the fewest groups.

    fewest: a grouping with a group of fewer people is passed over. as_good: how much smaller a silhouette may be. None:
    none is left.
    """
    fit = [each for each in groupings if np.bincount(each.labels, minlength=each.k).min() >= fewest]
    largest = max((each.silhouette for each in fit), default=0.0)
    return next((each for each in fit if round(largest - each.silhouette, 9) <= as_good), None)
