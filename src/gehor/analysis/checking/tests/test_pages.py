"""/c/<receipt>/check/, /d/<slug>/result/<n>/check/ and /staff/d/<slug>/check/…"""

import datetime as dt

import pytest

from gehor.analysis.actions import sign_off
from gehor.analysis.checking.actions import answer_objection, close_check, open_check
from gehor.analysis.checking.models import Check, Reply, Response
from gehor.analysis.checking.tests.conftest import LAST_DAY
from gehor.analysis.models import Finding, Rest
from gehor.ground import clock

DECIDED = dt.datetime(2026, 3, 17, 9, tzinfo=dt.UTC)


@pytest.fixture
def own(dana_said):
    """The address of Dana's own check page."""
    code = dana_said.participant.receipt
    return f"/c/{code[:5]}-{code[5:]}/check/"


def html(response):
    return response.content.decode()


def test_a_participant_reads_what_rests_on_their_words_first_and_answers(client, check, own, dana_said):
    page = client.get(own, headers={"accept-language": "en"})
    assert page.status_code == 200 and page["Cache-Control"] == "no-store"
    assert html(page).index("Skolgården är för liten.") < html(page).index("Maten är kall.")
    assert html(page).count("Rests on what you said") == 1
    said = {"verdict_1": "correct", "text_1": "Den är sliten.", "version_1": 1, "verdict_2": "confirm", "version_2": 1}
    assert client.post(own, said).status_code == 303
    assert set(Response.objects.values_list("finding__number", "verdict", "channel")) == {
        (1, "correct", "web"),
        (2, "confirm", "web"),
    }
    assert "Not answered yet" in html(client.get(own, headers={"accept-language": "en"}))


def test_of_many_findings_ones_own_come_first_and_each_page_is_answered_by_itself(client, draft, own, dana_said, alma):
    other = Rest.objects.get(finding__number=2).contribution
    more = Finding.objects.bulk_create(
        Finding(dialogue=draft, number=number, statement={"sv": f"Slutsats {number}."}, written_at=clock.now())
        for number in range(3, 61)
    )
    Rest.objects.bulk_create(Rest(finding=each, contribution=other) for each in more)
    Rest.objects.create(finding=Finding.objects.get(number=60), contribution=dana_said)
    open_check(draft, actor=alma, last_day=LAST_DAY)
    page = html(client.get(own))
    assert 0 < page.index("Slutsats 60.") < page.index("Slutsats 3.") and "Slutsats 30." not in page
    assert client.get(f"{own}?q=30")["Location"] == f"{own}?page=2#finding-30"
    assert client.post(f"{own}?page=2", {"verdict_30": "confirm", "version_30": 1}).url == f"{own}?page=2"
    assert Response.objects.get().finding.number == 30


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "Confirm or correct at least one finding."),
        ({"verdict_1": "correct"}, "Write what should be corrected."),
        ({"text_2": "Varm mat."}, "You have written a correction. Choose No as well."),
        ({"verdict_1": "maybe"}, "maybe is not one of the available choices"),
    ],
)
def test_what_is_missing_is_said_and_everything_typed_is_kept(client, check, own, fields, sentence):
    typed = {"version_1": 1, "version_2": 1, "text_1": "", **fields}
    page = client.post(own, typed, headers={"accept-language": "en"})
    assert page.status_code == 422 and sentence in html(page)
    assert all(value in html(page) for name, value in fields.items() if name.startswith("text"))
    assert not Response.objects.exists()


def test_the_page_of_a_receipt_leads_to_the_check_while_it_is_open_and_to_the_answers_after(
    client, check, own, later, alma
):
    receipt = own.removesuffix("check/")
    english = {"accept-language": "en"}
    with clock.at(dt.datetime(2026, 3, 5, 9, tzinfo=dt.UTC)):
        assert "Check the findings" in html(client.get(receipt, headers=english))
    close_check(check, actor=alma)
    page = html(client.get(receipt, headers=english))
    assert "Check the findings" not in page and own in page
    assert client.post(own, {"verdict_1": "confirm", "version_1": 1}).status_code == 409


def test_without_a_check_there_is_no_page(client, draft, own):
    assert client.get(own).status_code == 404
    assert client.get("/c/AAAAA-AAAAA/check/").status_code == 404


def test_the_lead_opens_extends_and_closes(signed_in, draft, django_assert_max_num_queries):
    alma = signed_in("alma")
    assert alma.post("/staff/d/skolan/check/", {"last_day": "2026-03-02"}).status_code == 422
    assert alma.post("/staff/d/skolan/check/", {"last_day": "2026-03-16"}).status_code == 303
    assert alma.post("/staff/d/skolan/check/", {"last_day": "2026-03-18"}).status_code == 303
    assert Check.objects.get().last_day == dt.date(2026, 3, 18)
    assert alma.post("/staff/d/skolan/check/close/").status_code == 409
    for page in ("check/", "check/enter/", "check/form/"):
        with django_assert_max_num_queries(15):
            assert alma.get(f"/staff/d/skolan/{page}").status_code == 200
    with clock.at(dt.datetime(2026, 3, 19, 9, tzinfo=dt.UTC)):
        assert alma.post("/staff/d/skolan/check/close/").status_code == 303


def test_only_those_who_work_with_the_answers_read_the_objections(signed_in, check):
    assert signed_in("cilla").get("/staff/d/skolan/check/").status_code == 403
    assert signed_in("bo").post("/staff/d/skolan/check/", {"last_day": "2026-03-20"}).status_code == 403
    assert signed_in("farid").get("/staff/d/skolan/check/").status_code == 403


def test_whoever_types_in_answers_but_reads_no_contributions_stays_on_the_page_of_the_check(signed_in, check):
    sought = "/staff/d/skolan/check/?q=2"
    assert signed_in("bo").get(sought)["Location"] == "/staff/d/skolan/findings/2/"
    page = signed_in("tove").get(sought)
    assert page.status_code == 200 and "Maten är kall." in html(page) and "/findings/" not in html(page)


def test_a_paper_form_is_typed_in_by_its_code(signed_in, check, dana_said):
    tove = signed_in("tove")
    fields = {"channel": "paper", "people": 1, "language": "sv", "verdict_1": "confirm", "version_1": 1, "version_2": 1}
    swedish = tove.get("/staff/d/skolan/check/enter/", headers={"accept-language": "sv"})
    assert '<option value="sv" selected>' in html(swedish)
    page = tove.post("/staff/d/skolan/check/enter/", {**fields, "code": "AAAAA"}, headers={"accept-language": "en"})
    assert page.status_code == 422 and "We know no such receipt code." in html(page)
    typed = {**fields, "code": dana_said.participant.receipt.lower()}
    assert tove.post("/staff/d/skolan/check/enter/", typed).status_code == 303
    assert Response.objects.get().participant == dana_said.participant


def test_an_objection_is_answered_with_a_new_wording_and_everybody_can_read_how_it_came(
    client, signed_in, check, own, dana_said, says, first, alma, bo, django_assert_max_num_queries
):
    [objection] = says(dana_said.participant, (first, "correct", "Inte liten. Fråga Kalle på 070-1."))
    page = f"/staff/d/skolan/check/objections/{objection.pk}/"
    fields = {"version": 0, "finding_version": 1, "statement_sv": "Skolgården är sliten.", "shown": "Inte liten."}
    answering = signed_in("bo")
    assert answering.post(page, fields).status_code == 422
    assert answering.post(page, {**fields, "text_sv": "Du har rätt."}).status_code == 303
    late = answering.post(page, {**fields, "text_sv": "Igen."})
    seen = late.context["form"]
    assert (late.status_code, seen["version"].value(), seen["finding_version"].value()) == (409, "1", "2")
    english = {"accept-language": "en"}
    assert "Du har rätt." in html(client.get(own, headers=english))
    assert client.get("/d/skolan/result/1/check/").status_code == 404, "nothing is public before the findings are"
    with clock.at(DECIDED):
        close_check(check, actor=alma)
        sign_off(check.dialogue, actor=bo)
        with django_assert_max_num_queries(8):
            history = html(client.get("/d/skolan/result/1/check/", headers=english))
        with django_assert_max_num_queries(8):
            result = html(client.get("/d/skolan/result/", headers=english))
        thread = html(client.get(f"/d/skolan/c/{dana_said.reference}/", headers=english))
    for words in ("Skolgården är för liten.", "Skolgården är sliten.", "Inte liten.", "Du har rätt."):
        assert words in history
    assert "070-1" not in history and "Something has been taken away" in history
    assert "Rewritten after the check" in result and "Nobody answered in the check" in result
    assert "Of 1 who answered, 0 confirmed it and 1 asked for a correction." in result
    assert "Rewritten after the check" in thread


def test_the_board_is_warned_of_a_finding_that_was_rewritten(
    client, signed_in, check, dana_said, says, first, alma, bo
):
    [objection] = says(dana_said.participant, (first, "correct", "Nej."))
    answer = {"text": {"sv": "Ja."}, "shown": "", "version": 0}
    answer_objection(objection, actor=bo, **answer, statement={"sv": "Gården är sliten."}, finding_version=1)
    with clock.at(DECIDED):
        close_check(check, actor=alma)
        sign_off(check.dialogue, actor=bo)
        board, english = signed_in("cilla"), {"accept-language": "en"}
        warning = "Those who took part have not checked these words."
        assert warning in html(board.get("/staff/d/skolan/decide/1/", headers=english))
        assert warning not in html(board.get("/staff/d/skolan/decide/2/", headers=english))
        assert warning in html(client.get("/d/skolan/decision/", headers=english))


def test_where_no_check_was_held_the_result_and_the_board_are_told_so(client, signed_in, analysed):
    english = {"accept-language": "en"}
    told = "No participants’ check was held"
    assert told in html(client.get("/d/skolan/result/", headers=english))
    assert told in html(signed_in("cilla").get("/staff/d/skolan/decide/1/", headers=english))
    assert not Reply.objects.exists()
