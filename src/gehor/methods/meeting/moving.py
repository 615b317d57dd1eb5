"""A meeting that is held on another day or in another place, and one that is called off.

The reason stands on its page. Whoever has registered and left an address is written to: gehor.feedback.expecting.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from gehor.ground import clock, written
from gehor.ground.act import Actor, begin, record
from gehor.ground.errors import WrongInput, WrongMoment
from gehor.ground.languages import LocalText
from gehor.participation.actions import close_participation
from gehor.participation.models import Opening
from gehor.participation.queries import facts
from gehor.planning.models import Activity
from gehor.process.steps import CALL_OFF, MOVE_SESSION

from . import queries, rules
from .models import Change
from .phases import Deed

PARTS = ("date", "starts", "ends", "place", "registers_until")  # of the set-up, that can be moved
REASON_MOST = 500


@transaction.atomic
def move(activity: Activity, *, actor: Actor, to: Mapping[str, Any], reason: LocalText) -> Activity:
    """Until it has begun. to: parts of the set-up; what is not among them stays. Raises WrongInput, WrongMoment."""
    act = begin(MOVE_SESSION, activity.dialogue, actor=actor, facts=facts)
    activity = Activity.objects.select_for_update(of=("self",)).select_related("dialogue").get(pk=activity.pk)
    queries.must_allow(activity, Deed.MOVE)
    if queries.is_opened(activity) and has_begun(activity.setup):
        raise WrongMoment("held_already")
    setup = {**activity.setup, **{name: to[name] for name in PARTS if name in to}}
    if setup == activity.setup:
        raise WrongInput("moved_nowhere", field="date")
    if has_begun(setup):
        raise WrongInput("moved_to_the_past", field="date")
    day = rules.occasion(setup).day
    if not activity.begins_on <= day <= activity.ends_on:
        raise WrongInput("moved_outside", field="date", first=activity.begins_on, last=activity.ends_on)
    before = {name: activity.setup[name] for name in PARTS if activity.setup.get(name)}
    activity.setup = setup
    activity.save(update_fields=["setup"])
    _say_why(activity, reason, before=before)
    record(act, subject=activity, day=day.isoformat())
    return activity


@transaction.atomic
def call_off(activity: Activity, *, actor: Actor, reason: LocalText) -> Opening:
    """Until it has begun: it closes, and if it has not opened it never does. Raises WrongInput, WrongMoment."""
    act = begin(CALL_OFF, activity.dialogue, actor=actor, facts=facts)
    queries.must_allow(activity, Deed.CALL_OFF)
    if has_begun(activity.setup):
        raise WrongMoment("held_already")
    _say_why(activity, reason, before={})
    if queries.is_opened(activity):
        opening = close_participation(activity, actor=actor, reason=reason)
    else:
        opening = Opening.objects.create(activity=activity, closed_at=clock.now())
    record(act, subject=opening, activity=activity.pk)
    return opening


def _say_why(activity: Activity, reason: LocalText, *, before: Mapping[str, Any]) -> None:
    reason = written.local(reason, activity.dialogue.source_language, field="reason", longest=REASON_MOST)
    Change.objects.create(activity=activity, before=before, reason=reason, changed_at=clock.now())


def has_begun(setup: Mapping[str, Any]) -> bool:
    """Whether its hour has come."""
    held = rules.occasion(setup)
    now = timezone.localtime(clock.now()).replace(tzinfo=None)
    return held is not None and now >= dt.datetime.combine(held.day, held.begins_at)
