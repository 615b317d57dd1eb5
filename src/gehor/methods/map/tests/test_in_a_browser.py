"""A route marked by keyboard on a phone, and the same page without a script."""

from typing import Any

import pytest
from django.utils import timezone

from gehor.participation.models import Contribution
from gehor.planning.models import Activity

from .test_marks import FORM, MARKS, asked, layer

pytestmark = [pytest.mark.one, pytest.mark.django_db(transaction=True)]
__all__ = ["asked", "layer"]


def test_a_route_is_marked_by_keyboard_and_stands_on_the_map_of_all(
    asked: Activity, open_page: Any, axe: Any, no_sideways_scrolling: Any
) -> None:
    today = timezone.localdate()  # the server runs in a thread of its own, at the real time
    Activity.objects.update(begins_on=today, ends_on=today)
    plain = open_page(width=360, script=False)
    plain.goto(FORM)
    plain.locator('input[type="image"]:visible').click(position={"x": 148, "y": 148})
    plain.get_by_text("Utmärkt: 59.5").wait_for()
    axe(plain)
    no_sideways_scrolling(plain)

    page = open_page(width=360)
    page.goto(FORM)
    assert page.locator('input[type="image"]').count() == 0
    page.get_by_label("Min väg").check()
    canvas = page.locator("[data-canvas]")
    canvas.focus()
    for key in ("Enter", "ArrowRight", "Enter", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    page.get_by_role("button", name="Ta bort den senaste").click()
    axe(page)
    no_sideways_scrolling(page)
    page.get_by_label("Vad vill du säga om det?").fill("Här går jag till skolan")
    page.get_by_role("button", name="Skicka").click()
    page.get_by_text("Din kvittokod").first.wait_for()
    values = Contribution.objects.get().values
    (west, south), (east, north) = ((float(each) for each in place.split(",")) for place in values["places"].split())
    assert values["category"] == "min-vag"
    assert east - west > 0.1 and abs(north - south) < 0.01, "a step to the right, but for a pixel"

    page.goto(MARKS)
    page.locator(".leaflet-marker-icon").click()
    page.get_by_text("Här går jag till skolan").first.wait_for()
    page.goto(MARKS)
    page.locator(".leaflet-marker-icon").wait_for()
    axe(page)
    no_sideways_scrolling(page)
