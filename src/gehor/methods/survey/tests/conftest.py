"""An open survey: the examples' questions, in two parts."""

import pytest

from gehor.ground.act import Actor
from gehor.participation.actions import open_participation
from gehor.planning.models import Activity, Dialogue

from . import examples

FORM = "/d/skolan/take-part/1/"


@pytest.fixture
def written(planned: Dialogue, activity: Activity) -> Activity:
    """A survey whose questions are written, and which is not open yet."""
    activity.method, activity.setup = "survey", examples.SETUP
    activity.save()
    return activity


@pytest.fixture
def survey(written: Activity, alma: Actor) -> Activity:
    open_participation(written, actor=alma)
    return written
