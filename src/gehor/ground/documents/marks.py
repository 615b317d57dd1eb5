"""What Word keeps of a document that python-docx has no word for: language, edges, colours."""

from typing import Any

from babel import Locale
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as WordParagraph

from .colours import mixed

COUNTRIES = {"sv": "sv-SE", "en": "en-GB", "fi": "fi-FI"}


def shown(text: str) -> str:
    """The text without the characters that XML cannot hold."""
    return "".join(sign for sign in text if (sign >= " " and sign not in "\ufffe\uffff") or sign in "\n\t")


def speak(properties: Any, language: str) -> None:
    spoken = properties.find(qn("w:lang"))
    if spoken is None:
        spoken = OxmlElement("w:lang")
        properties.append(spoken)
    for script in ("w:val", "w:eastAsia", "w:bidi"):
        spoken.set(qn(script), country(language))


def country(language: str) -> str:
    return COUNTRIES.get(language, language)


def is_from_right(language: str) -> bool:
    return bool(Locale.parse(language, sep="-").text_direction == "rtl")


def told(properties: Any, name: str, value: str) -> None:
    element = OxmlElement(name)
    element.set(qn("w:val"), shown(value))
    properties.append(element)


def edge(properties: Any, ink: str) -> None:
    """Thin lines in the organisation's colour."""
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        edge = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", mixed(ink, 0.45)[1:])):
            edge.set(qn(f"w:{name}"), value)
        borders.append(edge)
    layout = properties.find(qn("w:tblLayout"))
    look = properties.find(qn("w:tblLook"))
    place = layout if layout is not None else look
    if place is None:
        properties.append(borders)
    else:
        place.addprevious(borders)


def shade(properties: Any, colour: str) -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour[1:])):
        shade.set(qn(f"w:{name}"), value)
    properties.append(shade)


def box(paragraph: WordParagraph, ink: str) -> None:
    properties = paragraph._p.get_or_add_pPr()
    borders = OxmlElement("w:pBdr")
    for side in ("top", "left", "bottom", "right"):
        edge = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "6"), ("color", mixed(ink, 0.45)[1:])):
            edge.set(qn(f"w:{name}"), value)
        borders.append(edge)
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", mixed(ink, 0.07)[1:])):
        shade.set(qn(f"w:{name}"), value)
    properties.append(borders)
    properties.append(shade)
