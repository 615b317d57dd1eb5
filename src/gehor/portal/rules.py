"""What comes next in a dialogue, and for whom: pure, on facts."""

import datetime as dt
from dataclasses import dataclass

from gehor.feedback import rules as feedback
from gehor.process import steps
from gehor.process.facts import Facts
from gehor.process.steps import Step
from gehor.process.words import Go


@dataclass(frozen=True)
class Next:
    """Something to do now. `count` is how many of it wait; `step` says who may."""

    code: str
    step: Step
    count: int = 0


def what_next(facts: Facts, *, past_end: bool = False) -> tuple[Next, ...]:
    """What waits in this dialogue, the most pressing first. past_end: the last activity's end date has passed."""
    if facts.outcome is None or facts.outcome is Go.POSTPONE:
        return (Next("assess", steps.ASSESS),)
    if facts.outcome is not Go.RUN or facts.closed:
        return ()
    if not facts.openings:
        return (_planning(facts),)
    return tuple(_after_opening(facts, past_end=past_end))


def _planning(facts: Facts) -> Next:
    missing = steps.OPEN_PARTICIPATION.missing(facts)
    return Next("plan", steps.STATE_PURPOSE, len(missing)) if missing else Next("open", steps.OPEN_PARTICIPATION)


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
    if facts.unanswered_decisions:
        waiting.append(Next("answer", steps.WRITE_ANSWER, facts.unanswered_decisions))
    if not steps.RELEASE_ANSWERS.missing(facts):
        waiting.append(Next("release", steps.RELEASE_ANSWERS))
    if facts.answers_released:
        if facts.undelivered:
            waiting.append(Next("deliver", steps.HAND_OVER, facts.undelivered))
        if facts.unsettled_measures:
            waiting.append(Next("report", steps.REPORT_MEASURE, facts.unsettled_measures))
        if not steps.CLOSE_DIALOGUE.missing(facts):
            waiting.append(Next("close", steps.CLOSE_DIALOGUE))
    return waiting


def days_late(due: dt.date | None, facts: Facts, *, today: dt.date) -> int:
    """How many days people who were heard have waited too long: 0 when nobody was, or everybody has been answered."""
    if not facts.openings or facts.answers_released:
        return 0
    return feedback.days_late(due, today=today)
