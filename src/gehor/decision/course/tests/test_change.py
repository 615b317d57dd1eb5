import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from gehor.analysis.models import Rest
from gehor.decision.actions import decide
from gehor.decision.course.actions import change_decision
from gehor.decision.models import Decision
from gehor.decision.queries import decision_on, facts
from gehor.feedback.actions import release_answers, write_answer
from gehor.feedback.anew.actions import answer_anew
from gehor.feedback.models import Answer, Delivery
from gehor.followup.actions import close_dialogue, promise_measure
from gehor.ground import clock
from gehor.ground.errors import NotYet, WrongInput, WrongMoment, WrongPerson
from gehor.ground.people.models import Contact

from .conftest import OCTOBER

THREAD = "/d/skolan/c/{}/"


@pytest.fixture
def decided_once(first, second, cilla, minutes):
    decide(second, actor=cilla, **{**minutes, "section": "42"})
    return decide(first, actor=cilla, **minutes)


@pytest.fixture
def released(analysed, decided_once, alma):
    """Everybody has been answered in June; whoever said the first thing by e-mail too."""
    for decision in Decision.objects.filter(dialogue=analysed).select_related("dialogue"):
        write_answer(decision, actor=alma, text={"sv": f"Svar på beslut {decision.section}."}, version=0)
    author = analysed_author(decided_once)
    Contact.objects.create(participant=author, kind="email", address="dana@example.org", given_at=clock.now())
    release = release_answers(analysed, actor=alma, greeting={})
    Delivery.objects.filter(release=release).update(started_at=clock.now(), done_at=clock.now())
    return release


def analysed_author(decision):
    return Rest.objects.get(finding=decision.weighs_id).contribution.participant


def test_a_changed_decision_leaves_the_earlier_one_as_it_was(decided_once, first, cilla, new_minutes):
    with clock.at(OCTOBER):
        new = change_decision(decided_once, actor=cilla, **new_minutes)
    assert (new.replaces, new.changed_because) == (decided_once, {"sv": "Budgeten blev större."})
    assert Decision.objects.get(pk=decided_once.pk).outcome == "not_met"
    assert decision_on(first) == new
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.filter(pk=decided_once.pk).update(outcome="met")


def test_only_a_board_member_changes_a_decision(decided_once, actors, new_minutes):
    with clock.at(OCTOBER):
        for name in ("alma", "rut", "ada", "farid"):
            with pytest.raises(WrongPerson):
                change_decision(decided_once, actor=actors[name], **new_minutes)


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"because": {"sv": " "}}, "text_missing"),
        ({"decided_on": dt.date(2026, 6, 9)}, "changed_before_decided"),
        ({"decided_on": dt.date(2026, 6, 10), "section": "41"}, "the_same_meeting"),
        ({"decided_on": dt.date(2027, 1, 1)}, "decided_in_the_future"),
        ({"outcome": "referred"}, "receiver_missing"),
    ],
)
def test_a_change_that_makes_no_sense_is_refused(decided_once, cilla, new_minutes, wrong, code):
    with clock.at(OCTOBER), pytest.raises(WrongInput) as refusal:
        change_decision(decided_once, actor=cilla, **{**new_minutes, **wrong})
    assert refusal.value.code == code and Decision.objects.count() == 2


def test_two_who_change_the_same_decision_do_not_both_succeed(decided_once, cilla, new_minutes):
    with clock.at(OCTOBER):
        change_decision(decided_once, actor=cilla, **new_minutes)
        with pytest.raises(WrongMoment) as refusal:
            change_decision(decided_once, actor=cilla, **{**new_minutes, "section": "78"})
    assert refusal.value.code == "decision_has_been_changed"


def test_before_the_release_the_new_decision_simply_wants_an_answer(analysed, decided_once, cilla, alma, new_minutes):
    write_answer(decided_once, actor=alma, text={"sv": "Nej."}, version=0)
    with clock.at(OCTOBER):
        new = change_decision(decided_once, actor=cilla, **new_minutes)
        assert facts(analysed).undecided_findings == 0
        with pytest.raises(NotYet) as refusal:
            release_answers(analysed, actor=alma, greeting={})
        assert refusal.value.missing == ("all_answered",)
        write_answer(new, actor=alma, text={"sv": "Ja."}, version=0)
        with pytest.raises(NotYet):
            answer_anew(new, actor=alma, text={"sv": "Ja igen."})


def test_after_the_release_those_concerned_are_answered_anew(
    analysed, released, decided_once, alma, cilla, new_minutes, client
):
    with clock.at(OCTOBER):
        new = change_decision(decided_once, actor=cilla, **new_minutes)
        with pytest.raises(NotYet) as refusal:
            close_dialogue(analysed, actor=alma, lessons={})
        assert refusal.value.missing == ("all_answered",)
        answers = client.get("/d/skolan/answers/", headers={"accept-language": "sv"}).content.decode()
        assert "Svar på beslut 41." in answers and "Beslutet har ändrats" in answers
        answer_anew(new, actor=alma, text={"sv": "Nu byggs gården om."})
        answers = client.get("/d/skolan/answers/", headers={"accept-language": "sv"}).content.decode()
        assert "Nu byggs gården om." in answers and "Svar på beslut 41." in answers
    waiting = Delivery.objects.filter(release=released, done_at=None)
    assert [(each.way, each.participant) for each in waiting] == [("email", analysed_author(decided_once))]
    with clock.at(OCTOBER), pytest.raises(NotYet):
        answer_anew(new, actor=alma, text={"sv": "En gång till."})
    assert Answer.objects.filter(decision=new).count() == 1


def test_the_thread_shows_both_decisions_both_answers_and_the_measure(
    released, decided_once, alma, cilla, new_minutes, client, django_assert_max_num_queries
):
    promise_measure(decided_once, actor=alma, title={"sv": "Utred gården"}, owner="Skolan", due_on=dt.date(2026, 9, 1))
    reference = Rest.objects.get(finding=decided_once.weighs_id).contribution.reference
    with clock.at(OCTOBER):
        new = change_decision(decided_once, actor=cilla, **new_minutes)
        page = client.get(THREAD.format(reference), headers={"accept-language": "sv"}).content.decode()
        assert "Ett nytt svar skrivs" in page
        answer_anew(new, actor=alma, text={"sv": "Nu byggs gården om."})
        with django_assert_max_num_queries(8):
            page = client.get(THREAD.format(reference), headers={"accept-language": "sv"}).content.decode()
        data = client.get(THREAD.format(reference) + "thread.json").json()
    for words in ("Pengarna räcker inte", "Budgeten blev större", "Gården byggs om 2027", "Svar på beslut 41."):
        assert words in page
    assert "Nu byggs gården om." in page and "Utred gården" in page and "https://alvsala.example/77.pdf" in page
    finding = data["findings"][0]
    assert finding["decision"]["changed_because"] == {"sv": "Budgeten blev större."}
    assert [each["section"] for each in finding["changed_decisions"]] == ["41"]
    assert len(finding["measures"]) == 1


def test_the_pages_of_a_change(signed_in, decided_once, released, board, django_assert_max_num_queries):
    cilla, alma = signed_in("cilla"), signed_in("alma")
    typed = {
        "because_sv": "Budgeten blev större.",
        "outcome": "met",
        "reason_sv": "Byggs 2027.",
        "body": board.pk,
        "decided_on": "2026-10-14",
        "section": "77",
        "case_number": "BUN 2026/17",
    }
    with clock.at(OCTOBER):
        assert "/staff/d/skolan/decide/1/change/" in cilla.get("/staff/d/skolan/decide/1/").content.decode()
        with django_assert_max_num_queries(15):
            cilla.get("/staff/d/skolan/decide/1/change/")
        wrong = cilla.post("/staff/d/skolan/decide/1/change/", {**typed, "because_sv": ""})
        assert wrong.status_code == 422 and "Byggs 2027." in wrong.content.decode()
        assert cilla.post("/staff/d/skolan/decide/1/change/", typed).status_code == 303
        assert alma.get("/staff/d/skolan/decide/1/change/").status_code == 403
        assert "/staff/d/skolan/answers/1/anew/" in alma.get("/staff/d/skolan/answers/").content.decode()
        assert alma.get("/staff/d/skolan/").context["now"][0][2] == "/staff/d/skolan/answers/"
        with django_assert_max_num_queries(15):
            page = alma.get("/staff/d/skolan/answers/1/anew/").content.decode()
        assert "Svar på beslut 41." in page
        assert alma.post("/staff/d/skolan/answers/1/anew/", {"text_sv": ""}).status_code == 422
        assert alma.post("/staff/d/skolan/answers/1/anew/", {"text_sv": "Ja."}).status_code == 303
        assert cilla.get("/staff/d/skolan/answers/1/anew/").status_code == 403
