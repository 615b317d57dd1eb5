"""Which cells of a table must not be shown, so that nobody can be known by them, nor by what stands beside them.

Of one variable alone: calc/few.py.

A count of 1 to `fewest` - 1 is hidden. Whoever subtracts what is shown from the totals must still hold each of these
numbers for possible: that is the promise, and the tests attack it. A zero is shown: it is about nobody who took part,
and it is what a reader must see. Source of the term and the problem: Hundepool et al. (2012), Statistical
Disclosure Control, chapter 4 (complementary suppression); here with hidden cells known to be at least 1.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from .attacking import ShownMargin, ShownTable, is_safe

FEWEST_CROSSED = 10
TRIES = 12  # of ways to hide whole rows or columns

Mask = NDArray[np.bool_]


def hidden_in_table(counts: Sequence[Sequence[int]], *, fewest: int = FEWEST_CROSSED) -> Mask | None:
    """Which cells of a table of two variables are hidden, where the sums of rows and columns are known.

    counts: (rows, columns), >= 0 (else ValueError). The first of `ways` that is enough; None: none of them is, and the
    table is not shown. Deterministic.
    """
    table = _whole(counts)
    sums = [ShownMargin(table.sum(axis=axis), np.zeros(table.shape[1 - axis], dtype=bool), 0) for axis in (1, 0)]
    for mask, is_enough in ways(table, fewest):
        if is_enough or is_safe(sums, [ShownTable(0, 1, table, mask)], fewest=1, fewest_crossed=fewest):
            return mask
    return None


def ways(table: NDArray[np.int64], fewest: int) -> Iterator[tuple[Mask, bool]]:
    """What could be hidden, the least first, and whether it is known to be enough where all sums are known.

    For each small cell a rectangle of four hidden ones will do, along which it can take every value from 1 to
    fewest - 1 while no sum changes; of the rectangles, that which hides the fewest further cells, then people. Where a
    cell has none, whole rows or columns are hidden.
    """
    hidden = (table > 0) & (table < fewest)
    small = sorted(np.argwhere(hidden).tolist(), key=lambda place: (table[tuple(place)], place))
    alone = []
    for row, column in small:
        corner = _rectangle(table, hidden, row, column, fewest)
        if corner is None:
            alone.append((row, column))
        else:
            hidden[corner[0], column] = hidden[row, corner[1]] = hidden[corner] = True
    if not alone:
        yield hidden, True
    masks = [*_with_lines(table, hidden, {row for row, _ in alone})]
    masks += [mask.T for mask in _with_lines(table.T, hidden.T, {column for _, column in alone})]
    masks.sort(key=lambda mask: (int(mask.sum()), int(table[mask].sum())))
    yield from ((mask, False) for mask in masks[:TRIES])


def _with_lines(table: NDArray[np.int64], hidden: Mask, rows: set[int]) -> Iterator[Mask]:
    """These rows hidden, and one more, and another, those with the fewest people first, as long as anybody is shown."""
    others = sorted(set(range(len(table))) - rows, key=lambda row: (int(table[row].sum()), row))
    mask = hidden.copy()
    mask[sorted(rows)] = table[sorted(rows)] > 0
    for row in others:
        yield mask.copy()
        mask[row] = table[row] > 0
        if mask[table > 0].all():
            return


def _rectangle(table: NDArray[np.int64], hidden: Mask, row: int, column: int, fewest: int) -> tuple[int, int] | None:
    """The opposite corner. The neighbours lose what the cell gains, the corner loses what the cell loses."""
    value = int(table[row, column])
    gain, loss = fewest - 1 - value, value - 1
    beside = table[row] - gain >= 1  # by column; none of them may be shown to be nothing
    below = table[:, column] - gain >= 1
    fits = below[:, None] & beside[None, :] & (table - loss >= 1)
    fits[row, :] = fits[:, column] = False
    if not fits.any():
        return None
    shown = np.where(hidden, 0, table)
    price = shown + shown[:, [column]] + shown[[row], :]
    cells = (~hidden).astype(np.int64)
    more = cells + cells[:, [column]] + cells[[row], :]
    places = np.argwhere(fits)
    best = min(places.tolist(), key=lambda each: (int(more[tuple(each)]), int(price[tuple(each)]), each))
    return int(best[0]), int(best[1])


def _whole(counts: Sequence[Sequence[int]]) -> NDArray[np.int64]:
    given = np.asarray(counts)
    if given.ndim != 2 or given.dtype.kind not in "iu" or (given < 0).any():
        raise ValueError("counts are whole numbers, none negative")
    return given.astype(np.int64)
