"""A budget with two areas, as in examples.py: in the plan, and open."""

import pytest

from gehor.ground.act import Actor
from gehor.participation.actions import open_participation
from gehor.planning.models import Activity, Dialogue

from . import examples

FORM = "/d/skolan/take-part/1/"


@pytest.fixture
def planned_budget(planned: Dialogue, activity: Activity) -> Activity:
    planned.levels = ["influence"]
    planned.save()
    activity.dialogue, activity.level = planned, "influence"
    activity.method, activity.setup = "budget", examples.SETUP
    activity.save()
    return activity


@pytest.fixture
def budget(planned_budget: Activity, alma: Actor) -> Activity:
    open_participation(planned_budget, actor=alma)
    return planned_budget
