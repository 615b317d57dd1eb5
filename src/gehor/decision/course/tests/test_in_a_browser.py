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


class Pace:
    """How long somebody takes for what she reads, fills in and waits for, in seconds, from what stood on her screen.

    Reading: adults read 238 words a minute of plain prose (Brysbaert 2019, Journal of Memory and Language 109,
    104047); 200 allows for small type and official words. Writing: 36 words of five signs a minute on a phone (Palin
    and others 2019, MobileHCI, "How do people type on mobile devices?"), so three signs a second. Each thing touched:
    1.35 s to make up one's mind and 1.3 s to reach it (Card, Moran, Newell 1980, CACM 23:7), said as three. Each page:
    two seconds until it stands there on a mobile network.
    """

    WORDS_A_SECOND, SIGNS_A_SECOND, A_TOUCH, A_PAGE = 200 / 60, 3, 3, 2

    def __init__(self, page):
        self.page, self.words, self.signs, self.touches, self.pages = page, 0, 0, 0, 0
        self._read = set()

    def reads(self):
        """What is visible of the page and has not been read before: nobody reads a menu or a form's words twice."""
        self.pages += 1
        for line in self.page.locator("main").inner_text().splitlines():
            if line.strip() not in self._read:
                self._read.add(line.strip())
                self.words += len(line.split())

    def touch(self, locator):
        locator.click()
        self.touches += 1

    def writes(self, name, text):
        self.page.locator(f"[name={name}]").fill(text)
        self.touches, self.signs = self.touches + 1, self.signs + len(text)

    @property
    def seconds(self):
        return (
            self.words / self.WORDS_A_SECOND
            + self.signs / self.SIGNS_A_SECOND
            + self.touches * self.A_TOUCH
            + self.pages * self.A_PAGE
        )


def test_a_board_member_does_her_part_on_her_phone_in_under_five_minutes(
    open_page, at_desk, axe, no_sideways_scrolling, analysed
):
    phone = at_desk("cilla", open_page(width=360, height=740))
    pace = Pace(phone)

    def comes_to(address):
        phone.wait_for_url(address)
        no_sideways_scrolling(phone)
        axe(phone)
        pace.reads()

    for other_way in ("", "together/?finding=1&finding=2"):
        phone.goto(f"/staff/d/skolan/decide/{other_way}")
        no_sideways_scrolling(phone)
        axe(phone)
    phone.goto("/staff/")
    comes_to("**/staff/")
    pace.touch(phone.get_by_role("link", name="Läs beslutsunderlaget"))
    pace.touch(phone.get_by_text("Visa allt"))  # all of it, also what is folded
    comes_to("**/basis/?open=all")
    pace.touch(phone.get_by_role("link", name="För ledamöter"))  # straight on from what she has read
    comes_to("**/decide/1/")
    pace.touch(phone.get_by_label("Tillgodosett").first)
    pace.writes("reason_sv", "Skolgården byggs om 2027. Pengarna finns i budgeten, och eleverna är med och ritar.")
    pace.writes("decided_on", "2026-03-03")
    pace.writes("section", "41")
    pace.touch(phone.get_by_role("button", name="För in beslutet"))

    # The next finding stands there at once, and knows the meeting: two things are left to say.
    comes_to("**/decide/2/")
    assert not phone.locator("[name=section]").is_visible()
    assert phone.get_by_text("Sammanträdet: Barn- och utbildningsnämnden, 3 mars 2026, § 41").is_visible()
    pace.touch(phone.get_by_label("Inte tillgodosett").first)
    pace.writes("reason_sv", "Köket räcker inte till förrän det byggs om. Det tas upp i nästa års budget.")
    pace.touch(phone.get_by_role("button", name="För in beslutet"))
    comes_to("**/decide/")
    phone.get_by_text("Beslutet om slutsats 2 är inskrivet").wait_for()
    assert Decision.objects.filter(section="41", decided_on=MARCH).count() == 2
    assert pace.pages == 5 and pace.touches <= 12
    assert pace.seconds < 5 * 60, f"{pace.words} words, {pace.signs} signs: {pace.seconds:.0f} seconds"


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
