"""How much nearer people are to their own group than to the next (Rousseeuw 1987, J. Comput. Appl. Math. 20, p. 53–65).

Beyond EXACT_UP_TO people distances are reckoned between the cells of a grid, all at once as a convolution.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import fft  # type: ignore[import-untyped]

from .kmeans import Labels
from .votes import Floats, Marks

EXACT_UP_TO = 20_000
TALL, BROAD = 256, 512  # people of a block of distances, which stays in the processor's cache
GRID = 512
INSIDE_A_CELL = 0.5214054331647207  # mean distance of two points of a unit square


def silhouettes(points: Floats, labelings: Sequence[Labels]) -> list[float]:
    """The mean silhouette of each labeling of the same people, from one walk over all distances.

    points: (n, 2). labelings: (n,) each, from 0. Exact to 1e-6 (distances are single precision) up to EXACT_UP_TO
    people, then to about 1e-4.
    """
    if len(points) > EXACT_UP_TO:
        return on_a_grid(points, labelings)
    own = np.stack(labelings)
    is_in = own[:, None] == np.arange(int(own.max()) + 1)[:, None]  # (labelings, k, n)
    count = is_in.sum(axis=2)
    asked = count > 0
    asked[:, 0] = False  # what is left of everybody
    member = np.vstack([np.ones(len(points), dtype=bool), is_in[asked]])
    found = _distance_sums(points, member.T.astype(np.float32, order="C"))
    sums = np.zeros(is_in.shape)
    sums[asked] = found[1:]
    sums[:, 0] = found[0] - sums.sum(axis=1)
    return _of_each(sums, is_in, count).mean(axis=1).tolist()  # type: ignore[no-any-return]


def _distance_sums(points: Floats, member: NDArray[np.float32]) -> Floats:
    """(groups, n): of each person the distances to all people of each group, summed. member: (n, groups), 1 or 0."""
    n, ones = len(points), np.ones(len(points), dtype=np.float32)
    own = (points - points.mean(axis=0)).T.astype(np.float32)
    one = [np.stack([each, ones], axis=1) for each in own]
    other = [np.stack([ones, -each]) for each in own]  # (x, 1) · (1, -x') is x - x', and twice as fast as that
    sums = np.zeros(member.shape)
    room = np.empty((2, TALL * BROAD), dtype=np.float32)
    for top in range(0, n, TALL):
        rows = slice(top, min(top + TALL, n))
        height = rows.stop - top
        for left in range(top, n, BROAD):
            columns = slice(left, min(left + BROAD, n))
            width = columns.stop - left
            off = [each[: height * width].reshape(height, width) for each in room]
            for axis in (0, 1):
                np.matmul(one[axis][rows], other[axis][:, columns], out=off[axis])
                np.multiply(off[axis], off[axis], out=off[axis])
            far = np.sqrt(np.add(off[0], off[1], out=off[0]), out=off[0])
            sums[rows] += far @ member[columns]
            beyond = max(rows.stop - left, 0)  # the part beside the diagonal stands for both of each pair
            if beyond < width:
                sums[left + beyond : columns.stop] += far[:, beyond:].T @ member[rows]
    return np.ascontiguousarray(sums.T)


def _of_each(sums: Floats, is_own: Marks, count: NDArray[Any]) -> Floats:
    """(…, n) (b − a) / max(a, b): a to the own group without oneself, b to the nearest other; 0 for who is alone.

    sums: (…, k, n) of the distances to everybody of each group. is_own: which one is hers. count: (…, k) of people.
    """
    count = count[..., None]
    inner = (np.where(is_own, sums, 0) / np.maximum(count - 1, 1)).sum(axis=-2)
    outer = np.where(is_own | (count == 0), np.inf, sums / np.maximum(count, 1)).min(axis=-2)
    greater = np.maximum(inner, outer)
    is_alone = (is_own & (count == 1)).any(axis=-2)
    return np.where(is_alone, 0.0, (outer - inner) / np.where(greater > 0, greater, 1))


def on_a_grid(points: Floats, labelings: Sequence[Labels], *, grid: int = GRID) -> list[float]:
    """As silhouettes, between the cells of a grid: the work hardly grows with the number of people."""
    low = points.min(axis=0)
    side = float((points.max(axis=0) - low).max()) / grid or 1.0
    place = np.minimum(((points - low) / side).astype(np.int64), grid - 1)
    flat = place[:, 0] * grid + place[:, 1]
    everybody = np.bincount(flat, minlength=grid * grid)
    occupied = np.flatnonzero(everybody)
    size = fft.next_fast_len(2 * grid, real=True)
    steps = np.minimum(np.arange(size), size - np.arange(size))
    kernel = np.hypot(steps[:, None], steps[None, :])
    kernel[0, 0] = INSIDE_A_CELL
    turned = fft.rfft2(kernel.astype(np.float32))

    def to(count: NDArray[Any]) -> Floats:
        """From each occupied cell the distances to so many people in each, summed."""
        spread = count.reshape(grid, grid).astype(np.float32)
        both = fft.irfft2(fft.rfft2(spread, s=(size, size)) * turned, s=(size, size))
        return both[:grid, :grid].ravel()[occupied].astype(np.float64)  # type: ignore[no-any-return]

    to_all = to(everybody)
    found = []
    for labels in labelings:
        k = int(labels.max()) + 1
        here = np.bincount(labels * np.int64(grid * grid) + flat, minlength=k * grid * grid).reshape(k, -1)
        sums = np.array([to(here[own]) for own in range(1, k)])
        sums = np.vstack([to_all - sums.sum(axis=0), sums])
        here = here[:, occupied]
        count = here.sum(axis=1)
        total = 0.0
        for own in range(k):
            there = np.flatnonzero(here[own])
            distances = sums[:, there]
            distances[own] = np.maximum(distances[own] - INSIDE_A_CELL, 0)  # without oneself
            mark = _of_each(distances, np.arange(k)[:, None] == own, count)
            total += float(here[own, there] @ mark)
        found.append(total / len(points))
    return found
