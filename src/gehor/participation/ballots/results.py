"""What came of it: whether it is shown, its tables as people read them, and the ballots as data."""

import json
from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from itertools import compress
from typing import Any, NamedTuple

from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.translation import gettext as _

from gehor.calc.few import hidden_in_row
from gehor.ground import catalogue
from gehor.ground.design.dots import Dot, dot
from gehor.ground.design.templatetags.gehor import figure, percent
from gehor.ground.maps.drawing import Mark
from gehor.ground.maps.plotting import Drawn, sign_of
from gehor.participation import queries as participation
from gehor.participation.models import Wording
from gehor.planning.models import Activity
from gehor.process import asking
from gehor.process.asking import DECLINED, OPEN, Kind, LocalText, Question
from gehor.process.method import Cast, Figure, Line, Method, OnMap, Outcome, Said, Table, Takes, Values
from gehor.process.ratings import FEWEST

from . import exchanging, queries
from .models import FormVersion
from .speaking import Speaker, Words
from .texts import DATA, FIGURES, PLACE_PARTS

DECIMALS = 2
DOTS_MOST = 2  # on one line; more could not be told apart
STACKED = "stacked"


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
    version: FormVersion | None = None  # what was asked


def result(activity: Activity, *, is_closed: bool) -> Result:
    """What everybody may see of it. Contributions are shown as they come, and so is what is counted of them alone."""
    if not is_closed and _is_by_ballots(activity):
        return Result(Said(), None, Hidden.OPEN)
    return closed([activity])[activity.pk]


def closed(activities: Sequence[Activity]) -> dict[int, Result]:
    """By id, what everybody may see of activities that have closed: three queries, however many."""
    found = wholes(activities)
    few = {pk for pk, each in found.items() if each.people < FEWEST}
    return {
        each.pk: replace(found[each.pk], outcome=None, hidden=Hidden.FEW)
        if each.pk in few and _is_by_ballots(each)
        else found[each.pk]
        for each in activities
    }


def whole(activity: Activity) -> Result:
    """The outcome as it is now, hidden or not: for those who may see it at any time."""
    return wholes([activity])[activity.pk]


def wholes(activities: Sequence[Activity]) -> dict[int, Result]:
    by_ballots = [each for each in activities if _is_by_ballots(each)]
    versions = queries.versions(by_ballots) if by_ballots else {}
    said = queries.said_in(activities, only_shown={each.pk for each in activities} - {each.pk for each in by_ballots})
    return {each.pk: _result(each, said[each.pk], versions.get(each.pk)) for each in activities}


def _result(activity: Activity, said: Said, version: FormVersion | None) -> Result:
    count = catalogue.methods()[activity.method].outcome
    outcome = count(version.setup if version else activity.setup, said) if count else None
    return Result(said, outcome, None, outcome.people if outcome else 0, version)


def _is_by_ballots(activity: Activity) -> bool:
    return Takes.BALLOTS in catalogue.methods()[activity.method].takes


def has_result(method: Method) -> bool:
    """Whether there is a page of what came of it: something is counted, or can be taken out in other formats."""
    return method.outcome is not None or bool(exchanging.written_by(method))


def labels(outcome: Outcome | None, activity: Activity) -> dict[str, LocalText]:
    """Reference → what is shown of the contribution, in its language, where a line of the outcome is about one."""
    return labels_in([activity]) if outcome is not None and lacks_labels(outcome) else {}


def unshown(outcome: Outcome | None, activity: Activity) -> dict[str, LocalText]:
    """The same of contributions that are not shown, or not yet: for staff alone."""
    if outcome is None or not lacks_labels(outcome):
        return {}
    rows = participation.received_in(activity).filter(contribution__published_at__isnull=True)
    return {row.contribution.reference: _label(row) for row in rows}


def lacks_labels(outcome: Outcome) -> bool:
    return not all(line.label for table in outcome.tables for line in table.lines)


def labels_in(activities: Sequence[Activity]) -> dict[str, LocalText]:
    """The same of activities of one dialogue: one query."""
    return {row.contribution.reference: _label(row) for row in participation.wordings_of(*activities)}


def _label(row: Wording) -> LocalText:
    """What it is called; of what answers a question the answer, since its title is the question."""
    return {row.language: str(row.text if row.contribution.values.get("question") else row.title or row.text)}


# As people read it


class Cell(NamedTuple):
    """One figure in words. limits: within which it lies, or nothing."""

    column: Words  # what it holds
    text: str
    limits: str = ""

    @property
    def whole(self) -> str:
        return f"{self.text}, {self.limits}" if self.limits else self.text


@dataclass(frozen=True)
class ShownLine:
    """One row: its bar, 0 to 100, and a figure for each column.

    sign: by which it is known on the map, a picture or a number.
    """

    label: Words
    length: str
    cells: tuple[Cell, ...]
    parts: tuple[tuple[int, str, str], ...] = ()  # (number of the column, where its part begins, how long it is)
    dots: tuple[Dot, ...] = ()  # figures with limits
    key: str = ""
    sign: Words = ""
    is_unshown: bool = False  # what it is about is not shown to others, or not yet


@dataclass(frozen=True)
class ShownTable:
    title: Words
    columns: tuple[Words, ...]
    lines: tuple[ShownLine, ...]
    is_stacked: bool = False
    below: tuple[tuple[Words, str], ...] = ()  # (what it is, the figure)
    too_few: bool = False  # have answered it to show anything of it
    has_small: bool = False  # numbers that are not told one by one
    drawn: Drawn | None = None  # the map beside it

    @property
    def parts(self) -> int:
        """How many parts of one whole stand beside each other in its picture."""
        return max((len(line.parts) for line in self.lines), default=0)

    @property
    def has_limits(self) -> bool:
        return any(line.dots for line in self.lines)

    @property
    def is_dotted(self) -> bool:
        """Whether its picture is dots: one or two shares in each line, the first figure of it among them."""
        some = [line.dots for line in self.lines if line.dots]
        return bool(some) and all(len(dots) <= DOTS_MOST and dots[0].number == 1 for dots in some)

    @property
    def has_two(self) -> bool:
        return any(len(line.dots) > 1 for line in self.lines)


def shown(
    table: Table,
    method: Method,
    speaker: Speaker,
    named: Mapping[str, LocalText] = {},
    layers: tuple[int, ...] = (),
    *,
    unshown: Mapping[str, LocalText] = {},
) -> ShownTable:
    """A table in the reader's language, with a picture for the figures of each line. named: as `labels` gives them.

    layers: under its map, as an outcome has them. unshown: as the function of that name, where staff look.
    """
    named = {**named, **unshown}
    own = catalogue.words(method.key).columns
    columns = tuple(_column(code, own, speaker) for code in table.columns)
    if table.people is not None and table.people < FEWEST:
        return ShownTable(speaker(table.title), columns, (), too_few=True)
    small = small_cells(table) if table.background else frozenset()
    longest = max((each.figures[0].value for each in table.lines if not each.figures[0].of), default=0)
    marks = _marks(table, named, small)
    lines = tuple(
        ShownLine(
            speaker(line.label or named.get(line.key, {})) or _("%(reference)s, not shown") % {"reference": line.key},
            f"{0 if line.key in small else _length(line.figures[0], longest):.2f}",
            tuple(
                Cell(column, text, "" if line.key in small else _limits(each))
                for column, text, each in zip(
                    columns, _cells(line, table, is_small=line.key in small), line.figures, strict=True
                )
            ),
            _parts(line) if table.picture == STACKED else (),
            () if line.key in small else _dots(line),
            line.key,
            _sign(table, marks.get(line.key, ())),
            line.key in unshown and not line.label,
        )
        for line in table.lines
    )
    below = tuple((own.get(code) or FIGURES[code], text_of(each)) for code, each in table.below)
    drawn = Drawn(
        [mark for some in marks.values() for mark in some],
        _("Map: %(title)s. The same stands in the table.") % {"title": speaker.plainly(table.title)},
        layers=layers,
    )
    return ShownTable(
        speaker(table.title),
        columns,
        lines,
        table.picture == STACKED,
        below,
        has_small=bool(small),
        drawn=drawn if drawn.marks else None,
    )


def _marks(table: Table, named: Container[str], small: Container[str]) -> dict[str, tuple[Mark, ...]]:
    """By the key of the line, of what may be shown: where a line is about a contribution, one that is shown itself."""
    if table.on_map is None:
        return {}
    found: dict[str, tuple[Mark, ...]] = {}
    for look, line in enumerate(table.lines):
        if not line.shapes or line.key in small or not (line.label or line.key in named):
            continue
        is_sign = table.on_map is OnMap.SIGNS
        label = {
            OnMap.SIGNS: "",
            OnMap.NUMBERS: str(len(found) + 1),
            OnMap.COUNTS: _number(line.figures[0].value),
        }[table.on_map]
        found[line.key] = tuple(Mark(shape, look if is_sign else 0, label) for shape in line.shapes)
    return found


def _sign(table: Table, marks: Sequence[Mark]) -> Words:
    """How the line is known on the map. A number in it needs no sign: it stands in the table already."""
    if not marks or table.on_map is OnMap.COUNTS:
        return ""
    return sign_of(marks[0].look) if table.on_map is OnMap.SIGNS else f"{marks[0].label}."


def _dots(line: Line) -> tuple[Dot, ...]:
    return tuple(
        dot(float(each.value / each.of), each.low, each.high, number=number)
        for number, each in enumerate(line.figures, 1)
        if each.of and each.low is not None and each.high is not None
    )


def _column(code: str | LocalText, own: Mapping[str, Words], speaker: Speaker) -> Words:
    return own.get(code) or FIGURES[code] if isinstance(code, str) else speaker(code)


def _cells(line: Line, table: Table, *, is_small: bool) -> list[str]:
    if is_small:
        return [_("too few to tell") for _figure in line.figures]
    if table.picture == STACKED:  # how many there are stands under the table, or beside them
        return [
            text_of(each) if each.of is None else percent(each.value / each.of if each.of else 0)
            for each in line.figures
        ]
    return [text_of(each) for each in line.figures]


def _parts(line: Line) -> tuple[tuple[int, str, str], ...]:
    """The figures of a line beside each other, from 0 to 100."""
    found, at = [], Fraction()
    for number, each in enumerate(line.figures, 1):
        if each.of is None:
            continue
        length = Fraction(100 * each.value, each.of) if each.of else Fraction()
        found.append((number, f"{float(at):.2f}", f"{float(length):.2f}"))
        at += length
    return tuple(found)


def small_cells(table: Table) -> frozenset[str]:
    """Keys of lines that are not told: of fewer than five people, and of more where these could be worked out.

    A line with nobody is told, nobody can be recognised by it; unless all that is left would tell of somebody.
    """
    counts = {line.key: int(line.figures[0].value) for line in table.lines if line.figures}
    return frozenset(compress(counts, hidden_in_row([*counts.values()])))


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
    """Within which it lies, where there are limits."""
    if each.low is None:
        return ""
    if each.of is None:
        return f"{_number(each.low)}–{_number(each.high)}"
    return f"{percent(each.low).removesuffix('%').rstrip()}–{percent(each.high)}"


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


def data(activity: Activity, result: Result, speaker: Speaker) -> Data:
    """The ballots without whose they are or when they came, one row each, sorted by what stands in them.

    How they came is told only where no way was used by so few that somebody could be recognised; what was answered,
    only where at least as many have answered that question.
    """
    method, version, said = catalogue.methods()[activity.method], result.version, result.said
    whole, questions = _whole(method, result), _told(method, result)
    channels = Counter(cast.channel for cast in said.casts)
    tells = all(count >= FEWEST for count in channels.values())
    items = any(cast.item for cast in said.casts)

    def answers(cast: Cast) -> Values:
        return method.answers(version.setup, cast.values) if version else cast.values

    rows = sorted(
        (
            {
                "channel": cast.channel.value if tells else "",
                **({"item": cast.item} if items else {}),
                **(asking.as_cells(questions, answers(cast)) if whole else _plain(cast.values)),
            }
            for cast in said.casts
            if cast.values or method.items is None  # who has only written something has no vote
        ),
        key=lambda row: json.dumps(row, sort_keys=True),
    )
    own = columns_of(questions, speaker) if whole else _found(rows)
    return Data({**_shared(said), **own}, [{"row": number, **row} for number, row in enumerate(rows, start=1)])


def can_be_brought_in(method: Method) -> bool:
    """Whether a table of its ballots is what the same method reads: not where ballots are about what others said."""
    return Takes.BALLOTS in method.takes and method.ballot is None and method.items is None


def data_columns(activity: Activity, result: Result, speaker: Speaker) -> Mapping[str, Words]:
    """The columns of `data` alone. Where they follow from the questions no row is made for them."""
    method = catalogue.methods()[activity.method]
    if not _whole(method, result):
        return data(activity, result, speaker).columns
    return {**_shared(result.said), **columns_of(_told(method, result), speaker)}


def _shared(said: Said) -> dict[str, Words]:
    items = any(cast.item for cast in said.casts)
    return {name: words for name, words in DATA.items() if name != "item" or items}


def _whole(method: Method, result: Result) -> tuple[Question, ...]:
    """All that was asked; nothing where a method makes something of its own of the answers."""
    is_asked = method.ballot is None or method.items is not None
    return queries.questions(result.version) if result.version and is_asked else ()


def _told(method: Method, result: Result) -> tuple[Question, ...]:
    """The questions of which something may be told."""
    counted = _counted(_whole(method, result))
    return tuple(each for each in counted if method.items or not _answered_by_few(each, result.said))


def _counted(questions: Sequence[Question]) -> tuple[Question, ...]:
    """Without own words, which stand among the contributions, and without what beside other answers tells who it is."""
    left_out = OPEN | {Kind.PLACE}
    return tuple(each for each in questions if each.kind not in left_out and not each.background)


def _answered_by_few(question: Question, said: Said) -> bool:
    return 0 < sum(question.key in cast.values for cast in said.casts) < FEWEST


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: each if isinstance(each, int | str) else json.dumps(each) for key, each in values.items()}


def _found(rows: Sequence[Mapping[str, Any]]) -> dict[str, Words]:
    return {name: "" for row in rows for name in row if name not in DATA}


def columns_of(questions: Sequence[Question], speaker: Speaker) -> dict[str, Words]:
    """Name of a column → the question, and the part of it that the column is about."""
    asked = {each.key: each for each in questions}
    return {column.name: _holds(asked[column.question], column.part, speaker) for column in asking.columns(questions)}


def _holds(question: Question, part: str, speaker: Speaker) -> Words:
    if not part:
        return speaker(question.label)
    names: dict[str, Words] = {each.key: speaker(each.label) for each in (*question.options, *question.rows)}
    if question.kind is Kind.PLACE:
        names |= PLACE_PARTS
    if part == DECLINED:
        words: Words = _("I do not wish to answer")
    else:
        words = names[part] if part in names else _("Place %(n)s") % {"n": part}
    return format_html("{} {}", speaker(question.label), words)
