"""A text as it is heard: blocks in their order, and what of the file could not be taken along. Plain Python."""

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum

CELLS = " | "  # between the cells of a row
BLOCKS_MOST = 5_000
BLOCK_MOST = 20_000  # characters
TEXT_MOST = 2_000_000


class Kind(StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"  # of a list without numbers; a point that has one begins with it, and is a paragraph
    HEAD = "head"  # of a table: what its columns are called
    ROW = "row"  # of a table, its cells between CELLS


class Left(StrEnum):
    """What was left out, or read in a way that whoever publishes the text must know of."""

    INSERTED = "inserted"  # tracked changes: taken as if accepted
    DELETED = "deleted"  # tracked changes: left out as if accepted
    COMMENTS = "comments"
    FOOTNOTES = "footnotes"
    PICTURES = "pictures"
    BOXES = "boxes"  # text in a box that floats beside the text
    EQUATIONS = "equations"
    CONTENTS = "contents"  # lines of a table of contents: the page makes its own
    NUMBERS = "numbers"  # numbers before headings and points that the word processor writes in a way not known here
    HEADERS = "headers"  # headers and footers
    NESTED = "nested"  # tables within tables: read as part of the cell
    LONG = "long"  # paragraphs that were cut in two


@dataclass(frozen=True)
class Block:
    kind: Kind
    text: str
    level: int = 0  # of a heading, 1 to 6

    @property
    def is_numbered(self) -> bool:
        return self.kind not in (Kind.HEADING, Kind.HEAD)


@dataclass(frozen=True)
class Read:
    """What a file holds. left: how many of each were left out, or read otherwise."""

    blocks: tuple[Block, ...]
    left: Counter[Left] = field(default_factory=Counter)

    @property
    def numbered(self) -> int:
        return sum(block.is_numbered for block in self.blocks)
