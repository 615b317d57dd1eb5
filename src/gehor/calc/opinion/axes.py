"""The two directions in which opinions differ most, reckoned on the votes alone.

What somebody has not seen is taken to be the statement's mean (Small et al. 2021, Recerca 26(2), p. 9). Centred, that
is exactly 0, so the centred matrix Z holds x − mean where there is a vote and nothing elsewhere: its principal axes
need no dense matrix. They are the eigenvectors of ZᵀZ with the two largest eigenvalues, by Lanczos (Golub & Van Loan,
Matrix Computations, 4th ed., 10.1) with every vector kept orthogonal to all before it.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.linalg.lapack import dstev  # type: ignore[import-untyped]
from scipy.sparse import csr_array  # type: ignore[import-untyped]

from .votes import BLOCK, Floats, Ints, Marks, Votes

TOLERANCE = 1e-11  # of the largest eigenvalue: how far an axis may be from being one
STEPS = 400
FIRST_LOOK = 8  # steps before which nothing has ever been exact enough
DENSE = 1 << 19  # entries of a dense block of rows, 4 MB


@dataclass(frozen=True, eq=False)
class Axes:
    """Two directions.

    mean: (m,) of each statement's votes, 0 where it is left out. components: (2, m), rows of length 1, or 0 where
    opinions do not differ in so many directions; of each the largest entry is positive. variance: (2,) along each.
    total: the variance in all directions.
    """

    mean: Floats
    components: Floats
    variance: Floats
    total: float


@dataclass(frozen=True, eq=False)
class Centred:
    """mean: (m,) of each statement, 0 where it is left out. matrix: (n, m), how far each vote is from it."""

    mean: Floats
    matrix: csr_array


def centred(votes: Votes, mean: Floats, counted: Marks) -> Centred:
    """mean: (m,) of each statement. counted: (m,) bool, the statements that are part of the map."""
    n, m = len(votes.starts) - 1, len(votes.statements)
    mean = np.where(counted, mean, 0.0)
    data = np.empty(len(votes))
    for first in range(0, len(data), BLOCK):
        part, about = slice(first, first + BLOCK), votes.statement[first : first + BLOCK]
        np.subtract(votes.value[part], mean[about], out=data[part])
        if not counted.all():
            data[part] *= counted[about]
    return Centred(mean, csr_array((data, votes.statement, votes.starts), shape=(n, m)))


def axes_of(table: Centred, *, begin: Floats | None = None) -> Axes:
    """The principal axes of the statements that are counted.

    begin: (2, m), axes that are nearly right, to begin with. Deterministic; exact to 1e-10 where the third direction is
    not as large as the second.
    """
    n, m = table.matrix.shape
    data = table.matrix.data
    total = float(data @ data)
    if not total:
        return Axes(table.mean, np.zeros((2, m)), np.zeros(2), 0.0)
    cheaper = _gram_is_cheaper(n, m, len(data))
    values, vectors = largest(_gram(table.matrix).dot if cheaper else _through(table.matrix), m, begin)
    return Axes(table.mean, vectors, values / max(n - 1, 1), total / max(n - 1, 1))


def _gram_is_cheaper(n: int, m: int, votes: int) -> bool:
    """Nanoseconds of ZᵀZ at 10¹⁰ operations a second, against those of forty steps over all votes."""
    return 0.1 * n * m * m + 40 * 0.5 * m * m < 40 * (2.5 * votes + 2e4)


def _gram(matrix: csr_array) -> Floats:
    """ZᵀZ, from a few rows at a time."""
    n, m = matrix.shape
    found = np.zeros((m, m))
    step = max(DENSE // max(m, 1), 1)
    for first in range(0, n, step):
        rows = matrix[first : first + step].toarray() if n > step else matrix.toarray()
        found += rows.T @ rows
    return found


def _through(matrix: csr_array) -> Callable[[Floats], Floats]:
    turned = matrix.T
    return lambda vector: turned @ (matrix @ vector)


def largest(apply: Callable[[Floats], Floats], m: int, begin: Floats | None = None) -> tuple[Floats, Floats]:
    """(2,) the largest eigenvalues and (2, m) their vectors, of a symmetric matrix without negative ones.

    apply: vector → matrix · vector.
    """
    random = np.random.Generator(np.random.PCG64(m))
    start = random.standard_normal(m)
    if begin is not None:
        start = begin.sum(axis=0) + 1e-6 * start / np.sqrt(m)
    basis = np.empty((min(32, m), m))
    diagonal: list[float] = []
    beside: list[float] = []
    vector = start / np.linalg.norm(start)
    part = 0  # where in the basis it was begun anew
    for step in range(min(m, STEPS)):
        if step == len(basis):
            basis = np.vstack([basis, np.empty((min(len(basis), m - step), m))])
        basis[step] = vector
        vector = apply(vector)
        known = basis[: step + 1]
        along = known @ vector
        diagonal.append(float(along[step]))
        vector = _beside(vector - along @ known, known)
        length = math.sqrt(vector @ vector)
        is_all = length <= 1e-13 * max(diagonal)  # that can be reached from where it began
        is_last = step + 1 == min(m, STEPS) or (is_all and part > 0)
        if is_all and not is_last:
            # Of directions that are as large as each other only one is reached; another may lie beside
            part, length = step + 1, 0.0
            vector = _beside(_beside(random.standard_normal(m), known), known)
            vector /= np.linalg.norm(vector)
        elif is_last or (step > FIRST_LOOK and step % 3 == 0):
            values, small = _of_tridiagonal(diagonal[part:], beside[part:])
            if is_last or (length * np.abs(small[-1]) <= TOLERANCE * max(values[0], *diagonal)).all():
                break
        beside.append(length)
        vector = vector / (length or 1.0)
    if part:
        values, small = _of_tridiagonal(diagonal, beside)
    vectors = np.zeros((2, m))
    found = small.T @ basis[: len(diagonal)]
    vectors[: len(found)] = found
    both = np.zeros(2)
    both[: len(values)] = values
    nought = both <= 1e-12 * both[0]
    vectors[nought], both[nought] = 0, 0
    for each in vectors:
        if each.any():
            each *= np.sign(each[np.argmax(np.abs(each))]) / np.linalg.norm(each)
    return both, vectors


def _beside(vector: Floats, known: Floats) -> Floats:
    """What of it is at right angles to all that are known."""
    return vector - (known @ vector) @ known


def _of_tridiagonal(diagonal: list[float], beside: list[float]) -> tuple[Floats, Floats]:
    """The two largest eigenvalues and their vectors, (steps, 2)."""
    values, vectors, _ = dstev(diagonal, beside or [0.0])
    return values[:-3:-1], vectors[:, :-3:-1]


def points_of(table: Centred, axes: Axes, *, seen: Ints, width: int) -> Floats:
    """(n, 2) where each participant stands: projected, and scaled by √(statements / votes cast).

    seen: (n,) how many statements each is taken to have voted on. width: how many there are to vote on. Without the
    scaling those who voted little would all stand in the middle (Small et al. 2021, p. 10).
    """
    points = np.empty((len(seen), 2))
    scale = np.sqrt(width / np.maximum(seen, 1))
    for along, component in enumerate(axes.components):  # one at a time: twice as fast as both in scipy
        np.multiply(table.matrix @ component, scale, out=points[:, along])
    return points
