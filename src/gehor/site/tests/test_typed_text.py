"""A text that somebody has typed is not lost when they are signed out, or when the page has been open for too long."""

import datetime as dt
import re
import time

import pytest
from django.test import Client

from gehor.ground.organisations.models import Organisation
from gehor.participation.models import Contribution
from gehor.planning.models import Activity, Dialogue
from gehor.site import again

from .test_sign_in import ALMA, PASSWORD

LONG = (
    "Vi vill veta vad <b>kvalitet</b> betyder för dem som går i skolan & deras föräldrar.\r\n\r\n"
    + "Ord på ord. " * 200
)
PURPOSE = "/staff/d/skolan/purpose/"


def sign_in(page):
    page.get_by_label("E-postadress").fill(ALMA)
    page.get_by_label("Lösenord").fill(PASSWORD)
    page.get_by_role("button", name="Logga in").click()


def test_a_long_text_survives_a_session_that_has_ended(page, planned, axe):
    page.goto(PURPOSE)
    sign_in(page)
    page.locator("textarea[name=purpose_sv]").fill(LONG)
    page.context.clear_cookies(name="sessionid")
    page.locator("main form").filter(has=page.locator("textarea[name=purpose_sv]")).locator("button").last.click()
    assert "Du har loggats ut" in page.locator("h1").inner_text()
    assert "kvalitet" in page.locator(".quote", has_text="Vi vill veta").inner_text()

    axe(page)

    with page.expect_popup() as popup:
        page.get_by_role("link", name="Logga in i en ny flik").click()
    sign_in(popup.value)
    popup.value.wait_for_url("**/staff/")
    page.bring_to_front()
    page.get_by_role("button", name="Skicka igen").click()
    page.wait_for_url(re.compile(r"/staff/d/skolan/(?!purpose/$)|purpose/$"))
    assert Dialogue.objects.get(pk=planned.pk).purpose["sv"].split() == LONG.split()


def test_a_residents_text_survives_a_page_that_was_open_for_too_long(plain_page, opened):
    Activity.objects.update(ends_on=dt.date(2099, 1, 1))  # the server's own clock is not the test's
    plain_page.goto("/d/skolan/take-part/1/")
    plain_page.locator("textarea[name=text]").fill("Mer utemiljö på skolgården.")
    plain_page.context.clear_cookies()
    plain_page.locator("form:has(textarea[name=text]) button:not([name=language])").last.click()
    assert "Sidan hade varit öppen" in plain_page.locator("h1").inner_text()
    assert "Mer utemiljö på skolgården." in plain_page.locator(".quote").inner_text()
    plain_page.get_by_role("button", name="Skicka igen").click()
    assert Contribution.objects.get().wordings.get().text == "Mer utemiljö på skolgården."


@pytest.mark.django_db
def test_whoever_refuses_cookies_is_told_so_when_the_second_form_comes_without_one(browser, opened):
    first = browser.post("/d/skolan/take-part/1/", {"text": "Mer utemiljö."})
    browser.cookies.clear()
    second = browser.post("/d/skolan/take-part/1/", kept(first), headers={"accept-language": "sv"})
    assert b"open for too long" in first.content or b"hade varit" in first.content
    page = second.content.decode()
    assert "Din webbläsare skickade inte vår kaka" in page and "Mer utemiljö." in page


def test_a_text_survives_a_second_factor_that_was_demanded_meanwhile(phone, planned, axe, no_sideways_scrolling):
    phone.goto(PURPOSE)
    sign_in(phone)
    phone.locator("textarea[name=purpose_sv]").fill("Ett annat syfte.")
    Organisation.objects.update(requires_second_factor=True)
    phone.locator("main form").filter(has=phone.locator("textarea[name=purpose_sv]")).locator("button").last.click()
    assert "Inloggning i två steg behövs" in phone.locator("h1").inner_text()
    axe(phone)
    no_sideways_scrolling(phone)
    Organisation.objects.update(requires_second_factor=False)
    phone.get_by_role("button", name="Skicka igen").click()
    phone.wait_for_load_state()
    assert Dialogue.objects.get(pk=planned.pk).purpose["sv"] == "Ett annat syfte."


@pytest.fixture
def browser() -> Client:
    """A browser whose forms are checked for where they come from, as in production."""
    return Client(enforce_csrf_checks=True)


def kept(answer) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', answer.content.decode()))


@pytest.mark.django_db
def test_passwords_and_tokens_are_not_carried_on(browser, accounts):
    answer = browser.post("/account/login/", {"login": ALMA, "password": PASSWORD, "csrfmiddlewaretoken": "x"})
    assert answer.status_code == 403
    assert PASSWORD not in answer.content.decode()


@pytest.mark.django_db
def test_what_another_site_sent_is_not_offered_for_sending_again(browser, planned):
    """A browser sends our cookies with no other site's form, so it arrives as from somebody signed out."""
    for address in (PURPOSE, "/d/skolan/take-part/1/"):
        for origin in ("https://evil.example", "null"):
            answer = browser.post(address, {"purpose_sv": "Det jag vill att du sparar."}, headers={"origin": origin})
            assert answer.status_code == 403
            assert "Det jag vill" not in answer.content.decode()
            assert again.NAME not in answer.cookies
    answer = browser.post(PURPOSE, {"purpose_sv": "Mitt eget."}, headers={"origin": "http://testserver"})
    assert "Mitt eget." in answer.content.decode()


@pytest.mark.django_db
def test_the_proof_opens_for_the_browser_that_got_it_alone(browser, planned, accounts, monkeypatch):
    answer = browser.post(PURPOSE, {"purpose_sv": "Nytt syfte."}, headers={"origin": "http://testserver"})
    cookie = answer.cookies[again.NAME]
    assert cookie["httponly"] and cookie["samesite"] == "Strict" and cookie["path"] == "/staff/"
    sent = {**kept(answer), "csrfmiddlewaretoken": "x" * 64}
    assert again.NAME in sent

    def outcome(fields: dict[str, str], client: Client = browser) -> str:
        client.force_login(accounts["alma"])
        page = client.post(PURPOSE, fields, headers={"origin": "http://testserver"})
        return "refused" if b"hade varit" in page.content or b"open for too long" in page.content else "taken in"

    assert outcome(sent, Client(enforce_csrf_checks=True)) == "refused", "it has not this browser's cookie"
    assert outcome({**sent, again.NAME: cookie.value}) == "refused", "it is not signed"
    assert outcome({**sent, again.NAME: "ö\x00"}) == "refused"
    assert browser.post(PURPOSE, sent, headers={"origin": "https://evil.example"}).status_code == 403
    with monkeypatch.context() as ten_hours_later:
        now = time.time()
        ten_hours_later.setattr("django.core.signing.time.time", lambda: now + 36_001)
        assert outcome(sent) == "refused", "it is older than a working day"
    assert outcome(sent) == "taken in"


@pytest.mark.django_db
def test_the_proof_signs_nobody_in(browser, planned):
    answer = browser.post(PURPOSE, {"purpose_sv": "Nytt syfte."}, headers={"origin": "http://testserver"})
    second = browser.post(PURPOSE, kept(answer), headers={"origin": "http://testserver"})
    assert second.status_code == 403
    assert "Nytt syfte." in second.content.decode()
