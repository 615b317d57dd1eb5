"""The activities of a template become a plan's own, by the same action as those that are chosen one by one."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from gehor.ground import catalogue, clock
from gehor.ground.act import Actor, begin
from gehor.ground.errors import WrongInput
from gehor.ground.languages import LocalText
from gehor.planning.actions import choose_method
from gehor.planning.models import Activity, Dialogue
from gehor.planning.queries import facts_known
from gehor.process.steps import CHOOSE_METHOD

from . import Proposed, Shape, local, queries, rules


@transaction.atomic
def add_activities(dialogue: Dialogue, *, actor: Actor, first_day: dt.date, place: LocalText) -> list[Activity]:
    """All of them, or none. Each can be changed afterwards; nothing opens.

    place: where the meetings are held. Raises WrongInput.
    """
    # Guards before anything else is told, and locks: two who press at once do not add them twice.
    # What is done is recorded by choose_method, once for each.
    begin(CHOOSE_METHOD, dialogue, actor=actor, facts=facts_known)
    shape = queries.shape_of(dialogue)
    if shape is None:
        raise WrongInput("unknown_template", field="first_day")
    if queries.added(dialogue, shape):
        raise WrongInput("template_added_already", field="first_day")
    try:
        days = rules.dated(shape.spans, first_day)
    except OverflowError:
        raise WrongInput("no_such_day", field="first_day") from None
    fault = rules.first_day_fault(first_day, shape.spans, today=clock.today(), decision_on=dialogue.decision_on)
    if fault:
        latest = rules.latest_first_day(shape.spans, dialogue.decision_on or first_day)
        raise WrongInput(fault, field="first_day", latest=latest)
    return [_add(dialogue, *each, actor=actor, place=place) for each in zip(shape.activities, days, strict=True)]


def has_meetings(shape: Shape) -> bool:
    """Whether a place must be named."""
    return any(each.method == "meeting" for each in shape.activities)


def first_place(shape: Shape) -> LocalText:
    """Where its first meeting was held: a finished dialogue knows it, a template of the catalogue does not."""
    return next((dict(each.setup["place"]) for each in shape.activities if each.setup.get("place")), {})


def usual_first_day(dialogue: Dialogue, shape: Shape) -> dt.date | None:
    """As long before the decision as the finished dialogue began. None where that has passed, or nobody knows."""
    if dialogue.decision_on is None or shape.before_decision is None:
        return None
    day = dialogue.decision_on - dt.timedelta(days=shape.before_decision)
    return day if day >= clock.today() else None


def _add(
    dialogue: Dialogue, proposed: Proposed, days: tuple[dt.date, dt.date], *, actor: Actor, place: LocalText
) -> Activity:
    method = catalogue.methods()[proposed.method]
    level = rules.fitting_level(proposed.level, of_dialogue=dialogue.levels, of_method=method.levels)
    if level is None:
        raise WrongInput("template_suits_no_level", field="first_day", activity=str(proposed.title))
    source = dialogue.source_language
    begins_on, ends_on = days
    return choose_method(
        dialogue,
        actor=actor,
        method=proposed.method,
        title=local(proposed.title, source),
        introduction=local(proposed.introduction, source),
        level=level,
        setup=_setup(dialogue, proposed, begins_on, place),
        begins_on=begins_on,
        ends_on=ends_on,
        shows_at_once=proposed.shows_at_once,
    )


def _setup(dialogue: Dialogue, proposed: Proposed, day: dt.date, place: LocalText) -> dict[str, Any]:
    """As the method's own set-up form settles it, so that nothing is stored that the form would refuse."""
    source = dialogue.source_language
    given = {**proposed.setup, "date": day.isoformat(), "place": place}
    form = catalogue.methods()[proposed.method].setup_form(_typed(given, source), source=source)
    if not form.is_valid():
        raise WrongInput("template_setup_refused", field="place", activity=str(proposed.title))
    cleaned: dict[str, Any] = form.cleaned_data
    return cleaned


def _typed(given: Mapping[str, Any], source: str) -> dict[str, Any]:
    """The values as a browser would send them; what the form has no field for it does not read."""
    sent: dict[str, Any] = {}
    for name, value in given.items():
        if isinstance(value, Mapping):
            texts = value if source in value else {source: next(iter(value.values()), "")}
            sent |= {f"{name}_{language}": text for language, text in texts.items()}
        else:
            sent[name] = value
    return sent
