"""From the decision to the closing in a real browser: without JavaScript, by keyboard, on a phone, for all senses."""

import datetime as dt

import pytest

from gehor.decision.models import Decision
from gehor.feedback.actions import release_answers
from gehor.feedback.models import Answer
from gehor.followup.actions import promise_measure, report_measure
from gehor.ground import clock
from gehor.ground.people.models import Contact
from gehor.participation.models import Contribution, Opening

PUBLIC = ("basis/", "basis/set-aside/", "decision/", "answers/", "measures/")
STAFF = ("decide/", "answers/", "answers/1/", "release/", "deliveries/", "measures/", "close/")


@pytest.fixture(autouse=True)
def it_was_a_while_ago(analysed):
    """The server's clock stands at today: what the fixtures made lies in its past, whenever the tests run."""
    Opening.objects.update(closed_at=dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC))


def decide(page, number, outcome):
    page.goto(f"/staff/d/skolan/decide/{number}/")
    page.get_by_label(outcome).first.check()
    page.locator("[name=reason_sv]").fill("Nämndens skäl.")
    if page.locator("[name=section]").is_visible():  # the next one knows the meeting
        page.locator("[name=decided_on]").fill("2026-03-03")
        page.locator("[name=section]").fill("41")
    page.get_by_role("button", name="För in beslutet").click()
    page.get_by_text(f"Beslutet om slutsats {number} är").wait_for()


def answer(page, number):
    page.goto(f"/staff/d/skolan/answers/{number}/")
    page.locator("[name=text_sv]").fill(f"Svaret på {number}.")
    page.get_by_role("button", name="Spara svaret").click()
    page.get_by_text("Svaret är sparat.").wait_for()  # the address stays the same


def test_decided_answered_delivered_followed_up_and_closed_without_javascript(open_page, at_desk, analysed):
    first = Contribution.objects.order_by("pk")[0]
    Contact.objects.create(participant=first.participant, kind="email", address="dana@example.se", given_at=clock.now())
    board = at_desk("cilla", open_page(script=False))
    decide(board, 1, "Tillgodosett")
    decide(board, 2, "Inte tillgodosett")
    assert Decision.objects.count() == 2

    lead = at_desk("alma", open_page(script=False))
    answer(lead, 1)
    assert lead.get_by_text("Svaret på 1.").count() == 3  # in the form, on their page, in the message
    answer(lead, 2)
    assert Answer.objects.count() == 2

    lead.goto("/staff/d/skolan/release/")
    lead.locator("[name=greeting_sv]").fill("Tack alla!")
    lead.get_by_role("button", name="Se hur det blir").click()
    release = lead.get_by_role("button", name="Släpp svaren nu")
    release.wait_for()
    assert lead.get_by_text("Tack alla!").first.is_visible()
    release.click()
    lead.wait_for_url("**/deliveries/")

    lead.get_by_role("checkbox").check()
    lead.get_by_role("button", name="De valda är överlämnade").click()
    lead.get_by_text("är noterat som överlämnat").wait_for()
    lead.goto("/staff/d/skolan/close/")
    assert lead.get_by_role("button", name="Avsluta dialogen").count() == 0  # one message is still on its way


def test_a_board_member_decides_by_keyboard_alone(open_page, at_desk, analysed):
    page = at_desk("cilla", open_page())
    page.goto("/staff/d/skolan/decide/1/")
    page.locator("[name=outcome]").first.focus()
    page.keyboard.press("ArrowDown")  # partly met
    page.keyboard.press("Tab")
    page.keyboard.type("Skolgården görs om.")
    page.locator("[name=decided_on]").fill("2026-03-03")
    page.locator("[name=section]").focus()
    page.keyboard.type("7")
    page.keyboard.press("Enter")
    page.wait_for_url("**/decide/2/")  # on to the next finding
    decision = Decision.objects.get()
    assert (decision.outcome, decision.reason) == ("partly_met", {"sv": "Skolgården görs om."})


def test_a_mistake_is_said_and_found_by_the_keyboard(open_page, at_desk, axe, analysed):
    page = at_desk("cilla", open_page())
    page.goto("/staff/d/skolan/decide/1/")
    page.locator("[name=section]").fill("7")
    page.get_by_role("button", name="För in beslutet").click()
    page.locator(".errors:focus").wait_for()
    page.get_by_role("alert").get_by_role("link").first.click()
    page.locator("[name=outcome]:focus").wait_for()
    assert page.locator("[name=section]").input_value() == "7"
    axe(page)


SENT_TWICE = """() => {
  const send = () => document.querySelector("form:has([name=title_sv])").dispatchEvent(
    new Event("submit", {bubbles: true, cancelable: true}));
  return [send(), send()];
}"""


def test_every_page_is_for_everybody(open_page, at_desk, axe, no_sideways_scrolling, answered, actors):
    lead = actors["alma"]
    measure = promise_measure(
        Decision.objects.select_related("dialogue").first(),
        actor=lead,
        title={"sv": "Bygg om skolgården"},
        owner="Fastighetsenheten",
        due_on=dt.date(2026, 8, 31),
    )
    report_measure(measure, actor=lead, status="started", note={"sv": "Ritningar beställda."})
    page = at_desk("alma", open_page(width=360, height=800))
    addresses = [f"/d/skolan/{each}" for each in PUBLIC] + [f"/staff/d/skolan/{each}" for each in STAFF]
    for address in [*addresses, f"/staff/d/skolan/measures/{measure.pk}/", "/outbox/"]:
        page.goto(address)
        axe(page)
        no_sideways_scrolling(page)
    page.goto("/staff/d/skolan/measures/")
    assert page.evaluate(SENT_TWICE) == [True, False], "by a double click it is one measure"
    release_answers(answered, actor=lead, greeting={"sv": "Tack!"})
    for address in ("/d/skolan/answers/", "/staff/d/skolan/deliveries/?show=sheets", "/staff/d/skolan/close/"):
        page.goto(address)
        axe(page)
        no_sideways_scrolling(page)
