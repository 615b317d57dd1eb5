"""Days on which few can come, occasions that clash, and what the plan takes: pure rules."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gehor.planning.project import rules
from gehor.planning.project.rules import Held
from gehor.process import holidays

DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2090, 12, 31))
AMOUNTS = st.integers(0, 10_000)
POSTS = st.lists(st.tuples(AMOUNTS, AMOUNTS, st.none() | AMOUNTS, st.none() | AMOUNTS), max_size=8)


# The public holidays of 2026, as printed in the almanac
@pytest.mark.parametrize(
    ("day", "code"),
    [
        ("2026-01-01", "new_years_day"),
        ("2026-01-06", "epiphany"),
        ("2026-04-03", "good_friday"),
        ("2026-04-05", "easter_day"),
        ("2026-04-06", "easter_monday"),
        ("2026-05-01", "first_of_may"),
        ("2026-05-14", "ascension_day"),
        ("2026-05-24", "whit_sunday"),
        ("2026-06-06", "national_day"),
        ("2026-06-20", "midsummer_day"),
        ("2026-10-31", "all_saints_day"),
        ("2026-12-25", "christmas_day"),
        ("2026-12-26", "boxing_day"),
        ("2026-05-25", ""),  # Whit Monday is none since 2005
    ],
)
def test_a_public_holiday_is_known(day, code):
    assert holidays.public_holiday(dt.date.fromisoformat(day)) == code


@given(DAYS)
def test_every_year_has_its_thirteen_holidays_and_midsummer_is_a_saturday(day):
    year = holidays.public_holidays(day.year)
    assert 12 <= len(year) <= 13, "Ascension Day may fall on the first of May, and Whit Sunday on the national day"
    midsummer = next(each for each, code in year.items() if code == "midsummer_day")
    assert midsummer.weekday() == 5
    assert dt.date(day.year, 6, 20) <= midsummer <= dt.date(day.year, 6, 26)


@pytest.mark.parametrize(
    ("day", "codes"),
    [
        ("2026-03-24", []),  # an ordinary Tuesday
        ("2026-04-03", ["on_public_holiday"]),  # Good Friday
        ("2026-04-02", ["on_holiday_eve"]),  # Maundy Thursday
        ("2026-12-24", ["on_holiday_eve"]),
        ("2026-07-15", ["in_holidays"]),
        ("2026-10-28", ["in_school_holiday"]),  # week 44
        ("2026-06-17", ["in_school_holiday"]),
        ("2026-04-08", ["in_school_holiday"]),  # Easter week
    ],
)
def test_an_unwise_day_says_why(day, codes):
    assert list(rules.day_warnings(dt.date.fromisoformat(day))) == codes


MONDAY = dt.date(2026, 3, 23)


def held(key, starts=None, ends=None, on=MONDAY, **more):
    at = [dt.time.fromisoformat(each) if each else None for each in (starts, ends)]
    return Held(key, on, *at, **more)


@pytest.mark.parametrize(
    ("one", "other", "clashes"),
    [
        (("18:00", "20:00"), ("19:00", "21:00"), True),
        (("18:00", "20:00"), ("20:00", "21:00"), False),
        (("18:00", None), ("19:00", "21:00"), True),  # nobody knows when the first ends
        ((None, None), ("19:00", "21:00"), True),
        (("18:00", "20:00"), ("18:00", "19:00"), True),
    ],
)
def test_two_occasions_clash_when_nobody_can_be_at_both(one, other, clashes):
    first, second = held(1, *one), held(2, *other)
    assert rules.clash(first, second) is rules.clash(second, first) is clashes
    assert not rules.clash(first, held(3, *other, on=MONDAY + dt.timedelta(days=1)))


def test_an_occasion_is_warned_of_another_day_and_of_the_decision():
    warned = rules.warnings([held(1, planned_on=MONDAY), held(2, on=dt.date(2026, 3, 24), planned_on=MONDAY)])
    assert warned == {2: ["other_day_than_planned"]}
    assert rules.warnings([held(1)], decision_on=MONDAY) == {1: ["after_decision"]}
    assert rules.warnings([held(1)], decision_on=MONDAY + dt.timedelta(days=1)) == {}


@given(POSTS)
def test_what_is_reported_adds_up_and_none_is_not_nought(posts):
    total = rules.summed(posts)
    assert total.planned_hours == sum(post[0] for post in posts)
    assert (total.actual_sek is None) == all(post[3] is None for post in posts)
    assert total.reported <= total.posts == len(posts)
    assert rules.summed(list(reversed(posts))) == total


@given(st.sampled_from(rules.STEPS), st.sampled_from(rules.STEPS))
def test_a_risk_weighs_the_same_whichever_way_round(likelihood, consequence):
    assert rules.weight(likelihood, consequence) == rules.weight(consequence, likelihood)
    assert rules.is_grave(likelihood, consequence) == (likelihood * consequence >= 8)
