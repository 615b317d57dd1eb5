"""Every template is whole: both languages, steps in order, methods that exist and take what it sets up."""

import datetime as dt

import pytest
from django.utils import translation

from gehor.ground import catalogue
from gehor.planning.models import Dialogue
from gehor.planning.rules import PARTS
from gehor.planning.shapes import LANGUAGES, Text, shapes
from gehor.planning.shapes.adding import _typed
from gehor.process.stages import RIVER, Stage

EVERY = pytest.mark.parametrize("shape", shapes().values(), ids=shapes())
OFFERED = [
    "three_meetings",
    "ten_steps",
    "complex_questions",
    "participatory_budget",
    "plan_dialogue",
    "minority_consultation",
    "sami_consultation",
    "citizens_assembly",
    "panel_wave",
    "street_dialogue",
]


def texts_of(thing):
    """Every Text in a shape, wherever it stands."""
    if isinstance(thing, Text):
        yield thing
    elif isinstance(thing, dict):
        for each in thing.values():
            yield from texts_of(each)
    elif isinstance(thing, tuple | list):
        for each in thing:
            yield from texts_of(each)
    elif hasattr(thing, "__dataclass_fields__"):
        for name in thing.__dataclass_fields__:
            yield from texts_of(getattr(thing, name))


def test_the_ten_templates_are_offered_in_their_order():
    assert list(shapes()) == OFFERED


@EVERY
def test_every_text_is_written_in_both_languages(shape):
    found = list(texts_of(shape))
    assert len(found) > 20
    assert [text for text in found if set(text) != set(LANGUAGES) or not all(t.strip() for t in text.values())] == []


@EVERY
def test_its_kind_levels_and_prompts_are_those_of_a_plan(shape):
    assert shape.kind in Dialogue.Kind.values
    assert shape.levels
    assert set(shape.prompts) <= set(PARTS)
    assert {"purpose", "goal", "can_influence", "cannot_influence"} <= set(shape.prompts)
    assert all(str(text).endswith(("?", ".")) for text in shape.prompts.values())
    assert 0 < shape.weeks[0] < shape.weeks[1]
    assert shape.sources
    assert shape.groups


@EVERY
def test_its_steps_follow_the_river_downstream_to_an_answer(shape):
    places = [RIVER.index(step.stage) for step in shape.steps]
    assert places == sorted(places)
    assert {Stage.OPEN, Stage.DECISION} <= {step.stage for step in shape.steps}
    assert any(step.stage in (Stage.ANSWERING, Stage.FOLLOW_UP) for step in shape.steps)
    assert any(step.influence for step in shape.steps)
    assert not any(step.influence for step in shape.steps if step.stage is Stage.DECISION)
    assert {step.level for step in shape.steps if step.level} <= set(shape.levels)


@EVERY
def test_its_activities_are_of_methods_that_exist_and_stand_on_its_levels(shape):
    assert shape.activities
    assert shape.activities[0].span.after == 0
    assert all(each.span.after >= 1 and each.days >= 1 for each in shape.activities[1:])
    for each in shape.activities:
        assert each.level in catalogue.methods()[each.method].levels
        assert each.level in shape.levels
        assert all(len(title) <= 200 for title in each.title.values())
    titles = [each.title["sv"] for each in shape.activities]
    assert len(set(titles)) == len(titles)


@EVERY
@pytest.mark.parametrize("source", LANGUAGES)
def test_each_activity_is_set_up_as_its_methods_own_form_demands(shape, source):
    for each in shape.activities:
        given = {**each.setup, "date": dt.date(2026, 3, 2).isoformat(), "place": {source: "Folkets hus"}}
        form = catalogue.methods()[each.method].setup_form(_typed(given, source), source=source)
        assert set(each.setup) <= set(form.fields)
        assert form.is_valid(), form.errors


def test_complex_questions_have_direct_influence_over_two_three_four_and_six():
    steps = shapes()["complex_questions"].steps
    assert [number for number, step in enumerate(steps, 1) if step.influence] == [2, 3, 4, 6]
    assert len(steps) == 7


def test_the_templates_have_as_many_steps_as_their_sources():
    count = {key: len(shape.steps) for key, shape in shapes().items()}
    assert (count["ten_steps"], count["participatory_budget"]) == (10, 8)
    assert [each.method for each in shapes()["three_meetings"].activities] == ["meeting"] * 3


def test_each_of_the_three_meetings_builds_on_the_one_before():
    _first, second, third = shapes()["three_meetings"].activities
    assert second.makes["en"].startswith("Of the proposals")
    assert third.makes["en"].startswith("Of the priorities")


@pytest.mark.parametrize("key", ["plan_dialogue", "minority_consultation", "sami_consultation"])
def test_where_the_law_speaks_it_is_told_with_its_source(key):
    assert shapes()[key].law
    assert all(each.source.startswith("https://") for each in shapes()[key].law)


def test_a_text_shows_itself_in_the_readers_language():
    name = shapes()["street_dialogue"].name
    with translation.override("en"):
        assert str(name) == "Street dialogue"
    with translation.override("sv"):
        assert str(name) == "Gatudialog"
