"""What people answered, weighted beside unweighted, each with how sure it is.

A weighted share is a calibration estimator. Its variance is that of what the background does not explain: the answers
minus what people of the same margins answer on average (Deville & Särndal 1992, JASA 87, p. 376–382, (3.3)). Everything
is reckoned by cell: people of one cell have one weight.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..intervals import wilson_interval, wilson_of_share
from .raking import Cells, Floats, raked_cells


@dataclass(frozen=True)
class Share:
    """people: how many gave this answer. interval, weighted_interval: 95 %, in [0, 1]; see `shares_of`."""

    people: int
    share: float
    interval: tuple[float, float]
    weighted: float
    weighted_interval: tuple[float, float]


def shares_of(answers: NDArray[np.int16], options: int, cells: Cells, factors: Floats) -> tuple[Share, ...]:
    """The share of each option among those who answered.

    answers: (n,), index of the option, -1 for none. options: how many. factors: (cells,), the weight of a person.
    Intervals are Wilson's: of the people themselves, and with the number of people that gives the weighted share its
    variance by linearisation. They hold as if those who took part had been drawn at random within their cells, which a
    weight can never make true. Nobody answered: ValueError.
    """
    table = _by_cell(answers, options, cells)
    people = table.sum(axis=1)
    if not people.sum():
        raise ValueError("nobody answered")
    here = people > 0
    table, people, weight = table[here], people[here], factors[here]
    n, total = people.sum(), float(weight @ people)
    background = _indicators(cells.values[here])
    root = np.sqrt(weight * people)
    fitted = (
        background
        @ np.linalg.lstsq(background * root[:, None], (table / people[:, None]) * root[:, None], rcond=None)[0]
    )
    found = []
    for option in range(options):
        count = int(table[:, option].sum())
        share = float(weight @ table[:, option]) / total
        expected = fitted[:, option]
        yes, no = table[:, option], people - table[:, option]
        squares = float((weight**2) @ (yes * (1 - expected) ** 2 + no * expected**2))
        # The mean of what is left is 0, since the margins hold the constant: nothing is subtracted for it
        variance = squares * n / (n - 1) / total**2 if n > 1 else 0.0
        share = min(1.0, max(0.0, share))
        kish = total**2 / float((weight**2) @ people)
        effective = share * (1 - share) / variance if variance > 0 and 0 < share < 1 else kish
        found.append(
            Share(count, count / int(n), wilson_interval(count, int(n)), share, wilson_of_share(share, effective))
        )
    return tuple(found)


def _by_cell(answers: NDArray[np.int16], options: int, cells: Cells) -> NDArray[np.float64]:
    """(cells, options): how many of each cell gave each answer."""
    known = answers >= 0
    key = cells.of[known].astype(np.int64) * options + answers[known]
    return np.bincount(key, minlength=len(cells.count) * options).reshape(-1, options).astype(float)


def _indicators(values: NDArray[np.int64]) -> Floats:
    """(cells, …): 1 where a cell has a value, for each value of each variable, the unknown among them."""
    blocks = []
    for column in values.T:
        present = np.unique(column)
        blocks.append((column[:, None] == present[None, :]).astype(float))
    return np.hstack(blocks)


def replicates(
    answers: NDArray[np.int16], options: int, cells: Cells, targets: list[Floats], *, seed: int, times: int = 200
) -> Floats:
    """(times, options): weighted shares of samples drawn anew from this one, each raked anew.

    A sample with replacement is a multinomial draw over cells and answers, so that a million people cost no more than
    their cells. Those in which a value has vanished are drawn again, at most `times` times more. Source: Rao & Wu
    (1988), JASA 83, p. 231–241. Deterministic for a seed and a version of numpy.
    """
    rng = np.random.default_rng(seed)
    table = np.column_stack([_by_cell(answers, options, cells), np.zeros(len(cells.count))])
    table[:, options] = cells.count - table[:, :options].sum(axis=1)  # who did not answer keeps the margins too
    return np.array(list(_drawn(table, cells, targets, rng, times)))


def _drawn(
    table: Floats, cells: Cells, targets: list[Floats], rng: np.random.Generator, times: int
) -> Iterator[Floats]:
    chance, n = table.ravel() / table.sum(), int(table.sum())
    begin, made, tries = np.ones(len(table)), 0, 0
    while made < times:
        tries += 1
        if tries > 2 * times:
            raise ValueError("too few people in some values to draw again")
        drawn = rng.multinomial(n, chance).reshape(table.shape).astype(float)
        count = drawn.sum(axis=1)
        here = count > 0
        try:
            factors, _, _ = raked_cells(cells.values[here], count[here], targets, tolerance=1e-6, begin=begin[here])
        except ValueError:
            continue
        if made == 0:
            begin[here] = factors
        weighted = factors @ drawn[here, :-1]
        made += 1
        yield weighted / weighted.sum()
