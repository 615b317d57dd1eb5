import dataclasses
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gehor.network.programme import electronic, rules
from gehor.network.programme.rules import Held, State
from gehor.process.errors import WrongInput
from gehor.process.learning import COMPLETE, SUBMIT_APPLICATION

WHOLE = Held(
    body="Kommunstyrelsen",
    decided_on=dt.date(2026, 1, 12),
    section="12",
    case_number="KS 2026/7",
    documents=1,
    people=(("steering", "elected"), ("steering", "leading"), ("leader", "official"), ("group", "official")),
    topic="Skolan",
    components=(1,),
    budget_sek=0,
    commitments="Vi kommer.",
    number="212000-0142",
    invoice_reference="ZZ1",
    invoice_address=("Torget 1", "123 45", "Bortby"),
)
CALL = {"published": True, "in_time": True, "readers": 0, "readers_least": 2, "admitted": 0, "members_most": 5}
PARTS = {
    "body": ("", "application_decision"),
    "decided_on": (None, "application_decision"),
    "section": ("", "application_decision"),
    "case_number": ("", "application_decision"),
    "documents": (0, "application_document"),
    "topic": ("", "application_topic"),
    "components": ((), "application_components"),
    "budget_sek": (None, "application_budget"),
    "commitments": ("", "application_commitments"),
    "number": ("", "application_invoice"),
    "invoice_reference": ("", "application_invoice"),
    "invoice_address": (("Torget 1", "", "Bortby"), "application_invoice"),
}
WHO = ("application_elected", "application_leading", "application_leader", "application_group")


def facts(held, where=State.DRAFT, **more):
    return rules.facts(held, where=where, **{**CALL, **more})


def test_a_whole_application_lacks_nothing():
    assert rules.missing(facts(WHOLE)) == ()
    assert SUBMIT_APPLICATION.missing(facts(WHOLE)) == ()


@given(st.sets(st.sampled_from(sorted(PARTS))), st.sets(st.sampled_from(range(4))))
def test_what_is_left_out_is_what_is_missing_and_nothing_else(left_out, absent):
    people = tuple(each for place, each in enumerate(WHOLE.people) if place not in absent)
    held = dataclasses.replace(WHOLE, people=people, **{name: PARTS[name][0] for name in left_out})
    expected = {PARTS[name][1] for name in left_out} | {WHO[place] for place in absent}
    assert set(rules.missing(facts(held))) == expected


@given(st.sets(st.sampled_from(sorted(PARTS))), st.sampled_from(sorted(PARTS)))
def test_more_that_is_written_never_makes_more_missing(left_out, added):
    before = dataclasses.replace(WHOLE, **{name: PARTS[name][0] for name in left_out | {added}})
    after = dataclasses.replace(WHOLE, **{name: PARTS[name][0] for name in left_out - {added}})
    assert set(rules.missing(facts(after))) <= set(rules.missing(facts(before)))


def test_the_list_and_the_gate_ask_the_same():
    asked = [need.code for need in SUBMIT_APPLICATION.needs]
    assert asked[2:] == [need.code for need in COMPLETE]
    assert rules.missing(facts(Held())) == tuple(asked[2:])


def test_officials_alone_are_no_steering_group():
    held = dataclasses.replace(WHOLE, people=(("steering", "leading"), ("group", "elected"), ("leader", "official")))
    assert rules.missing(facts(held)) == ("application_elected",)


@given(st.dates(), st.none() | st.dates(), st.dates())
def test_whoever_is_given_more_time_never_has_less(apply_by, late_until, today):
    if rules.may_come(apply_by, None, today):
        assert rules.may_come(apply_by, late_until, today)


@given(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9), st.integers(1, 9))
def test_a_place_needs_readers_and_room(readers, least, admitted, most):
    held = facts(WHOLE, State.SUBMITTED, readers=readers, readers_least=least, admitted=admitted, members_most=most)
    assert held.read == (readers >= least)
    assert held.room == (admitted < most)


@pytest.mark.parametrize(
    ("outcomes", "state"),
    [
        ([], "submitted"),
        (["waiting"], "waiting"),
        (["waiting", "declined"], "declined"),
        (["admitted", "withdrawn"], "withdrawn"),
    ],
)
def test_the_last_ruling_holds(outcomes, state):
    assert rules.state(True, outcomes).value == state


@pytest.mark.parametrize("given", ["0007:2120000143", "1234", "0192:2120000142", "7340000000009", "0088:2120000142"])
def test_what_is_no_electronic_address_is_refused(given):
    with pytest.raises(WrongInput) as refusal:
        electronic.address(given)
    assert refusal.value.code == "no_electronic_address"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("0007:2120000142", ("0007", "2120000142")),
        ("212000-0142", ("0007", "2120000142")),
        ("7340000000000", ("0088", "7340000000000")),
        ("", ("", "")),
    ],
)
def test_an_electronic_address_is_understood_as_people_write_it(given, kept):
    assert electronic.address(given) == kept
