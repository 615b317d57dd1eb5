"""How long, and what may be said. Plain Python."""

import datetime as dt
from enum import StrEnum

TEXT_MOST = 20_000
CORRECTION_MOST = 2_000
REASON_MOST = 1_000
DAYS = 14  # to correct, where nothing else is said
DAYS_MOST = 60


class Outcome(StrEnum):
    TAKEN = "taken"  # the next version says it
    NOT_TAKEN = "not_taken"  # with the reason


def last_day(published_on: dt.date, days: int) -> dt.date:
    return published_on + dt.timedelta(days=days)
