"""DOCX: the body in its order, read straight from its XML, after a look at how large the parts become.

Tracked changes are read as if they were accepted: what was inserted is taken, what was deleted is left out, and both
are counted. So is everything else that is left out: whoever publishes the text is told of it before residents see it.
"""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from lxml import etree

from gehor.calc.text.tidying import tidy, tidy_line
from gehor.ground.errors import WrongInput
from gehor.ground.reading.zipped import BROKEN, refuse_bombs

from ..blocks import CELLS, Block, Kind, Left, Read
from .numbering import LEVELS, Numbering

BODY = "word/document.xml"
STYLES = "word/styles.xml"
NUMBERS = "word/numbering.xml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

# Wrappings whose content belongs to the text
_THROUGH = {
    f"{_W}{name}"
    for name in ("hyperlink", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml", "dir", "bdo", "r")
}
_TAKEN = {f"{_W}ins", f"{_W}moveTo"}
_GONE = {f"{_W}del", f"{_W}moveFrom"}
_PICTURE = {f"{_W}drawing", f"{_W}pict", f"{_W}object", f"{_MC}AlternateContent"}
_SIGNS = {
    f"{_W}tab": " ",
    f"{_W}br": "\n",
    f"{_W}cr": "\n",
    f"{_W}noBreakHyphen": "-",
    f"{_W}ptab": " ",
}
_LEVEL = re.compile(r"(?:heading|rubrik)\s*([1-9])", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|innehåll)\s*[1-9]", re.IGNORECASE)
_PARSER = {"resolve_entities": False, "no_network": True, "load_dtd": False, "remove_comments": True}


def read_docx(data: bytes, *, name: str) -> Read:
    """Raises WrongInput for what is no DOCX, is broken, or would fill the machine."""
    refuse_bombs(data, name=name)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = set(archive.namelist())
            if BODY not in parts:
                raise WrongInput("not_a_text", name=name)
            body = _parsed(archive.read(BODY)).find(f"{_W}body")
            styles = _styles(_parsed(archive.read(STYLES))) if STYLES in parts else {}
            lists = Numbering(_parsed(archive.read(NUMBERS)) if NUMBERS in parts else None)
    except (*BROKEN, etree.XMLSyntaxError):
        raise WrongInput("file_is_broken", name=name) from None
    if body is None:
        raise WrongInput("not_a_text", name=name)
    reader = _Reader(styles, lists)
    blocks = tuple(reader.blocks(body))
    reader.left[Left.HEADERS] = sum(bool(re.match(r"word/(header|footer)[0-9]*\.xml", part)) for part in parts)
    return Read(blocks, +reader.left)


def _parsed(part: bytes) -> Any:
    return etree.fromstring(part, etree.XMLParser(**_PARSER))


@dataclass(frozen=True)
class Style:
    """level: of a heading, or 0. listed, depth: the list to which its paragraphs belong, or "", and how deep."""

    name: str = ""
    level: int = 0
    listed: str = ""
    depth: int = 0


def _styles(root: Any) -> dict[str, Style]:
    """Style id → what it means. A style takes over from the one that it is based on."""
    found: dict[str, tuple[Style, str]] = {}
    for style in root.iterfind(f"{_W}style"):
        name = _value(style.find(f"{_W}name"))
        outline = _value(style.find(f"{_W}pPr/{_W}outlineLvl"))
        named = _LEVEL.match(name)
        level = int(named[1]) if named else int(outline) + 1 if outline.isdecimal() and int(outline) < 9 else 0
        if name.casefold() == "title":
            level = 1
        listed, depth = _listed(style.find(f"{_W}pPr"))
        key = style.get(f"{_W}styleId", "")
        found[key] = (Style(name, min(level, 6), listed, depth), _value(style.find(f"{_W}basedOn")))
    return {key: _inherited(found, key) for key in found}


def _inherited(styles: dict[str, tuple[Style, str]], key: str) -> Style:
    whole, above = styles[key]
    for _ in range(len(styles)):  # a broken file may be based on itself
        if above not in styles:
            break
        style, above = styles[above]
        whole = replace(whole, level=whole.level or style.level)
        if not whole.listed:
            whole = replace(whole, listed=style.listed, depth=style.depth)
    return whole


def _listed(properties: Any) -> tuple[str, int]:
    """The list to which a paragraph belongs, "" for none, and how deep."""
    if properties is None:
        return "", 0
    depth = _value(properties.find(f"{_W}numPr/{_W}ilvl"))
    return _value(properties.find(f"{_W}numPr/{_W}numId")), min(int(depth), LEVELS - 1) if depth.isdecimal() else 0


def _value(element: Any) -> str:
    return "" if element is None else str(element.get(f"{_W}val", ""))


def _is_marked(properties: Any, name: str) -> bool:
    """Whether a mark is set that is on where nothing else is said."""
    mark = None if properties is None else properties.find(f"{_W}{name}")
    return mark is not None and _value(mark) not in ("0", "false", "off")


def _has_head(table: Any) -> bool:
    """Whether Word was told that the first row of the table is its head (“Header row”)."""
    look = table.find(f"{_W}tblPr/{_W}tblLook")
    if look is None:
        return False
    told, bits = look.get(f"{_W}firstRow"), _value(look)
    return told in ("1", "true", "on") if told is not None else bool(int(bits or "0", 16) & 0x20)


class _Reader:
    def __init__(self, styles: dict[str, Style], lists: Numbering) -> None:
        self.styles, self.lists = styles, lists
        self.left: Counter[Left] = Counter()
        self._begun = ""  # of a paragraph whose end has been deleted: it goes on in the next one

    def blocks(self, body: Any) -> Iterator[Block]:
        for element in body:
            if element.tag == f"{_W}p":
                yield from self._paragraph(element)
            elif element.tag == f"{_W}tbl":
                yield from self._rows(element)
            elif element.tag in _TAKEN | {f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml"}:
                yield from self.blocks(element)
        if self._begun.strip():
            yield Block(Kind.PARAGRAPH, tidy(self._begun))
            self._begun = ""

    def _paragraph(self, element: Any) -> Iterator[Block]:
        properties = element.find(f"{_W}pPr")
        style = self._style(properties)
        text = self._begun + self._text(element)
        self._begun = ""
        if _CONTENTS.match(style.name):
            self.left[Left.CONTENTS] += bool(text.strip())
            return
        if properties is not None and properties.find(f"{_W}rPr/{_W}del") is not None:
            self.left[Left.DELETED] += 1
            self._begun = text
            return
        if not text.strip():
            return
        mark, is_listed = self._mark(style)
        said = f"{mark} {text.lstrip()}" if mark else text
        if style.level:
            yield Block(Kind.HEADING, tidy_line(said), style.level)
        else:
            yield Block(Kind.ITEM if is_listed and not mark else Kind.PARAGRAPH, tidy(said))

    def _mark(self, style: Style) -> tuple[str, bool]:
        """What Word writes before the paragraph, and whether it is one of a list."""
        if style.listed in ("", "0"):
            return "", style.name.casefold().startswith("list") and not style.level
        mark = self.lists.mark(style.listed, style.depth)
        self.left[Left.NUMBERS] += mark is None
        return mark or "", True

    def _style(self, properties: Any) -> Style:
        """What the paragraph's style says, and over it what it says itself."""
        if properties is None:
            return Style()
        key = _value(properties.find(f"{_W}pStyle"))
        style = self.styles.get(key, Style(key))
        outline = _value(properties.find(f"{_W}outlineLvl"))
        if outline.isdecimal() and int(outline) < 9:
            style = replace(style, level=min(int(outline) + 1, 6))
        listed, depth = _listed(properties)
        return replace(style, listed=listed, depth=depth) if listed else style

    def _text(self, element: Any) -> str:
        return "".join(self._pieces(element))

    def _pieces(self, element: Any) -> Iterator[str]:
        for child in element:
            tag = child.tag
            if tag == f"{_W}t":
                yield child.text or ""
            elif tag in _SIGNS:
                yield _SIGNS[tag]
            elif tag in _THROUGH:
                yield from self._pieces(child)
            elif tag in _TAKEN:
                said = self._text(child)
                self.left[Left.INSERTED] += bool(said.strip())
                yield said
            elif tag in _GONE:
                self.left[Left.DELETED] += any(
                    (each.text or "").strip() for each in child.iter(f"{_W}delText", f"{_W}t")
                )
            elif tag in _PICTURE:
                boxed = any((each.text or "").strip() for each in child.iter(f"{_W}t"))
                self.left[Left.BOXES if boxed else Left.PICTURES] += 1
            elif tag in (f"{_W}footnoteReference", f"{_W}endnoteReference"):
                self.left[Left.FOOTNOTES] += 1
            elif tag == f"{_W}commentReference":
                self.left[Left.COMMENTS] += 1
            elif tag in (f"{_M}oMath", f"{_M}oMathPara"):
                self.left[Left.EQUATIONS] += 1

    def _rows(self, table: Any) -> Iterator[Block]:
        rows = list(self._of(table, "tr"))
        for at, row in enumerate(rows):
            marks = row.find(f"{_W}trPr")
            if marks is not None and marks.find(f"{_W}del") is not None:
                self.left[Left.DELETED] += 1
                continue
            if marks is not None and marks.find(f"{_W}ins") is not None:
                self.left[Left.INSERTED] += 1
            cells = [self._cell(cell) for cell in self._of(row, "tc")]
            is_head = _is_marked(marks, "tblHeader") or (at == 0 and len(rows) > 1 and _has_head(table))
            if any(cells):
                yield Block(Kind.HEAD if is_head else Kind.ROW, CELLS.join(cells))

    def _of(self, element: Any, name: str) -> Iterator[Any]:
        """The rows of a table or the cells of a row, also those that stand in a control or a tracked change."""
        for child in element:
            if child.tag == f"{_W}{name}":
                yield child
            elif child.tag in _TAKEN | {f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml"}:
                yield from self._of(child, name)

    def _cell(self, cell: Any) -> str:
        """What stands in a cell, its paragraphs after one another; a table in it is read row by row."""
        self.left[Left.NESTED] += len(cell.findall(f"{_W}tbl"))
        begun, self._begun = self._begun, ""
        said = [block.text for block in self.blocks(cell)]
        self._begun = begun
        return tidy_line(" ".join(said).replace(CELLS.strip(), "/"))
