"""A meeting in a real browser: notes by keyboard with and without JavaScript, and every page for all senses."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest

from gehor.ground.act import RESIDENT, Actor
from gehor.ground.people import receipt as receipts
from gehor.methods.meeting.actions import note_attendance
from gehor.methods.meeting.live.actions import ask, ask_poll
from gehor.methods.meeting.minutes.actions import ask_correction, publish
from gehor.methods.meeting.models import Seat
from gehor.methods.meeting.registering.actions import register
from gehor.participation.models import Contribution
from gehor.planning.models import Activity

PAGE = "/staff/d/skolan/meeting/2/"
PUBLIC = "/d/skolan/take-part/2/"


@pytest.mark.parametrize("script", [True, False])
def test_notes_are_taken_by_keyboard_alone(
    meeting: Activity, open_page: Any, at_desk: Any, settings: Any, script: bool
) -> None:
    tove = at_desk("tove", open_page(script=script))
    tove.goto(PAGE)
    for count, line in enumerate(("3.2 Maten är kall.", "Kön är lång.", "1: Vi är eniga."), 1):
        tove.wait_for_selector("[name=line]:focus")
        tove.keyboard.type(line)
        tove.keyboard.press("Enter")
        if not script:  # with it, nobody waits for the server: not a letter of the next line is lost
            tove.wait_for_selector(f"ol.last li:nth-child({count})")
    tove.wait_for_selector("[name=line]:focus")
    tove.keyboard.type("Och ")
    tove.wait_for_selector("ol.last li:nth-child(3)")
    assert tove.locator("[name=line]").input_value() == "Och "
    assert tove.locator("strong.tag").inner_text() == "Bord 1"
    rows = Contribution.objects.order_by("pk").values_list("values__table", "values__person", "wordings__text")
    assert list(rows) == [(3, 2, "Maten är kall."), (3, 2, "Kön är lång."), (1, None, "Vi är eniga.")]
    tove.reload()
    assert tove.locator("strong.tag").inner_text() == "Bord 1"


@pytest.mark.parametrize("script", [True, False])
def test_a_line_that_cannot_be_meant_stays_under_the_fingers(
    meeting: Activity, open_page: Any, at_desk: Any, script: bool
) -> None:
    tove = at_desk("tove", open_page(script=script))
    tove.goto(PAGE)
    tove.wait_for_selector("[name=line]:focus")
    tove.keyboard.type("9: Fel bord.")
    tove.keyboard.press("Enter")
    tove.wait_for_selector(".field.wrong")
    tove.wait_for_selector("[name=line]:focus")
    assert tove.locator("[name=line]").input_value() == "9: Fel bord."
    if script:  # who looks at those who talk, and not at the page, has begun the next line
        tove.keyboard.type("Strax efter.")
        assert tove.locator("[name=line]").input_value() == "Strax efter."
        assert tove.locator("[data-waiting] li").inner_text().startswith("9: Fel bord. – Det finns inget bord 9.")
        tove.keyboard.press("Enter")
        assert tove.locator("[name=line]").input_value() == "9: Fel bord."
    tove.keyboard.press("Home")
    tove.keyboard.press("Delete")
    tove.keyboard.type("2")
    tove.keyboard.press("Enter")
    tove.wait_for_selector(f"ol.last li:nth-child({1 + script})")
    assert [each.values for each in Contribution.objects.order_by("pk")] == [{"table": 2}] * (1 + script)
    if not script:
        return
    tove.context.set_offline(True)
    for line in ("Utan nät.", "3: Ett till."):
        tove.keyboard.type(line)
        tove.keyboard.press("Enter")
    tove.wait_for_selector("[data-waiting] li:nth-child(2)")
    tove.context.set_offline(False)
    tove.wait_for_selector("ol.last li:nth-child(4)")
    tove.wait_for_selector("[data-waiting]", state="hidden")
    assert [each.values for each in Contribution.objects.order_by("pk")[2:]] == [{"table": 2}, {"table": 3}]
    tove.context.clear_cookies(name="sessionid")
    tove.keyboard.type("Utloggad.")
    tove.keyboard.press("Enter")
    tove.wait_for_selector("[data-why] a[target]")
    assert tove.locator("[data-waiting] li").all_inner_texts() == ["Utloggad."]


def test_everybody_can_use_the_pages_of_a_meeting(
    meeting: Activity,
    next_meeting: Activity,
    noted: Callable[..., Contribution],
    tove: Actor,
    open_page: Any,
    at_desk: Any,
    axe: Any,
    no_sideways_scrolling: Any,
) -> None:
    agenda = {"sv": "18.00 Välkomna\nFika"}
    meeting.setup |= {"questions": {"sv": "Vad är bra?\nVad saknas?"}, "agenda": agenda, "registers": True}
    meeting.save()
    registration = register(meeting, actor=RESIDENT, submission=uuid.uuid4(), people=2, needs="Hörslinga")
    ask_poll(meeting, actor=tove, question={"sv": "Ska vi börja?"}, options=[{"sv": "Ja"}, {"sv": "Nej"}])
    asked = ask(meeting, actor=RESIDENT, submission=uuid.uuid4(), text="När?", language="sv")
    version = publish(meeting, actor=tove, text={"sv": "Vi talade om skolgården."}, days=14, version=1)
    note_attendance(meeting, actor=tove, people={1: 2, 3: 3})
    note = noted(3, 2, "Maten är kall.", turn=1)
    sitting = Seat.objects.select_related("participant").first().participant
    wish = ask_correction(version, actor=RESIDENT, submission=uuid.uuid4(), participant=sitting, text="Vi var oense.")
    own = f"/c/{receipts.shown(registration.participant.receipt)}/"
    page = at_desk("tove", open_page(width=360))
    for address in (
        f"{PAGE}?table=3",
        f"{PAGE}page/",
        f"{PAGE}note/{note.reference}/",
        f"{PAGE}tables/",
        "/staff/d/skolan/meeting/3/tables/",
        f"{PAGE}tables/3/",
        f"{PAGE}tables/3/1/",
        f"{PAGE}slips/",
        "/staff/d/skolan/meeting/3/slips/",
        "/staff/d/skolan/enter/2/",
        "/d/skolan/take-part/2/",
        "/d/skolan/take-part/2/paper/",
        f"{PAGE}registered/",
        f"{PAGE}registered/add/",
        f"{PAGE}registered/door/",
        f"{PAGE}live/",
        f"{PAGE}minutes/",
        f"{PAGE}minutes/{wish.pk}/",
        f"{PUBLIC}register/",
        f"{PUBLIC}here/",
        f"{PUBLIC}live/",
        f"{PUBLIC}screen/",
        f"{PUBLIC}minutes/",
        f"{PUBLIC}minutes/correct/",
        own,
        f"{own}meeting/{registration.pk}/",
        f"/c/{receipts.shown(asked.contribution.participant.receipt)}/",
    ):
        page.goto(address)
        axe(page)
        no_sideways_scrolling(page)
    page.goto(f"{PAGE}page/")
    page.locator("[name=line]").fill("9: Fel bord.")
    page.get_by_role("button", name="Spara alltihop").click()
    page.wait_for_selector(".errors")
    axe(page)
