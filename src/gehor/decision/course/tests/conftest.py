import datetime as dt

import pytest

from gehor.analysis.models import Finding
from gehor.decision.actions import decide
from gehor.ground import clock
from gehor.ground.organisations.models import Body

JUNE = dt.datetime(2026, 6, 11, 9, 0, tzinfo=dt.UTC)
OCTOBER = dt.datetime(2026, 10, 15, 9, 0, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def after_the_meeting(analysed):
    with clock.at(JUNE):
        yield


@pytest.fixture
def first(analysed):
    return Finding.objects.select_related("dialogue").get(dialogue=analysed, number=1)


@pytest.fixture
def second(analysed):
    return Finding.objects.select_related("dialogue").get(dialogue=analysed, number=2)


@pytest.fixture
def council(organisation):
    return Body.objects.create(organisation=organisation, name="Kommunfullmäktige", kind="council")


@pytest.fixture
def minutes(board):
    return {
        "outcome": "not_met",
        "reason": {"sv": "Pengarna räcker inte i år."},
        "body": board,
        "decided_on": dt.date(2026, 6, 10),
        "section": "41",
        "case_number": "BUN 2026/17",
    }


@pytest.fixture
def new_minutes(minutes):
    """What is decided in October, when there is money."""
    return {
        **minutes,
        "outcome": "met",
        "reason": {"sv": "Gården byggs om 2027."},
        "because": {"sv": "Budgeten blev större."},
        "decided_on": dt.date(2026, 10, 14),
        "section": "77",
        "minutes_url": "https://alvsala.example/77.pdf",
    }


@pytest.fixture
def referred(second, cilla, minutes):
    sent = {**minutes, "outcome": "referred", "referred_to": "Region Norr", "section": "42"}
    return decide(second, actor=cilla, **sent)
