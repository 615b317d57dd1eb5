"""The one step of this stage: a body decides on one finding, once, with its reason."""

import datetime as dt
from typing import Any

from django.db import transaction

from gehor.analysis.models import Finding
from gehor.ground.act import Actor, begin, record
from gehor.ground.errors import WrongInput, WrongMoment
from gehor.process.steps import DECIDE

from .course.models import Handling
from .minutes import Minutes, prepared
from .models import Decision
from .queries import facts


@transaction.atomic
def decide(finding: Finding, *, actor: Actor, **said: Any) -> Decision:
    """Record what the body decided on one finding. said: as `Minutes` has it.

    WrongMoment already_decided tells what was decided before.
    """
    act = begin(DECIDE, finding.dialogue, actor=actor, facts=facts)
    _refuse_a_second(finding)
    decision = prepared(finding.dialogue, Minutes(**said), actor=actor)
    _check_after_meetings(finding, decision.decided_on)
    decision.weighs = finding
    decision.save()
    record(act, subject=decision, finding=finding.pk, outcome=decision.outcome, body=decision.body_id)
    return decision


def _check_after_meetings(finding: Finding, decided_on: dt.date) -> None:
    """Meetings that took it up on the way come before the one that decides."""
    last = Handling.objects.filter(finding=finding).order_by("held_on").last()
    if last is not None and decided_on < last.held_on:
        raise WrongInput("decided_before_taken_up", field="decided_on", held_on=last.held_on)


def _refuse_a_second(finding: Finding) -> None:
    earlier = Decision.objects.select_related("body").filter(weighs=finding, replaced_by__isnull=True).first()
    if earlier is not None:
        raise WrongMoment(
            "already_decided",
            decision=earlier.pk,
            outcome=earlier.outcome,
            body=earlier.body.name,
            decided_on=earlier.decided_on,
            section=earlier.section,
        )
