"""Typing in ballots: fast, once, and to the same receipt as everything else."""

import datetime as dt
import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from gehor.ground.act import Actor
from gehor.ground.people.models import Contact, Participant
from gehor.ground.people.receipt import new_code, shown
from gehor.participation.actions import close_participation
from gehor.participation.ballots.models import Ballot, Voter
from gehor.participation.models import Wording
from gehor.planning.models import Activity
from gehor.planning.retroactive.actions import bring_in
from gehor.planning.retroactive.held import Held, add_held

from .conftest import counted

PAGE = "/staff/d/skolan/enter/1/"
DAY = "2026-02-27"


@pytest.fixture
def tove_types(signed_in: Callable[[str], Client]) -> Callable[..., HttpResponse]:
    """`tove_types("bus", q_km="2")` is Tove, who types in a sheet."""
    browser = signed_in("tove")

    def send(*ways: str, **fields: Any) -> HttpResponse:
        how = {"channel": "paper", "received_on": DAY, "language": "sv", "submission": str(uuid.uuid4())}
        typed = {name.replace("q_", "q."): value for name, value in fields.items()}
        return browser.post(PAGE, {**how, "q.way": list(ways), **typed})

    return send


def follow(answer: HttpResponse) -> HttpResponse:
    return answer.client.get(answer["Location"])


def test_a_sheet_is_kept_with_channel_and_day_and_who_typed_it(
    travel: Activity, tove_types: Callable[..., HttpResponse], accounts: dict[str, Any]
) -> None:
    answer = tove_types("bus", q_km="2,50", q_why="Nära.", email="dana@example.org", name="Dana")
    assert answer.status_code == 303
    ballot = Ballot.objects.get()
    assert (ballot.channel, ballot.entered_by, ballot.values) == (
        "paper",
        accounts["tove"],
        {"way": ["bus"], "km": "2.5"},
    )
    assert timezone.localdate(ballot.received_at) == dt.date(2026, 2, 27)
    assert (Wording.objects.get().text, Contact.objects.get().address) == ("Nära.", "dana@example.org")


def test_the_receipt_is_shown_and_the_next_form_stands_ready(
    travel: Activity, tove_types: Callable[..., HttpResponse], django_assert_max_num_queries: Any
) -> None:
    answer = tove_types("bus", channel="phone")
    with django_assert_max_num_queries(15):
        page = follow(answer)
    assert not any(field.field.required for field in page.context["form"] if field.name.startswith("q."))
    content = page.content.decode()
    assert shown(Participant.objects.get().receipt) in content
    assert re.search(r'value="phone"[^>]*(selected|checked)', content) and f'value="{DAY}"' in content
    assert not re.search(r'value="bus"[^>]*checked', content)
    slip = answer.client.get(f"{PAGE}ballot/{Ballot.objects.get().pk}/")
    assert shown(Participant.objects.get().receipt) in slip.content.decode() and "no-store" in slip["cache-control"]


def test_what_is_left_out_on_paper_is_received_and_nothing_at_all_is_not(
    travel: Activity, tove_types: Callable[..., HttpResponse]
) -> None:
    assert tove_types(q_km="2").status_code == 303
    page = tove_types()
    assert page.status_code == 422 and "Nothing is filled in yet" in page.content.decode()
    assert Ballot.objects.count() == 1


def test_the_same_form_sent_twice_is_one_ballot_and_with_other_answers_is_asked_about(
    travel: Activity, tove_types: Callable[..., HttpResponse]
) -> None:
    key = str(uuid.uuid4())
    assert tove_types("bus", submission=key)["Location"] == tove_types("bus", submission=key)["Location"]
    page = tove_types("car", q_why="<Nära>", submission=key)
    assert page.status_code == 422 and "&lt;Nära&gt;" in page.content.decode() and key not in page.content.decode()
    assert counted(travel) == [["bus"]]


def test_with_the_receipt_code_the_typing_is_put_right(
    travel: Activity, tove_types: Callable[..., HttpResponse]
) -> None:
    tove_types("bus")
    answer = tove_types("car", receipt=shown(Participant.objects.get().receipt))
    assert counted(travel) == [["car"]] and Voter.objects.count() == 1
    assert "Does not count: another of the same person does" in follow(answer).content.decode()


@pytest.mark.parametrize(
    "fields",
    [
        {"q_way": "rocket"},
        {"q_km": "långt"},
        {"q_way": "bus", "received_on": "2027-01-01"},
        {"q_way": "bus", "channel": "web"},
        {"q_way": "bus", "receipt": new_code()},
        {"q_way": "bus", "name": "Dana"},
    ],
)
def test_what_is_wrong_comes_back_as_it_was_typed(
    travel: Activity, tove_types: Callable[..., HttpResponse], fields: dict[str, str]
) -> None:
    page = tove_types(q_why="<Jag> & du", **fields)
    assert page.status_code == 422 and "&lt;Jag&gt; &amp; du" in page.content.decode()
    assert not Ballot.objects.exists() and not Participant.objects.exists()


def test_closed_it_takes_nothing(travel: Activity, tove_types: Callable[..., HttpResponse], alma: Actor) -> None:
    close_participation(travel, actor=alma, reason={"sv": "Alla har svarat."})
    assert tove_types("bus").status_code == 409
    assert not Ballot.objects.exists()


def test_only_those_who_type_in_come_here_and_only_to_what_was_typed(
    travel: Activity, signed_in: Callable[[str], Client], client: Client
) -> None:
    assert signed_in("cilla").get(PAGE).status_code == 403
    client.post("/d/skolan/take-part/1/", {"q.way": "bus"})
    assert signed_in("tove").get(f"{PAGE}ballot/{Ballot.objects.get().pk}/").status_code == 404


def test_the_page_of_openings_tells_how_many_ballots_count(
    travel: Activity, tove_types: Callable[..., HttpResponse], signed_in: Callable[[str], Client]
) -> None:
    tove_types("bus", q_why="Nära.")
    tove_types("car", receipt=shown(Participant.objects.get().receipt))
    page = " ".join(signed_in("alma").get("/staff/d/skolan/openings/").content.decode().split())
    assert "Ballots that count" in page and "Type in a form" in page
    assert '<td class="number">1</td>' in page


def test_what_was_answered_at_something_held_earlier_is_typed_in_without_addresses(
    organisation: Any, methods: Any, alma: Actor, signed_in: Callable[[str], Client]
) -> None:
    said = {"title": {"sv": "Resor 2013"}, "question": {"sv": "Hur reste vi?"}}
    dialogue = bring_in(organisation, actor=alma, source_language="sv", slug="resor", **said)
    when = Held("travel", {"sv": "Enkät"}, dt.date(2013, 3, 1), dt.date(2013, 5, 30), place={"sv": ""})
    activity = add_held(dialogue, actor=alma, held=when)
    page, browser = "/staff/d/resor/enter/1/", signed_in("alma")
    assert 'name="email"' not in browser.get(page).content.decode()
    typed = {"channel": "paper", "language": "sv", "q.way": "bus"}
    assert browser.post(page, {**typed, "received_on": "2013-06-30"}).status_code == 422
    answer = browser.post(page, {**typed, "received_on": "2013-05-02"})
    assert answer.status_code == 303 and browser.get(answer["Location"]).status_code == 200
    assert counted(activity) == [["bus"]]
