"""Every write of this stage: promising and reporting measures, and closing the dialogue."""

import datetime as dt

from django.db import transaction

from gehor.decision.models import Decision
from gehor.ground import clock, written
from gehor.ground.act import Actor, begin, record
from gehor.ground.errors import WrongInput
from gehor.ground.languages import LocalText
from gehor.planning.models import Dialogue
from gehor.process.steps import CLOSE_DIALOGUE, PROMISE_MEASURE, REPORT_MEASURE
from gehor.process.words import MeasureStatus

from .models import Closing, Measure, Report
from .queries import facts

NEEDS_A_NOTE = frozenset({MeasureStatus.DELAYED, MeasureStatus.DROPPED})
SEK_MOST = 2_000_000_000  # the column holds no more, and no measure of a dialogue costs it


@transaction.atomic
def promise_measure(
    decision: Decision,
    *,
    actor: Actor,
    title: LocalText,
    owner: str,
    due_on: dt.date,
    budget_sek: int | None = None,
) -> Measure:
    """Say in public what will be done because of a decision, by whom and by when."""
    act = begin(PROMISE_MEASURE, decision.dialogue, actor=actor, facts=facts)
    if due_on < clock.today():
        raise WrongInput("due_before_promise", field="due_on")
    measure = Measure.objects.create(
        decision=decision,
        dialogue=decision.dialogue,
        title=written.local(title, decision.dialogue.source_language, field="title", longest=written.LINE, lines=False),
        owner=written.line(owner, field="owner", longest=160),
        due_on=due_on,
        budget_sek=_sek(budget_sek, field="budget_sek"),
        promised_at=clock.now(),
    )
    record(act, subject=measure, decision=decision.pk, due_on=due_on.isoformat(), budget_sek=measure.budget_sek)
    return measure


@transaction.atomic
def report_measure(
    measure: Measure, *, actor: Actor, status: str, note: LocalText, spent_sek: int | None = None
) -> Report:
    """Say how far a measure has come. Every report stays readable. Also after the dialogue is closed.

    spent_sek: what it has cost so far, all in all.
    """
    act = begin(REPORT_MEASURE, measure.dialogue, actor=actor, facts=facts)
    if status not in set(MeasureStatus):
        raise WrongInput("unknown_status", field="status")
    said = written.local(note, measure.dialogue.source_language, field="note", required=False)
    if status in NEEDS_A_NOTE and not said:
        raise WrongInput("note_missing", field="note")
    report = Report.objects.create(
        measure=measure,
        status=str(status),
        note=said,
        spent_sek=_sek(spent_sek, field="spent_sek"),
        reported_at=clock.now(),
        reported_by_id=actor.account_id,
    )
    record(act, subject=measure, report=report.pk, status=report.status, spent_sek=report.spent_sek)
    return report


@transaction.atomic
def close_dialogue(dialogue: Dialogue, *, actor: Actor, lessons: LocalText) -> Closing:
    """End the dialogue: everybody has been answered. Measures can still be reported on."""
    act = begin(CLOSE_DIALOGUE, dialogue, actor=actor, facts=facts)
    closing = Closing.objects.create(
        dialogue=dialogue,
        closed_at=clock.now(),
        closed_by_id=actor.account_id,
        lessons=written.local(lessons, dialogue.source_language, field="lessons", required=False),
    )
    record(act, subject=closing)
    return closing


def _sek(amount: int | None, *, field: str) -> int | None:
    """Whole kronor, or nothing where nobody has said."""
    if amount is not None and not 0 <= amount <= SEK_MOST:
        raise WrongInput("kronor_out_of_range", field=field)
    return amount
