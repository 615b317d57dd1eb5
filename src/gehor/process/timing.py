"""Backward timing: from the meeting that decides to the latest possible day of every stage before it. Pure.

A dialogue that opens too late cannot influence anything, whatever is said in it. So the plan is counted from its end:

    decision  ← the meeting of the deciding body
    agenda    ← the last day for documents: members must have read the basis before they meet
    signed_off← the basis takes time to write once the findings stand
    read      ← the findings take time to write, and participants take time to check them
    close     ← what was said takes time to read
    open      ← residents take time to hear of it, to think and to answer
    answer    → counted forwards from the decision, unless a day is promised
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from enum import StrEnum


class Moment(StrEnum):
    """The moments that are timed, in the order in which they come."""

    OPEN = "open"
    CLOSE = "close"
    READ = "read"
    SIGNED_OFF = "signed_off"
    AGENDA = "agenda"
    DECISION = "decision"
    ANSWER = "answer"


class Warn(StrEnum):
    """What is unwise or impossible in a plan, as it is timed."""

    MEETING_HAS_PASSED = "meeting_has_passed"
    TOO_LATE_TO_OPEN = "too_late_to_open"  # not even the shortest times fit before the meeting
    LITTLE_TIME_TO_OPEN = "little_time_to_open"  # the shortest times fit, the usual ones do not
    CLOSES_AFTER_AGENDA = "closes_after_agenda"  # what is said last cannot be in the documents
    TOO_SHORT_TO_READ = "too_short_to_read"  # not even the shortest times fit between the last day and the documents
    OVER_HOLIDAY = "over_holiday"
    ANSWER_BEFORE_DECISION = "answer_before_decision"


AGENDA_DAYS = 10  # usual: a council's notice goes out at least a week before (kommunallagen), and is put together first


@dataclass(frozen=True)
class Durations:
    """How many days each stretch takes. All are calendar days, so that a day in the plan is easy to check by hand."""

    open: int  # from the first day to the last
    reading: int  # from the last day to take part until everything is read
    findings: int  # from read until the findings are written
    check: int  # in which participants may object to the findings before they are signed off
    basis: int  # from signed off until the basis is written
    answer: int  # from the decision until everybody has an answer

    def __post_init__(self) -> None:
        if any(getattr(self, part.name) < 0 for part in fields(self)):
            raise ValueError("a stretch of time is not negative")

    @property
    def after_close(self) -> int:
        """Days from the last day to take part until the documents must be ready."""
        return self.reading + self.findings + self.check + self.basis


# What is usual. Four weeks open: two in which the word spreads, two in which people meet and write. Two weeks to read,
# beside other work; one to write the findings; two for participants, who have evenings only; one for the basis.
# Two weeks to answer: the minutes must be adjusted within fourteen days of the meeting (kommunallagen).
USUAL = Durations(open=28, reading=14, findings=7, check=14, basis=7, answer=14)

# Below this it is not worth asking. Two weeks open, as planning warns; a working week to read, some days to write the
# findings, a week with its weekend for participants, some days for the basis, a week to answer.
SHORTEST = Durations(open=14, reading=7, findings=3, check=7, basis=3, answer=7)

HOLIDAY_DAYS = 7  # so many days of holiday in a stretch are a week without readers


@dataclass(frozen=True)
class Planned:
    """What the plan says so far; None where it says nothing."""

    opens_on: dt.date | None = None
    closes_on: dt.date | None = None
    answer_due: dt.date | None = None


@dataclass(frozen=True)
class Timing:
    """The latest possible day of every moment, and codes of what is unwise."""

    latest: dict[Moment, dt.date]
    shortest: dict[Moment, dt.date]  # the same with the shortest times: after that it is too late
    warnings: tuple[Warn, ...]


def agenda_deadline(decision_on: dt.date, given: dt.date | None = None) -> dt.date:
    """The last day for documents: the day that is given, else the usual time before the meeting.

    >>> agenda_deadline(dt.date(2026, 6, 10)).isoformat()
    '2026-05-31'
    """
    return given if given is not None else decision_on - dt.timedelta(days=AGENDA_DAYS)


def latest_days(
    decision_on: dt.date, *, agenda_on: dt.date, answer_due: dt.date | None, durations: Durations
) -> dict[Moment, dt.date]:
    """Each moment's latest day, in the order of Moment. ValueError for documents that come after the meeting."""
    if agenda_on > decision_on:
        raise ValueError("the documents come after the meeting")
    signed_off = agenda_on - _days(durations.basis)
    read = signed_off - _days(durations.findings + durations.check)
    close = read - _days(durations.reading)
    return {
        Moment.OPEN: close - _days(durations.open),
        Moment.CLOSE: close,
        Moment.READ: read,
        Moment.SIGNED_OFF: signed_off,
        Moment.AGENDA: agenda_on,
        Moment.DECISION: decision_on,
        Moment.ANSWER: answer_due if answer_due is not None else decision_on + _days(durations.answer),
    }


def timed(
    decision_on: dt.date,
    *,
    today: dt.date,
    agenda_on: dt.date | None = None,
    planned: Planned = Planned(),
    is_open: bool = False,
    usual: Durations = USUAL,
    shortest: Durations = SHORTEST,
) -> Timing:
    """Count backwards from the meeting. is_open: it has opened already, so it cannot be too late for that."""
    agenda = agenda_deadline(decision_on, agenda_on)
    latest, least = (
        latest_days(decision_on, agenda_on=agenda, answer_due=planned.answer_due, durations=durations)
        for durations in (usual, shortest)
    )
    return Timing(latest, least, tuple(_warnings(latest, least, planned, today=today, is_open=is_open)))


def moved(planned: Planned, days: int) -> Planned:
    """The plan, so many days later."""
    return replace(
        planned,
        **{
            part.name: getattr(planned, part.name) + _days(days)
            for part in fields(planned)
            if getattr(planned, part.name) is not None
        },
    )


def holiday_days(first: dt.date, last: dt.date) -> int:
    """How many days from the first to the last, both counted, few are at work or at home in Sweden.

    July, when a large part of the country is away, and 20 December to 6 January, from the last days of school to
    Epiphany.

    >>> holiday_days(dt.date(2026, 6, 28), dt.date(2026, 7, 3))
    3
    """
    return sum(_is_holiday(first + _days(number)) for number in range((last - first).days + 1))


def _warnings(
    latest: dict[Moment, dt.date], least: dict[Moment, dt.date], planned: Planned, *, today: dt.date, is_open: bool
) -> Iterator[Warn]:
    decision_on, agenda = latest[Moment.DECISION], latest[Moment.AGENDA]
    opens_on = planned.opens_on if planned.opens_on is not None and planned.opens_on > today else today
    if decision_on < today:
        yield Warn.MEETING_HAS_PASSED
    elif not is_open and opens_on > least[Moment.OPEN]:
        yield Warn.TOO_LATE_TO_OPEN
    elif not is_open and opens_on > latest[Moment.OPEN]:
        yield Warn.LITTLE_TIME_TO_OPEN
    if planned.closes_on is not None and planned.closes_on > agenda:
        yield Warn.CLOSES_AFTER_AGENDA
    elif planned.closes_on is not None and planned.closes_on > least[Moment.CLOSE]:
        yield Warn.TOO_SHORT_TO_READ
    if _meets_holiday(planned.opens_on or latest[Moment.OPEN], planned.closes_on or latest[Moment.CLOSE], agenda):
        yield Warn.OVER_HOLIDAY
    if planned.answer_due is not None and planned.answer_due < decision_on:
        yield Warn.ANSWER_BEFORE_DECISION


def _meets_holiday(opens_on: dt.date, closes_on: dt.date, agenda: dt.date) -> bool:
    """A week of holiday while people are heard, or while what they said is read."""
    return holiday_days(opens_on, closes_on) >= HOLIDAY_DAYS or holiday_days(closes_on, agenda) >= HOLIDAY_DAYS


def _is_holiday(day: dt.date) -> bool:
    return day.month == 7 or (day.month, day.day) >= (12, 20) or (day.month, day.day) <= (1, 6)


def _days(number: int) -> dt.timedelta:
    return dt.timedelta(days=number)
