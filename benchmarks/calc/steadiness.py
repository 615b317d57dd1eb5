"""How far groups come again when others had come: from the peer's start centres and from several, on the same draws.

Begin with `tables`. All labels are compared by the adjusted Rand index (1 the same, about 0 by chance), and those of
made conversations with the camps that they were made of.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gehor.calc.opinion import OpinionMap, Votes, adjusted_rand, opinion, stability, votes_of
from gehor.calc.opinion.axes import centred, points_of
from gehor.calc.opinion.kmeans import kmeans

from .conversations import in_camps, real

DRAWS = 40
NUMBERS = (2, 3, 4, 5)
MADE: tuple[
    tuple[tuple[int, ...], int, float, int], ...
] = (  # people of each camp, statements, blur, votes of a person
    ((60, 40), 30, 0.8, 15),
    ((200, 100), 40, 1.0, 20),
    ((300, 60), 60, 1.0, 25),
    ((200, 150, 100), 60, 1.5, 25),
    ((400, 300, 150), 50, 2.0, 20),
    ((150, 120, 100, 80), 80, 1.2, 30),
    ((200, 150, 100, 60, 40), 100, 1.0, 35),
)
Labels = NDArray[np.int64]


@dataclass(frozen=True)
class Talk:
    """votes of a conversation. camp: (n,) whom each was made with, where it was made."""

    name: str
    votes: Votes
    camp: NDArray[Any] | None


def tables(data: Path | None, seeds: Sequence[int] = (1, 2)) -> Iterator[str]:
    """Lines to print. data: as against_opinion.py has it."""
    talks = [*_real(data), *_made(seeds)]
    yield "the peer's start centres → several starts, all else alike; by groups: squared distances, theirs / ours, how"
    yield "far groups come again when people are drawn anew, and (how far they are the camps)"
    for talk in talks:
        yield f"{talk.name:36} " + "   ".join(f"{k}: {cell}" for k, cell in zip(NUMBERS, _starts(talk), strict=True))
    yield "like the peer → default mode, as many groups as each finds"
    found = [(talk, _mode(talk, like_peer=True), _mode(talk, like_peer=False)) for talk in talks]
    for talk, theirs, ours in found:
        yield f"{talk.name:36} " + "   ".join(f"{what} {_pair(theirs[what], ours[what])}" for what in ours)
    for is_made in (False, True):
        some = [each for each in found if (each[0].camp is not None) == is_made]
        for what in some[0][1] if some else ():
            means = (mean(mode[what] for mode in modes) for modes in zip(*(each[1:] for each in some), strict=True))
            yield f"mean of the {'made' if is_made else 'real'} ones, {what}: {_pair(*means)}"


def _pair(theirs: float, ours: float) -> str:
    return f"{theirs:.2f} → {ours:.2f}"


def _real(data: Path | None) -> Iterator[Talk]:
    for folder in sorted(each for each in (data / "polis").iterdir() if each.is_dir()) if data else []:
        who, what, how = real(folder)
        who, what = (np.unique(each, return_inverse=True)[1] for each in (who, what))
        yield Talk(folder.name, votes_of(who, what, how), None)


def _made(seeds: Sequence[int]) -> Iterator[Talk]:
    for people, statements, blur, each in MADE:
        for seed in seeds:
            who, what, how, camp = in_camps(people, statements, blur=blur, each=each, seed=seed)
            yield Talk(f"made {'+'.join(map(str, people))}, seed {seed}", votes_of(who, what, how), camp)


def _draws(talk: Talk) -> Iterator[NDArray[np.int64]]:
    rng, people = np.random.default_rng(0), len(talk.votes.participants)
    for _ in range(DRAWS):
        yield rng.integers(people, size=people)


def _starts(talk: Talk) -> Iterator[str]:
    """Of each number of groups; k-means on the same points, but for where it begins."""
    whole, squares = zip(*(_all_numbers(talk.votes, like_peer=like_peer) for like_peer in (True, False)), strict=True)
    alike = np.zeros((2, len(NUMBERS)))
    for rows in _draws(talk):
        single, first = np.unique(rows, return_index=True)
        for own, like_peer in enumerate((True, False)):
            again, _ = _all_numbers(talk.votes.of(rows), like_peer=like_peer)
            alike[own] += [
                _alike(one[single], other[first]) / DRAWS for one, other in zip(whole[own], again, strict=True)
            ]
    for at in range(len(NUMBERS)):
        told = f"{squares[0][at] / squares[1][at]:.3f}, {_pair(*alike[:, at])}"
        yield told if talk.camp is None else f"{told} ({_pair(*(_alike(labels[at], talk.camp) for labels in whole))})"


def _all_numbers(votes: Votes, *, like_peer: bool) -> tuple[list[Labels], list[float]]:
    found = opinion(votes, like_peer=True)
    rows = np.flatnonzero(found.labels >= 0)
    ends = kmeans(found.points[rows], max(NUMBERS), like_peer=like_peer)
    return [_in_place(len(found.labels), rows, end.labels) for end in ends], [end.inertia for end in ends]


def _in_place(n: int, rows: NDArray[Any], labels: NDArray[Any]) -> Labels:
    whole = np.full(n, -1)
    whole[rows] = labels
    return whole


def _alike(one: NDArray[Any], other: NDArray[Any]) -> float:
    both = (one >= 0) & (other >= 0)
    return adjusted_rand(one[both], other[both])


def _mode(talk: Talk, *, like_peer: bool) -> dict[str, float]:
    found = opinion(talk.votes, like_peer=like_peer)
    again = stability(talk.votes, found, resamples=DRAWS)
    told = {"drawn anew": again.agreement if again else 1.0, "halves": _halves(talk, like_peer=like_peer)}
    if talk.camp is not None:
        told["camps"] = _alike(found.labels, talk.camp)
    return told


def _halves(talk: Talk, *, like_peer: bool) -> float:
    """People are parted in two, each half makes its own map and groups, and everybody finds a place in both.

    A half that finds no groups agrees with nothing.
    """
    rng, people = np.random.default_rng(1), len(talk.votes.participants)
    alike = []
    for _ in range(DRAWS):
        order = rng.permutation(people)
        halves = (np.sort(order[: people // 2]), np.sort(order[people // 2 :]))
        maps = [opinion(talk.votes.of(half), like_peer=like_peer) for half in halves]
        has_groups = min(found.groups for found in maps) > 1
        alike.append(_alike(*(_placed(talk.votes, found) for found in maps)) if has_groups else 0.0)
    return mean(alike)


def _placed(votes: Votes, found: OpinionMap) -> Labels:
    """Of everybody the group that is nearest on this map."""
    table = centred(votes, found.axes.mean, np.ones(len(votes.statements), dtype=bool))
    points = points_of(table, found.axes, seen=votes.per_participant, width=len(votes.statements))
    centres = next(each.centres for each in found.tried if each.k == found.groups)
    return np.hypot(*(points[:, None] - centres).transpose(2, 0, 1)).argmin(axis=1)
