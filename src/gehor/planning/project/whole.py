"""The whole plan as one structure, for the page to print and for documents: headings, labels, texts and tables.

    for section in whole_plan(dialogue):
        section.heading, section.public
        for label, value in section.entries: value is a LocalText, a line (str) or a Table

What is not said is left out of `entries`; a section that says nothing has none. Days, numbers and codes are already
words in the reader's language; a LocalText is shown in the reader's language or else in `dialogue.source_language`.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format, number_format, time_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from gehor.ground import catalogue
from gehor.ground.languages import LocalText
from gehor.planning.checks.models import CriterionAnswer
from gehor.planning.checks.texts import SAYS
from gehor.planning.models import Activity, Assessment, Dialogue
from gehor.planning.texts import LEVELS, OUTCOMES
from gehor.planning.texts import PARTS as RIVER_LABELS

from .models import Sheet
from .outline import OUTLINE, REPORTED, Field, Part
from .rules import Kind, summed

Cell = LocalText | str
Label = str | Promise


@dataclass(frozen=True)
class Table:
    """Rows of one part. Every row has as many cells as there are heads; an empty cell is ""."""

    head: tuple[Label, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Section:
    """One part of the plan. public: whether it concerns everybody, or only those who do the work."""

    key: str
    heading: Label
    public: bool
    entries: tuple[tuple[Label, Cell | Table], ...]


def sections(
    dialogue: Dialogue,
    *,
    sheet: Sheet,
    rows: Mapping[str, Sequence[Any]],
    activities: Sequence[Activity],
    assessment: Assessment | None,
    groups: Iterable[Any],
    answers: Iterable[CriterionAnswer] = (),
) -> list[Section]:
    """Every part of the outline, in its order. sheet, rows: as frozen.py reads them.

    groups: (head, rows) of the target groups, or nothing. answers: to the organisation's own criteria.
    """
    titles = {each.number: each.title for each in activities}
    river = {
        "assess": _assessed(assessment, answers),
        "purpose": _of_dialogue(dialogue, "title", "background", "question", "purpose", "goal"),
        "influence": [*_of_dialogue(dialogue, "can_influence", "cannot_influence"), *_levels(dialogue)],
        "decision_maker": _decision(dialogue),
        "target_groups": _groups(groups),
        "activities": _activities(activities),
        "answer_promise": _promise(dialogue),
    }
    found = []
    for part in OUTLINE:
        if not isinstance(part, Part):
            entries, public = river[part.key], True
        elif part.is_list:
            entries, public = _table(part, rows[part.key], titles), part.public
        else:
            entries, public = _said_once(part, sheet), part.public
        found.append(Section(part.key, part.heading, public, tuple(entries)))
    return found


def shown(field: Field, value: Any, titles: Mapping[int, LocalText]) -> Cell:
    """One value as a cell: empty where nothing is said. titles: of the ways of taking part, by id."""
    if value is None or value in ("", {}, []) or (value == 0 and field.name not in REPORTED):
        return ""
    match field.kind:
        case Kind.TEXT | Kind.WORDS:
            return dict(value)
        case Kind.DAY:
            return date_format(value, "DATE_FORMAT")
        case Kind.TIME:
            return time_format(value, "H:i")
        case Kind.NUMBER:
            return number_format(value, force_grouping=True)
        case Kind.CHOICE | Kind.STEP:
            return str((field.choices or {}).get(value, value))
        case Kind.CHOICES:
            return ", ".join(str((field.choices or {}).get(each, each)) for each in value)
        case Kind.ACTIVITY:
            return dict(titles.get(value, {}))
        case _:
            return str(value)


def value_of(row: Any, field: Field) -> Any:
    """What a row has stored in one field; of a way of taking part, its id."""
    return row.activity_id if field.kind is Kind.ACTIVITY else getattr(row, field.name)


def _said_once(part: Part, sheet: Sheet) -> Iterator[tuple[Label, Cell]]:
    for field in part.fields:
        cell = shown(field, getattr(sheet, field.name), {})
        if cell:
            yield field.label, cell


def _table(part: Part, rows: Sequence[Any], titles: Mapping[int, LocalText]) -> Iterator[tuple[Label, Cell | Table]]:
    """The columns that any row says something in; below a budget, what it adds up to."""
    if not rows:
        return
    cells = [[shown(field, value_of(row, field), titles) for field in part.fields] for row in rows]
    yield part.heading, _used([field.label for field in part.fields], cells)
    if part.key == "budget":
        yield from _sums(rows)


def _used(head: Sequence[Label], rows: Sequence[Sequence[Cell]]) -> Table:
    """The table without the columns that say nothing in any row."""
    used = [number for number in range(len(head)) if any(row[number] for row in rows)]
    return Table(tuple(head[number] for number in used), tuple(tuple(row[number] for number in used) for row in rows))


def _sums(posts: Sequence[Any]) -> Iterator[tuple[Label, str]]:
    total = summed((each.hours_planned, each.sek_planned, each.hours_actual, each.sek_actual) for each in posts)
    yield _("In all, as planned"), hours_and_sek(total.planned_hours, total.planned_sek)
    if total.reported:
        yield _("In all, as reported so far"), hours_and_sek(total.actual_hours or 0, total.actual_sek or 0)


def hours_and_sek(hours: int, sek: int) -> str:
    """What is nought goes unsaid, unless both are."""
    shown = {name: number_format(value, force_grouping=True) for name, value in (("hours", hours), ("sek", sek))}
    if (hours and sek) or not (hours or sek):
        return _("%(hours)s h and %(sek)s kr") % shown
    return _("%(hours)s h") % shown if hours else _("%(sek)s kr") % shown


def _of_dialogue(dialogue: Dialogue, *names: str) -> Iterator[tuple[Label, Cell]]:
    for name in names:
        value = getattr(dialogue, name)
        if value:
            yield RIVER_LABELS[name], _day(value) if isinstance(value, dt.date) else value


def _assessed(
    assessment: Assessment | None, answers: Iterable[CriterionAnswer]
) -> Iterator[tuple[Label, Cell | Table]]:
    if not assessment:
        return
    yield _("Outcome"), str(OUTCOMES[assessment.outcome][0])
    yield _("Reason"), assessment.reason
    if assessment.referred_to:
        yield _("To whom it is referred"), assessment.referred_to
    yes_no = {True: _("Yes"), False: _("No")}
    asked: list[tuple[Cell, ...]] = [
        (_("Can the question be influenced?"), yes_no[assessment.question_can_be_influenced], ""),
        (_("Can those who decide be influenced?"), yes_no[assessment.deciders_can_be_influenced], ""),
        *((each.wording.question, str(SAYS[each.say]), each.note or "") for each in answers),
    ]
    yield _("What was asked first"), _used((_("Question"), _("Answer"), _("Why")), asked)


def _levels(dialogue: Dialogue) -> Iterator[tuple[Label, Cell]]:
    if dialogue.levels:
        yield RIVER_LABELS["levels"], ", ".join(str(LEVELS[level].label) for level in dialogue.levels)


def _decision(dialogue: Dialogue) -> Iterator[tuple[Label, Cell]]:
    if dialogue.deciding_body:
        yield RIVER_LABELS["deciding_body"], dialogue.deciding_body.name
    yield from _of_dialogue(dialogue, "decision_on", "case_number")


def _promise(dialogue: Dialogue) -> Iterator[tuple[Label, Cell]]:
    yield from _of_dialogue(dialogue, "answer_due", "answer_promise", "contact_name", "contact_email")


def _groups(told: Iterable[Any]) -> Iterator[tuple[Label, Table]]:
    head, rows = tuple(told) or ((), ())
    if rows:
        yield _("Target groups"), _used(head, rows)


def _activities(activities: Sequence[Activity]) -> Iterator[tuple[Label, Table]]:
    if not activities:
        return
    head = (_("What residents are invited to"), _("Method"), RIVER_LABELS["levels"], _("First day"), _("Last day"))
    yield (
        _("Ways of taking part"),
        Table(
            head,
            tuple(
                (
                    each.title,
                    str(catalogue.words(each.method).name),
                    str(LEVELS[each.level].label) if each.level else "",
                    _day(each.begins_on),
                    _day(each.ends_on),
                )
                for each in activities
            ),
        ),
    )


def _day(day: dt.date) -> str:
    return date_format(day, "DATE_FORMAT")
