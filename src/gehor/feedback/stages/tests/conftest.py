"""What the tests of the stages share: people who can be reached each in their way, and days to stand on."""

import datetime as dt

import pytest

from gehor.feedback.stages.actions import write_stage
from gehor.feedback.stages.rules import Stage
from gehor.ground import clock
from gehor.participation.models import Contribution

TEXT = {"sv": "Ni sa att skolgården är för liten.", "en": "You said that the yard is too small."}
EASY = {"sv": "Skolgården är liten.\nDet sa många."}


@pytest.fixture
def contributions(closed):
    """By web, on paper, by web."""
    return list(Contribution.objects.filter(dialogue=closed).order_by("pk"))


@pytest.fixture
def written(closed, alma):
    """The summary is written in Swedish and English, with an easy version in Swedish."""
    return write_stage(closed, actor=alma, stage=Stage.SUMMARY, text=TEXT, easy=EASY, short={}, version=0)


@pytest.fixture
def on():
    """`with on(2026, 5, 31): …`: at ten that day."""

    def day(year, month, number, hour=10):
        return clock.at(dt.datetime(year, month, number, hour, tzinfo=dt.UTC))

    return day
