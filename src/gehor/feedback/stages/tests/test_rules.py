"""The promised days, the ways to people, and the parts of a text message: pure."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gehor.feedback.stages import sms
from gehor.feedback.stages.rules import Anchors, Promised, Stage, Times, Way, due_on, months_after, ways
from gehor.feedback.words import first_sentences

DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2040, 12, 31))
JUNE = dt.date(2026, 6, 10)


def test_a_summary_is_counted_from_the_last_day_and_follow_ups_from_the_decision():
    anchors, times = Anchors(last_day=dt.date(2026, 4, 30), decision=JUNE), Times()
    days = {stage: due_on(stage, times.after(stage), anchors) for stage in (Stage.SUMMARY, Stage.FIRST_FOLLOW_UP)}
    assert days == {Stage.SUMMARY: dt.date(2026, 5, 30), Stage.FIRST_FOLLOW_UP: dt.date(2026, 12, 10)}
    assert due_on(Stage.SECOND_FOLLOW_UP, 12, anchors) == dt.date(2027, 6, 10)


@pytest.mark.parametrize("stage", [Stage.SUMMARY, Stage.FIRST_FOLLOW_UP])
def test_nothing_is_counted_from_a_day_that_is_not_known(stage):
    assert due_on(stage, 6, Anchors()) is None


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (dt.date(2026, 1, 31), 1, dt.date(2026, 2, 28)),
        (dt.date(2027, 8, 31), 6, dt.date(2028, 2, 29)),  # a leap year
        (dt.date(2026, 12, 1), 12, dt.date(2027, 12, 1)),
    ],
)
def test_a_month_without_the_day_ends_earlier(day, months, then):
    assert months_after(day, months) == then


@given(DAYS, st.integers(0, 60), st.integers(0, 60))
def test_more_months_are_never_sooner_and_the_month_is_right(day, few, more):
    few, more = sorted((few, more))
    assert months_after(day, few) <= months_after(day, more)
    then = months_after(day, more)
    assert (then.year - day.year) * 12 + then.month - day.month == more


def test_late_days_are_counted_until_it_is_given_and_stay():
    promised = Promised(Stage.SUMMARY, due=JUNE)
    assert [promised.days_late(JUNE + dt.timedelta(days=n)) for n in (-1, 0, 1, 30)] == [0, 0, 1, 30]
    given_late = Promised(Stage.SUMMARY, due=JUNE, given=JUNE + dt.timedelta(days=4))
    assert given_late.days_late(JUNE + dt.timedelta(days=300)) == 4


def test_what_nobody_was_promised_is_not_late():
    assert Promised(Stage.SUMMARY, due=JUNE, fixed=False).days_late(JUNE + dt.timedelta(days=9)) == 0


@pytest.mark.parametrize(
    ("contacts", "channels", "found"),
    [
        ((True, False, False), {"web"}, {Way.EMAIL}),
        ((True, True, True), {"meeting"}, {Way.EMAIL, Way.SMS, Way.LETTER}),
        ((False, False, False), {"meeting"}, {Way.LIST}),
        ((False, False, False), {"web"}, {Way.PAGE}),
        ((False, False, False), set(), {Way.PAGE}),
    ],
)
def test_everybody_is_told_by_every_way_that_leads_to_them(contacts, channels, found):
    has_email, has_sms, has_letter = contacts
    assert ways(has_email=has_email, has_sms=has_sms, has_letter=has_letter, channels=channels) == found


# Text messages


@pytest.mark.parametrize(
    ("text", "parts", "seven_bit"),
    [
        ("", 1, True),
        ("å" * 160, 1, True),  # Swedish letters are in the alphabet
        ("å" * 161, 2, True),
        ("a" * 306, 2, True),
        ("a" * 307, 3, True),
        ("€" * 80, 1, True),  # takes two places each
        ("€" * 81, 2, True),
        ("я" * 70, 1, False),
        ("я" * 71, 2, False),
        ("😀" * 35, 1, False),  # sixteen bits twice
        ("😀" * 36, 2, False),
    ],
)
def test_a_text_message_is_counted_in_parts(text, parts, seven_bit):
    counted = sms.count(text)
    assert (counted.parts, counted.seven_bit) == (parts, seven_bit)


def test_a_sign_of_two_places_is_not_cut_in_two():
    # 152 signs and a sign of two places do not fit in a part of 153
    assert sms.count("a" * 152 + "€" + "a" * 152).parts == 3
    assert sms.count("a" * 151 + "€" + "a" * 153).parts == 2


@given(st.text(max_size=400), st.text(max_size=20))
def test_a_longer_message_never_takes_fewer_parts(text, more):
    assert sms.count(text + more).parts >= sms.count(text).parts


@given(st.text(max_size=200))
def test_what_is_made_plain_stays_plain_and_is_not_dearer(text):
    plain = sms.plain(text)
    assert sms.plain(plain) == plain
    assert "–" not in plain and "”" not in plain


def test_typographic_signs_do_not_make_a_message_dearer():
    text = "Svar – “Skolgården” … läs mer: " + "a" * 60
    assert not sms.count(text).seven_bit
    assert sms.count(sms.plain(text)).seven_bit


@given(st.text(max_size=300), st.integers(10, 120))
def test_a_poster_says_no_more_than_has_room(text, most):
    assert len(first_sentences(text, most)) <= most + 2
