"""The organisation's own criteria are answered before a dialogue is run, and the answers are public."""

import pytest
from django.db import IntegrityError, transaction

from gehor.ground.errors import WrongInput
from gehor.ground.governance import actions as governance
from gehor.planning.actions import assess
from gehor.planning.checks.models import CriterionAnswer
from gehor.planning.checks.rules import Said
from gehor.planning.models import Assessment

pytestmark = pytest.mark.django_db
ASSESS, PUBLIC = "/staff/d/skolan/assess/", "/d/skolan/"
ENGLISH = {"accept-language": "en"}
GO = {
    "question_can_be_influenced": "yes",
    "deciders_can_be_influenced": "yes",
    "outcome": "run",
    "reason_sv": "Nämnden beslutar i juni.",
}
ANSWER = {"criterion_1": "partly", "criterion_1_wording": "1", "criterion_1_note_sv": "Tio veckor, inte tolv."}


@pytest.fixture
def asked(organisation, alma):
    """The organisation asks whether there is time."""
    return governance.add_criterion(
        organisation, actor=alma, question={"sv": "Finns det tid?", "en": "Is there time?"}, hint={"sv": "Tre månader"}
    ).criterion


def decide(idea, alma, answers, outcome="run"):
    return assess(
        idea,
        actor=alma,
        outcome=outcome,
        question_can_be_influenced=True,
        deciders_can_be_influenced=True,
        reason={"sv": "Skäl"},
        answers=answers,
    )


def test_the_answers_are_asked_for_stored_and_shown_with_the_outcome(asked, idea, signed_in, client):
    alma = signed_in("alma")
    form = alma.get(ASSESS, headers=ENGLISH).text
    assert "Is there time?" in form
    assert "Tre månader" in form
    assert alma.post(ASSESS, {**GO, **ANSWER}).status_code == 303
    stored = CriterionAnswer.objects.get()
    assert (stored.say, stored.note, stored.wording.number) == ("partly", {"sv": "Tio veckor, inte tolv."}, 1)
    page = client.get(PUBLIC, headers=ENGLISH).text
    for words in ("Is there time?", "Partly", "Tio veckor, inte tolv.", "Can the question be influenced?"):
        assert words in page
    assert "Partly" in alma.get(ASSESS, headers=ENGLISH).text


def test_they_are_shown_when_the_dialogue_is_not_run_too(asked, idea, alma, client):
    decide(idea, alma, {1: Said("no", 1, {"sv": "Beslutet tas om en vecka."})}, outcome="decline")
    assert "Beslutet tas om en vecka." in client.get(PUBLIC).text


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ({}, "criterion_unanswered"),
        ({1: Said("perhaps", 1)}, "criterion_unanswered"),
        ({1: Said("yes", 2)}, "criterion_reworded"),
        ({1: Said("yes", 1, {"en": "Yes"})}, "source_first"),
    ],
)
def test_all_are_answered_in_the_words_that_hold(asked, idea, alma, answers, code):
    with pytest.raises(WrongInput) as refusal:
        decide(idea, alma, answers)
    assert refusal.value.code == code
    assert refusal.value.params["field"].startswith("criterion_1")
    assert not Assessment.objects.exists()


def test_who_does_not_know_may_say_so_and_decides_all_the_same(asked, idea, alma):
    assert decide(idea, alma, {1: Said("unknown", 1)}).outcome == "run"


def test_what_is_left_out_is_said_and_everything_typed_is_kept(asked, idea, signed_in):
    answer = signed_in("alma").post(ASSESS, {**GO, **ANSWER, "criterion_1": ""}, headers=ENGLISH)
    assert answer.status_code == 422
    assert "Tio veckor, inte tolv." in answer.text
    assert "Nämnden beslutar i juni." in answer.text


def test_a_criterion_reworded_meanwhile_is_read_once_more(asked, idea, alma, signed_in):
    governance.reword_criterion(asked, actor=alma, question={"sv": "Finns det tolv veckor?"}, hint={})
    browser = signed_in("alma")
    answer = browser.post(ASSESS, {**GO, **ANSWER}, headers=ENGLISH)
    assert answer.status_code == 422
    assert "has been put in other words since you opened it" in answer.text
    assert "Finns det tolv veckor?" in answer.text
    assert "Tio veckor, inte tolv." in answer.text
    assert 'name="criterion_1_wording" value="2"' in answer.text
    assert browser.post(ASSESS, {**GO, **ANSWER, "criterion_1_wording": "2"}).status_code == 303


def test_a_criterion_added_meanwhile_is_asked_for(asked, idea, alma, organisation, signed_in):
    governance.add_criterion(organisation, actor=alma, question={"sv": "Finns det folk?"}, hint={})
    answer = signed_in("alma").post(ASSESS, {**GO, **ANSWER})
    assert answer.status_code == 422
    assert "Finns det folk?" in answer.text


@pytest.mark.both
def test_what_is_retired_or_reworded_stays_with_those_who_answered(asked, idea, alma, client):
    decide(idea, alma, {1: Said("yes", 1, {"sv": "Det finns."})}, outcome="postpone")
    governance.reword_criterion(asked, actor=alma, question={"sv": "Finns det tolv veckor?"}, hint={})
    governance.retire_criterion(asked, actor=alma)
    page = client.get(PUBLIC, headers={"accept-language": "sv"}).text
    assert "Finns det tid?" in page
    assert "Det finns." in page
    assert "tolv veckor" not in page
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        CriterionAnswer.objects.update(say="no")
    assert decide(idea, alma, None).outcome == "run"  # it can be assessed again, and nothing is asked any more


def test_the_two_that_are_always_asked_stand_first(asked, idea, signed_in):
    form = signed_in("alma").get(ASSESS).context["form"]
    assert list(form.fields)[:3] == ["question_can_be_influenced", "deciders_can_be_influenced", "criterion_1"]
    answer = signed_in("alma").post(ASSESS, {**GO, **ANSWER, "question_can_be_influenced": "no"})
    assert answer.status_code == 422


def test_the_pages_cost_few_queries(organisation, idea, alma, signed_in, client, django_assert_max_num_queries):
    for number in range(12):
        governance.add_criterion(organisation, actor=alma, question={"sv": f"Fråga {number}?"}, hint={})
    browser = signed_in("alma")
    with django_assert_max_num_queries(15):
        assert browser.get(ASSESS).status_code == 200
    decide(idea, alma, {number: Said("yes", 1) for number in range(1, 13)})
    with django_assert_max_num_queries(8):
        assert client.get(PUBLIC).status_code == 200
