"""Days on which few people in Sweden can come to a meeting. Pure.

Public holidays: lag (1989:253) om allmänna helgdagar. Easter by the Gregorian rule, from dateutil.
"""

import datetime as dt
from functools import lru_cache

from dateutil.easter import easter  # type: ignore[import-untyped]

SATURDAY, SUNDAY = 5, 6
AUTUMN_BREAK_WEEK = 44  # höstlov, in nearly every municipality


def public_holiday(day: dt.date) -> str:
    """The code of the public holiday that it is, else empty. An ordinary Sunday is none: people do meet on Sundays.

    >>> public_holiday(dt.date(2026, 6, 20)), public_holiday(dt.date(2026, 6, 21))
    ('midsummer_day', '')
    """
    return public_holidays(day.year).get(day, "")


def is_eve(day: dt.date) -> bool:
    """Christmas Eve, New Year's Eve, Midsummer Eve, Easter Eve and the other evenings before a public holiday.

    The day before a day that follows on another holiday (Boxing Day) is a holiday itself and asked for first.
    """
    return not public_holiday(day) and bool(public_holiday(day + dt.timedelta(days=1)))


def is_school_holiday(day: dt.date) -> bool:
    """Whether most schools are closed: summer, Christmas, Easter and autumn. Not the winter break (weeks 7 to 10),
    whose week is each municipality's own.

    Summer: from the middle of June until the middle of August. Easter: the week before or after, so both are meant.
    """
    first_day = easter(day.year) - dt.timedelta(days=6)
    return (
        (6, 15) <= (day.month, day.day) <= (8, 15)
        or (day.month, day.day) >= (12, 21)
        or (day.month, day.day) <= (1, 7)
        or (first_day <= day <= first_day + dt.timedelta(days=11))
        or day.isocalendar().week == AUTUMN_BREAK_WEEK
    )


@lru_cache(maxsize=64)
def public_holidays(year: int) -> dict[dt.date, str]:
    """Day → code, for one year."""
    sunday = easter(year)
    return {
        dt.date(year, 1, 1): "new_years_day",
        dt.date(year, 1, 6): "epiphany",
        sunday - dt.timedelta(days=2): "good_friday",
        sunday: "easter_day",
        sunday + dt.timedelta(days=1): "easter_monday",
        dt.date(year, 5, 1): "first_of_may",
        sunday + dt.timedelta(days=39): "ascension_day",
        sunday + dt.timedelta(days=49): "whit_sunday",
        dt.date(year, 6, 6): "national_day",
        _first(SATURDAY, dt.date(year, 6, 20)): "midsummer_day",
        _first(SATURDAY, dt.date(year, 10, 31)): "all_saints_day",
        dt.date(year, 12, 25): "christmas_day",
        dt.date(year, 12, 26): "boxing_day",
    }


def _first(weekday: int, from_day: dt.date) -> dt.date:
    """The first such day of the week from that day on."""
    return from_day + dt.timedelta(days=(weekday - from_day.weekday()) % 7)
