"""When a measure is late. Pure."""

import datetime as dt

from gehor.process.words import MeasureStatus

SETTLED = frozenset({MeasureStatus.DONE, MeasureStatus.DROPPED})


def days_late(due_on: dt.date, status: str, *, today: dt.date) -> int:
    """Whole days since the promised day; 0 when it has not passed, or the measure is done or dropped.

    >>> days_late(dt.date(2026, 9, 1), "started", today=dt.date(2026, 9, 4))
    3
    >>> days_late(dt.date(2026, 9, 1), "done", today=dt.date(2026, 9, 4))
    0
    """
    return 0 if status in SETTLED else max(0, (today - due_on).days)
