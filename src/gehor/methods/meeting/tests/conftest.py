"""A meeting in the dialogue about the school: Tove takes notes at its three tables."""

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

import pytest

from gehor.ground import clock
from gehor.ground.act import Actor
from gehor.methods.meeting.noting import take_notes
from gehor.methods.meeting.rules import Note, Place
from gehor.participation.models import Contribution, Opening
from gehor.planning.models import Activity, Dialogue

SETUP = {
    "date": "2026-03-02",
    "starts": "18:00",
    "ends": "20:30",
    "place": {"sv": "Matsalen, Norrgärdeskolan"},
    "how_to_come": {"sv": "Buss 3 stannar utanför."},
    "tables": 3,
    "questions": {},
}


def make_meeting(dialogue: Dialogue, number: int, **setup: Any) -> Activity:
    return Activity.objects.create(
        pk=500 + number,
        dialogue=dialogue,
        number=number,
        method="meeting",
        title={"sv": f"Möte {number - 1}"},
        level="involve",
        setup={**SETUP, **setup},
        begins_on=dt.date(2026, 3, 1),
        ends_on=dt.date(2026, 4, 30),
        shows_at_once=True,
    )


@pytest.fixture
def meeting(planned: Dialogue) -> Activity:
    """Activity number 2 of the dialogue, open."""
    activity = make_meeting(planned, 2)
    Opening.objects.create(pk=62, activity=activity, opened_at=clock.now())
    return activity


@pytest.fixture
def next_meeting(planned: Dialogue, meeting: Activity) -> Activity:
    activity = make_meeting(planned, 3)
    Opening.objects.create(pk=63, activity=activity, opened_at=clock.now())
    return activity


@pytest.fixture
def noted(meeting: Activity, tove: Actor) -> Callable[..., Contribution]:
    """`noted(3, 2, "…")` is what person 2 at table 3 said, as Tove noted it."""

    def note(table: int, person: int | None, text: str, activity: Activity = meeting, **given: Any) -> Contribution:
        (contribution,) = take_notes(
            activity,
            actor=tove,
            submission=uuid.uuid4(),
            notes=[Note(Place(table, person), text)],
            language="sv",
            **given,
        )
        return contribution

    return note
