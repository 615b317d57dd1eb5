"""The stages of feedback, the days that are promised for them, and the way each participant is told. Pure."""

import datetime as dt
from calendar import monthrange
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from gehor.feedback.rules import ON_PAPER, days_late
from gehor.process.step import Step
from gehor.process.steps import RELEASE_ANSWERS, RELEASE_FOLLOW_UP, RELEASE_SUMMARY


class Stage(StrEnum):
    """What people are told, in the order in which they are told it."""

    RECEIPT = "receipt"  # at once, to everybody: nobody writes it
    SUMMARY = "summary"  # what we heard
    DECISION = "decision"  # the answers; the promised day is the plan's own
    FIRST_FOLLOW_UP = "first_follow_up"  # what has happened since
    SECOND_FOLLOW_UP = "second_follow_up"


WRITTEN = (Stage.SUMMARY, Stage.DECISION, Stage.FIRST_FOLLOW_UP, Stage.SECOND_FOLLOW_UP)
PROMISED_HERE = (Stage.SUMMARY, Stage.FIRST_FOLLOW_UP, Stage.SECOND_FOLLOW_UP)  # the others are promised elsewhere

RELEASED_BY: dict[Stage, Step] = {
    Stage.SUMMARY: RELEASE_SUMMARY,
    Stage.DECISION: RELEASE_ANSWERS,
    Stage.FIRST_FOLLOW_UP: RELEASE_FOLLOW_UP,
    Stage.SECOND_FOLLOW_UP: RELEASE_FOLLOW_UP,
}


@dataclass(frozen=True)
class Times:
    """How long each stage may take, as an organisation promises it: days, and months for the follow-ups.

    What is set here is what guidelines and handbooks lack; it may be changed once for all dialogues that follow.
    """

    summary_days: int = 30  # after the last day to take part
    decision_days: int = 14  # after the decision
    first_months: int = 6
    second_months: int = 12

    def after(self, stage: Stage) -> int:
        """Days for the summary, months for a follow-up."""
        return {
            Stage.SUMMARY: self.summary_days,
            Stage.FIRST_FOLLOW_UP: self.first_months,
            Stage.SECOND_FOLLOW_UP: self.second_months,
        }[stage]


@dataclass(frozen=True)
class Anchors:
    """The days that promises are counted from. None: not known yet."""

    last_day: dt.date | None = None  # to take part: as it was, else as planned
    decision: dt.date | None = None  # the last meeting that decided, else the one that is planned to


def due_on(stage: Stage, after: int, anchors: Anchors) -> dt.date | None:
    """The day that is promised for a stage; None while the day that it is counted from is not known.

    >>> due_on(Stage.SUMMARY, 30, Anchors(last_day=dt.date(2026, 4, 30))).isoformat()
    '2026-05-30'
    """
    if stage is Stage.SUMMARY:
        return anchors.last_day + dt.timedelta(days=after) if anchors.last_day else None
    return months_after(anchors.decision, after) if anchors.decision else None


def months_after(day: dt.date, months: int) -> dt.date:
    """The same day so many months later, or the last of that month where it has no such day.

    >>> months_after(dt.date(2026, 8, 31), 6).isoformat()
    '2027-02-28'
    """
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return day.replace(year=year, month=month, day=min(day.day, monthrange(year, month)[1]))


@dataclass(frozen=True)
class Promised:
    """One stage of one dialogue: what is promised and what has been given."""

    stage: Stage
    due: dt.date | None = None
    first_due: dt.date | None = None  # what was promised first, where it has been moved since
    given: dt.date | None = None
    explained: dt.date | None = None  # it was not given, and since then everybody can read why
    fixed: bool = True  # promised to people; False: it will be, when participation opens

    @property
    def is_owed(self) -> bool:
        return self.given is None and self.explained is None

    def days_late(self, today: dt.date) -> int:
        """How late it came, or is by now. What nobody has been promised cannot be late."""
        return days_late(self.due, today=self.given or self.explained or today) if self.fixed else 0

    def days_left(self, today: dt.date) -> int | None:
        return (self.due - today).days if self.due and self.is_owed else None


# Ways to participants


class Way(StrEnum):
    """How one participant is told of a stage."""

    EMAIL = "email"
    SMS = "sms"
    LETTER = "letter"  # printed with the address in the window of the envelope
    LIST = "list"  # told where they were met: at the next meeting, or where the paper lay
    PAGE = "page"  # nothing leads to them but their receipt code


BY_MACHINE = frozenset({Way.EMAIL, Way.SMS})


def ways(*, has_email: bool, has_sms: bool, has_letter: bool, channels: Collection[str]) -> frozenset[Way]:
    """Every way that leads to one participant. Who gave an address is not told at a meeting too.

    >>> sorted(ways(has_email=True, has_sms=True, has_letter=False, channels={"meeting"}))
    [<Way.EMAIL: 'email'>, <Way.SMS: 'sms'>]
    """
    given = {Way.EMAIL: has_email, Way.SMS: has_sms, Way.LETTER: has_letter}
    found = frozenset(way for way, leads in given.items() if leads)
    if found:
        return found
    return frozenset({Way.LIST} if any(channel in ON_PAPER for channel in channels) else {Way.PAGE})
