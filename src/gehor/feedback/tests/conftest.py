"""What the tests of feedback share: answered dialogues, released ones, and people who can be reached."""

import datetime as dt

import pytest

from gehor.feedback.actions import release_answers
from gehor.ground import clock
from gehor.participation.models import Contribution


@pytest.fixture
def contributions(answered):
    """The first rests behind finding 1 (met), the second, on paper, behind 2 (not met); the third is set aside."""
    return list(Contribution.objects.filter(dialogue=answered).order_by("pk"))


@pytest.fixture
def released(answered, contributions, reachable, alma):
    """Dana, who came by web, gave an e-mail address; the one who came on paper gave none."""
    reachable(contributions[0], "dana@example.se")
    return release_answers(answered, actor=alma, greeting={"sv": "Tack för att ni deltog!", "en": "Thank you!"})


@pytest.fixture
def later():
    """`with later(minutes=6): …`"""

    def shift(**how_much):
        return clock.at(clock.now() + dt.timedelta(**how_much))

    return shift
