"""Late promises reach the manager, one mail each and not more than weekly, and stand on the public clock."""

import datetime as dt

import pytest

from gehor.feedback.actions import release_answers
from gehor.feedback.models import Answer
from gehor.feedback.replies.models import Correction
from gehor.feedback.stages.models import Promise
from gehor.followup.models import Measure, Report
from gehor.ground import clock, worker
from gehor.ground.errors import WrongInput, WrongPerson
from gehor.ground.organisations.models import Body
from gehor.participation.models import Contribution, Opening
from gehor.planning.models import Activity, Assessment, Dialogue
from gehor.portal.escalating import actions, queries, rules
from gehor.portal.escalating.models import Escalation, Sent
from gehor.portal.escalating.tasks import look_for_late_promises
from gehor.portal.reminding import letters

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
    for number, sent in ((6, 0), (7, 1), (7, 1), (13, 1), (14, 2)):
        with days(number):
            look()
        assert len(mail_server.letters) == sent, number
    letter = mail_server.letters[0]
    assert str(letter["To"]) == "chef@alvsala.example"
    assert letter["Subject"] == "7 days late: Answer, What is quality in school?"
    assert "/d/skolan/answers/" in letter.get_content()
    assert "Barn- och utbildningsnämnden" in letter.get_content()
    assert list(Sent.objects.values_list("key", "days_late")) == [("answer:31", 7), ("answer:31", 14)]


def test_each_late_measure_has_its_own_mail_until_it_is_done(rule, decided, measure, accounts, mail_server):
    with days(14):
        look()
    assert sorted(Sent.objects.values_list("key", flat=True)) == ["answer:31", f"measure:{measure.pk}"]
    Report.objects.create(measure=measure, status="done", reported_at=clock.now(), reported_by=accounts["alma"])
    with days(40):
        look()
    assert Sent.objects.filter(key=f"measure:{measure.pk}").count() == 1


def test_what_the_mail_server_puts_off_is_tried_again_within_the_hour(rule, decided, measure, accounts, mail_server):
    mail_server.refuse = "451 Try later"
    with days(14):
        look()
        Report.objects.create(measure=measure, status="done", reported_at=clock.now(), reported_by=accounts["alma"])
        mail_server.refuse = None
        for _hour in range(3):
            look()
    assert [letter["Subject"] for letter in mail_server.letters] == ["14 days late: Answer, What is quality in school?"]
    assert set(Sent.objects.values_list("key", "attempts", "waits")) == {
        ("answer:31", 2, False),
        (f"measure:{measure.pk}", 2, False),  # done meanwhile
    }


def test_a_mail_server_that_never_takes_it_is_given_up(rule, decided, mail_server):
    mail_server.refuse = "451 Try later"
    with days(7):
        look()
        Sent.objects.update(attempts=rules.MOST_ATTEMPTS - 1)
        look()
        look()
    assert list(Sent.objects.values_list("attempts", "waits", "refused")) == [(72, False, "gave_up 451")]


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


@pytest.fixture
def much_is_late(answered, measure, other_organisation, accounts, alma):
    """Corrections, measures, answers and summaries of three bodies, and an answer of another organisation."""
    release_answers(answered, actor=alma, greeting={})
    said = Contribution.objects.filter(dialogue=answered).order_by("pk")[0]
    answer = Answer.objects.get(decision__weighs__number=1)
    sides = {"dialogue": answered, "contribution": said, "answer": answer, "participant": said.participant}
    Correction.objects.bulk_create(
        Correction(**sides, kind="misunderstood", text="Nej.", channel="web", received_at=clock.now(), due_on=due)
        for due in (dt.date(2026, 7, day) for day in range(1, 7))
    )
    Measure.objects.bulk_create(
        Measure(dialogue=answered, decision_id=94, title={"sv": f"Åtgärd {n}"}, owner="Fastighetschefen",
                due_on=dt.date(2026, 7, 2), promised_at=clock.now())
        for n in range(6)
    )  # fmt: skip
    for number, here in enumerate([answered.organisation, answered.organisation, other_organisation]):
        body = Body.objects.create(organisation=here, name=f"Nämnd {number}")
        dialogue = Dialogue.objects.create(
            organisation=here, slug=f"sen-{number}", title={"sv": f"Sen {number}"}, started_at=clock.now(),
            deciding_body=body, answer_due=dt.date(2026, 6, 20),
        )  # fmt: skip
        Assessment.objects.create(
            dialogue=dialogue, outcome="run", question_can_be_influenced=True, deciders_can_be_influenced=True,
            reason={"sv": "Ja."}, assessed_at=clock.now(), assessed_by=accounts["alma"],
        )  # fmt: skip
        activity = Activity.objects.create(
            dialogue=dialogue, number=1, method="proposals", title={"sv": "Lämna förslag"}, level="consult", setup={},
            begins_on=dt.date(2026, 3, 1), ends_on=dt.date(2026, 4, 30),
        )  # fmt: skip
        Opening.objects.create(activity=activity, opened_at=clock.now(), closed_at=clock.now())
        Promise.objects.create(dialogue=dialogue, stage="summary", due_on=dt.date(2026, 5, 30), promised_at=clock.now())


def test_all_that_is_late_stands_in_one_list_and_body_by_body(client, much_is_late, django_assert_max_num_queries):
    with days(14), django_assert_max_num_queries(8):
        page = client.get("/o/alvsala/clock/late/", headers=EN).content.decode()
    assert page.count('<th scope="row"><a href="/d/') == 17, "2 answers, 2 summaries, 6 corrections, 7 measures"
    assert page.index("Summary of what was said") < page.index("Answer<span") < page.index("Bygg ut skolgården")
    assert "Reply to a correction: R" in page
    assert [page.count(f"Nämnd {number}") for number in (0, 1, 2)] == [3, 3, 0]


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
    assert queries.per_body([]) == []


def test_settings_reminders_and_what_is_late_are_readable(
    at_desk, open_page, axe, no_sideways_scrolling, much_is_late, accounts
):
    """On a phone in Swedish; what everybody sees also in English on a wide screen."""
    stop = letters.stop_address(accounts["ada"]).removeprefix("http://127.0.0.1:8000")
    phone = at_desk("ada", open_page(width=360, height=740))
    with days(14):
        for address in ("/o/alvsala/clock/late/", "/staff/", "/account/reminders/", stop):
            phone.goto(address)
            axe(phone)
            no_sideways_scrolling(phone)
        phone.goto("/staff/o/alvsala/escalation/")
        phone.get_by_label("E-postadress").fill("chefen")
        phone.get_by_role("button", name="Spara").click()
        assert phone.get_by_label("E-postadress").input_value() == "chefen"
        axe(phone)
        phone.get_by_label("E-postadress").fill("chef@alvsala.example")
        phone.get_by_role("button", name="Spara").click()
        assert phone.get_by_text("Sparat. En gång i timmen").is_visible()
        wide = open_page(language="en")
        wide.goto("/o/alvsala/clock/late/")
        axe(wide)
    assert Escalation.objects.get().email == "chef@alvsala.example"
