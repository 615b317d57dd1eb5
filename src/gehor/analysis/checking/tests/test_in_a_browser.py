"""A participant contests a finding on a phone without JavaScript, and sees the answer."""

import datetime as dt

import pytest
from django.utils import timezone

from gehor.analysis.actions import sign_off
from gehor.analysis.checking.actions import close_check
from gehor.analysis.checking.models import Check
from gehor.analysis.voices.actions import quote, write_position
from gehor.ground import clock


@pytest.fixture
def voiced(check, first, dana_said, bo):
    """With a quotation and a minority position, so that every page has all it can have."""
    quote(first, actor=bo, contribution=dana_said, words="utemiljö")
    said = {"name": {"sv": "Behåll asfalten"}, "statement": {"sv": "Bollplanen ska vara kvar."}}
    write_position(check.dialogue, actor=bo, **said, contributions=[dana_said], finding=first)
    return check


def test_a_participant_contests_a_finding_and_sees_the_answer(
    open_page, at_desk, axe, no_sideways_scrolling, voiced, dana_said, alma, bo
):
    def looks_right(page):
        axe(page)
        no_sideways_scrolling(page)

    last_day = timezone.localdate() + dt.timedelta(days=5)  # the server that the browser asks has the real day
    Check.objects.update(last_day=last_day)
    code = dana_said.participant.receipt
    phone = open_page(width=360, height=740, script=False)
    phone.goto(f"/c/{code[:5]}-{code[5:]}/")
    phone.get_by_role("link", name="Stäm av slutsatserna").click()
    phone.wait_for_url("**/check/")
    looks_right(phone)
    finding = phone.locator("#finding-1")
    finding.get_by_label("Nej, något måste rättas").check()
    phone.get_by_role("button", name="Skicka mina svar").click()
    phone.wait_for_selector("#finding-1 .error")
    assert phone.locator("#finding-1").get_by_label("Nej, något måste rättas").is_checked()
    looks_right(phone)
    phone.locator("#finding-1").get_by_label("Vad ska rättas?").fill("Den är inte liten, den är sliten.")
    phone.get_by_role("button", name="Skicka mina svar").click()
    phone.wait_for_selector("text=Inte besvarad än")

    desk = at_desk("bo", open_page(language="en-GB"))
    desk.goto("/staff/d/skolan/check/")
    looks_right(desk)
    desk.get_by_role("link", name="On finding 1").click()
    desk.wait_for_url("**/objections/**")
    looks_right(desk)
    desk.locator("[name=statement_sv]").fill("Skolgården är sliten.")
    desk.locator("[name=text_sv]").fill("Du har rätt, vi skriver om slutsatsen.")
    desk.get_by_role("button", name="Save the answer").click()
    desk.wait_for_url("**/check/")
    for page in (
        "check/enter/",
        "check/form/",
        "findings/1/",
        f"findings/1/quote/{dana_said.reference}/",
        "positions/1/",
    ):
        desk.goto(f"/staff/d/skolan/{page}")
        looks_right(desk)

    phone.reload()
    phone.wait_for_selector("text=Du har rätt, vi skriver om slutsatsen.")
    assert phone.get_by_text("Skolgården är sliten.").first.is_visible()
    looks_right(phone)

    with clock.at(timezone.now() + dt.timedelta(days=6)):
        close_check(voiced, actor=alma)
        sign_off(voiced.dialogue, actor=bo)
    for page in ("result/", "result/1/", "result/1/check/"):
        phone.goto(f"/d/skolan/{page}")
        looks_right(phone)
    assert phone.get_by_text("Skolgården är för liten.").is_visible(), "the wording that was contested stays to be read"
