"""What people think, on a scale of five steps, and what may be shown of it. Pure.

The same scale is used of a whole dialogue (followup/evaluation) and of one answer (feedback/replies).
"""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from gehor.calc.few import FEWEST as FEWEST
from gehor.calc.few import hidden_in_row
from gehor.calc.intervals import wilson_interval

DONT_KNOW = 0
SCALE = (1, 2, 3, 4, 5)  # from "do not agree at all" to "agree wholly"
AGREE = 4  # from here on somebody agrees

# Of the answer: participants of each answer that they got, staff and politicians once of them all
OF_ANSWERS = ("got_answer", "understand_use", "credible")

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


def agreeing(ratings: Iterable[int]) -> Share | None:
    """None when fewer than five had an opinion.

    >>> agreeing([5, 4, 3, 1, 5, DONT_KNOW])
    Share(agree=3, of=5)
    >>> agreeing([5, 5, 5, 5, DONT_KNOW])
    """
    opinions = [rating for rating in ratings if rating in SCALE]
    if len(opinions) < FEWEST:
        return None
    return Share(sum(rating >= AGREE for rating in opinions), len(opinions))


def shares(questions: Iterable[str], rated: Sequence[Ratings]) -> dict[str, Share | None]:
    """Question → how many agree; all None when fewer than five have rated."""
    if len(rated) < FEWEST:
        return dict.fromkeys(questions)
    return {question: agreeing(each.get(question, DONT_KNOW) for each in rated) for question in questions}


def added(cells: Iterable[Share | None]) -> Share | None:
    """All cells that may be shown, together. What is hidden is left out, or the sum would tell it."""
    shown = [cell for cell in cells if cell is not None]
    return Share(sum(cell.agree for cell in shown), sum(cell.of for cell in shown)) if shown else None


def may_split(part: int, total: int) -> bool:
    """Whether a part of a known number may be told: neither it nor what is left is one to four people.

    >>> may_split(0, 9), may_split(5, 9), may_split(5, 10), may_split(7, 7)
    (True, False, True, True)
    """
    return not any(hidden_in_row((part, total - part)))


def wrong_rating(questions: Collection[str], ratings: Ratings) -> str:
    """The first question that is not asked, or whose rating is none of the scale; nothing when all are right."""
    for question, rating in ratings.items():
        if question not in questions or rating not in (*SCALE, DONT_KNOW):
            return question
    return ""


def is_over(closes_on: dt.date, *, today: dt.date) -> bool:
    """Ratings are taken through the last day, and shown after it."""
    return today > closes_on
