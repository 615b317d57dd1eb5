"""The project plan as it stands: parts, rows, what is settled, what it takes, and the whole of it in one structure."""

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import Http404

from gehor.ground import clock
from gehor.ground.errors import WrongMoment
from gehor.ground.languages import LocalText
from gehor.planning import queries as planning
from gehor.planning.checks.queries import answers_of
from gehor.planning.models import Activity, Dialogue
from gehor.process.facts import Facts
from gehor.process.needs import ALL as NEEDS

from . import frozen, rules
from .models import Occasion, Post, Row, Sheet
from .outline import LISTS, OUTLINE, PARTS, Field, Part, RiverPart
from .rules import Resources
from .whole import Cell, Section, sections, shown, value_of

__all__ = ["Resources", "Section", "frozen_sections", "resources", "tell", "whole_plan"]


def resources(dialogue: Dialogue) -> Resources:
    """Hours and kronor, planned and actual, over all posts of the budget: one query."""
    columns = ("hours_planned", "sek_planned", "hours_actual", "sek_actual")
    return rules.summed(Post.objects.filter(dialogue=dialogue).order_by().values_list(*columns))


def whole_plan(dialogue: Dialogue) -> list[Section]:
    """Everything that the plan says, in the order in which it is settled, in the reader's language. See whole.py."""
    plan = frozen.contents([dialogue.pk], reported=True)[dialogue.pk]
    assessment = planning.latest_assessment(dialogue)
    return sections(
        dialogue,
        sheet=frozen.sheet_of(plan),
        rows=frozen.rows_of(plan),
        activities=list(planning.activities(dialogue)),
        assessment=assessment,
        answers=answers_of(assessment),
        groups=_TOLD["target_groups"](dialogue) if "target_groups" in _TOLD else (),
    )


# Target groups are settled in the middle of the plan and lie downstream of it; so the site, which knows everyone, says
# where their rows come from when it starts.
_TOLD: dict[str, Callable[[Any], Any]] = {}


def tell(**sources: Callable[[Any], Any]) -> None:
    """target_groups: dialogue → (head, rows), see whole.Table; frozen_groups: groups as frozen → the same."""
    _TOLD.update(sources)


def frozen_sections(plan: Mapping[str, Any], dialogue: Dialogue) -> list[Section]:
    """As whole_plan, of a plan that together.content has frozen; why the dialogue is held is left out."""
    told = _TOLD.get("frozen_groups")
    return frozen.as_sections(plan, dialogue, told(plan.get("target_groups", [])) if told else ())


def sheet_of(dialogue: Dialogue) -> Sheet:
    """What is said once; an unsaved one where nothing is said yet."""
    return Sheet.objects.filter(dialogue=dialogue).first() or Sheet(dialogue=dialogue, changed_at=clock.now())


def part_named(key: str) -> Part:
    """Else 404."""
    if key not in PARTS:
        raise Http404
    return PARTS[key]


def part_of_row(row: Row) -> Part:
    return next(part for part in LISTS if part.model is type(row))


def rows_of(dialogue: Dialogue, part: Part) -> QuerySet[Any]:
    return part.model.objects.filter(dialogue=dialogue)


def row_of(dialogue: Dialogue, part: Part, pk: int, *, gone: bool = False) -> Any:
    """One row of that part, which knows its dialogue. Else 404, or WrongMoment where `gone`: somebody has written."""
    row = rows_of(dialogue, part).filter(pk=pk).first() if part.is_list else None
    if row is None and gone and part.is_list:
        raise WrongMoment("plan_row_gone")
    if row is None:
        raise Http404
    row.dialogue = dialogue
    return row


def cell(row: Any, field: Field, titles: Mapping[int, LocalText]) -> Cell:
    """What a row says in one field, in words. titles: of the ways of taking part, by id."""
    return shown(field, value_of(row, field), titles)


def counts(dialogue: Dialogue) -> dict[str, int]:
    """How many rows each part has: one query."""
    columns = {part.key: planning.counted(part.model.objects.all()) for part in LISTS}
    return dict(Dialogue.objects.order_by().filter(pk=dialogue.pk).values(**columns)[0])


def is_settled(part: Part | RiverPart, *, facts: Facts, sheet: Sheet, rows: Mapping[str, int]) -> bool:
    """Whether the part says anything; of the river's own parts: whether all that the river asks for is there."""
    if isinstance(part, RiverPart):
        return all(NEEDS[code].holds(facts) for code in part.needs)
    if part.is_list:
        return rows[part.key] > 0
    return any(getattr(sheet, field.name) for field in part.fields)


def settled_parts(dialogue: Dialogue, facts: Facts) -> list[tuple[Part | RiverPart, bool]]:
    """Every part in its order, with whether it is settled: two queries."""
    sheet, rows = sheet_of(dialogue), counts(dialogue)
    return [(part, is_settled(part, facts=facts, sheet=sheet, rows=rows)) for part in OUTLINE]


def warnings(
    dialogue: Dialogue, occasions: Collection[Occasion], activities: Sequence[Activity]
) -> dict[int, list[str]]:
    """Occasion's id → codes of what is unwise about its day and time."""
    days = {each.pk: _day_of(each) for each in activities}
    held = [
        rules.Held(each.pk, each.held_on, each.starts_at, each.ends_at, days.get(each.activity_id))
        for each in occasions
    ]
    return rules.warnings(held, decision_on=dialogue.decision_on)


def _day_of(activity: Activity) -> dt.date | None:
    """The day that the set-up of a meeting names; a way of taking part that lasts for weeks has none."""
    try:
        return dt.date.fromisoformat(activity.setup.get("date") or "")
    except (TypeError, ValueError):
        return None
