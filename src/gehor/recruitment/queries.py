"""Target groups, and the facts so far."""

from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet
from django.http import Http404

from gehor.ground.errors import WrongMoment
from gehor.planning import queries as planning
from gehor.planning.models import Dialogue
from gehor.process.facts import Facts

from .models import TargetGroup


def target_groups(dialogue: Dialogue) -> QuerySet[TargetGroup]:
    return TargetGroup.objects.filter(dialogue=dialogue)


def target_group_of(dialogue: Dialogue, pk: int, *, gone: bool = False) -> TargetGroup:
    """One of the dialogue's target groups, which knows its dialogue. Else 404, or WrongMoment where somebody has
    written about it (`gone`): what they wrote is given back to them.
    """
    group = target_groups(dialogue).filter(pk=pk).first()
    if group is None and gone:
        raise WrongMoment("target_group_gone")
    if group is None:
        raise Http404
    group.dialogue = dialogue
    return group


def plan_parts(dialogue_ids: Collection[int]) -> dict[int, list[dict[str, Any]]]:
    """Dialogue id → its target groups as a plan states them, for those who approve it: one query."""
    always, if_said = ("name", "why", "reached_by", "seldom_heard", "reach_aim"), ("known", "motive")
    found: dict[int, list[dict[str, Any]]] = {}
    for group in TargetGroup.objects.filter(dialogue__in=dialogue_ids):
        names = (*always, *(name for name in if_said if getattr(group, name)))
        found.setdefault(group.dialogue_id, []).append({name: getattr(group, name) for name in names})
    return found


COLUMNS = {
    **planning.COLUMNS,
    "target_groups": planning.counted(TargetGroup.objects.all()),
    "seldom_heard_groups": planning.counted(TargetGroup.objects.filter(seldom_heard=True)),
    "people_aimed_at": planning.added_up(TargetGroup.objects.all(), "reach_aim"),
}


def facts(dialogue: Dialogue) -> Facts:
    return planning.read_facts([dialogue], COLUMNS)[dialogue.pk]
