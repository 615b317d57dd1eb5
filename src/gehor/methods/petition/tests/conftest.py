"""An e-petition and a citizens' proposal, open."""

from collections.abc import Callable
from typing import Any

import pytest

from gehor.ground.act import Actor
from gehor.participation.actions import open_participation
from gehor.participation.models import Contribution
from gehor.planning.models import Activity, Dialogue

from . import examples

FORM = "/d/skolan/take-part/1/"
LAW = {
    "kind": "citizen_proposal",
    "decided": {"sv": "Kommunfullmäktige 2012-02-27 § 18"},
    "link": "",
    "body": {"sv": "kommunfullmäktige"},
    "threshold": None,
    "days": None,
    "residents_only": True,
}


@pytest.fixture
def asked(planned: Dialogue, activity: Activity, alma: Actor) -> Callable[..., Activity]:
    """Open it with this set-up."""

    def open_with(**setup: Any) -> Activity:
        activity.method, activity.setup, activity.shows_at_once = "petition", {**examples.SETUP, **setup}, True
        activity.save()
        open_participation(activity, actor=alma)
        return activity

    return open_with


@pytest.fixture
def petition(asked: Callable[..., Activity], client: Any) -> Contribution:
    asked()
    assert client.post(FORM, examples.FILLED[0]).status_code == 303
    return Contribution.objects.select_related("activity__dialogue__organisation").get()
