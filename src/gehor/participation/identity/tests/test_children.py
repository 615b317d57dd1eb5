"""Where an activity turns to children: their age comes first, is not stored, and decides who may leave an address."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from gehor.ground.act import Actor
from gehor.ground.errors import WrongInput
from gehor.ground.people.models import Contact
from gehor.participation.actions import open_participation
from gehor.participation.ballots.models import Ballot
from gehor.participation.identity.models import ForChildren
from gehor.participation.identity.rules import Age, may_leave_address
from gehor.participation.models import Contribution
from gehor.planning.models import Activity, Dialogue
from gehor.process.words import Doing, Proof

FORM = "/d/skolan/take-part/1/"
SWEDISH = {"accept-language": "sv"}


@pytest.fixture
def young(planned: Dialogue, alma: Actor) -> Activity:
    activity = Activity.objects.select_related("dialogue__organisation").get(dialogue=planned, number=1)
    open_participation(activity, actor=alma, for_children=True)
    return activity


def send(browser: Client, **filled: str) -> Any:
    sent = {"submission": str(uuid.uuid4()), "text": "Fler gungor.", "anyway": "1", **filled}
    return browser.post(FORM, sent, headers=SWEDISH)


def test_only_those_under_13_ask_somebody() -> None:
    assert [may_leave_address(age, guardian=False) for age in Age] == [False, True, True]
    assert may_leave_address(Age.UNDER_13, guardian=True)


def test_the_page_says_it_in_easy_words_and_asks_the_age_first(
    young: Activity, client: Client, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(8):
        page = client.get(FORM, headers=SWEDISH).content.decode()
    assert "Till dig som är ung" in page and "Bris" in page
    assert page.index('name="age"') < page.index('name="text"')


def test_without_an_age_nothing_is_stored_and_nothing_typed_is_lost(young: Activity, client: Client) -> None:
    page = send(client)
    assert page.status_code == 422 and "Fler gungor." in page.content.decode()
    assert send(client, age="7").status_code == 422
    assert not Contribution.objects.exists()


def test_a_child_speaks_freely_and_leaves_an_address_with_leave(young: Activity, client: Client) -> None:
    assert send(client, age="under_13").status_code == 303
    refused = send(client, age="under_13", email="barn@example.org")
    assert refused.status_code == 422 and "fråga en vuxen" in refused.content.decode()
    assert not Contact.objects.exists()
    assert send(client, age="under_13", email="barn@example.org", guardian="on").status_code == 303
    assert send(client, age="13_17", email="ung@example.org").status_code == 422, "not one of the bands"
    assert send(client, age="teenager", email="ung@example.org").status_code == 303
    assert Contact.objects.count() == 2


def test_an_address_that_is_left_later_takes_the_same_leave(young: Activity, client: Client) -> None:
    receipt = send(client, age="under_13")["location"].split("/")[2]
    page = f"/c/{receipt}/contact/"
    asked = client.get(page, headers=SWEDISH).content.decode()
    assert asked.index('name="age"') < asked.index('name="email"') < asked.index('name="guardian"')
    for way in ({"email": "barn@example.org"}, {"phone": "070-123 45 67"}):
        assert client.post(page, way, headers=SWEDISH).status_code == 422, "without an age"
        refused = client.post(page, {"age": "under_13", **way}, headers=SWEDISH)
        assert refused.status_code == 422 and "fråga en vuxen" in refused.content.decode()
    assert not Contact.objects.exists()
    assert client.post(page, {"age": "under_13", "guardian": "on", "email": "barn@example.org"}).status_code == 303
    ForChildren.objects.all().delete()
    assert 'name="age"' not in client.get(page).content.decode()


def test_nobody_has_to_leave_an_address_to_take_part_where_children_are_meant(planned: Dialogue, alma: Actor) -> None:
    activity = Activity.objects.select_related("dialogue__organisation").get(dialogue=planned, number=1)
    with pytest.raises(WrongInput, match="children_leave_no_address"):
        open_participation(activity, actor=alma, demands={Doing.COMMENT: Proof.EMAIL}, for_children=True)
    assert not ForChildren.objects.exists()


def test_the_age_stands_nowhere(young: Activity, client: Client) -> None:
    send(client, age="under_13")
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            assert "under_13" not in str(cursor.fetchall())


def test_the_lead_says_so_at_the_opening(
    planned_by: Callable[[str], Activity], signed_in: Callable[[str], Client], client: Client
) -> None:
    planned_by("travel")
    alma = signed_in("alma")
    alma.post("/staff/d/skolan/openings/1/open/", {"proof-vote": "open", "proof-children": "on"})
    assert ForChildren.objects.exists()
    ballot = {"submission": str(uuid.uuid4()), "q.way": ["bus"]}
    assert client.post(FORM, ballot).status_code == 422
    assert client.post(FORM, {**ballot, "age": "grown_up"}).status_code == 303
    assert Ballot.objects.get().values == {"way": ["bus"]}
