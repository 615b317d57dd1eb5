"""Target groups: who may name them, when, and what is refused."""

import pytest

from gehor.ground.errors import NotYet, WrongInput, WrongMoment, WrongPerson
from gehor.planning.models import Assessment
from gehor.recruitment.actions import change_target_group, drop_target_group, name_target_group
from gehor.recruitment.models import TargetGroup
from gehor.recruitment.queries import facts

HUGE = "å" * 10_000_000


GROUP = {"name": {"sv": "Unga 15–29 år"}, "why": {"sv": "De svarar minst."}, "reached_by": {"sv": "På fritidsgården."}}


def name(dialogue, actor, **given):
    return name_target_group(dialogue, actor=actor, **{**GROUP, **given})


def change(group, actor, **given):
    return change_target_group(group, actor=actor, **{**GROUP, **given})


def refused(error, action, *args, **kwargs):
    with pytest.raises(error) as refusal:
        action(*args, **kwargs)
    return refusal.value


def test_a_lead_or_a_communicator_names_a_target_group(planned, actors):
    group = name(planned, actors["alma"], seldom_heard=True, reach_aim=50)
    group.refresh_from_db()
    assert (group.name, group.seldom_heard, group.reach_aim) == ({"sv": "Unga 15–29 år"}, True, 50)
    name(planned, actors["kim"])
    assert facts(planned).target_groups == 3


def test_nobody_else_names_changes_or_drops_a_target_group(planned, actors):
    group = TargetGroup.objects.get(pk=41)
    for who in ("bo", "cilla", "rut", "farid"):
        refused(WrongPerson, name, planned, actors[who])
        refused(WrongPerson, change, group, actors[who])
        refused(WrongPerson, drop_target_group, group, actor=actors[who])


def test_a_target_group_is_changed_also_when_somebody_has_taken_part_and_its_aim_is_not(opened, said, alma):
    group = TargetGroup.objects.get(pk=41)
    change(group, alma, reach_aim=50)
    said("Mer utemiljö")
    change(group, alma, reach_aim=50, reached_by={"sv": "På gymnasiet."})
    assert TargetGroup.objects.get().reached_by == {"sv": "På gymnasiet."}
    assert refused(WrongInput, change, group, alma, reach_aim=20).code == "aim_stands"
    assert refused(WrongMoment, drop_target_group, group, actor=alma).code == "aimed_at_group_stays"


def test_what_was_meant_stands_when_the_findings_are_signed_off(analysed, alma):
    assert refused(NotYet, change, TargetGroup.objects.get(pk=41), alma).missing == ("not_signed_off",)


def test_target_groups_wait_for_question_purpose_and_goal(idea, accounts, alma):
    assert refused(NotYet, name, idea, alma).missing == ("go", "question", "purpose", "goal")
    assert not Assessment.objects.exists()


@pytest.mark.parametrize(
    ("given", "code", "field"),
    [
        ({"name": {}}, "text_missing", "name"),
        ({"name": {"sv": HUGE}}, "text_too_long", "name"),
        ({"name": {"sv": "a\x00"}}, "null_character", "name"),
        ({"why": {"en": "Only English"}}, "source_first", "why"),
        ({"reached_by": {"sv": HUGE}}, "text_too_long", "reached_by"),
        ({"reach_aim": 0}, "aim_of_people", "reach_aim"),
        ({"reach_aim": -5}, "aim_of_people", "reach_aim"),
        ({"reach_aim": 10**9}, "aim_of_people", "reach_aim"),
    ],
)
def test_a_target_group_of_nonsense_is_refused(planned, alma, given, code, field):
    refusal = refused(WrongInput, name, planned, alma, **given)
    assert (refusal.code, refusal.params["field"]) == (code, field)
    assert TargetGroup.objects.count() == 1


def test_a_target_group_is_dropped_once(planned, alma):
    group = TargetGroup.objects.get(pk=41)
    drop_target_group(group, actor=alma)
    assert facts(planned).target_groups == 0
    assert refused(WrongMoment, drop_target_group, group, actor=alma).code == "target_group_gone"
