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
    assert "Nämnden föreslås bygga ut gården." in desk.locator("main").inner_text()
    axe(desk)
    reader = open_page(width=1280)
    reader.context.add_cookies([{"name": "django_language", "value": "en", "url": desk.url}])
    reader.goto("/d/skolan/basis/")
    axe(reader)
    assert "Version 1" in reader.locator("main").inner_text()
