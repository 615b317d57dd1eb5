"""The one activity of the open dialogue, held by going out to people."""

from typing import Any

import pytest

from gehor.participation.actions import open_participation
from gehor.planning.models import Activity, Dialogue

from .examples import SETUP


@pytest.fixture
def street(planned: Dialogue, alma: Any) -> Activity:
    Activity.objects.filter(dialogue=planned, number=1).update(method="outreach", setup=SETUP)
    activity = Activity.objects.select_related("dialogue__organisation").get(dialogue=planned, number=1)
    open_participation(activity, actor=alma)
    return activity
