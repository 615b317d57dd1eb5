"""A dialogue is started from a template, and the template's activities come into its plan."""

import datetime as dt

import pytest

from gehor.ground.errors import NotYet, WrongInput, WrongPerson
from gehor.planning.actions import change_method, drop_method, start
from gehor.planning.models import Activity
from gehor.planning.shapes import rules, shapes
from gehor.planning.shapes.adding import add_activities
from gehor.planning.shapes.queries import template_steps
from gehor.process.stages import Stage

PLACE = {"sv": "Folkets hus, Storgatan 1"}
FIRST_DAY = dt.date(2026, 3, 9)
STARTED = {"title": {"sv": "Skolan"}, "source_language": "sv"}


@pytest.fixture
def shaped(planned):
    """Planned, started from the three meetings, without any activity yet."""
    Activity.objects.filter(dialogue=planned).delete()
    planned.shape = "three_meetings"
    planned.levels = ["involve", "influence"]
    planned.save()
    return planned


def refused(dialogue, actor, **given):
    with pytest.raises(WrongInput) as refusal:
        add_activities(dialogue, actor=actor, **{"first_day": FIRST_DAY, "place": PLACE, **given})
    return refusal.value.code


def test_a_dialogue_started_from_a_template_remembers_it_and_has_its_kind(organisation, alma):
    dialogue = start(organisation, actor=alma, shape="participatory_budget", **STARTED)
    dialogue.refresh_from_db()
    assert (dialogue.shape, dialogue.kind) == ("participatory_budget", "budget")


def test_a_dialogue_is_not_started_from_a_template_that_does_not_exist(organisation, alma):
    with pytest.raises(WrongInput) as refusal:
        start(organisation, actor=alma, shape="lottery", **STARTED)
    assert refusal.value.code == "unknown_template"


def test_the_three_meetings_come_into_the_plan_with_their_days_and_place(shaped, alma):
    made = add_activities(shaped, actor=alma, first_day=FIRST_DAY, place=PLACE)
    days = [(each.begins_on, each.ends_on) for each in made]
    assert days == [(day, day) for day in (dt.date(2026, 3, 9), dt.date(2026, 4, 6), dt.date(2026, 5, 18))]
    assert [each.level for each in made] == ["involve", "influence", "involve"]
    assert [each.number for each in made] == [1, 2, 3]
    first = Activity.objects.get(dialogue=shaped, number=1)
    assert first.title["en"] == "Meeting one: what do you think?"
    assert (first.setup["date"], first.setup["place"], first.setup["tables"]) == ("2026-03-09", PLACE, 6)


def test_what_came_from_the_template_can_be_changed_like_any_other(shaped, alma):
    made = add_activities(shaped, actor=alma, first_day=FIRST_DAY, place=PLACE)[0]
    change_method(
        made,
        actor=alma,
        title={"sv": "Första mötet"},
        introduction={},
        level="involve",
        setup=made.setup,
        begins_on=FIRST_DAY,
        ends_on=FIRST_DAY,
    )
    assert Activity.objects.get(dialogue=shaped, number=1).title == {"sv": "Första mötet"}


@pytest.mark.parametrize("key", shapes())
def test_every_templates_activities_come_into_a_plan_on_its_own_levels(planned, alma, key):
    Activity.objects.filter(dialogue=planned).delete()
    planned.shape, planned.levels = key, list(shapes()[key].levels)
    planned.decision_on = planned.answer_due = dt.date(2026, 12, 9)
    planned.save()
    made = add_activities(planned, actor=alma, first_day=FIRST_DAY, place=PLACE)
    assert len(made) == len(shapes()[key].activities)


def test_a_level_that_the_dialogue_lacks_is_not_promised(shaped, alma):
    shaped.levels = ["involve"]
    shaped.save()
    made = add_activities(shaped, actor=alma, first_day=FIRST_DAY, place=PLACE)
    assert {each.level for each in made} == {"involve"}


def test_the_same_activities_are_not_added_twice(shaped, alma):
    made = add_activities(shaped, actor=alma, first_day=FIRST_DAY, place=PLACE)
    drop_method(made[2], actor=alma)
    assert refused(shaped, alma) == "template_added_already"
    assert Activity.objects.filter(dialogue=shaped).count() == 2


def test_a_first_day_in_the_past_is_refused(shaped, alma):
    assert refused(shaped, alma, first_day=dt.date(2026, 3, 1)) == "first_day_in_the_past"


def test_a_first_day_that_ends_after_the_decision_is_refused_and_told_the_latest(shaped, alma):
    latest = rules.latest_first_day(shapes()["three_meetings"].spans, shaped.decision_on)
    with pytest.raises(WrongInput) as refusal:
        add_activities(shaped, actor=alma, first_day=latest + dt.timedelta(days=1), place=PLACE)
    assert (refusal.value.code, refusal.value.params["latest"]) == ("template_ends_after_decision", latest)
    assert not Activity.objects.filter(dialogue=shaped).exists()
    assert len(add_activities(shaped, actor=alma, first_day=latest, place=PLACE)) == 3


def test_a_first_day_at_the_end_of_the_calendar_is_refused(shaped, alma):
    assert refused(shaped, alma, first_day=dt.date.max) == "no_such_day"


def test_meetings_without_a_place_are_refused(shaped, alma):
    assert refused(shaped, alma, place={}) == "template_setup_refused"


def test_a_dialogue_without_template_has_nothing_to_add(shaped, alma):
    shaped.shape = ""
    shaped.save()
    assert refused(shaped, alma) == "unknown_template"


def test_the_gates_of_choosing_a_method_hold_for_a_template_too(idea, alma):
    idea.shape = "three_meetings"
    idea.save()
    with pytest.raises(NotYet):
        add_activities(idea, actor=alma, first_day=FIRST_DAY, place=PLACE)


def test_nobody_from_elsewhere_adds_anything(shaped, farid):
    with pytest.raises(WrongPerson):
        add_activities(shaped, actor=farid, first_day=FIRST_DAY, place=PLACE)


def test_the_steps_say_what_is_behind_now_and_ahead(shaped):
    states = [each.state for each in template_steps(shaped, Stage.OPEN)]
    assert states == ["done", *["now"] * 5, *["later"] * 3]
    shaped.shape = "no_longer_here"
    assert template_steps(shaped, Stage.OPEN) == []
