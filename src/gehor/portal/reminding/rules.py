"""When somebody is reminded, and of what: pure rules on plain values."""

import datetime as dt
from collections.abc import Iterable
from enum import StrEnum
from typing import Protocol, TypeVar

from gehor.portal.rules import Urgency

FIRST_HOUR = 6  # no message leaves before the working day
PRESSING = (Urgency.LATE, Urgency.SOON)


class Rhythm(StrEnum):
    """How often."""

    AT_ONCE = "at_once"
    DAILY = "daily"  # on working days
    WEEKLY = "weekly"
    NEVER = "never"


USUAL = Rhythm.WEEKLY


class Thing(Protocol):
    """Something that waits for somebody."""

    @property
    def key(self) -> str: ...
    @property
    def due(self) -> dt.date | None: ...
    @property
    def is_asked(self) -> bool: ...
    @property
    def urgency(self) -> Urgency: ...


T = TypeVar("T", bound=Thing)


def period(rhythm: Rhythm, now: dt.datetime) -> str | None:
    """The period whose reminder may leave now; None before its first hour. now: local time.

    >>> period(Rhythm.WEEKLY, dt.datetime(2026, 3, 2, 9)), period(Rhythm.WEEKLY, dt.datetime(2026, 3, 8, 23))
    ('weekly 2026-W10', 'weekly 2026-W10')
    >>> period(Rhythm.DAILY, dt.datetime(2026, 3, 7, 9)) is None  # a Saturday
    True
    """
    year, week, weekday = now.isocalendar()
    if rhythm is Rhythm.DAILY and weekday <= 5 and now.hour >= FIRST_HOUR:
        return f"daily {now.date().isoformat()}"
    if rhythm is Rhythm.WEEKLY and (weekday > 1 or now.hour >= FIRST_HOUR):
        return f"weekly {year}-W{week:02}"
    return None


def worth_telling(things: Iterable[T]) -> list[T]:
    """What is late or due within a week, and what somebody asks of this very person."""
    return [each for each in things if each.is_asked or each.urgency in PRESSING]


def moment(thing: Thing) -> str:
    """Why a thing is told of just now. Told once for each: when it is asked, when it is soon due, when it is late."""
    if thing.urgency in PRESSING:
        return f"{thing.key} {thing.urgency.value} {thing.due}"
    return thing.key
