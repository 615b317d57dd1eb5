"""What the tests of evaluation share: a dialogue that has been asked about, and people who answer."""

import datetime as dt

import pytest

from gehor.feedback.actions import release_answers
from gehor.followup.evaluation import actions, keys
from gehor.followup.evaluation.models import Part, Response
from gehor.ground import clock
from gehor.ground.act import RESIDENT
from gehor.ground.people.models import Participant

LAST_DAY = dt.date(2026, 3, 30)
AFTERWARDS = dt.datetime(2026, 3, 31, 9, tzinfo=dt.UTC)


@pytest.fixture
def english(client):
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def released(answered, alma):
    release_answers(answered, actor=alma, greeting={})
    return answered


@pytest.fixture
def asked(closed, alma):
    """Three participants, Cilla the politician and the staff of the house are asked about taking part."""
    return actions.ask(closed, actor=alma, part=Part.TAKING_PART, closes_on=LAST_DAY)


@pytest.fixture
def participants(closed):
    return list(Participant.objects.order_by("pk"))


@pytest.fixture
def answer():
    """`answer(asked, participant, purpose_clear=5)`: that participant has answered."""

    def say(asked, participant, remark="", **ratings):
        key = keys.of_participant(asked, participant)
        actions.answer(asked, actor=RESIDENT, key=key, ratings=ratings, remark=remark)

    return say


@pytest.fixture
def answered_by():
    """`answered_by(asked, "staff", 5, 4, 4, 2, 1)`: so many answers from that group, alike on every question."""

    def fill(asked, group, *ratings, way="ticket", questions=("purpose_clear",), remark=""):
        Response.objects.bulk_create(
            Response(round=asked, group=group, way=way, ratings=dict.fromkeys(questions, rating), remark=remark)
            for rating in ratings
        )

    return fill


@pytest.fixture
def over(asked):
    """The last day has passed."""
    with clock.at(AFTERWARDS):
        yield asked
