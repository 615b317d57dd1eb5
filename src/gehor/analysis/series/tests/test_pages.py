"""The pages of staff, the ballot on a phone, and what everybody sees."""

import datetime as dt
import io
import zipfile

import pytest
from pypdf import PdfReader

from gehor.analysis.series import actions
from gehor.analysis.series.models import Action, Ballot, Invitation, Prioritisation
from gehor.ground import clock
from gehor.ground.documents.fonts import UNPRINTABLE
from gehor.ground.people.receipt import shown
from gehor.methods.meeting.models import Seat

STAFF = "/staff/d/skolan/series/"
PUBLIC = "/d/skolan/series/"


def text_of(data):
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)


@pytest.fixture
def in_english(signed_in):
    """`in_english("alma")`: a browser that asks for English."""

    def sign_in(name):
        browser = signed_in(name)
        browser.cookies["django_language"] = "en"
        return browser

    return sign_in


def test_the_path_says_the_one_next_thing(in_english, meetings, alma, django_assert_max_num_queries):
    browser = in_english("alma")
    with django_assert_max_num_queries(15):
        page = browser.get(STAFF).content.decode()
    assert "Invite those who are to come" in page and f'href="{STAFF}people/"' in page
    actions.invite(meetings[0].dialogue, actor=alma, how_many=2)
    assert "Hold the first meeting" in browser.get(STAFF).content.decode()


def test_a_counted_series_leads_to_the_plan(in_english, counted, django_assert_max_num_queries):
    browser = in_english("alma")
    with django_assert_max_num_queries(15):
        page = browser.get(STAFF).content.decode()
    assert "11 ballots were handed in." in page and "On a phone: 5, On paper: 6" in page


def test_a_dialogue_without_a_series_has_no_such_page(in_english, planned, client):
    assert in_english("alma").get(STAFF).status_code == 404
    assert client.get(PUBLIC).status_code == 404


def test_inviting_keeps_what_was_typed_when_refused(in_english, meetings):
    browser = in_english("kim")
    page = browser.post(f"{STAFF}people/", {"kind": "email", "address": "dana", "has_agreed": "on", "name": "Dana"})
    assert page.status_code == 422 and 'value="Dana"' in page.content.decode() and not Invitation.objects.exists()
    assert browser.post(f"{STAFF}people/", {"kind": "", "name": "Dana"}).status_code == 422
    assert browser.post(f"{STAFF}people/", {"kind": "", "how_many": "12"}).status_code == 303
    assert Invitation.objects.count() == 12
    assert browser.post(f"{STAFF}people/3/uninvite/").status_code == 303 and Invitation.objects.count() == 11
    assert browser.post(f"{STAFF}people/3/uninvite/").status_code == 404


def test_the_tables_of_the_meeting_before_are_proposed(
    in_english, open_meetings, alma, tove, django_assert_max_num_queries
):
    made = actions.invite(open_meetings[0].dialogue, actor=alma, how_many=3)
    first, second, third = (each.participant_id for each in made)
    actions.attend(open_meetings[0], actor=tove, tables={first: 2, second: 3})
    browser = in_english("tove")
    with django_assert_max_num_queries(15):
        page = browser.get(f"{STAFF}attendance/2/").content.decode()
    assert page.count("selected") >= 2 and "proposed as people sat" in page and Seat.objects.count() == 2
    sent = {f"person_{first}": "2", f"person_{second}": "0", f"person_{third}": "1"}
    assert browser.post(f"{STAFF}attendance/2/", sent).status_code == 303
    assert Seat.objects.filter(table__activity=open_meetings[1]).count() == 2
    assert "Came: 2. Expected: 3, of whom 1 are missing." in browser.get(f"{STAFF}attendance/2/").content.decode()
    assert browser.post(f"{STAFF}attendance/2/", {f"person_{first}": "7"}).status_code == 422
    assert browser.get(f"{STAFF}attendance/9/").status_code == 404


def test_what_is_printed_is_tagged(in_english, counted, alma, tove):
    actions.invite(counted.dialogue, actor=alma, how_many=2)
    browser = in_english("alma")
    for name in ("invitation.pdf", "attendance.pdf", "plan.pdf"):
        answer = browser.get(f"{STAFF}{name}")
        assert answer["Cache-Control"].startswith("no-store, private")
        assert "/StructTreeRoot" in PdfReader(io.BytesIO(answer.content)).trailer["/Root"]
        assert UNPRINTABLE not in text_of(answer.content), "every letter and box is in the fonts"
    assert "Meeting 2" in text_of(browser.get(f"{STAFF}invitation.pdf").content)
    assert "Person 2" in text_of(browser.get(f"{STAFF}attendance.pdf").content)
    plan = zipfile.ZipFile(io.BytesIO(browser.get(f"{STAFF}plan.docx").content)).read("word/document.xml").decode()
    assert '<w:lang w:val="sv-SE"' in plan, "what stands in Swedish is read so"
    assert browser.get(f"{STAFF}plan.txt").status_code == 404


def test_ballots_come_as_one_tagged_file_that_is_made_once(in_english, prioritisation):
    browser = in_english("tove")
    answer = browser.post(f"{STAFF}ballot/print/", {"number": "2"})
    file = PdfReader(io.BytesIO(answer.content))
    assert len(file.pages) == 2 and "/StructTreeRoot" in file.trailer["/Root"]
    assert (
        "Tick up to 2 categories" in file.pages[0].extract_text() and "Maten är kall." in file.pages[1].extract_text()
    )
    assert browser.post(f"{STAFF}ballot/print/", {"number": "0"}).status_code == 422


def test_a_ballot_is_made_of_the_findings(in_english, categories, open_meetings):
    browser = in_english("bo")
    assert "Toaletterna är trasiga." in browser.get(f"{STAFF}ballot/").content.decode()
    wrong = browser.post(f"{STAFF}ballot/", {"activity": open_meetings[1].pk, "dots": "4"})
    assert wrong.status_code == 422 and "from 1 to 3 dots" in wrong.content.decode()
    assert browser.post(f"{STAFF}ballot/", {"activity": open_meetings[1].pk, "dots": "3"}).status_code == 303
    assert Prioritisation.objects.get().dots == 3


def test_before_the_ballot_its_pages_are_too_early(in_english, open_meetings):
    browser = in_english("alma")
    for page in ("ballot/print/", "ballot/enter/", "plan/", "sheet.pdf", "plan.pdf"):
        assert browser.get(f"{STAFF}{page}").status_code == 409, page
    assert browser.post(f"{STAFF}ballot/", {"activity": open_meetings[1].pk, "dots": "1"}).status_code == 409


def test_paper_is_typed_in_one_after_the_other(in_english, prioritisation, tove):
    first, second = actions.make_ballots(prioritisation, actor=tove, number=2)
    browser = in_english("tove")
    enter = f"{STAFF}ballot/enter/"
    assert browser.post(enter, {"code": first, "dots": ["1", "4"]}).status_code == 303
    for sent, words in (
        ({"code": first, "dots": ["1"]}, "already handed in"),
        ({"code": "nonsense", "dots": ["1"]}, "no such ballot code"),
        ({"code": second, "dots": ["1", "2", "3"]}, "at most 2 are left"),
    ):
        page = browser.post(enter, sent)
        assert page.status_code == 422 and words in page.content.decode()
        assert f'value="{sent["code"]}"' in page.content.decode() and "checked" in page.content.decode()
    assert browser.post(f"{STAFF}ballot/close/").status_code == 403
    assert in_english("alma").post(f"{STAFF}ballot/close/").status_code == 303
    assert browser.post(enter, {"code": second, "dots": ["1"]}).status_code == 409
    assert Ballot.objects.count() == 1


def test_a_ballot_on_a_phone(english, prioritisation, tove, django_assert_max_num_queries):
    (code,) = actions.make_ballots(prioritisation, actor=tove, number=1)
    assert english.post("/b/", {"code": "nonsense"}).status_code == 422
    address = english.post("/b/", {"code": code.lower()})["Location"]
    assert address == f"/b/{shown(code)}/"
    with django_assert_max_num_queries(8):
        page = english.get(address)
    assert "You have 2 dots." in page.content.decode() and page["Cache-Control"] == "no-store"
    many = english.post(address, {"dots": ["1", "2", "3"]})
    assert many.status_code == 422 and many.content.decode().count("checked") == 3
    assert english.post(address, {}).status_code == 422
    assert english.post(address, {"dots": ["2"]}).status_code == 303
    assert "counts once" in english.get(address).content.decode()
    assert english.post(address, {"dots": ["3"]}).status_code == 422 and Ballot.objects.get().dots == [2]
    assert english.get("/b/AAAAA-AAAAA/").status_code == 422


def test_everybody_sees_the_series_and_what_came_of_it(english, counted, alma, django_assert_max_num_queries):
    option = counted.options.get(number=3)
    actions.plan_action(option, actor=alma, what={"sv": "En senare buss."}, who="Trafik", due_on=None, version=0)
    with django_assert_max_num_queries(8):
        page = english.get(PUBLIC).content.decode()
    assert "Bussen går för tidigt." in page and "11 ballots" in page and "91%" in page  # 10 of 11
    assert "En senare buss." not in page, "the plan is shown from the day of the third meeting"
    with clock.at(dt.datetime(2026, 3, 30, 7, tzinfo=dt.UTC)):
        assert "En senare buss." in english.get(PUBLIC).content.decode()


def test_while_it_goes_on_nobody_sees_how_ballots_are_filled_in(english, in_english, prioritisation, tove):
    for code in actions.make_ballots(prioritisation, actor=tove, number=6):
        actions.enter_ballot(prioritisation, actor=tove, code=code, dots=[3])
    assert "Bussen" not in english.get(PUBLIC).content.decode()
    assert "Bussen" not in in_english("alma").get(STAFF).content.decode()


def test_the_plan_is_drafted_category_by_category(in_english, counted):
    browser = in_english("kim")
    assert "Nothing is planned yet." in browser.get(f"{STAFF}plan/").content.decode()
    assert browser.post(f"{STAFF}plan/3/", {"version": "0"}).status_code == 422
    sent = {"what_sv": "En senare buss.", "who": "Trafik", "due_on": "2026-09-01", "version": "0"}
    assert browser.post(f"{STAFF}plan/3/", sent).status_code == 303
    again = browser.post(f"{STAFF}plan/3/", {**sent, "what_sv": "Min egen text."})
    page = again.content.decode()
    assert again.status_code == 409 and "Min egen text." in page and "has saved meanwhile" in page
    assert Action.objects.get().what == {"sv": "En senare buss."}
    seen = again.context["form"]["version"].value()  # whoever has seen the other's text may put their own in its place
    assert browser.post(f"{STAFF}plan/3/", {**sent, "version": seen}).status_code == 303
    assert browser.get(f"{STAFF}plan/9/").status_code == 404
    sheet = browser.get(f"{STAFF}sheet.pdf").content
    assert "/StructTreeRoot" in PdfReader(io.BytesIO(sheet)).trailer["/Root"]
    for words in (
        "1. Bussen går för tidigt.",
        "10 of 11 put a dot here.",
        "En senare buss.",
        "This must be corrected:",
    ):
        assert words in text_of(sheet), words
