"""The one step of this stage: a body decides on a finding, once, with its reason; or on several in the same way."""

import copy
import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Max

from gehor.analysis.models import Finding
from gehor.ground.act import Actor, begin, record, record_each
from gehor.ground.errors import WrongInput, WrongMoment
from gehor.planning.models import Dialogue
from gehor.process.steps import DECIDE

from .course.models import Handling
from .minutes import Minutes, prepared
from .models import Decision
from .queries import facts
from .rules import in_short


@transaction.atomic
def decide(finding: Finding, *, actor: Actor, **said: Any) -> Decision:
    """Record what the body decided on one finding. said: as `Minutes` has it.

    WrongMoment already_decided tells what was decided before.
    """
    act = begin(DECIDE, finding.dialogue, actor=actor, facts=facts)
    _refuse_a_second(finding)
    decision = prepared(finding.dialogue, Minutes(**said), actor=actor)
    _check_after_meetings([finding], decision.decided_on)
    decision.weighs = finding
    decision.save()
    record(act, subject=decision, finding=finding.pk, outcome=decision.outcome, body=decision.body_id)
    return decision


@transaction.atomic
def decide_together(dialogue: Dialogue, findings: Iterable[Finding], *, actor: Actor, **said: Any) -> list[Decision]:
    """Record the same decision on several findings, each by itself: all of them or none. said: as `Minutes` has it.

    WrongMoment decided_meanwhile names those that somebody else was first with.
    """
    act = begin(DECIDE, dialogue, actor=actor, facts=facts)
    chosen = list({finding.pk: finding for finding in findings}.values())
    if not chosen or any(finding.dialogue_id != dialogue.pk for finding in chosen):
        raise WrongInput("none_chosen", field="numbers")
    numbers = list(Decision.objects.filter(weighs__in=chosen, replaces=None).values_list("weighs__number", flat=True))
    if numbers:
        raise WrongMoment("decided_meanwhile", numbers=in_short(numbers))
    same = prepared(dialogue, Minutes(**said), actor=actor)
    _check_after_meetings(chosen, same.decided_on)
    rows = [copy.copy(same) for _ in chosen]
    for row, finding in zip(rows, chosen, strict=True):
        row.weighs = finding
    Decision.objects.bulk_create(rows)
    record_each(act, [(row, {"finding": row.weighs_id, "outcome": row.outcome, "body": row.body_id}) for row in rows])
    return rows


def _check_after_meetings(findings: Iterable[Finding], decided_on: dt.date) -> None:
    """Meetings that took them up on the way come before the one that decides."""
    last = Handling.objects.filter(finding__in=findings).aggregate(held_on=Max("held_on"))["held_on"]
    if last is not None and decided_on < last:
        raise WrongInput("decided_before_taken_up", field="decided_on", held_on=last)


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
