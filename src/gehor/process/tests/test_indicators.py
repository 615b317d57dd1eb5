"""Indicators are counted from what a dialogue leaves behind."""

import datetime as dt
from dataclasses import fields, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gehor.process import indicators
from gehor.process.indicators import Amount, Course, Day, Effect, Unit, effect, effects, values
from gehor.process.words import Channel, Outcome

days = st.dates(dt.date(2015, 1, 1), dt.date(2035, 12, 31))
counts = st.integers(0, 5000)
amounts = st.none() | st.floats(0, 1e7)
DAYS = (
    "approved",
    "public",
    "opens",
    "opened",
    "closes",
    "closed",
    "signed_off",
    "decision",
    "decided",
    "promise",
    "answered",
)


@st.composite
def courses(draw):
    contributions, deliveries, due, at_first = draw(counts), draw(counts), draw(counts), draw(counts)
    outcomes = draw(st.dictionaries(st.sampled_from(list(Outcome)), counts))
    return Course(
        started=draw(days),
        **{name: draw(st.none() | days) for name in DAYS},
        people=draw(counts),
        reach_aim=draw(st.none() | counts),
        meetings=draw(st.integers(0, 4)),
        at_first=at_first,
        at_last=draw(st.integers(0, at_first)),
        contributions=contributions,
        carried=draw(st.integers(0, contributions)),
        by_channel=draw(st.dictionaries(st.sampled_from(list(Channel)), counts)),
        outcomes=outcomes,
        findings=sum(outcomes.values()) + draw(counts),
        deliveries=deliveries,
        arrived=draw(st.integers(0, deliveries)),
        measures_due=due,
        measures_done=draw(st.integers(0, due)),
        hours_planned=draw(amounts),
        hours=draw(amounts),
        sek_planned=draw(amounts),
        sek=draw(amounts),
    )


def on(day, month, year=2026):
    return dt.date(year, month, day)


WHOLE = Course(
    started=on(1, 2),
    approved=on(20, 2),
    public=on(10, 2),
    meetings=3,
    at_first=20,
    at_last=15,
    opens=on(1, 3),
    opened=on(2, 3),
    closes=on(31, 3),
    closed=on(31, 3),
    signed_off=on(20, 4),
    decision=on(10, 6),
    decided=on(10, 6),
    promise=on(24, 6),
    answered=on(26, 6),
    people=40,
    reach_aim=50,
    contributions=60,
    carried=54,
    by_channel={"web": 30, "paper": 20, "meeting": 10, "phone": 0},
    outcomes={"met": 2, "partly_met": 1, "not_met": 1, "under_way": 1},
    findings=5,
    deliveries=40,
    arrived=30,
    measures_due=4,
    measures_done=3,
    hours_planned=100,
    hours=120,
    sek_planned=50_000,
    sek=40_000,
)


def test_a_whole_dialogue_counted_by_hand():
    assert values(WHOLE) == {
        "hours": 120,
        "sek": 40_000,
        "hours_each": 3,
        "sek_each": 1000,
        "days_in_all": 145,
        "approved_days": 10,
        "notice_days": 20,
        "days_open": 30,
        "channels": 3,
        "off_web": 0.5,
        "reached": 0.8,
        "dropped_out": 0.25,
        "people": 40,
        "contributions": 60,
        "carried": 0.9,
        "days_to_findings": 20,
        "days_to_answer": 87,
        "days_late": 2,
        "delivered": 0.75,
        "decided_share": 1,
        "followed": 0.75,
        "measures_done": 0.75,
    }


def test_an_idea_has_no_numbers():
    assert set(values(Course(started=on(1, 2))).values()) == {None}


@settings(max_examples=50)
@given(courses())
def test_a_share_is_a_share_and_nothing_is_negative(course):
    for code, value in values(course).items():
        assert value is None or value >= 0
        if indicators.ALL[code].unit is Unit.SHARE and value is not None and code != "reached":
            assert value <= 1


@settings(max_examples=50)
@given(courses(), st.integers(1, 400))
def test_the_year_makes_no_difference(course, shift):
    moved = {
        each.name: value + dt.timedelta(shift)
        for each in fields(course)
        if isinstance(value := getattr(course, each.name), dt.date)
    }
    assert values(replace(course, **moved)) == values(course)


@settings(max_examples=50)
@given(courses(), st.integers(2, 9))
def test_a_dialogue_so_many_times_larger_has_the_same_shares(course, times):
    larger = replace(
        course,
        people=course.people * times,
        reach_aim=course.reach_aim and course.reach_aim * times,
        contributions=course.contributions * times,
        carried=course.carried * times,
        by_channel={channel: count * times for channel, count in course.by_channel.items()},
        outcomes={outcome: count * times for outcome, count in course.outcomes.items()},
        findings=course.findings * times,
        deliveries=course.deliveries * times,
        arrived=course.arrived * times,
        measures_due=course.measures_due * times,
        measures_done=course.measures_done * times,
    )
    before, after = values(course), values(larger)
    for code, indicator in indicators.ALL.items():
        if indicator.unit is Unit.SHARE:
            # two divisions of floats, each right to one unit in the last place
            assert after[code] == (before[code] if before[code] is None else pytest.approx(before[code], rel=1e-12))


@settings(max_examples=50)
@given(courses(), days)
def test_a_later_answer_is_never_better(course, answered):
    late = replace(course, answered=answered)
    later = replace(course, answered=answered + dt.timedelta(3))
    for code in ("days_in_all", "days_to_answer", "days_late"):
        if values(late)[code] is not None:
            assert values(later)[code] >= values(late)[code]


@pytest.mark.parametrize("missing", ["opened", "closed", "answered", "promise", "hours", "sek", "reach_aim"])
def test_what_is_not_known_is_not_counted_as_nothing(missing):
    for code, value in values(replace(WHOLE, **{missing: None})).items():
        assert value is None or value == values(WHOLE)[code]


def test_planned_stands_beside_what_became_of_it():
    assert indicators.days_planned(WHOLE)[0] == Day("opened", on(1, 3), on(2, 3))
    assert [each.later for each in indicators.days_planned(WHOLE)] == [1, 0, 0, 2]
    assert indicators.amounts_planned(WHOLE) == (
        Amount("people", Unit.COUNT, 50, 40),
        Amount("hours", Unit.HOURS, 100, 120),
        Amount("sek", Unit.SEK, 50_000, 40_000),
    )
    assert [each.share for each in indicators.amounts_planned(WHOLE)] == [0.8, 1.2, 0.8]


@settings(max_examples=50)
@given(courses())
def test_nothing_is_compared_that_was_neither_planned_nor_came(course):
    compared = [*indicators.days_planned(course), *indicators.amounts_planned(course)]
    assert all(each.planned is not None or each.actual is not None for each in compared)
    for each in indicators.days_planned(course):
        assert (each.later is None) == (each.planned is None or each.actual is None)


def test_every_outcome_has_an_effect_or_waits_for_a_person():
    assert {outcome: effect(outcome) for outcome in Outcome} == {
        Outcome.MET: Effect.WHOLE,
        Outcome.PARTLY_MET: Effect.PART,
        Outcome.NOT_MET: Effect.WEIGHED,
        Outcome.OUTSIDE_MANDATE: Effect.WEIGHED,
        Outcome.UNDER_WAY: Effect.UNSETTLED,
        Outcome.REFERRED: Effect.UNSETTLED,
    }
    assert effect(None) is Effect.UNSETTLED
    with pytest.raises(ValueError):
        effect("met", "much")


@given(st.lists(st.tuples(st.none() | st.sampled_from(list(Outcome)), st.none() | st.sampled_from(list(Effect)))))
def test_every_finding_is_counted_once_and_a_person_is_heard(pairs):
    counted = effects(pairs)
    assert sum(counted.values()) == len(pairs) and list(counted) == list(Effect)
    assert all(effect(outcome, judged) is judged for outcome, judged in pairs if judged is not None)
