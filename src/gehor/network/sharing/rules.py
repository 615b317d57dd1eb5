"""What an organisation tells others of its dialogues, year by year, and what is hidden because it is about few. Pure.

Each figure says what it is counted from: of all dialogues of the year it is a count and no estimate. Only what people
think is rated by some of those who took part, so that share has limits within which it lies.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median
from typing import Any

from gehor.calc.few import FEWEST, hidden_in_row
from gehor.process import indicators, ratings
from gehor.process.indicators import Course, Unit
from gehor.process.learning import SharingFacts
from gehor.process.ratings import Share
from gehor.process.words import Outcome

REPRESENTED = 3  # organisations; of fewer no middle is shown, since it would tell of each
STALE = dt.timedelta(days=60)  # what has not been confirmed for so long is shown no more
PATIENCE = dt.timedelta(hours=6)  # a fetch that has not ended by then has been broken off
HOURS_BETWEEN = 24  # fetches of the same feed
LATER_MOST = 4  # doublings, when it fails again and again
SIZES = (10_000, 20_000, 50_000, 100_000, 200_000)  # inhabitants: where one class of size ends and the next begins
_GREATEST = 1e12


class Part(StrEnum):
    """What may be shared, each by itself."""

    DIALOGUES = "dialogues"  # the list of them
    HELD = "held"
    ANSWERED = "answered"
    PEOPLE = "people"
    COST = "cost"


class Audience(StrEnum):
    LINK = "link"  # those whom the organisation has given its link
    EVERYBODY = "everybody"


@dataclass(frozen=True)
class Seen:
    """One dialogue that has opened. credible: participants who find that it was handled in a credible way."""

    year: int
    course: Course
    is_tied: bool = False
    is_evaluated: bool = False
    credible: Share | None = None


@dataclass(frozen=True)
class Cell:
    """One figure of one year. of: dialogues, or opinions. low, high: where people were asked of whom some answered."""

    value: float
    of: int
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Indicator:
    code: str
    part: Part
    unit: Unit
    of: Callable[[Sequence[Seen], dt.date], Cell | None]


Figures = Mapping[tuple[int, str], Cell]  # (year, code) → figure


# Counting


def is_tied(course: Course, *, has_body: bool) -> bool:
    """Whether a dialogue leads to a decision: a body and a day are named, or it has decided."""
    return course.decided is not None or (has_body and course.decision is not None)


def in_time(course: Course, *, today: dt.date) -> bool | None:
    """Whether everybody was answered by the promised day; None while the day has not come, or nothing was promised.

    >>> late = Course(None, promise=dt.date(2026, 3, 1))
    >>> in_time(late, today=dt.date(2026, 3, 2)), in_time(late, today=dt.date(2026, 3, 1))
    (False, None)
    """
    if course.promise is None:
        return None
    if course.answered is not None:
        return course.answered <= course.promise
    return False if course.promise < today else None


def _counted(rows: Sequence[Seen]) -> Cell:
    return Cell(len(rows), len(rows))


def _part_of(answers: Iterable[bool | None]) -> Cell | None:
    known = [answer for answer in answers if answer is not None]
    return Cell(sum(known) / len(known), len(known)) if known else None


def _middle(values: Iterable[float | None]) -> Cell | None:
    known = [value for value in values if value is not None]
    return Cell(float(median(known)), len(known)) if known else None


def _pooled(pairs: Iterable[tuple[float, float]]) -> Cell | None:
    """Parts of wholes, of all dialogues together. One without whole still has its part: money spent on nobody."""
    known = [(part, whole) for part, whole in pairs if part or whole]
    whole = sum(whole for _, whole in known)
    return Cell(sum(part for part, _ in known) / whole, len(known)) if whole else None


def _off_web(course: Course) -> tuple[float, float]:
    whole = sum(course.by_channel.values())
    return whole - course.by_channel.get("web", 0), whole


def _followed(course: Course) -> tuple[float, float]:
    met = course.outcomes.get(Outcome.MET, 0) + course.outcomes.get(Outcome.PARTLY_MET, 0)
    return met, sum(course.outcomes.get(outcome, 0) for outcome in indicators.SETTLED)


def _decided(course: Course) -> tuple[float, float]:
    return (sum(course.outcomes.values()), course.findings) if course.signed_off else (0, 0)


def _people(rows: Sequence[Seen]) -> Cell | None:
    known = _with_people(rows)
    total = _total(known)
    return Cell(total, len(known)) if total >= FEWEST else None


def _reached(rows: Sequence[Seen]) -> Cell | None:
    some = [each for each in _with_people(rows) if each.course.reach_aim]
    return _pooled((each.course.people or 0, each.course.reach_aim or 0) for each in some) if _may(rows, some) else None


def _sek_each(rows: Sequence[Seen]) -> Cell | None:
    some = [each for each in _with_people(rows) if each.course.sek is not None]
    return _pooled((each.course.sek or 0, each.course.people or 0) for each in some) if _may(rows, some) else None


def _credible(rows: Sequence[Seen]) -> Cell | None:
    """Of those dialogues of which it may be shown, together."""
    said = ratings.added(each.credible for each in rows)
    if said is None or said.of < FEWEST:
        return None
    return Cell(said.share, said.of, *said.interval)


def _with_people(rows: Iterable[Seen]) -> list[Seen]:
    return [each for each in rows if each.course.people is not None]


def _total(rows: Iterable[Seen]) -> int:
    return sum(each.course.people or 0 for each in rows)


def _may(rows: Sequence[Seen], some: Sequence[Seen]) -> bool:
    """Whether something may be told that the people of some dialogues can be counted back from.

    Of all of them it is as telling as their sum. Of some of them it would tell, with the dialogues that are shown,
    those that are hidden, so nothing may be hidden then.
    """
    known = _with_people(rows)
    if _total(some) < FEWEST:
        return False
    return len(some) == len(known) or not any(hidden_in_row([each.course.people or 0 for each in known]))


INDICATORS = {
    each.code: each
    for each in (
        Indicator("held", Part.HELD, Unit.COUNT, lambda rows, _: _counted(rows)),
        Indicator("tied", Part.HELD, Unit.SHARE, lambda rows, _: _part_of(each.is_tied for each in rows)),
        Indicator(
            "notice_days",
            Part.HELD,
            Unit.DAYS,
            lambda rows, _: _middle(indicators.notice_days(each.course) for each in rows),
        ),
        Indicator(
            "days_open",
            Part.HELD,
            Unit.DAYS,
            lambda rows, _: _middle(indicators.days_open(each.course) for each in rows),
        ),
        Indicator("off_web", Part.HELD, Unit.SHARE, lambda rows, _: _pooled(_off_web(each.course) for each in rows)),
        Indicator(
            "in_time",
            Part.ANSWERED,
            Unit.SHARE,
            lambda rows, today: _part_of(in_time(each.course, today=today) for each in rows),
        ),
        Indicator(
            "days_to_answer",
            Part.ANSWERED,
            Unit.DAYS,
            lambda rows, _: _middle(indicators.days_to_answer(each.course) for each in rows),
        ),
        Indicator(
            "decided_share",
            Part.ANSWERED,
            Unit.SHARE,
            lambda rows, _: _pooled(_decided(each.course) for each in rows),
        ),
        Indicator(
            "followed",
            Part.ANSWERED,
            Unit.SHARE,
            lambda rows, _: _pooled(_followed(each.course) for each in rows),
        ),
        Indicator(
            "measures_done",
            Part.ANSWERED,
            Unit.SHARE,
            lambda rows, _: _pooled((each.course.measures_done, each.course.measures_due) for each in rows),
        ),
        Indicator("people", Part.PEOPLE, Unit.COUNT, lambda rows, _: _people(rows)),
        Indicator("reached", Part.PEOPLE, Unit.SHARE, lambda rows, _: _reached(rows)),
        Indicator(
            "evaluated",
            Part.PEOPLE,
            Unit.SHARE,
            lambda rows, _: _part_of(each.is_evaluated for each in rows if each.course.answered),
        ),
        Indicator("credible", Part.PEOPLE, Unit.SHARE, lambda rows, _: _credible(rows)),
        Indicator("sek", Part.COST, Unit.SEK, lambda rows, _: _middle(each.course.sek for each in rows)),
        Indicator("hours", Part.COST, Unit.HOURS, lambda rows, _: _middle(each.course.hours for each in rows)),
        Indicator("sek_each", Part.COST, Unit.SEK, lambda rows, _: _sek_each(rows)),
    )
}
PASSABLE = frozenset({"reached"})  # shares that may be more than the whole: an aim is passed
ASKED_PEOPLE = frozenset({"credible"})  # rated by some of those who took part: these have limits


def figures(rows: Iterable[Seen], *, today: dt.date) -> dict[tuple[int, str], Cell]:
    """Every indicator of every year that has one."""
    by_year: dict[int, list[Seen]] = {}
    for each in rows:
        by_year.setdefault(each.year, []).append(each)
    found = {
        (year, code): indicator.of(those, today)
        for year, those in sorted(by_year.items())
        for code, indicator in INDICATORS.items()
    }
    return {key: cell for key, cell in found.items() if cell is not None}


def people_shown(rows: Sequence[Seen]) -> list[int | None]:
    """How many took part in each dialogue, as far as it may be told beside the sum of its year."""
    shown: list[int | None] = [None] * len(rows)
    for year in {each.year for each in rows}:
        places = [place for place, each in enumerate(rows) if each.year == year and each.course.people is not None]
        counts = [rows[place].course.people or 0 for place in places]
        for place, count, is_hidden in zip(places, counts, hidden_in_row(counts), strict=True):
            shown[place] = None if is_hidden else count
    return shown


# What others say


def is_possible(code: str, cell: Cell) -> bool:
    """Whether a figure that another installation tells can be one, and is not about few."""
    limits = (cell.low, cell.high)
    is_part = INDICATORS[code].unit is Unit.SHARE and code not in PASSABLE
    if not 0 <= cell.value <= (1 if is_part else _GREATEST) or not 0 < cell.of <= _GREATEST:
        return False
    if code == "people" and cell.value < FEWEST:
        return False
    if code not in ASKED_PEOPLE:
        return limits == (None, None)
    low, high = limits
    return cell.of >= FEWEST and low is not None and high is not None and 0 <= low <= cell.value <= high <= 1


# Comparing


def size_of(inhabitants: int | None) -> int | None:
    """Which class of size: 0 for the smallest; None when nobody has said.

    >>> [size_of(each) for each in (9_999, 10_000, 250_000, None)]
    [0, 1, 5, None]
    """
    return None if inhabitants is None else sum(inhabitants >= limit for limit in SIZES)


def middles(peers: Iterable[Figures], code: str) -> dict[int, float]:
    """Year → the median of those who tell it. None of fewer than three: it would tell of each."""
    values: dict[int, list[float]] = {}
    for each in peers:
        for (year, told), cell in each.items():
            if told == code:
                values.setdefault(year, []).append(cell.value)
    return {year: float(median(found)) for year, found in sorted(values.items()) if len(found) >= REPRESENTED}


# Fetching again


def next_fetch(now: dt.datetime, *, failures: int) -> dt.datetime:
    """In a day; later and later where it has failed. failures: in a row."""
    return now + dt.timedelta(hours=HOURS_BETWEEN * 2 ** min(failures, LATER_MOST))


def facts(*, parts: Iterable[Any] = (), listens: bool = False, fetching: bool = False) -> SharingFacts:
    return SharingFacts(shares=any(True for _ in parts), listens=listens, fetching=fetching)
