"""What the tests of follow-up share: a dialogue that is answered, and whose every answer has arrived."""

import datetime as dt

import pytest

from gehor.decision.models import Decision
from gehor.feedback.actions import hand_over, release_answers
from gehor.followup.actions import promise_measure


@pytest.fixture
def decision(decided):
    return Decision.objects.select_related("dialogue").get(dialogue=decided, weighs__number=1)


@pytest.fixture
def released(answered, alma):
    return release_answers(answered, actor=alma, greeting={})


@pytest.fixture
def delivered(answered, released, alma):
    """The one sheet is handed over; whoever came by web finds the answer on their page."""
    hand_over(released, actor=alma, deliveries=released.deliveries.filter(way="sheet"))
    return answered


@pytest.fixture
def measure(decision, alma):
    """Promised for the last of August."""
    return promise_measure(
        decision,
        actor=alma,
        title={"sv": "Bygg om skolgården", "en": "Rebuild the yard"},
        owner="Fastighetsenheten",
        due_on=dt.date(2026, 8, 31),
    )
