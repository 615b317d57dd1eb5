"""From marks to answers, and to what a person looks at: every unclear mark, handwriting and contradiction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gehor.process.asking import DECLINED, STEPS, Kind, Question, asked, tried

from .marks import MAP, Mark, Seen

# Why a question is to be looked at; texts.py has a sentence for each
UNCLEAR, TAKEN_BACK, WRITTEN, TOO_MANY, CONTRADICTION = "unclear", "taken_back", "written", "too_many", "contradiction"
ON_MAP = "on_map"


@dataclass(frozen=True)
class Sense:
    """given: what the boxes say, as a form would give it. look: question → why somebody must look at it."""

    given: dict[str, Any]
    look: dict[str, str]


def made_of(questions: Sequence[Question], seen: Seen) -> Sense:
    """Answers of what was seen on all pages of a sheet. Nothing that is to be looked at is taken for sure."""
    given: dict[str, Any] = {}
    look: dict[str, str] = {}
    for question in asked(questions):
        value, why = _one(question, seen)
        if value is not None:
            given[question.key] = value
        if why:
            look[question.key] = why
    for refusal in tried(questions, given, is_whole=False)[1]:
        look.setdefault(refusal.params.get("field", ""), CONTRADICTION)
    return Sense(given, {key: why for key, why in look.items() if key})


def _one(question: Question, seen: Seen) -> tuple[Any, str]:
    declined = seen.boxes.get(f"{question.key}.{DECLINED}", Mark.EMPTY)
    value, why = _answer(question, seen)
    if declined is Mark.EMPTY:
        return value, why
    if declined is not Mark.MARKED:
        return value, UNCLEAR
    if value is not None or why:
        return value, why or CONTRADICTION
    return {DECLINED: True}, ""


def _answer(question: Question, seen: Seen) -> tuple[Any, str]:
    match question.kind:
        case Kind.ONE:
            return _single(_marks(question.key, [each.key for each in question.options], seen))
        case Kind.SCALE:
            step, why = _single(_marks(question.key, list(map(str, question.steps)), seen))
            return (int(step) if step else None), why
        case Kind.SEVERAL:
            marks = _marks(question.key, [each.key for each in question.options], seen)
            return [key for key, mark in marks.items() if mark is Mark.MARKED] or None, _doubt(marks)
        case Kind.MATRIX:
            return _rows(question, seen)
        case Kind.RANK | Kind.POINTS:
            written = any(seen.fields.get(f"{question.key}.{each.key}") for each in question.options)
            return None, WRITTEN if written else ""
        case _:
            written = WRITTEN if seen.fields.get(question.key) else ""
            return None, written or (ON_MAP if seen.fields.get(f"{question.key}.{MAP}") else "")


def _rows(question: Question, seen: Seen) -> tuple[dict[str, int] | None, str]:
    assert question.kind in STEPS
    value, doubt = {}, ""
    for row in question.rows:
        step, why = _single(_marks(f"{question.key}.{row.key}", list(map(str, question.steps)), seen))
        if step:
            value[row.key] = int(step)
        doubt = doubt or why
    return value or None, doubt


def _marks(prefix: str, keys: Sequence[str], seen: Seen) -> dict[str, Mark]:
    return {key: seen.boxes.get(f"{prefix}.{key}", Mark.EMPTY) for key in keys}


def _single(marks: Mapping[str, Mark]) -> tuple[str | None, str]:
    """The one box that is marked. Several, or a doubt beside it, and a person looks."""
    chosen = [key for key, mark in marks.items() if mark is Mark.MARKED]
    if len(chosen) > 1:
        return None, TOO_MANY
    return (chosen[0] if chosen else None), _doubt(marks)


def _doubt(marks: Mapping[str, Mark]) -> str:
    found = set(marks.values())
    if Mark.UNCLEAR in found:
        return UNCLEAR
    return TAKEN_BACK if Mark.FILLED in found else ""
