"""When a background task that failed is tried again. Pure."""

import datetime as dt

MOST_ATTEMPTS = 20  # with the pauses below: given up after two and a half days
SHORTEST = dt.timedelta(seconds=30)
LONGEST = dt.timedelta(hours=6)


def pause_after(attempts: int) -> dt.timedelta:
    """How long to wait after so many attempts: twice as long each time, from half a minute up to six hours.

    >>> [str(pause_after(n)) for n in (1, 2, 3, 20)]
    ['0:00:30', '0:01:00', '0:02:00', '6:00:00']
    """
    return min(LONGEST, SHORTEST * (1 << min(max(attempts - 1, 0), 20)))
