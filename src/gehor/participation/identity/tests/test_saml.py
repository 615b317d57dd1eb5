"""E-identification by SAML, at a real identity provider: the same pseudonyms, and nothing wrong is believed."""

import ast
import base64
import re
import tomllib
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpResponse
from django.test import Client

from gehor.ground.act import Actor
from gehor.ground.saml import messages, parties
from gehor.participation.actions import open_participation
from gehor.participation.ballots.models import Voter
from gehor.participation.ballots.tests.conftest import counted
from gehor.participation.identity import eid
from gehor.participation.identity.pseudonyms import pseudonym
from gehor.participation.identity.saml import providers
from gehor.planning.models import Activity
from gehor.process.words import Doing, Proof
from gehor.testing.providers import Posted, answered

from .conftest import PEOPLE, PERSON, Idp
from .test_eid import FORM, SWEDISH, leaves, names_nobody, send

NUMBER = PEOPLE["dana"][PERSON]


@pytest.fixture
def asked(saml_connected: Idp, planned_by: Callable[[str], Activity], alma: Actor) -> Activity:
    activity = planned_by("final")
    open_participation(activity, actor=alma, demands={Doing.VOTE: Proof.EID})
    return activity


def arrives(browser: Client, posted: Posted) -> HttpResponse:
    """The provider's page posts the answer, and the browser follows to where it is met."""
    answer = browser.post(posted.path, dict(posted.fields), headers=SWEDISH)
    return browser.get(answer["location"], headers=SWEDISH) if answer.status_code == 303 else answer


def sentence(answer: HttpResponse) -> str:
    assert answer.status_code == 403 and answer["Cache-Control"] == "no-store, private"
    return answer.content.decode()


def changed(posted: Posted, change: Callable[[str], str]) -> Posted:
    """A real answer, changed on its way."""
    xml = change(base64.b64decode(posted.fields["SAMLResponse"]).decode())
    return Posted(posted.path, {**posted.fields, "SAMLResponse": base64.b64encode(xml.encode()).decode()})


def test_a_person_shows_who_they_are_and_counts_once(asked: Activity, client: Client) -> None:
    shown = arrives(client, answered(leaves(client), "dana"))
    assert (shown.status_code, shown["location"]) == (303, f"{FORM}?shown")
    assert "Du har visat vem du är" in client.get(f"{FORM}?shown", headers=SWEDISH).content.decode()
    assert send(client, "bus").status_code == 303
    phone = Client()
    arrives(phone, answered(leaves(phone), "dana", encrypted="1"))
    again = send(phone, "car")
    assert again.status_code == 409 and "Du har redan svarat" in again.content.decode()
    voter = Voter.objects.get()
    assert counted(asked) == [["bus"]] and voter.proof == "resident"
    assert voter.pseudonym == pseudonym(asked, "person", NUMBER), "as by OpenID Connect: nobody is two"


def test_nothing_that_is_kept_or_sent_names_the_person(asked: Activity, client: Client, caplog: Any) -> None:
    address = leaves(client)
    answer = client.post((posted := answered(address, "dana")).path, dict(posted.fields))
    client.get(answer["location"])
    send(client, "bus")
    names_nobody(NUMBER, client, caplog.text, address, answer["location"])


def test_the_question_is_signed_and_says_how_surely(asked: Activity, client: Client) -> None:
    address = leaves(client)
    asked_for = parse_qs(urlsplit(address).query)
    question = zlib.decompress(base64.b64decode(asked_for["SAMLRequest"][0]), -15).decode()
    assert 'ForceAuthn="true"' in question and "http://id.elegnamnden.se/loa/1.0/loa3" in question
    assert "rsa-sha256" in asked_for["SigAlg"][0] and asked_for["RelayState"] == [str(asked.pk)]
    with pytest.raises(AssertionError, match="SIGNATURE"):
        answered(address.replace("Signature=", "Signature=AAAA"), "dana")


def test_what_was_typed_waits_in_the_first_tab(asked: Activity, client: Client) -> None:
    assert 'target="_blank"' in send(client, "bike").content.decode()
    shown = arrives(client, answered(leaves(client, "?tab"), "ebbe"))
    assert shown.status_code == 200 and "Gå tillbaka till fliken" in shown.content.decode()
    assert send(client, "bike").status_code == 303


def test_whoever_is_registered_elsewhere_is_told_so(
    saml_connected: Idp, planned_by: Callable[[str], Activity], alma: Actor, client: Client
) -> None:
    activity = planned_by("final")
    open_participation(activity, actor=alma, demands={Doing.VOTE: Proof.RESIDENT})
    assert "Älvsala kommun" in sentence(arrives(client, answered(leaves(client), "ebbe")))
    assert send(client, "bus").status_code == 403
    assert arrives(client, answered(leaves(client), "dana")).status_code == 303
    assert send(client, "bus").status_code == 303


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"audience": "https://other.example/"}, "för någon annan än oss"),
        ({"destination": "https://other.example/"}, "en annan adress"),
        ({"recipient": "https://other.example/"}, "en annan adress"),
        ({"issuer": "https://other.example/"}, "någon annan än den vi frågade"),
        ({"minutes": "-7"}, "för gammalt"),
        ({"minutes": "2"}, "för gammalt"),
        ({"message": "1"}, "inte underskrivet"),
        ({"unasked": "1"}, "utan att vi hade frågat"),
        ({"level": "http://id.elegnamnden.se/loa/1.0/loa2"}, "så säkert som krävs"),
        ({"status": "urn:oasis:names:tc:SAML:2.0:status:Responder"}, "släppte inte in dig"),
    ],
)
def test_what_the_provider_signs_and_is_wrong_is_not_believed(
    asked: Activity, client: Client, caplog: Any, wrong: dict[str, str], says: str
) -> None:
    assert says in sentence(arrives(client, answered(leaves(client), "dana", **wrong)))
    assert "was refused: saml_" in caplog.text and NUMBER not in caplog.text
    assert send(client, "bus").status_code == 403 and not Voter.objects.exists()


def test_whoever_is_not_told_surely_is_nobody(asked: Activity, client: Client) -> None:
    assert "inte vem du är tillräckligt säkert" in sentence(arrives(client, answered(leaves(client), "ingen")))


def test_a_comment_does_not_make_somebody_else_of_a_person(asked: Activity, client: Client) -> None:
    """What is signed has no comments, so one can be slipped in: the number is still read whole."""
    posted = changed(
        answered(leaves(client), "dana"), lambda xml: xml.replace(NUMBER, f"{NUMBER[:9]}<!---->{NUMBER[9:]}")
    )
    assert arrives(client, posted).status_code == 303
    send(client, "bus")
    assert Voter.objects.get().pseudonym == pseudonym(asked, "person", NUMBER)


def test_clocks_may_differ_by_a_minute(asked: Activity, client: Client) -> None:
    assert arrives(client, answered(leaves(client), "dana", minutes="0.8")).status_code == 303


def unsigned(xml: str) -> str:
    return re.sub(r"<ds:Signature.*?</ds:Signature>", "", xml, flags=re.DOTALL)


def wrapped(xml: str) -> str:
    """Another assertion stands first, and the one that is signed is moved to where it says nothing."""
    assertion = re.search(r"<saml:Assertion.*</saml:Assertion>", xml, re.DOTALL)[0]
    evil = re.sub(r'ID="_[^"]+"', 'ID="_evil"', unsigned(assertion)).replace(NUMBER, "198505053932")
    return xml.replace(assertion, f"<samlp:Extensions>{assertion}</samlp:Extensions>{evil}")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (unsigned, "inte underskrivet"),
        (lambda xml: xml.replace(NUMBER, "198505053932"), "underskriften stämmer inte"),
        (wrapped, "går inte att läsa"),
        (lambda xml: re.sub(r' InResponseTo="[^"]+"', "", xml, count=1), "utan att vi hade frågat"),
        (
            lambda xml: xml.replace("<samlp:Status>", "<!DOCTYPE a [<!ENTITY b 'c'>]><samlp:Status>"),
            "går inte att läsa",
        ),
        (lambda xml: xml[:200], "går inte att läsa"),
        (lambda xml: "", "går inte att läsa"),
        (lambda xml: xml + " " * 300_000, "går inte att läsa"),
    ],
)
def test_a_real_answer_that_was_changed_is_not_believed(
    asked: Activity, client: Client, change: Callable[[str], str], says: str
) -> None:
    posted = changed(answered(leaves(client), "dana"), change)
    assert says in sentence(arrives(client, posted))
    assert send(client, "bus").status_code == 403


def test_an_answer_is_taken_once_and_in_the_browser_that_asked(asked: Activity, client: Client) -> None:
    posted = answered(leaves(client), "dana")
    assert "tog för lång tid" in sentence(arrives(Client(), posted)), "stolen, and brought by another browser"
    assert "har redan använts" in sentence(arrives(client, posted))
    posted = answered(leaves(client), "dana")
    other = Activity.objects.get(pk=asked.pk)
    other.pk, other.number = None, asked.number + 1
    other.save()
    moved = Posted(posted.path, {**posted.fields, "RelayState": str(other.pk)})
    assert "tog för lång tid" in sentence(arrives(client, moved)), "for another activity"
    assert "/d/" not in sentence(arrives(client, moved)), "and nothing is told of one that is not open"
    for nonsense in ("", "x", str(other.pk + 1), "9" * 40):
        posted = answered(leaves(client), "dana")
        moved = Posted(posted.path, {**posted.fields, "RelayState": nonsense})
        assert "tog för lång tid" in sentence(arrives(client, moved))
    assert f"{FORM}show/" in sentence(arrives(client, posted)), "what is refused at once leads back"


def test_we_are_known_by_our_metadata(saml_connected: Idp, client: Client, db: None) -> None:
    page = client.get("/eid/alvsala/saml/metadata.xml").content.decode()
    assert 'entityID="http://127.0.0.1:8000/eid/alvsala/saml/metadata.xml"' in page
    assert 'AuthnRequestsSigned="true"' in page and 'WantAssertionsSigned="true"' in page
    assert 'use="encryption"' in page and "validUntil" not in page
    for address in ("/eid/bortby/saml/metadata.xml", "/eid/bortby/saml/back/"):
        assert client.get(address).status_code == 404
    assert client.post("/eid/bortby/saml/", {"SAMLResponse": "x"}).status_code == 404


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ('key = "ours.pem"', "must say metadata, key and certificate"),
        ('metadata = "idp.xml"\nkey = "ours.pem"\ncertificate = "ours.crt"\nsecret = "s"', "means nothing here"),
        ('metadata = "http://x.example"\nkey = "ours.pem"\ncertificate = "ours.crt"', "begin with https"),
        ('metadata = "idp.xml"\nkey = "none.pem"\ncertificate = "ours.crt"', "key .* cannot be read"),
        ('metadata = "idp.xml"\nkey = "ours.pem"\ncertificate = "ours.pem"', "certificate .* cannot be read"),
        ('metadata = "idp.xml"\nkey = "ours.pem"\ncertificate = "idp.crt"', "does not belong to the key"),
        ('metadata = "none.xml"\nkey = "ours.pem"\ncertificate = "ours.crt"', "metadata .* cannot be read"),
        ('metadata = "ours.crt"\nkey = "ours.pem"\ncertificate = "ours.crt"', "metadata .* cannot be read"),
        ('metadata = "idp.xml"\nentity_id = "x"\nkey = "ours.pem"\ncertificate = "ours.crt"', "no such identity"),
        ('metadata = "idp.xml"\nkey = "ours.pem"\ncertificate = "ours.crt"\nlevels = "x"', "must be a list"),
        ('metadata = "idp.xml"\nkey = "ours.pem"\ncertificate = "ours.crt"\nresident_values = ["x"]', "or neither"),
    ],
)
def test_a_file_of_providers_that_is_wrong_says_what(idp: Idp, lines: str, sentence: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=sentence):
        parties.described(providers.provider("alvsala", tomllib.loads(f"[a]\n{lines}")["a"], idp.file).party)


def test_one_organisation_has_one_provider(saml_connected: Idp, settings: Any) -> None:
    settings.OIDC_FILE = str(saml_connected.file.with_name("oidc.toml"))
    lines = '[alvsala]\nissuer = "https://op.example"\nclient_id = "gehor"\nkeys = ["ours.pem"]\n'
    Path(settings.OIDC_FILE).write_text(lines)
    with pytest.raises(ImproperlyConfigured, match="in two files"):
        eid.provider_of("alvsala")


def test_its_packages_are_not_loaded_before_somebody_signs_in_so() -> None:
    """13 MB that most installations never need."""
    for file in Path(messages.__file__).parent.glob("*.py"):
        above = [node for node in ast.parse(file.read_text()).body if isinstance(node, ast.Import | ast.ImportFrom)]
        assert not [each for each in map(ast.unparse, above) if re.search("xmlsec|onelogin|lxml", each)], file.name
