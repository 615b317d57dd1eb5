"""On the street: nothing that is typed is lost without a connection, and it is received once."""

from typing import Any

import pytest

from gehor.methods.outreach.models import Effort
from gehor.participation.models import Contribution, Wording
from gehor.planning.models import Activity


@pytest.mark.one
def test_what_is_typed_without_a_connection_waits_and_is_sent_once(
    street: Activity, open_page: Any, at_desk: Any, axe: Any, no_sideways_scrolling: Any
) -> None:
    tove = at_desk("tove", open_page(width=360, height=740))
    tove.goto("/staff/d/skolan/outreach/1/")
    axe(tove)
    no_sideways_scrolling(tove)
    send = tove.get_by_role("button", name="Spara och ta nästa")
    tove.context.set_offline(True)
    for text in ("Det är mörkt.", "Bussen går för sällan."):
        tove.fill("[name=text]", text)
        send.click()
    tove.get_by_text("Inte skickat än: 2.").wait_for()
    assert not Contribution.objects.exists()
    tove.context.set_offline(False)  # without a reload
    tove.get_by_text("Skickat: 2. Inget väntar.").wait_for()
    assert list(Wording.objects.order_by("pk").values_list("text", flat=True)) == [
        "Det är mörkt.",
        "Bussen går för sällan.",
    ]
    tove.fill("[name=text]", "Halvskrivet")
    tove.locator("[name=kind]").first.select_option("phone")
    tove.reload()  # as a phone does that has run short of memory
    assert (tove.input_value("[name=text]"), tove.locator("[name=kind]").first.input_value()) == (
        "Halvskrivet",
        "phone",
    )
    send.click()
    tove.get_by_text("Skickat: 1. Inget väntar.").wait_for()
    tove.reload()
    assert tove.input_value("[name=text]") == "", "what has been sent is not kept"
    effort = tove.locator("form[action$='effort/']")
    for name, value in (("place", "Torget"), ("day", "2020-01-01"), ("approached", "9"), ("spoke", "2")):
        effort.locator(f"[name={name}]").fill(value)
    effort.get_by_role("button").click()
    tove.get_by_text("Ett togs inte emot").wait_for()
    assert effort.locator("[name=approached]").input_value() == "9"  # it is back, to be mended
    waiting = "Object.entries(localStorage).filter(([key]) => !key.includes('draft')).map(([, list]) => list).join()"
    assert (Effort.objects.count(), tove.evaluate(waiting)) == (0, "[]")
