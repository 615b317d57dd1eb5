"""Groups of people who stand near each other, with the smallest squared distances within. Begin with `kmeans`.

People stand in the plane as columns p = (x, y, 1). Then (|p|² − |p − c|²) / 2 = (c, −|c|²/2) · p, which is largest for
the nearest centre c: all distances are one product of matrices, and the sums from which the next centres follow are
another. All starts are tried in one go.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .votes import Floats, Marks

Labels = NDArray[np.int8]

FEW, SOME = 512, 1 << 14  # people that starts are tried on, and that the best are carried on with
STARTS, STARTS_MOST = 16, 64  # with so few people, and with fewer, where more cost no more
BEGIN_ROUNDS, MORE_ROUNDS = 4, 6  # of all of them; and then, with so few people, of those that are carried on
CARRIED_ON = 6
SAME_END = 1.00001  # times another: a start that leads to the same
ROUNDS = 300
STILL = 1e-4  # of the variance: centres that move less stand still, for the peer and where people are many
BLOCK = 1 << 13  # people at a time, so that what is reckoned with stays in the processor's cache


@dataclass(frozen=True, eq=False)
class Ends:
    """Where k-means ended. labels: (n,) from 0. centres: (k, 2). inertia: squared distances to them, summed."""

    labels: Labels
    centres: Floats
    inertia: float


def kmeans(points: Floats, most: int, *, like_peer: bool = False) -> list[Ends]:
    """One end for each number of groups from two to `most`, as far as there are so many places where somebody stands.

    points: (n, 2). like_peer: begins with the k leftmost places, instead of with the best of several starts.
    Deterministic, and the same in any order of people and for mirrored points: chance begins at the same number always.
    """
    mirror = np.where(like_peer | ((points * points * points).sum(axis=0) >= 0), 1.0, -1.0)
    people = np.ones((3, len(points)))
    np.multiply(points.T, mirror[:, None], out=people[:2])
    order = np.sort(people[0] + 1j * people[1])  # by x and then by y
    places = _different(order, most)
    if len(places) < 2:
        return []
    if like_peer:
        ends = [lloyd(people, places[:k], STILL) for k in range(2, len(places) + 1)]
    else:
        some = people if len(order) <= SOME else _spread(order, SOME)
        starts = _best_starts(_spread(order, FEW), len(places))
        still = 0.0 if some is people else STILL
        ends = [lloyd(people, _carried_on(some, several), still) for several in starts]
    return [Ends(end.labels, end.centres * mirror, end.inertia) for end in ends]


def _different(order: NDArray[np.complex128], most: int) -> Floats:
    """(up to most, 2) the first places."""
    first = order[np.append(True, order[1:] != order[:-1])[: len(order)]][:most]
    return np.stack([first.real, first.imag], axis=1)


def _spread(order: NDArray[np.complex128], most: int) -> Floats:
    """(3, up to most) people, as far from each other in the order as can be."""
    some = order[np.linspace(0, len(order) - 1, min(len(order), most)).astype(int)]
    return np.stack([some.real, some.imag, np.ones(len(some))])


def _best_starts(people: Floats, most: int) -> list[Floats]:
    """For each number of centres from two those starts, (k, s, 2), that do best on these people.

    Drawn by k-means++ (Arthur & Vassilvitskii 2007); the first k of a draw are a draw of k.
    """
    rng = np.random.Generator(np.random.PCG64(most))
    n = people.shape[1]
    many = min(STARTS * FEW // n, STARTS_MOST)
    drawn = np.empty((most, many, 2))
    off = np.full((many, n), np.inf)
    who = rng.integers(n, size=many)
    for at in range(most):
        drawn[at] = people[:2, who].T
        away = (people[0] - drawn[at, :, :1]) ** 2 + (people[1] - drawn[at, :, 1:]) ** 2
        upto = np.minimum(off, away, out=off).cumsum(axis=1)
        who = np.minimum((upto < rng.random((many, 1)) * upto[:, -1:]).sum(axis=1), n - 1)
    squares = (people[:2] ** 2).sum()
    found = []
    for k in range(2, most + 1):
        centres = drawn[:k]
        for _ in range(BEGIN_ROUNDS):
            centres, near = _moved(people, centres)
        apart = (squares - 2 * near).round(9)
        order = np.argsort(apart, kind="stable")
        is_other = np.append(True, apart[order[1:]] > SAME_END * apart[order[:-1]])
        found.append(centres[:, order[is_other][:CARRIED_ON]])
    return found


def _moved(people: Floats, centres: Floats) -> tuple[Floats, Floats]:
    """The next centres, (k, s, 2), an empty group where it was; how near in all these were, (s,)."""
    sums, near = _round(people, centres)
    return np.divide(sums[..., :2], sums[..., 2:], out=centres.copy(), where=sums[..., 2:] > 0), near


def _carried_on(people: Floats, starts: Floats) -> Floats:
    """(k, 2): of the starts, (k, s, 2), the one that does best on these people; where they are many, where it ends."""
    n, centres = people.shape[1], starts
    for _ in range(max(MORE_ROUNDS * FEW // max(n, FEW), 1)):
        centres, near = _moved(people, centres)
    best = centres[:, int(np.argmax(near.round(9)))]
    return best if n < SOME else lloyd(people, best, STILL).centres


def lloyd(people: Floats, centres: Floats, still: float = 0.0) -> Ends:
    """k-means from these centres, until they stand still. still: of the variance, how little they may move for that."""
    still = still * float(people[:2].var(axis=1).mean())
    for _ in range(ROUNDS):
        sums = _round(people, centres[:, None])[0][:, 0]
        if not sums[:, 2].all():
            _fill(people, centres, sums)
        before, centres = centres, sums[:, :2] / sums[:, 2:]
        moved = centres - before
        if np.vdot(moved, moved) <= still:
            break
    labels, near = assigned(people, centres)
    return Ends(labels, centres, float((people[:2] ** 2).sum() - 2 * near.sum()))


def _round(people: Floats, centres: Floats) -> tuple[Floats, Floats]:
    """Of s sets of k centres, (k, s, 2): the sums of those nearest to each, (k, s, 3), and how near in all, (s,)."""
    sums, total = np.zeros((*centres.shape[:2], 3)), np.zeros(centres.shape[1])
    step = max(BLOCK // centres.shape[1], 1)
    for first in range(0, people.shape[1], step):
        some = people[:, first : first + step]
        near = _near(some, centres)
        most = near.max(axis=0)
        nearest = near == most
        here = _sums(some, nearest)
        if here[..., 2].sum() != most.size:  # somebody stands in the middle between two: the first of them counts
            nearest[1:] &= ~np.logical_or.accumulate(nearest)[:-1]
            here = _sums(some, nearest)
        sums += here
        total += most.sum(axis=1)
    return sums, total


def _near(people: Floats, centres: Floats) -> Floats:
    """(…, n) how near each person is to each centre, (…, 2): (|p|² − |p − c|²) / 2."""
    form = np.empty((*centres.shape[:-1], 3))
    form[..., :2] = centres
    form[..., 2] = -0.5 * np.einsum("...i,...i", centres, centres)
    return (form.reshape(-1, 3) @ people).reshape(*centres.shape[:-1], -1)


def _sums(people: Floats, nearest: Marks) -> Floats:
    return (nearest.reshape(-1, people.shape[1]).astype(np.float64) @ people.T).reshape(*nearest.shape[:2], 3)


def assigned(people: Floats, centres: Floats) -> tuple[Labels, Floats]:
    """Of each person the nearest centre, the first of equals, and how near."""
    n = people.shape[1]
    labels: Labels = np.zeros(n, dtype=np.int8)
    most = np.empty(n)
    for first in range(0, n, BLOCK):
        part = slice(first, first + BLOCK)
        near = _near(people[:, part], centres)
        nearest = near == near.max(axis=0, out=most[part])
        for group in reversed(range(len(centres))):
            np.putmask(labels[part], nearest[group], group)
    return labels, most


def _fill(people: Floats, centres: Floats, sums: Floats) -> None:
    """Gives each empty group whoever stands farthest off, which changes the sums."""
    labels, near = assigned(people, centres)
    empty = np.flatnonzero(sums[:, 2] == 0)
    far = np.argsort(2 * near - (people[:2] ** 2).sum(axis=0), kind="stable")[: len(empty)]
    np.subtract.at(sums, labels[far], people[:, far].T)
    sums[empty] += people[:, far].T
    np.maximum(sums[:, 2], 1, out=sums[:, 2])
