"""The plan in a real browser: by keyboard, without scripts, on a phone, and for everybody."""

import pytest
from django.urls import reverse

STEPS = ("assess", "purpose", "influence", "decision_maker", "answer_promise", "activities", "change")


@pytest.fixture
def desk(open_page, at_desk):
    """desk(width=360, language="en") is Alma at her own desk, or on her phone."""
    return lambda **options: at_desk("alma", open_page(script=False, **options))


def test_every_page_of_the_plan_fits_and_can_be_used_by_everybody(
    planned, open_page, at_desk, axe, no_sideways_scrolling
):
    page = at_desk("alma", open_page(width=360))
    addresses = [reverse(f"planning:{name}", args=["skolan"]) for name in STEPS]
    addresses += [
        reverse("planning:start", args=["alvsala"]),
        reverse("planning:choose", args=["skolan", "proposals"]),
        reverse("planning:drop", args=["skolan", 1]),
        reverse("recruitment:target_groups", args=["skolan"]),
        reverse("recruitment:change", args=["skolan", 41]),
    ]
    for address in addresses:
        assert page.goto(address).status == 200
        axe(page)
        no_sideways_scrolling(page)
    page.goto(reverse("planning:decision_maker", args=["skolan"]))
    page.locator("[name=decision_on]").focus()
    for _ in ("month", "year", "calendar"):  # the last has the focus by itself
        page.keyboard.press("Tab")
    assert page.locator("[name=decision_on]").evaluate("e => getComputedStyle(e).outlineStyle") == "solid"


def test_a_refused_form_says_first_what_is_wrong_and_leads_there(planned, desk):
    page = desk(language="en")
    page.goto(reverse("planning:purpose", args=["skolan"]))
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # to the content: the address now says so
    page.fill("[name=goal_sv]", "")
    page.fill("[name=purpose_sv]", "Nytt syfte")
    for _ in range(2):
        page.get_by_role("button", name="Save").press("Enter")
        page.wait_for_selector(".errors:focus")
        assert "Goal" in page.get_by_role("alert").inner_text()
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_selector("#id_goal_0:focus")
        assert page.evaluate("document.location.hash") == "#id_goal_0"
    assert page.input_value("[name=purpose_sv]") == "Nytt syfte"


def test_levels_are_chosen_by_keyboard_alone(planned, desk):
    page = desk(language="en")
    page.goto(reverse("planning:influence", args=["skolan"]))
    page.get_by_role("checkbox", name="Influence").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Save").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/staff/d/skolan/")
    for key in ("Tab", "Tab", "Enter", "Tab"):  # past the content, which is long, to the pages of the dialogue
        page.keyboard.press(key)
    assert page.locator(".rooms a:focus").count() == 1
    planned.refresh_from_db()
    assert planned.levels == ["consult", "involve", "influence"]


def test_a_translation_is_opened_and_written_without_scripts(planned, desk):
    page = desk(language="en")
    page.goto(reverse("planning:purpose", args=["skolan"]))
    group = page.get_by_role("group", name="Purpose")
    group.get_by_text("In English").first.click()
    page.fill("[name=purpose_en]", "The board shall know.")
    page.get_by_role("button", name="Save").click()
    page.wait_for_url("**/staff/d/skolan/")
    planned.refresh_from_db()
    assert planned.purpose["en"] == "The board shall know."
