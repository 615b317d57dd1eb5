"""Two versions of a plan beside each other: what was, what is, and which words differ. Pure.

A text is compared word by word, a very long one line by line; a table row by row.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

MOST_WORDS = 3000
TEXT = ""  # the language of what is in none: a day, a number, a table


@dataclass(frozen=True)
class Piece:
    """Words that are as they were, or are not."""

    text: str
    is_changed: bool


@dataclass(frozen=True)
class Difference:
    """One field that says something else, in one language. before or after is empty where it said nothing."""

    label: str
    language: str
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]


@dataclass(frozen=True)
class Changed:
    """One part of the plan in which something differs."""

    heading: str
    differences: tuple[Difference, ...]


def changed(before: Iterable[Any], after: Iterable[Any], *, source: str) -> list[Changed]:
    """before, after: the sections of a plan, the same parts in the same order (project.whole.Section).

    source: the language that holds, in which a row that is new or gone is shown.
    """
    found = []
    for old, new in zip(before, after, strict=True):
        differences = tuple(_differences(old.entries, new.entries, source))
        if differences:
            found.append(Changed(str(new.heading), differences))
    return found


def compared(before: str, after: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both texts in pieces.

    >>> [[(piece.text, piece.is_changed) for piece in side] for side in compared("Hela våren", "Hela hösten")]
    [[('Hela ', False), ('våren', True)], [('Hela ', False), ('hösten', True)]]
    """
    old, new = _words(before), _words(after)
    if max(len(old), len(new)) > MOST_WORDS:
        old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return (
        tuple(_pieces(old, [(tag, first, last) for tag, first, last, _, _ in steps])),
        tuple(_pieces(new, [(tag, first, last) for tag, _, _, first, last in steps])),
    )


def _words(text: str) -> list[str]:
    """Words, and the spaces between them: a word that ends a line is still the same word."""
    return re.findall(r"\s+|\S+", text)


def _pieces(words: Sequence[str], steps: Iterable[tuple[str, int, int]]) -> Iterator[Piece]:
    for tag, first, last in steps:
        if first < last:
            yield Piece("".join(words[first:last]), tag != "equal")


def _differences(
    before: Iterable[tuple[Any, Any]], after: Iterable[tuple[Any, Any]], source: str
) -> Iterator[Difference]:
    old, new = ({str(label): value for label, value in entries} for entries in (before, after))
    for label in {**new, **old}:
        was, now = old.get(label), new.get(label)
        if any(hasattr(value, "rows") for value in (was, now)):
            yield from _of_tables(_rows(was), _rows(now), source)
        else:
            yield from _of_cells(label, was, now)


def _of_cells(label: str, was: Any, now: Any) -> Iterator[Difference]:
    """One for each language in which they differ."""
    old, new = _texts(was), _texts(now)
    for language in {**new, **old}:
        texts = old.get(language, ""), new.get(language, "")
        if texts[0] != texts[1]:
            yield Difference(label, language, *compared(*texts))


Row = dict[str, Any]  # head of a column → what stands in it


def _of_tables(old: Sequence[Row], new: Sequence[Row], source: str) -> Iterator[Difference]:
    """Row by row: those that are as they were are passed over."""
    steps = SequenceMatcher(None, [repr(row) for row in old], [repr(row) for row in new], autojunk=False).get_opcodes()
    for tag, first, last, start, stop in steps:
        if tag == "equal":
            continue
        for was, now in _paired(old[first:last], new[start:stop], source):
            if was and now:
                for label in {**now, **was}:
                    yield from _of_cells(f"{_name(now, source)}: {label}", was.get(label, ""), now.get(label, ""))
            else:
                yield Difference(_name(was or now, source), TEXT, *compared(_all(was, source), _all(now, source)))


def _paired(old: Sequence[Row], new: Sequence[Row], source: str) -> Iterator[tuple[Row, Row]]:
    """Rows of the same name belong together, and one that is left on each side: then it has another name now."""
    named = {_name(row, source): row for row in old}
    pairs = [(named.pop(_name(row, source), {}), row) for row in new]
    if len(named) == 1 and [was for was, _ in pairs].count({}) == 1:
        (left,) = named.values()
        pairs, named = [(was or left, now) for was, now in pairs], {}
    yield from pairs
    yield from ((row, {}) for row in named.values())


def _rows(table: Any) -> list[Row]:
    heads = [str(head) for head in table.head] if table else []
    return [dict(zip(heads, row, strict=True)) for row in table.rows] if table else []


def _name(row: Row, source: str) -> str:
    return _said(next(iter(row.values()), ""), source)


def _all(row: Row, source: str) -> str:
    """The whole row, a line for each column that says something."""
    said = ((label, _said(cell, source)) for label, cell in row.items())
    return "\n".join(f"{label}: {text}" for label, text in said if text)


def _said(cell: Any, source: str) -> str:
    texts = _texts(cell)
    return texts.get(TEXT) or texts.get(source) or next(iter(texts.values()), "")


def _texts(value: Any) -> dict[str, str]:
    """language → text."""
    if isinstance(value, dict):
        return {language: text for language, text in value.items() if text}
    return {TEXT: str(value)} if value else {}
