"""The map in a real browser: a lead writes, a registrar adopts, and everybody reads."""

import pytest

from gehor.ground.governance import actions

pytestmark = pytest.mark.django_db(transaction=True)


def test_principles_are_written_adopted_and_read(organisation, board, at_desk, open_page, axe):
    desk = at_desk("ada", open_page(width=360))
    desk.goto("/staff/o/alvsala/map/principles/")
    axe(desk)
    desk.locator("input[value=kungsbacka]").check()
    desk.locator("form.form button.button").click()
    axe(desk)
    desk.locator("#id_principle_1_0").fill("Vi frågar i tid.")
    desk.locator("form.form button.button").click()
    desk.goto("/staff/o/alvsala/map/principles/adopt/")
    axe(desk)
    desk.locator("#id_body").select_option(index=1)
    desk.locator("#id_adopted_on").fill("2026-03-01")
    desk.locator("#id_section").fill("89")
    desk.locator("#id_case_number").fill("KS 2026/17")
    desk.locator("form.form button.button").click()
    reader = open_page(width=360)
    reader.goto("/o/alvsala/map/")
    assert "Vi frågar i tid." in reader.locator("main").inner_text()
    axe(reader)


def test_the_map_and_its_years_can_be_read(organisation, actors, at_desk, open_page, axe):
    for year, step in ((2025, 2), (2026, 3)):
        actions.judge_component(
            organisation,
            actor=actors["alma"],
            year=year,
            number=1,
            step=step,
            evidence={"sv": "Antaget"},
            next_step={"sv": "Utbilda"},
            owner="Kansliet",
        )
    desk = at_desk("alma", open_page(width=360))
    for address in ("", "years/", "years/2026/1/", "roles/"):
        desk.goto(f"/staff/o/alvsala/map/{address}")
        axe(desk)
