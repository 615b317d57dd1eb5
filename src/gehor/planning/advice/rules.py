"""What speaks for and against a method in one dialogue. Pure: known wishes in, codes with parameters out.

What nobody has said counts neither way: a wish that is empty gives no reason. Nothing here decides; people do.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from gehor.process.words import Level

from .entries import Entry
from .words import Cost, Group, Mode, Polarisation, Preparation, Purpose

Code = TypeVar("Code", bound=StrEnum)

# Days from the commission until the first participant takes part: at the least, and at the most that is usual.
PREPARATION_DAYS = {
    Preparation.UNDER_1_MONTH: (7, 30),
    Preparation.UP_TO_3_MONTHS: (30, 90),
    Preparation.UP_TO_6_MONTHS: (90, 180),
    Preparation.OVER_6_MONTHS: (180, 365),
}
READING_DAYS = 28  # for taking part and for reading and writing together, before the decision
MOST_GROUPS = 8  # more groups than that side by side are another method
STEPS = {word: step for words in (Cost, Polarisation) for step, word in enumerate(words)}


@dataclass(frozen=True)
class Wishes:
    """What is known of a dialogue. Empty: not known."""

    purposes: frozenset[Purpose] = frozenset()
    levels: frozenset[Level] = frozenset()
    groups: frozenset[Group] = frozenset()
    people: int | None = None  # how many are to take part
    days: int | None = None  # until the decision
    cost: Cost | None = None  # the most it may cost
    polarisation: Polarisation | None = None
    mode: Mode | None = None  # BOTH: it must work both ways


@dataclass(frozen=True)
class Reason:
    """One thing that speaks for a method (weight above 0), against it (below), or is good to know (0)."""

    code: str
    weight: int
    codes: tuple[StrEnum, ...] = ()
    numbers: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Advice:
    """One method with the reasons, the heaviest first."""

    entry: Entry
    reasons: tuple[Reason, ...]

    @property
    def score(self) -> int:
        return sum(reason.weight for reason in self.reasons)

    @property
    def speaks_for(self) -> list[Reason]:
        return [reason for reason in self.reasons if reason.weight > 0]

    @property
    def speaks_against(self) -> list[Reason]:
        return [reason for reason in self.reasons if reason.weight < 0]

    @property
    def good_to_know(self) -> list[Reason]:
        return [reason for reason in self.reasons if reason.weight == 0]


def ranked(methods: Iterable[Entry], wishes: Wishes) -> list[Advice]:
    """The best-fitting first; among equals those that Gehör runs, then by number."""
    advice = [Advice(entry, fit(entry, wishes)) for entry in methods]
    return sorted(advice, key=lambda one: (-one.score, not one.entry.runs_as, one.entry.number))


def fit(entry: Entry, wishes: Wishes) -> tuple[Reason, ...]:
    """Everything that speaks for and against, the heaviest first."""
    found = [reason for rule in RULES for reason in rule(entry, wishes)]
    return tuple(sorted(found, key=lambda reason: -abs(reason.weight)))


def _who_begins(entry: Entry, wishes: Wishes) -> Iterator[Reason]:
    if entry.facets.residents_begin and wishes != Wishes():
        yield Reason("residents_begin", -6)


def _purpose(entry: Entry, wishes: Wishes) -> Iterator[Reason]:
    if not wishes.purposes:
        return
    served = _shared(entry.facets.purposes, wishes.purposes)
    yield Reason("serves_purpose", 2 * len(served), served) if served else Reason("serves_other_purpose", -3)


def _level(entry: Entry, wishes: Wishes) -> Iterator[Reason]:
    if not wishes.levels:
        return
    stands = _shared(entry.facets.levels, wishes.levels)
    if stands:
        yield Reason("stands_on_level", 1 + len(stands), stands)
    else:
        yield Reason("stands_on_other_level", -4, entry.facets.levels)


def _groups(entry: Entry, wishes: Wishes) -> Iterator[Reason]:
    if not wishes.groups:
        return
    reached = _shared(entry.facets.special_groups, wishes.groups)
    yield Reason("reaches_groups", 2 * len(reached), reached) if reached else Reason("reaches_no_group", -1)


def _size(entry: Entry, wishes: Wishes) -> Iterator[Reason]:
    least, most, people = entry.facets.group_min, entry.facets.group_max, wishes.people
    if people is None:
        return
    if people < least:
        yield Reason("needs_more_people", -3, numbers=(("least", least),))
    elif most is None or people <= most:
        yield Reason("right_size", 1)
    elif not entry.facets.several_groups:
        yield Reason("too_few_places", -3, numbers=(("most", most),))
    else:
        groups = -(-people // most)
        weight = 0 if groups <= MOST_GROUPS else -2
        yield Reason("several_groups" if weight == 0 else "too_many_groups", weight, numbers=(("groups", groups),))


def _time(entry: Entry, wishes: Wishes) -> Iterator[Reason]:
    if wishes.days is None or wishes.days < 0:  # a day that has passed says nothing of the next one
        return
    least, most = PREPARATION_DAYS[entry.facets.preparation]
    left = wishes.days - READING_DAYS
    if left >= most:
        yield Reason("time_enough", 1)
    elif left >= least:
        yield Reason("time_is_tight", -1, (entry.facets.preparation,))
    else:
        yield Reason("time_too_short", -5, (entry.facets.preparation,))


def _cost(entry: Entry, wishes: Wishes) -> Iterator[Reason]:
    if wishes.cost is None:
        return
    cheapest, dearest = (pick(STEPS[cost] for cost in entry.facets.cost) for pick in (min, max))
    if dearest <= STEPS[wishes.cost]:
        yield Reason("within_means", 1)
    elif cheapest <= STEPS[wishes.cost]:
        yield Reason("may_cost_more", 0)
    else:
        yield Reason("costs_too_much", -3)


def _polarisation(entry: Entry, wishes: Wishes) -> Iterator[Reason]:
    if wishes.polarisation in (None, Polarisation.LOW):
        return
    if STEPS[entry.facets.polarisation] >= STEPS[wishes.polarisation]:
        yield Reason("bears_conflict", 2)
    else:
        yield Reason("cannot_bear_conflict", -4)


def _mode(entry: Entry, wishes: Wishes) -> Iterator[Reason]:
    if wishes.mode is None:
        return
    if entry.facets.mode in (wishes.mode, Mode.BOTH):
        yield Reason("right_mode", 1, (entry.facets.mode,))
    else:
        yield Reason("wrong_mode", -3, (entry.facets.mode,))


RULES: tuple[Callable[[Entry, Wishes], Iterator[Reason]], ...] = (
    _who_begins,
    _purpose,
    _level,
    _groups,
    _size,
    _time,
    _cost,
    _polarisation,
    _mode,
)


def _shared(own: Iterable[Code], wished: Collection[Code]) -> tuple[Code, ...]:
    return tuple(code for code in own if code in wished)


# Looking through the whole catalogue: here a method that does not have what is asked for is left out


@dataclass(frozen=True)
class Choice:
    """Facets that somebody looks for. Empty: any."""

    purpose: Purpose | None = None
    level: Level | None = None
    group: Group | None = None
    mode: Mode | None = None
    cost: Cost | None = None  # the most
    polarisation: Polarisation | None = None  # at least
    people: int | None = None
    run_here: bool = False


def chosen(methods: Iterable[Entry], choice: Choice) -> list[Entry]:
    """Those with everything that is looked for, in the order given."""
    return [entry for entry in methods if _has(entry, choice)]


def _has(entry: Entry, choice: Choice) -> bool:
    facets = entry.facets
    return (
        choice.purpose in (None, *facets.purposes)
        and choice.level in (None, *facets.levels)
        and choice.group in (None, *facets.special_groups)
        and (choice.mode is None or facets.mode in (choice.mode, Mode.BOTH))
        and (choice.cost is None or min(STEPS[cost] for cost in facets.cost) <= STEPS[choice.cost])
        and (choice.polarisation is None or STEPS[facets.polarisation] >= STEPS[choice.polarisation])
        and (choice.people is None or _holds(entry, choice.people))
        and (bool(entry.runs_as) or not choice.run_here)
    )


def _holds(entry: Entry, people: int) -> bool:
    least, most = entry.facets.group_min, entry.facets.group_max
    if people < least:
        return False
    return most is None or people <= (most * MOST_GROUPS if entry.facets.several_groups else most)
