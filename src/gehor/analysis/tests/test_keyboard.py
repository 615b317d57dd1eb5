"""Reading in a real browser: by keyboard, without JavaScript, on a phone, and for everybody's senses."""

import pytest

from gehor.analysis.models import Finding, Reading, Rest


@pytest.fixture
def eleven(opened, said, found):
    """Three contributions to read, and eleven findings to tick."""
    for number in range(1, 12):
        found(f"Slutsats nummer {number} handlar om {'maten' if number == 7 else 'något'}.")
    return [said("Ett och maten"), said("Två"), said("Tre")]


def rests_on(contribution):
    return sorted(Rest.objects.filter(contribution=contribution).values_list("finding__number", flat=True))


def test_everything_is_read_by_keyboard(open_page, at_desk, eleven):
    first, second, third = eleven
    page = at_desk("bo", open_page())
    page.goto("/staff/d/skolan/read/")
    for key in ("j", "j", "k", "Enter"):
        page.keyboard.press(key)
    page.wait_for_url(f"**/{first.reference}/")
    for key in ("Tab", "Enter", "Control+Enter"):  # to the content, and saved too early
        page.keyboard.press(key)
    page.wait_for_selector(".errors:focus")
    for key in ("1", "1", "3"):  # eleven, typed fast, then three
        page.keyboard.press(key)
    page.keyboard.press("/")
    page.keyboard.type("maten")
    page.keyboard.press("Enter")
    page.keyboard.press("Control+Enter")
    page.wait_for_url(f"**/{second.reference}/#main")
    page.keyboard.press("n")
    page.keyboard.type("En ny slutsats, 3 ord.")
    page.keyboard.press("Control+Enter")
    page.wait_for_url(f"**/{third.reference}/#main")
    page.keyboard.press("a")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/read/#main")
    assert rests_on(first) == [3, 7, 11]
    assert rests_on(second) == [12]
    assert Reading.objects.get(contribution=third).aside == "off_topic"


def test_single_keys_can_be_turned_off(open_page, at_desk, eleven):
    page = at_desk("bo", open_page(language="en-GB"))
    page.goto(f"/staff/d/skolan/read/{eleven[0].reference}/")
    page.get_by_label("Single keys work").uncheck()
    page.locator("h1").click()
    page.keyboard.press("3")
    page.reload()
    page.keyboard.press("3")
    assert page.locator("[name=findings]:checked").count() == 0
    page.get_by_label("Slutsats nummer 3").check()
    page.keyboard.press("Control+Enter")
    page.wait_for_url(f"**/{eleven[1].reference}/")
    assert rests_on(eleven[0]) == [3]


def test_everything_works_without_javascript(open_page, at_desk, eleven):
    first, second, _third = eleven
    page = at_desk("bo", open_page(script=False, language="en-GB"))
    page.goto("/staff/d/skolan/read/")
    page.get_by_role("link", name="Begin to read").click()
    assert page.get_by_text("Single keys work").is_hidden()
    page.get_by_label("Slutsats nummer 2").check()
    page.get_by_role("button", name="Save and next").click()
    page.wait_for_url(f"**/{second.reference}/")
    page.get_by_text("Set it aside instead").click()
    page.get_by_label("Duplicate", exact=True).check()
    page.get_by_label("Duplicate of").fill(first.reference)
    page.get_by_role("button", name="Save and next").click()
    page.wait_for_url("**/read/*/")
    assert rests_on(first) == [2]
    assert Reading.objects.get(contribution=second).duplicate_of == first


def test_staff_pages_suit_everybody(open_page, at_desk, axe, no_sideways_scrolling, eleven, has_read):
    first, second, third = eleven
    has_read(first, *Finding.objects.all()[:2])
    page = at_desk("bo", open_page(width=360))
    for rest in (
        "read/",
        "read/?state=all&q=x",
        f"read/{first.reference}/",
        f"read/{second.reference}/",
        f"read/{third.reference}/mask/",
        "findings/",
        "findings/1/",
        "sign-off/",
    ):
        page.goto(f"/staff/d/skolan/{rest}")
        axe(page)
        no_sideways_scrolling(page)
    page.goto(f"/staff/d/skolan/read/{second.reference}/")
    page.locator("form[data-read] button.button").click()  # nothing is ticked: the page says so
    assert page.locator("[role=alert]").is_visible()
    axe(page)
    at_desk("rut", open_page()).goto(f"/staff/d/skolan/read/{first.reference}/")  # masks it, and has nothing to judge


def test_the_result_suits_everybody(open_page, axe, no_sideways_scrolling, analysed):
    page = open_page(width=360, language="en-GB")
    for rest in ("", "1/", "aside/"):
        page.goto(f"/d/skolan/result/{rest}")
        axe(page)
        no_sideways_scrolling(page)


def test_the_script_is_small(settings):
    from pathlib import Path

    from django.contrib.staticfiles.finders import find

    assert len(Path(find("analysis/read.js")).read_bytes()) <= 2048
