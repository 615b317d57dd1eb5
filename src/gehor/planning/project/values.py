"""What may stand in each field of the project plan: one place for forms, the demo and programs alike."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from gehor.ground import written
from gehor.ground.errors import WrongInput
from gehor.planning import queries as planning
from gehor.planning.models import Activity, Dialogue

from . import holders
from .outline import Field, Part
from .rules import Kind


def settled(dialogue: Dialogue, part: Part, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as they may be stored, one for each field of the part's form. Raises WrongInput, at the field."""
    found = {field.name: _settled(dialogue, field, values.get(field.name)) for field in part.asked}
    if part.holder:
        found |= holders.held(dialogue, found.pop("held_by"), found["who"])
    starts, ends = found.get("starts_at"), found.get("ends_at")
    if starts and ends and ends <= starts:
        raise WrongInput("occasion_ends_before_it_begins", field="ends_at")
    if part.key == "budget":
        found = {**found, **{name: found[name] or 0 for name in ("hours_planned", "sek_planned")}}
        if not found["hours_planned"] and not found["sek_planned"]:
            raise WrongInput("post_is_empty", field="hours_planned")
    return found


def number(value: Any, field: Field) -> int | None:
    """A number from 0 (of people, from 1) up to what the field can hold, or none. Raises WrongInput."""
    if value is None:
        return None
    least = 1 if field.name == "people" else 0
    if not least <= value <= field.most:
        code = "people_out_of_range" if least else "number_out_of_range"
        raise WrongInput(code, field=field.name, most=field.most)
    return int(value)


def _settled(dialogue: Dialogue, field: Field, value: Any) -> Any:
    name, required = field.name, field.required
    match field.kind:
        case Kind.TEXT | Kind.WORDS:
            lines = field.kind is Kind.TEXT
            longest = written.TEXT if lines else written.LINE
            source = dialogue.source_language
            return written.local(value or {}, source, field=name, required=required, longest=longest, lines=lines)
        case Kind.LINE:
            return written.line(value or "", field=name, required=required)
        case Kind.NUMBER:
            return number(value, field)
        case Kind.CHOICE | Kind.STEP:
            return _choice(field, value)
        case Kind.CHOICES:
            return [code for code in field.choices or {} if code in {_choice(field, each) for each in value or ()}]
        case Kind.ACTIVITY:
            return _activity(dialogue, value, name)
        case Kind.DAY | Kind.TIME:
            return _moment(field, value)
        case Kind.HOLDER:
            return value or ""


def _choice(field: Field, value: Any) -> Any:
    if value in (None, "") and not field.required:
        return ""
    if value not in (field.choices or {}):
        raise WrongInput("unknown_choice", field=field.name)
    return value


def _activity(dialogue: Dialogue, pk: int | None, name: str) -> Activity | None:
    if not pk:
        return None
    activity = planning.activities(dialogue).filter(pk=pk).first()
    if activity is None:
        raise WrongInput("unknown_choice", field=name)
    return activity


def _moment(field: Field, value: dt.date | dt.time | None) -> dt.date | dt.time | None:
    if value is None and field.required:
        raise WrongInput("text_missing", field=field.name)
    return value
