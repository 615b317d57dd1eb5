"""What may be shown of answers, and what may not."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gehor.followup.evaluation import rules, texts
from gehor.followup.evaluation.models import Group, Part
from gehor.followup.evaluation.rules import Share, agreeing, answered
from gehor.process import indicators

ratings = st.integers(0, 5)
forms = st.lists(st.fixed_dictionaries({}, optional=dict.fromkeys(rules.QUESTIONS["answer"], ratings)), max_size=40)


def test_every_code_has_words():
    assert set(texts.QUESTIONS) == {question for part in rules.QUESTIONS.values() for question in part}
    assert set(texts.INDICATORS) == set(indicators.ALL)
    assert set(rules.QUESTIONS) == set(texts.PARTS) == set(Part.values)
    assert set(rules.GROUPS) == set(texts.GROUPS) == set(Group.values)
    assert set(texts.SCALE) == {*rules.SCALE, rules.DONT_KNOW}


def test_whoever_does_not_know_is_not_counted_as_against():
    assert agreeing([5, 4, 3, 2, 1, 0, 0]) == Share(agree=2, of=5)


def test_four_who_had_an_opinion_are_too_few():
    assert agreeing([5, 5, 5, 5, 0]) is None
    assert agreeing([5, 5, 5, 5, 5]) == Share(5, 5)


@given(forms, st.data())
def test_nothing_is_shown_of_fewer_than_five(forms, data):
    on_paper = data.draw(st.integers(0, len(forms)))
    shown = answered("answer", forms, asked=data.draw(st.integers(0, 60)), on_paper=on_paper)
    for question, share in shown.shares.items():
        opinions = [form[question] for form in forms if form.get(question)]
        assert share is None or share.of == len(opinions) >= rules.FEWEST
        assert (share is None) == (len(forms) < rules.FEWEST or len(opinions) < rules.FEWEST)
    for count in (shown.turnout.answered, shown.turnout.on_paper):
        assert count is None or count == 0 or count >= rules.FEWEST
    if shown.turnout.on_paper:  # what is left when one number is taken from the other
        assert shown.turnout.answered - shown.turnout.on_paper not in range(1, rules.FEWEST)


@given(forms, st.randoms())
def test_the_order_of_answers_tells_nothing(forms, random):
    mixed = list(forms)
    random.shuffle(mixed)
    assert answered("answer", forms, asked=9, on_paper=0) == answered("answer", mixed, asked=9, on_paper=0)


def test_a_rate_is_of_those_with_a_ticket():
    forms = [{"credible": 5}] * 15
    assert answered("answer", forms, asked=20, on_paper=5).turnout.rate == 0.5
    assert answered("answer", forms, asked=20, on_paper=2).turnout.rate is None  # two on paper would be seen
    assert answered("answer", forms, asked=4, on_paper=15).turnout.rate is None  # whoever it is did not answer


@pytest.mark.parametrize(
    ("ratings", "wrong"),
    [({"credible": 3}, ""), ({"credible": 6}, "credible"), ({"credible": -1}, "credible"), ({"respect": 3}, "respect")],
)
def test_only_what_is_asked_is_answered(ratings, wrong):
    assert rules.wrong_rating("answer", ratings) == wrong


def test_the_last_day_itself_is_not_over():
    day = dt.date(2026, 3, 30)
    assert not rules.is_over(day, today=day) and rules.is_over(day, today=day + dt.timedelta(1))
    assert rules.ends_wrongly(day, today=day - dt.timedelta(6))
    assert not rules.ends_wrongly(day, today=day - dt.timedelta(7))
    assert rules.ends_wrongly(day, today=day - dt.timedelta(181))
