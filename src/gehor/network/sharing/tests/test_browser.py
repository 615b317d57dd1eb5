"""Sharing and listening in a real browser, on a telephone, by keyboard."""

import datetime as dt

import pytest

from gehor.ground import clock
from gehor.network.sharing import tasks
from gehor.network.sharing.models import Fetch, Shared

from .bortby import FEED, dialogue

pytestmark = pytest.mark.django_db(transaction=True)
FIGURES = [{**FEED["figures"][0], "year": year, "value": 0.5 + (year - 2024) / 10} for year in (2024, 2025, 2026)]


def test_a_host_shares_listens_and_compares(released, accounts, at_desk, open_page, axe, no_sideways_scrolling, bortby):
    address = bortby(dialogues=[dialogue(1), {**dialogue(2), "people": 2}], figures=FIGURES)
    page = at_desk("nour", open_page(width=360, height=800))
    page.goto("/staff/o/alvsala/compare/")
    page.get_by_role("link", name="Vad ni delar").click()
    axe(page)
    no_sideways_scrolling(page)
    page.get_by_label("Hur de genomförs").focus()
    page.keyboard.press("End")
    page.get_by_role("button", name="Spara").press("Enter")
    page.get_by_text("Det är sparat").wait_for()
    assert Shared.objects.get().audience == "everybody"
    axe(page)

    page.goto("/staff/o/alvsala/sources/")
    axe(page)
    page.get_by_label("Vad ni kallar den").fill("Bortby")
    page.get_by_label("Adress").fill(address)
    page.get_by_role("button", name="Följ", exact=True).press("Enter")
    page.get_by_role("button", name="Hämta nu").press("Enter")
    page.get_by_text("Det väntar på sin tur.").first.wait_for()
    with clock.at(dt.datetime.now(dt.UTC)):  # the server's clock stands at today
        tasks.fetch_one.call(Fetch.objects.get().pk)
    page.get_by_text("1 ny, 3 tal, 1 avvisad.").first.wait_for()  # without anybody's doing
    page.reload()
    page.get_by_role("button", name="Visa på den öppna sidan").press("Enter")
    assert page.get_by_text("Det berättar om färre än 5 personer.").is_visible()
    axe(page)
    no_sideways_scrolling(page)

    for where in ("/staff/o/alvsala/compare/?show=tied", "/compare/?show=tied"):
        page.goto(where)
        assert page.get_by_role("rowheader", name="Bortby").first.is_visible()
        axe(page)
        no_sideways_scrolling(page)
