"""What is chosen among and how, in plain Python.

A setup is {"way": a Way, "options": {language: lines}, "earlier": 0, "points": 10, "most": 0}: one option a line, the
same line in every language; or the number of an earlier activity of the same dialogue whose categories are chosen
among. Those stand in "frozen", [{"key", "name"}], from the opening on. points: of points and dots, how many there are
to give. most: how many may be ranked or approved of, 0 for any number.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from itertools import combinations
from typing import Any

from gehor.calc.text.tidying import tidy_line
from gehor.process.asking import Kind, LocalText, Option, Question

LEAST, MOST, MOST_IN_PAIRS = 2, 30, 7  # options; of seven there are 21 pairs
OPTION_MOST = 120  # characters
POINTS_MOST = 100


class Way(StrEnum):
    """How people say what matters most to them."""

    RANK = "rank"
    POINTS = "points"
    DOTS = "dots"
    APPROVAL = "approval"
    PAIRWISE = "pairwise"


POINTED = frozenset({Way.POINTS, Way.DOTS})
LIMITED = frozenset({Way.RANK, Way.APPROVAL})  # where at most so many may be ranked or chosen

LABELS = {
    Way.RANK: {"sv": "Vad är viktigast?", "en": "What matters most?"},
    Way.POINTS: {"sv": "Dela ut poängen på det som är viktigast", "en": "Give the points to what matters most"},
    Way.DOTS: {"sv": "Sätt prickarna på det som är viktigast", "en": "Put the dots on what matters most"},
    Way.APPROVAL: {"sv": "Vad är viktigt?", "en": "What matters?"},
    Way.PAIRWISE: {"sv": "Vilket är viktigast: {a} eller {b}?", "en": "Which matters more: {a} or {b}?"},
}


def way_of(setup: Mapping[str, Any]) -> Way:
    return Way(setup.get("way") or Way.RANK)


def options(setup: Mapping[str, Any]) -> tuple[Option, ...]:
    """What is chosen among, in order: o1, o2, …

    >>> [each.key for each in options({"options": {"sv": "Skola\\nPark"}})]
    ['o1', 'o2']
    """
    if "frozen" in setup:
        names: list[LocalText] = [each["name"] for each in setup["frozen"]]
    else:
        by_language = {language: lines(text) for language, text in (setup.get("options") or {}).items()}
        count = max(map(len, by_language.values()), default=0)
        names = [
            {language: texts[at] for language, texts in by_language.items() if at < len(texts)} for at in range(count)
        ]
    return tuple(Option(f"o{number}", name) for number, name in enumerate(names, 1))


def lines(text: str) -> list[str]:
    return [line for line in map(tidy_line, text.splitlines()) if line]


def frozen(setup: Mapping[str, Any], categories: Sequence[tuple[str, LocalText]]) -> dict[str, Any]:
    """The set-up with the categories of an earlier activity as they stand now."""
    return {**setup, "frozen": [{"key": key, "name": dict(name)} for key, name in categories]}


def questions(setup: Mapping[str, Any]) -> tuple[Question, ...]:
    """What is asked: one thing; or of every two options which of them matters more."""
    way, known = way_of(setup), options(setup)
    if len(known) < LEAST:
        return ()
    most = int(setup.get("most") or 0) or None
    if way is Way.RANK:
        return (Question(way.value, Kind.RANK, LABELS[way], options=known, most=most, required=True),)
    if way in POINTED:
        points = int(setup.get("points") or 10)
        return (Question(way.value, Kind.POINTS, LABELS[way], options=known, most=points, required=True),)
    if way is Way.APPROVAL:
        return (Question(way.value, Kind.SEVERAL, LABELS[way], options=known, most=most, required=True),)
    return tuple(Question(pair(a, b), Kind.ONE, _which(a, b), options=(a, b)) for a, b in combinations(known, 2))


def _which(a: Option, b: Option) -> LocalText:
    """It names both, so that an answer can be read alone: on a receipt, or as a row of a file."""
    spoken = a.label.keys() & b.label.keys()
    named = {language: (a.label[language], b.label[language]) for language in spoken & LABELS[Way.PAIRWISE].keys()}
    if not named:  # written in other languages only: the sentence is ours, the names are as they were written
        named = dict.fromkeys(LABELS[Way.PAIRWISE], (next(iter(a.label.values())), next(iter(b.label.values()))))
    return {language: LABELS[Way.PAIRWISE][language].format(a=one, b=other) for language, (one, other) in named.items()}


def pair(a: Option, b: Option) -> str:
    return f"{a.key}-{b.key}"
