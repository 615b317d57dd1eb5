"""What holds, and how far a petition has come."""

import datetime as dt

import pytest

from gehor.ground.errors import WrongInput
from gehor.methods.petition import rules
from gehor.methods.petition.rules import Handled, Kind, State
from gehor.methods.petition.texts import HANDLED, RULES, SOURCES, STATES
from gehor.process.method import Cast, Said
from gehor.process.words import Channel

from .conftest import LAW
from .examples import SETUP

DAY = dt.date(2026, 3, 2)
END = DAY + dt.timedelta(days=400)


def state(setup: dict[str, object], support: int = 0, *handled: Handled, on: dt.date = DAY) -> State:
    return rules.state(setup, received_on=DAY, ends_on=END, support=support, handled=handled, today=on)


def codes(setup: dict[str, object]) -> set[str]:
    return {each.code for each in rules.rules_of(setup)}


def test_every_rule_source_and_state_has_its_words() -> None:
    assert {each.code for each in rules.RULES} == set(RULES)
    assert {each.source for each in rules.RULES} == set(SOURCES)
    assert (set(State), {each.value for each in Handled}) == (set(STATES), set(HANDLED))


def test_the_law_is_told_of_a_citizens_proposal_alone() -> None:
    assert {"only_where_decided", "registered_residents", "no_age_limit", "within_a_year"} <= codes(LAW)
    assert not {"threshold", "days", "own_rule"} & codes(LAW)
    assert {"own_rule", "residents_only", "threshold", "days"} <= codes(SETUP)
    assert not {"within_a_year", "no_age_limit"} & codes(SETUP)
    assert "residents_only" not in codes({**SETUP, "residents_only": False})
    assert rules.residents_only(LAW) and not rules.residents_only({**SETUP, "residents_only": False})


def test_an_e_petition_collects_until_its_last_day_and_no_longer() -> None:
    last = DAY + dt.timedelta(days=59)
    assert rules.last_day(SETUP, DAY, ends_on=END) == last and rules.last_day(LAW, DAY, ends_on=END) is None
    assert rules.last_day(SETUP, DAY, ends_on=DAY) == DAY, "it is over when the activity is"
    assert state(SETUP, 2, on=last) is State.COLLECTING
    assert state(SETUP, 2, on=last + dt.timedelta(days=1)) is State.LAPSED
    assert state(SETUP, 3, on=last + dt.timedelta(days=1)) is State.REACHED
    when = {"received_on": DAY, "ends_on": END, "handled": ()}
    assert rules.may_be_supported(SETUP, **when, today=last)
    assert not rules.may_be_supported(SETUP, **when, today=last + dt.timedelta(days=1))
    assert not rules.may_be_supported(LAW, **when, today=DAY)


def test_what_was_noted_says_where_it_is() -> None:
    assert state(SETUP, 1, Handled.REGISTERED) is State.COLLECTING
    assert state(SETUP, 3, Handled.REGISTERED, Handled.SENT) is State.SENT
    assert state(SETUP, 3, Handled.SENT, Handled.DECIDED) is State.DECIDED
    assert state(SETUP, 1, Handled.NOT_TAKEN_UP) is State.NOT_TAKEN_UP
    assert (state(LAW), state(LAW, 0, Handled.REGISTERED)) == (State.RECEIVED, State.REGISTERED)
    taken_up = {"received_on": DAY, "ends_on": END, "handled": (Handled.SENT,), "today": DAY}
    assert not rules.may_be_supported(SETUP, **taken_up)


@pytest.mark.parametrize(
    ("received", "by"), [((2026, 3, 2), (2027, 3, 2)), ((2028, 2, 29), (2029, 3, 1))], ids=["a year", "leap day"]
)
def test_a_citizens_proposal_is_decided_within_a_year(received: tuple[int, ...], by: tuple[int, ...]) -> None:
    assert rules.decided_before(LAW, dt.date(*received)) == dt.date(*by)
    assert rules.decided_before({**SETUP, "kind": Kind.E_PETITION}, dt.date(*received)) is None


def test_a_file_says_in_a_word_whether_one_lives_here() -> None:
    asks = {"kind": "e_petition", "residents_only": True}
    assert [rules.checked(asks, {"resident": each}) for each in (True, "Ja", "1", "x")] == [{"resident": True}] * 4
    assert [rules.checked(asks, {"resident": each}) for each in (None, "", "nej", "0", False)] == [{}] * 5
    assert rules.checked({"kind": "e_petition"}, {"resident": "ja"}) == {}
    with pytest.raises(WrongInput, match="unknown_residency"):
        rules.checked(asks, {"resident": "kanske"})


def test_support_is_counted_once_for_each_person_by_hand() -> None:
    casts = [
        Cast(1, "AAAAAA", Channel.WEB, {"choice": 1}),
        Cast(1, "BBBBBB", Channel.WEB, {"choice": 1}),
        Cast(2, "BBBBBB", Channel.PAPER, {"choice": 1}),
        Cast(3, "AAAAAA", Channel.WEB, {"choice": 0}),
    ]
    outcome = rules.outcome(SETUP, Said((), casts))
    assert (outcome.people, outcome.unknown) == (3, 1)
    assert [(line.key, line.figures[0].value) for line in outcome.tables[0].lines] == [("BBBBBB", 2), ("AAAAAA", 1)]
    assert outcome == rules.outcome(SETUP, Said((), casts[::-1]))
