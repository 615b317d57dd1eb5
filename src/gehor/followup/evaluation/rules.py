"""The questions, and what may be shown of the answers to them. Pure.

The questions are those of the shared field list for evaluation of citizen dialogue: purpose, form and handling, asked
alike of everybody, so that the three groups can be compared with each other and one dialogue with the next.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from gehor.calc.intervals import wilson_interval

FEWEST = 5  # of fewer answers nothing is shown: somebody might be recognised
DONT_KNOW = 0
SCALE = (1, 2, 3, 4, 5)  # from "do not agree at all" to "agree wholly"
AGREE = 4  # from here on somebody agrees
SHORTEST_DAYS, USUAL_DAYS, LONGEST_DAYS = 7, 28, 180
MOST_CODES = 200

QUESTIONS: Mapping[str, tuple[str, ...]] = {
    "taking-part": (
        "purpose_clear",
        "influence_clear",
        "information_enough",
        "could_speak",
        "others_heard",
        "respect",
        "different_groups",
        "will_be_used",
        "trust_grew",
        "would_again",
    ),
    "answer": ("got_answer", "understand_use", "credible"),
}
GROUPS = ("participants", "staff", "politicians")


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
        """With 95 % certainty, had those who answered been drawn by chance."""
        return wilson_interval(self.agree, self.of)


@dataclass(frozen=True)
class Turnout:
    """How many of a group have answered. answered, on_paper: None when they are one to four."""

    asked: int  # people who got a ticket; how many got a paper form is not known
    answered: int | None  # in all
    on_paper: int | None
    rate: float | None  # of those with a ticket, when they are five or more

    @property
    def is_few(self) -> bool:
        return self.answered is None


@dataclass(frozen=True)
class Answered:
    """One group's answers to one part. Without shares when too few have answered."""

    turnout: Turnout
    shares: Mapping[str, Share | None]  # question -> None when too few had an opinion


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


def answered(part: str, ratings: Sequence[Mapping[str, int]], *, asked: int, on_paper: int) -> Answered:
    """What may be shown of one group. ratings: question → rating for each response; on_paper: how many of these."""
    total = len(ratings)
    is_few = total < FEWEST
    shares = {
        question: None if is_few else agreeing(each.get(question, DONT_KNOW) for each in ratings)
        for question in QUESTIONS[part]
    }
    # Fewer than five on paper, or with a ticket, beside a known sum would tell what each of them is.
    splits = on_paper == 0 or (on_paper >= FEWEST and (total == on_paper or total - on_paper >= FEWEST))
    turnout = Turnout(
        asked=asked,
        answered=total if total == 0 or not is_few else None,
        on_paper=on_paper if not is_few and splits else None,
        rate=(total - on_paper) / asked if asked >= FEWEST and not is_few and splits else None,
    )
    return Answered(turnout, shares)


def wrong_rating(part: str, ratings: Mapping[str, int]) -> str:
    """The first question that is not asked, or whose rating is none of the scale; nothing when all are right."""
    for question, rating in ratings.items():
        if question not in QUESTIONS[part] or rating not in (*SCALE, DONT_KNOW):
            return question
    return ""


def is_over(closes_on: dt.date, *, today: dt.date) -> bool:
    return today > closes_on


def ends_wrongly(closes_on: dt.date, *, today: dt.date) -> bool:
    """Whether a last day leaves too little time to answer, or so much that nobody learns from it."""
    return not SHORTEST_DAYS <= (closes_on - today).days <= LONGEST_DAYS


def many(groups: Iterable[str]) -> dict[str, int]:
    """Group → how many, every group named."""
    counted = Counter(groups)
    return {group: counted[group] for group in GROUPS}
