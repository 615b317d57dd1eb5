"""A series whose plan has three rows, of which two are decided on."""

import datetime as dt

import pytest

from gehor.analysis.models import SignOff
from gehor.analysis.series.actions import plan_action
from gehor.analysis.series.tests.conftest import categories, counted, meetings, open_meetings, prioritisation  # noqa: F401
from gehor.decision.models import Decision
from gehor.ground import clock


@pytest.fixture
def plan(counted, alma):  # noqa: F811
    """The bus (first by dots), the yard and the food are planned; only the bus says who, when and for how much."""
    rows = {
        3: ({"sv": "En senare buss. Den går 18.30."}, "Trafikenheten", dt.date(2026, 9, 1), 400_000),
        1: ({"sv": "Gör skolgården större.", "en": "Make the yard larger."}, "Fastighetsenheten", None, None),
        2: ({"sv": "Varm mat."}, "", None, None),
    }
    for number, (what, who, due_on, money) in rows.items():
        option = counted.options.select_related("prioritisation__dialogue").get(number=number)
        plan_action(option, actor=alma, what=what, who=who, due_on=due_on, version=0, budget_sek=money)
    return counted.dialogue


@pytest.fixture
def decided_plan(plan, board, accounts):
    """The board says yes to the bus and no to the yard; the food waits."""
    SignOff.objects.create(dialogue=plan, signed_at=clock.now(), signed_by=accounts["bo"])
    for number, outcome in ((3, "met"), (1, "not_met")):
        Decision.objects.create(
            dialogue=plan,
            weighs_id=700 + 3 * number,
            outcome=outcome,
            reason={"sv": "Därför."},
            body=board,
            decided_on=dt.date(2026, 3, 2),
            section=str(number),
            case_number="BUN 2026/1",
            recorded_at=clock.now(),
            recorded_by=accounts["cilla"],
        )
    return plan
