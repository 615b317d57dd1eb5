"""When decisions are made, for everybody; and a plan timed backwards, for its staff."""

import datetime as dt

import pytest

from gehor.ground import clock
from gehor.ground.calendar import actions as calendar

PAGE = "/o/alvsala/calendar/"
WORKBENCH = "/staff/d/skolan/"
JUNE = dt.date(2026, 6, 10)


@pytest.fixture
def meeting(board, alma):
    return calendar.add_meeting(board, actor=alma, held_on=JUNE, place="Stadshuset", starts_at=dt.time(18, 0))


def test_everybody_sees_what_is_decided_at_each_meeting(planned, meeting, client, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        page = client.get(PAGE)
    assert "Stadshuset" in page.text
    assert "/d/skolan/" in page.text


def test_an_idea_that_is_not_public_is_not_named(idea, board, meeting, client):
    idea.deciding_body, idea.decision_on = board, JUNE
    idea.save()
    assert "/d/skolan/" not in client.get(PAGE).text


def test_what_is_asked_for_wrongly_shows_a_page_all_the_same(organisation, client):
    assert client.get(f"{PAGE}?when=x&page=zzz").status_code == 200
    assert client.get("/o/ingen/calendar/").status_code == 404


def test_the_workbench_times_the_plan_backwards(planned, meeting, signed_in, django_assert_max_num_queries):
    browser = signed_in("alma")
    with django_assert_max_num_queries(15):
        timing = browser.get(WORKBENCH).context["timing"]
    assert timing.meeting == meeting
    assert [row.latest.isoformat() for row in timing.rows[:2]] == ["2026-03-22", "2026-04-19"]
    assert timing.rows[1].state == "planned_late"  # the plan is open until 30 April


def test_what_is_too_late_is_said_in_words(planned, meeting, signed_in):
    with clock.at(dt.datetime(2026, 5, 20, 9, tzinfo=dt.UTC)):
        page, other = (signed_in(name).get(WORKBENCH, headers={"accept-language": "en"}) for name in ("alma", "ada"))
    assert "It is too late to open before this meeting" in page.text
    assert "Too late by" in page.text
    assert '<p><a href="/staff/d/skolan/decision-maker/">Choose another meeting</a></p>' in page.text
    assert "Choose another meeting" not in other.text
    assert "Done by: dialogue lead, registrar" in other.text


@pytest.mark.parametrize("somebody", [False, True])
def test_a_meeting_that_went_elsewhere_is_told_with_the_way_to_mend_it(
    opened, said, meeting, alma, signed_in, somebody
):
    if somebody:
        said("Mer utemiljö.")
    day = dt.date(2026, 6, 17) if somebody else dt.date(2026, 6, 25)  # the latter is after the promised answer
    calendar.change_meeting(meeting, actor=alma, held_on=day)
    page = signed_in("alma").get(WORKBENCH, headers={"accept-language": "en"})
    assert page.context["timing"].moved_to == meeting
    assert ("since residents have taken part" if somebody else "promised before the new day") in page.text
    where = "/staff/d/skolan/change/decision_on/" if somebody else "/staff/d/skolan/decision-maker/"
    assert page.context["timing"].mend_url == where
    assert signed_in("alma").get(where).status_code == 200


def test_a_plan_that_moved_with_its_meeting_says_from_where(planned, meeting, alma, signed_in):
    calendar.change_meeting(meeting, actor=alma, held_on=dt.date(2026, 6, 17))
    page = signed_in("alma").get(WORKBENCH, headers={"accept-language": "en"})
    assert page.context["timing"].was_on == dt.date(2026, 6, 10)
    assert "The meeting was moved from" in page.text


def test_a_meeting_that_is_gone_is_told(planned, board, meeting, alma, signed_in):
    calendar.add_meeting(board, actor=alma, held_on=dt.date(2026, 6, 20))
    calendar.remove_meeting(meeting, actor=alma)
    assert signed_in("alma").get(WORKBENCH).context["timing"].is_missing


def test_without_a_calendar_the_usual_time_before_counts(planned, signed_in):
    timing = signed_in("alma").get(WORKBENCH).context["timing"]
    assert timing.meeting is None and not timing.is_missing
    assert timing.rows[4].latest == dt.date(2026, 5, 31)


def test_what_is_decided_or_has_no_meeting_is_not_timed(decided, signed_in):
    assert signed_in("alma").get(WORKBENCH).context["timing"] is None


def test_an_idea_is_not_timed(idea, signed_in):
    assert signed_in("alma").get(WORKBENCH).context["timing"] is None


@pytest.mark.browser
def test_the_pages_of_the_calendar_fit_and_can_be_used_by_everybody(
    planned, meeting, open_page, at_desk, axe, no_sideways_scrolling
):
    phone = at_desk("alma", open_page(width=360))
    house = "/staff/o/alvsala/calendar/"
    one = f"{house}{meeting.pk}/"
    for address in (PAGE, WORKBENCH, house, f"{house}new/", one, f"{one}remove/", f"{house}import/"):
        assert phone.goto(address).status == 200
        axe(phone)
        no_sideways_scrolling(phone)
    rows = "Organ;Datum;Tid;Plats\nBarn- och utbildningsnämnden;2026-09-02;18:00;Stadshuset\n"
    phone.set_input_files("[name=file]", {"name": "a.csv", "mimeType": "text/csv", "buffer": rows.encode()})
    phone.locator("main form button").click()
    phone.locator("[name=seen]").wait_for(state="attached")
    axe(phone)
    no_sideways_scrolling(phone)
