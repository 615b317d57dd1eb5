"""The plan of a dialogue as approval freezes it: every part with what it says, as JSON can hold it.

Later stages have parts of their own, such as target groups, and a stage never looks downstream. So the site, which
knows everyone, tells them here when it starts.
"""

import json
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from gehor.planning import rules as planning
from gehor.planning.models import Activity, Dialogue
from gehor.planning.project import frozen

PLAN = "plan"  # the part that is the whole
ACTIVITY = "activity:"
Reader = Callable[[Collection[int]], Mapping[int, Any]]  # ids of dialogues → what each says
_TOLD: dict[str, Reader] = {}


def tell(part: str, reader: Reader) -> None:
    _TOLD[part] = reader


def contents(dialogues: Iterable[Dialogue]) -> dict[int, dict[str, Any]]:
    """Dialogue id → its plan. However many dialogues: one query for activities, one for the rest of the plan, and one
    for each part that was told. What says nothing in the rest is left out, so that a new kind of part changes no plan.
    """
    rows = {each.pk: each for each in dialogues}
    if not rows:
        return {}
    plans: dict[int, dict[str, Any]] = {pk: _own(each) for pk, each in rows.items()}
    for activity in Activity.objects.filter(dialogue__in=rows).order_by("number"):
        plans[activity.dialogue_id][f"{ACTIVITY}{activity.number}"] = _activity(activity)
    for pk, rest in frozen.contents(rows.keys()).items():
        plans[pk] |= rest
    for part, reader in _TOLD.items():
        for pk, value in reader(rows.keys()).items():
            plans[pk][part] = value
    return {pk: json.loads(json.dumps(plan, cls=DjangoJSONEncoder)) for pk, plan in plans.items()}


def content_of(dialogue: Dialogue) -> dict[str, Any]:
    return contents([dialogue])[dialogue.pk]


def told() -> tuple[str, ...]:
    """Parts of later stages."""
    return tuple(_TOLD)


def _own(dialogue: Dialogue) -> dict[str, Any]:
    return {
        part: dialogue.deciding_body_id if part == "deciding_body" else getattr(dialogue, part)
        for part in planning.PARTS
    }


def _activity(activity: Activity) -> dict[str, Any]:
    names = ("method", "title", "introduction", "level", "setup", "begins_on", "ends_on", "shows_at_once")
    return {name: getattr(activity, name) for name in names}
