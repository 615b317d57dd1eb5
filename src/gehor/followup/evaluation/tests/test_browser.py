"""The evaluation in a real browser: a participant answers on a telephone by keyboard, and everybody can read it."""

import datetime as dt

import pytest

from gehor.followup.evaluation import rules
from gehor.followup.evaluation.actions import ask
from gehor.followup.evaluation.models import Response, Round
from gehor.ground import clock
from gehor.ground.people import receipt
from gehor.participation.models import Opening

pytestmark = pytest.mark.django_db(transaction=True)
PUBLIC = "/d/skolan/evaluation/"
STAFF = "/staff/d/skolan/evaluation/"


def test_answered_on_a_telephone_and_read_by_everybody(
    decided, participants, actors, answered_by, at_desk, open_page, axe, no_sideways_scrolling
):
    """The server's clock stands at today: so does what is asked."""
    Opening.objects.update(closed_at=Opening.objects.get().opened_at)
    now = dt.datetime.now(dt.UTC)
    with clock.at(now):
        asked = ask(decided, actor=actors["alma"], part="taking-part", closes_on=now.date() + dt.timedelta(days=28))

    page = open_page(width=360, height=800)
    page.goto(f"/c/{receipt.shown(participants[0].receipt)}/")
    page.get_by_role("link", name="Tio frågor om att delta").click()
    axe(page)
    no_sideways_scrolling(page)
    page.locator("[name=purpose_clear]").first.focus()
    page.keyboard.press("ArrowDown")  # agrees for the most part
    page.get_by_role("button", name="Skicka mina svar").click()
    page.get_by_text("Dina svar är mottagna").wait_for()
    assert Response.objects.get().ratings == {"purpose_clear": 4}

    desk = at_desk("alma", open_page(width=360, height=800))
    for address in ("", "taking-part/enter/", "answer/ask/", "effect/1/"):
        desk.goto(STAFF + address)
        axe(desk)
        no_sideways_scrolling(desk)
    for address in ("/d/skolan/evaluation/taking-part/paper/", "/staff/o/alvsala/evaluation/"):
        desk.goto(address)
        axe(desk)
        no_sideways_scrolling(desk)

    for group in rules.GROUPS:
        answered_by(asked, group, 5, 5, 4, 2, 1, 4, questions=rules.QUESTIONS["taking-part"])
    Round.objects.update(closes_on=now.date() - dt.timedelta(days=2))
    reader = open_page(width=360, height=800)
    reader.goto(PUBLIC)
    assert "Deltagare" in reader.locator("main").inner_text()
    axe(reader)
    no_sideways_scrolling(reader)
