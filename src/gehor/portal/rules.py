"""What comes next in a dialogue, and for whom: pure, on facts."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, TypeVar

from gehor.feedback import rules as feedback
from gehor.process import steps
from gehor.process.facts import Facts
from gehor.process.needs import APPROVED
from gehor.process.step import Step
from gehor.process.timing import USUAL, Moment, agenda_deadline, latest_days
from gehor.process.words import Go, Role

SOON = dt.timedelta(days=7)


@dataclass(frozen=True)
class Next:
    """Something to do now. `count` is how many of it wait; `step` says who may."""

    code: str
    step: Step
    count: int = 0


def what_next(facts: Facts, *, past_end: bool = False, body_is_gone: bool = False) -> tuple[Next, ...]:
    """What waits in this dialogue, the most pressing first.

    past_end: the last activity's end date has passed. body_is_gone: the deciding body is dissolved before it decides.
    """
    if facts.outcome is None or facts.outcome is Go.POSTPONE:
        return (Next("assess", steps.ASSESS),)
    if facts.closed:  # a decision has been changed even later, or an answer corrected
        return tuple(_answered_wrongly(facts))
    if facts.outcome is not Go.RUN:
        return ()
    gone: tuple[Next, ...] = ()
    if body_is_gone:
        gone = (Next("successor", steps.PUBLISH_CHANGE if facts.took_part else steps.NAME_DECISION_MAKER),)
    if facts.retroactive and not facts.findings and not facts.unread:
        return (*gone, Next("bring_findings", steps.BRING_FINDINGS))
    if not facts.openings and not facts.retroactive:
        return (*gone, *_planning(facts))
    return (*gone, *_after_opening(facts, past_end=past_end))


def _planning(facts: Facts) -> tuple[Next, ...]:
    """Approval is asked for when the plan is whole; while somebody has it to read, nothing waits."""
    missing = steps.OPEN_PARTICIPATION.missing(facts)
    gaps = [need for need in missing if need is not APPROVED]
    if gaps:
        return (Next("plan", steps.STATE_PURPOSE, len(gaps)),)
    if not missing:
        return (Next("open", steps.OPEN_PARTICIPATION),)
    return () if facts.approval_asked else (Next("ask_approval", steps.ASK_APPROVAL),)


def _after_opening(facts: Facts, *, past_end: bool) -> list[Next]:
    waiting = []
    if facts.open_now and past_end:
        waiting.append(Next("close_participation", steps.CLOSE_PARTICIPATION, facts.open_now))
    if facts.unread:
        waiting.append(Next("read", steps.READ, facts.unread))
    if facts.open_now:
        waiting.append(Next("enter", steps.ENTER))
    elif not facts.unread and not facts.signed_off:
        waiting.append(Next("sign_off", steps.SIGN_OFF))
    if facts.signed_off:
        waiting += _after_sign_off(facts)
    return waiting


def _after_sign_off(facts: Facts) -> list[Next]:
    waiting = []
    if facts.undecided_findings:
        waiting.append(Next("decide", steps.DECIDE, facts.undecided_findings))
    if facts.answers_released:
        waiting += _answered_wrongly(facts)
    elif facts.unanswered_decisions:
        waiting.append(Next("answer", steps.WRITE_ANSWER, facts.unanswered_decisions))
    if not steps.RELEASE_ANSWERS.missing(facts):
        waiting.append(Next("release", steps.RELEASE_ANSWERS))
    if facts.answers_released:
        if facts.undelivered:
            waiting.append(Next("deliver", steps.HAND_OVER, facts.undelivered))
        if facts.summary_owed:
            waiting.append(Next("summary", steps.RELEASE_SUMMARY))
        if facts.unsettled_measures:
            waiting.append(Next("report", steps.REPORT_MEASURE, facts.unsettled_measures))
        if not steps.CLOSE_DIALOGUE.missing(facts):
            waiting.append(Next("close", steps.CLOSE_DIALOGUE))
    return waiting


def _answered_wrongly(facts: Facts) -> Iterator[Next]:
    """What may come after the release: a changed decision, a correction, ratings that reopen an answer."""
    if facts.unanswered_decisions:
        yield Next("answer_anew", steps.ANSWER_ANEW, facts.unanswered_decisions)
    if facts.unanswered_corrections:
        yield Next("answer_correction", steps.ANSWER_CORRECTION, facts.unanswered_corrections)
    if facts.reopened_answers:
        yield Next("try_again", steps.TRY_AGAIN, facts.reopened_answers)


def days_late(due: dt.date | None, facts: Facts, *, today: dt.date) -> int:
    """How many days people who were heard have waited too long: 0 when nobody was, or everybody has been answered."""
    if not facts.openings or facts.answers_released:
        return 0
    return feedback.days_late(due, today=today)


# Each role's own


def next_for(
    facts: Facts, roles: Collection[Role], *, past_end: bool = False, body_is_gone: bool = False
) -> tuple[Next, ...]:
    """What of it is for somebody with these roles, and what belongs to a role alone."""
    waits = what_next(facts, past_end=past_end, body_is_gone=body_is_gone)
    common = [each for each in waits if each.step.by & set(roles)]
    own = [each for each in _of_roles(facts, roles) if each.code not in {other.code for other in common}]
    return tuple(own + common)


def _of_roles(facts: Facts, roles: Collection[Role]) -> Iterator[Next]:
    if facts.closed or facts.outcome is not Go.RUN:
        return
    if Role.LEAD not in roles and not facts.openings and not facts.retroactive:  # for a lead all this is the plan
        if Role.REGISTRAR in roles and not facts.decision_maker_named:
            yield Next("decision_maker", steps.NAME_DECISION_MAKER)
        if Role.COMMUNICATOR in roles and not facts.target_groups and not steps.NAME_TARGET_GROUP.missing(facts):
            yield Next("audience", steps.NAME_TARGET_GROUP)
    if Role.BOARD in roles:
        if facts.open_now:
            yield Next("take_part", steps.DECIDE)
        if facts.signed_off and facts.undecided_findings and not facts.retroactive:
            yield Next("receive_basis", steps.DECIDE, facts.findings)


# By when


@dataclass(frozen=True)
class Days:
    """The days of one dialogue; None where it says nothing."""

    begins_on: dt.date | None = None
    ends_on: dt.date | None = None
    decision_on: dt.date | None = None
    answer_due: dt.date | None = None
    measure_due: dt.date | None = None  # the first of those that are not finished
    correction_due: dt.date | None = None  # the first that is not replied to


def due_day(code: str, days: Days) -> dt.date | None:
    """The day by which it must be done: what is promised or planned, else counted backwards from the decision."""
    latest = {}
    if days.decision_on is not None:
        agenda = agenda_deadline(days.decision_on)
        latest = latest_days(days.decision_on, agenda_on=agenda, answer_due=days.answer_due, durations=USUAL)
    opening = days.begins_on or latest.get(Moment.OPEN)
    by_code = {
        **dict.fromkeys(("plan", "ask_approval", "approve", "record_approval", "open"), opening),
        **dict.fromkeys(("decision_maker", "audience"), opening),
        **dict.fromkeys(("take_part", "enter", "close_participation"), days.ends_on),
        "read": latest.get(Moment.READ),
        "sign_off": latest.get(Moment.SIGNED_OFF),
        **dict.fromkeys(("receive_basis", "decide"), days.decision_on),
        **dict.fromkeys(("answer", "release", "deliver"), days.answer_due),
        "report": days.measure_due,
        "answer_correction": days.correction_due,
    }
    return by_code.get(code)


# Open all the while people take part: nothing is missed before the last days
STANDING = ("enter", "take_part")


class Urgency(StrEnum):
    LATE = "late"
    SOON = "soon"  # within a week
    LATER = "later"
    SOME_DAY = "some_day"  # no day is set


class Due(Protocol):
    @property
    def due(self) -> dt.date | None: ...
    @property
    def can_wait(self) -> bool: ...
    @property
    def is_now(self) -> bool: ...


D = TypeVar("D", bound=Due)


def urgency(due: dt.date | None, *, today: dt.date) -> Urgency:
    """How pressing something is: it is late on the day after."""
    if due is None:
        return Urgency.SOME_DAY
    if due < today:
        return Urgency.LATE
    return Urgency.SOON if due <= today + SOON else Urgency.LATER


def by_day(waiting: Iterable[D]) -> list[D]:
    """What is now or never, then the first day, then what has no day, last what can wait; else in the order given."""
    return sorted(waiting, key=lambda each: (not each.is_now, each.can_wait, each.due is None, each.due or dt.date.max))
