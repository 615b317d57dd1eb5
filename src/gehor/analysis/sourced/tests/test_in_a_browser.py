"""A lead brings in an earlier dialogue, and everybody reads result and decision, on a phone's width."""

import datetime as dt

import pytest

from gehor.analysis import actions as analysis
from gehor.analysis.sourced.tests.test_sources import PDF, decided
from gehor.planning import queries as planning

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.first]
BRING = "/staff/o/alvsala/bring-in/"


def test_it_is_brought_in_and_read(
    organisation,
    board,
    at_desk,
    alma,
    bo,
    cilla,
    open_page,
    axe,
    no_sideways_scrolling,
    live_server,
    settings,
    tmp_path,
):
    settings.MEDIA_ROOT = tmp_path
    desk = at_desk("alma", open_page(width=360, height=800))

    def looks_right(page):
        axe(page)
        no_sideways_scrolling(page)

    desk.goto(live_server.url + BRING)
    looks_right(desk)
    desk.fill("[name=title_sv]", "Vård för unga vuxna")
    desk.fill("[name=question_sv]", "Vad behöver bli bättre?")
    desk.fill("[name=held_from]", "2013-02-04")
    desk.locator("main button.button").click()
    desk.fill("[name=title]", "Rapport 2013")
    desk.set_input_files("[name=file]", {"name": "rapport.pdf", "mimeType": "application/pdf", "buffer": PDF})
    desk.locator("[name=is_public][value=yes]").check()
    desk.locator("main form button.button").click()
    looks_right(desk)
    desk.locator("main a.button").click()
    desk.fill("[name=statement]", "Kortare väntan")
    looks_right(desk)
    desk.locator("main form button.button").click()
    desk.goto(desk.url.replace("/findings/", "/findings/bring-in/file/"))
    looks_right(desk)
    dialogue = planning.public_dialogue("vard-for-unga-vuxna")
    assert dialogue.earlier.held_from == dt.date(2013, 2, 4)
    analysis.sign_off(dialogue, actor=bo)
    desk.goto(f"{live_server.url}/staff/d/{dialogue.slug}/decide/1/not-found/")
    looks_right(desk)
    decided(dialogue, cilla, board)
    for page in ("", "result/", "decision/"):
        desk.goto(f"{live_server.url}/d/{dialogue.slug}/{page}")
        assert "Followed up afterwards" in desk.content() or "Följs upp i efterhand" in desk.content()
        looks_right(desk)
