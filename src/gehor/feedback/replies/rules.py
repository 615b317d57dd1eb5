"""When a correction is answered too late, and when ratings are so low that an answer is tried once more. Pure."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from gehor.calc.intervals import wilson_interval
from gehor.process.words import Channel


class Kind(StrEnum):
    """What somebody says of an answer."""

    MISUNDERSTOOD = "misunderstood"
    NOT_ANSWERED = "not_answered"


class Way(StrEnum):
    """How somebody hears that their correction has been answered."""

    EMAIL = "email"
    HAND = "hand"  # a person tells them: by letter, by phone or where they were met
    PAGE = "page"  # no way leads to them: their own page is the answer


# Corrections

ANSWER_DAYS = 14  # so long may a correction wait; the public clock counts from then on
CORRECTION_LONGEST = 2000
REPLY_LONGEST = 3000
MOST_EACH = 3  # corrections of one answer by one person
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


def way(*, has_email: bool, has_other: bool, is_erased: bool, channels: Collection[str]) -> Way:
    """How one person is told. has_other: a postal address or a telephone number. channels: of all that they said.

    >>> way(has_email=False, has_other=False, is_erased=False, channels={"phone"}).value
    'hand'
    """
    if has_email:
        return Way.EMAIL
    if has_other or (not is_erased and any(channel in ENTERED_BY for channel in channels)):
        return Way.HAND
    return Way.PAGE


# Ratings

QUESTIONS = ("got_answer", "understand_use", "credible")
DONT_KNOW = 0
SCALE = (1, 2, 3, 4, 5)  # from "do not agree at all" to "agree wholly"
AGREE = 4  # from here on somebody agrees
FEWEST = 5  # of fewer ratings nothing is shown, and they reopen nothing
RATING_DAYS = 28  # an answer can be rated so long; the result is shown after it
LIMIT = 0.5  # when it is certain that fewer than this share agree, the answer is tried once more

Ratings = Mapping[str, int]  # question → 1 to 5, or 0 for "do not know"


@dataclass(frozen=True)
class Share:
    """How many agree, of those who had an opinion."""

    agree: int
    of: int

    @property
    def share(self) -> float:
        return self.agree / self.of

    @property
    def interval(self) -> tuple[float, float]:
        """With 95 % certainty, had those who rated been drawn by chance."""
        return wilson_interval(self.agree, self.of)


def share(ratings: Iterable[int]) -> Share | None:
    """None when fewer than five had an opinion.

    >>> share([5, 4, 3, 1, 5, DONT_KNOW])
    Share(agree=3, of=5)
    >>> share([5, 5, 5, 5, DONT_KNOW])
    """
    opinions = [rating for rating in ratings if rating in SCALE]
    if len(opinions) < FEWEST:
        return None
    return Share(sum(rating >= AGREE for rating in opinions), len(opinions))


def shares(rated: Sequence[Ratings]) -> dict[str, Share | None]:
    """Question → how many agree; all None when fewer than five have rated."""
    if len(rated) < FEWEST:
        return dict.fromkeys(QUESTIONS)
    return {question: share(each.get(question, DONT_KNOW) for each in rated) for question in QUESTIONS}


def added(cells: Iterable[Share | None]) -> Share | None:
    """All cells that may be shown, together. What is hidden is left out, or the sum would tell it."""
    shown = [cell for cell in cells if cell is not None]
    return Share(sum(cell.agree for cell in shown), sum(cell.of for cell in shown)) if shown else None


def is_low(rated: Sequence[Ratings]) -> bool:
    """Whether an answer is tried once more: of at least five who had an opinion on any of the three questions, it is
    certain (95 %) that fewer than half agree.

    >>> is_low([{"got_answer": 1}] * 5), is_low([{"got_answer": 1}] * 4), is_low([{"got_answer": 5}] * 5)
    (True, False, False)
    """
    return any(each is not None and each.interval[1] < LIMIT for each in shares(rated).values())


def wrong_rating(ratings: Ratings) -> str:
    """The first question that is not asked, or whose rating is none of the scale; nothing when all are right."""
    for question, rating in ratings.items():
        if question not in QUESTIONS or rating not in (*SCALE, DONT_KNOW):
            return question
    return ""


def last_day(opened_on: dt.date) -> dt.date:
    return opened_on + dt.timedelta(days=RATING_DAYS)


def is_over(closes_on: dt.date, *, today: dt.date) -> bool:
    return today > closes_on
