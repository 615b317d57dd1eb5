import datetime as dt

import pytest

from gehor.feedback.rules import State, days_late, state, ways

NOON = dt.datetime(2026, 6, 1, 12, 0, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("has_email", "has_letter", "channels", "expected"),
    [
        (True, False, {"web"}, {"email"}),
        (True, False, {"web", "paper"}, {"email", "sheet"}),
        (True, True, {"web"}, {"email", "sheet"}),
        (False, True, {"web"}, {"sheet"}),
        (False, False, {"paper"}, {"sheet"}),
        (False, False, {"meeting"}, {"sheet"}),
        (False, False, {"phone"}, {"sheet"}),
        (False, False, {"outreach"}, {"sheet"}),
        (False, False, {"web"}, {"page"}),
        (False, False, {"import"}, {"page"}),
        (False, False, set(), {"page"}),
    ],
)
def test_everybody_is_answered_by_every_way_that_leads_to_them(has_email, has_letter, channels, expected):
    assert ways(has_email=has_email, has_letter=has_letter, channels=channels) == expected


@pytest.mark.parametrize(
    ("started", "done", "refused", "left_to_page", "expected"),
    [
        (None, None, "", False, State.WAITING),
        (NOON - dt.timedelta(minutes=4), None, "", False, State.IN_HAND),
        (NOON - dt.timedelta(minutes=5), None, "", False, State.UNCERTAIN),
        (None, None, "recipient 550", False, State.REFUSED),
        (NOON, NOON, "", False, State.ARRIVED),
        (None, NOON, "", False, State.ARRIVED),
        (None, NOON, "recipient 550", True, State.LEFT_TO_PAGE),
    ],
)
def test_how_far_a_delivery_has_come(started, done, refused, left_to_page, expected):
    found = state(started_at=started, done_at=done, refused=refused, left_to_page=left_to_page, now=NOON)
    assert found is expected


def test_an_answer_is_late_from_the_day_after_the_promised_one():
    due = dt.date(2026, 6, 24)
    assert days_late(due, today=dt.date(2026, 6, 24)) == 0
    assert days_late(due, today=dt.date(2026, 6, 25)) == 1
    assert days_late(due, today=dt.date(2026, 6, 1)) == 0
    assert days_late(None, today=dt.date(2026, 6, 1)) == 0
