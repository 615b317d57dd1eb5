"""One definition of what is asked, from which form, paper, typing page, file and result all follow.

Read `answered` first: every way of answering ends there, and gives the same value for the same answer. There are no
floats in it: ONE "key" · SEVERAL ["key", …] in the order of the options · SCALE 3 · MATRIX {"row": 3} · RANK ["key", …]
the best first · POINTS {"key": 3}, without the zeros · NUMBER "2.5" · SHORT, LONG, tidied · DATE "2026-03-09" · PLACE
{"type": "Point", "coordinates": ["17.123456", "59.654321"], "words": "by the bus stop"}, longitude first, the point or
the words or both. Whoever does not wish to answer a question that may be declined has {"declined": true}. What was
not answered is not there. FILE is what the file is called; the file itself travels beside the answers.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from gehor.calc.geo.places import Looks, looks
from gehor.calc.text.tidying import tidy, tidy_line

from .errors import WrongInput

LocalText = Mapping[str, str]
Values = Mapping[str, Any]

DECLINED = "declined"
SHORT_MOST = 200  # characters
LONG_MOST = 10_000
SCALE_LEAST, SCALE_MOST = 1, 5
STEPS_MOST = 11
PLACE_PARTS = ("lon", "lat", "words")

KEY_MOST = 36  # characters of one that is made of words, so that a number finds room behind it
_KEY = re.compile(r"-?[a-z0-9][a-z0-9_-]{0,39}")  # the minus is that of a step below nothing
_WHOLE = re.compile(r"[+-]?[0-9]{1,9}")
_NUMBER = re.compile(r"([+-]?)([0-9]{1,15})(?:\.([0-9]{1,6}))?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DEGREE = Decimal("0.000001")  # a tenth of a metre; kept as text, since what is counted has no floats
_NOT_HERE = {
    Looks.SWAPPED: "place_swapped",
    Looks.TM: "place_in_metres",
    Looks.LOCAL: "place_in_metres",
    Looks.RT90: "place_in_metres",
    Looks.METRES: "place_in_metres",
    Looks.ELSEWHERE: "place_outside",
}


class Kind(StrEnum):
    ONE = "one"
    SEVERAL = "several"
    SCALE = "scale"
    MATRIX = "matrix"  # the same scale for every row
    RANK = "rank"
    POINTS = "points"
    NUMBER = "number"
    SHORT = "short"
    LONG = "long"
    DATE = "date"
    PLACE = "place"  # a point on a map, or where it is in words
    FILE = "file"  # a picture or PDF; its value is what the file is called
    SECTION = "section"  # a heading; nothing is asked


CHOOSING = frozenset({Kind.ONE, Kind.SEVERAL, Kind.RANK, Kind.POINTS})
STEPS = frozenset({Kind.SCALE, Kind.MATRIX})
OPEN = frozenset({Kind.SHORT, Kind.LONG, Kind.FILE})  # a person reads or looks at it: a contribution, and not counted


def key_of(words: str, *, otherwise: str) -> str:
    """The words in small plain letters and dashes, or what stands for words that have none.

    >>> key_of("Skolgård & mat", otherwise="x"), key_of("نقل", otherwise="x"), len(key_of("lång " * 20, otherwise="x"))
    ('skolgard-mat', 'x', 36)
    """
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:KEY_MOST].strip("-") or otherwise


def unused(key: str, taken: Collection[str]) -> str:
    """The key, or with a number behind it where it is taken: also by those who decline to answer."""
    again, found = 2, key
    while found in taken or found == DECLINED:
        found, again = f"{key}-{again}", again + 1
    return found


@dataclass(frozen=True)
class Option:
    key: str
    label: LocalText
    note: LocalText = field(default_factory=dict)
    cost: int | None = None  # in kronor, where what is chosen shares a sum


@dataclass(frozen=True)
class When:
    """Asked only of those whose answer to an earlier question is among these."""

    question: str
    among: tuple[str, ...]


@dataclass(frozen=True)
class Question:
    """What is asked. Raises ValueError when it could not be answered: whoever makes questions sees to that.

    options: what is chosen among; of SCALE and MATRIX the names of steps, with the step as key
    least, most: how many options; the points in all; ends of the scale; limits of the number; characters
    background: it is about the person, such as age: never shown beside other answers
    cap: in kronor, what the options chosen may cost together
    """

    key: str
    kind: Kind
    label: LocalText
    help: LocalText = field(default_factory=dict)
    options: tuple[Option, ...] = ()
    rows: tuple[Option, ...] = ()
    required: bool = False
    may_decline: bool = False
    least: int | None = None
    most: int | None = None
    when: When | None = None
    background: bool = False
    cap: int | None = None

    def __post_init__(self) -> None:
        keys = [self.key, *(each.key for each in (*self.options, *self.rows))]
        if not all(_KEY.fullmatch(key) and key != DECLINED for key in keys):
            raise ValueError(f"{self.key}: a key is small letters, digits, _ and -, and not {DECLINED!r}")
        for listed in (self.options, self.rows):
            if len({each.key for each in listed}) != len(listed):
                raise ValueError(f"{self.key}: a key stands there twice")
        if (self.kind in CHOOSING) != bool(self.options) and self.kind not in STEPS:
            raise ValueError(f"{self.key}: {self.kind} and options do not fit")
        if (self.kind is Kind.MATRIX) != bool(self.rows):
            raise ValueError(f"{self.key}: {self.kind} and rows do not fit")
        if self.cap is not None and (self.kind is not Kind.SEVERAL or any(each.cost is None for each in self.options)):
            raise ValueError(f"{self.key}: a sum is shared by several options, each with a cost")
        if self.kind is Kind.POINTS and not self.most:
            raise ValueError(f"{self.key}: say how many points there are")
        if self.least is not None and self.most is not None and self.least > self.most:
            raise ValueError(f"{self.key}: {self.least} to {self.most}")
        if self.kind in STEPS and not 2 <= len(self.steps) <= STEPS_MOST:
            raise ValueError(f"{self.key}: a scale has 2 to {STEPS_MOST} steps")
        if self.kind in STEPS and not {each.key for each in self.options} <= set(map(str, self.steps)):
            raise ValueError(f"{self.key}: a name for a step that is not there")

    @property
    def steps(self) -> range:
        """The whole numbers of a scale, both ends with it."""
        least = SCALE_LEAST if self.least is None else self.least
        return range(least, (SCALE_MOST if self.most is None else self.most) + 1)

    @property
    def places(self) -> range:
        """1, 2, 3 … as far as may be ranked."""
        return range(1, min(self.most or len(self.options), len(self.options)) + 1)

    @property
    def longest(self) -> int:
        return self.most or (LONG_MOST if self.kind is Kind.LONG else SHORT_MOST)


def asked(questions: Iterable[Question]) -> tuple[Question, ...]:
    """The questions without the headings."""
    return tuple(each for each in questions if each.kind is not Kind.SECTION)


def is_asked(question: Question, values: Values) -> bool:
    """Whether those who have answered like this are asked it."""
    if question.when is None:
        return True
    before = values.get(question.when.question)
    given = before if isinstance(before, list) else [before]
    return any(str(each) in question.when.among for each in given)


def unsound(questions: Sequence[Question]) -> list[str]:
    """What is wrong with them together: keys that stand twice, conditions that nobody can meet."""
    faults, before = [], dict[str, Question]()
    for each in questions:
        if each.key in before:
            faults.append(f"{each.key} stands there twice")
        if each.when and not _can_be_met(each.when, before):
            faults.append(f"{each.key} is asked on a condition that nobody can meet")
        if each.kind is Kind.SECTION and each.when:
            faults.append(f"{each.key} is a heading, and cannot have a condition")
        before[each.key] = each
    return faults


def _can_be_met(when: When, before: Mapping[str, Question]) -> bool:
    asked_before = before.get(when.question)
    if asked_before is None or not when.among:
        return False
    if asked_before.kind is Kind.SCALE:
        return set(when.among) <= set(map(str, asked_before.steps))
    can = {each.key for each in asked_before.options}
    return asked_before.kind in (Kind.ONE, Kind.SEVERAL) and set(when.among) <= can


# What was answered


def answered(questions: Sequence[Question], values: Values, *, is_whole: bool = True) -> dict[str, Any]:
    """The answers in their one form, in the order of the questions. Raises WrongInput with the question as `field`.

    is_whole: what is required must be there. Not where it comes from paper or a file: there nobody can be asked again,
    and what somebody did say is not thrown away for what they left out.
    """
    kept, refusals = tried(questions, values, is_whole=is_whole)
    if refusals:
        raise refusals[0]
    return kept


def tried(
    questions: Sequence[Question], values: Values, *, is_whole: bool = True
) -> tuple[dict[str, Any], tuple[WrongInput, ...]]:
    """As answered; but what cannot be kept is left out, and everything that is wrong is said: at most one a question.

    A condition that rests on an answer that is wrong is not held against anybody.
    """
    kept: dict[str, Any] = {}
    wrong: dict[str, WrongInput] = {}
    known = {each.key for each in asked(questions)}
    strange = [WrongInput("unknown_question", word=str(key)[:80]) for key in values if key not in known]
    for question in asked(questions):
        try:
            value = _one(question, values.get(question.key))
            if question.when is None or question.when.question not in wrong:
                _must_fit(question, value, values=kept, is_whole=is_whole)
        except WrongInput as refusal:
            wrong[question.key] = WrongInput(refusal.code, **{**refusal.params, "field": question.key})
        else:
            if value is not None:
                kept[question.key] = value
    return kept, (*wrong.values(), *strange)


def _must_fit(question: Question, value: Any, *, values: Values, is_whole: bool) -> None:
    """An answer where one is asked for, and none where none is."""
    if not is_asked(question, values):
        if value is not None:
            raise WrongInput("condition_not_met")
    elif question.required and is_whole:
        if value is None:
            raise WrongInput("answer_missing")
        if question.rows and DECLINED not in value and len(value) < len(question.rows):
            raise WrongInput("row_missing")


def _one(question: Question, value: Any) -> Any:
    """One answer in its one form; None for nothing."""
    if value is None or value in ("", [], (), {}):
        return None
    if isinstance(value, Mapping) and DECLINED in value:
        return _declined(question, value)
    match question.kind:
        case Kind.ONE:
            return _known(question.options, value)
        case Kind.SEVERAL:
            return _several(question, value)
        case Kind.SCALE:
            return _step(question, value)
        case Kind.MATRIX:
            return _matrix(question, value)
        case Kind.RANK:
            return _rank(question, value)
        case Kind.POINTS:
            return _points(question, value)
        case Kind.NUMBER:
            return _number(question, value)
        case Kind.DATE:
            return _date(value)
        case Kind.PLACE:
            return place(value)
        case _:
            return _text(question, value)


def _declined(question: Question, value: Mapping[str, Any]) -> dict[str, bool]:
    if dict(value) != {DECLINED: True}:
        raise WrongInput("declined_and_answered")
    if not question.may_decline:
        raise WrongInput("cannot_decline")
    return {DECLINED: True}


def _known(options: Sequence[Option], value: Any) -> str:
    if not isinstance(value, str) or value not in {each.key for each in options}:
        raise WrongInput("unknown_option", word=str(value)[:80])
    return value


def _several(question: Question, value: Any) -> list[str]:
    chosen = _chosen(question, value)
    if question.cap is not None and (cost := costs(question, chosen)) > question.cap:
        raise WrongInput("over_cap", cap=question.cap, cost=cost, over=cost - question.cap)
    return [each.key for each in question.options if each.key in chosen]


def costs(question: Question, chosen: Iterable[str]) -> int:
    """What these options cost together, in kronor."""
    prices = {each.key: each.cost or 0 for each in question.options}
    return sum(prices[key] for key in chosen)


def _rank(question: Question, value: Any) -> list[str]:
    return _chosen(question, value)


def _chosen(question: Question, value: Any) -> list[str]:
    """Options in the order given, none twice, neither too few nor too many."""
    if not isinstance(value, list | tuple):
        raise WrongInput("not_an_answer")
    chosen = [_known(question.options, each) for each in value]
    if len(set(chosen)) < len(chosen):
        raise WrongInput("chosen_twice")
    if question.least is not None and len(chosen) < question.least:
        raise WrongInput("too_few_chosen", least=question.least, given=len(chosen))
    if question.most is not None and len(chosen) > question.most:
        raise WrongInput("too_many_chosen", most=question.most, given=len(chosen))
    return chosen


def _step(question: Question, value: Any) -> int:
    step = _whole(value)
    if step is None or step not in question.steps:
        raise WrongInput("outside_scale", least=question.steps[0], most=question.steps[-1])
    return step


def _matrix(question: Question, value: Any) -> dict[str, int] | None:
    given = _by_key(question.rows, value)
    return {key: _step(question, each) for key, each in given.items()} or None


def _points(question: Question, value: Any) -> dict[str, int] | None:
    given = {key: _whole(each) for key, each in _by_key(question.options, value).items()}
    points = {key: each for key, each in given.items() if each is not None and each >= 0}
    if len(points) < len(given):
        raise WrongInput("points_not_whole")
    total = sum(points.values())
    if total and question.least is not None and total < question.least:
        raise WrongInput("too_few_points", least=question.least, given=total)
    if total > (question.most or 0):
        raise WrongInput("too_many_points", most=question.most, given=total)
    return {key: each for key, each in points.items() if each} or None


def _by_key(options: Sequence[Option], value: Any) -> dict[str, Any]:
    """What was given for each option, in their order; nothing for those that were left empty."""
    if not isinstance(value, Mapping):
        raise WrongInput("not_an_answer")
    for key in value:
        _known(options, key)
    return {each.key: value[each.key] for each in options if value.get(each.key) not in (None, "")}


def _whole(value: Any) -> int | None:
    if isinstance(value, str):
        return int(value) if _WHOLE.fullmatch(value.strip()) else None
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _number(question: Question, value: Any) -> str | None:
    """The number as written with a point, without zeros that say nothing.

    Spaces between thousands and a comma are understood: that is how numbers are written in Swedish.
    """
    if not isinstance(value, str | int) or isinstance(value, bool):
        raise WrongInput("number_unreadable")
    typed = "".join(str(value).split()).replace(",", ".").replace("\N{MINUS SIGN}", "-")
    if not typed:
        return None
    if not (parts := _NUMBER.fullmatch(typed)):
        raise WrongInput("number_unreadable")
    sign, whole, decimals = parts[1], parts[2].lstrip("0") or "0", (parts[3] or "").rstrip("0")
    plain = f"{whole}.{decimals}" if decimals else whole
    number = f"-{plain}" if sign == "-" and plain != "0" else plain
    if question.least is not None and Decimal(number) < question.least:
        raise WrongInput("number_too_small", least=question.least)
    if question.most is not None and Decimal(number) > question.most:
        raise WrongInput("number_too_large", most=question.most)
    return number


def _date(value: Any) -> str:
    try:
        if not isinstance(value, str) or not _DAY.fullmatch(value.strip()):
            raise ValueError
        return dt.date.fromisoformat(value.strip()).isoformat()
    except ValueError:
        raise WrongInput("not_a_date") from None


def place(value: Any) -> dict[str, Any] | None:
    """A point, or where it is in words, or both."""
    if not isinstance(value, Mapping) or not value.keys() <= {"type", "coordinates", "words"}:
        raise WrongInput("not_an_answer")
    if value.get("type", "Point") != "Point":
        raise WrongInput("not_an_answer")
    words = value.get("words") or ""
    if not isinstance(words, str):
        raise WrongInput("not_an_answer")
    words = tidy_line(words)
    if len(words) > SHORT_MOST:
        raise WrongInput("text_too_long", longest=SHORT_MOST, length=len(words))
    point = {"type": "Point", "coordinates": degrees(value["coordinates"])} if value.get("coordinates") else {}
    return {**point, **({"words": words} if words else {})} or None


def degrees(pair: Any) -> list[str]:
    """Longitude and latitude of a place in Sweden in their one form: text with six decimals. Raises WrongInput.

    >>> degrees(["17,5", 59.123])
    ['17.500000', '59.123000']
    """
    if not isinstance(pair, list | tuple) or len(pair) != 2:
        raise WrongInput("place_half")
    try:
        lon, lat = (_degree(each) for each in pair)
    except InvalidOperation:
        raise WrongInput("place_unreadable") from None
    if code := _NOT_HERE.get(looks(float(lon), float(lat))):
        raise WrongInput(code, lon=str(lon)[:20], lat=str(lat)[:20])
    return [str(lon), str(lat)]


def _degree(value: Any) -> Decimal:
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        raise WrongInput("place_unreadable")
    number = Decimal(str(value).strip().replace(",", ".")[:30])
    if not number.is_finite() or abs(number) > 10**9:
        raise WrongInput("place_unreadable")
    return number.quantize(_DEGREE)


def _text(question: Question, value: Any) -> str | None:
    if not isinstance(value, str):
        raise WrongInput("not_an_answer")
    words = tidy(value) if question.kind is Kind.LONG else tidy_line(value)
    if len(words) > question.longest:
        raise WrongInput("text_too_long", longest=question.longest, length=len(words))
    return words or None


def ranked(places: Mapping[str, int]) -> list[str]:
    """Option → its place, as forms ask for it, in the order of the places. Raises WrongInput rank_shared or rank_gap.

    >>> ranked({"bus": 2, "tram": 1})
    ['tram', 'bus']
    """
    if len(set(places.values())) < len(places):
        raise WrongInput("rank_shared")
    if set(places.values()) != set(range(1, len(places) + 1)):
        raise WrongInput("rank_gap")
    return sorted(places, key=places.__getitem__)


def words(questions: Sequence[Question], values: Values) -> dict[str, str]:
    """Question → what was answered in one's own words: a person reads it, and it is not counted."""
    found = {each.key: _own_words(each, values.get(each.key)) for each in questions}
    return {key: said for key, said in found.items() if said}


def asks_for_words(questions: Sequence[Question]) -> bool:
    """Whether somebody may answer in their own words, which a person reads."""
    return any(question.kind in OPEN or question.kind is Kind.PLACE for question in questions)


def counted(questions: Sequence[Question], values: Values) -> dict[str, Any]:
    """The answers without what was said in one's own words. Of a place the point is left."""
    spoken = words(questions, values).keys()
    whole = {key: value for key, value in values.items() if key not in spoken}
    places = [each.key for each in questions if each.kind is Kind.PLACE and each.key in spoken]
    points = {key: {part: each for part, each in values[key].items() if part != "words"} for key in places}
    return {**whole, **{key: point for key, point in points.items() if point}}


def put_together(questions: Sequence[Question], counted: Values, words: Mapping[str, str]) -> dict[str, Any]:
    """The answers whole again, out of what `counted` and `words` made of them."""
    places = {each.key for each in questions if each.kind is Kind.PLACE}
    spoken = {key: {**counted.get(key, {}), "words": said} if key in places else said for key, said in words.items()}
    return {**counted, **spoken}


def _own_words(question: Question, value: Any) -> str:
    if question.kind is Kind.PLACE:
        return str(value.get("words", "")) if isinstance(value, Mapping) else ""
    return value if question.kind in OPEN and isinstance(value, str) else ""


# Flat, for files


@dataclass(frozen=True)
class Column:
    """One column of a file. part: the option, row or place that it is about, or nothing."""

    name: str
    question: str
    part: str = ""


def columns(questions: Sequence[Question]) -> tuple[Column, ...]:
    """The columns, in order.

    question · question.option (SEVERAL, POINTS) · question.row (MATRIX) · question.1 … (RANK) · question.lon and its
    .lat and .words (PLACE) · question.declined
    """
    return tuple(column for question in asked(questions) for column in _columns(question))


def _columns(question: Question) -> Iterator[Column]:
    parts = _parts(question)
    if parts is None:
        yield Column(question.key, question.key)
    for part in parts or ():
        yield Column(f"{question.key}.{part}", question.key, part)
    if question.may_decline:
        yield Column(f"{question.key}.{DECLINED}", question.key, DECLINED)


def _parts(question: Question) -> list[str] | None:
    """What a question has a column each for; None where one column is enough."""
    match question.kind:
        case Kind.SEVERAL | Kind.POINTS:
            return [each.key for each in question.options]
        case Kind.MATRIX:
            return [each.key for each in question.rows]
        case Kind.RANK:
            return list(map(str, question.places))
        case Kind.PLACE:
            return list(PLACE_PARTS)
        case Kind.FILE:  # no cell holds one
            return []
        case _:
            return None


def as_cells(questions: Sequence[Question], values: Values) -> dict[str, str]:
    """Column → text, for answers in their one form; every column is there."""
    cells = {}
    for question in asked(questions):
        for column in _columns(question):
            cells[column.name] = _cell(question, column.part, values.get(question.key))
    return cells


def _cell(question: Question, part: str, value: Any) -> str:
    if value is None or value == {DECLINED: True} or part == DECLINED:
        return "1" if part == DECLINED and value == {DECLINED: True} else ""
    match question.kind:
        case Kind.SEVERAL:
            return str(int(part in value))
        case Kind.POINTS:
            return str(value.get(part, 0))
        case Kind.MATRIX:
            return str(value.get(part, ""))
        case Kind.RANK:
            return str(value[int(part) - 1]) if int(part) <= len(value) else ""
        case Kind.PLACE:
            return str({**dict(zip(PLACE_PARTS, value.get("coordinates", ()), strict=False)), **value}.get(part, ""))
        case _:
            return str(value)


def from_cells(questions: Sequence[Question], cells: Mapping[str, str]) -> dict[str, Any]:
    """The answers of one row; the exact inverse of as_cells. Raises WrongInput as `answered`, and for a strange column.

    Columns that are not there are taken as empty; what is required may be.
    """
    known = {column.name for column in columns(questions)}
    for name in cells:
        if name not in known:
            raise WrongInput("unknown_question", word=str(name)[:80])
    values = {}
    for question in asked(questions):
        filled = {
            column.part: cells[column.name]
            for column in _columns(question)
            if cells.get(column.name, "").strip() not in ("", "0" if column.part == DECLINED else "")
        }
        try:
            values[question.key] = _from_filled(question, filled)
        except WrongInput as refusal:
            raise WrongInput(refusal.code, **{**refusal.params, "field": question.key}) from None
    return answered(questions, values, is_whole=False)


def _from_filled(question: Question, filled: Mapping[str, str]) -> Any:
    """The value of one question's cells that are not empty."""
    if DECLINED in filled:
        if len(filled) > 1:
            raise WrongInput("declined_and_answered")
        return {DECLINED: _is_ticked(filled[DECLINED])}
    match question.kind:
        case Kind.SEVERAL:
            return [part for part, cell in filled.items() if _is_ticked(cell)]
        case Kind.POINTS | Kind.MATRIX:
            return filled
        case Kind.RANK:
            return _ranked_cells(question, filled)
        case Kind.PLACE:
            pair = [filled[part] for part in ("lon", "lat") if part in filled]
            return {"coordinates": pair, "words": filled.get("words", "")} if filled else None
        case _:
            return filled.get("")


def _ranked_cells(question: Question, filled: Mapping[str, str]) -> list[str]:
    places = {_known(question.options, cell.strip()): int(part) for part, cell in filled.items()}
    if len(places) < len(filled):
        raise WrongInput("chosen_twice")
    return ranked(places)


def _is_ticked(cell: str) -> bool:
    if cell.strip() not in ("0", "1"):
        raise WrongInput("cell_not_ticked", word=cell[:80])
    return cell.strip() == "1"


# As JSON, for questions that are frozen


def to_json(questions: Iterable[Question]) -> list[dict[str, Any]]:
    """The questions as JSON, to be kept as they were asked. from_json gives them back."""
    return [{**asdict(each), "kind": each.kind.value} for each in questions]


def from_json(rows: Iterable[Mapping[str, Any]]) -> tuple[Question, ...]:
    return tuple(_question(row) for row in rows)


def _question(row: Mapping[str, Any]) -> Question:
    when = row["when"]
    return Question(
        **{
            **row,
            "kind": Kind(row["kind"]),
            "options": tuple(Option(**each) for each in row["options"]),
            "rows": tuple(Option(**each) for each in row["rows"]),
            "when": When(when["question"], tuple(when["among"])) if when else None,
        }
    )
