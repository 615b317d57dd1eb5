"""What came of it: whether it is shown, its tables as people read them, and the ballots as data."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from gehor.ground import catalogue
from gehor.ground.design.templatetags.gehor import figure, percent
from gehor.planning.models import Activity
from gehor.process import asking
from gehor.process.asking import DECLINED, OPEN, Kind, Question
from gehor.process.method import Figure, Method, Outcome, Said, Table
from gehor.process.ratings import FEWEST

from . import queries
from .speaking import Speaker, Words
from .texts import DATA, FIGURES, PLACE_PARTS

DECIMALS = 2


class Hidden(StrEnum):
    """Why nothing is shown."""

    OPEN = "open"  # how others have answered would move those who have not answered yet
    FEW = "few"  # somebody could be recognised


@dataclass(frozen=True)
class Result:
    """The outcome of one activity; or why it is hidden. people: known also where they are few."""

    said: Said
    outcome: Outcome | None
    hidden: Hidden | None
    people: int = 0


def result(activity: Activity, *, is_closed: bool) -> Result:
    if not is_closed:
        return Result(Said(), None, Hidden.OPEN)
    version = queries.version(activity)
    said = queries.said(activity)
    method = catalogue.methods()[activity.method]
    outcome = method.outcome(version.setup if version else activity.setup, said)
    if outcome.people < FEWEST:
        return Result(said, None, Hidden.FEW, outcome.people)
    return Result(said, outcome, None, outcome.people)


# As people read it


@dataclass(frozen=True)
class ShownLine:
    """One row: its bar, 0 to 100, a text for each column, and the limits within which it lies, or nothing."""

    label: Words
    length: str
    cells: tuple[tuple[Words, str], ...]  # (what the column holds, the figure)
    limits: str


@dataclass(frozen=True)
class ShownTable:
    title: Words
    columns: tuple[Words, ...]
    lines: tuple[ShownLine, ...]

    @property
    def has_limits(self) -> bool:
        return any(line.limits for line in self.lines)


def shown(table: Table, method: Method, speaker: Speaker) -> ShownTable:
    """A table in the reader's language, with a bar for the first figure of each line."""
    own = catalogue.words(method.key).columns
    columns = tuple(own.get(code) or FIGURES[code] for code in table.columns)
    longest = max((each.figures[0].value for each in table.lines if not each.figures[0].of), default=0)
    lines = tuple(
        ShownLine(
            speaker(line.label),
            f"{_length(line.figures[0], longest):.2f}",
            tuple(zip(columns, map(text_of, line.figures), strict=True)),
            next((_limits(each) for each in line.figures if each.low is not None), ""),
        )
        for line in table.lines
    )
    return ShownTable(speaker(table.title), columns, lines)


def text_of(each: Figure) -> str:
    """A figure as it is read: a share with what it is a share of, a number with at most two decimals."""
    if each.of is None:
        return _number(each.value)
    words = {
        "share": percent(each.value / each.of if each.of else 0),
        "part": _number(each.value),
        "of": figure(each.of),
    }
    return _("%(share)s (%(part)s of %(of)s)") % words


def _limits(each: Figure) -> str:
    as_text = _number if each.of is None else percent
    return f"{as_text(each.low)}–{as_text(each.high)}"


def _number(value: int | float | Fraction) -> str:
    if isinstance(value, int) or value == int(value):
        return str(figure(int(value)))
    return str(number_format(round(float(value), DECIMALS), force_grouping=True))


def _length(first: Figure, longest: int | Fraction) -> float:
    whole = first.of if first.of is not None else longest
    return max(0.0, float(100 * first.value / whole)) if whole else 0.0


# As data


@dataclass(frozen=True)
class Data:
    """Every ballot that counts. columns: name → what it holds. rows: in an order that says nothing of who or when."""

    columns: Mapping[str, Words]
    rows: Sequence[Mapping[str, Any]]


def data(activity: Activity, said: Said, speaker: Speaker) -> Data:
    """The ballots without whose they are or when they came, one row each, sorted by what stands in them.

    How they came is told only where no way was used by so few that somebody could be recognised.
    """
    method = catalogue.methods()[activity.method]
    version = queries.version(activity)
    questions = _counted(queries.questions(version)) if version and method.ballot is None else ()
    channels = Counter(cast.channel for cast in said.casts)
    tells = all(count >= FEWEST for count in channels.values())
    items = any(cast.item for cast in said.casts)
    rows = sorted(
        (
            {
                "channel": cast.channel.value if tells else "",
                **({"item": cast.item} if items else {}),
                **(asking.as_cells(questions, cast.values) if questions else _plain(cast.values)),
            }
            for cast in said.casts
        ),
        key=lambda row: json.dumps(row, sort_keys=True),
    )
    own = columns_of(questions, speaker) if questions else _found(rows)
    shared = {name: words for name, words in DATA.items() if name != "item" or items}
    return Data({**shared, **own}, [{"row": number, **row} for number, row in enumerate(rows, start=1)])


def _counted(questions: Sequence[Question]) -> tuple[Question, ...]:
    """Without own words, which stand among the contributions, and without what beside other answers tells who it is."""
    left_out = OPEN | {Kind.PLACE}
    return tuple(each for each in questions if each.kind not in left_out and not each.background)


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: each if isinstance(each, int | str) else json.dumps(each) for key, each in values.items()}


def _found(rows: Sequence[Mapping[str, Any]]) -> dict[str, Words]:
    return {name: "" for row in rows for name in row if name not in DATA}


def columns_of(questions: Sequence[Question], speaker: Speaker) -> dict[str, Words]:
    """Name of a column → the question, and the part of it that the column is about."""
    asked = {each.key: each for each in questions}
    return {column.name: _holds(asked[column.question], column.part, speaker) for column in asking.columns(questions)}


def _holds(question: Question, part: str, speaker: Speaker) -> str:
    if not part:
        return str(speaker(question.label))
    names = {each.key: each.label for each in (*question.options, *question.rows)}
    if question.kind is Kind.PLACE:
        names |= PLACE_PARTS
    if part == DECLINED:
        words = _("I do not wish to answer")
    else:
        words = str(speaker(names[part])) if part in names else _("Place %(n)s") % {"n": part}
    return f"{speaker(question.label)} {words}"
