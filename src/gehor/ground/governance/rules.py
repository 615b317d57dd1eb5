"""What the map may say: pure rules on plain values."""

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum

from gehor.process.words import Level

MOST_PRINCIPLES = 12
SPARE_PRINCIPLES = 2  # empty places at the end of the form
FIRST_YEAR = 2000
MOST_CRITERIA = 12  # asked at one time; a longer test is not taken seriously
SCALE = (1, 2, 3, 4, 5)  # of the self-assessment
GOOD_TIME = dt.timedelta(days=180)  # a draft is written, prepared and adopted in less
ROLES = ("initiates", "commissions", "carries_out", "receives", "decides")


class Boverket(StrEnum):
    """The four steps of Boverket's ladder."""

    INFORMATION = "information"
    ANCHORING = "anchoring"
    PARTICIPATION = "participation"
    CODECISION = "codecision"


# Both ladders on one scale. SKR's third and fourth step are one with Boverket.
ON_BOVERKETS: Mapping[Level, Boverket] = {
    Level.INFORM: Boverket.INFORMATION,
    Level.CONSULT: Boverket.ANCHORING,
    Level.INVOLVE: Boverket.PARTICIPATION,
    Level.INFLUENCE: Boverket.PARTICIPATION,
    Level.CODECIDE: Boverket.CODECISION,
}


def wrong_dates(
    adopted_on: dt.date, valid_to: dt.date | None, *, today: dt.date, before: dt.date | None
) -> tuple[str, str] | None:
    """(field, code) of what is wrong with the days of an adoption. before: when the version before was adopted.

    >>> day = dt.date(2026, 3, 2)
    >>> wrong_dates(day, None, today=day, before=None)
    >>> wrong_dates(day, dt.date(2026, 3, 1), today=day, before=None)
    ('valid_to', 'validity_ends_before_adoption')
    """
    if adopted_on > today:
        return "adopted_on", "adopted_in_future"
    if before is not None and adopted_on < before:
        return "adopted_on", "adopted_before_earlier"
    if valid_to is not None and valid_to < adopted_on:
        return "valid_to", "validity_ends_before_adoption"
    return None


def is_in_force(valid_to: dt.date | None, on: dt.date) -> bool:
    return valid_to is None or on <= valid_to


def days_left(valid_to: dt.date | None, *, today: dt.date) -> int | None:
    """How many days an adopted version still holds, once it is time to think of the next one; below 0: it has run out.

    >>> days_left(dt.date(2026, 12, 31), today=dt.date(2026, 11, 22))
    39
    >>> days_left(dt.date(2026, 12, 31), today=dt.date(2026, 1, 1))
    """
    if valid_to is None or valid_to - today > GOOD_TIME:
        return None
    return (valid_to - today).days


def is_year(year: int, today: dt.date) -> bool:
    """Whether a year can be judged: it has begun, and lies within living memory."""
    return FIRST_YEAR <= year <= today.year
