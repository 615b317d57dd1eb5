"""The pages a resident meets, in a real browser: phone, keyboard, no JavaScript, both languages, dark."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from gehor.ground import clock
from gehor.ground.act import Actor
from gehor.participation.actions import mask
from gehor.participation.models import Attachment, Contribution, Wording
from gehor.planning.models import Activity, Dialogue

Said = Callable[..., Contribution]
PAGES = [
    "/d/skolan/take-part/",
    "/d/skolan/take-part/1/paper/",
    "/d/skolan/take-part/2/",
    "/d/skolan/contributions/",
    "/d/skolan/contributions/?q=finns+inte",
]


@pytest.fixture
def lively(opened: Dialogue, with_categories: Activity, said: Said, bo: Actor) -> Dialogue:
    """A dialogue with a second activity to come, and contributions of every kind."""
    today = timezone.localdate()  # the server runs in a thread of its own, at the real time
    soon = today + dt.timedelta(days=14)
    Activity.objects.update(begins_on=today, ends_on=soon)
    second = Activity.objects.get(pk=with_categories.pk)
    second.pk, second.number, second.begins_on = 52, 2, soon
    second.save(force_insert=True)
    said("Mer utemiljö.\n\nOch träd.", title="Skolgården", values={"category": "mat"})
    said("مدرسة جيدة هي مدرسة آمنة.", title="مدرسة آمنة", language="ar", channel="paper")
    said("Ettjättelångtordutanmellanslag" * 12, channel="phone")
    mask(said("Ring Dana."), actor=bo, title="", text="Ring […].", reason="personal_data", note="Ett namn.")
    Attachment.objects.create(
        contribution=said("Se bilden", channel="outreach"),
        file="x.jpg",
        name="Skolgården i maj.jpg",
        content_type="image/jpeg",
        size=123456,
        published_at=clock.now(),
    )
    return opened


def test_every_page_is_accessible_and_fits_a_phone(
    lively: Dialogue, open_page: Any, axe: Any, no_sideways_scrolling: Any
) -> None:
    page = open_page(width=360, height=740)
    for address in PAGES:
        page.goto(address)
        axe(page)
        no_sideways_scrolling(page)
    page = open_page(colours="dark", language="en")
    for address in ("/d/skolan/take-part/", "/d/skolan/contributions/"):
        page.goto(address)
        axe(page)


def test_dana_sends_a_proposal_by_keyboard_without_javascript(lively: Dialogue, plain_page: Any, axe: Any) -> None:
    page = plain_page
    page.goto("/d/skolan/take-part/")
    page.locator('[name="text"]').focus()
    page.keyboard.type("Fler träd på skolgården.")
    page.keyboard.press("Tab")
    page.keyboard.type("Träd")
    page.keyboard.press("Tab")
    page.keyboard.type("Skol")  # a select follows what is typed
    for _ in range(5):  # file, language, e-mail, receipt code, button
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent").strip() == "Skicka"
    page.keyboard.press("Enter")
    page.wait_for_selector('[name="anyway"]')  # somebody has written about the same thing
    axe(page)
    page.locator('[name="anyway"]').press("Enter")
    page.wait_for_url("**/c/**")
    assert Wording.objects.filter(text="Fler träd på skolgården.", title="Träd").count() == 1
    assert Contribution.objects.get(wordings__title="Träd").values == {"category": "skolgard"}


def test_nobody_tabs_into_the_field_for_programs(lively: Dialogue, page: Any) -> None:
    page.goto("/d/skolan/take-part/")
    names = []
    page.locator('[name="text"]').focus()
    for _ in range(14):
        names.append(page.evaluate("document.activeElement.name"))
        page.keyboard.press("Tab")
    assert "email" in names
    assert "leave_empty" not in names


def test_what_must_be_mended_is_read_first_and_leads_there(
    lively: Dialogue, phone: Any, axe: Any, no_sideways_scrolling: Any
) -> None:
    phone.goto("/d/skolan/take-part/")
    phone.locator('[name="title"]').fill("Träd")
    phone.locator('[name="email"]').fill("dana")
    phone.get_by_role("button", name="Skicka").click()
    alert = phone.get_by_role("alert")
    assert alert.locator("a").count() == 2
    phone.wait_for_selector("[role=alert]:focus")
    axe(phone)
    no_sideways_scrolling(phone)
    alert.locator("a").first.click()
    assert phone.evaluate("document.activeElement.name") == "text"
    assert phone.locator('[name="title"]').input_value() == "Träd"
    assert phone.locator('[name="email"]').input_value() == "dana"


def test_somebody_finds_a_word_and_sees_all_again(lively: Dialogue, plain_page: Any) -> None:
    page = plain_page
    page.goto("/d/skolan/contributions/")
    assert page.locator("article").count() == 5
    page.locator('[name="q"]').fill("TRÄD")
    page.get_by_role("button", name="Visa").click()
    assert page.locator("article").count() == 1
    page.get_by_role("link", name="Visa alla").click()
    assert page.locator("article").count() == 5


def test_arabic_runs_the_other_way(lively: Dialogue, page: Any) -> None:
    page.goto("/d/skolan/contributions/")
    assert page.locator('h3[lang="ar"]').evaluate("e => getComputedStyle(e).direction") == "rtl"
