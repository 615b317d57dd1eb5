"""Every change of the rest of the project plan. It may change until the dialogue is closed; the journal keeps each."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from gehor.ground import clock
from gehor.ground.act import Actor, begin, record
from gehor.ground.errors import WrongInput, WrongMoment
from gehor.planning.models import Dialogue
from gehor.planning.queries import facts_known
from gehor.process.steps import ADD_PLAN_ROW, CHANGE_PLAN_ROW, PLAN_PART, REMOVE_PLAN_ROW, REPORT_COST

from . import values
from .models import Post, Row, Sheet
from .outline import PARTS, Part
from .queries import part_of_row
from .rules import MOST_ROWS


@transaction.atomic
def plan_part(dialogue: Dialogue, *, actor: Actor, part: str, said: Mapping[str, Any]) -> Sheet:
    """State a part that is said once. said: field → value, as outline.py names them."""
    act = begin(PLAN_PART, dialogue, actor=actor, facts=facts_known)
    settled = values.settled(dialogue, _part(part, is_list=False), said)
    sheet, _made = Sheet.objects.update_or_create(dialogue=dialogue, defaults={**settled, "changed_at": clock.now()})
    record(act, subject=sheet, part=part)
    return sheet


@transaction.atomic
def add_row(dialogue: Dialogue, *, actor: Actor, part: str, said: Mapping[str, Any]) -> Row:
    """One more row of a part."""
    act = begin(ADD_PLAN_ROW, dialogue, actor=actor, facts=facts_known)
    of = _part(part, is_list=True)
    settled = values.settled(dialogue, of, said)
    if of.model.objects.filter(dialogue=dialogue).count() >= MOST_ROWS:
        raise WrongInput("too_many_plan_rows", most=MOST_ROWS)
    row = of.model.objects.create(dialogue=dialogue, changed_at=clock.now(), **settled)
    record(act, subject=row, part=part)
    return row


@transaction.atomic
def change_row(row: Row, *, actor: Actor, said: Mapping[str, Any]) -> Row:
    """A row is put right."""
    act = begin(CHANGE_PLAN_ROW, row.dialogue, actor=actor, facts=facts_known)
    _still_there(row)
    part = part_of_row(row)
    settled = {**values.settled(row.dialogue, part, said), "changed_at": clock.now()}
    for name, value in settled.items():
        setattr(row, name, value)
    row.save(update_fields=list(settled))
    record(act, subject=row, part=part.key)
    return row


@transaction.atomic
def remove_row(row: Row, *, actor: Actor) -> None:
    """A row is taken out of the plan."""
    act = begin(REMOVE_PLAN_ROW, row.dialogue, actor=actor, facts=facts_known)
    deleted, _ = type(row).objects.filter(pk=row.pk).delete()
    if not deleted:
        raise WrongMoment("plan_row_gone")
    record(act, subject=row, part=part_of_row(row).key)


@transaction.atomic
def report_cost(post: Post, *, actor: Actor, hours_actual: int | None, sek_actual: int | None) -> Post:
    """What one post of the budget became: hours, kronor or both. None takes a report back."""
    act = begin(REPORT_COST, post.dialogue, actor=actor, facts=facts_known)
    _still_there(post)
    part = PARTS["budget"]
    post.hours_actual = values.number(hours_actual, part.field("hours_actual"))
    post.sek_actual = values.number(sek_actual, part.field("sek_actual"))
    post.changed_at = clock.now()
    post.save(update_fields=["hours_actual", "sek_actual", "changed_at"])
    record(act, subject=post)
    return post


def _part(key: str, *, is_list: bool) -> Part:
    part = PARTS.get(key)
    if part is None or part.is_list is not is_list:
        raise WrongInput("unknown_plan_part")
    return part


def _still_there(row: Row) -> None:
    if not type(row).objects.filter(pk=row.pk).exists():
        raise WrongMoment("plan_row_gone")
