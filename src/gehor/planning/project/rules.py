"""What may stand in the project plan, and what in it is unwise. Pure: plain values in, codes and figures out."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from gehor.process import holidays
from gehor.process.timing import holiday_days

MOST_HOURS = 100_000
MOST_SEK = 1_000_000_000
MOST_PEOPLE = 1_000_000
STEPS = (1, 2, 3, 4)  # of likelihood and of consequence
GRAVE = 8  # likelihood × consequence from here on: something must be done before the dialogue opens
MOST_ROWS = 200  # of one kind in one plan

# A post counts as spent where either figure is reported.
COST_LOW_SEK = 25_000
COST_MEDIUM_SEK = 150_000


class Kind(StrEnum):
    """What a field of the plan consists of."""

    TEXT = "text"  # LocalText of several lines
    WORDS = "words"  # LocalText of one line
    LINE = "line"  # one line in no particular language: a name, a number
    DAY = "day"
    TIME = "time"
    CHOICE = "choice"
    CHOICES = "choices"
    STEP = "step"  # 1 to 4
    NUMBER = "number"
    ACTIVITY = "activity"
    HOLDER = "holder"  # a person who works here, or a body: beside the words that the plan says


@dataclass(frozen=True)
class Resources:
    """Hours and money of one dialogue. actual_*: of the posts that are reported; None where none is."""

    planned_hours: int
    planned_sek: int
    actual_hours: int | None
    actual_sek: int | None
    posts: int
    reported: int  # posts for which hours or money is reported

    @property
    def is_whole(self) -> bool:
        """Whether every post is reported, so that planned and actual may be compared."""
        return self.posts > 0 and self.reported == self.posts


def summed(posts: Iterable[tuple[int, int, int | None, int | None]]) -> Resources:
    """posts: (hours planned, SEK planned, hours actual, SEK actual).

    >>> summed([(10, 500, 12, None), (0, 2_000, None, None)])
    Resources(planned_hours=10, planned_sek=2500, actual_hours=12, actual_sek=None, posts=2, reported=1)
    """
    rows = list(posts)
    hours = [row[2] for row in rows if row[2] is not None]
    sek = [row[3] for row in rows if row[3] is not None]
    return Resources(
        planned_hours=sum(row[0] for row in rows),
        planned_sek=sum(row[1] for row in rows),
        actual_hours=sum(hours) if hours else None,
        actual_sek=sum(sek) if sek else None,
        posts=len(rows),
        reported=sum(row[2] is not None or row[3] is not None for row in rows),
    )


def cost_step(sek: int) -> str:
    """low, medium or high, as the catalogue of methods sorts them.

    >>> [cost_step(sek) for sek in (25_000, 25_001, 150_001)]
    ['low', 'medium', 'high']
    """
    return "low" if sek <= COST_LOW_SEK else "medium" if sek <= COST_MEDIUM_SEK else "high"


def weight(likelihood: int, consequence: int) -> int:
    return likelihood * consequence


def is_grave(likelihood: int, consequence: int) -> bool:
    return weight(likelihood, consequence) >= GRAVE


@dataclass(frozen=True)
class Held:
    """When one occasion is held. key tells it from the others."""

    key: int
    on: dt.date
    starts: dt.time | None = None
    ends: dt.time | None = None
    planned_on: dt.date | None = None  # the day that its way of taking part says


def day_warnings(on: dt.date) -> Iterator[str]:
    """Codes of why few can come that day. A public holiday is not also called its own eve or a school holiday."""
    if holidays.public_holiday(on):
        yield "on_public_holiday"
    elif holidays.is_eve(on):
        yield "on_holiday_eve"
    elif holiday_days(on, on):
        yield "in_holidays"
    elif holidays.is_school_holiday(on):
        yield "in_school_holiday"


def warnings(occasions: Iterable[Held], *, decision_on: dt.date | None = None) -> dict[int, list[str]]:
    """Codes of what is unwise about each occasion, by its key; those with nothing are left out."""
    every = list(occasions)
    found: dict[int, list[str]] = {each.key: list(day_warnings(each.on)) for each in every}
    for each in every:
        if each.planned_on is not None and each.planned_on != each.on:
            found[each.key].append("other_day_than_planned")
        if decision_on is not None and each.on >= decision_on:
            found[each.key].append("after_decision")
    for one, other in combinations(every, 2):
        if clash(one, other):
            found[one.key].append("clashes")
            found[other.key].append("clashes")
    return {key: list(dict.fromkeys(codes)) for key, codes in found.items() if codes}


def clash(one: Held, other: Held) -> bool:
    """Whether nobody can be at both: the same day, and times that overlap or are not known."""
    if one.on != other.on:
        return False
    if one.starts is None or other.starts is None:
        return True
    first, second = sorted((one, other), key=lambda each: each.starts or dt.time.min)
    return first.ends is None or second.starts is None or first.starts == second.starts or second.starts < first.ends
