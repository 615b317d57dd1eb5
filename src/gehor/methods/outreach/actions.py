"""Logging the effort, and taking back what was logged wrongly. What was said goes through `participation.enter`."""

import datetime as dt
from uuid import UUID

from django.db import transaction

from gehor.ground import clock
from gehor.ground.act import Actor, begin, record
from gehor.ground.errors import WrongInput, WrongPerson
from gehor.participation.queries import opening_facts
from gehor.planning.models import Activity
from gehor.process.steps import DROP_EFFORT, LOG_EFFORT
from gehor.process.words import STAFF_ROLES

from . import rules
from .models import Effort


@transaction.atomic
def log_effort(
    activity: Activity,
    *,
    actor: Actor,
    submission: UUID,
    kind: str,
    place: str,
    day: dt.date,
    approached: int,
    spoke: int,
) -> Effort:
    """That somebody was there. The same form sent twice is received once."""
    act = begin(LOG_EFFORT, activity.dialogue, actor=actor, facts=opening_facts)
    first = Effort.objects.filter(submission=submission).first()
    if first is not None and first.activity_id != activity.pk:
        raise WrongInput("submission_used_elsewhere")
    if spoke > approached:
        raise WrongInput("spoke_more_than_approached", field="spoke")
    kept = rules.checked(activity.setup, {"kind": kind, "place": place})
    if "place" not in kept:
        raise WrongInput("text_missing", field="place")
    mine = actor.roles_in(activity.dialogue.organisation_id)
    effort = first or Effort.objects.create(
        activity=activity,
        kind=kept["kind"],
        place=kept["place"],
        day=day,
        approached=approached,
        spoke=spoke,
        role=next(role for role in STAFF_ROLES if role in mine & LOG_EFFORT.by).value,
        by_id=actor.account_id,
        at=clock.now(),
        submission=submission,
    )
    record(act, subject=effort, activity=activity.pk)
    return effort


@transaction.atomic
def drop_effort(effort: Effort, *, actor: Actor) -> None:
    """Take away what one has logged wrongly oneself."""
    act = begin(DROP_EFFORT, effort.activity.dialogue, actor=actor, facts=opening_facts)
    if effort.by_id != actor.account_id:
        raise WrongPerson("not_typed_by_you")
    record(act, subject=effort, activity=effort.activity_id)
    effort.delete()
