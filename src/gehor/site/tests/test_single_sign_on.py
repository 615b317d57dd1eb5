"""Signing in with one's employer's account, at real providers: only who was invited, and nothing wrong is believed."""

import base64
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings as configured
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpResponse
from django.test import Client

from gehor.ground import clock, limits
from gehor.ground.organisations.models import Account, Membership, Organisation
from gehor.ground.saml import parties
from gehor.ground.tables import tables
from gehor.participation.identity.oidc import client as asking
from gehor.site.operations import examination
from gehor.site.single_sign_on import providers
from gehor.testing.providers import Posted, answered, openid, rsa_pair, saml, signs_in

pytestmark = pytest.mark.django_db

MAIL, TWO = "urn:oid:0.9.2342.19200300.100.1.3", "https://refeds.org/profile/mfa"
NOBODY = "http://127.0.0.1:1"
SWEDISH = {"accept-language": "sv"}
PEOPLE = {
    "alma": {MAIL: "Alma@alvsala.example"},
    "farid": {MAIL: "farid@bortby.example"},
    "nils": {MAIL: "nils@alvsala.example"},
    "ingen": {"displayName": "Ingen Alls"},
}
IN_OPENID = {
    "alma": {"email": "alma@alvsala.example", "email_verified": True},
    "nils": {"email": "nils@alvsala.example"},
    "osaker": {"email": "alma@alvsala.example", "email_verified": False},
}
TABLES = f"""
[kommunen]
name = {{ sv = "Älvsala kommuns konto", en = "your Älvsala account" }}
organisations = ["alvsala"]
metadata = "idp.xml"
key = "ours.pem"
certificate = "ours.crt"
second_factor = ["{TWO}"]

[molnet]
name = "Molnkontot"
organisations = ["alvsala"]
issuer = "ISSUER"
client_id = "gehor"
secret_file = "secret"
"""


@pytest.fixture(scope="session")
def file(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Älvsala's staff sign in at two providers, which run."""
    folder = tmp_path_factory.mktemp("sign-in")
    rsa_pair(folder / "ours.pem", folder / "ours.crt")
    (folder / "secret").write_text("a secret that both have, and nobody else\n")
    told = {
        "client_id": "gehor",
        "client_secret": (folder / "secret").read_text().strip(),
        "redirect_uris": [f"{configured.ADDRESS}/account/with/molnet/back/"],
        "token_endpoint_auth_method": "client_secret_post",
    }
    cloud = openid(told, IN_OPENID)
    cloud.start()
    found = folder / "sign-in.toml"
    found.write_text(TABLES.replace("ISSUER", cloud.address))
    ours = tables(found, providers.provider)["kommunen"]
    house = saml(folder, PEOPLE, [(ours.saml, ours.place)])
    yield found
    cloud.stop()
    house.stop()


@pytest.fixture(autouse=True)
def connected(file: Path, settings: Any, accounts: dict[str, Account]) -> Iterator[None]:
    settings.SIGN_IN_FILE = str(file)
    parties.forget()
    asking.forget()
    yield
    cache.clear()
    limits._buckets.clear()


def leaves(browser: Client, wanted: str = "/staff/", *, by: str = "kommunen") -> str:
    answer = browser.get(f"/account/with/{by}/", {"next": wanted}, headers=SWEDISH)
    assert answer.status_code == 302, answer.content.decode()
    return answer["location"]


def arrives(browser: Client, posted: Posted) -> HttpResponse:
    answer = browser.post(posted.path, dict(posted.fields), headers=SWEDISH)
    return browser.get(answer["location"], headers=SWEDISH) if answer.status_code == 303 else answer


def comes_back(browser: Client, address: str) -> HttpResponse:
    return browser.get(address.removeprefix(configured.ADDRESS), headers=SWEDISH)


def refused(answer: HttpResponse) -> str:
    assert answer.status_code == 403 and answer["Cache-Control"] == "no-store, private"
    assert "Du är inte inloggad" in answer.content.decode()
    return answer.content.decode()


def is_signed_in(browser: Client) -> bool:
    return browser.get("/staff/").status_code == 200


def test_the_page_has_a_button_for_each_in_the_readers_language(client: Client) -> None:
    page = client.get("/account/login/?next=/staff/o/alvsala/start/", headers=SWEDISH).content.decode()
    assert 'href="/account/with/kommunen/?next=%2Fstaff%2Fo%2Falvsala%2Fstart%2F"' in page
    assert (
        "Logga in med Älvsala kommuns konto" in page
        and "Logga in med Molnkontot" in page
        and "Eller med din e-postadress" in page
    )
    english = client.get("/account/login/", headers={"accept-language": "en"}).content.decode()
    assert "Sign in with your Älvsala account" in english


def test_whoever_was_invited_comes_in_to_the_page_that_was_asked_for(client: Client) -> None:
    posted = answered(leaves(client, "/staff/o/alvsala/start/"), "alma", encrypted="1")
    arrived = arrives(client, posted)
    assert arrived["location"] == "/staff/o/alvsala/start/" and is_signed_in(client)
    assert client.session["_auth_user_id"] == str(Account.objects.get(email="alma@alvsala.example").pk)
    assert arrives(Client(), answered(leaves(browser := Client(), "https://evil.example/"), "alma")).status_code == 403
    assert arrives(browser, answered(leaves(browser, "//evil.example/"), "alma"))["location"] == "/staff/"


def test_nobody_is_made_or_given_anything(client: Client) -> None:
    before = (Account.objects.count(), Membership.objects.count())
    assert "Ingen har bjudit in nils@alvsala.example" in refused(arrives(client, answered(leaves(client), "nils")))
    assert "Ingen har bjudit in farid@bortby" in refused(arrives(client, answered(leaves(client), "farid")))
    assert "e-postadress" in refused(arrives(client, answered(leaves(client), "ingen")))
    assert (Account.objects.count(), Membership.objects.count()) == before and not is_signed_in(client)


def test_a_provider_opens_no_others_doors(client: Client, accounts: dict[str, Account]) -> None:
    other = Organisation.objects.exclude(slug="alvsala").first()
    Membership.objects.create(account=accounts["alma"], organisation=other, role="lead")
    assert "inte talar för" in refused(arrives(client, answered(leaves(client), "alma")))
    Membership.objects.filter(organisation=other).delete()
    Account.objects.filter(pk=accounts["alma"].pk).update(is_active=False)
    assert "stängt" in refused(arrives(client, answered(leaves(client), "alma")))


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"audience": "https://other.example/"}, "för någon annan än oss"),
        ({"message": "1"}, "inte underskrivet"),
    ],
)
def test_a_wrong_answer_signs_nobody_in(client: Client, caplog: Any, wrong: dict[str, str], says: str) -> None:
    assert says in refused(arrives(client, answered(leaves(client), "alma", **wrong)))
    assert "Nobody was signed in by kommunen: saml_" in caplog.text and not is_signed_in(client)


def test_an_answer_that_was_changed_stolen_or_used_signs_nobody_in(client: Client) -> None:
    posted = answered(leaves(client), "nils")
    xml = base64.b64decode(posted.fields["SAMLResponse"]).decode().replace("nils@", "alma@")
    changed = Posted(posted.path, {**posted.fields, "SAMLResponse": base64.b64encode(xml.encode()).decode()})
    assert "underskriften stämmer inte" in refused(arrives(client, changed))
    posted = answered(leaves(client), "alma")
    assert "tog för lång tid" in refused(arrives(Client(), posted))
    assert "har redan använts" in refused(arrives(client, posted))
    assert not is_signed_in(client)


# The second factor


def test_the_providers_two_factors_are_enough_where_it_says_so(
    client: Client, accounts: dict[str, Account], organisation: Organisation
) -> None:
    organisation.requires_second_factor = True
    organisation.save()
    arrives(client, answered(leaves(client), "alma"))
    assert client.get("/staff/")["location"] == "/account/2fa/totp/activate/"
    arrives(client, answered(leaves(client), "alma", level=TWO))
    assert is_signed_in(client)
    TOTP.activate(accounts["alma"], generate_totp_secret())
    RecoveryCodes.activate(accounts["alma"])
    arrived = arrives(client, answered(leaves(client), "alma"))
    assert arrived["location"] == "/account/2fa/authenticate/" and not is_signed_in(client), "asked for here"
    assert arrives(client, answered(leaves(client), "alma", level=TWO))["location"] == "/staff/"
    assert is_signed_in(client)


# By OpenID Connect


def test_openid_connect_does_the_same(client: Client) -> None:
    address = leaves(client, "/staff/o/alvsala/start/", by="molnet")
    assert "prompt=" not in address and "code_challenge_method=S256" in address
    assert comes_back(client, signs_in(address, "alma"))["location"] == "/staff/o/alvsala/start/"
    assert is_signed_in(client)


def test_openid_connect_lets_in_nobody_else(client: Client) -> None:
    assert "Ingen har bjudit in nils" in refused(comes_back(client, signs_in(leaves(client, by="molnet"), "nils")))
    assert "e-postadress" in refused(comes_back(client, signs_in(leaves(client, by="molnet"), "osaker")))
    assert "Du avbröt" in refused(comes_back(client, signs_in(leaves(client, by="molnet"), "alma", breaks_off=True)))
    back = signs_in(leaves(client, by="molnet"), "alma")
    assert "tog för lång tid" in refused(comes_back(Client(), back)), "another browser"
    assert not is_signed_in(client)


# How it is set up


def test_each_provider_knows_us_by_what_it_reads(client: Client) -> None:
    page = client.get("/account/with/kommunen/metadata.xml").content.decode()
    assert f'entityID="{configured.ADDRESS}/account/with/kommunen/metadata.xml"' in page
    assert client.get("/account/with/molnet/keys.json").json() == {"keys": []}
    for address in ("molnet/metadata.xml", "kommunen/keys.json", "ingen/", "ingen/back/"):
        assert client.get(f"/account/with/{address}").status_code == 404
    assert client.post("/account/with/molnet/answer/").status_code == 404


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ('metadata = "idp.xml"', "must say whose people it lets in"),
        ('organisations = ["alvsala"]', "must say metadata .* or issuer"),
        ('organisations = ["alvsala"]\nmetadata = "idp.xml"', "must say metadata, key and certificate"),
        ('organisations = ["alvsala"]\nissuer = "https://x"\nmetadata = "idp.xml"', "must say metadata .* or issuer"),
        ('organisations = ["alvsala"]\nissuer = "https://x"\nclient_id = "g"', "either keys or secret_file"),
        ('organisations = ["alvsala"]\nissuer = "http://x.se"\nclient_id = "g"\nsecret_file = "secret"', "https://"),
        ('organisations = ["alvsala"]\nissuer = "https://x"\nclient_id = "g"\nsecret_file = "none"', "secret .* empty"),
        ('organisations = ["alvsala"]\nissuer = "https://x"\nclient_id = "g"\nkey = "k"', "means nothing here"),
    ],
)
def test_a_file_that_is_wrong_says_what(file: Path, lines: str, sentence: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=sentence):
        providers.provider("kommunen", tomllib.loads(lines), file)


def test_the_doctor_says_what_is_wrong_with_it_and_others_may_still_sign_in(
    client: Client, file: Path, tmp_path: Path, settings: Any, caplog: Any
) -> None:
    fine = dict(reversed(finding) for finding in examination.sign_in())
    assert fine == {
        "Sign-in of staff by kommunen answers.": True,
        "Sign-in of staff by molnet answers.": True,
    }
    for name in ("ours.pem", "ours.crt", "secret"):
        (tmp_path / name).write_bytes((file.parent / name).read_bytes())
    settings.SIGN_IN_FILE = str(tmp_path / "sign-in.toml")

    def found(text: str) -> str:
        (tmp_path / "sign-in.toml").write_text(text)
        ((is_fine, said),) = examination.sign_in()
        assert not is_fine
        return said

    saml_alone = TABLES.split("[molnet]")[0]
    assert "idp.xml cannot be read" in found(saml_alone)
    (tmp_path / "idp.xml").write_text((file.parent / "idp.xml").read_text())
    strange = saml_alone.replace('["alvsala"]', '["alvsala", "ingenstans"]')
    assert "ingenstans, which is no organisation here" in found(strange)
    assert "does not answer just now" in found("[molnet]" + TABLES.split("[molnet]")[1].replace("ISSUER", NOBODY))
    rsa_pair(tmp_path / "ours.pem", tmp_path / "ours.crt", days=20)
    with clock.at(datetime.now(UTC)):
        assert "our certificate ends on" in found(saml_alone)
    assert "cannot be read" in found("[kommunen")
    assert client.get("/account/login/").status_code == 200 and "cannot be read" in caplog.text
