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
from .outline import LISTS, PARTS, Field, Part
from .rules import Kind
from .whole import Section, sections

LOCAL = (Kind.TEXT, Kind.WORDS)


def contents(dialogue_ids: Collection[int]) -> dict[int, dict[str, Any]]:
    """Dialogue id → part → what it says: a mapping, or a list of them. What says nothing is left out."""
    plans: dict[int, dict[str, Any]] = {pk: {} for pk in dialogue_ids}
    reads = [_read(part, dialogue_ids) for part in LISTS]
    for dialogue_id, key, _pk, row in sorted(_sheets(dialogue_ids).union(*reads, all=True), key=lambda one: one[2]):
        if key in PARTS:
            plans[dialogue_id].setdefault(key, []).append(_said(PARTS[key].asked, row))
            continue
        once = {part.key: _said(part.asked, row) for part in PARTS.values() if not part.is_list}
        plans[dialogue_id].update({part: said for part, said in once.items() if said})
    return {pk: {part: plan[part] for part in PARTS if part in plan} for pk, plan in plans.items()}


def as_sections(plan: Mapping[str, Any], dialogue: Dialogue, groups: Iterable[Any]) -> list[Section]:
    """The sections of a frozen plan, as whole_plan gives those of today's. groups: (head, rows) of its target groups.

    Why the dialogue is held at all is decided once and for all: it is no part of what is approved.
    """
    then = Dialogue(source_language=dialogue.source_language, **_values(Dialogue, _own(plan)))
    if then.deciding_body_id == dialogue.deciding_body_id:
        then.deciding_body = dialogue.deciding_body
    activities = [
        Activity(number=int(part.partition(":")[2]), pk=int(part.partition(":")[2]), **_values(Activity, said))
        for part, said in plan.items()
        if part.startswith("activity:")
    ]
    once = [said for key, said in plan.items() if key in PARTS and not PARTS[key].is_list]
    return sections(
        then,
        sheet=Sheet(**_values(Sheet, {name: value for said in once for name, value in said.items()})),
        rows={part.key: [part.model(**_values(part.model, row)) for row in plan.get(part.key, [])] for part in LISTS},
        activities=activities,
        assessment=None,
        groups=groups,
    )


def _own(plan: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "deciding_body_id" if part == "deciding_body" else part: plan[part] for part in planning.PARTS if part in plan
    }


def _values(model: type[Model], said: Mapping[str, Any]) -> dict[str, Any]:
    """As the model keeps them: a day that JSON holds as text is a day again."""
    return {name: model._meta.get_field(name).to_python(value) for name, value in said.items()}


def _sheets(dialogue_ids: Collection[int]) -> QuerySet[Any]:
    fields = [field for part in PARTS.values() if not part.is_list for field in part.asked]
    return _rows(Sheet, "", fields, dialogue_ids)


def _read(part: Part, dialogue_ids: Collection[int]) -> QuerySet[Any]:
    return _rows(part.model, part.key, part.asked, dialogue_ids)


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
        if value:
            said["activity_id" if field.kind is Kind.ACTIVITY else field.name] = value
    return said
