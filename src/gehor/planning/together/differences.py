"""Two versions of a plan beside each other: what was, what is, and which words differ. Pure.

A text is compared word by word; a very long one, such as a table of a hundred rows, line by line.
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


def changed(before: Iterable[Any], after: Iterable[Any]) -> list[Changed]:
    """before, after: the sections of a plan, the same parts in the same order (project.whole.Section)."""
    pairs = zip(before, after, strict=True)
    found = [Changed(str(new.heading), tuple(_differences(old.entries, new.entries))) for old, new in pairs]
    return [each for each in found if each.differences]


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


def _differences(before: Iterable[tuple[Any, Any]], after: Iterable[tuple[Any, Any]]) -> Iterator[Difference]:
    old, new = ({str(label): _texts(value) for label, value in entries} for entries in (before, after))
    for label in {**new, **old}:
        was, now = old.get(label, {}), new.get(label, {})
        for language in {**now, **was}:
            texts = was.get(language, ""), now.get(language, "")
            if texts[0] != texts[1]:
                yield Difference(label, language, *compared(*texts))


def _texts(value: Any) -> dict[str, str]:
    """language → text: of a text in several languages, of a line, or of a table, row by row."""
    if isinstance(value, str):
        return {TEXT: value}
    if isinstance(value, dict):
        return {language: text for language, text in value.items() if text}
    rows = ("\n".join(_cells(value.head, row)) for row in value.rows)
    return {TEXT: "\n\n".join(rows)}


def _cells(head: Iterable[Any], row: Iterable[Any]) -> Iterator[str]:
    for label, cell in zip(head, row, strict=True):
        text = cell if isinstance(cell, str) else " / ".join(text for text in cell.values() if text)
        if text:
            yield f"{label}: {text}"
