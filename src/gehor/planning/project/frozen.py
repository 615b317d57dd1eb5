"""The rest of the plan as approval freezes it, and back again as the sections that people read.

Freezing costs one query, however many dialogues: every page of a dialogue whose approval is asked for compares plans.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db.models import Model, QuerySet, Value
from django.db.models.functions import JSONObject

from gehor.planning import rules as planning
from gehor.planning.models import Activity, Dialogue

from .models import Sheet
from .outline import LISTS, PARTS, REPORTED, Field, Part
from .rules import Kind
from .whole import Section, sections

LOCAL = (Kind.TEXT, Kind.WORDS)
ACTIVITY = "activity:"  # with its number: a way of taking part, as together.content names it


def contents(dialogue_ids: Collection[int], *, reported: bool = False) -> dict[int, dict[str, Any]]:
    """Dialogue id → part → what it says: a mapping, or a list of them. What says nothing is left out.

    reported: also what it took, which is no part of what is approved.
    """
    plans: dict[int, dict[str, Any]] = {pk: {} for pk in dialogue_ids}
    once = [part for part in PARTS.values() if not part.is_list]
    reads = [_rows(part.model, part.key, _fields(part, reported), dialogue_ids) for part in LISTS]
    sheets = _rows(Sheet, "", [field for part in once for field in part.fields], dialogue_ids)
    for dialogue_id, key, _pk, row in sorted(sheets.union(*reads, all=True), key=lambda one: one[2]):
        if key in PARTS:
            plans[dialogue_id].setdefault(key, []).append(_said(_fields(PARTS[key], reported), row))
            continue
        said = {part.key: _said(part.fields, row) for part in once}
        plans[dialogue_id].update({part: values for part, values in said.items() if values})
    return {pk: {part: plan[part] for part in PARTS if part in plan} for pk, plan in plans.items()}


def sheet_of(plan: Mapping[str, Any]) -> Sheet:
    """What is said once, as a row that is stored nowhere."""
    once = [said for key, said in plan.items() if key in PARTS and not PARTS[key].is_list]
    return Sheet(**_values(Sheet, {name: value for said in once for name, value in said.items()}))


def rows_of(plan: Mapping[str, Any]) -> dict[str, list[Model]]:
    """Part → its rows in their order, stored nowhere; they know their way of taking part by its number."""
    return {part.key: _ordered(part, plan.get(part.key, [])) for part in LISTS}


def as_sections(plan: Mapping[str, Any], dialogue: Dialogue, groups: Iterable[Any]) -> list[Section]:
    """The sections of a frozen plan, as whole_plan gives those of today's. groups: (head, rows) of its target groups.

    Why the dialogue is held at all is decided once and for all: it is no part of what is approved.
    """
    then = Dialogue(source_language=dialogue.source_language, **_values(Dialogue, _own(plan)))
    if then.deciding_body_id == dialogue.deciding_body_id:
        then.deciding_body = dialogue.deciding_body
    activities = [
        Activity(number=int(part.removeprefix(ACTIVITY)), **_values(Activity, said))
        for part, said in plan.items()
        if part.startswith(ACTIVITY)
    ]
    return sections(
        then, sheet=sheet_of(plan), rows=rows_of(plan), activities=activities, assessment=None, groups=groups
    )


def _ordered(part: Part, said: Iterable[Mapping[str, Any]]) -> list[Any]:
    """By the first columns that the model orders by: days before the order in which they were written."""
    rows = [part.model(**_values(part.model, row)) for row in said]
    by = [name for name in part.model._meta.ordering if name != "pk"]
    return sorted(rows, key=lambda row: [(getattr(row, name) is None, getattr(row, name) or 0) for name in by])


def _own(plan: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "deciding_body_id" if part == "deciding_body" else part: plan[part] for part in planning.PARTS if part in plan
    }


def _values(model: type[Model], said: Mapping[str, Any]) -> dict[str, Any]:
    """As the model keeps them: a day that JSON holds as text is a day again."""
    return {name: model._meta.get_field(name).to_python(value) for name, value in said.items()}


def _fields(part: Part, reported: bool) -> tuple[Field, ...]:
    return part.fields if reported else part.planned


def _rows(model: Any, key: str, fields: Iterable[Field], dialogue_ids: Collection[int]) -> QuerySet[Any]:
    columns = {field.name: "activity__number" if field.kind is Kind.ACTIVITY else field.name for field in fields}
    rows = model.objects.filter(dialogue__in=dialogue_ids).order_by()
    return rows.annotate(part_=Value(key), said_=JSONObject(**columns)).values_list(
        "dialogue_id", "part_", "pk", "said_"
    )


def _said(fields: Iterable[Field], row: Mapping[str, Any]) -> dict[str, Any]:
    """What a row says, as both databases would say it."""
    said = {}
    for field in fields:
        value = row[field.name]
        if isinstance(value, str) and field.kind in (*LOCAL, Kind.CHOICES):
            value = json.loads(value)  # SQLite keeps JSON as text, also within JSON
        if value or (value == 0 and field.name in REPORTED):
            said["activity_id" if field.kind is Kind.ACTIVITY else field.name] = value
    return said
