"""Groups of people who stand near each other: k-means for two to five groups, and how well each number fits.

Begin with `grouped`. The number of groups is the one with the largest mean silhouette (Rousseeuw 1987, J. Comput. Appl.
Math. 20, p. 53–65): how much nearer people are to their own group than to the next. Beyond EXACT_UP_TO people distances
are reckoned between the cells of a grid, all at once as a convolution.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import fft  # type: ignore[import-untyped]

from .votes import Floats

Labels = NDArray[np.int8]

MOST_GROUPS = 5
EXACT_UP_TO = 20_000
STARTS = 12
BEGIN_FROM = 512  # people that the start centres are tried on
BEGIN_ROUNDS = 8
CARRIED_ON = 2  # of the starts, with all people
SAME_END, NEARLY_AS_GOOD = 1.001, 1.05  # times the best: what leads to the same, and what may still be better
ROUNDS = 300
GRID = 512
INSIDE_A_CELL = 0.5214054331647207  # mean distance of two points of a unit square


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
    several starts. Deterministic: chance begins at the same number always, and what is left of it is the start alone.
    """
    places = np.unique(points, axis=0)
    x, y = np.ascontiguousarray(points[:, 0]), np.ascontiguousarray(points[:, 1])
    few, mirror = _some(points)
    found = []
    for k in range(2, most + 1):
        if len(places) < k:
            break
        if like_peer:
            labels, centres, inertia = lloyd(x, y, places[:k])
        else:
            ends = [lloyd(x, y, start) for start in mirror * _best_starts(few, k)]
            labels, centres, inertia = min(ends, key=lambda end: round(end[2], 9))
        found.append((k, *_by_size(labels, centres), inertia))
    if not found:
        return ()
    marks = silhouettes(points, [labels for _, labels, _, _ in found])
    return tuple(
        Grouping(k, labels, centres, inertia, mark)
        for (k, labels, centres, inertia), mark in zip(found, marks, strict=True)
    )


def best(groupings: Sequence[Grouping], *, fewest: int = 0) -> Grouping | None:
    """The one with the largest silhouette, and of those the fewest groups.

    fewest: a grouping with a group of fewer people is passed over. None: none is left.
    """
    fit = [each for each in groupings if np.bincount(each.labels, minlength=each.k).min() >= fewest]
    return max(fit, key=lambda each: (round(each.silhouette, 9), -each.k), default=None)


# k-means


def _some(points: Floats) -> tuple[Floats, Floats]:
    """Up to BEGIN_FROM of the people, in any order and in a mirror the same ones, and what turns them back."""
    mirror = np.where((points**3).sum(axis=0) < 0, -1.0, 1.0)
    turned = points * mirror
    order = np.lexsort(turned.T)
    return turned[order[np.linspace(0, len(points) - 1, min(len(points), BEGIN_FROM)).astype(int)]], mirror


def _best_starts(few: Floats, k: int) -> Floats:
    """Of several starts by k-means++ (Arthur & Vassilvitskii 2007) those that do best on some of the people."""
    rng = np.random.Generator(np.random.PCG64(k))
    x, y = np.ascontiguousarray(few[:, 0]), np.ascontiguousarray(few[:, 1])
    centres = np.empty((STARTS, k, 2))
    centres[:, 0] = few[rng.integers(len(few), size=STARTS)]
    near = np.full((STARTS, len(few)), np.inf)
    for at in range(1, k):
        before = centres[:, at - 1]
        near = np.minimum(near, (x - before[:, :1]) ** 2 + (y - before[:, 1:]) ** 2)
        upto = near.cumsum(axis=1)
        drawn = rng.random(STARTS) * upto[:, -1]
        centres[:, at] = few[np.minimum((upto < drawn[:, None]).sum(axis=1), len(few) - 1)]
    begin, often = k * np.arange(STARTS)[:, None], [np.tile(each, STARTS) for each in (x, y)]
    for _ in range(BEGIN_ROUNDS):
        nearest, distance = _nearest_of_many(x, y, centres)
        key = (nearest + begin).ravel()
        count = np.bincount(key, minlength=STARTS * k).reshape(STARTS, k)
        for axis in (0, 1):
            sums = np.bincount(key, weights=often[axis], minlength=STARTS * k).reshape(STARTS, k)
            np.divide(sums, count, out=centres[:, :, axis], where=count > 0)
    off = distance.sum(axis=1)
    first = int(np.argmin(off.round(9)))
    others = np.flatnonzero((off > SAME_END * off[first]) & (off < NEARLY_AS_GOOD * off[first]))
    return centres[[first, *others[np.argsort(off[others], kind="stable")][: CARRIED_ON - 1]]]


def _nearest_of_many(x: Floats, y: Floats, centres: Floats) -> tuple[NDArray[np.int64], Floats]:
    """Of each start and person the nearest centre and the squared distance to it."""
    nearest = np.zeros((len(centres), len(x)), dtype=np.int64)
    least = (x - centres[:, 0, :1]) ** 2 + (y - centres[:, 0, 1:]) ** 2
    for at in range(1, centres.shape[1]):
        other = (x - centres[:, at, :1]) ** 2 + (y - centres[:, at, 1:]) ** 2
        np.putmask(nearest, other < least, at)
        np.minimum(least, other, out=least)
    return nearest, least


def lloyd(x: Floats, y: Floats, centres: Floats) -> tuple[Labels, Floats, float]:
    """k-means from these centres until nobody changes group, or the centres hardly move (1e-4 of the variance)."""
    k = len(centres)
    still = 1e-4 * (x.var() + y.var()) / 2
    labels: Labels = np.full(len(x), -1, dtype=np.int8)
    for _ in range(ROUNDS):
        before = labels
        labels, least = assigned(x, y, centres)
        whole = labels.astype(np.intp)
        count = np.bincount(whole, minlength=k)
        sums = np.empty((k, 2))
        sums[:, 0] = np.bincount(whole, weights=x, minlength=k)
        sums[:, 1] = np.bincount(whole, weights=y, minlength=k)
        if not count.all():
            _fill(x, y, labels, least, count, sums)
        ends = sums / count[:, None]
        moved = float(((ends - centres) ** 2).sum())
        centres = ends
        if (labels == before).all():
            break
        if moved <= still:
            labels, least = assigned(x, y, centres)
            break
    else:
        labels, least = assigned(x, y, centres)
    inertia = float(((x - centres[labels, 0]) ** 2 + (y - centres[labels, 1]) ** 2).sum())
    return labels, centres, inertia


def assigned(x: Floats, y: Floats, centres: Floats) -> tuple[Labels, Floats]:
    """Of each person the nearest centre, the first of equals, and a measure that grows with the distance to it."""
    labels: Labels = np.zeros(len(x), dtype=np.int8)
    turned, constant = -2 * centres, (centres**2).sum(axis=1)
    least = turned[0, 0] * x + turned[0, 1] * y + constant[0]
    for at in range(1, len(centres)):
        other = turned[at, 0] * x
        other += turned[at, 1] * y
        other += constant[at]
        np.putmask(labels, other < least, at)
        np.minimum(least, other, out=least)
    return labels, least


def _fill(x: Floats, y: Floats, labels: Labels, least: Floats, count: NDArray[Any], sums: Floats) -> None:
    """Gives each empty group whoever stands farthest off, which changes the counts and sums."""
    empty = np.flatnonzero(count == 0)
    far = np.argsort(-(least + x * x + y * y), kind="stable")[: len(empty)]
    for own, who in zip(empty.tolist(), far.tolist(), strict=True):
        for group, change in ((int(labels[who]), -1), (own, 1)):
            count[group] += change
            sums[group] += change * np.array([x[who], y[who]])
    np.maximum(count, 1, out=count)


def _by_size(labels: Labels, centres: Floats) -> tuple[Labels, Floats]:
    """Numbered anew, the largest group first, of equals the leftmost."""
    count = np.bincount(labels, minlength=len(centres))
    order = np.lexsort((centres[:, 1], centres[:, 0], -count))
    number = np.empty(len(centres), dtype=np.int8)
    number[order] = np.arange(len(centres))
    return number[labels], centres[order]


# Silhouettes


def silhouettes(points: Floats, labelings: Sequence[Labels]) -> list[float]:
    """The mean silhouette of each labeling of the same people, from one walk over all distances.

    points: (n, 2). Exact to 1e-6 (distances are single precision) up to EXACT_UP_TO people, then to about 1e-4.
    """
    if len(points) > EXACT_UP_TO:
        return on_a_grid(points, labelings)
    joint = np.zeros(len(points), dtype=np.int64)
    for labels in labelings:
        joint = joint * (int(labels.max()) + 1) + labels
    cells, cell = np.unique(joint, return_inverse=True)
    order = np.argsort(cell, kind="stable")
    sums = _distance_sums(points[order], cell[order], len(cells))
    found = []
    for labels in labelings:
        own = labels[order].astype(np.int64)
        k = int(own.max()) + 1
        gathered = np.zeros((len(cells), k))
        gathered[cell[order], own] = 1
        found.append(float(_of_each(sums @ gathered, own, np.bincount(own, minlength=k)).mean()))
    return found


def _distance_sums(points: Floats, cell: NDArray[Any], cells: int) -> Floats:
    """(n, cells): of each person the distances to all people of each cell, summed."""
    n = len(points)
    x, y = (np.ascontiguousarray((points[:, at] - points[:, at].mean()).astype(np.float32)) for at in (0, 1))
    member = np.zeros((n, cells), dtype=np.float32)
    member[np.arange(n), cell] = 1
    sums = np.zeros((n, cells))
    tall, broad = 128, 1024
    room = np.empty((2, tall * broad), dtype=np.float32)
    for top in range(0, n, tall):
        rows = slice(top, min(top + tall, n))
        height = rows.stop - top
        for left in range(top, n, broad):
            columns = slice(left, min(left + broad, n))
            width = columns.stop - left
            one, other = (each[: height * width].reshape(height, width) for each in room)
            np.subtract(x[rows, None], x[None, columns], out=one)
            np.multiply(one, one, out=one)
            np.subtract(y[rows, None], y[None, columns], out=other)
            np.multiply(other, other, out=other)
            one += other
            np.sqrt(one, out=one)
            sums[rows] += one @ member[columns]
            beyond = max(rows.stop - left, 0)  # the part beside the diagonal stands for both of each pair
            if beyond < width:
                sums[left + beyond : columns.stop] += one[:, beyond:].T @ member[rows]
    return sums


def _of_each(sums: Floats, own: NDArray[np.int64], count: NDArray[Any]) -> Floats:
    """(b − a) / max(a, b): a to the own group without oneself, b to the nearest other; 0 for who is alone."""
    rows = np.arange(len(own))
    inner = sums[rows, own] / np.maximum(count[own] - 1, 1)
    other = sums / np.maximum(count, 1)
    other[rows, own] = np.inf
    other[:, count == 0] = np.inf
    outer = other.min(axis=1)
    greater = np.maximum(inner, outer)
    return np.where((count[own] > 1) & (greater > 0), (outer - inner) / np.where(greater > 0, greater, 1), 0.0)


def on_a_grid(points: Floats, labelings: Sequence[Labels], *, grid: int = GRID) -> list[float]:
    """As silhouettes, between the cells of a grid: the work hardly grows with the number of people."""
    low = points.min(axis=0)
    side = float((points.max(axis=0) - low).max()) / grid or 1.0
    place = np.minimum(((points - low) / side).astype(np.int64), grid - 1)
    flat = place[:, 0] * grid + place[:, 1]
    occupied, at = np.unique(flat, return_inverse=True)
    size = fft.next_fast_len(2 * grid, real=True)
    steps = np.minimum(np.arange(size), size - np.arange(size))
    kernel = np.hypot(steps[:, None], steps[None, :])
    kernel[0, 0] = INSIDE_A_CELL
    turned = fft.rfft2(kernel.astype(np.float32))

    def to(count: NDArray[Any]) -> Floats:
        """From each occupied cell the distances to so many people in each, summed."""
        spread = np.zeros((grid, grid), dtype=np.float32)
        spread.ravel()[occupied] = count
        both = fft.irfft2(fft.rfft2(spread, s=(size, size)) * turned, s=(size, size))
        return both[:grid, :grid].ravel()[occupied].astype(np.float64)  # type: ignore[no-any-return]

    to_all = to(np.bincount(at, minlength=len(occupied)))
    found = []
    for labels in labelings:
        k = int(labels.max()) + 1
        count = np.bincount(labels, minlength=k)
        here = np.bincount(labels.astype(np.int64) * len(occupied) + at, minlength=k * len(occupied)).reshape(k, -1)
        sums = np.array([to(here[own]) for own in range(1, k)])
        sums = np.vstack([to_all - sums.sum(axis=0), sums])
        total = 0.0
        for own in range(k):
            there = np.flatnonzero(here[own])
            distances = sums[:, there].T.copy()
            distances[:, own] = np.maximum(distances[:, own] - INSIDE_A_CELL, 0)  # without oneself
            mark = _of_each(distances, np.full(len(there), own), count)
            total += float(here[own, there] @ mark)
        found.append(total / len(points))
    return found
