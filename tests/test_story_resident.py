"""A resident who did not take part finds out what was decided and why: an old phone, no account, no JavaScript."""

import datetime as dt

import pytest

from gehor.ground import clock
from gehor.planning.models import Dialogue

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = clock.today()  # as the server sees it
LATE = 3  # days


@pytest.fixture
def overdue(decided):
    """Everything is decided, and the answer was promised three days ago."""
    due = TODAY - dt.timedelta(days=LATE)
    Dialogue.objects.filter(pk=decided.pk).update(answer_due=due)
    return decided


@pytest.mark.first
def test_a_resident_who_did_not_take_part_finds_out_what_was_decided_and_why(
    open_page, axe, no_sideways_scrolling, overdue
):
    page = open_page(width=360, height=740, script=False)
    clicks = 0

    def reads(*words):
        axe(page)
        no_sideways_scrolling(page)
        text = " ".join(page.locator("body").inner_text().replace("\u00a0", " ").split())
        for each in words:
            assert each in text, f"{each!r} is not on {page.url}:\n{text[:3000]}"

    def follow(words):
        nonlocal clicks
        clicks += 1
        page.locator("main").get_by_role("link", name=words).first.click()

    page.goto("/")
    reads("Älvsala kommun")

    follow("Älvsala kommun")
    reads("Svar som är försenade", "Vad är kvalitet i skolan?", f"{LATE} dagar försenat")

    follow("Vad är kvalitet i skolan?")
    reads("Vad är kvalitet i skolan för dig?")
    reads("Vad händer nu?", "Allt är beslutat. Vi skriver svar till alla som deltagit.", f"{LATE} dagar försenat")

    follow("Läs vad som beslutades, och varför")
    reads("Skolgården är för liten.", "Tillgodosett", "Maten är kall.", "Inte tillgodosett", "1 bidrag")
    page.get_by_text("1. Skolgården är för liten.").click()
    clicks += 1
    reads("Nämndens skäl.", "Barn- och utbildningsnämnden, 10 juni 2026, § 41", "BUN 2026/17")

    follow("Allt som beslut 1 vilar på")
    reads("Skolgården är för liten.", "Mer utemiljö på skolgården.", "Från 1 deltagare.", "Nämndens skäl.")
    assert clicks <= 5
