"""On a phone without scripts: read the text, say something about a paragraph, and see what is new in it."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from gehor.methods.text_hearing.models import TextVersion
from gehor.participation.models import Contribution
from gehor.planning.models import Activity

from .conftest import LATER

pytestmark = pytest.mark.one


def test_a_paragraph_is_commented_on_and_its_next_version_read(
    hearing: Activity,
    publish: Callable[..., TextVersion],
    open_page: Any,
    at_desk: Any,
    axe: Any,
    no_sideways_scrolling: Any,
) -> None:
    def looks_right(page: Any) -> None:
        axe(page)
        no_sideways_scrolling(page)

    hearing.ends_on = dt.date(2099, 12, 31)  # the server's clock is that of the day
    hearing.save()
    phone = open_page(width=360, height=740, script=False)
    phone.goto("/d/skolan/take-part/1/")
    looks_right(phone)
    phone.get_by_role("link", name="Säg något om stycke 1", exact=True).click()
    phone.wait_for_url("**/text/1/#write")
    looks_right(phone)
    phone.get_by_role("button", name="Skicka").click()
    phone.wait_for_selector(".error")
    looks_right(phone)
    phone.get_by_label("Vad tycker du?").fill("300 meter är för långt.")
    phone.get_by_role("button", name="Skicka").click()
    phone.wait_for_url("**/c/*/")
    assert phone.get_by_text("Om stycke 1, så som det stod i version 1").is_visible()
    assert Contribution.objects.get().values == {"paragraph": "1", "version": 1}

    publish(LATER, note={"sv": "Närmare till parken."})
    phone.goto("/d/skolan/take-part/1/")
    phone.get_by_role("link", name="Se vad som är nytt sedan version 1").click()
    phone.wait_for_url("**/versions/1/2/")
    looks_right(phone)
    assert phone.locator("del").nth(1).inner_text().endswith("]")
    phone.goto("/d/skolan/take-part/1/consultation/")
    looks_right(phone)

    desk = at_desk("alma", open_page(width=360, height=740))
    desk.goto("/staff/d/skolan/text/1/")
    looks_right(desk)
