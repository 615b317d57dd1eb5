"""A dialogue whose findings are read and ready to be checked."""

import datetime as dt

import pytest

from gehor.analysis.checking.actions import Said, open_check, respond
from gehor.analysis.models import Finding, SignOff
from gehor.ground import clock
from gehor.ground.act import RESIDENT
from gehor.participation.models import Contribution

LAST_DAY = dt.date(2026, 3, 16)  # two weeks after the Monday on which tests take place


@pytest.fixture
def draft(analysed):
    """Two findings rest on one contribution each; everything is read and nothing is signed off."""
    SignOff.objects.filter(dialogue=analysed).delete()
    return analysed


@pytest.fixture
def dana_said(draft):
    """Dana's contribution, on which the first finding rests."""
    return Contribution.objects.select_related("participant").filter(dialogue=draft).order_by("pk")[0]


@pytest.fixture
def check(draft, alma):
    return open_check(draft, actor=alma, last_day=LAST_DAY)


@pytest.fixture
def first(draft):
    return Finding.objects.get(dialogue=draft, number=1)


@pytest.fixture
def says(check):
    """`says(participant, (finding, "correct", "Den är för stor."))` by the participant's own code."""

    def say(participant, *verdicts):
        said = [Said(finding, finding.version, verdict, text) for finding, verdict, text in verdicts]
        return respond(check, actor=RESIDENT, participant=participant, said=said, language="sv")

    return say


@pytest.fixture
def later():
    """The day after the last day."""
    with clock.at(dt.datetime(2026, 3, 17, 9, tzinfo=dt.UTC)):
        yield
