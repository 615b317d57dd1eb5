"""Signing in: by password, by an e-mailed code, with a second factor; and how to choose a new password."""

import datetime as dt
import re
import time
from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from gehor.ground import limits
from gehor.ground.organisations.models import Account, Organisation
from gehor.testing.addresses import filled, staff_patterns

pytestmark = pytest.mark.django_db

PASSWORD = "en hemlig fras 1"  # of everybody in the cast
ALMA = "alma@alvsala.example"
LOGIN = "/account/login/"
NO_LONGER = "This code no longer works."
SIGNED_OUT = r"^/account/login/\?next="


@pytest.fixture(autouse=True)
def nobody_has_tried_yet() -> Iterator[None]:
    cache.clear()
    limits._buckets.clear()
    yield
    cache.clear()
    limits._buckets.clear()


@pytest.fixture
def demanding(organisation: Organisation) -> Organisation:
    """An organisation that demands a second factor."""
    organisation.requires_second_factor = True
    organisation.save()
    return organisation


@pytest.fixture
def secret(accounts: dict[str, Account]) -> str:
    """Alma has set up an app with this secret an hour ago, and has recovery codes."""
    secret = generate_totp_secret()
    TOTP.activate(accounts["alma"], secret)
    RecoveryCodes.activate(accounts["alma"])
    Authenticator.objects.update(created_at=timezone.now() - dt.timedelta(hours=1))
    return secret


def now_shown(secret: str) -> str:
    """What the app shows at this moment."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def by_password(client: Client, *, wanted: str = "", password: str = PASSWORD, email: str = ALMA):
    return client.post(LOGIN, {"login": email, "password": password, "next": wanted})


def ask_for_code(client: Client, email: str = ALMA, wanted: str = ""):
    return client.post("/account/login/code/", {"email": email, "next": wanted})


def mailed_code() -> str:
    found = re.search(r"^ {4}(\S+)$", str(mail.outbox[-1].body), re.MULTILINE)
    assert found
    return found[1]


def is_signed_in(client: Client) -> bool:
    return client.get("/staff/").status_code == 200


# By password


def test_a_password_opens_the_page_that_was_asked_for(client, accounts):
    asked = client.get("/staff/o/alvsala/start/?a=1&b=2")
    assert asked.status_code == 302
    answer = client.get(asked["Location"])
    wanted = answer.context["redirect_field_value"]
    assert wanted == "/staff/o/alvsala/start/?a=1&b=2"
    answer = by_password(client, wanted=wanted)
    assert answer["Location"] == wanted
    assert is_signed_in(client)


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_nobody_is_sent_to_another_site(client, accounts, elsewhere):
    assert by_password(client, wanted=elsewhere)["Location"] == "/staff/"
    assert client.post("/account/logout/", {"next": elsewhere})["Location"] == "/"
    assert client.post("/language/", {"language": "sv", "next": elsewhere})["Location"] == "/"
    assert client.post("/demo/sign-in/", {"person": "nobody", "next": elsewhere}).status_code == 404


@pytest.mark.parametrize(("email", "password"), [(ALMA, "fel"), ("nobody@alvsala.example", PASSWORD), (ALMA, "")])
def test_a_wrong_password_and_an_unknown_address_say_the_same(client, accounts, email, password):
    page = by_password(client, email=email, password=password)
    assert page.status_code == 200
    errors = [str(error) for error in page.context["form"].non_field_errors()]
    assert errors == ([] if not password else [errors[0]])
    assert "nobody" not in " ".join(errors)
    if password:
        assert "do not belong together" in errors[0]
    assert not is_signed_in(client)


def test_a_closed_account_does_not_open(client, accounts):
    Account.objects.filter(email=ALMA).update(is_active=False)
    assert by_password(client)["Location"] == "/account/inactive/"
    assert client.get("/account/inactive/").status_code == 200
    ask_for_code(client)
    assert not mail.outbox


def test_passwords_are_kept_by_argon2_with_a_bounded_memory():
    from gehor.site.hashing import Argon2

    kept = Argon2().encode("en hemlig fras 1", "saltsaltsaltsalt")
    assert kept.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
    assert Argon2().verify("en hemlig fras 1", kept)


def test_nobody_signs_up_or_changes_the_address_they_sign_in_with(client, signed_in):
    for browser in (client, signed_in("alma")):
        for address in ("/account/signup/", "/account/email/", "/account/confirm-email/", "/account/confirm-email/x/"):
            assert browser.get(address).status_code == 404
    for name in ("account_signup", "account_email"):
        with pytest.raises(NoReverseMatch):
            reverse(name)


def test_the_accounts_own_language_is_used_after_sign_in(client, accounts):
    Account.objects.filter(email=ALMA).update(language="sv")
    client.cookies["django_language"] = "en"
    by_password(client)
    assert '<html lang="sv"' in client.get("/staff/").content.decode()
    client.post("/language/", {"language": "en", "next": "/staff/"})
    assert '<html lang="en"' in client.get("/staff/").content.decode()
    assert Account.objects.get(email=ALMA).language == "en", "what is chosen when signed in is kept in the account"


def test_a_stranger_changes_no_accounts_language(client, accounts):
    client.post("/language/", {"language": "en"})
    client.post("/language/", {"language": "xx"})
    assert client.cookies["django_language"].value == "en"
    assert not Account.objects.filter(language="en").exists()


# By a code


def test_a_code_by_mail_opens_the_page_that_was_asked_for(client, accounts):
    answer = ask_for_code(client, wanted="/staff/o/alvsala/start/")
    assert answer["Location"] == "/account/login/code/confirm/?next=%2Fstaff%2Fo%2Falvsala%2Fstart%2F"
    assert mail.outbox[0].to == [ALMA]
    assert mailed_code() in mail.outbox[0].subject
    answer = client.post(
        "/account/login/code/confirm/", {"code": mailed_code().lower(), "next": "/staff/o/alvsala/start/"}
    )
    assert answer["Location"] == "/staff/o/alvsala/start/"
    assert is_signed_in(client)


def test_an_unknown_address_tells_nothing(client, accounts):
    known, unknown = Client(), Client()
    answers = [ask_for_code(known), ask_for_code(unknown, "nobody@alvsala.example")]
    assert answers[0]["Location"] == answers[1]["Location"]
    pages = [browser.get("/account/login/code/confirm/").content.decode() for browser in (known, unknown)]
    token = re.compile(r'value="[A-Za-z0-9]{64}"')
    assert token.sub("", pages[0]) == token.sub("", pages[1]).replace("nobody@alvsala.example", ALMA)
    assert [message.to for message in mail.outbox] == [[ALMA]]


def test_three_wrong_codes_end_the_attempt(client, accounts):
    ask_for_code(client)
    right = mailed_code()
    for _ in range(3):
        page = client.post("/account/login/code/confirm/", {"code": "WRNG-CODE"}, follow=True)
    assert NO_LONGER in page.text and "Wait for" not in page.text
    for browser in (client, Client()):
        assert NO_LONGER in browser.post("/account/login/code/confirm/", {"code": right}, follow=True).text
        assert not is_signed_in(browser)


def test_a_code_is_too_old_after_ten_minutes(client, accounts):
    ask_for_code(client)
    session = client.session
    session["account_login"]["state"]["stages"]["login_by_code"]["data"]["at"] -= 601
    session.save()
    assert NO_LONGER in client.post("/account/login/code/confirm/", {"code": mailed_code()}, follow=True).text
    assert not is_signed_in(client)


def test_a_new_code_can_be_had_and_the_old_one_no_longer_works(client, accounts):
    ask_for_code(client)
    first = mailed_code()
    client.post("/account/login/code/confirm/", {"action": "resend"})
    second = mailed_code()
    assert first != second
    client.post("/account/login/code/confirm/", {"code": first})
    assert not is_signed_in(client)
    client.post("/account/login/code/confirm/", {"code": second})
    assert is_signed_in(client)


# A new password


def test_a_new_password_is_chosen_by_a_link(client, accounts, settings):
    settings.ADDRESS = "https://dialog.example.org"
    assert client.post("/account/password/reset/", {"email": ALMA})["Location"] == "/account/password/reset/done/"
    found = re.search(r"https://dialog\.example\.org(/account/password/reset/key/\S+)", str(mail.outbox[0].body))
    assert found, "the link has the address that people know, whatever this request called us"
    page = client.get(found[1], follow=True)
    answer = client.post(page.request["PATH_INFO"], {"password1": "hästar äter gräs om våren"})
    assert answer["Location"] == "/account/password/reset/key/done/"
    assert by_password(Client(), password="hästar äter gräs om våren")["Location"] == "/staff/"
    assert by_password(Client()).status_code == 200, "the old one no longer works"
    assert "link" in client.get(found[1]).content.decode()
    assert client.get(found[1]).context["token_fail"], "a link works once"
    assert len(mail.outbox) == 2, "the holder is told"


def test_a_poor_password_is_refused(client, accounts):
    Account.objects.filter(pk=accounts["alma"].pk).update(name="Alma Sjövik Berg")
    client.post("/account/password/reset/", {"email": ALMA})
    found = re.search(r"/account/password/reset/key/\S+", str(mail.outbox[0].body))
    page = client.get(found[0], follow=True)
    for poor in ("kort", "123456789012", "qwerty123456", "alma@alvsala.example", "alma sjövik berg"):
        answer = client.post(page.request["PATH_INFO"], {"password1": poor})
        assert answer.context["form"].errors["password1"], poor


def test_the_link_of_an_unknown_address_goes_nowhere(client, accounts):
    answer = client.post("/account/password/reset/", {"email": "nobody@alvsala.example"})
    assert answer["Location"] == "/account/password/reset/done/"
    assert not mail.outbox


def test_a_changed_password_signs_out_everywhere_else(client, signed_in):
    elsewhere = signed_in("alma")
    by_password(client)
    client.post("/account/password/change/", {"oldpassword": PASSWORD, "password1": "hästar äter gräs om våren"})
    assert is_signed_in(client)
    assert not is_signed_in(elsewhere)


def test_who_signs_in_by_code_can_choose_a_first_password(client, accounts):
    Account.objects.filter(email=ALMA).update(password="!")
    ask_for_code(client)
    client.post("/account/login/code/confirm/", {"code": mailed_code()})
    assert client.get("/account/password/change/")["Location"] == "/account/password/set/"
    client.post("/account/password/set/", {"password1": "hästar äter gräs om våren"})
    assert by_password(Client(), password="hästar äter gräs om våren")["Location"] == "/staff/"


# The session


def test_a_session_ends_with_the_browser_and_after_a_working_day(client, accounts):
    by_password(client)
    cookie = client.cookies["sessionid"]
    assert cookie["max-age"] == "" and cookie["expires"] == ""
    assert cookie["httponly"] and cookie["samesite"] == "Lax"
    session = Session.objects.get()
    hours = (session.expire_date - timezone.now()).total_seconds() / 3600
    assert 9.9 < hours <= 10
    Session.objects.update(expire_date=timezone.now())
    assert client.get("/staff/")["Location"] == "/account/login/?next=%2Fstaff%2F"


def test_signing_out_needs_a_form_and_ends_the_session(signed_in):
    browser = signed_in("alma")
    assert browser.get("/account/logout/").status_code == 200
    assert is_signed_in(browser)
    browser.post("/account/logout/")
    assert not is_signed_in(browser)


def test_staff_pages_are_not_left_in_a_shared_cache(signed_in):
    answer = signed_in("alma").get("/staff/")
    assert "private" in answer["Cache-Control"] and "no-cache" in answer["Cache-Control"]


# The second factor


def test_a_second_factor_is_asked_for_after_the_password(client, secret):
    assert by_password(client, wanted="/staff/o/alvsala/start/")["Location"] == "/account/2fa/authenticate/"
    assert not is_signed_in(client)
    wrong = client.post("/account/2fa/authenticate/", {"code": "000000"})
    assert wrong.context["form"].errors
    answer = client.post("/account/2fa/authenticate/", {"code": now_shown(secret)})
    assert answer["Location"] == "/staff/o/alvsala/start/"
    assert is_signed_in(client)


def test_a_second_factor_is_asked_for_after_a_mailed_code_too(client, secret):
    ask_for_code(client)
    answer = client.post("/account/login/code/confirm/", {"code": mailed_code()})
    assert answer["Location"] == "/account/2fa/authenticate/"
    assert not is_signed_in(client)


def test_a_code_of_the_app_works_once(client, secret):
    code = now_shown(secret)
    by_password(client)
    client.post("/account/2fa/authenticate/", {"code": code})
    other = Client()
    by_password(other)
    cache.clear()  # as in another process, or half a minute later, when the app shows the next one
    answer = other.post("/account/2fa/authenticate/", {"code": f"{code[:3]} {code[3:]}"})
    assert "This code has been used. Wait until the app shows the next one." in answer.text
    assert is_signed_in(client) and not is_signed_in(other)
    app = Authenticator.objects.filter(type="totp")
    app.update(created_at=timezone.now(), data={"secret": secret})
    assert "has been used" in other.post("/account/2fa/authenticate/", {"code": code}).text, "set up with it just now"


def test_a_recovery_code_opens_once(client, accounts, secret):
    row = Authenticator.objects.get(user=accounts["alma"], type="recovery_codes")
    code = RecoveryCodes(row).get_unused_codes()[0]
    for browser, opens in ((client, True), (Client(), False)):
        by_password(browser)
        answer = browser.post("/account/2fa/authenticate/", {"code": f"{code[:4]} {code[4:]}"}, follow=True)
        assert is_signed_in(browser) == opens
        assert ("Du har använt en reservkod. 9 är kvar." in answer.text) == opens
        assert ("This recovery code has been used. Take another one." in answer.text) != opens
    assert [(each.to, each.subject) for each in mail.outbox] == [([ALMA], "En reservkod har använts")]
    assert "9 är kvar." in mail.outbox[0].body


def test_the_last_recovery_code_says_so_and_leads_to_new_ones(client, accounts, secret):
    row = Authenticator.objects.get(user=accounts["alma"], type="recovery_codes")
    *used, last = RecoveryCodes(row).generate_codes()
    row.data["used_mask"] = 2 ** len(used) - 1
    row.save()
    by_password(client)
    page = client.post("/account/2fa/authenticate/", {"code": last}, follow=True).text
    assert "Du har använt din sista reservkod." in page
    anew = 'href="/account/2fa/recovery-codes/generate/"'
    assert anew in page
    client.post("/account/reauthenticate/", {"password": PASSWORD, "next": "/account/2fa/"})
    for address in ("/account/2fa/", "/account/2fa/recovery-codes/"):
        page = client.get(address).text
        assert "Alla koder är använda." in page and anew in page and "Visa koderna" not in page


def test_a_demanded_second_factor_is_set_up_first_and_then_one_is_where_one_wanted(
    client, demanding, accounts, django_capture_on_commit_callbacks
):
    by_password(client)
    wanted = "/staff/o/alvsala/start/?tab=2"
    assert client.get(wanted)["Location"] == "/account/2fa/totp/activate/"
    again = client.get("/account/2fa/totp/activate/")
    assert again["Location"].startswith("/account/reauthenticate/?next=")
    answer = client.post(again["Location"], {"password": PASSWORD, "next": "/account/2fa/totp/activate/"})
    assert answer["Location"] == "/account/2fa/totp/activate/"
    page = client.get("/account/2fa/totp/activate/")
    wrong = client.post("/account/2fa/totp/activate/", {"code": "123456"})
    assert wrong.context["form"].secret == page.context["form"].secret, "the picture that was scanned still holds"
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post("/account/2fa/totp/activate/", {"code": now_shown(page.context["form"].secret)})
    assert [message.to for message in mail.outbox] == [[ALMA]], "the holder is told"
    codes = client.get(answer["Location"])
    assert codes.status_code == 200
    assert f'href="{wanted}"' in codes.content.decode()
    assert client.get(wanted).status_code != 303
    assert client.get("/account/2fa/recovery-codes/download/").content.decode().split()


def test_who_has_no_password_sets_up_the_second_factor_without_being_asked_twice(client, demanding, accounts):
    Account.objects.filter(email=ALMA).update(password="!")
    ask_for_code(client)
    client.post("/account/login/code/confirm/", {"code": mailed_code()})
    assert client.get("/staff/")["Location"] == "/account/2fa/totp/activate/"
    page = client.get("/account/2fa/totp/activate/")
    answer = client.post("/account/2fa/totp/activate/", {"code": now_shown(page.context["form"].secret)})
    assert client.get(answer["Location"]).status_code == 200
    assert is_signed_in(client)


def test_a_session_without_the_second_factor_does_not_get_round_it(demanding, signed_in, secret):
    """It may be older than the demand, or than the app."""
    browser = signed_in("alma")
    answer = browser.get("/staff/o/alvsala/start/")
    assert answer["Location"] == "/account/2fa/reauthenticate/?next=%2Fstaff%2Fo%2Falvsala%2Fstart%2F"
    answer = browser.post(
        "/account/2fa/reauthenticate/", {"code": now_shown(secret), "next": "/staff/o/alvsala/start/"}
    )
    assert answer["Location"] == "/staff/o/alvsala/start/"
    assert is_signed_in(browser)


def test_a_password_once_more_is_no_second_factor(demanding, signed_in, secret):
    browser = signed_in("alma")
    browser.post("/account/reauthenticate/", {"password": PASSWORD, "next": "/staff/"})
    assert not is_signed_in(browser)


@pytest.mark.one
def test_no_staff_page_opens_without_the_demanded_second_factor(demanding, signed_in, planned):
    browser, walked = signed_in("alma"), 0
    for pattern in staff_patterns():
        address = filled(pattern, "R00001")
        assert browser.get(address)["Location"] == "/account/2fa/totp/activate/", address
        assert browser.post(address, {"text": "x"}).status_code == 403, address
        walked += 1
    assert walked > 20
    assert browser.head("/staff/d/skolan/").status_code == 303, "decided by the address, whatever is asked"


def test_a_removed_second_factor_must_be_set_up_anew(client, demanding, secret):
    by_password(client)
    client.post("/account/2fa/authenticate/", {"code": now_shown(secret)})
    assert client.get("/account/2fa/totp/deactivate/")["Location"].startswith("/account/reauthenticate/")
    client.post("/account/reauthenticate/", {"password": PASSWORD, "next": "/account/2fa/"})
    client.post("/account/2fa/totp/deactivate/")
    assert not Authenticator.objects.exists()
    assert client.get("/staff/")["Location"] == "/account/2fa/totp/activate/"


def test_a_text_sent_before_the_second_factor_is_kept(demanding, signed_in, planned):
    page = signed_in("alma").post("/staff/d/skolan/purpose/", {"purpose_sv": "Ett långt syfte."})
    assert page.status_code == 403
    assert '<input type="hidden" name="purpose_sv" value="Ett långt syfte.">' in page.content.decode()


# Limits


def test_five_wrong_passwords_close_the_account_for_five_minutes(client, accounts, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": "5/5m/key", "request_login_code": "5/5m/key"}
    for _ in range(5):
        assert "do not belong together" in by_password(client, password="fel").content.decode()
    page = by_password(client)
    assert "Wait for up to five minutes" in page.content.decode()
    assert by_password(client, email="bo@alvsala.example")["Location"] == "/staff/", "others may still sign in"
    other = Client()
    ask_for_code(other)
    other.post("/account/login/code/confirm/", {"code": mailed_code()})
    assert is_signed_in(other), "and so may the holder, by a code: nobody can lock them out"


def test_five_wrong_codes_of_the_app_must_wait_too(client, accounts, settings, secret):
    settings.ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": "5/5m/key"}
    by_password(client)
    for _ in range(5):
        client.post("/account/2fa/authenticate/", {"code": "000000"})
    page = client.post("/account/2fa/authenticate/", {"code": now_shown(secret)})
    assert "Wait for up to five minutes" in page.content.decode()
    assert not is_signed_in(client)


def test_a_mailbox_is_not_flooded(client, accounts, settings):
    settings.ACCOUNT_RATE_LIMITS = {"request_login_code": "5/5m/key", "reset_password": "5/5m/key"}
    for _ in range(7):
        ask_for_code(Client())
    assert len(mail.outbox) == 5
    for _ in range(7):
        answer = Client().post("/account/password/reset/", {"email": ALMA})
    assert len(mail.outbox) == 10
    assert answer.status_code == 429
    assert answer["Retry-After"] == "60"


def test_one_network_address_that_tries_too_often_is_told_when_to_come_back(client, accounts, settings):
    settings.LIMITS = {**settings.LIMITS, "sign_in_address": (3, 6)}
    for _ in range(3):
        by_password(client, password="fel")
    page = by_password(client)
    assert page.status_code == 429
    assert 1 <= int(page["Retry-After"]) <= 11
    assert f"Wait {page['Retry-After']} seconds" in page.content.decode()
    assert PASSWORD not in page.content.decode()
    assert client.get(LOGIN).status_code == 200
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    assert by_password(elsewhere)["Location"] == "/staff/"
