"""A plan is made for a meeting out of the calendar, and moves with it."""

import datetime as dt

import pytest

from gehor.ground.act import machine
from gehor.ground.calendar import actions as calendar
from gehor.ground.calendar.following import Followed
from gehor.ground.errors import NotYet, WrongInput, WrongPerson
from gehor.ground.journal.models import Entry
from gehor.planning import actions

PAGE = "/staff/d/skolan/decision-maker/"
LATER = dt.date(2026, 6, 17)


@pytest.fixture
def meeting(board, alma):
    """The meeting on the day that the plan of `planned` names."""
    return calendar.add_meeting(board, actor=alma, held_on=dt.date(2026, 6, 10))


def move(meeting, alma, day):
    return calendar.change_meeting(meeting, actor=alma, held_on=day)


def test_a_plan_that_nobody_has_answered_to_moves_with_its_meeting(planned, meeting, alma):
    assert move(meeting, alma, LATER) == Followed(moved=1)
    planned.refresh_from_db()
    assert planned.decision_on == LATER
    entry = Entry.objects.get(step="planning.follow_meeting")
    assert (entry.actor, entry.codes["decision_on"]) == ("machine:calendar", "2026-06-17")


def test_a_plan_that_somebody_has_answered_to_stays(planned, opened, said, meeting, alma):
    said("Mer utemiljö.")
    assert move(meeting, alma, LATER) == Followed(stayed=1)
    planned.refresh_from_db()
    assert planned.decision_on == dt.date(2026, 6, 10)


@pytest.mark.parametrize("day", [dt.date(2026, 4, 30), dt.date(2026, 2, 1), dt.date(2026, 6, 25)])
def test_a_plan_stays_where_the_new_day_does_not_fit(planned, meeting, alma, day):
    """Before the last day to take part, in the past, after the promised answer."""
    assert move(meeting, alma, day) == Followed(stayed=1)
    planned.refresh_from_db()
    assert planned.decision_on == dt.date(2026, 6, 10)


def test_what_has_been_decided_there_neither_moves_nor_complains(decided, meeting, alma):
    assert move(meeting, alma, LATER) == Followed()


def test_a_place_or_time_that_changes_moves_nothing(planned, meeting, alma):
    followed = calendar.change_meeting(meeting, actor=alma, held_on=meeting.held_on, place="Ett annat hus")
    assert followed == Followed()


def test_only_the_machine_lets_a_plan_follow(planned, opened, said, alma):
    with pytest.raises(WrongPerson):
        actions.follow_meeting(planned, actor=alma, held_on=LATER)
    with pytest.raises(WrongInput):
        actions.follow_meeting(planned, actor=machine("calendar"), held_on=dt.date(2026, 4, 1))
    said("Hej")
    with pytest.raises(NotYet):
        actions.follow_meeting(planned, actor=machine("calendar"), held_on=LATER)


# The page


def sent(**given):
    return {"case_number": "BUN 2026/17", **given}


def test_the_meetings_of_the_calendar_are_offered(planned, meeting, signed_in, django_assert_max_num_queries):
    browser = signed_in("alma")
    with django_assert_max_num_queries(15):
        page = browser.get(PAGE)
    assert "<optgroup" in page.text
    assert page.context["form"]["meeting"].value() == meeting.pk


def test_a_meeting_is_chosen(planned, board, alma, signed_in):
    later = calendar.add_meeting(board, actor=alma, held_on=LATER)
    assert signed_in("alma").post(PAGE, sent(meeting=later.pk)).status_code == 303
    planned.refresh_from_db()
    assert (planned.deciding_body, planned.decision_on) == (board, LATER)


def test_a_day_of_ones_own_is_written_beside_the_calendar(planned, board, meeting, signed_in):
    answer = signed_in("alma").post(PAGE, sent(body=board.pk, decision_on="2026-06-18"))
    assert answer.status_code == 303
    planned.refresh_from_db()
    assert planned.decision_on == dt.date(2026, 6, 18)


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"meeting": "0"},
        {"meeting": "x"},
        {"decision_on": "2026-06-18"},
        {"meeting": "own", "decision_on": "2026-06-18", "body": "21"},
    ],
)
def test_what_names_no_meeting_is_refused_and_kept(planned, meeting, signed_in, given):
    given = {name: meeting.pk if value == "own" else value for name, value in given.items()}
    answer = signed_in("alma").post(PAGE, sent(case_number="BUN 2026/99", **given))
    assert answer.status_code == 422
    assert "BUN 2026/99" in answer.text
    if "decision_on" in given:
        assert "2026-06-18" in answer.text
