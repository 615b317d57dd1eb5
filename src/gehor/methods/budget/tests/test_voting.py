"""Voting on the web: the sum is said by the server, what is wrong is said and kept, and the result says why."""

from typing import Any
from urllib.parse import parse_qsl

import pytest
from django.test import Client

from gehor.ground.act import Actor
from gehor.methods.budget.models import Picture
from gehor.methods.tests.promises import controls, filled_in, sent
from gehor.participation.actions import close_participation, open_participation
from gehor.participation.ballots.actions import import_ballots
from gehor.participation.ballots.models import Ballot
from gehor.participation.ballots.rules import Filled
from gehor.planning.models import Activity

from . import examples
from .conftest import FORM

pytestmark = pytest.mark.django_db
OVER = "q.age=yes&q.area=sodra-delen&q.projects-sodra-delen=belysning&q.projects-sodra-delen=odling"


@pytest.fixture
def client() -> Client:
    return Client(headers={"accept-language": "sv"})


def words(page: Any) -> str:
    return " ".join(page.content.decode().replace("\N{NO-BREAK SPACE}", " ").split())


def test_the_page_shows_costs_and_how_it_is_counted_in_few_queries(
    budget: Activity, client: Client, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(8):
        page = words(client.get(FORM, headers={"accept-language": "sv"}))
    assert "Ny lekplats (300 000 kr)" in page
    assert "Så räknas rösterna: Lika delar" in page
    assert "Valt: 0 kr av 500 000 kr. 500 000 kr är kvar." in page
    assert "Equal shares" in words(client.get(FORM, headers={"accept-language": "en"}))


def test_the_ballot_shows_pictures_late_and_small_and_where_the_projects_are(
    planned_budget: Activity, alma: Actor, client: Client, django_assert_max_num_queries: Any
) -> None:
    row = {"picture": "a" * 64, "alt": {"sv": "Ljus & stig"}, "coordinates": ["17.638900", "59.858600"]}
    projects = planned_budget.setup["projects"]
    key = next(each["key"] for each in projects if each["area"] == "sodra-delen")
    shown = [each | row if each["key"] == key else each for each in projects]
    planned_budget.setup = {**planned_budget.setup, "projects": shown}
    planned_budget.save()
    Picture.objects.create(activity=planned_budget, sha256="a" * 64, content=b"")
    open_participation(planned_budget, actor=alma)
    with django_assert_max_num_queries(8):
        page = words(client.get(FORM))
    address = f"/d/skolan/take-part/1/pictures/{'a' * 64}.jpg"
    assert f'src="{address}" width="120" height="80" alt="Ljus &amp; stig" loading="lazy"' in page
    assert "Projekten på en karta" in page and page.count("<ol><li value") == 1 and "4 projekt har ingen" in page
    assert 'alt="Ljus &amp; stig"' in words(client.get(FORM, headers={"accept-language": "en"}))  # no mark-up in it
    Picture.objects.all().delete()
    assert address not in words(client.get(FORM))


def test_the_server_says_the_sum_and_calls_nothing_wrong_yet(budget: Activity, client: Client) -> None:
    half_done = "q.area=sodra-delen&q.projects-sodra-delen=belysning&sum=1"
    page = filled_in(client, FORM, half_done)
    assert page.status_code == 200
    assert "Valt: 90 000 kr av 100 000 kr. 10 000 kr är kvar." in words(page)
    assert set(parse_qsl(half_done)) - {("sum", "1")} <= controls(page)
    assert 'class="errors"' not in page.content.decode()
    assert not Ballot.objects.exists()


def test_a_ballot_over_the_sum_is_refused_with_the_sum_and_kept(budget: Activity, client: Client) -> None:
    page = filled_in(client, FORM, f"{OVER}&confirmed=1")
    assert page.status_code == 422
    assert "Det som är valt kostar 110 000 kronor tillsammans, och summan är 100 000 kronor." in words(page)
    assert "Det är 10 000 kr för mycket." in words(page)
    assert set(parse_qsl(OVER)) <= controls(page)
    assert not Ballot.objects.exists()


def test_nothing_counts_before_it_is_confirmed_and_then_the_receipt_says_that_it_does(
    budget: Activity, client: Client
) -> None:
    look = filled_in(client, FORM, examples.BALLOTS[0])
    assert "de är inte skickade än" in words(look)
    assert "Ny lekplats (300 000 kr), Badbrygga (180 000 kr). Tillsammans 480 000 kr av 500 000 kr." in words(look)
    assert not Ballot.objects.exists()
    sent(client, FORM, examples.BALLOTS[0], confirmed="1")
    ballot = Ballot.objects.get()
    assert ballot.values["age"] == "yes", "no more than the yes is stored"
    receipt = client.get(f"/c/{ballot.voter.participant.receipt}/")
    assert "Din röst är räknad." in words(receipt)


def test_what_was_chosen_is_changed_from_the_last_look(budget: Activity, client: Client) -> None:
    page = filled_in(client, FORM, f"{examples.BALLOTS[0]}&change=1")
    assert page.status_code == 200 and set(parse_qsl(examples.BALLOTS[0])) <= controls(page)
    assert "Valt: 480 000 kr av 500 000 kr." in words(page)


def test_what_is_closed_keeps_what_was_chosen(budget: Activity, client: Client, alma: Actor) -> None:
    close_participation(budget, actor=alma, reason={"sv": "Alla har svarat."})
    page = filled_in(client, FORM, f"{examples.BALLOTS[2]}&sum=1")
    assert page.status_code == 409 and "Odlingslådor (20 000 kr)" in words(page)


def test_the_result_says_what_is_funded_and_why_and_what_another_rule_would_have_given(
    budget: Activity, client: Client, alma: Actor, django_assert_max_num_queries: Any
) -> None:
    rows = [{"age": "yes", "area": "norra-delen", "projects-norra-delen": ["lekplats", "brygga"]}] * 3
    rows += [{"age": "yes", "area": "norra-delen", "projects-norra-delen": ["bankar"]}] * 2
    rows += [{"area": "sodra-delen", "projects-sodra-delen": ["odling"]}]
    filled = [Filled(number, values) for number, values in enumerate(rows)]
    import_ballots(budget, actor=alma, rows=filled, file_name="a", file_hash="a" * 64)
    assert "Det här får pengar" not in words(client.get(f"{FORM}result/"))
    close_participation(budget, actor=alma, reason={"sv": "Alla har svarat."})
    with django_assert_max_num_queries(8):
        page = client.get(f"{FORM}result/")
    north, south = page.context["own"].areas
    assert [each.name for each in north.filled.funded] == ["Badbrygga", "Bänkar"]
    text = words(page)
    assert "Norra delen: Det här får pengar" in text
    assert "Nummer 1. De som valde det betalade det tillsammans, högst 60 000 kr var." in text
    assert "1 röstsedel räknas inte" in text
    assert "Vad en annan regel hade gett" in text
    compared = {row.name: [is_funded for _rule, is_funded in row.cells] for row in north.compared}
    assert compared["Ny lekplats"] == [False, True, False] and compared["Bänkar"] == [True, False, True]
    assert south.people == 0
