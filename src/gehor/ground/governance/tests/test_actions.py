"""What the map's actions do, and what they refuse."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from gehor.ground import clock
from gehor.ground.errors import WrongInput, WrongMoment, WrongPerson
from gehor.ground.governance import actions, queries, rules
from gehor.ground.governance.models import Charter, Component, Draft, Duty, Principle, Standing
from gehor.ground.journal.models import Entry
from gehor.ground.organisations.models import Body

TODAY = dt.date(2026, 3, 2)


@pytest.fixture
def draft(organisation, alma):
    return actions.begin_draft(organisation, actor=alma, kind="principles", seed="kungsbacka")


@pytest.fixture
def adopt(board, actors):
    def adopted(draft, **given):
        said = {"actor": actors["rut"], "version": draft.version, "body": board, "adopted_on": TODAY}
        return actions.adopt_charter(draft, **(said | {"section": "89", "case_number": "KS 1"} | given))

    return adopted


def judged(organisation, actor, **given):
    said = {"year": 2026, "number": 1, "step": 2, "evidence": {}, "next_step": {}}
    return actions.judge_component(organisation, actor=actor, **(said | given))


def test_a_draft_begins_as_a_set_with_its_promises(draft):
    assert draft.content["principles"][0]["text"]["sv"] == "Dialogen är på riktigt."
    assert set(draft.content["promises"]) == {"inform", "consult", "involve", "influence", "codecide"}


@pytest.mark.parametrize("seed", ["goteborg", "kungsbacka", "sollentuna", "vara"])
def test_every_set_can_be_adopted_as_it_is(organisation, alma, adopt, seed):
    charter = adopt(actions.begin_draft(organisation, actor=alma, kind="principles", seed=seed))
    assert charter.principles.count() >= 3
    assert queries.shown(charter).source["sv"].startswith("Efter ")


def test_there_is_one_draft_of_each_kind(organisation, draft, alma):
    with pytest.raises(WrongMoment, match="draft_exists"):
        actions.begin_draft(organisation, actor=alma, kind="principles")
    actions.begin_draft(organisation, actor=alma, kind="roles")


@pytest.mark.parametrize(
    "given", [{"kind": "laws"}, {"kind": "principles", "seed": "x"}, {"kind": "roles", "seed": "vara"}]
)
def test_a_draft_of_something_else_is_refused(organisation, alma, given):
    with pytest.raises(WrongInput):
        actions.begin_draft(organisation, actor=alma, **given)


def test_an_adopted_draft_becomes_rows_and_is_gone(draft, adopt):
    charter = adopt(draft, valid_to=dt.date(2026, 12, 31))
    assert [row.number for row in charter.principles.all()] == [1, 2, 3]
    assert not Draft.objects.exists()
    assert Entry.objects.filter(step="governance.adopt", subject_id=charter.pk).get().codes["number"] == 1


@pytest.mark.both
@pytest.mark.parametrize("model", [Charter, Principle, Duty])
def test_the_database_refuses_to_change_what_is_adopted(organisation, board, draft, adopt, alma, model):
    adopt(draft)
    roles = actions.begin_draft(organisation, actor=alma, kind="roles")
    duties = {"duties": {"decides": {"body": board.pk, "text": {}}}}
    adopt(actions.change_draft(roles, actor=alma, content=duties, version=1))
    name = next(field.name for field in model._meta.fields if field.get_internal_type() == "JSONField")
    for change in (lambda: model.objects.update(**{name: {"sv": "x"}}), lambda: model.objects.all().delete()):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_a_new_draft_from_what_is_adopted_leaves_it_alone(organisation, draft, adopt, alma):
    first = adopt(draft)
    again = actions.begin_draft(organisation, actor=alma, kind="principles", charter=first)
    content = {**again.content, "principles": again.content["principles"][:1]}
    second = adopt(actions.change_draft(again, actor=alma, content=content, version=1))
    assert (second.number, second.principles.count(), first.principles.count()) == (2, 1, 3)


def test_what_held_on_a_day_is_found_after_it_was_replaced(organisation, draft, adopt, alma):
    first = adopt(draft, adopted_on=dt.date(2026, 1, 10))
    second = adopt(actions.begin_draft(organisation, actor=alma, kind="principles", charter=first))
    held = {
        day: queries.charter_in_force(organisation, "principles", day)
        for day in (dt.date(2026, 1, 9), dt.date(2026, 2, 1), TODAY)
    }
    assert list(held.values()) == [None, first, second]


def test_what_has_run_out_does_not_hold(organisation, draft, adopt):
    adopt(draft, adopted_on=dt.date(2026, 1, 1), valid_to=dt.date(2026, 1, 31))
    assert queries.charter_in_force(organisation, "principles", dt.date(2026, 1, 31)) is not None
    assert queries.charter_in_force(organisation, "principles", dt.date(2026, 2, 1)) is None


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"valid_to": TODAY - dt.timedelta(1)}, "valid_to"),
        ({"adopted_on": TODAY + dt.timedelta(1)}, "adopted_on"),
        ({"section": " "}, "section"),
        ({"case_number": "x" * 41}, "case_number"),
    ],
)
def test_a_decision_that_cannot_be_is_refused(draft, adopt, given, field):
    with pytest.raises(WrongInput) as refused:
        adopt(draft, **given)
    assert refused.value.params["field"] == field
    assert not Charter.objects.exists()


def test_a_version_cannot_be_older_than_the_one_before(organisation, draft, adopt, alma):
    first = adopt(draft)
    later = actions.begin_draft(organisation, actor=alma, kind="principles", charter=first)
    with pytest.raises(WrongInput, match="adopted_before_earlier"):
        adopt(later, adopted_on=TODAY - dt.timedelta(1))


def test_another_organisations_body_adopts_nothing_here(draft, adopt, other_organisation):
    with pytest.raises(WrongInput, match="body_elsewhere"):
        adopt(draft, body=Body.objects.create(organisation=other_organisation, name="Bortby nämnd"))


@pytest.mark.parametrize("kind", ["principles", "roles"])
def test_an_empty_draft_is_not_adopted(organisation, alma, adopt, kind):
    with pytest.raises(WrongMoment, match="draft_empty"):
        adopt(actions.begin_draft(organisation, actor=alma, kind=kind))


@pytest.mark.parametrize("act", ["change", "drop", "adopt"])
def test_nobody_acts_on_a_draft_that_has_changed_since(draft, adopt, alma, actors, act):
    actions.change_draft(draft, actor=actors["ada"], content=draft.content, version=1)
    ways = {
        "change": lambda: actions.change_draft(draft, actor=alma, content=draft.content, version=1),
        "drop": lambda: actions.drop_draft(draft, actor=alma, version=1),
        "adopt": lambda: adopt(draft, version=1),
    }
    with pytest.raises(WrongMoment, match="draft_changed"):
        ways[act]()


def test_an_adopted_draft_cannot_be_changed_any_more(draft, adopt, alma):
    adopt(draft)
    with pytest.raises(WrongMoment, match="draft_gone"):
        actions.change_draft(draft, actor=alma, content=draft.content, version=1)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ({"principles": [{"text": {}, "instruction": {"sv": "Så här"}}]}, "instruction_without_principle"),
        ({"principles": [{"text": {"sv": "x" * 501}}]}, "text_too_long"),
        ({"principles": [{"text": {"en": "Only English"}}]}, "source_first"),
        ({"principles": [{"text": {"sv": "x"}}] * 13}, "too_many_principles"),
        ({"preamble": {"sv": "\x00"}}, "null_character"),
    ],
)
def test_a_draft_that_says_something_wrong_is_refused(draft, alma, content, code):
    with pytest.raises(WrongInput, match=code):
        actions.change_draft(draft, actor=alma, content=content, version=1)


def test_a_role_is_not_given_to_another_organisations_body(organisation, other_organisation, alma):
    theirs = Body.objects.create(organisation=other_organisation, name="Bortby nämnd")
    roles = actions.begin_draft(organisation, actor=alma, kind="roles")
    with pytest.raises(WrongInput, match="body_elsewhere"):
        actions.change_draft(roles, actor=alma, content={"duties": {"decides": {"body": theirs.pk}}}, version=1)


def test_a_draft_is_thrown_away(draft, alma):
    actions.drop_draft(draft, actor=alma, version=1)
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    ("name", "may_write", "may_adopt"), [("alma", 1, 0), ("rut", 0, 1), ("ada", 1, 1), ("bo", 0, 0)]
)
def test_who_may_write_and_who_may_adopt(organisation, draft, adopt, actors, name, may_write, may_adopt):
    ways = (
        (may_write, lambda: actions.change_draft(draft, actor=actors[name], content=draft.content, version=1)),
        (may_write, lambda: judged(organisation, actors[name])),
        (may_adopt, lambda: adopt(draft, actor=actors[name])),
    )
    for may, act in ways:
        if may:
            act()
        else:
            with pytest.raises(WrongPerson):
                act()


def test_the_first_self_assessment_gives_the_organisation_its_components(organisation, alma):
    judged(organisation, alma, number=7)
    assert Component.objects.filter(organisation=organisation).count() == 7
    judged(organisation, alma, number=1)
    assert Component.objects.filter(organisation=organisation).count() == 7


def test_a_component_is_judged_again_in_the_same_year(organisation, alma):
    judged(organisation, alma)
    again = judged(organisation, alma, step=3, version=1, next_step={"sv": "Anta principer"}, owner="Kansliet")
    assert (Standing.objects.get().step, again.version) == (3, 2)
    with pytest.raises(WrongMoment, match="judged_meanwhile"):
        judged(organisation, alma, version=1)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"year": 2027}, "no_such_year"),
        ({"year": 1999}, "no_such_year"),
        ({"step": 6}, "no_such_step"),
        ({"number": 8}, "no_such_component"),
        ({"next_step": {"sv": "Anta principer"}}, "next_step_without_owner"),
        ({"owner": "x" * 121}, "text_too_long"),
    ],
)
def test_a_self_assessment_that_cannot_be_is_refused(organisation, alma, given, code):
    with pytest.raises(WrongInput, match=code):
        judged(organisation, alma, **given)


def test_both_ladders_are_on_one_scale_in_order():
    order = list(rules.Boverket)
    places = [order.index(step) for step in rules.ON_BOVERKETS.values()]
    assert places == sorted(places)
    assert set(rules.ON_BOVERKETS.values()) == set(rules.Boverket)


def test_last_year_can_still_be_judged(organisation, alma):
    with clock.at(dt.datetime(2027, 1, 2, 9, tzinfo=dt.UTC)):
        judged(organisation, alma, year=2026)
