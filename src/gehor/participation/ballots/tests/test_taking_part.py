"""Answering on the web: the page, the last look, the receipt."""

import re
import uuid
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from gehor.ground import limits
from gehor.ground.act import Actor
from gehor.ground.people.models import Contact, Participant
from gehor.ground.people.receipt import shown
from gehor.participation.actions import close_participation
from gehor.participation.ballots.models import Ballot, Voter
from gehor.participation.models import Contribution, Wording
from gehor.planning.models import Activity

from .conftest import counted

FORM = "/d/skolan/take-part/1/"
SWEDISH = {"accept-language": "sv"}


def text_of(response: HttpResponse) -> str:
    return " ".join(response.content.decode().split())


def send(client: Client, *ways: str, **fields: Any) -> HttpResponse:
    filled = {
        "submission": str(uuid.uuid4()),
        "q.way": list(ways),
        **{k.replace("q_", "q."): v for k, v in fields.items()},
    }
    return client.post(FORM, filled, headers=SWEDISH)


def hidden(page: HttpResponse) -> dict[str, list[str]]:
    """What the last look keeps, as a browser sends it again."""
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page.content.decode()):
        if name != "csrfmiddlewaretoken":
            found.setdefault(name, []).append(value)
    return found


# Where the last ballot counts


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_page_asks_and_says_what_becomes_of_it(
    travel: Activity, client: Client, language: str, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(8):
        page = text_of(client.get(FORM, headers={"accept-language": language}))
    assert 'name="q.way"' in page and 'name="q.km"' in page
    assert re.findall(r'<script src="[^"]*/([\w.]+js)', page) == ["again.js"], "the page needs none, and has the one"
    assert ("Dina svar räknas" if language == "sv" else "Your answers are counted") in page
    assert text_of(client.get("/d/skolan/take-part/", headers={"accept-language": language})).count('name="q.km"') == 1


def test_what_is_sent_is_counted_and_gives_a_receipt(travel: Activity, client: Client) -> None:
    response = send(client, "bus", "bike", q_km="2,50", q_why="För att det är nära.", email="dana@example.org")
    ballot = Ballot.objects.get()
    person = ballot.voter.participant
    assert (response.status_code, response["location"]) == (303, f"/c/{person.receipt}/")
    assert ballot.values == {"way": ["bus", "bike"], "km": "2.5"}
    assert Wording.objects.get().text == "För att det är nära."
    assert Contact.objects.get(participant=person).address == "dana@example.org"
    assert client.get(response["location"]).status_code == 200


def test_whoever_has_a_receipt_answers_anew_and_the_last_counts(travel: Activity, client: Client) -> None:
    send(client, "bus")
    code = shown(Participant.objects.get().receipt)
    assert send(client, "car", receipt=code).status_code == 303
    assert counted(travel) == [["car"]]
    assert (Voter.objects.count(), Ballot.objects.count()) == (1, 2)


def test_whoever_has_written_before_votes_as_the_same_person(travel: Activity, client: Client) -> None:
    code = send(client, "bus", q_why="Nära.")["location"].split("/")[2]
    Ballot.objects.all().delete()
    Voter.objects.all().delete()
    send(client, "bike", receipt=code)
    send(client, "car", receipt=code)
    assert counted(travel) == [["car"]]
    assert Participant.objects.count() == 1 and Contribution.objects.count() == 1


def test_sent_twice_is_received_once_and_changed_it_is_asked_for(travel: Activity, client: Client) -> None:
    key = str(uuid.uuid4())
    first = send(client, "bus", submission=key)
    assert send(client, "bus", submission=key)["location"] == first["location"]
    page = send(client, "car", submission=key)
    code = shown(Participant.objects.get().receipt)
    assert page.status_code == 409
    assert f'value="{code}"' in text_of(page), "or it would be another person"
    assert 'value="car" checked' in re.sub(r' id="[^"]*"', "", text_of(page))
    assert counted(travel) == [["bus"]]
    assert key not in text_of(page)


@pytest.mark.parametrize(
    "fields",
    [
        {"q_way": "rocket"},
        {"q_km": "långt"},
        {},
        {"q_way": "bus", "email": "dana"},
        {"q_way": "bus", "receipt": "23456-789AB"},
        {"q_way": "bus", "leave_empty": "x"},
    ],
)
def test_what_is_wrong_comes_back_as_it_was_typed(travel: Activity, client: Client, fields: dict[str, str]) -> None:
    page = client.post(
        FORM, {"q.why": "<Jag> & du", **{k.replace("q_", "q."): v for k, v in fields.items()}} if fields else {}
    )
    assert page.status_code == 422
    assert "&lt;Jag&gt; &amp; du" in text_of(page) or not fields
    assert not Ballot.objects.exists() and not Contribution.objects.exists()


def test_what_comes_too_late_is_shown_and_not_received(travel: Activity, client: Client, alma: Actor) -> None:
    close_participation(travel, actor=alma, reason={"sv": "Alla har svarat."})
    page = send(client, "bus", q_km="långt", q_why="<Nära>")
    assert page.status_code == 409
    assert "bus" in text_of(page) and "långt" in text_of(page) and "&lt;Nära&gt;" in text_of(page)
    assert not Ballot.objects.exists()


def test_one_address_may_send_so_much(travel: Activity, client: Client, settings: Any) -> None:
    settings.LIMITS = {**settings.LIMITS, "vote_address": (1, 1)}
    limits._buckets.clear()
    assert [send(client, "bus").status_code for _ in range(2)] == [303, 429]


# Where the first ballot counts


def test_nothing_is_received_before_the_last_look(final: Activity, client: Client) -> None:
    page = send(client, "bus", "bike", q_km="2,50", q_why="<Nära>", email="dana@example.org")
    assert page.status_code == 200 and "no-store" not in page["cache-control"]
    words = text_of(page)
    assert "<h1>Se igenom dina svar: de är inte skickade än</h1>" in words
    assert (
        "bus, bike" in words
        and '<dd dir="auto">2,5</dd>' in words
        and "&lt;Nära&gt;" in words
        and 'data-unsent="now"' in words
    )
    assert not Ballot.objects.exists() and not Participant.objects.exists() and not Contribution.objects.exists()

    sent = hidden(page)
    assert sent["q.way"] == ["bus", "bike"]
    sent["q.why"] = ["<Nära>"]  # as a browser reads it
    back = client.post(FORM, {**sent, "change": "1"})
    assert back.status_code == 200
    assert (
        'value="2,50"' in text_of(back) and "&lt;Nära&gt;" in text_of(back) and sent["submission"][0] in text_of(back)
    )
    assert not Ballot.objects.exists()

    response = client.post(FORM, {**sent, "confirmed": "1"})
    assert response["location"] == f"/c/{Participant.objects.get().receipt}/"
    assert counted(final) == [["bus", "bike"]]


def test_a_second_answer_of_the_same_person_is_refused_and_kept_on_the_page(final: Activity, client: Client) -> None:
    key = str(uuid.uuid4())
    send(client, "bus", confirmed="1", submission=key)
    code = shown(Participant.objects.get().receipt)
    page = send(client, "car", q_why="Ändrat mig.", receipt=code, confirmed="1")
    assert page.status_code == 409
    assert "Du har redan svarat" in text_of(page) and "Ändrat mig." in text_of(page)
    assert send(client, "car", confirmed="1", submission=key).status_code == 409
    assert counted(final) == [["bus"]]
    assert not Contribution.objects.exists()


def test_what_is_wrong_never_reaches_the_last_look(final: Activity, client: Client) -> None:
    assert send(client, "rocket").status_code == 422
    assert send(client, "rocket", confirmed="1").status_code == 422
    assert send(client).status_code == 422
