"""When things happen in the demo: days counted from today, and what is done on them."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from django.utils import timezone

from gehor.ground import clock

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
Do = Callable[[], object]


@dataclass(order=True)
class Event:
    """Something that somebody did at a moment. Events of the same moment keep the order in which they were planned."""

    moment: dt.datetime
    order: int
    do: Do = field(compare=False)


class Diary:
    """Everything that is to happen, day by day."""

    def __init__(self, today: dt.date) -> None:
        self.today = today
        self._events: list[Event] = []

    def day(self, words: str) -> dt.date:
        return day(words, self.today)

    def plan(self, on: dt.date, at: dt.time, do: Do) -> None:
        moment = timezone.make_aware(dt.datetime.combine(on, at))
        self._events.append(Event(moment, len(self._events), do))

    def at(self, hour: int) -> Callable[[dt.date, Do], None]:
        """For what always happens at this hour of its days."""
        return lambda on, do: self.plan(on, dt.time(hour), do)

    def happen(self) -> None:
        for event in sorted(self._events):
            with clock.at(event.moment):
                event.do()


def day(words: str, today: dt.date) -> dt.date:
    """ "today-62 wed" is the last Wednesday on or before the day 62 days ago.

    >>> day("today+9", dt.date(2026, 3, 2)).isoformat()
    '2026-03-11'
    >>> day("today-1 wed", dt.date(2026, 3, 2)).isoformat()
    '2026-02-25'
    """
    number, weekday = re.fullmatch(r"today([+-]\d+)?(?: (\w{3}))?", words).groups()  # type: ignore[union-attr]
    found = today + dt.timedelta(days=int(number or 0))
    if weekday:
        found -= dt.timedelta(days=(found.weekday() - WEEKDAYS.index(weekday)) % 7)
    return found
