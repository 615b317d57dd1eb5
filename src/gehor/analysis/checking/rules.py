"""How long a check may be, and what it says of a finding afterwards. Plain Python."""

import datetime as dt
from enum import StrEnum

from gehor.process.words import Channel

SHORTEST = 3  # whole days: a letter must arrive, and somebody must have the time
LONGEST = 60
OBJECTION_LONGEST = 2000
ANSWER_LONGEST = 3000
PEOPLE_MOST = 500  # who raise their hands at one meeting
ENTERED_BY = (Channel.PAPER, Channel.MEETING, Channel.PHONE, Channel.OUTREACH)


class Verdict(StrEnum):
    """What somebody says of one finding."""

    CONFIRM = "confirm"
    CORRECT = "correct"


class Standing(StrEnum):
    """What the participants' check says of a finding as it is worded now."""

    NOT_HELD = "not_held"  # no check of this dialogue was held
    NEW = "new"  # the finding was written after the last check was opened, and nobody has seen it in one
    REWRITTEN = "rewritten"  # it has been reworded since, and nobody has checked the words that stand now
    CHECKED = "checked"


def standing(*, checked: int | None, version: int) -> Standing:
    """What a finding may claim.

    checked: the latest wording that was put before the participants: the one that stood when a check was opened, or a
    later one that at least one of them has answered to. 0 for a finding written after a check, None without any check.

    >>> standing(checked=1, version=2).value
    'rewritten'
    """
    if checked is None:
        return Standing.NOT_HELD
    if not checked:
        return Standing.NEW
    return Standing.REWRITTEN if version > checked else Standing.CHECKED


def earliest_last_day(today: dt.date) -> dt.date:
    return today + dt.timedelta(days=SHORTEST)


def latest_last_day(today: dt.date) -> dt.date:
    return today + dt.timedelta(days=LONGEST)
