import datetime as dt

import pytest

from gehor.analysis.models import Finding, SignOff
from gehor.decision.models import Decision
from gehor.ground import clock
from gehor.ground.organisations.models import Body

JUNE = dt.datetime(2026, 6, 11, 9, 0, tzinfo=dt.UTC)
LIST = "/staff/d/skolan/decide/"
TOGETHER = f"{LIST}together/"
FIRST, SECOND = f"{LIST}1/", f"{LIST}2/"


@pytest.fixture(autouse=True)
def the_day_after_the_meeting(analysed):
    with clock.at(JUNE):
        yield


@pytest.fixture
def typed(board):
    return {
        "outcome": "not_met",
        "reason_sv": "Pengarna räcker inte i år.",
        "reason_en": "",
        "body": board.pk,
        "decided_on": "2026-06-10",
        "section": "41",
        "case_number": "BUN 2026/17",
        "minutes_url": "",
        "referred_to": "",
    }


def test_a_board_member_decides_finding_by_finding(signed_in, typed, django_assert_max_num_queries):
    cilla = signed_in("cilla")
    with django_assert_max_num_queries(15):
        page = cilla.get(LIST).content.decode()
    assert "Skolgården är för liten." in page and FIRST in page

    response = cilla.post(FIRST, typed)
    assert response.status_code == 303 and response["Location"] == SECOND  # on to the one that is left
    decision = Decision.objects.get()
    assert decision.outcome == "not_met" and decision.reason == {"sv": "Pengarna räcker inte i år."}
    assert "§ 41" in cilla.get(LIST).content.decode()


def test_the_vote_is_typed_as_the_minutes_say(signed_in, typed):
    vote = {"votes_for": "31", "votes_against": "0", "votes_abstained": "", "reservation_sv": "Vi ville mer."}
    assert signed_in("cilla").post(FIRST, {**typed, **vote}).status_code == 303
    decision = Decision.objects.get()
    assert (decision.votes_for, decision.votes_against, decision.votes_abstained) == (31, 0, 0)
    assert decision.reservation == {"sv": "Vi ville mer."}


def test_what_is_seldom_asked_lies_folded_and_shows_itself_when_filled_in(signed_in, typed):
    cilla = signed_in("cilla")
    assert "<details><summary>" in cilla.get(FIRST).content.decode()
    again = cilla.post(FIRST, {**typed, "votes_for": "31"})
    assert again.status_code == 422 and again.context["form"].folds()[-1].is_open
    assert 'value="31"' in again.content.decode()
    assert ", 10 June 2026, § 41" in again.content.decode()  # the meeting in one line, as people write its day
    never = cilla.post(FIRST, {**typed, "decided_on": "2026-02-30"})
    assert never.status_code == 422 and ", 2026-02-30, § 41" in never.content.decode()


def test_whoever_has_read_the_basis_comes_straight_to_the_first_that_waits(signed_in, typed):
    cilla = signed_in("cilla")
    assert cilla.get(f"{LIST}next/").url == FIRST and signed_in("bo").get(f"{LIST}next/").url == LIST
    cilla.post(FIRST, typed)
    cilla.post(SECOND, typed)
    assert cilla.get(f"{LIST}next/").url == LIST


def test_the_form_knows_the_plan_and_then_the_meeting(signed_in, typed, django_assert_max_num_queries):
    cilla = signed_in("cilla")
    with django_assert_max_num_queries(14):
        form = cilla.get(FIRST).context["form"]
    assert form["case_number"].value() == "BUN 2026/17"
    assert form["decided_on"].value() == dt.date(2026, 6, 10)

    cilla.post(FIRST, {**typed, "section": "41 p. 1", "case_number": "KS 2026/9"})
    form = cilla.get(SECOND).context["form"]
    assert (form["section"].value(), form["case_number"].value()) == ("41 p. 2", "KS 2026/9")
    assert form["reason"].value() in (None, {}) and form["outcome"].value() is None


def test_a_meeting_that_has_not_been_held_is_not_filled_in(signed_in):
    with clock.at(JUNE - dt.timedelta(days=9)):
        assert signed_in("cilla").get(FIRST).context["form"]["decided_on"].value() is None


def test_deciding_twice_shows_what_was_decided_and_keeps_what_was_typed(signed_in, typed):
    cilla = signed_in("cilla")
    cilla.post(FIRST, typed)
    mine = {"reason_sv": "Vi har ändrat oss.", "reason_en": "We changed our minds.", "reservation_sv": "Nej, sade S."}
    response = cilla.post(FIRST, {**typed, "outcome": "met", **mine})
    page = response.content.decode()
    assert response.status_code == 409
    assert all(words in page for words in ("Pengarna räcker inte i år.", *mine.values()))
    assert Decision.objects.get().outcome == "not_met"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"outcome": ""}, "outcome"),
        ({"outcome": "maybe"}, "outcome"),
        ({"outcome": "referred"}, "referred_to"),
        ({"reason_sv": " "}, "reason"),
        ({"decided_on": "igår"}, "decided_on"),
        ({"decided_on": "2026-07-01"}, "decided_on"),
        ({"decided_on": "2026-01-01"}, "decided_on"),
        ({"section": ""}, "section"),
        ({"case_number": "x" * 41}, "case_number"),
        ({"votes_for": "31"}, "votes_against"),
        ({"votes_against": "24"}, "votes_for"),
        ({"votes_abstained": "2"}, "votes_for"),
        ({"votes_for": "0", "votes_against": "0"}, "votes_for"),
        ({"votes_for": "-1", "votes_against": "3"}, "votes_for"),
        ({"votes_for": "elva", "votes_against": "3"}, "votes_for"),
        ({"minutes_url": "javascript:alert(1)"}, "minutes_url"),
        ({"body": "999"}, "body"),
    ],
)
def test_what_makes_no_sense_comes_back_with_everything_typed(signed_in, typed, wrong, field):
    response = signed_in("cilla").post(FIRST, {**typed, **wrong})
    assert response.status_code == 422
    assert field in response.context["form"].errors
    if field != "reason":
        assert "Pengarna räcker inte i år." in response.content.decode()
    assert not Decision.objects.exists()


def test_another_municipalitys_body_cannot_be_chosen(signed_in, typed, other_organisation):
    theirs = Body.objects.create(organisation=other_organisation, name="Kommunstyrelsen")
    assert signed_in("cilla").post(FIRST, {**typed, "body": theirs.pk}).status_code == 422


def test_markup_in_a_reason_stays_text(signed_in, typed):
    cilla = signed_in("cilla")
    cilla.post(FIRST, {**typed, "reason_sv": "<script>alert(1)</script> & <b>nej</b>", "section": "<i>4"})
    for address in (LIST, FIRST, "/d/skolan/decision/", "/d/skolan/basis/"):
        page = cilla.get(address).content.decode()
        assert "<script>alert" not in page and "<i>4" not in page


def test_others_at_the_house_may_read_but_not_decide(signed_in, typed):
    bo = signed_in("bo")
    assert '<form class="form"' not in bo.get(FIRST).content.decode()
    assert bo.post(FIRST, typed).status_code == 403
    assert signed_in("farid").get(LIST).status_code == 403
    assert signed_in("farid").post(FIRST, typed).status_code == 403
    assert not Decision.objects.exists()


def test_before_the_sign_off_the_page_says_what_must_happen_first(signed_in, typed):
    SignOff.objects.all().delete()
    cilla = signed_in("cilla")
    page = cilla.get(LIST).content.decode()
    assert "missing" in page and FIRST not in page
    assert cilla.post(FIRST, typed).status_code == 409


def test_a_finding_that_does_not_exist_is_not_found(signed_in):
    assert signed_in("cilla").get(f"{LIST}9/").status_code == 404
    assert Finding.objects.count() == 2


def test_those_ticked_are_read_and_decided_together(signed_in, typed, django_assert_max_num_queries):
    cilla = signed_in("cilla")
    assert 'name="finding" value="2"' in cilla.get(LIST).content.decode()
    with django_assert_max_num_queries(15):
        page = cilla.get(f"{TOGETHER}?finding=1&finding=2").content.decode()
    assert "Skolgården är för liten." in page and "Maten är kall." in page and '"?numbers=1%E2%80%932"' in page
    response = cilla.post(f"{TOGETHER}?numbers=1–2", typed)
    assert response.status_code == 303 and response["Location"] == LIST
    assert Decision.objects.filter(outcome="not_met", section="41").count() == 2


def test_together_keeps_what_was_typed_when_it_makes_no_sense_or_somebody_was_first(signed_in, typed):
    cilla = signed_in("cilla")
    for address, wrong in ((f"{TOGETHER}?numbers=1–2", {"section": ""}), (TOGETHER, {}), (f"{TOGETHER}?numbers=x", {})):
        assert cilla.post(address, {**typed, **wrong}).status_code == 422
    cilla.post(FIRST, typed)
    late = cilla.post(f"{TOGETHER}?numbers=1–2", typed)
    page = late.content.decode()
    assert late.status_code == 409 and "Pengarna räcker inte i år." in page and '"?numbers=2"' in page
    assert cilla.post(f"{TOGETHER}?numbers=2", typed).status_code == 303
    assert signed_in("bo").get(TOGETHER).status_code == 403
