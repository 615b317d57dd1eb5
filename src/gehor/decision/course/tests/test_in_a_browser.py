"""A board member does her part on a phone, and everybody can follow a matter before and after its decision."""

import datetime as dt

import pytest

from gehor.decision.course.actions import change_decision, follow_referral, handle
from gehor.decision.models import Decision
from gehor.participation.models import Opening

MARCH = dt.date(2026, 3, 3)


@pytest.fixture(autouse=True)
def it_was_a_while_ago(analysed):
    """The server's clock stands at today: what the fixtures made lies in its past, whenever the tests run."""
    Opening.objects.update(closed_at=dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC))


def test_a_board_member_decides_on_her_phone_from_the_desk(open_page, at_desk, axe, no_sideways_scrolling, analysed):
    phone = at_desk("cilla", open_page(width=360, height=740))
    phone.goto("/staff/")
    phone.locator("a[href$='/decide/']").first.click()
    no_sideways_scrolling(phone)
    axe(phone)
    phone.locator("main a[href$='/basis/']").first.click()
    no_sideways_scrolling(phone)
    phone.get_by_role("link", name="För ledamöter").click()  # straight on from what she has read
    phone.get_by_role("link", name="Besluta om slutsats 1").click()
    axe(phone)
    phone.get_by_label("Tillgodosett").first.check()
    phone.locator("[name=reason_sv]").fill("Skolgården byggs om 2027.")
    phone.locator("[name=decided_on]").fill("2026-03-03")
    phone.locator("[name=section]").fill("41")
    phone.get_by_role("button", name="För in beslutet").click()

    # The next finding stands there at once, and knows the meeting: two things are left to say.
    phone.wait_for_url("**/decide/2/")
    assert not phone.locator("[name=section]").is_visible()
    assert phone.get_by_text("Sammanträdet: Barn- och utbildningsnämnden, 3 mars 2026, § 41").is_visible()
    no_sideways_scrolling(phone)
    phone.get_by_label("Inte tillgodosett").first.check()
    phone.locator("[name=reason_sv]").fill("Köket räcker inte till.")
    phone.get_by_role("button", name="För in beslutet").click()
    phone.get_by_text("Beslutet om slutsats 2 är inskrivet").wait_for()
    assert Decision.objects.filter(section="41", decided_on=MARCH).count() == 2


def test_the_way_of_a_matter_on_every_page(
    open_page, at_desk, axe, no_sideways_scrolling, first, second, cilla, council, minutes, new_minutes
):
    from gehor.decision.actions import decide

    meeting = {"held_on": MARCH, "section": "12", "came_to": "returned", "says": {"sv": "Räkna på kostnaden."}}
    handle(first.dialogue, [first], actor=cilla, body=council, **meeting)
    before = decide(first, actor=cilla, **{**minutes, "decided_on": dt.date(2026, 3, 10)})
    new = {**new_minutes, "decided_on": dt.date(2026, 3, 20)}
    change_decision(before, actor=cilla, **new)
    sent = {**minutes, "outcome": "referred", "referred_to": "Region Norr", "decided_on": dt.date(2026, 3, 10)}
    referral = decide(second, actor=cilla, **sent)
    follow_referral(referral, actor=cilla, sent_on=dt.date(2026, 3, 12), expected_on=dt.date(2026, 4, 1))

    phone = at_desk("cilla", open_page(width=360))
    staff = "/staff/d/skolan/decide/"
    for address in (
        "/d/skolan/decision/",
        "/o/alvsala/clock/",
        staff,
        f"{staff}1/",
        f"{staff}1/change/",
        f"{staff}2/referral/",
        f"{staff}2/settled/",
        f"{staff}meeting/",
    ):
        phone.goto(address)
        axe(phone)
        no_sideways_scrolling(phone)
    wide = open_page(width=1280, language="en")
    wide.goto("/d/skolan/decision/")
    axe(wide)
    assert wide.get_by_text("1 contribution · It lies with Region Norr").is_visible()
    wide.goto("/d/skolan/decision/?open=all")
    axe(wide)
