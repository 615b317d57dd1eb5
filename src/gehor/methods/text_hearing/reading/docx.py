"""DOCX: the body in its order, read straight from its XML, after a look at how large the parts become.

Tracked changes are read as if they were accepted: what was inserted is taken, what was deleted is left out, and both
are counted. So is everything else that is left out: whoever publishes the text is told of it before residents see it.
"""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from typing import Any

from lxml import etree

from gehor.calc.text.tidying import tidy, tidy_line
from gehor.ground.errors import WrongInput
from gehor.ground.reading.zipped import BROKEN, refuse_bombs

from ..blocks import CELLS, Block, Kind, Left, Read

BODY = "word/document.xml"
STYLES = "word/styles.xml"
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
    except (*BROKEN, etree.XMLSyntaxError):
        raise WrongInput("file_is_broken", name=name) from None
    if body is None:
        raise WrongInput("not_a_text", name=name)
    reader = _Reader(styles)
    blocks = tuple(reader.blocks(body))
    reader.left[Left.HEADERS] = sum(bool(re.match(r"word/(header|footer)[0-9]*\.xml", part)) for part in parts)
    return Read(blocks, +reader.left)


def _parsed(part: bytes) -> Any:
    return etree.fromstring(part, etree.XMLParser(**_PARSER))


def _styles(root: Any) -> dict[str, tuple[str, int]]:
    """Style id → (its name, the level of a heading or 0). A style takes over from the one that it is based on."""
    found: dict[str, tuple[str, int, str]] = {}
    for style in root.iterfind(f"{_W}style"):
        name = _value(style.find(f"{_W}name"))
        outline = _value(style.find(f"{_W}pPr/{_W}outlineLvl"))
        named = _LEVEL.match(name)
        level = int(named[1]) if named else int(outline) + 1 if outline.isdecimal() and int(outline) < 9 else 0
        if name.casefold() == "title":
            level = 1
        found[style.get(f"{_W}styleId", "")] = (name, level, _value(style.find(f"{_W}basedOn")))
    return {key: (name, _inherited(found, key)) for key, (name, _, _) in found.items()}


def _inherited(styles: dict[str, tuple[str, int, str]], key: str) -> int:
    for _ in range(len(styles)):  # a broken file may be based on itself
        if key not in styles:
            return 0
        _, level, based_on = styles[key]
        if level:
            return min(level, 6)
        key = based_on
    return 0


def _value(element: Any) -> str:
    return "" if element is None else str(element.get(f"{_W}val", ""))


class _Reader:
    def __init__(self, styles: dict[str, tuple[str, int]]) -> None:
        self.styles = styles
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
        style, level = self._style(properties)
        text = self._begun + self._text(element)
        self._begun = ""
        if _CONTENTS.match(style):
            self.left[Left.CONTENTS] += bool(text.strip())
            return
        if properties is not None and properties.find(f"{_W}rPr/{_W}del") is not None:
            self.left[Left.DELETED] += 1
            self._begun = text
            return
        numbering = _value(properties.find(f"{_W}numPr/{_W}numId")) if properties is not None else ""
        is_listed = numbering not in ("", "0") or style.casefold().startswith(("list ", "list"))
        if not text.strip():
            return
        if is_listed and numbering:
            self.left[Left.NUMBERS] += 1
        if level:
            yield Block(Kind.HEADING, tidy_line(text), level)
        else:
            yield Block(Kind.ITEM if is_listed else Kind.PARAGRAPH, tidy(text))

    def _style(self, properties: Any) -> tuple[str, int]:
        if properties is None:
            return "", 0
        key = _value(properties.find(f"{_W}pStyle"))
        name, level = self.styles.get(key, (key, 0))
        outline = _value(properties.find(f"{_W}outlineLvl"))
        if outline.isdecimal() and int(outline) < 9:
            level = min(int(outline) + 1, 6)
        return name, level

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
        for row in self._of(table, "tr"):
            marks = row.find(f"{_W}trPr")
            if marks is not None and marks.find(f"{_W}del") is not None:
                self.left[Left.DELETED] += 1
                continue
            if marks is not None and marks.find(f"{_W}ins") is not None:
                self.left[Left.INSERTED] += 1
            cells = [self._cell(cell) for cell in self._of(row, "tc")]
            if any(cells):
                yield Block(Kind.ROW, CELLS.join(cells))

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
