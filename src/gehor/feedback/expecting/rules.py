"""What is written, and when. Plain Python."""

import datetime as dt
from enum import StrEnum

REMIND_FROM = 9  # o'clock, the day before: nobody's telephone rings at night


class Kind(StrEnum):
    REGISTERED = "registered"  # a place, or the waiting list
    MOVED_UP = "moved_up"  # a place after all
    REMINDER = "reminder"  # the day before
    CALLED_OFF = "called_off"
    MOVED = "moved"  # to another day, hour or place


def day_to_remind_of(now: dt.datetime) -> dt.date | None:
    """The day whose meetings those who come are reminded of at this local moment, or none yet."""
    return now.date() + dt.timedelta(days=1) if now.hour >= REMIND_FROM else None
