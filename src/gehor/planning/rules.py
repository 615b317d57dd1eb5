"""What a plan may say: pure rules on plain values. Each returns a code, or None where nothing is wrong."""

import datetime as dt
import re
import unicodedata
from collections.abc import Collection, Container, Iterable, Iterator
from enum import StrEnum

from gehor.process.words import Go, Level


class Kind(StrEnum):
    """What a part of the plan consists of."""

    TEXT = "text"  # LocalText
    LEVELS = "levels"
    BODY = "body"
    DAY = "day"
    LINE = "line"


# The parts that residents answer to: after that they change only by a published change. Named as the fields.
PARTS = {
    "title": Kind.TEXT,
    "background": Kind.TEXT,
    "question": Kind.TEXT,
    "purpose": Kind.TEXT,
    "goal": Kind.TEXT,
    "can_influence": Kind.TEXT,
    "cannot_influence": Kind.TEXT,
    "levels": Kind.LEVELS,
    "deciding_body": Kind.BODY,
    "decision_on": Kind.DAY,
    "case_number": Kind.LINE,
    "answer_due": Kind.DAY,
    "answer_promise": Kind.TEXT,
    "contact_name": Kind.LINE,
    "contact_email": Kind.LINE,
}
OPTIONAL = frozenset({"background", "contact_name", "contact_email"})
LAST_DAY = "ends_on:"  # with an activity's number: the last day to take part in it

LONGEST = {"title": 200, "question": 500, "case_number": 40, "contact_name": 120, "contact_email": 254}
LONGEST_SLUG = 60
# Letters that Unicode does not take apart into a base letter and a sign
SPELT = str.maketrans({"æ": "ae", "ø": "o", "œ": "oe", "ß": "ss", "ð": "d", "þ": "th", "ł": "l", "đ": "d"})

# Soft limits: a plan may pass them, and is told so
SHORT_TIME_TO_TAKE_PART = dt.timedelta(days=14)
SHORT_TIME_TO_READ = dt.timedelta(days=14)
LONG_WAIT_FOR_ANSWER = dt.timedelta(days=60)


def last_day_of(number: int) -> str:
    """The part of the plan that is the last day of one activity."""
    return f"{LAST_DAY}{number}"


def activity_number(part: str) -> int | None:
    """The activity whose last day the part is, if it is one."""
    found = re.fullmatch(LAST_DAY + r"([0-9]{1,4})", part)
    return int(found[1]) if found else None


def slug(title: str) -> str:
    """The title as it may stand in an address: a–z, 0–9 and single hyphens.

    >>> slug("Vad är kvalitet i skolan – för dig?")
    'vad-ar-kvalitet-i-skolan-for-dig'
    """
    letters = unicodedata.normalize("NFKD", title.casefold().translate(SPELT)).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")
    return _whole_words(words) or "dialog"


def _whole_words(words: str) -> str:
    if len(words) <= LONGEST_SLUG:
        return words
    cut, _, _ = words[: LONGEST_SLUG + 1].rpartition("-")
    return cut or words[:LONGEST_SLUG]


def is_slug(wished: str) -> bool:
    """Whether somebody may choose it as an address."""
    return len(wished) <= LONGEST_SLUG and re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", wished) is not None


def free_slug(wished: str, taken: Container[str]) -> str:
    """The wish, or the wish with the first number from 2 that nobody has."""
    return next(name for name in _numbered(wished) if name not in taken)


def _numbered(wished: str) -> Iterator[str]:
    yield wished
    number = 2
    while True:
        yield f"{wished}-{number}"
        number += 1


def outcome_fault(outcome: Go, *, question: bool, deciders: bool, referred_to: str) -> str | None:
    """A dialogue that cannot change anything is not run: people are informed instead."""
    if outcome is Go.RUN and not (question and deciders):
        return "cannot_be_influenced"
    if outcome is Go.REFER and not referred_to:
        return "referred_to_whom"
    return None


def levels_fault(levels: Collection[Level], *, in_use: Collection[Level]) -> str | None:
    """in_use: the levels of activities that are already chosen."""
    if not levels:
        return "no_level"
    if set(levels) == {Level.INFORM}:
        return "informing_is_no_dialogue"
    if not set(in_use) <= set(levels):
        return "level_in_use"
    return None


def in_order(levels: Iterable[Level]) -> list[Level]:
    """Each once, as they stand on the ladder."""
    chosen = set(levels)
    return [level for level in Level if level in chosen]


def decision_day_fault(
    decision_on: dt.date, *, today: dt.date, answer_due: dt.date | None, open_until: dt.date | None
) -> str | None:
    """open_until: the last day on which anybody can take part, as planned."""
    if decision_on < today:
        return "decision_in_the_past"
    if open_until is not None and decision_on <= open_until:
        return "decision_before_end"
    if answer_due is not None and answer_due < decision_on:
        return "decision_after_answer"
    return None


def answer_day_fault(answer_due: dt.date, *, today: dt.date, decision_on: dt.date | None) -> str | None:
    if answer_due < today:
        return "answer_in_the_past"
    if decision_on is not None and answer_due < decision_on:
        return "answer_before_decision"
    return None


def has_passed(day: dt.date | None, *, today: dt.date) -> bool:
    """A promised day that has passed stands, so that everybody sees how late the answer is."""
    return day is not None and day < today


def activity_days_fault(
    begins_on: dt.date, ends_on: dt.date, *, today: dt.date, decision_on: dt.date | None
) -> str | None:
    if ends_on < begins_on:
        return "ends_before_it_begins"
    if ends_on < today:
        return "ends_in_the_past"
    if decision_on is not None and ends_on >= decision_on:
        return "ends_after_decision"
    return None


def warnings(
    *,
    days: Collection[tuple[dt.date, dt.date]],
    channels: Collection[str],
    decision_on: dt.date | None,
    answer_due: dt.date | None,
) -> list[str]:
    """What is allowed and yet unwise. days: when each activity begins and ends; channels: all ways in."""
    found = []
    if days and max(end for _, end in days) - min(begin for begin, _ in days) < SHORT_TIME_TO_TAKE_PART:
        found.append("short_time_to_take_part")
    if decision_on and any(decision_on - end < SHORT_TIME_TO_READ for _, end in days):
        found.append("short_time_to_read")
    if decision_on and answer_due and answer_due - decision_on > LONG_WAIT_FOR_ANSWER:
        found.append("long_wait_for_answer")
    if days and len(set(channels)) == 1:
        found.append("one_way_in")
    return found
