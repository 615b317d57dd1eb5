"""Taking rows of the action plan over as measures."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from gehor.followup.actions import promise_measure
from gehor.followup.models import Measure
from gehor.followup.queries import facts
from gehor.ground.act import Actor, begin, record
from gehor.ground.errors import WrongInput, WrongMoment
from gehor.ground.languages import LocalText
from gehor.planning.models import Dialogue
from gehor.process.steps import CARRY_OVER

from . import queries
from .models import Origin


@dataclass(frozen=True)
class Taken:
    """One row as it shall be promised. number: of its category."""

    number: int
    title: LocalText
    owner: str
    due_on: dt.date
    budget_sek: int | None = None


@transaction.atomic
def carry_over(dialogue: Dialogue, *, actor: Actor, taken: Sequence[Taken]) -> list[Measure]:
    """Promise measures from rows of the plan: all of them, or none. Each row once, and only what is decided."""
    act = begin(CARRY_OVER, dialogue, actor=actor, facts=facts)
    if not taken:
        raise WrongInput("no_row_chosen")
    known = {row.number: row for row in queries.rows(dialogue)}
    measures = [_promise(known.get(each.number), each, dialogue, actor) for each in taken]
    record(act, subject=dialogue, measures=[measure.pk for measure in measures])
    return measures


def _promise(row: queries.Row | None, taken: Taken, dialogue: Dialogue, actor: Actor) -> Measure:
    if row is None:
        raise WrongInput("no_such_row", number=taken.number)
    if row.measure is not None:
        raise WrongMoment("carried_already", number=row.number)
    if row.decision is None:
        raise WrongMoment("row_not_decided", number=row.number)
    row.decision.dialogue = dialogue
    try:
        measure = promise_measure(
            row.decision,
            actor=actor,
            title=taken.title,
            owner=taken.owner,
            due_on=taken.due_on,
            budget_sek=taken.budget_sek,
        )
    except WrongInput as refusal:
        raise WrongInput(
            refusal.code, **{**refusal.params, "field": f"{refusal.params.get('field')}_{row.number}"}
        ) from None
    Origin.objects.create(measure=measure, action=row.action, version=row.action.version)
    return measure
