"""The three meetings in a real browser: the lead starts from the template and runs all of it, on a phone's width."""

import datetime as dt
import io
import re

import pytest
from django.utils import timezone
from pypdf import PdfReader

from gehor.analysis.series.models import Ballot, Code
from gehor.participation.models import Contribution, Opening
from gehor.planning.models import Activity, Dialogue
from gehor.planning.shapes.adding import add_activities

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.first]
STAFF = "/staff/d/skolan/series/"


@pytest.fixture
def started(planned, alma):
    """From the template: three meetings in the plan, of which the first is open now."""
    Activity.objects.all().delete()
    today = timezone.localdate()
    Dialogue.objects.filter(pk=planned.pk).update(
        shape="three_meetings", levels=["involve", "influence"], decision_on=today + dt.timedelta(days=200)
    )
    planned.refresh_from_db()
    made = add_activities(planned, actor=alma, first_day=today, place={"sv": "Aulan"})
    Opening.objects.bulk_create(Opening(activity=each, opened_at=timezone.now()) for each in made)
    return planned


def test_the_lead_runs_three_meetings(started, at_desk, open_page, axe, no_sideways_scrolling):
    desk = at_desk("alma", open_page(width=360, height=800))

    def looks_right(page):
        axe(page)
        no_sideways_scrolling(page)

    def press(name):
        desk.get_by_role("button", name=name, exact=True).click()

    desk.goto("/staff/d/skolan/")
    desk.get_by_role("link", name="Mötena steg för steg").click()
    looks_right(desk)
    desk.get_by_role("link", name="Bjud in", exact=True).click()
    looks_right(desk)
    desk.get_by_label("Antal utan adress").fill("2")
    press("Bjud in")
    desk.get_by_text("2 personer är inbjudna.").wait_for()

    # Meeting one: who came, what was said, and the categories
    desk.goto(STAFF)
    desk.get_by_role("link", name="Pricka av närvaro", exact=True).first.click()
    for select in desk.locator("main select").all():
        select.select_option("1")
    looks_right(desk)
    press("Spara närvaron")
    desk.get_by_text("2 har kommit. 2 var förväntade").wait_for()
    desk.goto("/staff/d/skolan/meeting/1/")
    desk.locator("[name=line]").fill("1.1: Skolgården är för liten")
    desk.keyboard.press("Enter")
    desk.get_by_text("Skolgården är för liten").first.wait_for()
    assert Contribution.objects.count() == 1
    for words in ("Skolgården är för liten.", "Maten är kall.", "Bussen går för tidigt."):
        desk.goto("/staff/d/skolan/findings/")
        desk.locator("[name=statement_sv]").fill(words)
        desk.locator("form:has([name=statement_sv]) button.button").first.click()
        desk.get_by_text(words).first.wait_for()

    # Meeting two: ballots on paper and on a phone
    desk.goto(STAFF)
    desk.get_by_role("link", name="Skapa sedeln", exact=True).first.click()
    looks_right(desk)
    press("Skapa sedeln")
    desk.get_by_text("Sedeln är klar.").wait_for()
    desk.get_by_label("Antal sedlar").fill("6")
    looks_right(desk)
    with desk.expect_download() as download:
        press("Skapa sedlarna (PDF)")
    file = PdfReader(io.BytesIO(download.value.path().read_bytes()))
    codes = [re.search(r"\b[2-9A-Z]{5}-[2-9A-Z]{5}\b", page.extract_text()).group() for page in file.pages]
    assert len(codes) == Code.objects.count() == 6

    phone = open_page(width=360, height=740, script=False)
    phone.goto("/b/")
    looks_right(phone)
    phone.get_by_label("Koden på sedeln").fill(codes[0].lower())
    phone.get_by_role("button", name="Till sedeln").click()
    phone.get_by_label("3. Bussen går för tidigt.").check()
    looks_right(phone)
    phone.get_by_role("button", name="Lämna in min sedel").click()
    phone.get_by_text("Din sedel är räknad").wait_for()

    desk.goto(f"{STAFF}ballot/enter/")
    for code in [codes[0], *codes[1:]]:
        desk.get_by_label("Koden på sedeln").fill(code)
        desk.get_by_label("3. Bussen går för tidigt.").check()
        press("Räkna sedeln")
        if code == codes[0]:
            desk.get_by_text("Sedeln är redan inlämnad.").first.wait_for()
            looks_right(desk)
            desk.get_by_label("3. Bussen går för tidigt.").uncheck()
    desk.get_by_text("6 av 6").wait_for()
    assert Ballot.objects.count() == 6
    press("Avsluta prioriteringen")
    desk.get_by_text("6 sedlar lämnades in.").wait_for()
    looks_right(desk)

    # The action plan, and meeting three
    desk.get_by_role("link", name="Skriv handlingsplanen").click()
    looks_right(desk)
    desk.locator("a[href$='plan/3/']").click()
    desk.locator("[name=what_sv]").fill("En senare buss från hösten.")
    desk.get_by_label("Ansvarig").fill("Trafikenheten")
    looks_right(desk)
    press("Spara")
    desk.get_by_text("En senare buss från hösten.").wait_for()
    with desk.expect_download() as download:
        desk.get_by_role("link", name="Rättelseblad till återkopplingsmötet").click()
    assert (
        "6 av 6 satte en prick här."
        in PdfReader(io.BytesIO(download.value.path().read_bytes())).pages[0].extract_text()
    )

    phone.goto("/d/skolan/")
    phone.get_by_role("link", name="Mötena: när, var").click()
    assert "Bussen går för tidigt." in phone.locator("main").inner_text()
    looks_right(phone)
