"""When a late promise is passed on to the manager. Pure."""

import datetime as dt

USUAL_DAYS = 7
MOST_DAYS = 90
EVERY = dt.timedelta(days=7)  # the same promise is not written of more often
MOST_ATTEMPTS = 72  # of one mail that the server puts off: every hour for three days


def is_due(days_late: int, *, after: int, last_sent: dt.date | None, today: dt.date) -> bool:
    """Whether the manager is written to about one promise today.

    >>> is_due(7, after=7, last_sent=None, today=dt.date(2026, 3, 9))
    True
    >>> is_due(13, after=7, last_sent=dt.date(2026, 3, 9), today=dt.date(2026, 3, 15))
    False
    """
    return days_late >= max(1, after) and (last_sent is None or today - last_sent >= EVERY)
