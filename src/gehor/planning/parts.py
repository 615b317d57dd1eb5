"""What may stand in each part of a plan: one place for the steps that state it and for the one that changes it."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from gehor.ground import addresses, catalogue, clock, written
from gehor.ground.errors import WrongInput
from gehor.ground.organisations.models import Body
from gehor.process.words import Level

from . import queries, rules
from .models import Activity, Dialogue
from .rules import Kind


def settled(dialogue: Dialogue, part: str, value: Any, *, field: str = "") -> Any:
    """The value as it may be stored. Raises WrongInput, at the form field named `field` (else the part's own name)."""
    field = field or part
    longest = rules.LONGEST.get(part, written.TEXT)
    required = part not in rules.OPTIONAL
    match rules.PARTS[part]:
        case Kind.TEXT:
            source = dialogue.source_language
            return written.local(value, source, field=field, required=required, longest=longest, lines=part != "title")
        case Kind.LINE:
            line = written.line(value, field=field, required=required, longest=longest)
            return addresses.email(line, field=field, required=False) if part == "contact_email" else line
        case Kind.LEVELS:
            return _levels(dialogue, value, field)
        case Kind.BODY:
            return _body(dialogue, value, field)
        case Kind.DAY:
            return _day(dialogue, part, value, field)


def last_day(activity: Activity, value: dt.date, *, field: str) -> dt.date:
    """A new last day of an activity. Raises WrongInput."""
    _refuse(
        rules.activity_days_fault(
            activity.begins_on, value, today=clock.today(), decision_on=activity.dialogue.decision_on
        ),
        field,
    )
    people_meet_within(activity, activity.setup, activity.begins_on, value, field=field)
    return value


def people_meet_within(
    activity: Activity, setup: Mapping[str, Any], begins_on: dt.date, ends_on: dt.date, *, field: str
) -> None:
    """Raises WrongInput where people were to come together on a day when the activity is not open."""
    held = catalogue.methods()[activity.method].occasion(setup)
    if held and not begins_on <= held.day <= ends_on:
        raise WrongInput("held_outside_its_days", field=field, day=held.day)


def stored(value: Any) -> Any:
    """The value as a published change keeps it, readable also when bodies have other names."""
    if isinstance(value, dt.date):
        return value.isoformat()
    return value.name if isinstance(value, Body) else value


def _levels(dialogue: Dialogue, values: Any, field: str) -> list[str]:
    try:
        levels = [Level(value) for value in values]
    except ValueError:
        raise WrongInput("unknown_level", field=field) from None
    in_use = [Level(level) for level in queries.activities(dialogue).values_list("level", flat=True)]
    _refuse(rules.levels_fault(levels, in_use=in_use), field)
    return [level.value for level in rules.in_order(levels)]


def _body(dialogue: Dialogue, body: Body | None, field: str) -> Body:
    if body is None:
        raise WrongInput("text_missing", field=field)
    if body.organisation_id != dialogue.organisation_id:
        raise WrongInput("body_of_another_organisation", field=field)
    if body.is_dissolved(clock.today()):
        raise WrongInput("body_is_dissolved", field=field, name=body.name, dissolved_on=body.dissolved_on)
    return body


def _day(dialogue: Dialogue, part: str, day: dt.date | None, field: str) -> dt.date:
    if day is None:
        raise WrongInput("text_missing", field=field)
    today = clock.today()
    if part == "decision_on":
        until = queries.open_until(dialogue)
        _refuse(rules.decision_day_fault(day, today=today, answer_due=dialogue.answer_due, open_until=until), field)
    else:
        _refuse(rules.answer_day_fault(day, today=today, decision_on=dialogue.decision_on), field)
    return day


def _refuse(code: str | None, field: str) -> None:
    if code:
        raise WrongInput(code, field=field)
