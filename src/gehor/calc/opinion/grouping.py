"""Groups of people who stand near each other: two to five of them, and how well each number fits. Begin with `grouped`.

The number of groups is the one with the largest mean silhouette.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .kmeans import Ends, Labels, kmeans
from .silhouette import silhouettes
from .votes import Floats

MOST_GROUPS = 5


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
    several starts. Deterministic.
    """
    ends = [_by_size(end) for end in kmeans(points, most, like_peer=like_peer)]
    marks = silhouettes(points, [end.labels for end in ends]) if ends else []
    return tuple(
        Grouping(len(end.centres), end.labels, end.centres, end.inertia, mark)
        for end, mark in zip(ends, marks, strict=True)
    )


def _by_size(end: Ends) -> Ends:
    """Numbered anew, the largest group first, of equals the leftmost."""
    count = np.bincount(end.labels, minlength=len(end.centres))
    order = np.lexsort((end.centres[:, 1], end.centres[:, 0], -count))
    number = np.empty(len(order), dtype=np.int8)
    number[order] = np.arange(len(order))
    return Ends(number[end.labels], end.centres[order], end.inertia)


def best(groupings: Sequence[Grouping], *, fewest: int = 0) -> Grouping | None:
    """The one with the largest silhouette, and of those the fewest groups.

    fewest: a grouping with a group of fewer people is passed over. None: none is left.
    """
    fit = [each for each in groupings if np.bincount(each.labels, minlength=each.k).min() >= fewest]
    return max(fit, key=lambda each: (round(each.silhouette, 9), -each.k), default=None)
