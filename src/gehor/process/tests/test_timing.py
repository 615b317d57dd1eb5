"""A plan is counted backwards from the meeting that decides."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gehor.process.timing import (
    SHORTEST,
    USUAL,
    Durations,
    Moment,
    Planned,
    Warn,
    agenda_deadline,
    holiday_days,
    latest_days,
    moved,
    timed,
)

JUNE_MEETING = dt.date(2026, 6, 10)
days = st.dates(dt.date(2000, 1, 1), dt.date(2090, 12, 31))
durations = st.builds(Durations, *[st.integers(0, 60)] * 6)
shifts = st.integers(-3000, 3000)
maybe_days = st.none() | st.dates(dt.date(2010, 1, 1), dt.date(2080, 12, 31))
plans = st.builds(Planned, maybe_days, maybe_days, maybe_days)


def on(day, month, year=2026):
    return dt.date(year, month, day)


def warnings(**given):
    given = {"today": on(1, 1), "planned": Planned(on(1, 2), on(1, 4), on(24, 6)), **given}
    return timed(given.pop("decision_on", JUNE_MEETING), **given).warnings


def test_the_days_are_counted_by_hand():
    timing = timed(JUNE_MEETING, today=on(1, 1), planned=Planned())
    assert timing.latest == {
        Moment.OPEN: on(22, 3),
        Moment.CLOSE: on(19, 4),
        Moment.READ: on(3, 5),
        Moment.SIGNED_OFF: on(24, 5),
        Moment.AGENDA: on(31, 5),
        Moment.DECISION: on(10, 6),
        Moment.ANSWER: on(24, 6),
    }


def test_a_given_last_day_for_documents_counts_before_the_usual_one():
    assert agenda_deadline(JUNE_MEETING) == on(31, 5)
    timing = timed(JUNE_MEETING, today=on(1, 1), agenda_on=on(20, 5))
    assert timing.latest[Moment.AGENDA] == on(20, 5)
    assert timing.latest[Moment.SIGNED_OFF] == on(13, 5)


def test_documents_after_the_meeting_cannot_be_timed():
    with pytest.raises(ValueError):
        timed(JUNE_MEETING, today=on(1, 1), agenda_on=on(11, 6))


def test_no_stretch_is_negative():
    with pytest.raises(ValueError):
        Durations(open=-1, reading=1, findings=1, check=1, basis=1, answer=1)


def test_the_shortest_times_are_shorter_than_the_usual_ones():
    for name in ("open", "reading", "findings", "check", "basis", "answer"):
        assert 0 < getattr(SHORTEST, name) < getattr(USUAL, name)


def test_with_ample_time_outside_holidays_nothing_is_warned_of():
    assert warnings() == ()


@pytest.mark.parametrize(
    ("given_", "warned"),
    [
        ({"today": on(11, 6), "planned": Planned()}, Warn.MEETING_HAS_PASSED),
        ({"today": on(1, 5), "planned": Planned()}, Warn.TOO_LATE_TO_OPEN),
        ({"planned": Planned(on(1, 5))}, Warn.TOO_LATE_TO_OPEN),
        ({"today": on(23, 3), "planned": Planned()}, Warn.LITTLE_TIME_TO_OPEN),
        ({"planned": Planned(on(1, 3), on(1, 6))}, Warn.CLOSES_AFTER_AGENDA),
        ({"planned": Planned(on(1, 3), on(20, 5))}, Warn.TOO_SHORT_TO_READ),
        ({"decision_on": on(15, 9), "planned": Planned(on(1, 6), on(20, 7))}, Warn.OVER_HOLIDAY),
        ({"decision_on": on(15, 9), "planned": Planned(on(1, 4), on(28, 6))}, Warn.OVER_HOLIDAY),
        ({"planned": Planned(on(1, 2), on(1, 4), on(9, 6))}, Warn.ANSWER_BEFORE_DECISION),
    ],
)
def test_each_warning_alone(given_, warned):
    assert warnings(**given_) == (warned,)


def test_the_last_possible_day_is_not_too_late():
    latest = timed(JUNE_MEETING, today=on(1, 1)).shortest[Moment.OPEN]
    next_day = latest + dt.timedelta(days=1)
    assert Warn.TOO_LATE_TO_OPEN not in timed(JUNE_MEETING, today=latest).warnings
    assert Warn.TOO_LATE_TO_OPEN in timed(JUNE_MEETING, today=next_day).warnings


def test_what_has_opened_is_not_too_late_to_open():
    assert not {Warn.TOO_LATE_TO_OPEN, Warn.LITTLE_TIME_TO_OPEN} & set(warnings(today=on(1, 5), is_open=True))


def test_christmas_weeks_and_july_are_holidays():
    assert holiday_days(on(19, 12), on(7, 1, 2027)) == 18
    assert holiday_days(on(30, 6), on(1, 8)) == 31
    assert holiday_days(on(1, 3), on(31, 5)) == 0
    assert holiday_days(on(2, 7), on(1, 7)) == 0


@given(days, st.integers(0, 90), durations)
def test_the_days_come_in_the_order_of_the_moments(decision_on, before, lengths):
    agenda_on = decision_on - dt.timedelta(days=before)
    found = latest_days(decision_on, agenda_on=agenda_on, answer_due=None, durations=lengths)
    assert list(found) == list(Moment)
    assert list(found.values()) == sorted(found.values())


@given(days, st.integers(0, 90), durations)
def test_the_stretches_add_up(decision_on, before, lengths):
    agenda_on = decision_on - dt.timedelta(days=before)
    found = latest_days(decision_on, agenda_on=agenda_on, answer_due=None, durations=lengths)
    assert (found[Moment.AGENDA] - found[Moment.CLOSE]).days == lengths.after_close
    assert (found[Moment.CLOSE] - found[Moment.OPEN]).days == lengths.open


@given(days, plans, shifts)
def test_moving_the_meeting_moves_every_day_as_far(decision_on, planned, shift):
    later = dt.timedelta(days=shift)
    here = timed(decision_on, today=decision_on, planned=planned)
    there = timed(decision_on + later, today=decision_on + later, planned=moved(planned, shift))
    assert there.latest == {moment: day + later for moment, day in here.latest.items()}
    assert there.shortest == {moment: day + later for moment, day in here.shortest.items()}
    # Holidays stay where they are; every other warning moves along
    assert {*there.warnings} - {Warn.OVER_HOLIDAY} == {*here.warnings} - {Warn.OVER_HOLIDAY}


@given(days, st.integers(0, 400), plans)
def test_an_earlier_today_never_adds_a_warning_about_opening(decision_on, earlier, planned):
    def about_opening(today):
        order = (Warn.LITTLE_TIME_TO_OPEN, Warn.TOO_LATE_TO_OPEN, Warn.MEETING_HAS_PASSED)
        found = timed(decision_on, today=today, planned=planned).warnings
        return max((order.index(code) + 1 for code in found if code in order), default=0)

    today = decision_on - dt.timedelta(days=60)
    assert about_opening(today - dt.timedelta(days=earlier)) <= about_opening(today)


@given(days, st.integers(0, 300), st.integers(0, 100))
def test_a_plan_that_keeps_every_latest_day_is_only_warned_of_holidays(decision_on, spare, longer):
    latest = timed(decision_on, today=decision_on).latest
    opens_on = latest[Moment.OPEN] - dt.timedelta(days=spare)
    answer_due = decision_on + dt.timedelta(days=longer)
    planned = Planned(opens_on, latest[Moment.CLOSE], answer_due)
    assert set(timed(decision_on, today=opens_on, planned=planned).warnings) <= {Warn.OVER_HOLIDAY}


@given(days, plans)
def test_the_same_question_has_the_same_answer(decision_on, planned):
    once, again = (timed(decision_on, today=decision_on, planned=planned) for _ in range(2))
    assert once == again
