"""The project plan in a real browser: for everybody, on a phone, and when two people write in one field."""

import pytest

from gehor.planning.project import actions
from gehor.planning.project.models import Risk
from gehor.planning.project.outline import PARTS

from .test_whole import OCCASION, RISK, STAFF

HERE = "/staff/d/skolan/project/"


@pytest.mark.parametrize(("width", "language"), [(360, "sv-SE"), (1280, "en")])
def test_the_plan_fits_can_be_used_by_everybody_and_loses_nobodys_text(
    planned, alma, open_page, at_desk, axe, no_sideways_scrolling, width, language
):
    rows = {"occasions": OCCASION, "budget": STAFF, "risks": RISK}
    made = {part: actions.add_row(planned, actor=alma, part=part, said=said) for part, said in rows.items()}
    page = at_desk("alma", open_page(width=width, language=language))
    narrow = [f"{key}/" for key in PARTS] if width == 360 else []
    for address in ["", "print/", "conditions/", f"budget/{made['budget'].pk}/cost/", *narrow]:
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
