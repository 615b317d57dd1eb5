"""Behind codes: the lead settles it and makes letters, and somebody takes part on a phone without JavaScript."""

from typing import Any

import pytest
from django.utils import timezone

from gehor.ground.act import Actor
from gehor.participation.identity.actions import make_codes
from gehor.participation.models import Contribution
from gehor.planning.models import Activity, Dialogue


@pytest.mark.one
def test_an_activity_behind_codes_is_opened_and_taken_part_in(
    open_page: Any, at_desk: Any, axe: Any, no_sideways_scrolling: Any, planned: Dialogue, alma: Actor
) -> None:
    def looks_right(page: Any) -> None:
        axe(page)
        no_sideways_scrolling(page)

    today = timezone.localdate()  # the server's clock is the real one
    Activity.objects.update(begins_on=today, ends_on=today)
    desk = at_desk("alma", open_page(width=360, height=740))
    desk.goto("/staff/d/skolan/openings/")
    desk.get_by_text("Så visar man vem man är:").click()
    looks_right(desk)
    desk.locator("[name=proof-comment][value=code]").check()
    desk.get_by_role("button", name="Öppna").click()
    desk.wait_for_selector("text=Öppen nu")
    desk.get_by_role("link", name="Koder i brev").click()
    desk.wait_for_url("**/codes/")
    looks_right(desk)
    desk.get_by_label("Antal brev").fill("3")
    desk.get_by_label("En lista till tryckeriet").check()
    with desk.expect_download() as download:
        desk.get_by_role("button", name="Gör koder").click()
    assert download.value.suggested_filename == "skolan-1-1.csv"
    desk.reload()
    desk.wait_for_selector("text=Spärra koder")
    looks_right(desk)

    _batch, codes = make_codes(Activity.objects.get(dialogue=planned, number=1), actor=alma, many=1)
    phone = open_page(width=360, height=740, script=False)
    phone.goto("/d/skolan/take-part/1/")
    phone.wait_for_selector("text=Så visar du vem du är")
    looks_right(phone)
    phone.get_by_role("textbox").first.fill("Mer utemiljö.")
    phone.get_by_role("button", name="Skicka").click()
    phone.wait_for_selector("text=Fyll i koden från ditt brev")
    looks_right(phone)
    phone.get_by_label("Koden från brevet").fill("7KM2P")
    phone.get_by_role("button", name="Skicka").click()
    phone.wait_for_selector(".error")
    looks_right(phone)
    phone.get_by_label("Koden från brevet").fill(f"{codes[0][:5]} {codes[0][5:]}".lower())
    phone.get_by_role("button", name="Skicka").click()
    phone.wait_for_url("**/c/*/")
    assert Contribution.objects.get().wordings.get().text == "Mer utemiljö."
