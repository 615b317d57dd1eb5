"""Tables that mix organisations, and people who have not sat together before.

Dividing people so that pairs meet at most once is the social golfer problem: no formula gives the best, and no solver
proves it for a hundred people. So: deal people out by organisation, which keeps colleagues as far apart as can be, then
swap two at a time for as long as it helps, with a short memory of what was just swapped so as to leave a dead end
(tabu search: Dotú and Van Hentenryck, Scheduling Social Golfers Locally, CPAIOR 2005). How good it became is told
beside what at most could be, so that nobody has to believe it.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from gehor.calc.errors import BadInput

from .people import Pair, Person, Seating, pairs

STEPS = 3000  # swaps that are tried in one search; 80 people take 0.1 s of a processor
REST = 8  # swaps for which two who have just changed places stay there
APART = 1000.0  # what two colleagues at one table weigh, beside two who have sat together once


def seat(
    people: Sequence[Person],
    sizes: Sequence[int],
    before: Mapping[Pair, int] | None = None,
    *,
    seed: int = 0,
    steps: int = STEPS,
) -> Seating:
    """Seat everybody.

    people: any order; the same people, sizes, history and seed give the same tables. sizes: seats of each table; some
    may stay empty, and tables are filled as evenly as their sizes allow. before: how often two keys have sat at one
    table already. Raises BadInput: nobody, same_person, too_few_seats, no_such_table, table_too_small.
    """
    people = sorted(people, key=lambda person: person.key)
    counts = _counts(people, sizes)
    weights = _weights(people, before or {})
    taken = _dealt(people, counts)
    fixed = np.array([person.at is not None for person in people], dtype=bool)
    best = _search(taken, weights, fixed, len(counts), np.random.default_rng(seed), steps)
    tables = tuple(
        tuple(person.key for person, at in zip(people, best, strict=True) if at == table)
        for table in range(len(counts))
    )
    return _told(people, tables, before or {}, counts)


def _counts(people: Sequence[Person], sizes: Sequence[int]) -> list[int]:
    """How many sit at each table: everywhere the same, as far as the seats go."""
    if not people:
        raise BadInput("nobody")
    if len({person.key for person in people}) < len(people):
        raise BadInput("same_person")
    if sum(max(0, size) for size in sizes) < len(people):
        raise BadInput("too_few_seats", people=len(people), seats=sum(max(0, size) for size in sizes))
    settled = Counter(person.at for person in people if person.at is not None)
    for table, held in settled.items():
        if not 0 <= table < len(sizes):
            raise BadInput("no_such_table", table=table + 1)
        if held > sizes[table]:
            raise BadInput("table_too_small", table=table + 1, people=held)
    counts = [settled[table] for table in range(len(sizes))]
    for _ in range(len(people) - sum(counts)):
        free = [table for table in range(len(sizes)) if counts[table] < sizes[table]]
        counts[min(free, key=lambda table: (counts[table], table))] += 1
    return counts


def _weights(people: Sequence[Person], before: Mapping[Pair, int]) -> NDArray[np.float64]:
    """(n, n): what it weighs that two sit together. Having met twice weighs more than two having met once."""
    place = {person.key: number for number, person in enumerate(people)}
    weights = np.zeros((len(people), len(people)))
    for pair, times in before.items():
        here = [place[key] for key in pair if key in place]
        if len(here) == 2:
            weights[here[0], here[1]] = weights[here[1], here[0]] = times * times
    house = np.array([person.house for person in people])
    weights += APART * (house[:, None] == house[None, :])
    np.fill_diagonal(weights, 0)
    return weights


def _dealt(people: Sequence[Person], counts: Sequence[int]) -> NDArray[np.int64]:
    """A table for each: the largest houses first, each of their people where fewest colleagues sit."""
    taken = np.full(len(people), -1, dtype=np.int64)
    left = list(counts)
    held: Counter[tuple[str, int]] = Counter()

    def put(number: int, table: int) -> None:
        taken[number] = table
        left[table] -= 1
        held[people[number].house, table] += 1

    for number, person in enumerate(people):
        if person.at is not None:
            put(number, person.at)
    size = Counter(person.house for person in people)
    order = sorted(range(len(people)), key=lambda number: (-size[people[number].house], people[number].house, number))
    for number in order:
        if taken[number] < 0:
            house = people[number].house
            free = [table for table in range(len(counts)) if left[table]]
            put(number, min(free, key=lambda table: (held[house, table], -left[table], table)))
    return taken


def _search(
    taken: NDArray[np.int64],
    weights: NDArray[np.float64],
    fixed: NDArray[np.bool_],
    tables: int,
    chance: np.random.Generator,
    steps: int,
) -> NDArray[np.int64]:
    """The lightest seating that swaps lead to. Ends when nothing weighs anything, or after so many swaps."""
    taken = taken.copy()
    people = len(taken)
    beside = np.zeros((people, tables))  # what all who sit at a table weigh, for each person
    for table in range(tables):
        beside[:, table] = weights[:, taken == table].sum(axis=1)
    everyone = np.arange(people)
    weight = float(beside[everyone, taken].sum() / 2)
    best, lightest = taken.copy(), weight
    rests = np.full((people, people), -1)
    never = fixed[:, None] | fixed[None, :]
    ties = chance.random((people, people)) * 1e-6  # which of equally good swaps is taken
    for step in range(steps):
        if lightest == 0:
            break
        own = beside[everyone, taken]
        there = beside[:, taken]  # [i, j]: what i would have beside the table of j
        change = there + there.T - own[:, None] - own[None, :] - 2 * weights
        barred = never | (taken[:, None] == taken[None, :])
        barred = barred | ((rests > step) & (weight + change >= lightest))
        change = np.where(barred, np.inf, change + ties)
        one, other = divmod(int(change.argmin()), people)
        if not np.isfinite(change[one, other]):
            break
        weight += float(change[one, other] - ties[one, other])
        first, second = int(taken[one]), int(taken[other])
        beside[:, first] += weights[:, other] - weights[:, one]
        beside[:, second] += weights[:, one] - weights[:, other]
        taken[one], taken[other] = second, first
        rests[one, other] = rests[other, one] = step + REST + int(chance.integers(REST))
        if weight < lightest - 1e-9:
            best, lightest = taken.copy(), weight
    return best


def _told(
    people: Sequence[Person], tables: tuple[tuple[str, ...], ...], before: Mapping[Pair, int], counts: Sequence[int]
) -> Seating:
    house = {person.key: person.house for person in people}
    together = [tuple(pair) for pair in pairs(tables)]
    strangers = [pair for pair in together if not before.get(frozenset(pair))]
    unmet = sum(not before.get(frozenset((one.key, other.key))) for one, other in combinations(people, 2))
    return Seating(
        tables=tables,
        met=len(strangers),
        most=min(len(together), unmet),
        again=len(together) - len(strangers),
        colleagues=sum(house[one] == house[other] for one, other in together),
        fewest=_fewest_colleagues(people, counts),
    )


def _fewest_colleagues(people: Sequence[Person], counts: Sequence[int]) -> int:
    """Each house spread as evenly as the tables allow, as if it were alone there: fewer pairs there cannot be."""
    fewest = 0
    for size in Counter(person.house for person in people).values():
        held = [0] * len(counts)
        for _ in range(size):
            table = min((table for table in range(len(counts)) if held[table] < counts[table]), key=lambda t: held[t])
            held[table] += 1
        fewest += sum(number * (number - 1) // 2 for number in held)
    return fewest
