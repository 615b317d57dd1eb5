"""Which activities an earlier dialogue had: added, put right and removed. Contributions are imported into them.

They open for nobody: see participation/earlier.py for how their contributions come in.
"""

import dataclasses
import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Max, ProtectedError

from gehor.ground import catalogue, clock, written
from gehor.ground.act import Actor, begin, record
from gehor.ground.errors import WrongInput, WrongMoment
from gehor.ground.languages import LocalText
from gehor.planning import queries
from gehor.planning.models import Activity, Dialogue
from gehor.planning.queries import facts_known
from gehor.process.steps import ADD_HELD, CHANGE_HELD, REMOVE_HELD
from gehor.process.words import Channel

from . import rules


@dataclasses.dataclass(frozen=True)
class Held:
    """One activity as it was held. An empty place is unknown."""

    method: str
    title: LocalText
    begins_on: dt.date
    ends_on: dt.date
    place: LocalText = dataclasses.field(default_factory=dict)
    introduction: LocalText = dataclasses.field(default_factory=dict)
    shows_at_once: bool = False


def methods_of_files() -> list[str]:
    """Keys of the ways of taking part whose contributions may come by file."""
    return [key for key, method in catalogue.methods().items() if Channel.IMPORT in method.channels]


@transaction.atomic
def add_held(dialogue: Dialogue, *, actor: Actor, held: Held) -> Activity:
    """What was held then, when and where. Everybody can read it at once."""
    act = begin(ADD_HELD, dialogue, actor=actor, facts=facts_known)
    last = queries.activities(dialogue).aggregate(last=Max("number"))["last"] or 0
    activity = Activity(dialogue=dialogue, number=last + 1)
    _arrange(activity, held)
    record(act, subject=activity, method=activity.method)
    return activity


@transaction.atomic
def change_held(activity: Activity, *, actor: Actor, held: Held) -> Activity:
    """Put it right. Its days stand once contributions have been brought in: they are dated within them."""
    act = begin(CHANGE_HELD, activity.dialogue, actor=actor, facts=facts_known)
    before = (activity.method, activity.begins_on, activity.ends_on)
    is_moved = before != (held.method, held.begins_on, held.ends_on)
    if is_moved and facts_known(activity.dialogue).took_part:
        raise WrongInput("held_days_stand", field="method" if held.method != activity.method else "begins_on")
    _arrange(activity, held)
    record(act, subject=activity, method=activity.method)
    return activity


@transaction.atomic
def remove_held(activity: Activity, *, actor: Actor) -> None:
    """It was added by mistake. One into which something has been brought in stays."""
    act = begin(REMOVE_HELD, activity.dialogue, actor=actor, facts=facts_known)
    try:
        with transaction.atomic():
            Activity.objects.filter(pk=activity.pk).delete()
    except ProtectedError:
        raise WrongMoment("held_has_contributions") from None
    record(act, subject=activity, method=activity.method)


def _arrange(activity: Activity, held: Held) -> None:
    """Check and store it. Raises WrongInput."""
    source = activity.dialogue.source_language
    if held.method not in methods_of_files():
        raise WrongInput("unknown_method", field="method")
    fault = rules.days_fault(held.begins_on, held.ends_on, today=clock.today())
    if fault:
        raise WrongInput(fault[0], field={"held_from": "begins_on", "held_to": "ends_on"}[fault[1]])
    activity.method = held.method
    activity.title = written.local(held.title, source, field="title", longest=written.LINE, lines=False)
    activity.introduction = written.local(held.introduction, source, field="introduction", required=False)
    activity.level = ""  # nobody can say afterwards how far people were to have influence
    activity.begins_on, activity.ends_on = held.begins_on, held.ends_on
    activity.shows_at_once = held.shows_at_once
    place = written.local(held.place, source, field="place", required=False, longest=written.LINE, lines=False)
    activity.setup = _setup(held, place)
    activity.save()


def _setup(held: Held, place: LocalText) -> dict[str, Any]:
    """What the method's own set-up asks for, as far as it is known of what was held."""
    known = {"date": held.begins_on.isoformat(), "tables": 1}
    asked = catalogue.methods()[held.method].setup_form.base_fields
    return {"place": place, **{name: value for name, value in known.items() if name in asked}}
