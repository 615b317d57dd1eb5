"""The catalogue and the advice in a real browser, for everybody."""


def test_the_catalogue_and_the_advice_fit_and_can_be_used_by_everybody(
    planned, open_page, at_desk, axe, no_sideways_scrolling
):
    page = at_desk("alma", open_page(width=360))
    for address in (
        "/methods/",
        "/methods/?purpose=decide&people=1&mode=digital&group=rural",
        "/methods/?people=0",
        "/methods/focus-group/",
        "/staff/d/skolan/activities/",
        "/staff/d/skolan/advice/",
    ):
        assert page.goto(address).status == 200
        axe(page)
        no_sideways_scrolling(page)


def test_a_lead_finds_a_method_without_scripts(planned, open_page, at_desk):
    page = at_desk("alma", open_page(script=False, language="en"))
    page.goto("/staff/d/skolan/activities/")
    page.get_by_role("link", name="Say more about the dialogue").click()
    page.get_by_role("checkbox", name="Weigh and rank").check()
    page.get_by_label("How many should take part?").fill("10")
    page.get_by_role("button", name="Show what fits").click()
    page.get_by_role("link", name="Focus group").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Focus group"
    page.get_by_role("link", name="Methods for dialogue").click()
    page.get_by_label("How many take part").fill("10")
    page.get_by_role("button", name="Show").click()
    assert "methods" in page.get_by_role("status").inner_text()
