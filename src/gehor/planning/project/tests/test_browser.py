"""The project plan in a real browser: for everybody, on a phone, and when two people write in one field."""

from gehor.planning.project import actions
from gehor.planning.project.models import Risk

from .test_whole import OCCASION, RISK, STAFF

HERE = "/staff/d/skolan/project/"


def test_the_plan_fits_can_be_used_by_everybody_and_loses_nobodys_text(
    planned, alma, open_page, at_desk, axe, no_sideways_scrolling
):
    rows = {"occasions": OCCASION, "budget": STAFF, "risks": RISK}
    made = {part: actions.add_row(planned, actor=alma, part=part, said=said) for part, said in rows.items()}
    page = at_desk("alma", open_page(width=360))
    # Between them they show every kind of field, rows with and without warnings, and no rows yet
    for address in (
        "",
        "print/",
        "conditions/",
        "frames/",
        "occasions/",
        "messages/",
        f"budget/{made['budget'].pk}/cost/",
    ):
        assert page.goto(HERE + address).status == 200
        axe(page)
        no_sideways_scrolling(page)
    # Somebody else saves while the page stands open
    risk = made["risks"]
    page.goto(f"{HERE}risks/{risk.pk}/")
    actions.change_row(risk, actor=alma, said={**RISK, "what": {"sv": "Hennes risk"}})
    page.fill("[name=what_sv]", "Min risk")
    page.locator("form.form button.button").last.click()
    axe(page)
    no_sideways_scrolling(page)
    assert "Hennes risk" in page.inner_text("main")
    page.check("[name=stands_what][value=mine]")
    page.locator("form.form button.button").last.click()
    page.wait_for_url(f"**{HERE}risks/")
    assert Risk.objects.get().what == {"sv": "Min risk"}
