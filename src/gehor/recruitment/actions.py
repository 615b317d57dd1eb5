"""Every change of the target groups.

Residents do not answer to whom the dialogue sets out to reach, so a change need not be published: who is missing is
often seen only when the dialogue is open. What was aimed at is counted against afterwards, though. So the aim stands as
soon as somebody has taken part, and all of it when the findings are signed off.
"""

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from gehor.ground import written
from gehor.ground.act import Actor, begin, record
from gehor.ground.errors import WrongInput, WrongMoment
from gehor.ground.languages import LocalText
from gehor.planning.models import Dialogue
from gehor.planning.queries import facts_held, facts_known
from gehor.process.steps import CHANGE_TARGET_GROUP, DROP_TARGET_GROUP, NAME_TARGET_GROUP

from . import rules
from .models import TargetGroup
from .queries import facts


@dataclass(frozen=True, kw_only=True)
class Described:
    """What is said of one target group: the keywords of `name_target_group` and `change_target_group`."""

    name: LocalText
    why: LocalText
    reached_by: LocalText
    seldom_heard: bool = False
    reach_aim: int | None = None  # how many people, if the lead dares to say
    known: LocalText | None = None
    motive: LocalText | None = None


@transaction.atomic
def name_target_group(dialogue: Dialogue, *, actor: Actor, **said: Any) -> TargetGroup:
    """A group that must be reached. said: as `Described` has it."""
    act = begin(NAME_TARGET_GROUP, dialogue, actor=actor, facts=facts)
    group = TargetGroup.objects.create(dialogue=dialogue, **_settled(dialogue, Described(**said)))
    record(act, subject=group, seldom_heard=group.seldom_heard, reach_aim=group.reach_aim)
    return group


@transaction.atomic
def change_target_group(group: TargetGroup, *, actor: Actor, **said: Any) -> TargetGroup:
    """What is said of a group is put right. said: as `Described` has it.

    How many it sets out to reach stands when somebody has taken part.
    """
    act = begin(CHANGE_TARGET_GROUP, group.dialogue, actor=actor, facts=facts_known)
    before = TargetGroup.objects.filter(pk=group.pk).first()
    if before is None:
        raise WrongMoment("target_group_gone")
    columns = _settled(group.dialogue, Described(**said))
    if columns["reach_aim"] != before.reach_aim and facts_held(group.dialogue).took_part:
        raise WrongInput("aim_stands", field="reach_aim")
    for field, value in columns.items():
        setattr(group, field, value)
    group.save(update_fields=list(columns))
    record(act, subject=group, seldom_heard=group.seldom_heard, reach_aim=group.reach_aim)
    return group


@transaction.atomic
def drop_target_group(group: TargetGroup, *, actor: Actor) -> None:
    """A group that nobody sets out to reach any more. One with an aim stays when somebody has taken part."""
    act = begin(DROP_TARGET_GROUP, group.dialogue, actor=actor, facts=facts)
    if group.reach_aim and facts_held(group.dialogue).took_part:
        raise WrongMoment("aimed_at_group_stays")
    deleted, _ = TargetGroup.objects.filter(pk=group.pk).delete()
    if not deleted:
        raise WrongMoment("target_group_gone")
    record(act, subject=group)


def _settled(dialogue: Dialogue, said: Described) -> dict[str, Any]:
    """As the columns may hold it. Raises WrongInput."""
    if not rules.is_an_aim(said.reach_aim):
        raise WrongInput("aim_of_people", field="reach_aim")
    source = dialogue.source_language
    return {
        "name": written.local(said.name, source, field="name", longest=written.LINE, lines=False),
        "why": written.local(said.why, source, field="why"),
        "known": written.local(said.known or {}, source, field="known", required=False),
        "motive": written.local(said.motive or {}, source, field="motive", required=False),
        "reached_by": written.local(said.reached_by, source, field="reached_by"),
        "seldom_heard": said.seldom_heard,
        "reach_aim": said.reach_aim,
    }
