"""Target groups, and the facts so far."""

from django.db.models import QuerySet
from django.http import Http404

from gehor.planning import queries as planning
from gehor.planning.models import Dialogue
from gehor.process.facts import Facts

from .models import TargetGroup


def target_groups(dialogue: Dialogue) -> QuerySet[TargetGroup]:
    return TargetGroup.objects.filter(dialogue=dialogue)


def target_group_of(dialogue: Dialogue, pk: int) -> TargetGroup:
    """One of the dialogue's target groups, which knows its dialogue. Else 404."""
    group = target_groups(dialogue).filter(pk=pk).first()
    if group is None:
        raise Http404
    group.dialogue = dialogue
    return group


COLUMNS = {
    **planning.COLUMNS,
    "target_groups": planning.counted(TargetGroup.objects.all()),
    "seldom_heard_groups": planning.counted(TargetGroup.objects.filter(seldom_heard=True)),
}


def facts(dialogue: Dialogue) -> Facts:
    return planning.read_facts([dialogue], COLUMNS)[dialogue.pk]
