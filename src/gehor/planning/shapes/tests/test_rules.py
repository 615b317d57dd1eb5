"""Days counted, levels fitted, and where in a template a dialogue is."""

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gehor.planning.shapes.rules import Span, dated, first_day_fault, fitting_level, latest_first_day, state_of
from gehor.process.stages import RIVER, Stage
from gehor.process.words import Level

MONDAY = dt.date(2026, 3, 2)
SPANS = [Span(0, 14), Span(7, 1), Span(28, 2)]
spans = st.lists(st.builds(Span, after=st.integers(0, 90), days=st.integers(1, 90)), min_size=1, max_size=6)
days = st.dates(min_value=dt.date(2020, 1, 1), max_value=dt.date(2060, 1, 1))


def test_each_activity_is_counted_from_the_one_before():
    assert dated(SPANS, MONDAY) == [
        (dt.date(2026, 3, 2), dt.date(2026, 3, 15)),
        (dt.date(2026, 3, 22), dt.date(2026, 3, 22)),
        (dt.date(2026, 4, 19), dt.date(2026, 4, 20)),
    ]


@given(spans, days)
def test_activities_come_in_order_and_last_as_long_as_they_say(spans, first_day):
    counted = dated(spans, first_day)
    assert [(end - begin).days + 1 for begin, end in counted] == [span.days for span in spans]
    assert all(before[1] <= after[0] for before, after in pairwise(counted))


@given(spans, days)
def test_begun_on_the_latest_first_day_everything_is_over_the_day_before_the_decision(spans, decision_on):
    latest = latest_first_day(spans, decision_on)
    assert dated(spans, latest)[-1][1] == decision_on - dt.timedelta(days=1)


def test_a_first_day_must_be_coming_and_leave_time_before_the_decision():
    decision = dt.date(2026, 4, 21)
    assert first_day_fault(MONDAY, SPANS, today=MONDAY, decision_on=decision) is None
    assert first_day_fault(MONDAY, SPANS, today=MONDAY, decision_on=None) is None
    yesterday = MONDAY - dt.timedelta(days=1)
    assert first_day_fault(yesterday, SPANS, today=MONDAY, decision_on=decision) == "first_day_in_the_past"
    too_late = first_day_fault(MONDAY, SPANS, today=MONDAY, decision_on=decision - dt.timedelta(days=1))
    assert too_late == "template_ends_after_decision"


@pytest.mark.parametrize(
    ("step", "here", "state"),
    [
        (Stage.PLANNING, Stage.IDEA, "later"),
        (Stage.OPEN, Stage.OPEN, "now"),
        (Stage.OPEN, Stage.DECISION, "done"),
        (Stage.FOLLOW_UP, Stage.CLOSED, "done"),
        (Stage.PLANNING, Stage.STOPPED, "later"),
    ],
)
def test_a_step_is_done_now_or_later(step, here, state):
    assert state_of(step, here) == state


def test_a_closed_dialogue_has_all_steps_behind_it():
    assert {state_of(stage, Stage.CLOSED) for stage in RIVER[:-1]} == {"done"}


def test_a_level_that_the_dialogue_lacks_becomes_the_nearest_below_and_never_promises_more_if_it_can():
    every = list(Level)
    assert fitting_level(Level.INFLUENCE, of_dialogue=["involve", "influence"], of_method=every) is Level.INFLUENCE
    assert fitting_level(Level.INFLUENCE, of_dialogue=["consult", "codecide"], of_method=every) is Level.CONSULT
    assert fitting_level(Level.CONSULT, of_dialogue=["influence"], of_method=every) is Level.INFLUENCE
    assert fitting_level(Level.CONSULT, of_dialogue=["codecide"], of_method=[Level.CONSULT]) is None
