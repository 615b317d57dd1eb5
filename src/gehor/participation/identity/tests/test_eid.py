"""E-identification, at a real provider: who came is a pseudonym, and everything that can go wrong has a sentence."""

import time
import uuid
from collections.abc import Callable
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from hypothesis import given, strategies
from hypothesis import settings as tried

from gehor.ground.act import Actor
from gehor.ground.journal.models import Entry
from gehor.participation.actions import open_participation
from gehor.participation.ballots.models import Ballot, Voter
from gehor.participation.ballots.tests.conftest import counted
from gehor.participation.identity.oidc import client as asking
from gehor.participation.identity.oidc import providers, rules
from gehor.participation.identity.oidc.client import Trouble
from gehor.participation.models import Contribution
from gehor.planning.models import Activity, Dialogue
from gehor.process.words import Doing, Proof

from .conftest import PEOPLE, PERSON, Op, signs_in

FORM = "/d/skolan/take-part/1/"
PETITION = {
    "kind": "e_petition",
    "decided": {"sv": "Kommunfullmäktige 2021-03-22 § 41"},
    "link": "",
    "body": {"sv": "kommunstyrelsen"},
    "threshold": 3,
    "days": 60,
    "residents_only": True,
}
SWEDISH = {"accept-language": "sv"}


@pytest.fixture
def asked(connected: Op, planned_by: Callable[[str], Activity], alma: Actor) -> Activity:
    """Where e-identification is demanded of those who vote; the first answer counts."""
    activity = planned_by("final")
    open_participation(activity, actor=alma, demands={Doing.VOTE: Proof.EID})
    return activity


def leaves(browser: Client, tab: str = "") -> str:
    answer = browser.get(f"{FORM}eid/{tab}", headers=SWEDISH)
    assert answer.status_code == 302, answer.content.decode()
    return answer["location"]


def comes_back(browser: Client, address: str) -> HttpResponse:
    return browser.get(address.removeprefix("http://127.0.0.1:8000"), headers=SWEDISH)


def send(browser: Client, way: str, **more: str) -> HttpResponse:
    filled = {"submission": str(uuid.uuid4()), "q.way": [way], "confirmed": "1", **more}
    return browser.post(FORM, filled, headers=SWEDISH)


def names_nobody(number: str, browser: Client, *places: str) -> None:
    """Neither the whole database, the browser's cookies nor these places hold the number."""
    with connection.cursor() as cursor:
        stored = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            stored.append(str(cursor.fetchall()))
    cookies = str([morsel.value for morsel in browser.cookies.values()])
    for place in (*stored, cookies, *places, str(list(Entry.objects.values()))):
        assert number not in place and number[2:] not in place


def test_a_person_shows_who_they_are_and_counts_once(asked: Activity, client: Client) -> None:
    page = client.get(FORM, headers=SWEDISH).content.decode()
    assert "Du behöver en e-legitimation" in page and f"{FORM}show/" in page
    back = comes_back(client, signs_in(leaves(client), "dana"))
    assert (back.status_code, back["location"]) == (303, f"{FORM}?shown")
    assert "Du har visat vem du är" in client.get(f"{FORM}?shown", headers=SWEDISH).content.decode()
    assert send(client, "bus").status_code == 303
    phone = Client()
    comes_back(phone, signs_in(leaves(phone), "dana"))
    again = send(phone, "car")
    assert again.status_code == 409 and "Du har redan svarat" in again.content.decode()
    assert counted(asked) == [["bus"]] and Voter.objects.get().proof == "resident"


def test_nothing_that_is_kept_or_sent_names_the_person(asked: Activity, client: Client, caplog: Any) -> None:
    address = leaves(client)
    back = signs_in(address, "dana")
    comes_back(client, back)
    send(client, "bus")
    names_nobody(PEOPLE["dana"][PERSON], client, caplog.text, address, back)


def test_the_question_is_as_the_profile_has_it(asked: Activity, client: Client) -> None:
    address = leaves(client)
    for part in ("response_type=code", "code_challenge_method=S256", "nonce=", "naturalPersonNumber", "prompt=login"):
        assert part in address
    state = address.split("state=")[1].split("&")[0]
    assert len(state) * 6 >= 128


def test_what_was_typed_waits_in_the_first_tab(asked: Activity, client: Client) -> None:
    waits = send(client, "bike", **{"q.why": "Nära & bra"})
    assert waits.status_code == 403
    page = waits.content.decode()
    assert 'target="_blank"' in page and 'value="Nära &amp; bra"' in page and "Fortsätt med Test-leg" in page
    shown = comes_back(client, signs_in(leaves(client, "?tab"), "ebbe"))
    assert shown.status_code == 200 and "Gå tillbaka till fliken" in shown.content.decode()
    key = page.split('name="submission" value="')[1].split('"')[0]
    filled = {"submission": key, "q.way": ["bike"], "q.why": "Nära & bra", "confirmed": "1"}
    first = client.post(FORM, filled)
    assert first.status_code == 303 and counted(asked) == [["bike"]]
    assert client.post(FORM, filled)["location"] == first["location"], "pressed twice, received once"
    assert Ballot.objects.count() == 1


def test_whoever_is_registered_elsewhere_is_told_so(
    connected: Op, planned_by: Callable[[str], Activity], alma: Actor, client: Client
) -> None:
    activity = planned_by("final")
    open_participation(activity, actor=alma, demands={Doing.VOTE: Proof.RESIDENT})
    elsewhere = comes_back(client, signs_in(leaves(client), "ebbe"))
    assert elsewhere.status_code == 403 and "Älvsala kommun" in elsewhere.content.decode()
    waiting = send(client, "bus")
    assert waiting.status_code == 403 and "inte att du är folkbokförd i Älvsala" in waiting.text
    assert comes_back(client, signs_in(leaves(client), "dana")).status_code == 303
    assert send(client, "bus").status_code == 303


def test_where_less_is_asked_of_those_who_write_whoever_lives_elsewhere_may_write(
    connected: Op, activity: Activity, alma: Actor, client: Client
) -> None:
    activity.setup, activity.shows_at_once = {"support": True}, True
    activity.save()
    open_participation(activity, actor=alma, demands={Doing.COMMENT: Proof.EID, Doing.VOTE: Proof.RESIDENT})
    assert comes_back(client, signs_in(leaves(client), "ebbe")).status_code == 303
    assert client.post(FORM, {"submission": str(uuid.uuid4()), "text": "Laga staketet."}).status_code == 303
    said = Contribution.objects.get()
    comes_back(client, signs_in(leaves(client), "ebbe"))
    refused = client.post(f"{FORM}proposals/{said.reference}/support/", headers=SWEDISH)
    assert refused.status_code == 403 and "inte att du är folkbokförd i Älvsala" in refused.content.decode()
    assert not Voter.objects.exists()


def test_of_whoever_raises_a_petition_as_a_resident_neither_name_nor_address_is_kept(
    connected: Op, planned: Dialogue, activity: Activity, alma: Actor, client: Client
) -> None:
    """Ylva's identity is protected: the provider does not say where she lives. Of Ulf it tells more than we asked."""
    activity.method, activity.setup, activity.shows_at_once = "petition", PETITION, True
    activity.save()
    open_participation(activity, actor=alma, demands=dict.fromkeys((Doing.COMMENT, Doing.VOTE), Proof.RESIDENT))
    assert 'name="resident"' not in client.get(FORM).content.decode()
    ylva = Client()
    refused = comes_back(ylva, signs_in(leaves(ylva), "ylva"))
    assert refused.status_code == 403 and "om du har skyddade personuppgifter, ring oss" in refused.text
    assert comes_back(client, signs_in(leaves(client), "ulf")).status_code == 303
    sent = {"submission": str(uuid.uuid4()), "title": "Belysning", "text": "Sätt upp lampor."}
    assert client.post(FORM, sent).status_code == 303
    said = Contribution.objects.get()
    assert said.values == {"resident": True}
    comes_back(client, signs_in(leaves(client), "ulf"))
    assert client.post(f"{FORM}petitions/{said.reference}/support/").status_code == 303
    assert Voter.objects.get().participant == said.participant, "one person, one receipt"
    page = Client().get(f"{FORM}petitions/").content.decode()
    for browser in (client, ylva):
        for secret in ("197507092396", "197907082381", "Undangömd", "Undanvik"):
            names_nobody(secret, browser, page, refused.text)


def test_what_goes_wrong_on_the_way_has_a_sentence(asked: Activity, client: Client) -> None:
    def sentence(address: str, browser: Client = client) -> str:
        answer = comes_back(browser, address)
        assert answer.status_code == 403 and answer["Cache-Control"] == "no-store, private"
        return answer.content.decode()

    assert "Du avbröt" in sentence(signs_in(leaves(client), "dana", breaks_off=True))
    assert "inte vem du är tillräckligt säkert" in sentence(signs_in(leaves(client), "ingen"))
    back = signs_in(leaves(client), "dana")
    assert "Det tog för lång tid" in sentence(back, Client()), "another browser"
    assert "Det tog för lång tid" in sentence(back.replace("state=", "state=x"))
    assert "någon annan än den vi frågade" in sentence(back.replace("iss=", "iss=https%3A%2F%2Fx.example"))
    assert "Det tog för lång tid" in sentence(back), "one answer is taken once"
    back = signs_in(leaves(client), "dana")
    head, tail = back.split("code=")
    assert "tog inte emot vår fråga" in sentence(f"{head}code=x{tail}")
    assert not Voter.objects.exists()


def test_the_provider_changes_its_key_and_goes_away(asked: Activity, connected: Op, client: Client) -> None:
    comes_back(client, signs_in(leaves(client), "dana"))
    connected.start(key="two")
    assert comes_back(client, signs_in(leaves(client), "dana")).status_code == 303
    address = leaves(client)
    connected.stop()
    back = f"/eid/back/?state={address.split('state=')[1].split('&')[0]}&code=x&iss={connected.issuer}"
    silent = comes_back(client, back)
    connected.start()
    assert silent.status_code == 403 and "svarar inte just nu" in silent.content.decode()


# What is believed

TRIP = rules.Trip("s" * 43, "n" * 43, "v" * 64)
OURS = rsa.generate_private_key(public_exponent=65537, key_size=2048)
THEIRS = rsa.generate_private_key(public_exponent=65537, key_size=2048)


@pytest.fixture
def believing() -> providers.Provider:
    """A provider whose keys we have fetched already."""
    found = providers.Provider("alvsala", "https://op.example", "gehor", ())
    public = {**jwt.algorithms.RSAAlgorithm.to_jwk(OURS.public_key(), as_dict=True), "kid": "k", "alg": "RS256"}
    asking.forget()
    asking._keys[found.issuer] = jwt.PyJWKSet.from_dict({"keys": [public]})
    asking._metadata[found.issuer] = (time.monotonic(), {"issuer": found.issuer, "jwks_uri": "https://127.0.0.1:1/"})
    yield found
    asking.forget()


def token(key: Any = OURS, algorithm: str = "RS256", **other: Any) -> str:
    now = int(time.time())
    said = {"iss": "https://op.example", "sub": "x", "aud": "gehor", "iat": now, "exp": now + 60, "nonce": TRIP.nonce}
    return jwt.encode({**said, **other}, key, algorithm=algorithm, headers={"kid": "k"})


def test_what_is_right_is_believed_within_two_minutes(believing: providers.Provider) -> None:
    now = int(time.time())
    assert asking._believed(believing, TRIP, token())["sub"] == "x"
    assert asking._believed(believing, TRIP, token(iat=now + 100, exp=now - 100))


@pytest.mark.parametrize(
    ("made", "code"),
    [
        (lambda: token(exp=int(time.time()) - 200), "eid_clock"),
        (lambda: token(iat=int(time.time()) + 200), "eid_clock"),
        (lambda: token(iss="https://other.example"), "eid_wrong_issuer"),
        (lambda: token(aud="somebody"), "eid_not_believed"),
        (lambda: token(nonce="another"), "eid_not_believed"),
        (lambda: token(azp="somebody"), "eid_not_believed"),
        (lambda: token(THEIRS), "eid_not_believed"),
        (lambda: token("secret" * 8, "HS256"), "eid_silent"),
        (lambda: token(None, "none"), "eid_silent"),
        (lambda: "not.a.token", "eid_not_believed"),
        (lambda: "", "eid_not_believed"),
    ],
)
def test_what_is_not_right_is_not_believed(believing: providers.Provider, made: Callable[[], str], code: str) -> None:
    with pytest.raises(Trouble) as trouble:
        asking._believed(believing, TRIP, made())
    assert trouble.value.code == code


@given(strategies.dictionaries(strategies.sampled_from([rules.PERSON, rules.COORDINATION, "sub"]), strategies.text()))
@tried(max_examples=50)
def test_only_a_whole_number_is_a_person(said: dict[str, str]) -> None:
    found = rules.person(said)
    assert found is None or (len(found) == 12 and found.isdecimal())


def test_a_number_is_the_same_however_it_is_written() -> None:
    assert rules.person({rules.PERSON: "19900101-2385"}) == rules.person({rules.PERSON: "199001012385"})
    assert rules.person({rules.COORDINATION: "199001612380"}) == "199001612380"
    assert rules.person({"sub": "pairwise-x"}, claim="sub") == "sub:pairwise-x"
    assert rules.person({rules.PERSON: "9001012385"}) is None


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[alvsala", "cannot be read"),
        ('[alvsala]\nissuer = "https://x"\n', "must say issuer, client_id and keys"),
        ('[alvsala]\nissuer = "http://x.example"\nclient_id = "g"\nkeys = ["k.pem"]\n', "must begin with https"),
        ('[alvsala]\nissuer = "https://x"\nclient_id = "g"\nkeys = ["k.pem"]\n', "cannot be read"),
        ('[alvsala]\nissuer = "https://x"\nclient_id = "g"\nkeys = ["k.pem"]\nsecret = "s"\n', "means nothing here"),
        ('[alvsala]\nissuer = "https://x"\nclient_id = "g"\nkeys = ["k.pem"]\nresident_claim = "c"\n', "or neither"),
        ('[alvsala]\nissuer = 3\nclient_id = "g"\nkeys = ["k.pem"]\n', "must begin with https"),
        ('[alvsala]\nissuer = "https://x"\nclient_id = "g"\nkeys = "k.pem"\n', "must be a list"),
    ],
)
def test_a_file_of_providers_that_is_wrong_says_what(tmp_path: Any, settings: Any, text: str, sentence: str) -> None:
    (tmp_path / "oidc.toml").write_text(text)
    settings.OIDC_FILE = str(tmp_path / "oidc.toml")
    with pytest.raises(ImproperlyConfigured, match=sentence):
        providers.providers()


def test_our_public_keys_are_for_everybody_and_no_more_than_those(connected: Op, client: Client, db: None) -> None:
    (key,) = client.get("/eid/alvsala/keys.json").json()["keys"]
    assert set(key) == {"crv", "kty", "x", "y", "kid", "use", "alg"}
    assert client.get("/eid/bortby/keys.json").status_code == 404
