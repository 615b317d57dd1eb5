"""What speaks for and against a method: by hand for single reasons, and as properties over all wishes."""

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from gehor.planning.advice import rules, texts
from gehor.planning.advice.entries import Facets, entries, entry
from gehor.planning.advice.rules import Choice, Reason, Wishes, chosen, fit, ranked
from gehor.planning.advice.words import Cost, Group, Mode, Polarisation, Purpose
from gehor.process.words import Level

FOCUS_GROUP = entry("focus-group")  # 6–12 in several groups, one to three months, low cost, consultation

some = st.frozensets
wishes = st.builds(
    Wishes,
    purposes=some(st.sampled_from(Purpose)),
    levels=some(st.sampled_from(Level)),
    groups=some(st.sampled_from(Group)),
    people=st.none() | st.integers(1, 100_000),
    days=st.none() | st.integers(-400, 1000),
    cost=st.none() | st.sampled_from(Cost),
    polarisation=st.none() | st.sampled_from(Polarisation),
    mode=st.none() | st.sampled_from(Mode),
)


def codes(**known):
    return [reason.code for reason in fit(FOCUS_GROUP, Wishes(**known))]


def test_what_is_not_known_counts_neither_way():
    assert fit(FOCUS_GROUP, Wishes()) == ()


@pytest.mark.parametrize(
    ("known", "code"),
    [
        ({"purposes": {Purpose.GATHER}}, "serves_purpose"),
        ({"purposes": {Purpose.DECIDE}}, "serves_other_purpose"),
        ({"levels": {Level.CONSULT, Level.INVOLVE}}, "stands_on_level"),
        ({"levels": {Level.CODECIDE}}, "stands_on_other_level"),
        ({"groups": {Group.YOUTH}}, "reaches_groups"),
        ({"groups": {Group.MINORITIES}}, "reaches_no_group"),
        ({"people": 5}, "needs_more_people"),
        ({"people": 12}, "right_size"),
        ({"people": 13}, "several_groups"),
        ({"people": 96}, "several_groups"),
        ({"people": 97}, "too_many_groups"),
        ({"days": 118}, "time_enough"),
        ({"days": 117}, "time_is_tight"),
        ({"days": 58}, "time_is_tight"),
        ({"days": 57}, "time_too_short"),
        ({"days": 0}, "time_too_short"),
        ({"cost": Cost.LOW}, "within_means"),
        ({"polarisation": Polarisation.MEDIUM}, "bears_conflict"),
        ({"polarisation": Polarisation.HIGH}, "cannot_bear_conflict"),
        ({"mode": Mode.PHYSICAL}, "right_mode"),
        ({"mode": Mode.DIGITAL}, "wrong_mode"),
    ],
)
def test_a_focus_group(known, code):
    assert codes(**known) == [code]


def test_a_workshop_may_cost_more_than_a_small_budget():
    workshop = entry("deliberative-workshop")
    assert [reason.code for reason in fit(workshop, Wishes(cost=Cost.LOW))] == ["may_cost_more"]


@pytest.mark.parametrize("key", ["e-petition", "citizens-proposal", "comments-and-fault-reports"])
def test_what_residents_begin_themselves_is_never_the_best_for_a_question(key):
    wishes = Wishes(purposes=frozenset({Purpose.IDEAS}), levels=frozenset({Level.CONSULT}))
    assert "residents_begin" in [reason.code for reason in fit(entry(key), wishes)]
    assert key not in {advice.entry.key for advice in ranked(entries(), wishes)[:10]}


def test_a_decision_day_that_has_passed_says_nothing_about_time():
    assert codes(days=-1) == []


def test_thirteen_people_are_two_groups():
    (reason,) = fit(FOCUS_GROUP, Wishes(people=13))
    assert dict(reason.numbers) == {"groups": 2}
    assert reason.weight == 0


def test_where_most_people_think_alike_no_method_is_praised_for_bearing_conflict():
    assert codes(polarisation=Polarisation.LOW) == []


SAID: set[Reason] = set()  # the same reason is given for many wishes, and its sentence is looked at once


@given(wishes)
def test_every_reason_has_a_sentence_in_both_languages(wished):
    for reason in {reason for each in entries() for reason in fit(each, wished)} - SAID:
        assert reason.code in texts.REASONS
        for language in ("sv", "en"):
            with translation.override(language):
                said = texts.sentence(reason)
            assert said.endswith(".") and "{" not in said and ": ." not in said
        SAID.add(reason)


@given(wishes)
def test_the_same_wishes_give_the_same_order_whatever_order_the_methods_come_in(wished):
    forwards, backwards = ranked(entries(), wished), ranked(reversed(entries()), wished)
    assert forwards == backwards
    assert {one.entry.key for one in forwards} == {each.key for each in entries()}
    scores = [one.score for one in forwards]
    assert scores == sorted(scores, reverse=True)


@given(wishes)
def test_every_reason_is_either_for_or_against_or_good_to_know_and_each_is_said_once(wished):
    for one in ranked(entries(), wished):
        assert sorted(one.speaks_for + one.speaks_against + one.good_to_know, key=repr) == sorted(one.reasons, key=repr)
        assert len({reason.code for reason in one.reasons}) == len(one.reasons)
        assert [abs(reason.weight) for reason in one.reasons] == sorted(
            (abs(reason.weight) for reason in one.reasons), reverse=True
        )


@given(wishes)
def test_a_longer_time_never_speaks_against_a_method(wished):
    for each in entries():
        days = abs(wished.days or 0)
        sooner, later = (Wishes(**{**vars(wished), "days": number}) for number in (days, days + 400))
        assert sum(r.weight for r in fit(each, sooner)) <= sum(r.weight for r in fit(each, later))


def test_no_sentence_is_without_a_rule():
    source = rules.__loader__.get_source(rules.__name__)
    assert all(f'"{code}"' in source for code in texts.REASONS)


def test_every_code_of_every_facet_has_its_words():
    for codes_of, words in texts.WORDS.items():
        assert set(words) == set(codes_of)
    assert set(texts.POLARISATIONS) == set(texts.BEARS) == set(Polarisation)
    assert set(texts.LABELS) == (set(Facets.__annotations__) - {"group_min", "group_max", "several_groups"}) | {
        "people"
    }


# Looking through the catalogue


def test_nothing_looked_for_leaves_everything():
    assert chosen(entries(), Choice()) == list(entries())


@pytest.mark.parametrize(
    ("looked_for", "found"),
    [
        ({"level": Level.CONSULT}, True),
        ({"level": Level.CODECIDE}, False),
        ({"people": 5}, False),
        ({"people": 90}, True),
        ({"people": 500}, False),
        ({"mode": Mode.DIGITAL}, False),
        ({"cost": Cost.LOW}, True),
        ({"polarisation": Polarisation.HIGH}, False),
        ({"group": Group.YOUTH}, True),
        ({"purpose": Purpose.DECIDE}, False),
        ({"run_here": True}, True),
    ],
)
def test_a_focus_group_is_found_by_what_it_is(looked_for, found):
    assert (FOCUS_GROUP in chosen(entries(), Choice(**looked_for))) is found
