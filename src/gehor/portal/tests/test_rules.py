"""What comes next in a dialogue, and for whom."""

import datetime as dt
from dataclasses import replace

from gehor.portal.rules import days_late, what_next
from gehor.process.facts import Facts
from gehor.process.words import Go

PLANNED = Facts(
    outcome=Go.RUN,
    question_stated=True,
    purpose_stated=True,
    goal_stated=True,
    influence_stated=True,
    level_stated=True,
    decision_maker_named=True,
    answer_date_promised=True,
    activities=1,
    target_groups=1,
)
READ = replace(PLANNED, openings=1, contributions=3, findings=2, signed_off=True)


def codes(facts: Facts, **more: bool) -> list[str]:
    return [each.code for each in what_next(facts, **more)]


def test_an_idea_waits_for_its_first_step() -> None:
    assert codes(Facts()) == ["assess"]


def test_what_was_declined_waits_for_nothing() -> None:
    assert codes(Facts(outcome=Go.DECLINE)) == []


def test_what_was_postponed_is_assessed_again() -> None:
    assert codes(Facts(outcome=Go.POSTPONE)) == ["assess"]


def test_a_plan_with_gaps_is_completed_before_it_opens() -> None:
    waiting = what_next(replace(PLANNED, target_groups=0, answer_date_promised=False))
    assert [(each.code, each.count) for each in waiting] == [("plan", 2)]
    assert codes(PLANNED) == ["open"]


def test_reading_goes_on_while_people_still_take_part() -> None:
    assert codes(replace(PLANNED, openings=1, open_now=1, contributions=3, unread=3)) == ["read", "enter"]


def test_past_the_last_day_closing_comes_first() -> None:
    assert codes(replace(PLANNED, openings=1, open_now=1), past_end=True)[0] == "close_participation"


def test_all_read_and_closed_waits_for_a_signature() -> None:
    assert codes(replace(PLANNED, openings=1, contributions=3)) == ["sign_off"]


def test_answers_are_released_only_when_everything_is_decided_and_answered() -> None:
    assert codes(replace(READ, undecided_findings=1, decisions=1, unanswered_decisions=1)) == ["decide", "answer"]
    assert codes(replace(READ, decisions=2)) == ["release"]


def test_a_dialogue_closes_only_when_every_answer_has_arrived() -> None:
    released = replace(READ, decisions=2, answers_released=True)
    assert codes(replace(released, undelivered=4)) == ["deliver"]
    assert codes(released) == ["close"]
    assert codes(replace(released, closed=True)) == []


def test_an_answer_is_late_from_the_day_after_it_was_promised() -> None:
    due = dt.date(2026, 6, 24)
    assert days_late(due, READ, today=due) == 0
    assert days_late(due, READ, today=dt.date(2026, 6, 27)) == 3
    assert days_late(due, replace(READ, answers_released=True), today=dt.date(2026, 6, 27)) == 0
    assert days_late(None, READ, today=due) == 0


def test_a_dialogue_that_never_opened_owes_nobody_an_answer() -> None:
    assert days_late(dt.date(2026, 6, 24), PLANNED, today=dt.date(2026, 6, 27)) == 0
