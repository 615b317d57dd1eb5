"""The one step: nobody has found a decision, and that is said, with where they looked."""

import datetime as dt

from django.db import transaction

from gehor.analysis.models import Finding
from gehor.decision.models import Decision
from gehor.ground import clock, written
from gehor.ground.act import Actor, begin, record
from gehor.ground.errors import WrongInput, WrongMoment
from gehor.ground.languages import LocalText
from gehor.planning.queries import facts_known
from gehor.process.steps import RECORD_NOT_FOUND

from .models import Sought


@transaction.atomic
def record_not_found(finding: Finding, *, actor: Actor, looked_in: LocalText, looked_on: dt.date) -> Sought:
    """Whoever records it has looked themselves. Raises WrongMoment when there is a decision, or somebody said so."""
    act = begin(RECORD_NOT_FOUND, finding.dialogue, actor=actor, facts=facts_known)
    if looked_on > clock.today():
        raise WrongInput("looked_in_the_future", field="looked_on")
    if Decision.objects.filter(weighs=finding).exists():
        raise WrongMoment("decision_is_there", number=finding.number)
    if Sought.objects.filter(finding=finding).exists():
        raise WrongMoment("sought_before", number=finding.number)
    sought = Sought.objects.create(
        dialogue=finding.dialogue,
        finding=finding,
        looked_in=written.local(looked_in, finding.dialogue.source_language, field="looked_in"),
        looked_on=looked_on,
        recorded_at=clock.now(),
        recorded_by_id=actor.account_id,
    )
    record(act, subject=sought, finding=finding.pk)
    return sought
