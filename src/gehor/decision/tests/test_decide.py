import datetime as dt

import pytest
from django.db import IntegrityError
from hypothesis import given
from hypothesis import strategies as st

from gehor.analysis.models import Finding, SignOff
from gehor.decision.actions import decide, decide_together
from gehor.decision.models import Decision
from gehor.decision.rules import Votes, in_short, numbers_of
from gehor.ground import clock
from gehor.ground.errors import NotYet, WrongInput, WrongMoment, WrongPerson
from gehor.ground.journal.models import Entry
from gehor.ground.organisations.models import Body

JUNE = dt.datetime(2026, 6, 11, 9, 0, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def the_day_after_the_meeting(analysed):
    with clock.at(JUNE):
        yield


@pytest.fixture
def finding(analysed):
    return Finding.objects.select_related("dialogue").get(dialogue=analysed, number=1)


@pytest.fixture
def minutes(board):
    """What the minutes of the meeting say on one finding."""
    return {
        "outcome": "partly_met",
        "reason": {"sv": "Skolgården görs om 2027.", "en": "The yard is rebuilt in 2027."},
        "body": board,
        "decided_on": dt.date(2026, 6, 10),
        "section": "§ 41",
        "case_number": "BUN 2026/17",
    }


def test_a_board_member_decides_on_a_finding(finding, cilla, minutes):
    decision = decide(finding, actor=cilla, **minutes)

    assert decision.weighs == finding and decision.outcome == "partly_met"
    assert decision.section == "41"  # the sign belongs to the page, not to the number
    assert decision.recorded_by_id == cilla.account_id and decision.recorded_at == JUNE
    entry = Entry.objects.get(step="decision.decide")
    assert entry.codes == {"finding": finding.pk, "outcome": "partly_met", "body": minutes["body"].pk}


@pytest.mark.parametrize("name", ["alma", "bo", "kim", "tove", "rut", "ada", "odd", "nour", "farid"])
def test_nobody_but_a_board_member_of_this_municipality_decides(finding, actors, minutes, name):
    with pytest.raises(WrongPerson):
        decide(finding, actor=actors[name], **minutes)
    assert not Decision.objects.exists()


def test_nothing_is_decided_before_the_analyst_has_signed_off(finding, cilla, minutes):
    SignOff.objects.all().delete()
    with pytest.raises(NotYet) as refusal:
        decide(finding, actor=cilla, **minutes)
    assert refusal.value.missing == ("signed_off",)


def test_a_finding_is_decided_once_and_the_second_hears_what_was_decided(finding, cilla, minutes):
    first = decide(finding, actor=cilla, **minutes)
    with pytest.raises(WrongMoment) as refusal:
        decide(finding, actor=cilla, **{**minutes, "outcome": "not_met", "section": "42"})
    assert refusal.value.code == "already_decided"
    assert refusal.value.params == {
        "decision": first.pk,
        "outcome": "partly_met",
        "body": "Barn- och utbildningsnämnden",
        "decided_on": dt.date(2026, 6, 10),
        "section": "41",
    }
    assert Decision.objects.get() == first


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"outcome": "maybe"}, "unknown_outcome"),
        ({"outcome": "referred"}, "receiver_missing"),
        ({"outcome": "referred", "referred_to": "  "}, "receiver_missing"),
        ({"reason": {}}, "text_missing"),
        ({"reason": {"sv": " \n"}}, "text_missing"),
        ({"reason": {"en": "Only a translation."}}, "source_first"),
        ({"reason": {"sv": "x" * 5001}}, "text_too_long"),
        ({"reason": {"sv": "x\x00"}}, "null_character"),
        ({"section": "§ "}, "text_missing"),
        ({"section": "4" * 21}, "text_too_long"),
        ({"case_number": ""}, "text_missing"),
        ({"decided_on": dt.date(2026, 6, 12)}, "decided_in_the_future"),
        ({"decided_on": dt.date(2026, 3, 1)}, "decided_before_closing"),
        ({"minutes_url": "javascript:alert(1)"}, "minutes_url_wrong"),
        ({"minutes_url": "minutes.pdf"}, "minutes_url_wrong"),
    ],
)
def test_a_decision_without_sense_is_refused(finding, cilla, minutes, wrong, code):
    with pytest.raises(WrongInput) as refusal:
        decide(finding, actor=cilla, **{**minutes, **wrong})
    assert refusal.value.code == code
    assert not Decision.objects.exists()


def test_another_municipalitys_body_decides_nothing_here(finding, cilla, minutes, other_organisation):
    theirs = Body.objects.create(organisation=other_organisation, name="Kommunstyrelsen")
    with pytest.raises(WrongInput) as refusal:
        decide(finding, actor=cilla, **{**minutes, "body": theirs})
    assert refusal.value.code == "not_our_body"


def test_a_referred_finding_names_its_receiver_and_others_name_none(finding, cilla, minutes):
    decision = decide(finding, actor=cilla, **{**minutes, "outcome": "referred", "referred_to": " Tekniska nämnden "})
    assert decision.referred_to == "Tekniska nämnden"


def test_a_receiver_left_over_in_the_form_is_not_kept(finding, cilla, minutes):
    decision = decide(finding, actor=cilla, **{**minutes, "referred_to": "Tekniska nämnden"})
    assert decision.referred_to == ""


# When there was a vote


def test_a_vote_and_a_reservation_are_recorded_and_shown_to_everybody(finding, cilla, minutes, client):
    reservation = {"sv": "Oppositionen ville bygga redan 2026."}
    decision = decide(finding, actor=cilla, **minutes, votes=Votes(31, 24, 1), reservation=reservation)
    assert (decision.votes_for, decision.votes_against, decision.votes_abstained) == (31, 24, 1)
    page = client.get("/d/skolan/decision/", headers={"accept-language": "sv"}).content.decode()
    assert "31 för och 24 mot" in page and "1 avstod" in page and reservation["sv"] in page


def test_without_a_vote_there_are_no_numbers(finding, cilla, minutes, client):
    assert decide(finding, actor=cilla, **minutes).votes_for is None
    assert "votering" not in client.get("/d/skolan/decision/", headers={"accept-language": "sv"}).content.decode()


@pytest.mark.parametrize(
    ("votes", "code"),
    [(Votes(0, 0, 7), "nobody_voted"), (Votes(-1, 3), "votes_impossible"), (Votes(1000, 3), "votes_impossible")],
)
def test_a_vote_that_cannot_have_been_is_refused(finding, cilla, minutes, votes, code):
    with pytest.raises(WrongInput) as refusal:
        decide(finding, actor=cilla, **minutes, votes=votes)
    assert refusal.value.code == code
    assert not Decision.objects.exists()


def test_half_a_vote_cannot_be_stored(finding, cilla, minutes):
    decision = decide(finding, actor=cilla, **minutes)
    decision.delete()
    decision.votes_for = 3
    with pytest.raises(IntegrityError, match="whole"):
        decision.save()


def test_several_findings_get_the_same_decision_each_by_itself(analysed, cilla, minutes):
    findings = list(Finding.objects.filter(dialogue=analysed))
    rows = decide_together(analysed, findings, actor=cilla, **minutes)
    assert [row.weighs.number for row in rows] == [1, 2]
    assert {row.reason["sv"] for row in Decision.objects.all()} == {"Skolgården görs om 2027."}
    entries = Entry.objects.filter(step="decision.decide").order_by("pk")
    assert [(each.subject_id, each.codes["finding"]) for each in entries] == [(row.pk, row.weighs_id) for row in rows]


def test_several_are_decided_all_or_none(analysed, finding, cilla, bo, minutes):
    findings = list(Finding.objects.filter(dialogue=analysed))
    with pytest.raises(WrongPerson):
        decide_together(analysed, findings, actor=bo, **minutes)
    with pytest.raises(WrongInput) as nothing:
        decide_together(analysed, [], actor=cilla, **minutes)
    decide(finding, actor=cilla, **minutes)
    with pytest.raises(WrongMoment) as refusal:
        decide_together(analysed, findings, actor=cilla, **minutes)
    assert (nothing.value.code, refusal.value.code) == ("none_chosen", "decided_meanwhile")
    assert refusal.value.params == {"numbers": "1"}
    assert Decision.objects.count() == 1


@given(st.sets(st.integers(1, 40), min_size=1))
def test_numbers_are_read_as_they_are_written(numbers):
    assert numbers_of(in_short(numbers), highest=40) == tuple(sorted(numbers))


@pytest.mark.parametrize("typed", ["tre", "3-", "0", "7–3", "41", "1–99999999999"])
def test_numbers_that_name_nothing_are_refused(typed):
    with pytest.raises(WrongInput):
        numbers_of(typed, highest=40)
