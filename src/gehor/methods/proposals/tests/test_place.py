"""A place beside a proposal: asked for where the set-up says so, and shown where the proposal is followed."""

import uuid
from typing import Any

import pytest
from django.test import Client

from gehor.ground.act import Actor
from gehor.participation.actions import open_participation
from gehor.participation.models import Contribution
from gehor.planning.models import Activity, Dialogue

pytestmark = pytest.mark.django_db
FORM = "/d/skolan/take-part/1/"


@pytest.fixture
def asked(planned: Dialogue, alma: Actor) -> Activity:
    Activity.objects.filter(dialogue=planned, number=1).update(
        method="proposals", setup={"places": True, "similar": False}, shows_at_once=True
    )
    activity = Activity.objects.select_related("dialogue__organisation").get(dialogue=planned, number=1)
    open_participation(activity, actor=alma)
    return activity


def send(client: Client, **more: str) -> Any:
    sent = {"submission": str(uuid.uuid4()), "text": "Laga staketet.", **more}
    return client.post(FORM, sent, headers={"accept-language": "sv"})


def test_a_place_is_not_needed_and_is_shown_where_there_is_one(asked: Activity, client: Client) -> None:
    assert 'type="image"' in client.get(FORM).content.decode()
    assert send(client).status_code == 303
    assert send(client, place="17.6389,59.8586", **{"place.words": "Bakom matsalen"}).status_code == 303
    without, placed = Contribution.objects.order_by("pk")
    assert (without.values, placed.values) == ({}, {"places": "17.638900,59.858600", "where": "Bakom matsalen"})
    shown = client.get(f"/d/skolan/c/{placed.reference}/").content.decode()
    assert "map.svg?view=17.638900,59.858600,15" in shown and "Bakom matsalen" in shown
    assert "map.svg" not in client.get(f"/d/skolan/c/{without.reference}/").content.decode()


def test_a_press_on_the_map_sends_nothing_and_a_place_elsewhere_is_refused(asked: Activity, client: Client) -> None:
    pressed = send(client, **{"place.view": "17.65,59.85,12", "place.map-do": "middle"})
    assert pressed.status_code == 200 and 'value="17.650000,59.850000"' in pressed.content.decode()
    refused = send(client, place="59.8586,17.6389")
    assert refused.status_code == 422
    assert "bytt plats" in refused.content.decode() and "Laga staketet." in refused.content.decode()
    assert not Contribution.objects.exists()


def test_where_no_place_is_asked_for_none_is(asked: Activity, client: Client) -> None:
    Activity.objects.update(setup={"similar": False})
    assert 'type="image"' not in client.get(FORM).content.decode()
