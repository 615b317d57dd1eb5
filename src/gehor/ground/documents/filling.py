"""Somebody else's DOCX with fields: which it has, whether it can be used, and filled in.

A field is `{{ name }}`, and nothing more: there is no language in a template, so there is nothing that it could run. A
field of a line is put where it stands, in the template's own letters; a field of parts stands alone in its paragraph,
which gives way to headings, paragraphs and tables in the template's own styles.
"""

import io
import re
import zipfile
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from docx import Document as open_document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as WordParagraph
from lxml import etree

from gehor.ground.errors import WrongInput

from . import TEMPLATE_MOST
from .marks import shown
from .parts import Part
from .word import Writer, saved

MOST_UNPACKED = 20 * 1024 * 1024
MOST_FILES = 1000
NAMED_AT_MOST = 8
_FIELD = re.compile(r"\{\{(.*?)\}\}|\{%(.*?)%\}", re.DOTALL)
_NAME = re.compile(r"[a-z_]+\Z")
_MACRO = ("vbaproject.bin", "vbadata.xml")
_ACTIVE = ("/activex/", "/embeddings/")


def check(data: bytes, *, lines: Collection[str], parts: Collection[str]) -> None:
    """Raises WrongInput for a file that cannot be used as a template; says nothing of one that can."""
    word = opened(data)
    known = {*lines, *parts}
    written = [(name, alone) for paragraph in _paragraphs(word) for name, alone in _fields(paragraph)]
    unknown = sorted({name for name, _ in written if name not in known})
    if unknown:
        named = ", ".join(_quoted(name) for name in unknown[:NAMED_AT_MOST])
        raise WrongInput("template_unknown_fields", field="file", fields=named, known=", ".join((*lines, *parts)))
    if not written:
        raise WrongInput("template_without_fields", field="file", known=", ".join((*lines, *parts)))
    for paragraph in _paragraphs(word):
        for name, alone in _fields(paragraph):
            if name in parts and not (alone and _is_in_the_text(paragraph)):
                raise WrongInput("template_part_not_alone", field="file", name=_quoted(name))


def filled(
    data: bytes, *, lines: Mapping[str, str], parts: Mapping[str, tuple[Part, ...]], language: str, ink: str
) -> bytes:
    """The template with its fields filled in. The template has been checked."""
    word = opened(data)
    for element in list(_paragraphs(word)):
        names = [name for name, _ in _fields(element)]
        if names and names[0] in parts:
            _put_parts(word, element, parts[names[0]], language, ink)
        elif names:
            _put_lines(element, lines)
    return saved(word)


def opened(data: bytes) -> WordDocument:
    """The DOCX, once it is known to be one and to carry nothing that runs or reaches out. Raises WrongInput."""
    if len(data) > TEMPLATE_MOST:
        raise WrongInput("template_too_large", field="file", most=TEMPLATE_MOST // 1024 // 1024)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _look_through(archive)
        return open_document(io.BytesIO(data))
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, EOFError, NotImplementedError, RuntimeError,
            AttributeError, etree.XMLSyntaxError) as fault:  # fmt: skip
        raise WrongInput("template_not_docx", field="file") from fault


def _look_through(archive: zipfile.ZipFile) -> None:
    files = archive.infolist()
    names = {each.filename.lower() for each in files}
    if len(files) > MOST_FILES or sum(each.file_size for each in files) > MOST_UNPACKED:
        raise WrongInput("template_too_large", field="file", most=TEMPLATE_MOST // 1024 // 1024)
    if "[content_types].xml" not in names or "word/document.xml" not in names:
        raise ValueError("not a DOCX")
    if any(name.endswith(_MACRO) or any(part in f"/{name}" for part in _ACTIVE) for name in names):
        raise WrongInput("template_with_macros", field="file")
    if b"macroenabled" in archive.read("[Content_Types].xml").lower():
        raise WrongInput("template_with_macros", field="file")
    for each in files:
        if each.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in archive.read(each):
            raise ValueError("a document type")
        if each.filename.endswith(".rels") and _reaches_out(archive.read(each)):
            raise WrongInput("template_reaches_out", field="file")


def _reaches_out(relations: bytes) -> bool:
    """Whether opening the file would fetch something: a picture, an object or a template from elsewhere."""
    root = etree.fromstring(relations, etree.XMLParser(resolve_entities=False, no_network=True))
    return any(
        each.get("TargetMode") == "External" and not str(each.get("Type")).endswith("/hyperlink") for each in root
    )


def _paragraphs(word: WordDocument) -> Iterator[Any]:
    """Every paragraph: of the text, its tables and boxes, and of heads and feet."""
    roots = [word.element.body]
    for section in word.sections:
        for place in (
            section.header,
            section.footer,
            section.first_page_header,
            section.first_page_footer,
            section.even_page_header,
            section.even_page_footer,
        ):
            if not place.is_linked_to_previous:
                roots.append(place._element)
    for root in roots:
        yield from root.iter(qn("w:p"))


def _fields(paragraph: Any) -> Iterator[tuple[str, bool]]:
    """The names of the fields in it, and whether each stands alone. A wrong name comes as it was written."""
    text = "".join(each.text or "" for each in _texts(paragraph))
    for found in _FIELD.finditer(text):
        name = found[1].strip() if found[1] is not None else found[0]
        yield name if _NAME.match(name) else found[0], found[0] == text.strip()


def _texts(paragraph: Any) -> list[Any]:
    """Its pieces of text. Word cuts a word into several, wherever somebody has stopped typing."""
    return [each for each in paragraph.iter(qn("w:t")) if _paragraph_of(each) is paragraph]


def _paragraph_of(element: Any) -> Any:
    while element is not None and element.tag != qn("w:p"):
        element = element.getparent()
    return element


def _is_in_the_text(paragraph: Any) -> bool:
    """Not in a head, a foot or a box, which have no room for tables."""
    above = {each.tag for each in paragraph.iterancestors()}
    return qn("w:body") in above and qn("w:txbxContent") not in above


def _put_lines(paragraph: Any, lines: Mapping[str, str]) -> None:
    pieces = _texts(paragraph)
    text = "".join(each.text or "" for each in pieces)
    for found in reversed(list(_FIELD.finditer(text))):
        _replace(pieces, found.start(), found.end(), shown(lines[found[1].strip()]).replace("\n", " "))


def _replace(pieces: list[Any], start: int, end: int, words: str) -> None:
    """Characters start to end of the pieces together give way to the words, in the letters of the first piece."""
    at = 0
    for piece in pieces:
        text = piece.text or ""
        first, last = max(start - at, 0), min(end - at, len(text))
        if first < last:
            piece.text = text[:first] + words + text[last:]
            piece.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            words = ""
        at += len(text)


def _put_parts(word: WordDocument, element: Any, parts: tuple[Part, ...], language: str, ink: str) -> None:
    place = WordParagraph(element, word._body)
    Writer(word, language, ink=ink, before=place).write(parts)
    ends_a_section = element.pPr is not None and element.pPr.find(qn("w:sectPr")) is not None
    ends_a_cell = element.getparent().tag == qn("w:tc") and element.getnext() is None
    if ends_a_section or ends_a_cell:
        for piece in _texts(element):
            piece.text = ""
    else:
        element.getparent().remove(element)


def _quoted(name: str) -> str:
    name = " ".join(name.split())[:40]
    return name if name.startswith("{") else f"{{{{ {name} }}}}"
