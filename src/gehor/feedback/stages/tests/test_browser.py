"""The pages of feedback in stages in a real browser: on a phone in Swedish, on a desk in English, for all senses."""

import datetime as dt

import pytest

from gehor.feedback.stages import actions
from gehor.feedback.stages.models import Bulletin
from gehor.feedback.stages.rules import Stage
from gehor.feedback.stages.tasks import fix_promises
from gehor.participation.models import Opening

from .conftest import EASY, TEXT

HERE = "/staff/d/skolan/feedback/"


@pytest.fixture(autouse=True)
def it_was_a_while_ago(closed):
    """The server's clock stands at today: what the fixtures made lies in its past, whenever the tests run."""
    Opening.objects.update(closed_at=dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC))
    fix_promises.call([Opening.objects.get().pk])


def test_every_page_is_for_everybody_and_a_stage_is_written_and_released(
    open_page, at_desk, axe, no_sideways_scrolling, closed, contributions, reachable
):
    reachable(contributions[0], "Ågatan 1\n123 45 Älvsala", kind="letter", name="Dana")
    page = at_desk("alma", open_page(width=360, height=800))
    page.goto(f"{HERE}summary/")
    axe(page)
    page.locator("[name=text_sv]").fill(TEXT["sv"])
    page.locator("[name=easy_sv]").fill(EASY["sv"])
    page.get_by_role("button", name="Spara").click()
    page.get_by_text("Sparat.").wait_for()
    axe(page)
    no_sideways_scrolling(page)
    page.get_by_role("button", name="Släpp nu").click()
    page.wait_for_url("**/sent/")
    assert Bulletin.objects.get().text == {"sv": TEXT["sv"]}
    for address in (
        f"{HERE}summary/sent/",
        f"{HERE}summary/",
        HERE,
        f"{HERE}summary/explain/",
        f"{HERE}first_follow_up/",
        f"{HERE}first_follow_up/promise/",
        "/staff/o/alvsala/feedback/",
        "/d/skolan/feedback/",
        "/o/alvsala/clock/",
    ):
        page.goto(address)
        axe(page)
        no_sideways_scrolling(page)


def test_the_timeline_reads_well_on_a_desk_in_english(open_page, axe, no_sideways_scrolling, closed, alma):
    actions.write_stage(closed, actor=alma, stage=Stage.SUMMARY, text=TEXT, easy=EASY, short={}, version=0)
    actions.release_stage(closed, actor=alma, stage=Stage.SUMMARY)
    page = open_page(width=1280, height=800, language="en")
    page.goto("/d/skolan/feedback/")
    assert page.get_by_text("You said that the yard is too small.").is_visible()
    axe(page)
    no_sideways_scrolling(page)
