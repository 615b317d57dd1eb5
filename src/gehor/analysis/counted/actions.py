"""A finding is laid on a line of an outcome, or taken off it again, until the findings are signed off."""

from django.db import transaction

from gehor.analysis.models import Finding
from gehor.analysis.queries import facts
from gehor.ground import clock
from gehor.ground.act import Actor, begin, record
from gehor.ground.errors import WrongInput, WrongMoment
from gehor.participation.ballots import results
from gehor.planning.models import Activity
from gehor.process.ratings import FEWEST
from gehor.process.steps import LIFT_OFF_LINE, REST_ON_LINE

from . import rules
from .models import Counted
from .queries import final_result, table_can_carry


@transaction.atomic
def rest_on_line(finding: Finding, *, actor: Actor, activity: Activity, table: str, line: str = "") -> Counted:
    """Let the finding rest on a line of what came of an activity that has closed; no line: on the whole table.

    The table is kept as it is now. Raises WrongInput unknown_line, WrongMoment rests_on_line or as final_result.
    """
    act = begin(REST_ON_LINE, finding.dialogue, actor=actor, facts=facts)
    if activity.dialogue_id != finding.dialogue_id:
        raise WrongInput("unknown_line", field="line")
    outcome = final_result(activity).outcome
    found = rules.table_of(outcome, table)
    if found is None or not rules.has_line(found, line):
        raise WrongInput("unknown_line", field="line")
    if not table_can_carry(found, line):
        raise WrongMoment("outcome_hidden_few", fewest=FEWEST)
    if Counted.objects.filter(finding=finding, activity=activity, table=table, line=line).exists():
        raise WrongMoment("rests_on_line", number=finding.number)
    source = finding.dialogue.source_language
    kept = rules.frozen(outcome, found, results.labels(outcome, activity), source)
    counted = Counted.objects.create(
        finding=finding,
        activity=activity,
        table=table,
        line=line,
        outcome=kept,
        sha256=rules.digest(kept),
        chosen_at=clock.now(),
        chosen_by_id=actor.account_id,
    )
    record(act, subject=finding, number=finding.number, activity=activity.pk, sha256=counted.sha256)
    return counted


@transaction.atomic
def lift_off_line(counted: Counted, *, actor: Actor) -> None:
    """Let the finding rest on it no longer."""
    act = begin(LIFT_OFF_LINE, counted.finding.dialogue, actor=actor, facts=facts)
    finding = counted.finding
    Counted.objects.filter(pk=counted.pk).delete()
    record(act, subject=finding, number=finding.number, activity=counted.activity_id, sha256=counted.sha256)
