"""What may be shown of answers, and what may not."""

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from gehor.followup.evaluation import rules, texts
from gehor.followup.evaluation.models import Group, Part
from gehor.followup.evaluation.rules import answered, of_answers
from gehor.process import indicators
from gehor.process.ratings import DONT_KNOW, FEWEST, SCALE, Share

ratings = st.integers(0, 5)
forms = st.lists(st.fixed_dictionaries({}, optional=dict.fromkeys(rules.QUESTIONS["answer"], ratings)), max_size=40)


def test_every_code_has_words():
    assert set(texts.QUESTIONS) == {question for part in rules.QUESTIONS.values() for question in part}
    assert set(texts.INDICATORS) == set(indicators.ALL)
    assert set(texts.WITHOUT_SOURCE) == set(indicators.WITHOUT_SOURCE)
    assert set(rules.QUESTIONS) == set(texts.PARTS) == set(Part.values)
    assert set(rules.GROUPS) == set(texts.GROUPS) == set(Group.values)
    assert set(texts.SCALE) == {*SCALE, DONT_KNOW}


@settings(max_examples=50)
@given(forms, st.data())
def test_no_number_tells_of_fewer_than_five(forms, data):
    on_paper = data.draw(st.integers(0, len(forms)))
    shown = answered("answer", forms, asked=data.draw(st.integers(0, 60)), on_paper=on_paper)
    for count in (shown.turnout.answered, shown.turnout.on_paper):
        assert count is None or count == 0 or count >= FEWEST
    if shown.turnout.on_paper:  # what is left when one number is taken from the other
        assert shown.turnout.answered - shown.turnout.on_paper not in range(1, FEWEST)


@settings(max_examples=30)
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


def test_participants_speak_of_all_answers_together_without_those_of_which_nothing_is_shown():
    good, hidden = dict.fromkeys(rules.QUESTIONS["answer"], Share(4, 6)), dict.fromkeys(rules.QUESTIONS["answer"])
    said = of_answers([(6, good), (None, hidden), (0, hidden), (7, {**good, "credible": None})])
    assert (said.turnout.answered, said.turnout.of_answers) == (13, 2)
    assert (said.shares["got_answer"], said.shares["credible"]) == (Share(8, 12), Share(4, 6))
    assert of_answers([(None, hidden), (0, hidden)]) is None


def test_a_last_day_leaves_time_to_answer():
    day = dt.date(2026, 3, 30)
    assert rules.ends_wrongly(day, today=day - dt.timedelta(6))
    assert not rules.ends_wrongly(day, today=day - dt.timedelta(7))
    assert rules.ends_wrongly(day, today=day - dt.timedelta(181))
