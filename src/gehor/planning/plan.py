"""The plan as people read it: for the public page, for staff, and old beside new where it has been changed."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gehor.ground import catalogue
from gehor.ground.languages import LocalText, said
from gehor.process.method import Method

from . import queries, rules
from .checks.models import CriterionAnswer
from .checks.queries import answers_of
from .models import Activity, Assessment, Dialogue, PublishedChange
from .rules import Kind
from .texts import LAST_DAY, LEVELS, OUTCOMES, PARTS, LevelWords


@dataclass(frozen=True)
class Part:
    """One part of the plan. kind: "text" (a LocalText), "day", "words" (str) or "list" (of str)."""

    key: str
    label: str | Promise
    kind: str
    value: Any


@dataclass(frozen=True)
class Change:
    """One published change, old and new shown alike."""

    label: str | Promise
    before: Part
    after: Part
    reason: LocalText
    published_at: dt.datetime


@dataclass(frozen=True)
class Way:
    """One way of taking part, in words."""

    activity: Activity
    method: str | Promise
    level: LevelWords | None  # None: unknown, of an activity that was held earlier


@dataclass(frozen=True)
class Plan:
    """Everything public about the plan of one dialogue."""

    dialogue: Dialogue
    assessment: Assessment | None
    outcome: str | Promise
    answers: tuple[CriterionAnswer, ...]
    levels: tuple[LevelWords, ...]
    ways: tuple[Way, ...]
    changes: tuple[Change, ...]


def public_plan(dialogue: Dialogue) -> Plan:
    """Four queries. Show it with planning/_plan.html."""
    assessment = queries.latest_assessment(dialogue)
    activities = list(queries.activities(dialogue))
    return Plan(
        dialogue=dialogue,
        assessment=assessment,
        outcome=OUTCOMES[assessment.outcome][0] if assessment else "",
        answers=tuple(answers_of(assessment)),
        levels=tuple(LEVELS[level] for level in dialogue.levels),
        ways=tuple(Way(each, catalogue.words(each.method).name, LEVELS.get(each.level)) for each in activities),
        changes=_changes(dialogue, queries.changes(dialogue), activities),
    )


def changes_of(dialogue: Dialogue) -> tuple[Change, ...]:
    """What has been changed after somebody had answered, the latest first: two queries."""
    return _changes(dialogue, queries.changes(dialogue), list(queries.activities(dialogue)))


def parts_of(dialogue: Dialogue) -> list[Part]:
    """The parts that change only by a published change, as they stand now."""
    own = [_part(key, PARTS[key], kind, _now(dialogue, key)) for key, kind in rules.PARTS.items()]
    days = [
        _part(rules.last_day_of(each.number), _last_day_label(each, dialogue), Kind.DAY, each.ends_on)
        for each in queries.activities(dialogue)
    ]
    return own + days


def part_of(dialogue: Dialogue, key: str) -> Part:
    """One of them. Else 404."""
    found = next((part for part in parts_of(dialogue) if part.key == key), None)
    if found is None:
        raise Http404
    return found


def warnings_of(dialogue: Dialogue, activities: Sequence[Activity]) -> list[str]:
    """Codes of what is allowed in this plan and yet unwise."""
    methods = catalogue.methods()
    return rules.warnings(
        days=[(each.begins_on, each.ends_on) for each in activities],
        channels=[
            channel for each in activities if each.method in methods for channel in methods[each.method].channels
        ],
        decision_on=dialogue.decision_on,
        answer_due=dialogue.answer_due,
    )


def method_of(key: str) -> Method:
    """The method, if this installation has it. Else 404."""
    if key not in catalogue.methods():
        raise Http404
    return catalogue.methods()[key]


def _changes(
    dialogue: Dialogue, changes: Iterable[PublishedChange], activities: Iterable[Activity]
) -> tuple[Change, ...]:
    titles = {each.number: _last_day_label(each, dialogue) for each in activities}
    return tuple(_change(change, titles) for change in changes)


def _change(change: PublishedChange, titles: dict[int, str]) -> Change:
    number = rules.activity_number(change.part)
    label = PARTS.get(change.part, change.part) if number is None else titles.get(number, change.part)
    kind = Kind.DAY if number is not None else rules.PARTS.get(change.part, Kind.LINE)
    stored = (change.before, change.after)
    before, after = (
        _part(change.part, label, kind, value) for value in (_alike(*stored) if kind is Kind.TEXT else stored)
    )
    return Change(label, before, after, change.reason, change.published_at)


def _alike(before: LocalText, after: LocalText) -> tuple[LocalText, LocalText]:
    """Old and new in the languages that both have: nobody can compare a Swedish text with an English one."""
    both = set(before or {}) & set(after or {})
    if not both:
        return before, after
    old, new = ({code: text[code] for code in sorted(both)} for text in (before, after))
    return old, new


def _part(key: str, label: str | Promise, kind: Kind, value: Any) -> Part:
    match kind:
        case Kind.TEXT:
            return Part(key, label, "text", value or {})
        case Kind.LEVELS:
            return Part(key, label, "list", [LEVELS[level].label for level in value or []])
        case Kind.DAY:
            return Part(key, label, "day", dt.date.fromisoformat(value) if isinstance(value, str) else value)
        case _:
            return Part(key, label, "words", value or "")


def _now(dialogue: Dialogue, key: str) -> Any:
    if key == "deciding_body":
        return dialogue.deciding_body.name if dialogue.deciding_body else ""
    return getattr(dialogue, key)


def _last_day_label(activity: Activity, dialogue: Dialogue) -> str:
    source = dialogue.source_language
    title, _language = said(activity.title, source, get_language() or source)
    return str(LAST_DAY).format(title=title or _("number %(number)d") % {"number": activity.number})
