"""A lead brings in an earlier dialogue, and everybody reads result and decision, on a phone's width."""

import datetime as dt

import pytest

from gehor.analysis import actions as analysis
from gehor.analysis.models import Finding
from gehor.analysis.sourced.tests.test_sources import PDF, decided
from gehor.participation import actions as participation
from gehor.participation.models import Contribution
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
    bring_contributions(desk, live_server.url, looks_right)
    dialogue = planning.public_dialogue("vard-for-unga-vuxna")
    assert dialogue.earlier.held_from == dt.date(2013, 2, 4)
    for each in Contribution.objects.select_related("dialogue__organisation"):
        analysis.read(each, actor=bo, findings=[Finding.objects.get()], version=0)
        participation.publish(each, actor=bo)
    analysis.sign_off(dialogue, actor=bo)
    desk.goto(f"{live_server.url}/staff/d/{dialogue.slug}/decide/1/not-found/")
    looks_right(desk)
    decided(dialogue, cilla, board)
    for page in ("", "contributions/", "result/", "result/1/", "decision/", "decision/1/"):
        desk.goto(f"{live_server.url}/d/{dialogue.slug}/{page}")
        assert "Följs upp i efterhand" in desk.content() or page == "result/1/"
        looks_right(desk)
    wide = at_desk("alma", open_page(width=1280, language="en"))
    wide.goto(f"{live_server.url}/staff/d/{dialogue.slug}/openings/")
    assert "Activities that were held" in wide.content()
    looks_right(wide)


def bring_contributions(desk, url, looks_right):
    """Two notes from a meeting, one of them dated wrongly; the file is mended and brought in."""
    desk.goto(f"{url}/staff/d/vard-for-unga-vuxna/openings/")
    looks_right(desk)
    desk.locator("main a.button").click()
    desk.locator("[name=method][value=meeting]").check()
    desk.fill("[name=title_sv]", "Öppet möte")
    desk.fill("[name=begins_on]", "2013-03-04")
    desk.fill("[name=ends_on]", "2013-03-04")
    looks_right(desk)
    desk.locator("main form button.button").click()
    desk.get_by_role("link", name="Importera en fil").click()
    looks_right(desk)
    for last, faults in (("2031-03-04", 1), ("2013-03-04", 0)):
        data = f"Datum;Synpunkt\n2013-03-04;Svara i telefon\n{last};Fler tider på kvällen\n".encode()
        desk.set_input_files("[name=file]", {"name": "synpunkter.csv", "mimeType": "text/csv", "buffer": data})
        desk.locator("main form button.button").click()
        desk.wait_for_selector("#what-it-becomes")
        assert desk.locator("#faults tbody tr").count() == faults
        looks_right(desk)
        if faults:
            desk.locator("main a[href*='?text=']").click()
    desk.locator("main form[method=post] button.button").click()
    desk.wait_for_url("**/imports/*/**")
    looks_right(desk)
