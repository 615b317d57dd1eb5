"""Numbers of paragraphs, how a long text is divided, and two versions beside each other. Plain Python.

A setup is {"formal": bool, "formal_url": str}: whether the text belongs to a plan on which formal views are given
elsewhere, and where. What somebody says is about {"paragraph": number, "version": number}; about the whole text it has
no paragraph. The numbers of paragraphs follow them through all versions: see calc/text/align.py.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from gehor.calc.text.align import align, renumbered
from gehor.calc.text.diff import Change, Piece, difference
from gehor.ground.errors import WrongInput
from gehor.process.method import Figure, Item, Line, Outcome, Result, Said, Table
from gehor.process.words import Channel

from .blocks import CELLS, Block, Kind

VERSIONS_MOST = 999
PART_NUMBERED, PART_TEXT = 40, 24_000  # paragraphs and characters of a part: a page that a phone shows at once
PART_LEAST = 8  # paragraphs before a heading begins a new part
CONTENTS_LEVELS = 3

BEFORE = ("§", "nr", "no", "nummer", "number", "stycke", "paragraph", "punkt")  # what people write before a number
_TYPED = re.compile(rf"(?:{'|'.join(BEFORE)})?[.:]?\s*([0-9]{{1,4}})\s*([a-z]{{0,3}})", re.IGNORECASE)


# What somebody says


def number_of(typed: str) -> str:
    """The number of a paragraph as people write it: “12 a”, “§ 12A”, “stycke 12”. Raises WrongInput.

    >>> number_of("Stycke 12 A")
    '12a'
    """
    found = _TYPED.fullmatch(typed.strip())
    if found is None or int(found[1]) > 9999:
        raise WrongInput("unknown_paragraph", field="paragraph", word=typed[:40])
    return f"{int(found[1])}{found[2].lower()}"


def spoken(number: str) -> str:
    """As it is printed: 12 a.

    >>> spoken("12a")
    '12 a'
    """
    digits = number.rstrip("abcdefghijklmnopqrstuvwxyz")
    return f"{digits} {number[len(digits) :]}".strip()


def place_of(number: str) -> tuple[int, int, str]:
    """By which numbers are sorted: 2, 12, 12 a, 12 b, 12 aa."""
    digits = number.rstrip("abcdefghijklmnopqrstuvwxyz")
    letters = number[len(digits) :]
    return int(digits or 0), len(letters), letters


def checked(setup: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """The paragraph's number and the version's, each if there is one. Whether they exist is asked where it is kept."""
    kept: dict[str, Any] = {}
    paragraph, version = values.get("paragraph"), values.get("version")
    if paragraph not in (None, ""):
        if not isinstance(paragraph, str):
            raise WrongInput("unknown_paragraph", field="paragraph", word=str(paragraph)[:40])
        kept["paragraph"] = number_of(paragraph)
    if version not in (None, ""):
        digits = str(version)
        if isinstance(version, bool) or not digits.isascii() or not digits.isdecimal() or len(digits) > 3:
            raise WrongInput("unknown_version", field="version", word=digits[:40])
        kept["version"] = int(digits)
    return kept


def results(setup: Mapping[str, Any], items: Sequence[Item]) -> tuple[Result, ...]:
    """One row for each paragraph of which something is said, in their order, then the whole text."""
    about: dict[str, list[Item]] = {}
    for item in items:
        about.setdefault(item.values.get("paragraph", ""), []).append(item)
    return tuple(Result.of(key, about[key]) for key in sorted(about, key=lambda key: (not key, place_of(key))))


# A long text


@dataclass(frozen=True)
class Part:
    """Blocks that are shown on one page: those from first up to, not with, last."""

    number: int
    first: int
    last: int


def parts(blocks: Sequence[Block]) -> tuple[Part, ...]:
    """The text in pages. A new one begins at a heading of level 1 or 2 that comes after eight paragraphs or more, or
    where forty paragraphs or 24,000 characters are full. A short text is one.
    """
    if _fits(blocks):
        return (Part(1, 0, len(blocks)),)
    bounds = [0]
    numbered = text = 0
    for at, block in enumerate(blocks):
        begins = block.kind is Kind.HEADING and block.level <= 2 and numbered >= PART_LEAST
        is_full = numbered >= PART_NUMBERED or text + len(block.text) > PART_TEXT
        if at > bounds[-1] and (begins or is_full):
            bounds.append(_before_headings(blocks, at, bounds[-1]))
            numbered = text = 0
        numbered += block.is_numbered
        text += len(block.text)
    ends = [*bounds[1:], len(blocks)]
    return tuple(Part(number, first, last) for number, (first, last) in enumerate(zip(bounds, ends, strict=True), 1))


def _fits(blocks: Sequence[Block]) -> bool:
    return (
        sum(block.is_numbered for block in blocks) <= PART_NUMBERED
        and sum(len(block.text) for block in blocks) <= PART_TEXT
    )


def _before_headings(blocks: Sequence[Block], at: int, least: int) -> int:
    """Headings stand on the page of what they head."""
    while at - 1 > least and not blocks[at - 1].is_numbered:
        at -= 1
    return at


def heads(blocks: Sequence[Block]) -> list[str]:
    """For each block the head of the table in which it stands; "" where it is no row, or the table has none."""
    found, head = [], ""
    for block in blocks:
        head = block.text if block.kind is Kind.HEAD else head if block.kind is Kind.ROW else ""
        found.append(head if block.kind is Kind.ROW else "")
    return found


def named_cells(row: str, head: str) -> list[tuple[str, str]]:
    """(what the column is called, or nothing; what stands in it) of each cell of a row. head: of its table, or "".

    >>> named_cells("Eken | 3", "Träd | Antal"), named_cells("Eken | 3", "")
    ([('Träd', 'Eken'), ('Antal', '3')], [('', 'Eken'), ('', '3')])
    """
    cells, names = row.split(CELLS), head.split(CELLS) if head else []
    return list(zip(names if len(names) == len(cells) else [""] * len(cells), cells, strict=True))


def quoted(row: str, head: str) -> str:
    """A row as one line that can be read alone.

    >>> quoted("Eken | 3", "Träd | Antal")
    'Träd: Eken | Antal: 3'
    """
    return CELLS.join(f"{name}: {cell}" if name else cell for name, cell in named_cells(row, head))


@dataclass(frozen=True)
class Entry:
    """One line of the contents: a heading, where it stands, and how much has been said under it."""

    text: str
    level: int
    place: int
    part: int
    count: int


def contents(
    blocks: Sequence[Block], numbers: Sequence[str], counts: Mapping[str, int], divided: Sequence[Part]
) -> tuple[Entry, ...]:
    """numbers: of each block, "" for headings. counts: number → how many contributions."""
    found = []
    for at, block in enumerate(blocks):
        if block.kind is not Kind.HEADING or block.level > CONTENTS_LEVELS:
            continue
        end = next(
            (
                place
                for place in range(at + 1, len(blocks))
                if blocks[place].kind is Kind.HEADING and blocks[place].level <= block.level
            ),
            len(blocks),
        )
        under = sum(counts.get(number, 0) for number in numbers[at:end] if number)
        part = next(part.number for part in divided if part.first <= at < part.last)
        found.append(Entry(block.text, block.level, at, part, under))
    return tuple(found)


# Versions

# What stands before a point or a numbered heading: "3.", "3.1", "a)", "(2)", "iv."
_MARK = re.compile(
    r"\(?(?:[0-9]{1,3}(?:\.[0-9]{1,3})*[.)]|[a-zåäö]{1,2}\)|[ivxlc]{1,6}[.)])\s+|[0-9]{1,3}(?:\.[0-9]{1,3})+\s+"
)


def without_mark(text: str) -> str:
    """
    >>> without_mark("3.1 Mål"), without_mark("a) Träd sparas."), without_mark("300 meter till en park")
    ('Mål', 'Träd sparas.', '300 meter till en park')
    """
    return _MARK.sub("", text, count=1) if _MARK.match(text) else text


def numbers(blocks: Sequence[Block], before: Sequence[tuple[str, str]], taken: Iterable[str]) -> list[str]:
    """The number of each block of a new version, "" for headings and heads of tables.

    before: (number, text) of the paragraphs of the version before, in order. taken: every number ever given.
    """
    texts = [without_mark(block.text) for block in blocks if block.is_numbered]
    was = [None if at is None else before[at][0] for at in align([without_mark(text) for _, text in before], texts)]
    given = iter(renumbered(was, taken=taken))
    return [next(given) if block.is_numbered else "" for block in blocks]


class Fate(StrEnum):
    """What has become of a paragraph from one version to another."""

    SAME = "same"
    REWORDED = "reworded"
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True)
class Compared:
    """One block of either version. moved: it stands elsewhere among the others than it did."""

    kind: Kind
    level: int
    number: str
    fate: Fate
    pieces: tuple[Piece, ...]
    moved: bool = False

    @property
    def is_changed(self) -> bool:
        return self.fate is not Fate.SAME or self.moved


Numbered = tuple[str, Block]  # a block with its number


def compared(before: Sequence[Numbered], after: Sequence[Numbered]) -> tuple[Compared, ...]:
    """Both versions in one, in the order of the later; what is gone stands behind what it stood behind.

    Paragraphs are the same by their numbers, headings by their words.
    """
    keys_before, keys_after = _keys(before, after)
    old = dict(zip(keys_before, before, strict=True))
    new = dict(zip(keys_after, after, strict=True))
    order = {key: place for place, key in enumerate(keys_before)}
    kept = [key for key in keys_after if key in old]
    in_order = _longest_in_order([order[key] for key in kept])
    stay = {key for key in kept if order[key] in in_order}
    gone: dict[str, list[str]] = {}  # behind what it stood → what is gone
    behind = ""
    for key in keys_before:
        if key in stay:
            behind = key
        elif key not in new:
            gone.setdefault(behind, []).append(key)
    found = [_gone(old[key]) for key in gone.get("", ())]
    for key in keys_after:
        found.append(_compared(old.get(key), new[key], moved=key in old and key not in stay))
        found += [_gone(old[each]) for each in gone.get(key, ())]
    return tuple(found)


def _keys(before: Sequence[Numbered], after: Sequence[Numbered]) -> tuple[list[str], list[str]]:
    """A key of its own for each block, the same on both sides for what is the same."""
    heads = [[without_mark(block.text) for number, block in side if not number] for side in (before, after)]
    was = align(heads[0], heads[1])
    left = iter(range(len(heads[0])))
    right = iter(f"h{at}" if at is not None else f"new{place}" for place, at in enumerate(was))
    return [number or f"h{next(left)}" for number, _ in before], [number or next(right) for number, _ in after]


def _longest_in_order(places: Sequence[int]) -> set[int]:
    """The places of a longest rising subsequence."""
    best: list[list[int]] = []  # best[n]: the one of n + 1 places that ends the lowest
    for place in places:
        at = next((n for n, chain in enumerate(best) if chain[-1] >= place), len(best))
        best[at : at + 1] = [[*(best[at - 1] if at else ()), place]]
    return set(best[-1]) if best else set()


def _gone(one: Numbered) -> Compared:
    number, block = one
    return Compared(block.kind, block.level, number, Fate.GONE, (Piece(Change.GONE, block.text),))


def _compared(old: Numbered | None, new: Numbered, *, moved: bool) -> Compared:
    number, block = new
    if old is None:
        return Compared(block.kind, block.level, number, Fate.NEW, (Piece(Change.NEW, block.text),), moved)
    pieces = difference(old[1].text, block.text)
    fate = Fate.SAME if without_mark(old[1].text) == without_mark(block.text) else Fate.REWORDED
    return Compared(block.kind, block.level, number, fate, pieces, moved)


def outcome(setup: Mapping[str, Any], said: Said) -> Outcome:
    """How much was said of each paragraph. Whoever said several things is counted with each of them."""
    rows = results(setup, said.items)
    return Outcome(
        people=len(said.items),
        by_channel={channel: sum(item.channel is channel for item in said.items) for channel in Channel},
        unknown=0,
        tables=(
            Table(
                "paragraphs",
                {"sv": "Synpunkter på varje stycke", "en": "Views on each paragraph"},
                ("count",),
                tuple(Line(row.key or "whole", _label(row.key), (Figure(row.count),)) for row in rows),
            ),
        ),
    )


def _label(number: str) -> dict[str, str]:
    if not number:
        return {"sv": "Hela texten", "en": "The whole text"}
    return {"sv": f"Stycke {spoken(number)}", "en": f"Paragraph {spoken(number)}"}


def result_label(setup: Mapping[str, Any], key: str, language: str) -> str:
    """“Stycke 12 a”; what is said of the whole text needs no label."""
    named = _label(key)
    return (named.get(language) or named["en"]) if key else ""
