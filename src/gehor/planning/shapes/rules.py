"""How a shape's activities lie in time, and where in it a dialogue is: pure rules on plain values."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from gehor.process.stages import RIVER, Stage
from gehor.process.words import Level


@dataclass(frozen=True)
class Span:
    """How an activity lies after the one before it: begins `after` days past its last day, and lasts `days` days.

    `after` is below zero where it begins while the one before still goes on.
    """

    after: int
    days: int


def dated(spans: Sequence[Span], first_day: dt.date) -> list[tuple[dt.date, dt.date]]:
    """First and last day of each activity, counted from the first day of the first.

    Raises OverflowError where the calendar ends.

    >>> [str(end) for _, end in dated([Span(0, 14), Span(7, 1)], dt.date(2026, 3, 2))]
    ['2026-03-15', '2026-03-22']
    """
    days, before = [], first_day
    for span in spans:
        begins_on = before + dt.timedelta(days=span.after)
        before = begins_on + dt.timedelta(days=span.days - 1)
        days.append((begins_on, before))
    return days


def spans(days: Sequence[tuple[dt.date, dt.date]]) -> list[Span]:
    """How activities with those first and last days lie after each other: what `dated` makes of the earliest day.

    >>> spans([(dt.date(2026, 3, 2), dt.date(2026, 3, 15)), (dt.date(2026, 3, 22), dt.date(2026, 3, 22))])
    [Span(after=0, days=14), Span(after=7, days=1)]
    """
    found, before = [], min((begins_on for begins_on, _ends_on in days), default=dt.date.min)
    for begins_on, ends_on in days:
        found.append(Span(after=(begins_on - before).days, days=(ends_on - begins_on).days + 1))
        before = ends_on
    return found


def latest_first_day(spans: Sequence[Span], decision_on: dt.date) -> dt.date:
    """The last first day with which everything is over the day before the decision."""
    start = dt.date(2000, 1, 1)  # any day will do
    length = max((end - start for _begin, end in dated(spans, start)), default=dt.timedelta(0))
    return decision_on - length - dt.timedelta(days=1)


def first_day_fault(
    first_day: dt.date, spans: Sequence[Span], *, today: dt.date, decision_on: dt.date | None
) -> str | None:
    if first_day < today:
        return "first_day_in_the_past"
    if decision_on is not None and first_day > latest_first_day(spans, decision_on):
        return "template_ends_after_decision"
    return None


def state_of(step: Stage, here: Stage) -> str:
    """Whether a step in that stage of the river is done, now or later, for a dialogue that is `here`."""
    if here not in RIVER:
        return "later"
    where, now = RIVER.index(step), RIVER.index(here)
    return "done" if where < now else "now" if where == now else "later"


def fitting_level(wished: Level, *, of_dialogue: Collection[str], of_method: Collection[Level]) -> Level | None:
    """The wished level, if dialogue and method have it; else the highest below it that both have, else the lowest."""
    shared = [level for level in Level if level in of_dialogue and level in of_method]
    ladder = list(Level)
    below = [level for level in shared if ladder.index(level) <= ladder.index(wished)]
    return below[-1] if below else shared[0] if shared else None
