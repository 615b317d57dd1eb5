"""Writing, freezing and reading a decision basis in a real browser."""

import pytest

pytestmark = pytest.mark.django_db(transaction=True)
HOME = "/staff/d/skolan/basis/"


def test_a_basis_is_written_frozen_and_read(analysed, at_desk, open_page, axe):
    desk = at_desk("alma", open_page(width=360))
    desk.goto(HOME)
    axe(desk)
    desk.goto(f"{HOME}texts/")
    desk.locator("#id_proposal_0").fill("Nämnden föreslås bygga ut gården.")
    axe(desk)
    desk.locator("form.form button.button").click()
    desk.goto(f"{HOME}alternatives/add/")
    desk.locator("#id_title_0").fill("Bygg ut")
    desk.locator("#id_consequences_0").fill("Det kostar tre miljoner.")
    axe(desk)
    desk.locator("form.form button.button").click()
    desk.goto(f"{HOME}alternatives/1/")
    axe(desk)
    desk.goto(f"{HOME}findings/")
    axe(desk)
    desk.goto(f"{HOME}findings/1/")
    axe(desk)
    desk.goto(f"{HOME}preview/")
    axe(desk)
    desk.goto("/staff/o/alvsala/templates/")
    axe(desk)
    desk.goto(HOME)
    desk.locator("#freeze button.button").click()
    desk.goto("/d/skolan/basis/")
    proposal = desk.locator("details.entry").get_by_text("Nämnden föreslås bygga ut gården.")
    assert not proposal.is_visible()
    axe(desk)
    desk.emulate_media(media="print")
    assert proposal.is_visible(), "paper shows what is folded"
    desk.emulate_media(media="screen")
    desk.goto("/d/skolan/basis/?open=all")
    assert proposal.is_visible()

    # A link to one finding opens it, and a reader of another language is told which text is the original.
    reader = open_page(width=1280)
    reader.context.add_cookies([{"name": "django_language", "value": "en", "url": desk.url}])
    reader.goto("/d/skolan/basis/#finding-2")
    axe(reader)
    said = reader.locator("main").inner_text()
    assert "Version 1" in said and "What was frozen is in Swedish" in said
    assert reader.get_by_text("What was said Det som har sagts").is_visible()
    assert reader.locator("#finding-2").is_visible() and not reader.locator("#finding-1").is_visible()
