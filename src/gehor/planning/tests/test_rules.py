import datetime as dt

import pytest

from gehor.planning import rules
from gehor.process.words import Go, Level

TODAY = dt.date(2026, 3, 2)
SOON = dt.date(2026, 3, 20)
LATER = dt.date(2026, 6, 10)


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Vad är kvalitet i skolan – för dig?", "vad-ar-kvalitet-i-skolan-for-dig"),
        ("ÅÄÖ Ærø Łódź", "aao-aero-lodz"),
        ("  <script>alert(1)</script> ", "script-alert-1-script"),
        ("ما هي الجودة", "dialog"),
        ("!!!", "dialog"),
        ("x" * 300, "x" * 60),
    ],
)
def test_a_title_becomes_an_address(title, slug):
    assert rules.slug(title) == slug
    assert rules.is_slug(slug)


def test_a_long_title_is_cut_between_words():
    assert rules.slug("ord " * 30) == "-".join(["ord"] * 15)


@pytest.mark.parametrize("wished", ["", "Skolan", "å", "-a", "a-", "a--b", "a b", "a/b", "x" * 61, "a\n"])
def test_an_address_of_other_signs_is_refused(wished):
    assert not rules.is_slug(wished)


def test_a_taken_address_gets_the_first_free_number():
    assert rules.free_slug("skolan", {"skola"}) == "skolan"
    assert rules.free_slug("skolan", {"skolan", "skolan-2", "skolan-4"}) == "skolan-3"


@pytest.mark.parametrize(("question", "deciders"), [(False, True), (True, False), (False, False)])
def test_nothing_is_run_that_cannot_be_influenced(question, deciders):
    given = {"question": question, "deciders": deciders, "referred_to": ""}
    assert rules.outcome_fault(Go.RUN, **given) == "cannot_be_influenced"
    assert rules.outcome_fault(Go.INFORM_ONLY, **given) is None


def test_whoever_refers_says_to_whom():
    given = {"question": True, "deciders": True}
    assert rules.outcome_fault(Go.REFER, referred_to="", **given) == "referred_to_whom"
    assert rules.outcome_fault(Go.REFER, referred_to="Region Skåne", **given) is None


def test_information_alone_is_no_dialogue():
    assert rules.levels_fault([], in_use=[]) == "no_level"
    assert rules.levels_fault([Level.INFORM], in_use=[]) == "informing_is_no_dialogue"
    assert rules.levels_fault([Level.INFORM, Level.CONSULT], in_use=[]) is None


def test_a_level_that_an_activity_stands_on_cannot_be_taken_away():
    assert rules.levels_fault([Level.INVOLVE], in_use=[Level.CONSULT]) == "level_in_use"


def test_levels_are_kept_once_each_in_the_order_of_the_ladder():
    chosen = [Level.CODECIDE, Level.INFORM, Level.CODECIDE]
    assert rules.in_order(chosen) == [Level.INFORM, Level.CODECIDE]


def test_a_decision_comes_after_today_and_after_the_last_day_and_not_after_the_answer():
    def fault(day, *, answer_due=None, open_until=None):
        return rules.decision_day_fault(day, today=TODAY, answer_due=answer_due, open_until=open_until)

    assert fault(dt.date(2026, 3, 1)) == "decision_in_the_past"
    assert fault(TODAY) is None
    assert fault(SOON, open_until=SOON) == "decision_before_end"
    assert fault(LATER, answer_due=SOON) == "decision_after_answer"
    assert fault(LATER, answer_due=LATER, open_until=SOON) is None


def test_an_answer_comes_after_today_and_not_before_the_decision():
    assert rules.answer_day_fault(dt.date(2026, 3, 1), today=TODAY, decision_on=None) == "answer_in_the_past"
    assert rules.answer_day_fault(SOON, today=TODAY, decision_on=LATER) == "answer_before_decision"
    assert rules.answer_day_fault(LATER, today=TODAY, decision_on=LATER) is None


def test_an_activity_ends_after_it_begins_after_today_and_before_the_decision():
    def fault(begins_on, ends_on, decision_on=LATER):
        return rules.activity_days_fault(begins_on, ends_on, today=TODAY, decision_on=decision_on)

    assert fault(LATER, SOON) == "ends_before_it_begins"
    assert fault(dt.date(2026, 1, 1), dt.date(2026, 3, 1)) == "ends_in_the_past"
    assert fault(TODAY, LATER) == "ends_after_decision"
    assert fault(dt.date(2026, 1, 1), SOON) is None
    assert fault(SOON, SOON, decision_on=None) is None


def test_an_unwise_plan_is_told_so():
    plan = {
        "days": [(TODAY, dt.date(2026, 3, 10))],
        "channels": ["web"],
        "decision_on": dt.date(2026, 3, 20),
        "answer_due": dt.date(2026, 6, 20),
    }
    assert rules.warnings(**plan) == [
        "short_time_to_take_part",
        "short_time_to_read",
        "long_wait_for_answer",
        "one_way_in",
    ]


def test_meetings_on_one_day_each_are_no_short_time_when_weeks_lie_between_them():
    def told(*days):
        return rules.warnings(days=[(day, day) for day in days], channels=[], decision_on=None, answer_due=None)

    assert told(dt.date(2026, 3, 2), dt.date(2026, 3, 16)) == []
    assert told(dt.date(2026, 3, 2), dt.date(2026, 3, 15)) == ["short_time_to_take_part"]
    assert told(dt.date(2026, 3, 2)) == ["short_time_to_take_part"]


def test_a_plan_without_days_is_not_warned_of_them():
    assert rules.warnings(days=[], channels=[], decision_on=None, answer_due=None) == []


@pytest.mark.parametrize(
    ("part", "number"),
    [
        ("ends_on:1", 1),
        ("ends_on:", None),
        ("ends_on:x", None),
        ("ends_on:-1", None),
        ("1", None),
        ("ends_on:" + "9" * 5000, None),
    ],
)
def test_a_part_may_be_the_last_day_of_an_activity(part, number):
    assert rules.activity_number(part) == number
