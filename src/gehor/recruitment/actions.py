"""Every change of the target groups.

Residents do not answer to whom the dialogue sets out to reach, so a change need not be published: who is missing is
often seen only when the dialogue is open. What was aimed at is counted against afterwards, though. So the aim stands as
soon as somebody has taken part, and all of it when the findings are signed off.
"""

from typing import Any

from django.db import transaction

from gehor.ground import written
from gehor.ground.act import Actor, begin, record
from gehor.ground.errors import WrongInput, WrongMoment
from gehor.ground.languages import LocalText
from gehor.planning.models import Dialogue
from gehor.planning.queries import facts_known
from gehor.process.steps import CHANGE_TARGET_GROUP, DROP_TARGET_GROUP, NAME_TARGET_GROUP

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
    said = _settled(dialogue, name, why, reached_by, seldom_heard, reach_aim, known, motive)
    group = TargetGroup.objects.create(dialogue=dialogue, **said)
    record(act, subject=group, seldom_heard=seldom_heard, reach_aim=reach_aim)
    return group


@transaction.atomic
def change_target_group(
    group: TargetGroup,
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
    """What is said of a group is put right. How many it sets out to reach stands when somebody has taken part."""
    act = begin(CHANGE_TARGET_GROUP, group.dialogue, actor=actor, facts=facts_known)
    before = TargetGroup.objects.filter(pk=group.pk).first()
    if before is None:
        raise WrongMoment("target_group_gone")
    said = _settled(group.dialogue, name, why, reached_by, seldom_heard, reach_aim, known, motive)
    if reach_aim != before.reach_aim and facts_known(group.dialogue).contributions:
        raise WrongInput("aim_stands", field="reach_aim")
    for field, value in said.items():
        setattr(group, field, value)
    group.save(update_fields=list(said))
    record(act, subject=group, seldom_heard=seldom_heard, reach_aim=reach_aim)
    return group


@transaction.atomic
def drop_target_group(group: TargetGroup, *, actor: Actor) -> None:
    """A group that nobody sets out to reach any more. One with an aim stays when somebody has taken part."""
    act = begin(DROP_TARGET_GROUP, group.dialogue, actor=actor, facts=facts)
    if group.reach_aim and facts_known(group.dialogue).contributions:
        raise WrongMoment("aimed_at_group_stays")
    deleted, _ = TargetGroup.objects.filter(pk=group.pk).delete()
    if not deleted:
        raise WrongMoment("target_group_gone")
    record(act, subject=group)


def _settled(
    dialogue: Dialogue,
    name: LocalText,
    why: LocalText,
    reached_by: LocalText,
    seldom_heard: bool,
    reach_aim: int | None,
    known: LocalText | None,
    motive: LocalText | None,
) -> dict[str, Any]:
    """As the columns may hold it. Raises WrongInput."""
    if not rules.is_an_aim(reach_aim):
        raise WrongInput("aim_of_people", field="reach_aim")
    source = dialogue.source_language
    return {
        "name": written.local(name, source, field="name", longest=written.LINE, lines=False),
        "why": written.local(why, source, field="why"),
        "known": written.local(known or {}, source, field="known", required=False),
        "motive": written.local(motive or {}, source, field="motive", required=False),
        "reached_by": written.local(reached_by, source, field="reached_by"),
        "seldom_heard": seldom_heard,
        "reach_aim": reach_aim,
    }
