"""Forms are typed in by a scanner and a keyboard alone, and everybody can use the pages."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gehor.ground.people.receipt import shown
from gehor.participation.ballots.models import Ballot
from gehor.participation.paper import tasks
from gehor.participation.paper.actions import scan_forms
from gehor.participation.paper.models import Run, Sheet

from .conftest import scanned


@pytest.mark.one
def test_forms_are_typed_one_after_the_other_without_a_mouse_and_every_page_can_be_used(
    run: Run,
    sheets: list[Sheet],
    alma: Any,
    typed: Callable[..., Ballot],
    open_page: Any,
    at_desk: Any,
    axe: Any,
    no_sideways_scrolling: Any,
    settings: Any,
    tmp_path: Path,
) -> None:
    settings.MEDIA_ROOT = tmp_path
    tove = at_desk("tove", open_page(width=360, colours="dark"))
    tove.goto("/staff/d/skolan/enter/")
    axe(tove)
    no_sideways_scrolling(tove)
    tove.keyboard.type(f"https://dialog.example.org/c/{shown(sheets[0].code)}/#1")
    with tove.expect_navigation():
        tove.keyboard.press("Enter")  # the code has led to its form, and the first question waits
    for sheet in sheets[:2]:
        if sheet != sheets[0]:
            tove.wait_for_selector("[name=sheet]:focus")  # the next form waits for the scanner
            tove.keyboard.type(f"https://dialog.example.org/c/{shown(sheet.code)}/#1")
            for _common in ("code", "how", "day", "language"):
                tove.keyboard.press("Enter")
        tove.wait_for_selector("[name='q.way']:focus")
        for key in ("1", "3", "Enter", "2", "Enter"):
            tove.keyboard.press(key)  # bus and car; how far; why
        while tove.evaluate("document.activeElement.className") != "button":
            tove.keyboard.press("Tab")
        with tove.expect_navigation():
            tove.keyboard.press("Enter")
    assert [each.values for each in Ballot.objects.all()] == [{"way": ["bus", "car"], "km": "2"}] * 2
    tove.wait_for_selector("[name=sheet]:focus")  # given when the page is drawn, which may be after it has loaded
    tove.keyboard.type(sheets[0].code)
    tove.keyboard.press("Enter")
    tove.get_by_text("redan inskriven, av Tove").wait_for()
    assert tove.evaluate("document.activeElement.name") == "sheet"  # ready for another code
    scan = scan_forms(run.activity, actor=alma, name="hög.jpg", data=scanned(run, sheets[2], {"way.bus": "cross"}))
    tasks.read_scans.call([scan.pk])
    paper = "/staff/d/skolan/paper/1/"
    desk = at_desk("alma", open_page(width=360))
    for address in (
        "/staff/d/skolan/enter/1/",
        paper,
        f"{paper}scans/",
        f"{paper}review/",
        f"{paper}twice/",
        f"{paper}twice/again/",
        f"{paper}addresses/",
        f"/c/{shown(sheets[3].code)}/",
    ):
        desk.goto(address)
        axe(desk)
        no_sideways_scrolling(desk)
