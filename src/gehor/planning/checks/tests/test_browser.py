"""Principles and criteria in a real browser, for everybody."""

import datetime as dt

from gehor.ground.calendar.actions import add_meeting
from gehor.ground.governance import actions as governance
from gehor.ground.governance.seeds import criteria


def test_the_pages_fit_and_can_be_used_by_everybody(
    planned, organisation, board, actors, open_page, at_desk, axe, no_sideways_scrolling
):
    draft = governance.begin_draft(organisation, actor=actors["alma"], kind="principles", seed="goteborg")
    governance.adopt_charter(
        draft,
        actor=actors["rut"],
        version=1,
        body=board,
        adopted_on=dt.date(2026, 2, 1),
        section="1",
        case_number="K 1",
        valid_to=dt.date(2026, 3, 31),
    )
    start = criteria()["time"]
    governance.add_criterion(organisation, actor=actors["alma"], question=start["question"], hint=start["hint"])
    add_meeting(board, actor=actors["alma"], held_on=dt.date(2026, 6, 10))
    page = at_desk("alma", open_page(width=360))
    page.goto("/staff/d/skolan/principles/")
    page.locator("#principle-2 a").click()
    page.locator("input[value=not_met]").check()
    page.locator("textarea").first.fill("Frågan kom när planen redan var skriven.")
    page.locator("form.form button.button").click()
    assert "Frågan kom när planen redan var skriven." in page.locator("#principle-2").inner_text()
    for address in (
        "/staff/d/skolan/principles/",
        "/staff/d/skolan/principles/2/",
        "/staff/o/alvsala/map/criteria/",
        "/staff/o/alvsala/map/criteria/new/?from=early",
        "/staff/o/alvsala/map/criteria/1/retire/",
        "/staff/o/alvsala/map/components/1/",
        "/staff/o/alvsala/map/",
        "/o/alvsala/programme/",
        "/d/skolan/principles/",
    ):
        assert page.goto(address).status == 200
        axe(page)
        no_sideways_scrolling(page)
    reader = open_page(width=1280, language="en")
    assert reader.goto("/d/skolan/principles/").status == 200
    assert "Not met" in reader.locator("#principle-2").inner_text()
    axe(reader)
