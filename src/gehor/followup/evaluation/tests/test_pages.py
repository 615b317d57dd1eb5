"""The public evaluation, the comparison, the questions, and the pages of staff."""

import datetime as dt
import io
import zipfile

import pytest
from django.utils import translation
from pypdf import PdfReader

from gehor.decision.models import Decision
from gehor.feedback.models import Answer
from gehor.feedback.replies.actions import open_rating
from gehor.feedback.replies.models import Rating
from gehor.followup.actions import close_dialogue
from gehor.followup.evaluation import actions, queries, rules
from gehor.followup.evaluation.models import Judgement, Response, Round
from gehor.followup.evaluation.report import report
from gehor.ground import clock
from gehor.ground.act import machine
from gehor.ground.documents import written
from gehor.ground.people import receipt
from gehor.participation.models import Opening
from gehor.planning.models import Activity
from gehor.recruitment.models import TargetGroup

from .conftest import LAST_DAY

PUBLIC = "/d/skolan/evaluation/"
STAFF = "/staff/d/skolan/evaluation/"
QUESTIONS = rules.QUESTIONS["taking-part"]


def test_everybody_sees_numbers_effect_and_answers(
    english, over, answered_by, decided, cilla, django_assert_max_num_queries
):
    answered_by(over, "participants", 5, 5, 4, 4, 2, 1, questions=QUESTIONS)
    answered_by(over, "politicians", 5, 5, questions=QUESTIONS)
    actions.judge(Decision.objects.first(), actor=cilla, effect="confirmed", reason={"sv": "Stod i planen."})
    with django_assert_max_num_queries(8):
        page = english.get(PUBLIC).content.decode()
    assert "The purpose of the dialogue was clear." in page and "67%" in page
    assert "30% to 90%" in page  # Wilson's interval of 4 out of 6
    assert "Fewer than five answered" in page
    assert "Confirmed" in page and "Judged by Cilla" in page and "Stod i planen." in page
    assert "Contributions that carry a finding" in page and "It does not say:" in page


def test_what_participants_say_of_the_answers_is_their_part_of_the_evaluation(
    english, released, answered_by, alma, django_assert_max_num_queries
):
    """They are asked once, of each answer; staff and politicians once of them all."""
    answer = Answer.objects.filter(dialogue=released).first()
    rated = open_rating(answer, actor=machine("test"))
    Rating.objects.bulk_create(Rating(round=rated, ratings={"credible": 5}) for _each in range(6))
    asked = actions.ask(released, actor=alma, part="answer", closes_on=LAST_DAY)
    answered_by(asked, "staff", 1, 1, 1, 1, 5, questions=rules.QUESTIONS["answer"])
    with clock.at(dt.datetime(2026, 4, 20, 9, tzinfo=dt.UTC)):
        with django_assert_max_num_queries(8):
            page = english.get(PUBLIC).content.decode()
        assert "6 ratings of 1 answer" in page and "100%" in page and "20%" in page
        [held] = queries.held(released.organisation, finished=True)
    assert held.credible == 1 and held.is_evaluated


def test_while_it_goes_on_nothing_is_shown(english, asked, answered_by):
    answered_by(asked, "participants", 5, 5, 4, 4, 2, 1, questions=QUESTIONS)
    page = english.get(PUBLIC).content.decode()
    assert "67%" not in page and "The result is shown the day after" in page


def test_an_idea_and_a_dialogue_that_has_not_opened(english, idea):
    assert english.get(PUBLIC).status_code == 404
    assert english.get("/d/nowhere/evaluation/").status_code == 404


def test_a_plan_has_little_to_show(english, planned):
    page = english.get(PUBLIC).content.decode()
    assert "Nobody has been asked yet" in page and "What it changed" not in page


def test_findings_are_not_shown_before_they_are_public(english, closed, accounts):
    from gehor.analysis.models import Finding

    Finding.objects.create(dialogue=closed, number=1, statement={"sv": "Hemligt ännu"}, written_at=clock.now())
    assert "Hemligt" not in english.get(PUBLIC).content.decode()


def test_lessons_stand_with_the_evaluation(english, released, alma, actors):
    from gehor.feedback.models import Delivery

    Delivery.objects.update(done_at=clock.now())
    close_dialogue(released, actor=alma, lessons={"sv": "Fler kvällsmöten."})
    assert "Fler kvällsmöten." in english.get(PUBLIC).content.decode()
    assert queries.summary(released).lessons == {"sv": "Fler kvällsmöten."}


def test_dialogues_are_compared_when_everybody_is_answered(english, released, alma, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        page = english.get("/o/alvsala/evaluation/?show=days_late").content.decode()
    assert "What is quality in school?" in page and "Days late with the answer" in page
    assert english.get("/o/alvsala/evaluation/?show=nonsense").status_code == 200
    assert english.get("/o/nowhere/evaluation/").status_code == 404


def test_what_still_goes_on_is_compared_for_staff_only(english, signed_in, decided, django_assert_max_num_queries):
    assert "Nothing to compare yet" in english.get("/o/alvsala/evaluation/").content.decode()
    alma = signed_in("alma")
    with django_assert_max_num_queries(15):
        assert "quality in school" in alma.get("/staff/o/alvsala/evaluation/").content.decode()
    assert signed_in("farid").get("/staff/o/alvsala/evaluation/").status_code == 403


# Answering


def address(participant, part="taking-part"):
    return f"/c/{receipt.shown(participant.receipt)}/evaluation/{part}/"


def test_a_participant_answers_by_the_receipt(english, asked, participants):
    page = english.get(address(participants[0]))
    assert "Everybody was met with respect." in page.content.decode()
    assert page["Cache-Control"] == "no-store" and page["Referrer-Policy"] == "same-origin"
    sent = english.post(address(participants[0]), {"respect": "4", "remark": "Bra!"})
    assert sent.status_code == 303 and "/c/" in sent["Location"]
    assert Response.objects.get().ratings == {"respect": 4}
    assert "already been answered" in english.get(address(participants[0])).content.decode()
    assert english.post(address(participants[0]), {"respect": "1"}).status_code == 409
    assert Response.objects.count() == 1


@pytest.mark.parametrize("typed", [{}, {"respect": "9"}, {"respect": "bra"}, {"remark": "å" * 2001}])
def test_an_answer_without_sense_comes_back_as_it_was(english, asked, participants, typed):
    page = english.post(address(participants[0]), {"purpose_clear": "4", **typed} if typed else {})
    assert page.status_code == 422 and not Response.objects.exists()
    if typed:
        assert 'value="4" required' in page.content.decode() or "checked" in page.content.decode()


def test_questions_that_are_not_asked_are_not_found(english, asked, participants, closed):
    assert english.get(address(participants[0], "answer")).status_code == 404
    assert english.get("/c/AAAAA-AAAAA/evaluation/taking-part/").status_code == 404


def test_after_the_last_day_the_page_leads_to_the_result(english, over, participants):
    page = english.get(address(participants[0])).content.decode()
    assert "The last day to answer has passed." in page and PUBLIC in page


def test_a_politician_answers_with_a_code(english, asked, alma):
    (code,) = actions.give_codes(asked, actor=alma, group="politicians", number=1)
    assert english.post("/e/", {"code": "nonsense"}).status_code == 422
    found = english.post("/e/", {"code": code.lower()})
    assert found.status_code == 303
    assert english.post(found["Location"], {"respect": "5"})["Location"] == PUBLIC
    assert Response.objects.get().group == "politicians"
    assert english.get(found["Location"]).status_code == 409


def test_staff_answer_signed_in_and_nobody_sees_who(signed_in, asked, django_assert_max_num_queries):
    bo = signed_in("bo")
    with django_assert_max_num_queries(15):
        assert f"{STAFF}taking-part/answer/" in bo.get(STAFF).content.decode()
    assert bo.post(f"{STAFF}taking-part/answer/", {"respect": "2"}).status_code == 303
    assert Response.objects.get().group == "staff"
    assert f"{STAFF}taking-part/answer/" not in bo.get(STAFF).content.decode()
    odd = signed_in("odd").get(f"{STAFF}taking-part/answer/", headers={"accept-language": "en"})
    assert "already" in odd.content.decode()


# Staff


def test_a_lead_asks_prints_types_in_and_gives_codes(signed_in, closed):
    alma = signed_in("alma")
    assert alma.get(f"{STAFF}taking-part/ask/").status_code == 200
    assert alma.post(f"{STAFF}taking-part/ask/", {"closes_on": "2026-03-03"}).status_code == 422
    assert alma.post(f"{STAFF}taking-part/ask/", {"closes_on": "2026-03-30"}).status_code == 303
    assert Round.objects.get().closes_on == dt.date(2026, 3, 30)
    assert alma.get("/d/skolan/evaluation/taking-part/paper/").status_code == 200
    assert alma.get(f"{STAFF}taking-part/enter/").status_code == 200
    assert alma.post(f"{STAFF}taking-part/enter/", {"respect": "3"}).status_code == 422
    assert alma.post(f"{STAFF}taking-part/enter/", {"group": "staff", "respect": "3"}).status_code == 303
    assert alma.post(f"{STAFF}taking-part/codes/", {"group": "staff", "number": "0"}).status_code == 422
    slips = alma.post(f"{STAFF}taking-part/codes/", {"group": "staff", "number": "8"})
    assert slips.content.decode().count('class="slip"') == 8 and "no-store" in slips["Cache-Control"]
    assert alma.get(f"{STAFF}everything/ask/").status_code == 404


def test_a_judgement_is_written_on_its_page(signed_in, decided, django_assert_max_num_queries):
    cilla = signed_in("cilla")
    with django_assert_max_num_queries(15):
        assert cilla.get(f"{STAFF}effect/1/").status_code == 200
    assert cilla.post(f"{STAFF}effect/1/", {"effect": "part", "reason_sv": ""}).status_code == 422
    assert cilla.post(f"{STAFF}effect/1/", {"effect": "part", "reason_sv": "Nytt i planen."}).status_code == 303
    assert Judgement.objects.get().effect == "part"
    assert signed_in("bo").post(f"{STAFF}effect/1/", {"effect": "whole", "reason_sv": "x"}).status_code == 403
    assert cilla.get(f"{STAFF}effect/9/").status_code == 404


def test_remarks_are_read_by_staff_afterwards_without_the_group_where_few_answered(signed_in, over, answered_by):
    answered_by(over, "politicians", 5, remark="Svårt att hinna")
    answered_by(over, "staff", 5, 5, 5, 5, 5, remark="Mer tid")
    page = signed_in("alma").get(STAFF, headers={"accept-language": "en"}).content.decode()
    assert "Svårt att hinna" in page and "Mer tid" in page
    assert queries.remarks(over).count(("", "Svårt att hinna")) == 1
    assert queries.remarks(over).count(("staff", "Mer tid")) == 5


def test_others_change_nothing(signed_in, asked):
    bo, farid = signed_in("bo"), signed_in("farid")
    assert bo.post(f"{STAFF}answer/ask/", {"closes_on": LAST_DAY}).status_code == 403
    assert bo.post(f"{STAFF}taking-part/codes/", {"group": "staff", "number": "1"}).status_code == 403
    for page in (
        "",
        "taking-part/ask/",
        "taking-part/answer/",
        "taking-part/enter/",
        "taking-part/codes/",
        "effect/1/",
    ):
        assert farid.get(STAFF + page).status_code == 403


def test_markup_in_every_text_stays_text(signed_in, english, over, answered_by, decided, alma):
    evil = "<script>alert(1)</script>"
    answered_by(over, "staff", 5, remark=evil)
    actions.judge(Decision.objects.first(), actor=alma, effect="part", reason={"sv": evil})
    browser = signed_in("alma")
    for page in (english.get(PUBLIC), browser.get(STAFF), browser.get(f"{STAFF}effect/1/")):
        assert evil not in page.content.decode()


# The report


def test_the_report_says_what_the_page_says(english, over, answered_by, decided, cilla):
    answered_by(over, "participants", 5, 5, 4, 4, 2, 1, questions=QUESTIONS)
    actions.judge(Decision.objects.first(), actor=cilla, effect="confirmed", reason={"sv": "Stod i planen."})
    with translation.override("en"):
        words = written(report(decided))
    for said in ("67%", "30% to 90%", "Confirmed", "Stod i planen.", "Cilla", "Days open", "What it does not say"):
        assert said in words
    assert '{"kind":"said","language":"sv","text":"Stod i planen."}' in words  # in an English report


def test_the_report_is_a_docx_and_a_tagged_pdf(english, decided):
    whole = english.get(f"{PUBLIC}report.docx")
    text = zipfile.ZipFile(io.BytesIO(whole.content)).read("word/document.xml").decode()
    assert "What is quality in school?" in text and "evaluation-skolan.docx" in whole["Content-Disposition"]
    portable = english.get(f"{PUBLIC}report.pdf").content
    assert (
        portable.startswith(b"%PDF") and PdfReader(io.BytesIO(portable)).trailer["/Root"]["/MarkInfo"]["/Marked"].value
    )
    assert english.get("/d/nowhere/evaluation/report.pdf").status_code == 404


def test_how_many_talks_reached_each_target_group_is_told_and_few_are_not(
    english, decided, said, django_assert_max_num_queries
):
    parents = TargetGroup.objects.get(dialogue=decided)
    TargetGroup.objects.filter(pk=parents.pk).update(reach_aim=40)
    pupils = TargetGroup.objects.create(dialogue=decided, name={"sv": "Elever", "en": "Pupils"})
    assert "Target groups reached by talks" not in english.get(PUBLIC).content.decode()
    Opening.objects.update(closed_at=None)
    Activity.objects.filter(dialogue=decided, number=1).update(method="outreach", setup={})
    for group, talks in ((parents, 6), (pupils, 4), (None, 3)):
        for number in range(talks):
            said(f"Samtal {number}", channel="outreach", values={"group": group.pk} if group else {})
    with django_assert_max_num_queries(8):
        page = english.get(PUBLIC).content.decode()
    table = page[page.index('id="reached"') :].partition("</section>")[0]
    assert ">6</td>" in table and ">40</td>" in table and "Föräldrar" in table
    assert "Pupils" not in table and ">4</td>" not in table and "fewer than five talks are not listed" in table
    told = str(report(decided).parts)
    assert "Föräldrar" in told and "'6'" in told and "Elever" not in told and "Pupils" not in told
