"""What actions refuse that no form lets through, and when."""

import datetime as dt

import pytest

from gehor.ground.errors import NotYet, WrongInput, WrongMoment, WrongPerson
from gehor.ground.journal.models import Entry
from gehor.planning.project import actions, queries
from gehor.planning.project.models import Sheet

from .test_whole import HALL, OCCASION, RISK, STAFF


@pytest.fixture
def hall(planned, alma):
    return actions.add_row(planned, actor=alma, part="budget", said=HALL)


def refused(code, act, **what):
    with pytest.raises(WrongInput) as refusal:
        act(**what)
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("part", "said", "code"),
    [
        ("risks", {**RISK, "likelihood": 5}, "unknown_choice"),
        ("risks", {**RISK, "what": {}}, "text_missing"),
        ("risks", {**RISK, "what": {"en": "Few come."}}, "source_first"),
        ("occasions", {**OCCASION, "held_on": None}, "text_missing"),
        ("occasions", {**OCCASION, "activity": 99_999}, "unknown_choice"),
        ("occasions", {**OCCASION, "starts_at": dt.time(18), "ends_at": dt.time(18)}, "occasion_ends_before_it_begins"),
        ("budget", {**STAFF, "kind": "bribes"}, "unknown_choice"),
        ("budget", {**STAFF, "hours_planned": -1}, "number_out_of_range"),
        ("budget", {**STAFF, "hours_planned": None}, "post_is_empty"),
        ("frames", {}, "unknown_plan_part"),
        ("slug", {}, "unknown_plan_part"),
    ],
)
def test_a_row_that_says_what_cannot_be_is_refused(planned, alma, part, said, code):
    refused(code, actions.add_row, dialogue=planned, actor=alma, part=part, said=said)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"people": 0}, "people_out_of_range"),
        ({"purposes": ["magic"]}, "unknown_choice"),
        ({"mode": "x"}, "unknown_choice"),
    ],
)
def test_a_part_that_says_what_cannot_be_is_refused(planned, alma, said, code):
    refused(code, actions.plan_part, dialogue=planned, actor=alma, part="conditions", said=said)
    assert not Sheet.objects.exists()


def test_an_activity_of_another_dialogue_is_not_taken(planned, activity, alma):
    activity.dialogue = type(planned).objects.create(
        organisation=planned.organisation, slug="annan", started_at=planned.started_at
    )
    activity.number = 7
    activity.save()
    said = {**OCCASION, "activity": activity.pk}
    refused("unknown_choice", actions.add_row, dialogue=planned, actor=alma, part="occasions", said=said)


def test_one_part_does_not_touch_another_on_the_same_sheet(planned, alma):
    actions.plan_part(planned, actor=alma, part="frames", said={"frame_law": {"sv": "Skollagen."}})
    actions.plan_part(planned, actor=alma, part="analysis", said={"readers": {"sv": "Bo."}})
    sheet = Sheet.objects.get()
    assert (sheet.frame_law, sheet.readers) == ({"sv": "Skollagen."}, {"sv": "Bo."})
    assert [each.codes["part"] for each in Entry.objects.filter(step="planning.plan_part")] == ["frames", "analysis"]


def test_only_lead_and_communicator_plan(planned, actors, hall):
    actions.change_row(hall, actor=actors["kim"], said=STAFF)
    for name in ("bo", "cilla", "tove", "farid"):
        with pytest.raises(WrongPerson):
            actions.change_row(hall, actor=actors[name], said=STAFF)
        with pytest.raises(WrongPerson):
            actions.report_cost(hall, actor=actors[name], hours_actual=1, sek_actual=1)


def test_a_row_that_is_gone_is_neither_changed_nor_removed_twice(planned, alma, hall):
    actions.remove_row(hall, actor=alma)
    hall.pk = 1
    for act in (
        lambda: actions.change_row(hall, actor=alma, said=HALL),
        lambda: actions.remove_row(hall, actor=alma),
        lambda: actions.report_cost(hall, actor=alma, hours_actual=1, sek_actual=None),
    ):
        with pytest.raises(WrongMoment) as refusal:
            act()
        assert refusal.value.code == "plan_row_gone"


def test_nothing_is_planned_before_the_dialogue_is_to_be_run(idea, alma):
    with pytest.raises(NotYet) as refusal:
        actions.add_row(idea, actor=alma, part="risks", said=RISK)
    assert refusal.value.missing == ("go",)


def test_what_has_been_answered_to_does_not_lock_the_rest_of_the_plan(opened, said, alma):
    said("Mer utemiljö.")
    assert actions.add_row(opened, actor=alma, part="risks", said=RISK).pk


def test_a_plan_holds_two_hundred_rows_of_a_kind(planned, alma, monkeypatch):
    for _number in range(2):
        actions.add_row(planned, actor=alma, part="risks", said=RISK)
    monkeypatch.setattr(actions, "MOST_ROWS", 2)
    refused("too_many_plan_rows", actions.add_row, dialogue=planned, actor=alma, part="risks", said=RISK)
    assert queries.counts(planned)["risks"] == 2
