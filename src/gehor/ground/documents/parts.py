"""What a document consists of. Plain values: nothing here knows how it looks.

A text is a string, or a row of strings, links and words in bold. A line break in a string is a line break on paper.
"""

import base64
import json
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any

from gehor.ground.languages import LocalText, said

_BLANK_LINES = re.compile(r"\n\s*\n")
_PLACES = re.compile(r"%\((\w+)\)s")


@dataclass(frozen=True)
class Link:
    """Words that lead somewhere: a whole address, or "#anchor" of a heading in the same document.

    language: of the words, if not the document's.
    """

    text: str
    to: str
    language: str = ""


@dataclass(frozen=True)
class Strong:
    text: str


@dataclass(frozen=True)
class Said:
    """Words that stand in another language than the document."""

    text: str
    language: str


Inline = str | Link | Strong | Said
Text = str | tuple[Inline, ...]


@dataclass(frozen=True)
class Heading:
    """level: 1 to 3, below the title of the document."""

    text: Text
    level: int = 1
    anchor: str = ""


@dataclass(frozen=True)
class Paragraph:
    text: Text


@dataclass(frozen=True)
class Bullets:
    items: tuple[Text, ...]
    numbered: bool = False


@dataclass(frozen=True)
class Table:
    """caption: what the table tells. columns: their heads. rows: as long as columns. numbers: columns of numbers.

    bars: for each row a share from 0 to 1, drawn as a bar below its first cell. A picture only: the cells say it too.
    before: what each bar was earlier, drawn as a paler one above it.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Text, ...], ...]
    numbers: tuple[int, ...] = ()
    bars: tuple[float, ...] = ()
    before: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        if self.bars and len(self.bars) != len(self.rows):
            raise ValueError(f"{len(self.bars)} bars for {len(self.rows)} rows")
        if self.before and len(self.before) != len(self.bars):
            raise ValueError(f"{len(self.before)} bars of before beside {len(self.bars)}")
        for row in self.rows:
            if len(row) != len(self.columns):
                raise ValueError(f"{len(row)} cells under {len(self.columns)} heads: {row!r}")


@dataclass(frozen=True)
class Note:
    """Something to mind, in a box."""

    text: Text


@dataclass(frozen=True)
class Quotation:
    """What somebody said, in their words. source: where from. language: of the words, if not the document's."""

    text: str
    source: Text = ""
    language: str = ""


PICTURE_MOST = 300_000  # bytes of one picture
PICTURE_ROOM = (120, 90)  # millimetres that it takes at most, across and down


@dataclass(frozen=True)
class Picture:
    """A JPEG, made small by `picture`. description: what is seen on it, in words that are read in its place.

    width, height: in pixels. caption: what stands below it. address: where a page shows it from, if it is on the web.
    language: of the description, if not the document's.
    """

    data: bytes = field(repr=False)
    width: int
    height: int
    description: str
    caption: Text = ""
    address: str = ""
    language: str = ""

    def __post_init__(self) -> None:
        if not self.description.strip():
            raise ValueError("A picture without a description.")
        if not 0 < len(self.data) <= PICTURE_MOST or min(self.width, self.height) < 1:
            raise ValueError(f"{len(self.data)} bytes of a picture: at most {PICTURE_MOST}.")

    @property
    def across(self) -> float:
        """Its width on paper, in millimetres: as large as there is room for, and never coarser than 96 dots an inch."""
        room = min(PICTURE_ROOM[0], PICTURE_ROOM[1] * self.width / self.height)
        return round(min(room, self.width * 25.4 / 96), 1)


Part = Heading | Paragraph | Bullets | Table | Note | Quotation | Picture


@dataclass(frozen=True)
class Document:
    """lead: what stands under the title, such as body, day and case number. kicker: what kind of document it is."""

    title: Text
    language: str
    parts: tuple[Part, ...]
    kicker: Text = ""
    lead: tuple[Text, ...] = ()

    def __post_init__(self) -> None:
        """Raises ValueError for a link to an anchor that no heading has, and for an anchor that two have."""
        anchors = [part.anchor for part in self.parts if isinstance(part, Heading) and part.anchor]
        if len(anchors) != len(set(anchors)):
            raise ValueError("Two headings have the same anchor.")
        for link in links(self):
            if link.to.startswith("#") and link.to[1:] not in anchors:
                raise ValueError(f"No heading has the anchor {link.to!r}.")


def prose(text: str, language: str = "", reader: str = "") -> tuple[Paragraph, ...]:
    """A text that somebody wrote, as paragraphs: empty lines divide them. A language not the reader's is told.

    >>> prose("One.\\n\\nTwo,\\non two lines.")
    (Paragraph(text='One.'), Paragraph(text='Two,\\non two lines.'))
    """
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    paragraphs = [each.strip() for each in _BLANK_LINES.split(plain) if each.strip()]
    return tuple(Paragraph(each if language == reader else (Said(each, language),)) for each in paragraphs)


def spoken(words: str, language: str, reader: str) -> tuple[Inline, ...]:
    """The words, marked with their language where it is not the reader's; nothing of nothing.

    >>> spoken("Fler bänkar", "sv", "en"), spoken("Fler bänkar", "sv", "sv")
    ((Said(text='Fler bänkar', language='sv'),), ('Fler bänkar',))
    """
    return () if not words else (words,) if language == reader else (Said(words, language),)


def local(text: LocalText, source: str, reader: str) -> tuple[Inline, ...]:
    """A text that staff wrote, in the reader's language; else marked with the one that it stands in.

    >>> local({"sv": "Fler bänkar"}, "sv", "en")
    (Said(text='Fler bänkar', language='sv'),)
    """
    return spoken(*said(text, source, reader), reader)


def local_prose(text: LocalText, source: str, reader: str) -> tuple[Paragraph, ...]:
    """The same as paragraphs."""
    return prose(*said(text, source, reader), reader)


def foreign(language: str, reader: str) -> str:
    """The language where it is not the reader's: what a link or a picture is marked with.

    >>> foreign("sv", "en"), foreign("sv", "sv")
    ('sv', '')
    """
    return "" if language == reader else language


def within(sentence: str, **texts: Text) -> Text:
    """A sentence of ours with texts in the places of %(name)s.

    >>> within("Report: %(network)s", network=(Said("Nätverket", "sv"),))
    ('Report: ', Said(text='Nätverket', language='sv'))
    >>> within("Report: %(network)s", network="Nätverket")
    'Report: Nätverket'
    """
    divided = _PLACES.split(sentence)  # words, name, words, name, words
    pieces = [piece for at, each in enumerate(divided) for piece in inline(texts[each] if at % 2 else each)]
    if all(isinstance(piece, str) for piece in pieces):
        return "".join(map(str, pieces))
    return tuple(piece for piece in pieces if piece != "")


def inline(text: Text) -> tuple[Inline, ...]:
    """The pieces of a text."""
    return (text,) if isinstance(text, str) else text


def plain(text: Text) -> str:
    """Only the words.

    >>> plain(("See ", Link("the page", "https://example.org"), "."))
    'See the page.'
    """
    return "".join(piece if isinstance(piece, str) else piece.text for piece in inline(text))


def bars_of(table: Table) -> list[tuple[float | None, float]]:
    """For each row that has one: its bar, and what it was before where that is told."""
    return list(zip(table.before or (None,) * len(table.bars), table.bars, strict=True))


ROOM = 88  # letters that stand beside each other in a table


def shares(table: Table) -> list[int]:
    """How wide each column of words is beside the others; 0 for a column of numbers.

    Each has what its longest word needs, and what is left over goes to those that have most to say.
    """
    columns = range(len(table.columns))
    needs = {
        at: _longest_word(table, at) + 4 for at in columns if at not in table.numbers
    }  # 4: edges, a wider typeface
    wishes = {at: max(1, min(40, _longest_text(table, at)) - need) for at, need in needs.items()}
    left = max(0, ROOM - sum(needs.values()) - 8 * len(table.numbers))
    more = {at: left * wish // sum(wishes.values()) for at, wish in wishes.items()}
    return [needs[at] + more[at] if at in needs else 0 for at in columns]


def _longest_word(table: Table, at: int) -> int:
    return min(20, max((len(word) for text in _column(table, at) for word in text.split()), default=0))


def _longest_text(table: Table, at: int) -> int:
    return max(map(len, _column(table, at)))


def _column(table: Table, at: int) -> list[str]:
    return [table.columns[at], *(plain(row[at]) for row in table.rows)]


def without_pictures(document: Document, addresses: Collection[str]) -> Document:
    """The same without the pictures that the web showed from these addresses."""
    kept = [part for part in document.parts if not (isinstance(part, Picture) and part.address in addresses)]
    return replace(document, parts=tuple(kept))


def links(document: Document) -> Iterator[Link]:
    for text in (document.title, document.kicker, *document.lead, *_texts(document.parts)):
        yield from (piece for piece in inline(text) if isinstance(piece, Link))


def _texts(parts: Sequence[Part]) -> Iterator[Text]:
    for part in parts:
        match part:
            case Bullets():
                yield from part.items
            case Table():
                yield from (cell for row in part.rows for cell in row)
            case Quotation():
                yield from (part.text, part.source)
            case Picture():
                yield part.caption
            case _:
                yield part.text


# As text and back

_KINDS: dict[str, type] = {
    kind.__name__.lower(): kind
    for kind in (Heading, Paragraph, Bullets, Table, Note, Quotation, Picture, Link, Strong, Said)
}


def written(document: Document) -> str:
    """The document as canonical JSON: the same document, the same text."""
    kept = {each.name: _told(getattr(document, each.name)) for each in fields(document)}
    return json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def read(text: str) -> Document:
    """What `written` wrote. Raises ValueError for anything else."""
    try:
        return Document(**{name: _heard(value) for name, value in json.loads(text).items()})
    except (TypeError, KeyError, AttributeError) as fault:
        raise ValueError(f"Not a document: {fault}") from None


def _told(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_told(each) for each in value]
    if isinstance(value, bytes):
        return {"kind": "bytes", "base64": base64.b64encode(value).decode()}
    if type(value) in _KINDS.values():
        return {
            "kind": type(value).__name__.lower(),
            **{each.name: _told(getattr(value, each.name)) for each in fields(value)},
        }
    return value


def _heard(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_heard(each) for each in value)
    if isinstance(value, dict):
        if value.get("kind") == "bytes":
            return base64.b64decode(value["base64"], validate=True)
        given = {name: _heard(each) for name, each in value.items()}
        return _KINDS[given.pop("kind")](**given)
    return value
