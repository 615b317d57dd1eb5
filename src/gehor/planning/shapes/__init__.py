"""Process templates: tested shapes of a dialogue to start from. Each is one file in catalogue/; nobody lists them.

A shape proposes; it decides nothing. Its texts are for staff, except the titles and introductions of its activities,
which become the plan's own when they are added, and can be changed like any other.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import get_language

from gehor.ground.languages import LocalText, said
from gehor.planning.sources import Source, named
from gehor.process.stages import Stage
from gehor.process.words import Level

from . import rules

CATALOGUE = Path(__file__).parent / "catalogue"
LANGUAGES = ("sv", "en")  # every text of a shape is written in both


class Text(dict[str, str]):
    """A text of a shape: shows itself in the reader's language."""

    def __str__(self) -> str:
        source = LANGUAGES[0] if LANGUAGES[0] in self else next(iter(self), LANGUAGES[0])
        return said(self, source, get_language() or source)[0]


@dataclass(frozen=True)
class Step:
    """One step of a shape: what happens, who does it, and where in the river it lies."""

    title: Text
    happens: Text
    who: Text
    stage: Stage
    influence: bool  # whether what residents say directly shapes this step
    level: Level | None
    outside: bool  # held elsewhere; its result is brought in


@dataclass(frozen=True)
class Proposed:
    """An activity that a shape proposes. `after`: days from the last day of the one before, or from the first day."""

    method: str
    title: Text
    introduction: Text
    makes: Text
    level: Level
    setup: Mapping[str, Any]
    span: rules.Span
    shows_at_once: bool = False

    @property
    def days(self) -> int:
        return self.span.days


@dataclass(frozen=True)
class Law:
    text: Text
    source: str


@dataclass(frozen=True)
class Shape:
    """One process template."""

    key: str
    order: int
    kind: str
    levels: tuple[Level, ...]
    weeks: tuple[int, int]
    sources: tuple[Source, ...]
    name: Text
    what: Text
    use_when: Text
    not_when: Text
    prompts: Mapping[str, Text]  # part of the plan → what to ask oneself when writing it
    groups: tuple[Text, ...]
    law: tuple[Law, ...]
    steps: tuple[Step, ...]
    activities: tuple[Proposed, ...]
    before_decision: int | None = None  # days from the first day to the decision, where a dialogue has been held so

    @property
    def spans(self) -> list[rules.Span]:
        return [each.span for each in self.activities]


@cache
def shapes() -> dict[str, Shape]:
    """All of them by key, in the order in which they are offered."""
    found = [_read(path) for path in CATALOGUE.glob("*.toml")]
    return {shape.key: shape for shape in sorted(found, key=lambda shape: (shape.order, shape.key))}


def _read(path: Path) -> Shape:
    with path.open("rb") as file:
        told = tomllib.load(file)
    shortest, longest = told["weeks"]
    return Shape(
        key=path.stem,
        order=told["order"],
        kind=told["kind"],
        levels=tuple(Level(level) for level in told["levels"]),
        weeks=(shortest, longest),
        sources=tuple(named(told["sources"])),
        name=Text(told["name"]),
        what=Text(told["what"]),
        use_when=Text(told["use_when"]),
        not_when=Text(told["not_when"]),
        prompts={part: Text(text) for part, text in told["prompts"].items()},
        groups=tuple(Text(text) for text in told["groups"]),
        law=tuple(Law(Text(each["text"]), each["source"]) for each in told.get("law", ())),
        steps=tuple(_step(each) for each in told["steps"]),
        activities=tuple(_activity(each) for each in told["activities"]),
    )


def _step(told: Mapping[str, Any]) -> Step:
    return Step(
        title=Text(told["title"]),
        happens=Text(told["happens"]),
        who=Text(told["who"]),
        stage=Stage(told["stage"]),
        influence=told["influence"],
        level=Level(told["level"]) if "level" in told else None,
        outside=told.get("outside", False),
    )


def _activity(told: Mapping[str, Any]) -> Proposed:
    return Proposed(
        method=told["method"],
        title=Text(told["title"]),
        introduction=Text(told["introduction"]),
        makes=Text(told["makes"]),
        level=Level(told["level"]),
        setup=told.get("setup", {}),
        span=rules.Span(after=told["after"], days=told["days"]),
    )


def local(text: Text, source: str) -> LocalText:
    """The text as a plan in that language may hold it: with the source language, and the translation beside it."""
    return dict(text) if source in text else {source: str(text)}
