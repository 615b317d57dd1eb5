"""A code by e-mail: sent by real SMTP where there is one, good for a quarter of an hour and five tries."""

import datetime as dt
import re
import uuid
from collections.abc import Callable

import pytest
from django.core import mail
from django.http import HttpResponse
from django.test import Client

from gehor.ground import clock
from gehor.ground.act import Actor
from gehor.participation.actions import open_participation
from gehor.participation.ballots.models import Ballot, Voter
from gehor.participation.ballots.tests.conftest import counted
from gehor.participation.identity.models import MailCode
from gehor.planning.models import Activity
from gehor.process.words import Doing, Proof
from gehor.testing.mail import MailServer

FORM = "/d/skolan/take-part/1/"
SHOW = f"{FORM}show/"


@pytest.fixture
def mailed(planned_by: Callable[[str], Activity], alma: Actor) -> Activity:
    activity = planned_by("travel")
    open_participation(activity, actor=alma, demands={Doing.VOTE: Proof.EMAIL})
    return activity


def send(browser: Client, way: str, **more: str) -> HttpResponse:
    filled = {"submission": str(uuid.uuid4()), "q.way": [way], **more}
    return browser.post(FORM, filled, headers={"accept-language": "sv"})


def last_code() -> str:
    return re.search(r"\d{6}", mail.outbox[-1].subject).group()


def test_an_address_counts_once_however_it_is_written(mailed: Activity, client: Client) -> None:
    asked = send(client, "bus")
    assert asked.status_code == 403 and 'name="proof_email"' in asked.content.decode()
    waits = send(client, "bus", proof_email="Dana+vote@Example.org")
    assert waits.status_code == 403 and "sex siffror till Dana+vote@Example.org" in waits.content.decode()
    assert mail.outbox[-1].to == ["Dana+vote@Example.org"] and "Vi sparar inte din adress" in mail.outbox[-1].body
    assert send(client, "bus", proof_email="Dana+vote@Example.org", proof_code=last_code()).status_code == 303
    phone = Client()
    send(phone, "car", proof_email="dana@example.org")
    assert send(phone, "car", proof_email="dana@example.org", proof_code=last_code()).status_code == 303
    assert counted(mailed) == [["car"]], "the same person changed their mind"
    assert "dana" not in str(list(MailCode.objects.values())) + str(list(Voter.objects.values()))


def test_it_can_be_shown_before_one_begins(mailed: Activity, client: Client) -> None:
    assert SHOW in client.get(FORM).content.decode()
    assert client.get(SHOW).status_code == 200
    client.post(SHOW, {"proof_email": "dana@example.org"})
    answer = client.post(
        SHOW, {"proof_email": "dana@example.org", "proof_code": f" {last_code()[:3]} {last_code()[3:]}"}
    )
    assert (answer.status_code, answer["location"]) == (303, f"{FORM}?shown")
    assert send(client, "bus").status_code == 303
    assert send(client, "car").status_code == 403, "the next person at the computer is asked anew"


def test_a_code_is_good_for_so_long_and_so_many_tries(mailed: Activity, client: Client) -> None:
    address = {"proof_email": "dana@example.org"}
    client.post(SHOW, address)
    right = last_code()
    wrong = f"{(int(right) + 1) % 10**6:06}"
    pages = [client.post(SHOW, {**address, "proof_code": wrong}, headers={"accept-language": "sv"}) for _ in range(5)]
    assert [page.status_code for page in pages] == [422] * 5
    assert "Försök kvar: 4." in pages[0].content.decode() and "för många gånger" in pages[4].content.decode()
    assert client.post(SHOW, {**address, "proof_code": right}).status_code == 422, "spent"
    client.post(SHOW, address)
    with clock.at(clock.now() + dt.timedelta(minutes=16)):
        assert client.post(SHOW, {**address, "proof_code": last_code()}).status_code == 422, "too old"


def test_an_empty_code_sends_no_new_one_and_a_mistyped_address_is_changed(mailed: Activity, client: Client) -> None:
    client.post(SHOW, {"proof_email": "dana@exmaple.org"})
    empty = client.post(SHOW, {"proof_email": "dana@exmaple.org", "proof_code": " "}, headers={"accept-language": "sv"})
    assert empty.status_code == 422 and "Fyll i de sex siffrorna" in empty.content.decode() and len(mail.outbox) == 1
    assert 'type="email"' in empty.content.decode() and "Fel adress?" in empty.content.decode()
    changed = {"proof_email": "dana@example.org", "proof_code": "123", "proof_anew": "1"}
    anew = client.post(SHOW, changed, headers={"accept-language": "sv"})
    page = anew.content.decode()
    assert "sex nya siffror till dana@example.org" in page and 'value="123"' not in page
    assert client.post(SHOW, {"proof_email": "dana@example.org", "proof_code": last_code()}).status_code == 303


def test_one_address_gets_so_many_letters_an_hour(mailed: Activity, client: Client) -> None:
    address = {"proof_email": "dana@example.org"}
    answers = [client.post(SHOW, address).status_code for _ in range(4)]
    assert answers == [403, 403, 403, 409] and len(mail.outbox) == 3
    refused = client.post(SHOW, {**address, "proof_code": "", "proof_anew": "1"})
    assert refused.status_code == 409 and 'name="proof_code"' in refused.content.decode(), "the third works still"


@pytest.mark.parametrize("typed", ["dana", "dana@", "a@b\nBcc: c@d.se", "x" * 300 + "@example.org"])
def test_what_is_no_address_is_told_so(mailed: Activity, client: Client, typed: str) -> None:
    page = send(client, "bus", proof_email=typed, **{"q.why": "Nära."})
    assert page.status_code == 422 and 'value="Nära."' in page.content.decode()
    assert not mail.outbox and not Ballot.objects.exists()


def test_it_goes_by_real_smtp_and_says_so_when_it_does_not(
    mailed: Activity, client: Client, mail_server: MailServer
) -> None:
    assert client.post(SHOW, {"proof_email": "dana@example.org"}).status_code == 403
    assert re.search(r"\d{6}", mail_server.to("dana@example.org")[0]["Subject"])
    mail_server.refuse = "451 Try later"
    page = send(client, "bus", proof_email="dana@example.org", **{"q.why": "Nära."})
    assert page.status_code == 409 and 'value="Nära."' in page.content.decode()
