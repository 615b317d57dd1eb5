"""Weights that make a sample look like the population in every margin at once.

A person's weight depends only on the cell she belongs to (one value of each variable), so the cells are raked, a few
thousand at most, and not the people. Read `rake` first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Codes = NDArray[np.integer[Any]]

TOLERANCE = 1e-9  # of a share: how far a margin may be from its target
ROUNDS = 2_000
TRIMS = 100
BLOCK = 1 << 16  # rows at a time, so that what is reckoned with stays in the processor's cache


class CannotWeigh(ValueError):
    """No weights meet these margins.

    code: "nobody" (a value that stands for somebody in the population, and nobody took part) or "no_balance" (the
    values that occur together leave no way to meet all margins). variable: index. value: index, or None.
    """

    def __init__(self, code: str, variable: int, value: int | None = None) -> None:
        super().__init__(code, variable, value)
        self.code, self.variable, self.value = code, variable, value


@dataclass(frozen=True)
class Raked:
    """weights: (n,), mean 1. effective_n: Kish's. missed: the most that a margin is off, as a share.

    rounds: how many times all margins were gone through. trimmed: people who stand at a limit. cells, factors: what
    the weights are made of, the weight of one person of each cell before base weights.
    """

    weights: Floats
    effective_n: float
    missed: float
    rounds: int
    trimmed: int
    cells: "Cells"
    factors: Floats


@dataclass(frozen=True)
class Cells:
    """Which people have the same values throughout.

    values: (cells, variables), the code of each variable, -1 for unknown. count: (cells,), people, or the sum of their
    base weights. of: (n,) the cell of each person.
    """

    values: NDArray[np.int64]
    count: Floats
    of: NDArray[np.integer[Any]]


def rake(
    codes: Sequence[Codes],
    targets: Sequence[Sequence[float]],
    *,
    base: Floats | None = None,
    limits: tuple[float, float] | None = None,
    tolerance: float = TOLERANCE,
) -> Raked:
    """Weights with which each variable has its target shares.

    codes: one array per variable, (n,), whole numbers: the index of the person's value in targets, -1 where it is
    unknown. targets: one row per variable, shares >= 0 that sum to 1 (they are scaled if they do not), of those whose
    value is known. Those of whom it is unknown keep the share that they have, by number or by base weight.
    base: (n,), weights > 0 to begin with; None: 1 each. limits: least and most that a weight may be, as a multiple of
    the mean; with them margins may be missed, and `missed` says by how much.
    Raises CannotWeigh, and ValueError for input of the wrong shape. Deterministic; nothing given is changed.

        w(c) ← w(c) · T(v) / Σ w(c'), over the cells c' with the value v, for each variable in turn, until all fit

    Source: Deming & Stephan (1940), Ann. Math. Statist. 11, p. 427; trimming: Battaglia, Hoaglin & Frankel (2009),
    Survey Practice 2(5).

    >>> raked = rake([np.array([0, 0, 0, 1])], [[0.5, 0.5]])
    >>> raked.weights.round(6).tolist(), round(raked.effective_n, 6)
    ([0.666667, 0.666667, 0.666667, 2.0], 3.0)
    """
    wanted = [_shares(each) for each in targets]
    cells = cells_of(codes, [len(each) for each in wanted], base=base)
    factors, rounds, missed = raked_cells(cells.values, cells.count, wanted, limits=limits, tolerance=tolerance)
    weights = np.empty(len(cells.of))
    for start in range(0, len(weights), BLOCK):
        part = slice(start, start + BLOCK)
        np.take(factors, cells.of[part], out=weights[part], mode="clip")
    if base is not None:
        weights *= base
        at_limit = 0 if limits is None else int(_at_limits(factors, limits)[cells.of].sum())
        effective = float(weights.sum() ** 2 / (weights @ weights))
    else:
        at_limit = 0 if limits is None else int(cells.count[_at_limits(factors, limits)].sum())
        total = factors @ cells.count
        effective = float(total**2 / ((factors * factors) @ cells.count))
    return Raked(weights, effective, missed, rounds, at_limit, cells, factors)


def _shares(target: Sequence[float]) -> Floats:
    shares = np.asarray(target, dtype=float)
    if shares.ndim != 1 or not len(shares) or not np.isfinite(shares).all() or (shares < 0).any() or not shares.any():
        raise ValueError("a target is shares, none negative, and not all nothing")
    return np.asarray(shares / shares.sum())


def cells_of(codes: Sequence[Codes], sizes: Sequence[int], *, base: Floats | None = None) -> Cells:
    """The cells that occur, in the order of their values. sizes: how many values each variable has."""
    if len(codes) != len(sizes) or not codes:
        raise ValueError("a target for each variable, and at least one variable")
    n = len(codes[0])
    if not n or any(each.ndim != 1 or len(each) != n for each in codes):
        raise ValueError("one value of each variable for each person, and at least one person")
    if base is not None and (base.shape != (n,) or not (base > 0).all() or not np.isfinite(base).all()):
        raise ValueError("a base weight above nothing for each person")
    key, room = _keys(codes, sizes)
    if room <= max(4 * n, 1 << 16):
        count = np.zeros(room)
        for start in range(0, n, BLOCK):
            part = slice(start, start + BLOCK)
            count += np.bincount(key[part], weights=None if base is None else base[part], minlength=room)
        keys = np.flatnonzero(count)
        place = np.zeros(room, dtype=np.int32)
        place[keys] = np.arange(len(keys))
        of: NDArray[np.integer[Any]] = np.empty(n, dtype=np.int32)
        for start in range(0, n, BLOCK):
            part = slice(start, start + BLOCK)
            np.take(place, key[part], out=of[part], mode="clip")
        count = count[keys]
    else:
        keys, inverse = np.unique(key, return_inverse=True)
        of = inverse.astype(np.int32)
        count = np.bincount(of, weights=base).astype(float)
    values = np.empty((len(keys), len(sizes)), dtype=np.int64)
    rest = keys.astype(np.int64)
    for index in range(len(sizes) - 1, -1, -1):
        rest, values[:, index] = np.divmod(rest, sizes[index] + 1)
    return Cells(values - 1, count, of)


def _keys(codes: Sequence[Codes], sizes: Sequence[int]) -> tuple[NDArray[Any], int]:
    """((n,) one number for the values of each person, above which none is): the codes as digits, unknown as 0."""
    room, of_nobody = 1, 0
    for size in sizes:
        room, of_nobody = room * (size + 1), of_nobody * (size + 1) + 1
    kind = np.int16 if room < 2**15 else np.int32 if room < 2**31 else np.int64
    key: NDArray[Any] = np.zeros(len(codes[0]), dtype=kind)
    for start in range(0, len(key), BLOCK):
        mine = key[start : start + BLOCK]
        for each, size in zip(codes, sizes, strict=True):
            here = each[start : start + BLOCK]
            if int(here.min()) < -1 or int(here.max()) >= size:
                raise ValueError("a code is an index of its target, or -1")
            mine *= size + 1
            np.add(mine, here, out=mine, casting="unsafe")  # a code is as small as the key
        mine += of_nobody
    return key, room


def raked_cells(
    values: NDArray[np.int64],
    count: Floats,
    targets: Sequence[Floats],
    *,
    limits: tuple[float, float] | None = None,
    tolerance: float = TOLERANCE,
    begin: Floats | None = None,
) -> tuple[Floats, int, float]:
    """(factors, rounds, missed): the weight of one person of each cell, mean 1, and how well the margins are met.

    values: (cells, variables), codes, -1 for unknown. count: (cells,) > 0. begin: factors of an earlier raking of
    nearly the same cells, which are soon right again.
    """
    if limits is not None and not 0 <= limits[0] < 1 < limits[1]:
        raise ValueError("limits stand around 1")
    margins = [_Margin(values[:, index], target) for index, target in enumerate(targets)]
    for index, margin in enumerate(margins):
        margin.aim(count, index)
    return _raked(margins, count, limits, tolerance, count * (begin if begin is not None else 1.0))


def _raked(
    margins: Sequence["_Margin"],
    count: Floats,
    limits: tuple[float, float] | None,
    tolerance: float,
    weight: Floats,
) -> tuple[Floats, int, float]:
    """weight: (cells,), of all people of the cell, where it begins; changed in place."""
    rounds, missed = _balance(weight, margins, tolerance)
    if limits is None and missed > tolerance:
        raise CannotWeigh("no_balance", max(range(len(margins)), key=lambda index: margins[index].missed(weight)))
    if limits is not None:
        rounds, missed = _trimmed(weight, count, margins, limits, tolerance, rounds)
    factors = weight / count
    factors *= count.sum() / weight.sum()
    return factors, rounds, missed


class _Margin:
    """The shares that one variable is to have: of those known. Who did not say keep the share that they have."""

    def __init__(self, values: NDArray[np.int64], target: Floats) -> None:
        self.among_known = target
        self.value = (values + 1).astype(np.intp)  # 0 is unknown

    def aim(self, count: Floats, variable: int) -> None:
        """count: (cells,), people as they are. Raises CannotWeigh for a value that nobody has."""
        people = self.sums(count)
        unknown = people[0] / people.sum()
        self.target = np.append(unknown, self.among_known * (1 - unknown))
        lacking = np.flatnonzero((people == 0) & (self.target > 0))
        if len(lacking):
            raise CannotWeigh("nobody", variable, int(lacking[0]) - 1)

    def sums(self, weight: Floats) -> Floats:
        return np.bincount(self.value, weights=weight, minlength=len(self.among_known) + 1).astype(float)

    def missed(self, weight: Floats) -> float:
        sums = self.sums(weight)
        return float(np.abs(sums / sums.sum() - self.target).max())

    def fit(self, weight: Floats) -> float:
        """Give every value its share, in place; returns how far the worst was from it."""
        sums = self.sums(weight)
        total = sums.sum()
        off = float(np.abs(sums / total - self.target).max())
        ratio = np.divide(self.target * total, sums, out=np.zeros_like(sums), where=sums > 0)
        weight *= ratio[self.value]
        return off


def _balance(weight: Floats, margins: Sequence[_Margin], tolerance: float) -> tuple[int, float]:
    """Rake in place. What a margin was off before it was fitted is what the others had done to it."""
    missed = float("inf")
    for turn in range(1, ROUNDS + 1):
        missed = max(margin.fit(weight) for margin in margins)
        if missed <= tolerance or len(margins) == 1:
            return turn, 0.0 if len(margins) == 1 else missed
    return ROUNDS, missed


def _at_limits(factors: Floats, limits: tuple[float, float]) -> NDArray[np.bool_]:
    near = 1e-9
    return (factors <= limits[0] * (1 + near)) | (factors >= limits[1] * (1 - near))


def _trimmed(
    weight: Floats,
    count: Floats,
    margins: Sequence[_Margin],
    limits: tuple[float, float],
    tolerance: float,
    rounds: int,
) -> tuple[int, float]:
    """Cut what is beyond the limits and rake anew, until hardly anything is cut, or the same again and again.

    The limits are kept to the end.
    """
    least, most = limits
    for _ in range(TRIMS):
        mean = weight.sum() / count.sum()
        factor = weight / count / mean
        if float(factor.min()) >= least - tolerance and float(factor.max()) <= most + tolerance:
            break
        before = weight.copy()
        np.multiply(np.clip(factor, least, most), count, out=weight)
        rounds += _balance(weight, margins, tolerance)[0]
        if np.abs(weight - before).max() <= tolerance * mean:  # nothing else would follow
            break
    for _ in range(TRIMS):  # cutting moves the mean by which it is measured
        factor = weight / count * (count.sum() / weight.sum())
        np.multiply(np.clip(factor, least, most), count, out=weight)
    return rounds, max(margin.missed(weight) for margin in margins)


class Live:
    """Weights that follow each new answer: the cells are kept, and raked from where they stood.

    add(codes) counts one person more, O(1); factors() gives each cell's weight, mean 1. The same as `rake` of all of
    them, within the tolerance.
    """

    def __init__(self, cells: Cells, targets: Sequence[Sequence[float]], *, tolerance: float = TOLERANCE) -> None:
        self._targets = [_shares(each) for each in targets]
        self._tolerance = tolerance
        self._values = cells.values.copy()
        self._count = cells.count.copy()
        self._place = {tuple(row): index for index, row in enumerate(self._values.tolist())}
        self._factors = np.ones(len(self._count))
        self._margins: list[_Margin] | None = None  # until a cell is new

    def add(self, codes: Sequence[int]) -> None:
        """codes: the index of the person's value of each variable, -1 where it is unknown (else ValueError)."""
        key = tuple(int(each) for each in codes)
        if len(key) != len(self._targets) or any(
            not -1 <= code < len(target) for code, target in zip(key, self._targets, strict=True)
        ):
            raise ValueError("a code is an index of its target, or -1")
        place = self._place.get(key)
        if place is not None:
            self._count[place] += 1
            return
        self._place[key] = len(self._count)
        self._values = np.vstack([self._values, np.array([key], dtype=np.int64)])
        self._count = np.append(self._count, 1.0)
        # Raking leads to the same weights from any products of one number for each value. A new cell has none yet.
        self._factors = np.ones(len(self._count))
        self._margins = None

    def factors(self) -> dict[tuple[int, ...], float]:
        """Values of a cell → the weight of a person with them. Raises CannotWeigh."""
        self.refresh()
        return dict(zip(self._place, self._factors.tolist(), strict=True))

    def refresh(self) -> float:
        """Rake anew from where it stood; returns the effective number of people."""
        if self._margins is None:
            self._margins = [_Margin(self._values[:, index], target) for index, target in enumerate(self._targets)]
        for index, margin in enumerate(self._margins):
            margin.aim(self._count, index)
        self._factors, _, _ = _raked(self._margins, self._count, None, self._tolerance, self._count * self._factors)
        return float(self._count.sum() ** 2 / ((self._factors * self._factors) @ self._count))
