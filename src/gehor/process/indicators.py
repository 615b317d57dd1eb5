"""Numbers that tell how a dialogue was held and what came of it, from what is already known of it. Pure.

Nobody types in anything for them: a dialogue leaves its days, people, findings, decisions and measures behind, and a
`Course` holds these. An indicator that lacks what it is counted from is None, never 0. What each number is called, how
it is defined, where it comes from and what it does not say stands in followup/evaluation/texts.py.
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from .ratings import FEWEST
from .words import Channel, Outcome


class Kind(StrEnum):
    """What an indicator is about, in the order in which a dialogue goes on."""

    INPUT = "input"
    PROCESS = "process"
    OUTPUT = "output"
    FEEDBACK = "feedback"
    RESULT = "result"


class Unit(StrEnum):
    DAYS = "days"
    HOURS = "hours"
    SEK = "sek"
    SHARE = "share"  # 0 to 1, may be more where an aim was passed
    COUNT = "count"


@dataclass(frozen=True)
class Course:
    """What is known of one dialogue, planned and as it was. None: not planned, or has not happened."""

    started: dt.date | None  # None: unknown, of a dialogue that was held elsewhere earlier
    approved: dt.date | None = None  # when those who were asked had approved the plan, the first time they did
    public: dt.date | None = None  # when residents could first read that it will be held
    opens: dt.date | None = None  # as planned
    opened: dt.date | None = None
    closes: dt.date | None = None  # as planned
    closed: dt.date | None = None
    signed_off: dt.date | None = None
    decision: dt.date | None = None  # as planned
    decided: dt.date | None = None  # when the last finding was
    promise: dt.date | None = None
    answered: dt.date | None = None
    held_earlier: bool = False  # elsewhere, and brought in: days that were set here tell nothing of how it was held
    people: int | None = 0  # who took part; a table's common note stands for several. None: nobody counted them
    reach_aim: int | None = None  # of all target groups that have one
    meetings: int = 0  # at which somebody noted who sat there
    at_first: int = 0  # people known by a receipt at the first of them
    at_last: int = 0  # of these, so many sat at the last one too
    contributions: int = 0
    carried: int = 0  # contributions that at least one finding rests on
    by_channel: Mapping[str, int] = field(default_factory=dict)
    outcomes: Mapping[str, int] = field(default_factory=dict)  # Outcome -> findings
    findings: int = 0
    deliveries: int = 0
    arrived: int = 0  # of these: sent or handed over, not left to the receipt page
    measures_due: int = 0  # promised for a day that has passed
    measures_done: int = 0  # of these
    hours_planned: float | None = None
    hours: float | None = None
    sek_planned: float | None = None
    sek: float | None = None


# Input


def hours(course: Course) -> float | None:
    return course.hours


def sek(course: Course) -> float | None:
    return course.sek


def hours_each(course: Course) -> float | None:
    return per(course.hours, course.people)


def sek_each(course: Course) -> float | None:
    return per(course.sek, course.people)


def days_in_all(course: Course) -> float | None:
    """From the idea until everybody is answered."""
    return days(course.started, course.answered)


# Process


def notice_days(course: Course) -> float | None:
    """How long residents could know of it before it opened."""
    return days(course.public, course.opened)


def approved_days(course: Course) -> float | None:
    """How long before it opened its plan was approved; 0 when not before."""
    return days(course.approved, course.opened)


def days_open(course: Course) -> float | None:
    """From the first day to the last, both counted."""
    between = days(course.opened, course.closed)
    return None if between is None else between + 1


def channels(course: Course) -> float | None:
    """By how many channels somebody was heard."""
    return sum(count > 0 for count in course.by_channel.values()) if course.opened else None


def off_web(course: Course) -> float | None:
    """Contributions that came by other ways than the web."""
    all_of_them = sum(course.by_channel.values())
    return share(all_of_them - course.by_channel.get(Channel.WEB, 0), all_of_them)


def reached(course: Course) -> float | None:
    """People who took part, of the number that was aimed at."""
    return share(course.people or 0, course.reach_aim or 0) if course.opened else None


def dropped_out(course: Course) -> float | None:
    """Of those at the first of several meetings, who did not sit at the last one. None of fewer than five people."""
    if course.meetings < 2 or course.at_first < FEWEST:
        return None
    return share(course.at_first - course.at_last, course.at_first)


# Output


def people(course: Course) -> float | None:
    return course.people if course.opened else None


def contributions(course: Course) -> float | None:
    unknown = course.held_earlier and not course.contributions  # they were not brought in
    return course.contributions if course.opened and not unknown else None


def carried(course: Course) -> float | None:
    """Contributions that became part of a finding."""
    return share(course.carried, course.contributions) if course.signed_off else None


def days_to_findings(course: Course) -> float | None:
    """From the last day to take part until the findings were signed off, and public."""
    return None if course.held_earlier else days(course.closed, course.signed_off)


# Feedback


def days_to_answer(course: Course) -> float | None:
    """How long whoever took part on the last day had to wait."""
    return None if course.held_earlier else days(course.closed, course.answered)


def days_late(course: Course) -> float | None:
    """0 when the answer came in time."""
    if course.promise is None or course.answered is None:
        return None
    return max(0, (course.answered - course.promise).days)


def delivered(course: Course) -> float | None:
    """Answers that were sent or handed over, of all that had somebody to go to."""
    return share(course.arrived, course.deliveries) if course.answered else None


# Result


def followed(course: Course) -> float | None:
    """Findings that were met wholly or in part, of those that are settled."""
    settled = sum(course.outcomes.get(outcome, 0) for outcome in SETTLED)
    met = course.outcomes.get(Outcome.MET, 0) + course.outcomes.get(Outcome.PARTLY_MET, 0)
    return share(met, settled)


def decided_share(course: Course) -> float | None:
    """Findings that a body has decided on."""
    return share(sum(course.outcomes.values()), course.findings) if course.signed_off else None


def measures_done(course: Course) -> float | None:
    """Measures that are carried out, of those whose day has passed."""
    return share(course.measures_done, course.measures_due)


# What they are counted with


def days(first: dt.date | None, last: dt.date | None) -> int | None:
    """Whole days from one to the other; 0 where the later thing came first.

    >>> days(dt.date(2026, 3, 1), dt.date(2026, 3, 4))
    3
    """
    return None if first is None or last is None else max(0, (last - first).days)


def share(part: float, whole: float) -> float | None:
    """None of nothing.

    >>> share(3, 4), share(0, 0)
    (0.75, None)
    """
    return part / whole if whole else None


def per(amount: float | None, each: int | None) -> float | None:
    return amount / each if amount is not None and each else None


@dataclass(frozen=True)
class Indicator:
    code: str
    kind: Kind
    unit: Unit
    of: Callable[[Course], float | None]


ALL = {
    each.code: each
    for each in (
        Indicator("hours", Kind.INPUT, Unit.HOURS, hours),
        Indicator("sek", Kind.INPUT, Unit.SEK, sek),
        Indicator("hours_each", Kind.INPUT, Unit.HOURS, hours_each),
        Indicator("sek_each", Kind.INPUT, Unit.SEK, sek_each),
        Indicator("days_in_all", Kind.INPUT, Unit.DAYS, days_in_all),
        Indicator("approved_days", Kind.PROCESS, Unit.DAYS, approved_days),
        Indicator("notice_days", Kind.PROCESS, Unit.DAYS, notice_days),
        Indicator("days_open", Kind.PROCESS, Unit.DAYS, days_open),
        Indicator("channels", Kind.PROCESS, Unit.COUNT, channels),
        Indicator("off_web", Kind.PROCESS, Unit.SHARE, off_web),
        Indicator("reached", Kind.PROCESS, Unit.SHARE, reached),
        Indicator("dropped_out", Kind.PROCESS, Unit.SHARE, dropped_out),
        Indicator("people", Kind.OUTPUT, Unit.COUNT, people),
        Indicator("contributions", Kind.OUTPUT, Unit.COUNT, contributions),
        Indicator("carried", Kind.OUTPUT, Unit.SHARE, carried),
        Indicator("days_to_findings", Kind.OUTPUT, Unit.DAYS, days_to_findings),
        Indicator("days_to_answer", Kind.FEEDBACK, Unit.DAYS, days_to_answer),
        Indicator("days_late", Kind.FEEDBACK, Unit.DAYS, days_late),
        Indicator("delivered", Kind.FEEDBACK, Unit.SHARE, delivered),
        Indicator("decided_share", Kind.RESULT, Unit.SHARE, decided_share),
        Indicator("followed", Kind.RESULT, Unit.SHARE, followed),
        Indicator("measures_done", Kind.RESULT, Unit.SHARE, measures_done),
    )
}


# What one would like to know of a dialogue, and nothing here tells: told of, so that nobody takes silence for nought
WITHOUT_SOURCE = ("elected_present", "speaking_time")


def values(course: Course) -> dict[str, float | None]:
    """Every indicator of one dialogue."""
    return {code: indicator.of(course) for code, indicator in ALL.items()}


# Planned against actual


@dataclass(frozen=True)
class Day:
    """One moment as it was planned and as it came."""

    code: str
    planned: dt.date | None
    actual: dt.date | None

    @property
    def later(self) -> int | None:
        """Days later than planned; negative: earlier."""
        return (self.actual - self.planned).days if self.planned and self.actual else None


@dataclass(frozen=True)
class Amount:
    """One amount as it was planned and as it became."""

    code: str
    unit: Unit
    planned: float | None
    actual: float | None

    @property
    def share(self) -> float | None:
        """The actual amount, of the planned one."""
        return share(self.actual, self.planned) if self.planned is not None and self.actual is not None else None


def days_planned(course: Course) -> tuple[Day, ...]:
    """The moments that were planned or have come, in their order. Of a dialogue held earlier no plan is known."""
    if course.held_earlier:
        return ()
    moments = (
        Day("opened", course.opens, course.opened),
        Day("closed", course.closes, course.closed),
        Day("decided", course.decision, course.decided),
        Day("answered", course.promise, course.answered),
    )
    return tuple(each for each in moments if each.planned or each.actual)


def amounts_planned(course: Course) -> tuple[Amount, ...]:
    """People, hours and money, where any of it was planned or counted."""
    amounts = (
        Amount("people", Unit.COUNT, course.reach_aim, people(course)),
        Amount("hours", Unit.HOURS, course.hours_planned, course.hours),
        Amount("sek", Unit.SEK, course.sek_planned, course.sek),
    )
    return tuple(each for each in amounts if each.planned is not None or each.actual is not None)


# Effect on the decision


class Effect(StrEnum):
    """How far a finding changed what was decided, from least to most. UNSETTLED stands outside the scale."""

    UNSETTLED = "unsettled"
    WEIGHED = "weighed"  # weighed and answered with reasons; it changed nothing
    CONFIRMED = "confirmed"  # the same would have been decided without it; it gave support
    PART = "part"  # part of the decision follows it
    WHOLE = "whole"  # the decision follows it


EFFECT_SCALE = (Effect.WEIGHED, Effect.CONFIRMED, Effect.PART, Effect.WHOLE)
SETTLED = (Outcome.MET, Outcome.PARTLY_MET, Outcome.NOT_MET, Outcome.OUTSIDE_MANDATE)
_COUNTED_FROM = {
    Outcome.MET: Effect.WHOLE,
    Outcome.PARTLY_MET: Effect.PART,
    Outcome.NOT_MET: Effect.WEIGHED,
    Outcome.OUTSIDE_MANDATE: Effect.WEIGHED,
}


def effect(outcome: str | None, judged: str | None = None) -> Effect:
    """What a named person has judged, else what the outcome says by itself.

    The outcome alone cannot tell whether the same would have been decided anyway, nor how it ends with what is under
    way or referred: that takes a person.

    >>> effect("partly_met").value, effect("met", "confirmed").value, effect("referred").value
    ('part', 'confirmed', 'unsettled')
    """
    if judged is not None:
        return Effect(judged)
    return _COUNTED_FROM.get(Outcome(outcome), Effect.UNSETTLED) if outcome is not None else Effect.UNSETTLED


def effects(pairs: Iterable[tuple[str | None, str | None]]) -> dict[Effect, int]:
    """(outcome, judged) of each finding → how many have each effect, in the order of Effect."""
    counted = Counter(effect(outcome, judged) for outcome, judged in pairs)
    return {each: counted[each] for each in Effect}
