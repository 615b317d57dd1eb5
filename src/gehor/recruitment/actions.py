"""Every change of the target groups."""

from django.db import transaction

from gehor.ground import written
from gehor.ground.act import Actor, begin, record
from gehor.ground.errors import WrongInput, WrongMoment
from gehor.ground.languages import LocalText
from gehor.planning.models import Dialogue
from gehor.process.steps import DROP_TARGET_GROUP, NAME_TARGET_GROUP

from . import rules
from .models import TargetGroup
from .queries import facts


@transaction.atomic
def name_target_group(
    dialogue: Dialogue,
    *,
    actor: Actor,
    name: LocalText,
    why: LocalText,
    reached_by: LocalText,
    seldom_heard: bool = False,
    reach_aim: int | None = None,
    known: LocalText | None = None,
    motive: LocalText | None = None,
) -> TargetGroup:
    """A group that must be reached. reach_aim: how many people, if the lead dares to say."""
    act = begin(NAME_TARGET_GROUP, dialogue, actor=actor, facts=facts)
    if not rules.is_an_aim(reach_aim):
        raise WrongInput("aim_of_people", field="reach_aim")
    source = dialogue.source_language
    group = TargetGroup.objects.create(
        dialogue=dialogue,
        name=written.local(name, source, field="name", longest=written.LINE, lines=False),
        why=written.local(why, source, field="why"),
        known=written.local(known or {}, source, field="known", required=False),
        motive=written.local(motive or {}, source, field="motive", required=False),
        reached_by=written.local(reached_by, source, field="reached_by"),
        seldom_heard=seldom_heard,
        reach_aim=reach_aim,
    )
    record(act, subject=group, seldom_heard=seldom_heard, reach_aim=reach_aim)
    return group


@transaction.atomic
def drop_target_group(group: TargetGroup, *, actor: Actor) -> None:
    """A group that nobody sets out to reach any more."""
    act = begin(DROP_TARGET_GROUP, group.dialogue, actor=actor, facts=facts)
    deleted, _ = TargetGroup.objects.filter(pk=group.pk).delete()
    if not deleted:
        raise WrongMoment("target_group_gone")
    record(act, subject=group)
