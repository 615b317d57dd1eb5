"""Opening, answering and closing a participants' check."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from gehor.analysis.actions import drop_finding, reword_finding, sign_off, write_finding
from gehor.analysis.checking.actions import (
    Said,
    answer_objection,
    close_check,
    enter_response,
    extend_check,
    open_check,
)
from gehor.analysis.checking.models import Reply, Response
from gehor.analysis.checking.queries import overview, standing, wordings
from gehor.analysis.checking.rules import Standing
from gehor.analysis.models import FormerWording, Rest
from gehor.ground import clock
from gehor.ground.errors import NotYet, WrongInput, WrongMoment, WrongPerson
from gehor.participation.models import Contribution

LAST_DAY = dt.date(2026, 3, 16)


def test_a_check_is_opened_once_everything_is_read_by_the_lead(closed, draft, alma, bo):
    with pytest.raises(WrongPerson):
        open_check(draft, actor=bo, last_day=LAST_DAY)
    open_check(draft, actor=alma, last_day=LAST_DAY)
    with pytest.raises(NotYet) as refusal:
        open_check(draft, actor=alma, last_day=LAST_DAY)
    assert refusal.value.missing == ("no_open_check",)


@pytest.mark.parametrize("last_day", [dt.date(2026, 3, 2), dt.date(2026, 3, 4), dt.date(2026, 6, 1)])
def test_people_get_time_to_answer(draft, alma, last_day):
    with pytest.raises(WrongInput, match="last_day_not_fitting"):
        open_check(draft, actor=alma, last_day=last_day)


def test_what_was_promised_is_only_moved_later(check, alma):
    with pytest.raises(WrongInput, match="not_later"):
        extend_check(check, actor=alma, last_day=LAST_DAY)
    assert extend_check(check, actor=alma, last_day=dt.date(2026, 3, 20)).last_day == dt.date(2026, 3, 20)
    with pytest.raises(WrongMoment, match="check_promised_until"):
        close_check(check, actor=alma)


def test_signing_off_waits_for_the_check_and_for_every_answer(check, dana_said, says, first, alma, bo):
    [objection] = says(dana_said.participant, (first, "correct", "Den är för stor."))
    with pytest.raises(NotYet) as refusal:
        sign_off(check.dialogue, actor=bo)
    assert refusal.value.missing == ("no_open_check", "objections_answered")
    with clock.at(dt.datetime(2026, 3, 17, 9, tzinfo=dt.UTC)):
        close_check(check, actor=alma)
        with pytest.raises(NotYet) as refusal:
            sign_off(check.dialogue, actor=bo)
        assert refusal.value.missing == ("objections_answered",)
        answer_objection(objection, actor=bo, text={"sv": "Den är liten."}, shown=objection.text, version=0)
        sign_off(check.dialogue, actor=bo)


def test_said_anew_it_takes_the_place_of_what_was_said_until_it_is_answered(check, dana_said, says, first, bo):
    says(dana_said.participant, (first, "confirm", ""))
    [objection] = says(dana_said.participant, (first, "correct", "Den är för stor."))
    assert Response.objects.count() == 1
    answer_objection(objection, actor=bo, text={"sv": "Nej."}, shown="", version=0)
    says(dana_said.participant, (first, "correct", "Den är för stor."))
    with pytest.raises(WrongMoment, match="objection_is_answered"):
        says(dana_said.participant, (first, "confirm", ""))


def test_after_the_last_day_staff_enter_what_came_on_paper_and_nobody_answers_online(
    check, dana_said, says, first, tove, alma, later
):
    with pytest.raises(WrongMoment, match="check_is_over"):
        says(dana_said.participant, (first, "confirm", ""))
    said = [Said(first, 1, "confirm")]
    enter_response(check, actor=tove, channel="paper", said=said, language="sv", participant=dana_said.participant)
    enter_response(check, actor=tove, channel="meeting", said=said, language="sv", people=12)
    assert overview(check.dialogue)[first.pk].latest.confirmed == 13
    close_check(check, actor=alma)
    with pytest.raises((WrongMoment, NotYet)):
        enter_response(check, actor=tove, channel="paper", said=said, language="sv")


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"said": []}, "nothing_said_of_any_finding"),
        ({"channel": "web"}, "unknown_channel"),
        ({"people": 0}, "people_not_countable"),
        ({"people": 2, "by_code": True}, "one_code_one_person"),
        ({"verdict": "maybe"}, "unknown_verdict"),
        ({"verdict": "correct"}, "text_missing"),
        ({"verdict": "correct", "text": "x" * 2001}, "text_too_long"),
        ({"version": 2}, "finding_elsewhere"),
    ],
)
def test_what_cannot_be_understood_is_refused_by_name(check, dana_said, first, tove, fields, code):
    said = Said(first, fields.get("version", 1), fields.get("verdict", "confirm"), fields.get("text", ""))
    with pytest.raises(WrongInput, match=code):
        enter_response(
            check,
            actor=tove,
            channel=fields.get("channel", "paper"),
            said=fields.get("said", [said]),
            language="sv",
            participant=dana_said.participant if fields.get("by_code") else None,
            people=fields.get("people", 1),
        )


def test_a_code_of_another_dialogue_is_refused(check, first, tove, organisation):
    from gehor.ground.people.keeping import new_participant

    stranger = new_participant(organisation)
    with pytest.raises(WrongInput, match="code_of_another_dialogue"):
        enter_response(
            check, actor=tove, channel="paper", said=[Said(first, 1, "confirm")], language="sv", participant=stranger
        )


def test_an_objection_may_lead_to_a_new_wording_and_the_old_one_is_kept(check, dana_said, says, first, bo):
    [objection] = says(dana_said.participant, (first, "correct", "Inte liten, utan sliten."))
    reply = answer_objection(
        objection,
        actor=bo,
        text={"sv": "Du har rätt."},
        shown=objection.text,
        version=0,
        statement={"sv": "Skolgården är sliten."},
        finding_version=1,
    )
    first.refresh_from_db()
    assert (reply.became, first.version) == (2, 2)
    assert [(each.number, each.statement["sv"]) for each in wordings(first)] == [
        (1, "Skolgården är för liten."),
        (2, "Skolgården är sliten."),
    ]
    assert standing(first) is Standing.REWRITTEN
    says(dana_said.participant, (first, "confirm", ""))
    first.refresh_from_db()
    assert standing(first) is Standing.CHECKED
    found = overview(check.dialogue)
    assert [(row.version, row.confirmed, row.corrected) for row in found[first.pk].counts] == [
        (1, 0, 1),
        (2, 1, 0),
    ]
    with pytest.raises(IntegrityError), transaction.atomic():
        FormerWording.objects.update(statement={"sv": "Annat."})


def test_two_who_answer_notice_each_other(check, dana_said, says, first, alma, bo):
    [objection] = says(dana_said.participant, (first, "correct", "Fel."))
    answer_objection(objection, actor=bo, text={"sv": "Ett."}, shown="", version=0)
    with pytest.raises(WrongMoment, match="answered_meanwhile"):
        answer_objection(objection, actor=alma, text={"sv": "Två."}, shown="", version=0)
    assert Reply.objects.get().text == {"sv": "Ett."}


def test_a_finding_that_was_checked_is_not_dropped_and_a_new_one_is_marked(check, draft, first, bo):
    Rest.objects.filter(finding=first).delete()
    with pytest.raises(WrongMoment, match="finding_was_checked"):
        drop_finding(first, actor=bo)
    new = write_finding(draft, actor=bo, statement={"sv": "Något nytt."})
    assert standing(new) is Standing.NEW


def test_without_a_check_no_finding_claims_one(draft, first, bo):
    reword_finding(first, actor=bo, statement={"sv": "Gården är liten."}, version=1)
    assert standing(first) is Standing.NOT_HELD
    assert Contribution.objects.exists()
