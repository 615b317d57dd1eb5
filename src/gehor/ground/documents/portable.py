"""A document as tagged PDF (PDF/UA-1): headings, tables with heads, lists and links, in the order of reading."""

import json
from pathlib import Path
from typing import Any

from babel import Locale

from .fonts import FAMILIES, UNPRINTABLE, breakable, direction, line, printable
from .house import Letterhead
from .parts import (
    Bullets,
    Document,
    Heading,
    Inline,
    Link,
    Note,
    Paragraph,
    Part,
    Picture,
    Quotation,
    Said,
    Strong,
    Table,
    Text,
    bars_of,
    inline,
    plain,
    shares,
)
from .press import pressed
from .words import page_of, unprintable

TEMPLATE = Path(__file__).with_name("document.typ")


def pdf(document: Document, house: Letterhead) -> bytes:
    """The PDF. Same document, same bytes. What is very long is made in a process of its own."""
    given = {
        "title": line(plain(document.title)),
        "heading": _line(document.title),
        "kicker": _line(document.kicker) if document.kicker else None,
        "lead": [_text(each) for each in document.lead],
        "language": document.language.split("-")[0],
        "dir": "rtl" if Locale.parse(document.language, sep="-").text_direction == "rtl" else "ltr",
        "fonts": FAMILIES,
        "page": page_of(document.language),
        "head": house.shown(),
        "parts": [_part(each) for each in document.parts],
    }
    lacks = UNPRINTABLE in json.dumps(given, ensure_ascii=False)
    return pressed({**given, "unprintable": unprintable(document.language) if lacks else None}, template=TEMPLATE)


def _percent(share: float | None) -> float | None:
    return None if share is None else round(100 * share, 1)


def _part(part: Part) -> dict[str, Any]:
    match part:
        case Heading():
            return {"kind": "heading", "text": _line(part.text), "level": part.level + 1, "anchor": part.anchor}
        case Paragraph() | Note():
            return {"kind": type(part).__name__.lower(), "text": _text(part.text)}
        case Bullets():
            return {"kind": "bullets", "items": [_text(item) for item in part.items], "numbered": part.numbered}
        case Table():
            return {
                "kind": "table",
                "caption": line(part.caption),
                "columns": [line(column) for column in part.columns],
                "rows": [[_text(cell) for cell in row] for row in part.rows],
                "numbers": part.numbers,
                "bars": [[_percent(share) for share in bars] for bars in bars_of(part)],
                "shares": shares(part),
            }
        case Quotation():
            return {
                "kind": "quotation",
                "text": _text(part.text),
                "source": _text(part.source) if part.source else None,
                "language": part.language.split("-")[0],
            }
        case Picture():
            return {
                "kind": "picture",
                "data": list(part.data),
                "alt": line(part.description),
                "language": part.language.split("-")[0],
                "across": part.across,
                "caption": _text(part.caption) if part.caption else None,
            }


def _text(text: Text) -> dict[str, Any]:
    pieces = [_piece(each) for each in inline(text) or ("",)]
    return {"dir": direction("".join(each["text"] for each in pieces)), "pieces": pieces}


def _line(text: Text) -> dict[str, Any]:
    """In one line, as headings are."""
    told = _text(text)
    for piece in told["pieces"]:
        piece["text"] = piece["text"].replace("\n", " ")
    return told


def _piece(piece: Inline) -> dict[str, str]:
    match piece:
        case Link():
            language = piece.language.split("-")[0]
            return {"kind": "link", "text": _shown(piece.text), "to": piece.to, "language": language}
        case Strong():
            return {"kind": "strong", "text": _shown(piece.text)}
        case Said():
            return {"kind": "said", "text": _shown(piece.text), "language": piece.language.split("-")[0]}
    return {"kind": "plain", "text": _shown(piece)}


def _shown(text: str) -> str:
    return "\n".join(breakable(each) for each in printable(text).split("\n"))
