"""The questions, and what may be shown of the answers to them. Pure.

The questions are those of the shared field list for evaluation of citizen dialogue: purpose, form and handling, asked
alike of everybody, so that the three groups can be compared with each other and one dialogue with the next.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from gehor.process.ratings import FEWEST, OF_ANSWERS, Ratings, Share, added, may_split, shares

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
    "answer": OF_ANSWERS,
}
GROUPS = ("participants", "staff", "politicians")
# Of the answers participants are asked once, and of each by itself: see gehor.feedback.replies. What they say there is
# their part here. Asking them once more of all answers together would tire them, and tell nobody which to mend.
ASKED: Mapping[str, tuple[str, ...]] = {"taking-part": GROUPS, "answer": ("staff", "politicians")}


@dataclass(frozen=True)
class Turnout:
    """How many of a group have answered. answered, on_paper: None when they are one to four."""

    asked: int  # people who got a ticket; how many got a paper form is not known
    answered: int | None  # in all
    on_paper: int | None
    rate: float | None  # of those with a ticket, when they are five or more
    of_answers: int = 0  # where each answer is rated by itself: how many answers that many ratings are of

    @property
    def is_few(self) -> bool:
        return self.answered is None


@dataclass(frozen=True)
class Answered:
    """One group's answers to one part. Without shares when too few have answered."""

    turnout: Turnout
    shares: Mapping[str, Share | None]  # question -> None when too few had an opinion


def answered(part: str, ratings: Sequence[Ratings], *, asked: int, on_paper: int) -> Answered:
    """What may be shown of one group. ratings: question → rating for each response; on_paper: how many of these."""
    total = len(ratings)
    is_few = total < FEWEST
    splits = may_split(on_paper, total)
    turnout = Turnout(
        asked=asked,
        answered=total if total == 0 or not is_few else None,
        on_paper=on_paper if not is_few and splits else None,
        rate=(total - on_paper) / asked if asked >= FEWEST and not is_few and splits else None,
    )
    return Answered(turnout, shares(QUESTIONS[part], ratings))


def of_answers(rated: Iterable[tuple[int | None, Mapping[str, Share | None]]]) -> Answered | None:
    """What participants say of all answers together. rated: how many rated one answer, and what may be shown of it.

    Answers of which nothing may be shown are left out, or the sum would tell it. None when that leaves none.
    """
    known = [(n, found) for n, found in rated if n]
    if not known:
        return None
    turnout = Turnout(asked=0, answered=sum(n for n, _found in known), on_paper=None, rate=None, of_answers=len(known))
    return Answered(turnout, {each: added(found[each] for _n, found in known) for each in OF_ANSWERS})


def ends_wrongly(closes_on: dt.date, *, today: dt.date) -> bool:
    """Whether a last day leaves too little time to answer, or so much that nobody learns from it."""
    return not SHORTEST_DAYS <= (closes_on - today).days <= LONGEST_DAYS


def many(part: str, groups: Iterable[str]) -> dict[str, int]:
    """Group → how many, every group named that this part is asked of."""
    counted = Counter(groups)
    return {group: counted[group] for group in ASKED[part]}
