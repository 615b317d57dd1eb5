"""When a correction is answered too late, and when ratings are so low that an answer is tried once more. Pure."""

import datetime as dt
from collections.abc import Sequence
from enum import StrEnum

from gehor.process.ratings import OF_ANSWERS, Ratings, shares
from gehor.process.words import Channel


class Kind(StrEnum):
    """What somebody says of an answer."""

    MISUNDERSTOOD = "misunderstood"
    NOT_ANSWERED = "not_answered"


# Corrections

ANSWER_DAYS = 14  # so long may a correction wait; the public clock counts from then on
CORRECTION_LONGEST = 2000
REPLY_LONGEST = 3000
MOST_EACH = 3  # corrections of one answer by one person
# Wrong moments that are said in the form, with everything typed kept: somebody was there first
CORRECTED_ALREADY = frozenset({"correction_waits", "corrections_enough"})
ANSWERED_ALREADY = frozenset({"replied_meanwhile", "answer_changed"})
SETTLED_ALREADY = frozenset({"settled_already", "answer_changed"})
ENTERED_BY = (Channel.PAPER, Channel.PHONE, Channel.MEETING, Channel.OUTREACH)


def answer_by(received_on: dt.date) -> dt.date:
    """The day by which a correction is answered.

    >>> answer_by(dt.date(2026, 3, 2)).isoformat()
    '2026-03-16'
    """
    return received_on + dt.timedelta(days=ANSWER_DAYS)


def days_late(due_on: dt.date, replied_on: dt.date | None, *, today: dt.date) -> int:
    """How late the reply came, or is by now where it has not come.

    >>> days_late(dt.date(2026, 3, 16), None, today=dt.date(2026, 3, 19))
    3
    """
    return max(0, ((replied_on or today) - due_on).days)


# Ratings

RATING_DAYS = 28  # an answer can be rated so long; the result is shown after it
LIMIT = 0.5  # when it is certain that fewer than this share agree, the answer is tried once more


def is_low(rated: Sequence[Ratings]) -> bool:
    """Whether an answer is tried once more: of at least five who had an opinion on any of the three questions, it is
    certain (95 %) that fewer than half agree.

    >>> is_low([{"got_answer": 1}] * 5), is_low([{"got_answer": 1}] * 4), is_low([{"got_answer": 5}] * 5)
    (True, False, False)
    """
    found = shares(OF_ANSWERS, rated).values()
    return any(each is not None and each.interval[1] < LIMIT for each in found)


def last_day(opened_on: dt.date) -> dt.date:
    return opened_on + dt.timedelta(days=RATING_DAYS)
