"""How the pages of signing in look and read: on a phone and a wide screen, in both languages, for everybody."""

import re
from collections.abc import Callable, Iterator

import pytest
from django.core import mail
from django.test import Client

from gehor.ground.organisations.models import Account

from .test_sign_in import ALMA, PASSWORD, ask_for_code, by_password, now_shown

State = tuple[str, Client, str]  # name, a browser that has come so far, address to look at


def states(account: Account) -> Iterator[State]:
    """Every page of an account, each with a browser that has come so far. What they do, they do in this order."""
    stranger = Client()
    yield "sign in", stranger, "/account/login/?next=/staff/"
    yield "ask for a code", stranger, "/account/login/code/"
    ask_for_code(stranger)
    yield "type in the code", stranger, "/account/login/code/confirm/"
    yield "forgotten password", stranger, "/account/password/reset/"
    stranger.post("/account/password/reset/", {"email": ALMA})
    yield "look in your mailbox", stranger, "/account/password/reset/done/"
    link = re.search(r"/account/password/reset/key/\S+", str(mail.outbox[-1].body))
    assert link
    yield "choose by the link", stranger, link[0]
    yield "a link that is too old", stranger, "/account/password/reset/key/1-x/"
    yield "chosen", stranger, "/account/password/reset/key/done/"
    yield "closed account", stranger, "/account/inactive/"

    alma = Client()
    by_password(alma)
    yield "change the password", alma, "/account/password/change/"
    yield "sign out", alma, "/account/logout/"
    yield "no second factor", alma, "/account/2fa/"
    yield "is it you", alma, "/account/2fa/totp/activate/"
    alma.post("/account/reauthenticate/", {"password": PASSWORD, "next": "/account/2fa/"})
    yield "set up", alma, "/account/2fa/totp/activate/"
    alma.get("/account/2fa/totp/activate/")
    secret = alma.session["mfa.totp.secret"]
    alma.post("/account/2fa/totp/activate/", {"code": now_shown(secret)})
    yield "recovery codes", alma, "/account/2fa/recovery-codes/"
    yield "second factor", alma, "/account/2fa/"
    yield "new codes", alma, "/account/2fa/recovery-codes/generate/"
    yield "remove", alma, "/account/2fa/totp/deactivate/"

    halfway = Client()
    by_password(halfway)
    yield "one step left", halfway, "/account/2fa/authenticate/"
    late = Client()
    late.force_login(account)
    yield "show the second factor", late, "/account/2fa/reauthenticate/?next=/staff/"
    account.set_unusable_password()
    account.save()
    late.force_login(account)
    yield "first password", late, "/account/password/set/"


@pytest.fixture
def shown(live_server) -> Callable[[object, Client, str], None]:
    """`shown(page, client, address)` opens the address in a real browser, as whoever the client is."""

    def show(page, client: Client, address: str) -> None:
        page.context.clear_cookies()
        cookies = [
            {"name": name, "value": morsel.value, "url": live_server.url} for name, morsel in client.cookies.items()
        ]
        page.context.add_cookies([cookie for cookie in cookies if cookie["name"] != "django_language"])
        page.goto(address)

    return show


def test_every_page_of_an_account_is_open_to_everybody(phone, shown, axe, no_sideways_scrolling, accounts):
    seen = set()
    for name, client, address in states(accounts["alma"]):
        shown(phone, client, address)
        assert phone.locator("h1").count() == 1, name
        assert phone.locator("script:not([src]), style, [style]").count() == 0, name
        axe(phone)
        no_sideways_scrolling(phone)
        phone.set_viewport_size({"width": 1280, "height": 800})
        no_sideways_scrolling(phone)
        phone.set_viewport_size({"width": 360, "height": 740})
        seen.add(phone.locator("h1").inner_text())
    assert len(seen) > 15, "the walk has stood still"


@pytest.mark.django_db
def test_swedish_pages_say_nothing_in_english(accounts):
    """No sentence of a page is the same in both languages."""
    said: dict[str, set[str]] = {"sv": set(), "en": set()}
    for _, client, address in states(accounts["alma"]):
        for language, sentences in said.items():
            client.cookies.pop("django_language", None)
            page = client.get(address, headers={"accept-language": language}, follow=True).content.decode()
            assert f'<html lang="{language}"' in page
            sentences |= {re.sub(r"\s+", " ", text).strip() for text in _texts(page)}
    same = {text for text in said["sv"] & said["en"] if re.search(r"[a-zA-Z]{3}", text)}
    assert same - OUR_NAMES == set()


OUR_NAMES = {"Alma", ALMA, "Gehör", "Svenska", "English"}


def _texts(html: str) -> list[str]:
    body = html[html.index("<body") :]
    attributes = re.findall(r'(?:alt|aria-label|placeholder|title)="([^"]*)"', body)
    return [*re.split(r"<[^>]*>", body), *attributes]


def test_wrong_codes_and_passwords_are_told_at_their_field(page, accounts, axe):
    page.goto("/account/login/")
    page.get_by_label("E-postadress").fill(ALMA)
    page.get_by_label("Lösenord").fill("fel lösenord helt")
    page.get_by_role("button", name="Logga in").click()
    errors = page.get_by_role("alert")
    assert "Adressen och lösenordet hör inte ihop" in errors.inner_text()
    axe(page)
    page.get_by_role("link", name="Skicka mig en kod i stället").click()
    page.get_by_label("E-postadress").fill(ALMA)
    page.get_by_role("button", name="Skicka mig en kod").click()
    page.get_by_label("Kod från mejlet").fill("FEL-KOD")
    page.get_by_role("button", name="Logga in").click()
    page.get_by_role("link", name=re.compile("Koden stämmer inte")).click()
    page.wait_for_selector("[name=code]:focus")
    axe(page)
    code = re.search(r"^ {4}(\S+)$", str(mail.outbox[-1].body), re.MULTILINE)
    page.get_by_label("Kod från mejlet").fill(code[1])
    page.get_by_role("button", name="Logga in").click()
    page.wait_for_url("**/staff/")


@pytest.mark.django_db
def test_letters_are_in_the_language_of_the_reader(client, accounts):
    ask_for_code(client)
    client.post("/account/password/reset/", {"email": ALMA}, headers={"accept-language": "sv"})
    assert "Hej Alma!" in str(mail.outbox[-1].body)
    assert "Följ länken" in str(mail.outbox[-1].body)
    assert "Hello," in str(mail.outbox[0].body)
