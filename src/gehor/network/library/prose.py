"""The little Markdown that articles may have: paragraphs, lists, sub-headings, words in bold, and links.

    ## A sub-heading
    - a point          1. a numbered point
    **bold**  ·  [words](https://example.org)  ·  https://example.org

Everything else, markup of other kinds and scripts too, is text and stays text.
"""

import re
from collections.abc import Iterator

from gehor.ground.documents.parts import Bullets, Heading, Inline, Link, Paragraph, Part, Strong, Text

_HEADING = re.compile(r"#{2,4}[ \t]+(\S.*)")
_POINT = re.compile(r"[-*•][ \t]+(\S.*)")
_NUMBERED = re.compile(r"[0-9]{1,3}[.)][ \t]+(\S.*)")
# None may look far ahead from many places: a text can be all brackets
_PIECE = re.compile(
    r"\*\*(?P<strong>[^*\n]{1,500})\*\*"
    r"|\[(?P<words>[^\[\]\n]{1,300})\]\((?P<to>https?://[^\s()<>\"]{1,500})\)"
    r"|(?P<bare>https?://[^\s<>\"]{1,500})"
)
_AFTER_ADDRESS = ".,;:!?)”’'"


def parts(text: str) -> tuple[Part, ...]:
    """What a page is made of.

    >>> parts("Hej **alla**.\\n\\n- ett\\n- två")
    (Paragraph(text=('Hej ', Strong(text='alla'), '.')), Bullets(items=('ett', 'två'), numbered=False))
    """
    return tuple(part for block in re.split(r"\n[ \t]*\n", text) for part in _block(block.strip("\n")))


def _block(block: str) -> Iterator[Part]:
    kept: list[str] = []  # lines of the same sort that stand together
    sort = ""
    for line in block.split("\n"):
        stripped = line.strip()
        now, words = _sort(stripped)
        if kept and (now != sort or now == "heading"):
            yield _part(sort, kept)
            kept = []
        if words:
            kept.append(words)
        sort = now
    if kept:
        yield _part(sort, kept)


def _sort(line: str) -> tuple[str, str]:
    for name, pattern in (("heading", _HEADING), ("point", _POINT), ("numbered", _NUMBERED)):
        if found := pattern.fullmatch(line):
            return name, found[1]
    return "paragraph", line


def _part(sort: str, lines: list[str]) -> Part:
    match sort:
        case "heading":
            return Heading(lines[0], level=2)
        case "point" | "numbered":
            return Bullets(tuple(_inline(line) for line in lines), numbered=sort == "numbered")
    return Paragraph(_inline("\n".join(lines)))


def _inline(text: str) -> Text:
    pieces = tuple(piece for piece in _pieces(text) if piece != "")
    return pieces[0] if len(pieces) == 1 and isinstance(pieces[0], str) else pieces


def _pieces(text: str) -> Iterator[Inline]:
    end = 0
    for found in _PIECE.finditer(text):
        yield text[end : found.start()]
        end = found.end()
        if found["strong"]:
            yield Strong(found["strong"])
        elif found["to"]:
            yield Link(found["words"], found["to"])
        else:
            address = found["bare"].rstrip(_AFTER_ADDRESS)
            end = found.start() + len(address)
            yield Link(address, address)
    yield text[end:]


def plain(text: str) -> str:
    """The words alone, on one line: for cards, feeds and the search.

    >>> plain("Läs [mer](https://example.org) om **det**.\\n\\n- ett")
    'Läs mer om det. – ett'
    """
    marks = _PIECE.sub(lambda found: found["strong"] or found["words"] or found["bare"], text)
    return " ".join(
        re.sub(r"(?m)^[ \t]*(?:[-*•]|#{2,4})[ \t]+", lambda mark: "– " if "#" not in mark[0] else "", marks).split()
    )
