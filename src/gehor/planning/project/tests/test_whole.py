"""The whole plan as one structure, and what it takes."""

import datetime as dt

import pytest
from django.utils import translation

from gehor.ground.governance import actions as governance
from gehor.planning.checks.models import CriterionAnswer
from gehor.planning.project import actions, queries
from gehor.planning.project.outline import OUTLINE
from gehor.planning.project.whole import Table

STAFF = {"kind": "staff", "what": {"sv": "Läsa allt två gånger"}, "hours_planned": 160, "sek_planned": None}
HALL = {"kind": "premises", "what": {"sv": "Hyra av salen"}, "hours_planned": None, "sek_planned": 9_000}
RISK = {
    "what": {"sv": "Få unga kommer."},
    "likelihood": 4,
    "consequence": 3,
    "done": {"sv": "Vi går till fritidsgården."},
    "responsible": "Kim",
}
OCCASION = {"title": {"sv": "Möte 1"}, "held_on": dt.date(2026, 3, 24), "place": "Matsalen"}


@pytest.fixture
def hall(planned, alma):
    return actions.add_row(planned, actor=alma, part="budget", said=HALL)


def test_the_whole_plan_stands_in_the_order_in_which_it_is_settled(planned, alma, hall):
    actions.plan_part(planned, actor=alma, part="frames", said={"frame_money": {"sv": "Inga nya pengar."}})
    wording = governance.add_criterion(planned.organisation, actor=alma, question={"sv": "Finns pengar?"}, hint={})
    CriterionAnswer.objects.create(
        assessment=planned.assessments.get(), wording=wording, say="partly", note={"sv": "Hälften."}
    )
    with translation.override("en"):
        whole = queries.whole_plan(planned)
    assert [section.key for section in whole] == [part.key for part in OUTLINE]
    said = {section.key: {str(label): value for label, value in section.entries} for section in whole}
    assert said["purpose"]["Purpose"] == planned.purpose
    assert said["assess"]["What was asked first"].rows == (
        ("Can the question be influenced?", "Yes", ""),
        ("Can those who decide be influenced?", "Yes", ""),
        ({"sv": "Finns pengar?"}, "Partly", {"sv": "Hälften."}),
    )
    assert said["frames"] == {"Money": {"sv": "Inga nya pengar."}}
    assert said["decision_maker"]["Case number"] == "BUN 2026/17"
    assert said["target_groups"]["Target groups"].rows == (({"sv": "Föräldrar"},),)
    budget = said["budget"]["Budget: hours and money"]
    assert [str(label) for label in budget.head] == ["What it is for", "In words", "Kronor planned"]
    assert budget.rows == (("Premises, food and equipment", {"sv": "Hyra av salen"}, "9,000"),)
    assert said["budget"]["In all, as planned"] == "9,000 kr"
    assert said["risks"] == {}


def test_every_table_has_a_cell_for_each_head(planned, alma, hall):
    actions.add_row(planned, actor=alma, part="risks", said=RISK)
    actions.add_row(planned, actor=alma, part="occasions", said=OCCASION)
    tables = [value for section in queries.whole_plan(planned) for _, value in section.entries]
    tables = [value for value in tables if isinstance(value, Table)]
    assert len(tables) == 6
    assert all(len(row) == len(table.head) for table in tables for row in table.rows)


def test_what_it_took_is_none_until_it_is_reported(planned, alma, hall):
    actions.add_row(planned, actor=alma, part="budget", said=STAFF)
    before = queries.resources(planned)
    assert (before.planned_hours, before.planned_sek, before.actual_hours, before.actual_sek) == (
        160,
        9_000,
        None,
        None,
    )
    actions.report_cost(hall, actor=alma, hours_actual=3, sek_actual=0)
    after = queries.resources(planned)
    assert (after.actual_hours, after.actual_sek, after.posts, after.reported) == (3, 0, 2, 1)
    assert not after.is_whole
