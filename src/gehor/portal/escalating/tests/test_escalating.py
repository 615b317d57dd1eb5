"""Late promises reach the manager, one mail each and not more than weekly, and stand on the public clock."""

import datetime as dt

import pytest

from gehor.feedback.actions import release_answers
from gehor.feedback.models import Answer
from gehor.feedback.replies import actions as replies
from gehor.followup.models import Measure, Report
from gehor.ground import clock, worker
from gehor.ground.act import RESIDENT
from gehor.ground.errors import WrongInput, WrongPerson
from gehor.participation.models import Contribution
from gehor.planning.models import Assessment, Dialogue
from gehor.portal.escalating import actions, queries, rules
from gehor.portal.escalating.models import Escalation, Sent
from gehor.portal.escalating.tasks import look_for_late_promises

pytestmark = pytest.mark.django_db
EN = {"accept-language": "en"}
RULE = {"email": "chef@alvsala.example", "language": "en", "after_days": 7}


@pytest.fixture
def rule(organisation, actors):
    return actions.set_escalation(organisation, actor=actors["ada"], **RULE)


@pytest.fixture
def measure(decided):
    answer = Measure(
        dialogue=decided,
        title={"sv": "Bygg ut skolgården"},
        owner="Fastighetschefen",
        due_on=dt.date(2026, 7, 1),
        promised_at=clock.now(),
    )
    answer.decision_id = 94
    answer.save()
    return answer


def days(number):
    return clock.at(dt.datetime(2026, 6, 24, 9, tzinfo=dt.UTC) + dt.timedelta(days=number))


def look():
    look_for_late_promises()
    worker.work_off()


def test_a_late_answer_is_written_of_once_and_again_after_a_week(rule, decided, mail_server):
    for number, letters in ((6, 0), (7, 1), (7, 1), (13, 1), (14, 2)):
        with days(number):
            look()
        assert len(mail_server.letters) == letters, number
    letter = mail_server.letters[0]
    assert str(letter["To"]) == "chef@alvsala.example"
    assert letter["Subject"] == "7 days late: Answer, What is quality in school?"
    assert "/d/skolan/answers/" in letter.get_content()
    assert list(Sent.objects.values_list("key", "days_late")) == [("answer:31", 7), ("answer:31", 14)]


def test_each_late_measure_has_its_own_mail_until_it_is_done(rule, decided, measure, accounts, mail_server):
    with days(14):
        look()
    assert sorted(Sent.objects.values_list("key", flat=True)) == ["answer:31", f"measure:{measure.pk}"]
    Report.objects.create(measure=measure, status="done", reported_at=clock.now(), reported_by=accounts["alma"])
    with days(40):
        look()
    assert Sent.objects.filter(key=f"measure:{measure.pk}").count() == 1


def test_without_an_address_nobody_is_written_to(rule, decided, actors, mail_server):
    actions.set_escalation(decided.organisation, actor=actors["ada"], **{**RULE, "email": ""})
    with days(30):
        look()
    assert mail_server.letters == []


def test_only_an_administrator_says_who_hears_and_what_is_wrong_is_refused(organisation, actors):
    with pytest.raises(WrongPerson):
        actions.set_escalation(organisation, actor=actors["alma"], **RULE)
    for fields, code in (({"after_days": 0}, "escalation_days"), ({"email": "chefen"}, "no_mail_address")):
        with pytest.raises(WrongInput) as refusal:
            actions.set_escalation(organisation, actor=actors["ada"], **{**RULE, **fields})
        assert refusal.value.code == code
    assert not Escalation.objects.exists()


def test_the_page_keeps_what_was_typed(organisation, signed_in, django_assert_max_num_queries):
    desk, address = signed_in("ada"), "/staff/o/alvsala/escalation/"
    assert address in desk.get("/staff/").content.decode()
    wrong = desk.post(address, {"email": "chefen", "after_days": "5", "language": "sv"})
    assert wrong.status_code == 422 and 'value="chefen"' in wrong.content.decode()
    assert desk.post(address, {"email": "a@b.se", "after_days": "5", "language": "sv"}).status_code == 303
    with django_assert_max_num_queries(15):
        assert 'value="a@b.se"' in desk.get(address).content.decode()
    assert signed_in("alma").get(address).status_code == 403


def test_the_public_clock_shows_late_corrections_and_measures_per_body(
    client, answered, measure, alma, django_assert_max_num_queries
):
    release_answers(answered, actor=alma, greeting={})
    contribution = Contribution.objects.filter(dialogue=answered).order_by("pk")[0]
    answer = Answer.objects.get(decision__weighs__number=1)
    replies.correct(
        contribution,
        actor=RESIDENT,
        participant=contribution.participant,
        answer=answer,
        kind="misunderstood",
        text="Nej.",
        language="sv",
    )
    with days(14), django_assert_max_num_queries(8):
        page = client.get("/o/alvsala/clock/late/", headers=EN).content.decode()
    assert "Late measures" in page and "Bygg ut skolgården" in page
    assert "Corrections of answers" in page and contribution.reference in page
    assert "Late now, of all kinds" in page


def test_a_dialogue_that_is_not_held_owes_its_reason_on_the_clock(client, organisation, accounts):
    for number, (outcome, reason) in enumerate((("decline", {"sv": "Lagen avgör."}), ("inform_only", {}))):
        dialogue = Dialogue.objects.create(
            organisation=organisation, slug=f"nej-{number}", title={"sv": f"Nej {number}"}, started_at=clock.now()
        )
        Assessment.objects.create(
            dialogue=dialogue,
            outcome=outcome,
            question_can_be_influenced=False,
            deciders_can_be_influenced=False,
            reason=reason,
            assessed_at=clock.now(),
            assessed_by=accounts["alma"],
        )
    page = client.get("/o/alvsala/clock/late/", headers=EN).content.decode()
    assert "Lagen avgör." in page
    assert page.count("The reason is missing") == 1


def test_the_same_promise_is_not_written_of_twice_within_a_week():
    today = dt.date(2026, 3, 9)
    assert not rules.is_due(0, after=0, last_sent=None, today=today)
    assert not rules.is_due(30, after=7, last_sent=today - dt.timedelta(days=6), today=today)
    assert rules.is_due(30, after=7, last_sent=today - dt.timedelta(days=7), today=today)


def test_bodies_are_counted_kind_by_kind():
    assert queries.per_body([]) == []
