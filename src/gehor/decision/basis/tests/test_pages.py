"""The pages on which a decision basis is written."""

import re

import pytest
from django.apps import apps

from gehor.analysis.models import Finding
from gehor.decision.basis.models import Alternative, Draft, Frozen, Met
from gehor.ground import clock
from gehor.participation.models import Opening

HOME = "/staff/d/skolan/basis/"
TEXTS = {"method_sv": "Vi möttes.", "reach_sv": "", "proposal_sv": "Bygg ut.", "limits_sv": ""}
ALTERNATIVE = {"title_sv": "Bygg ut", "text_sv": "", "consequences_sv": "Det kostar tre miljoner."}


@pytest.fixture
def desk(signed_in):
    browser = signed_in("alma")
    browser.cookies["django_language"] = "en"
    return browser


def test_the_overview_says_what_is_written_and_what_is_left(desk, analysed, django_assert_max_num_queries):
    with django_assert_max_num_queries(15):
        page = desk.get(HOME).content.decode()
    assert "0 of 2 findings" in page and "At least two" in page and "Freeze version 1" in page
    desk.post(f"{HOME}texts/", TEXTS)
    desk.post(f"{HOME}alternatives/add/", ALTERNATIVE)
    with django_assert_max_num_queries(15):
        page = desk.get(HOME).content.decode()
    assert "Bygg ut" in page and page.count('class="done"') == 2


def test_the_main_thing_changes_with_the_state(desk, analysed, signed_in, accounts):
    def buttons(browser):
        page = browser.get(HOME).content.decode()
        return re.findall(r'class="button( second)?"[^>]*>([^<]*)', page)

    assert buttons(desk) == [("", "Write it"), (" second", "Freeze version 1")]
    assert buttons(signed_in("rut")) == [("", "Freeze version 1")]
    assert desk.post(f"{HOME}freeze/").status_code == 303
    assert buttons(desk) == [("", "Read version 1")]
    desk.post(f"{HOME}texts/", TEXTS)
    assert buttons(desk) == [("", "Freeze the next version")]
    closing = apps.get_model("followup", "Closing").objects  # of a stage further down the river
    closing.create(dialogue=analysed, closed_at=clock.now(), closed_by=accounts["alma"])
    assert buttons(desk) == [("", "Read version 1")]
    assert desk.post(f"{HOME}freeze/").status_code == 409
    assert desk.post(f"{HOME}texts/", TEXTS).status_code == 409


def test_what_is_written_is_kept_and_shown_again(desk, analysed, django_assert_max_num_queries):
    assert desk.post(f"{HOME}texts/", TEXTS).status_code == 303
    assert Draft.objects.get().proposal == {"sv": "Bygg ut."}
    with django_assert_max_num_queries(15):
        page = desk.get(f"{HOME}texts/").content.decode()
    assert "Bygg ut." in page
    answer = desk.post(f"{HOME}texts/", {**TEXTS, "proposal_sv": "x" * 5001})
    assert answer.status_code == 422 and "Vi möttes." in answer.content.decode()


def test_two_who_write_at_once_do_not_overwrite_each_other(desk, analysed, signed_in):
    seen = desk.get(f"{HOME}texts/").context["form"].initial["seen"]
    signed_in("bo").post(f"{HOME}texts/", {**TEXTS, "proposal_sv": "Bos text."})
    answer = desk.post(f"{HOME}texts/", {**TEXTS, "seen": seen})
    assert answer.status_code == 422 and "Bos text." in answer.content.decode()
    assert Draft.objects.get().proposal == {"sv": "Bos text."}


def test_alternatives_are_added_changed_proposed_and_taken_away(desk, analysed):
    for title in ("Bygg ut", "Gör inget"):
        desk.post(f"{HOME}alternatives/add/", {**ALTERNATIVE, "title_sv": title, "is_proposed": "on"})
    assert list(Alternative.objects.values_list("number", "is_proposed")) == [(1, False), (2, True)]
    assert desk.post(f"{HOME}alternatives/1/", {**ALTERNATIVE, "title_sv": "Bygg mycket"}).status_code == 303
    answer = desk.post(f"{HOME}alternatives/1/", {**ALTERNATIVE, "consequences_sv": ""})
    assert answer.status_code == 422 and "Bygg ut" in answer.content.decode()
    assert desk.post(f"{HOME}alternatives/2/drop/").status_code == 303
    assert [each.title for each in Alternative.objects.all()] == [{"sv": "Bygg mycket"}]
    assert desk.get(f"{HOME}alternatives/2/").status_code == 404


def test_there_is_an_end_to_alternatives(desk, analysed):
    for number in range(12):
        desk.post(f"{HOME}alternatives/add/", {**ALTERNATIVE, "title_sv": f"Nummer {number}"})
    assert desk.post(f"{HOME}alternatives/add/", ALTERNATIVE).status_code == 409
    assert Alternative.objects.count() == 12


def test_one_goes_from_finding_to_finding_until_each_is_met(desk, analysed, django_assert_max_num_queries):
    with django_assert_max_num_queries(15):
        assert "Skolgården är för liten." in desk.get(f"{HOME}findings/").content.decode()
    with django_assert_max_num_queries(15):
        desk.get(f"{HOME}findings/2/")
    assert desk.post(f"{HOME}findings/2/", {"text_sv": "Maten serveras först."}).url == f"{HOME}findings/1/"
    assert desk.post(f"{HOME}findings/1/", {"text_sv": ""}).status_code == 422
    assert desk.post(f"{HOME}findings/1/", {"text_sv": "Gården växer."}).url == f"{HOME}findings/"
    assert Met.objects.count() == 2 and desk.get(f"{HOME}findings/9/").status_code == 404


def test_the_draft_is_read_as_page_and_as_files(desk, analysed, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        page = desk.get(f"{HOME}preview/").content.decode()
    assert "Det som har sagts" in page and 'lang="sv"' in page  # in the dialogue's language, not the reader's
    assert desk.get(f"{HOME}draft.pdf").content[:5] == b"%PDF-"
    assert desk.get(f"{HOME}draft.docx").content[:2] == b"PK"
    assert not Frozen.objects.exists()


def test_freezing_twice_without_a_change_is_refused_in_words(desk, analysed):
    assert desk.post(f"{HOME}freeze/").status_code == 303
    answer = desk.post(f"{HOME}freeze/")
    assert answer.status_code == 409 and "Nothing has changed since version 1" in answer.content.decode()
    page = desk.get(HOME).content.decode()
    assert "/d/skolan/basis/version/1/" in page and "Freeze the next version" not in page


def test_before_anybody_can_take_part_nothing_is_written(desk, planned):
    assert "once people can take part" in desk.get(HOME).content.decode()
    assert desk.post(f"{HOME}texts/", TEXTS).status_code == 409
    assert desk.post(f"{HOME}freeze/").status_code == 409 and not Draft.objects.exists()


def test_while_it_is_open_it_is_written_but_not_frozen(desk, opened):
    assert Opening.objects.filter(closed_at=None).exists()
    assert desk.post(f"{HOME}texts/", TEXTS).status_code == 303
    assert desk.post(f"{HOME}freeze/").status_code == 409


@pytest.mark.parametrize(("name", "reads"), [("rut", 200), ("bo", 200), ("cilla", 403), ("kim", 403), ("ada", 403)])
def test_those_who_write_or_freeze_read_the_draft(signed_in, analysed, name, reads):
    browser = signed_in(name)
    for address in (HOME, f"{HOME}preview/", f"{HOME}draft.pdf", f"{HOME}draft.docx"):
        assert browser.get(address).status_code == reads
    may_write = 303 if name == "bo" else 403
    assert browser.post(f"{HOME}texts/", TEXTS).status_code == may_write


def test_markup_in_what_is_written_stays_text(desk, analysed, client):
    evil = "<script>alert(1)</script>"
    desk.post(f"{HOME}texts/", dict.fromkeys(TEXTS, evil))
    desk.post(f"{HOME}alternatives/add/", dict.fromkeys(ALTERNATIVE, evil))
    desk.post(f"{HOME}findings/1/", {"text_sv": evil})
    Finding.objects.update(statement={"sv": evil}, explanation={"sv": evil})
    desk.post(f"{HOME}freeze/")
    for page in (HOME, f"{HOME}preview/", f"{HOME}findings/", f"{HOME}alternatives/1/", "/d/skolan/basis/"):
        assert evil not in desk.get(page).content.decode()
    assert "&lt;script&gt;" in client.get("/d/skolan/basis/").content.decode()
