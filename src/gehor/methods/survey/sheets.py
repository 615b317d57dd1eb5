"""The questions of a survey as a file, out and in, so that they can be asked again elsewhere. README.md says how.

JSON holds everything. The table (CSV) is for whoever writes questions in a spreadsheet: one row for each question.
Raises WrongInput with the row or the question that cannot be understood; nothing is taken in half.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import count
from typing import Any

from gehor.calc.text.tidying import tidy, tidy_all
from gehor.ground.errors import WrongInput
from gehor.process import asking
from gehor.process.asking import CHOOSING, SCALE_LEAST, SCALE_MOST, STEPS, Kind, Option, Question, When, key_of, unused

from .rules import LABEL_MOST, OPTIONS_MOST, QUESTIONS_MOST, ROWS_MOST, Questions, sound

VERSION = 1
_BETWEEN = " | "
PLAIN = ("key", "kind", "required", "background", "least", "most", "when", "among", "option_keys", "row_keys")
SPOKEN = ("label", "help", "options", "rows")  # each once for every language: label_sv, label_en …
_WHOLE = re.compile(r"(-?[0-9]{1,9})?")
_YES = frozenset({"1", "yes", "ja", "true", "x"})


def as_json(asked: Sequence[Question], *, source: str) -> dict[str, Any]:
    """What was left out is left out here too."""
    rows = [
        {name: value for name, value in row.items() if value or (value == 0 and value is not False)}
        for row in asking.to_json(asked)
    ]
    return {"gehor_survey": VERSION, "source_language": source, "questions": rows}


def from_json(text: str, *, source: str) -> Questions:
    try:
        data = tidy_all(json.loads(text))
    except (ValueError, RecursionError):
        raise WrongInput("not_a_survey") from None
    rows = data.get("questions") if isinstance(data, dict) else None
    if not isinstance(rows, list) or not rows:
        raise WrongInput("not_a_survey")
    return _sound([_from_row(row, number) for number, row in enumerate(rows, 1)], source, count(1))


def _from_row(row: Any, number: int) -> Question:
    try:
        when = row.get("when")
        return Question(
            key=_word(row["key"]),
            kind=Kind(row["kind"]),
            label=_texts(row["label"]),
            help=_texts(row.get("help") or {}),
            options=tuple(_option(each) for each in row.get("options") or ()),
            rows=tuple(_option(each) for each in row.get("rows") or ()),
            required=row.get("required") is True,
            may_decline=row.get("may_decline") is True,
            background=row.get("background") is True,
            least=_whole(row.get("least")),
            most=_whole(row.get("most")),
            when=When(_word(when["question"]), tuple(map(_word, when["among"]))) if when else None,
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        raise WrongInput("question_unreadable", row=number) from None


def _option(each: Mapping[str, Any]) -> Option:
    return Option(_word(each["key"]), _texts(each["label"]), _texts(each.get("note") or {}))


def _word(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is not a word")
    return value


def _texts(value: Any) -> dict[str, str]:
    return {_word(language): _word(text) for language, text in value.items()}


def _whole(value: Any) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) > 10**9:
        raise ValueError(f"{value!r} is not a whole number")
    return value


def as_rows(asked: Sequence[Question], languages: Sequence[str]) -> list[dict[str, str]]:
    """One row a question, every column there. Options and rows of a question stand between “ | ”."""
    return [_as_row(each, languages) for each in asked]


def columns(languages: Sequence[str]) -> list[str]:
    return ["key", "kind", *(f"{name}_{language}" for name in SPOKEN for language in languages), *PLAIN[2:]]


def unread(names: Iterable[str]) -> list[str]:
    """Columns with a name that says nothing here. Texts in a language that is not spoken here do say something.

    >>> unread(["kind", "label_sv", "help_fi", "requierd", ""])
    ['requierd']
    """
    spoken = re.compile(rf"({'|'.join(SPOKEN)})_[a-z]{{2,3}}")
    return [name for name in names if name and name not in PLAIN and not spoken.fullmatch(name)]


def _as_row(each: Question, languages: Sequence[str]) -> dict[str, str]:
    def said(texts: Iterable[Mapping[str, str]], language: str) -> str:
        found = [text.get(language, "") for text in texts]
        return _BETWEEN.join(found) if any(found) else ""

    spoken = {
        f"{name}_{language}": said(texts, language)
        for name, texts in (
            ("label", [each.label]),
            ("help", [each.help]),
            ("options", [option.label for option in each.options]),
            ("rows", [row.label for row in each.rows]),
        )
        for language in languages
    }
    return {
        "key": each.key,
        "kind": each.kind.value,
        **spoken,
        "required": "1" if each.required else "",
        "background": "1" if each.background else "",
        "least": "" if each.least is None else str(each.least),
        "most": "" if each.most is None else str(each.most),
        "when": each.when.question if each.when else "",
        "among": _BETWEEN.join(each.when.among) if each.when else "",
        "option_keys": _BETWEEN.join(option.key for option in each.options),
        "row_keys": _BETWEEN.join(row.key for row in each.rows),
    }


def from_rows(rows: Sequence[Mapping[str, str]], *, source: str, languages: Sequence[str]) -> Questions:
    """Keys may be left out: they are made of the words."""
    found: list[Question] = []
    numbers: list[int] = []
    for number, row in enumerate(rows, 2):  # as a spreadsheet counts, below the header
        cells = {name: tidy(value) for name, value in row.items()}
        if not any(cells.values()):
            continue
        _must_be_whole(cells, number, source, languages)
        cells = _with_steps(cells, number, source)
        try:
            found.append(_from_cells(cells, source, languages, [each.key for each in found]))
        except ValueError:
            raise WrongInput("question_unreadable", row=number) from None
        numbers.append(number)
    if not found:
        raise WrongInput("not_a_survey")
    return _sound(found, source, numbers)


def _must_be_whole(cells: Mapping[str, str], row: int, source: str, languages: Sequence[str]) -> None:
    """Says which cell is to be mended, of what is often written otherwise. Raises WrongInput."""
    typed = cells.get("kind", "")
    if typed not in set(Kind):
        raise WrongInput("question_unknown_kind", row=row, word=typed[:40], kinds=", ".join(Kind))
    kind = Kind(typed)
    for column in ("least", "most"):
        if not _WHOLE.fullmatch(cells.get(column, "")):
            raise WrongInput("question_not_whole", row=row, word=cells[column][:40], column=column)
    needed = [*(["options"] if kind in CHOOSING else []), *(["rows"] if kind is Kind.MATRIX else [])]
    for name in needed:
        if not cells.get(f"{name}_{source}"):
            raise WrongInput("question_without_options", row=row, column=f"{name}_{source}")
    for name in ("options", "rows"):
        counts = {len(_split(cells.get(f"{name}_{language}", ""))) for language in languages} - {0}
        if len(counts) > 1:
            raise WrongInput("question_languages_differ", row=row, column=name)
    if kind is Kind.POINTS and not cells.get("most"):
        raise WrongInput("question_without_points", row=row)


def _with_steps(cells: Mapping[str, str], row: int, source: str) -> dict[str, str]:
    """Which step each name of a scale is for: one for each, or the two ends. Raises WrongInput where neither fits."""
    names = len(_split(cells.get(f"options_{source}", "")))
    if cells["kind"] not in STEPS or not names or cells.get("option_keys"):
        return dict(cells)
    least, most = _number(cells.get("least", "")), _number(cells.get("most", ""))
    if least is None and most is None:  # as many steps as there are names
        least, most = SCALE_LEAST, SCALE_LEAST + names - 1
    ends = (SCALE_LEAST if least is None else least, SCALE_MOST if most is None else most)
    steps = range(ends[0], ends[1] + 1)
    if names not in (2, len(steps)):
        raise WrongInput("question_steps_and_names", row=row, names=names, steps=len(steps))
    keys = _BETWEEN.join(map(str, steps if names == len(steps) else ends))
    return {**cells, "option_keys": keys, "least": str(ends[0]), "most": str(ends[1])}


def _from_cells(cells: Mapping[str, str], source: str, languages: Sequence[str], taken: Sequence[str]) -> Question:
    label = _text(cells, "label", languages)
    required, background = (cells.get(name, "").lower() in _YES for name in ("required", "background"))
    kind = Kind(cells["kind"])
    among = _split(cells.get("among", ""))
    return Question(
        key=cells.get("key") or unused(key_of(label.get(source, ""), otherwise="q"), taken),
        kind=kind,
        label=label,
        help=_text(cells, "help", languages),
        options=_listed(cells, "options", "option_keys", source, languages),
        rows=_listed(cells, "rows", "row_keys", source, languages),
        required=required and kind is not Kind.SECTION,
        may_decline=(required or background) and kind is not Kind.SECTION,
        background=background and kind is not Kind.SECTION,
        least=_number(cells.get("least", "")),
        most=_number(cells.get("most", "")),
        when=When(cells["when"], tuple(among)) if cells.get("when") else None,
    )


def _listed(
    cells: Mapping[str, str], name: str, keys: str, source: str, languages: Sequence[str]
) -> tuple[Option, ...]:
    spoken = {language: _split(cells.get(f"{name}_{language}", "")) for language in languages}
    spoken = {language: found for language, found in spoken.items() if found}
    most = max(map(len, spoken.values()), default=0)
    labels = [{language: found[at] for language, found in spoken.items()} for at in range(most)]
    known = _split(cells.get(keys, ""))
    if known and len(known) != most:
        raise ValueError(f"{keys}: as many as there are {name}")
    made: list[str] = []
    for at, label in enumerate(labels):
        made.append(known[at] if known else unused(key_of(label.get(source, ""), otherwise="q"), made))
    return tuple(Option(key, label) for key, label in zip(made, labels, strict=True))


def _text(cells: Mapping[str, str], name: str, languages: Sequence[str]) -> dict[str, str]:
    found = {language: cells.get(f"{name}_{language}", "") for language in languages}
    return {language: text for language, text in found.items() if text}


def _split(cell: str) -> list[str]:
    return [part.strip() for part in cell.split("|") if part.strip()]


def _number(cell: str) -> int | None:
    return _whole(int(cell)) if cell else None


def _sound(found: Sequence[Question], source: str, numbers: Iterable[int]) -> Questions:
    """Also what a form would have refused. Raises WrongInput with the question. numbers: the row of each."""
    if len(found) > QUESTIONS_MOST:
        raise WrongInput("too_many_questions", most=QUESTIONS_MOST)
    for number, each in zip(numbers, found, strict=False):
        labels = [each.label, *(option.label for option in (*each.options, *each.rows))]
        if not all(_is_text(label, source) for label in labels) or not _is_text(each.help, ""):
            raise WrongInput("question_without_words", row=number, language=source)
        if len(each.options) > OPTIONS_MOST or len(each.rows) > ROWS_MOST:
            raise WrongInput("too_many_options", row=number, most=OPTIONS_MOST, rows=ROWS_MOST)
    return sound(found)


def _is_text(text: Mapping[str, Any], source: str) -> bool:
    """Text for each language, not too long, and in the source language where one is named."""
    if not all(isinstance(each, str) and len(each) <= LABEL_MOST * 10 for each in text.values()):
        return False
    return not source or 0 < len(text.get(source, "").strip()) <= LABEL_MOST
