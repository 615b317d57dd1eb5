"""The public page of measures, the staff's, and the page on which a dialogue is closed."""

import datetime as dt

import pytest

from gehor.followup.actions import close_dialogue, report_measure
from gehor.followup.models import Closing, Measure, Report
from gehor.ground import clock

PUBLIC = "/d/skolan/measures/"
STAFF = "/staff/d/skolan/measures/"
CLOSE = "/staff/d/skolan/close/"


@pytest.fixture
def english(client):
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def typed(decision):
    return {
        "decision": decision.pk,
        "title_sv": "Bygg om skolgården",
        "title_en": "",
        "owner": "Fastighetsenheten",
        "due_on": "2026-08-31",
    }


def test_everybody_sees_what_was_promised_and_how_far_it_has_come(
    english, measure, alma, django_assert_max_num_queries
):
    report_measure(measure, actor=alma, status="delayed", note={"sv": "Entreprenören är sen."})
    with clock.at(dt.datetime(2026, 9, 3, 9, tzinfo=dt.UTC)), django_assert_max_num_queries(8):
        page = english.get(PUBLIC).content.decode()
    assert "Rebuild the yard" in page and "Fastighetsenheten" in page and "3 days late" in page
    assert "Delayed" in page and "Entreprenören är sen." in page


def test_many_measures_cost_no_more_queries(english, decision, django_assert_max_num_queries, alma):
    for number in range(30):
        row = Measure.objects.create(
            decision=decision,
            dialogue=decision.dialogue,
            title={"sv": f"Åtgärd {number}"},
            owner="Enheten",
            due_on=dt.date(2026, 8, 31),
            promised_at=clock.now(),
        )
        report_measure(row, actor=alma, status="started", note={})
    with django_assert_max_num_queries(8):
        english.get(PUBLIC)


def test_without_measures_the_page_says_so(english, decided):
    assert "No measures have been promised" in english.get(PUBLIC).content.decode()
    assert english.get("/d/nowhere/measures/").status_code == 404


def test_a_closed_dialogue_tells_what_was_learnt(english, delivered, alma):
    close_dialogue(delivered, actor=alma, lessons={"sv": "Fler kvällsmöten."})
    page = english.get(PUBLIC).content.decode()
    assert "The dialogue is closed" in page and "Fler kvällsmöten." in page


def test_a_measure_is_promised_and_reported_on(signed_in, typed, django_assert_max_num_queries):
    alma = signed_in("alma")
    response = alma.post(STAFF, typed)
    assert response.status_code == 303 and response["Location"] == STAFF
    measure = Measure.objects.get()
    with django_assert_max_num_queries(15):
        assert "Bygg om skolgården" in alma.get(STAFF).content.decode()

    address = f"{STAFF}{measure.pk}/"
    with django_assert_max_num_queries(15):
        alma.get(address)
    response = alma.post(address, {"status": "done", "note_sv": "Klart i tid."})
    assert response.status_code == 303 and Report.objects.get().note == {"sv": "Klart i tid."}


@pytest.mark.parametrize(
    "wrong",
    [{"title_sv": ""}, {"owner": ""}, {"due_on": "igår"}, {"due_on": "2020-01-01"}, {"decision": "999"}],
)
def test_a_promise_without_sense_comes_back_as_it_was(signed_in, typed, wrong):
    response = signed_in("alma").post(STAFF, {**typed, **wrong})
    assert response.status_code == 422 and not Measure.objects.exists()
    assert next(iter(wrong)).partition("_sv")[0] in response.context["form"].errors
    if "owner" not in wrong:
        assert "Fastighetsenheten" in response.content.decode()


@pytest.mark.parametrize("typed", [{"status": ""}, {"status": "x"}, {"status": "dropped", "note_sv": ""}])
def test_a_report_without_sense_comes_back(signed_in, measure, typed):
    assert signed_in("kim").post(f"{STAFF}{measure.pk}/", typed).status_code == 422
    assert not Report.objects.exists()


def test_others_read_and_change_nothing(signed_in, measure, typed):
    bo = signed_in("bo")
    assert 'name="owner"' not in bo.get(STAFF).content.decode()
    assert bo.post(STAFF, typed).status_code == 403
    assert bo.post(f"{STAFF}{measure.pk}/", {"status": "done"}).status_code == 403
    farid = signed_in("farid")
    for address in (STAFF, f"{STAFF}{measure.pk}/", CLOSE):
        assert farid.get(address).status_code == 403


def test_a_measure_of_another_dialogue_is_not_found(signed_in, measure):
    assert signed_in("alma").get(f"{STAFF}999999/").status_code == 404


def test_the_closing_page_lists_what_is_missing(signed_in, answered, django_assert_max_num_queries):
    alma = signed_in("alma")
    with django_assert_max_num_queries(15):
        page = alma.get(CLOSE).content.decode()
    assert "/staff/d/skolan/release/" in page and "/staff/d/skolan/deliveries/" in page
    assert 'name="lessons_sv"' not in page
    assert alma.post(CLOSE, {"lessons_sv": "Nej"}).status_code == 409 and not Closing.objects.exists()


def test_and_closes_when_nothing_is(signed_in, delivered):
    alma = signed_in("alma")
    assert 'name="lessons_sv"' not in signed_in("kim").get(CLOSE).content.decode()
    assert alma.post(CLOSE, {"lessons_sv": "Fler kvällsmöten."}).status_code == 303
    assert "Fler kvällsmöten." in alma.get(CLOSE).content.decode()
    assert alma.post(CLOSE, {"lessons_sv": "Igen"}).status_code == 409


def test_markup_in_every_text_stays_text(signed_in, english, delivered, measure, alma):
    evil = "<script>alert(1)</script>"
    Measure.objects.update(title={"sv": evil}, owner=evil)
    report_measure(measure, actor=alma, status="started", note={"sv": evil})
    close_dialogue(delivered, actor=alma, lessons={"sv": evil})
    browser = signed_in("alma")
    for page in (english.get(PUBLIC), *(browser.get(each) for each in (STAFF, f"{STAFF}{measure.pk}/", CLOSE))):
        assert evil not in page.content.decode()
