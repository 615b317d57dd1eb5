"""What the tests of this stage share beside the cast of gehor/conftest.py."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest

from gehor.ground.act import RESIDENT, Actor
from gehor.participation.actions import contribute
from gehor.participation.models import Contribution
from gehor.planning.models import Activity


@pytest.fixture
def send(activity: Activity) -> Callable[..., Contribution]:
    """`send("Mer utemiljö")` is what somebody sends on the web."""

    def send_(text: str = "Mer utemiljö.", *, actor: Actor = RESIDENT, **given: Any) -> Contribution:
        given = {"submission": uuid.uuid4(), "language": "sv", **given}
        return contribute(given.pop("activity", activity), actor=actor, text=text, **given)

    return send_


@pytest.fixture
def with_categories(activity: Activity) -> Activity:
    """The activity has two categories and takes attachments."""
    activity.setup = {"categories": {"sv": "Mat\nSkolgård", "en": "Food\nYard"}, "attachments": True}
    activity.save()
    return activity
