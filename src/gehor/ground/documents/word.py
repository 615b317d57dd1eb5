"""A document as DOCX, with real heading styles, table heads and language, so that it can be worked on and read aloud.

`Writer` also writes parts into a template of somebody else's: it asks for styles by their built-in names, which Word
knows in every language, and does without those that a template lacks.
"""

import copy
import io
from typing import Any

from docx import Document as new_document
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run

from .colours import mixed
from .dress import QUOTED, dress, label
from .house import Letterhead
from .marks import box, edge, is_from_right, shade, shown, speak, told
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

PALE = 0.45  # of the ink: a bar of what was before
NUMBER = Mm(24)  # a column of numbers
CELL_EDGES = Mm(4)  # to both sides of what a cell holds
_LINES_OR_TABS = frozenset("\n\r\t")
KEPT_TOGETHER, PICTURE_KEPT = 6, 16  # a table of so few rows stands on one page, and a picture with its table


def docx(document: Document, house: Letterhead) -> bytes:
    """The DOCX file."""
    word = new_document()
    dress(word, document, house)
    writer = Writer(word, document.language, ink=house.ink)
    if document.kicker:
        _bold(writer.paragraph(word.add_paragraph(), document.kicker))
    writer.paragraph(word.add_paragraph(style="Title"), document.title)
    for text in document.lead:
        writer.paragraph(word.add_paragraph(), text)
    writer.write(document.parts)
    label(word, plain(document.title), house.name, document.language)
    return saved(word)


def _bold(paragraph: WordParagraph) -> None:
    for run in paragraph.runs:
        run.bold = True


def saved(word: WordDocument) -> bytes:
    file = io.BytesIO()
    word.save(file)
    return file.getvalue()


class Writer:
    """Writes parts at the end of a document, or before one of its paragraphs."""

    def __init__(self, word: WordDocument, language: str, *, ink: str, before: WordParagraph | None = None) -> None:
        self._word, self._language, self._ink, self._before = word, language, ink, before
        self._styles = {style.name: style for style in word.styles}
        self._bookmarks = len(word.element.findall(f".//{qn('w:bookmarkStart')}"))
        self._led_to: dict[tuple[Any, str], str] = {}
        self._link_looks: Any = None

    def write(self, parts: tuple[Part, ...]) -> None:
        for part in parts:
            self._part(part)

    def paragraph(self, paragraph: WordParagraph, text: Text | Inline, *, language: str = "") -> WordParagraph:
        """The text added to a paragraph."""
        pieces = (text,) if isinstance(text, Link | Strong | Said) else inline(text)
        for piece in pieces:
            match piece:
                case Link():
                    self._link(paragraph, piece)
                case Strong():
                    self._run(paragraph, piece.text).bold = True
                case Said():
                    self._spoken(self._run(paragraph, piece.text), piece.language)
                case _:
                    self._spoken(self._run(paragraph, piece), language)
        return paragraph

    def _spoken(self, run: Run, language: str) -> None:
        if language and language != self._language:
            speak(run._r.get_or_add_rPr(), language)

    def _run(self, paragraph: WordParagraph, text: str) -> Run:
        """The library takes a text letter by letter; only lines and tabs need that."""
        said = shown(text)
        if not _LINES_OR_TABS.isdisjoint(said):
            return paragraph.add_run(said)
        run = paragraph.add_run()
        if said:
            run._r.add_t(said)
        return run

    def _part(self, part: Part) -> None:
        match part:
            case Heading():
                heading = self.paragraph(self._new(f"Heading {part.level}"), part.text)
                if part.anchor:
                    self._bookmark(heading, part.anchor)
            case Paragraph():
                self.paragraph(self._new(), part.text)
            case Bullets():
                self._bullets(part)
            case Note():
                note = self.paragraph(self._new(), part.text)
                box(note, self._ink)
            case Quotation():
                said = self.paragraph(self._new("Quote"), part.text, language=part.language)
                if part.source:
                    said.paragraph_format.keep_with_next = True
                    source = self.paragraph(self._new(), part.source)
                    source.paragraph_format.left_indent = said.paragraph_format.left_indent or QUOTED
            case Table():
                self._table(part)
            case Picture():
                self._picture(part)

    def _picture(self, part: Picture) -> None:
        paragraph = self._new()
        run = paragraph.add_run()
        self._spoken(run, part.language)
        shape = run.add_picture(io.BytesIO(part.data), width=Mm(part.across))
        shape._inline.docPr.set("descr", shown(part.description))
        if part.caption:
            paragraph.paragraph_format.keep_with_next = True
            self.paragraph(self._new("Caption"), part.caption)

    def _bullets(self, part: Bullets) -> None:
        style = "List Number" if part.numbered else "List Bullet"
        numbering = self._restarted(style) if part.numbered else None
        for at, item in enumerate(part.items, 1):
            paragraph = self._new(style)
            if style not in self._styles:
                paragraph.add_run(f"{at}. " if part.numbered else "• ")
            elif numbering is not None:
                number = paragraph._p.get_or_add_pPr().get_or_add_numPr()
                number.get_or_add_ilvl().val = 0
                number.get_or_add_numId().val = numbering
            self.paragraph(paragraph, item)

    def _restarted(self, style: str) -> int | None:
        """A numbering of its own for each list, or its numbers would go on from the list before."""
        found = self._styles[style].element.find(f".//{qn('w:numId')}") if style in self._styles else None
        if found is None:
            return None
        numbering = self._word.part.numbering_part.element
        used = numbering.num_having_numId(found.val)
        added = numbering.add_num(used.abstractNumId.val)
        added.add_lvlOverride(ilvl=0).add_startOverride(1)
        return int(added.numId)

    def _table(self, part: Table) -> None:
        caption = self.paragraph(self._new("Caption"), part.caption)
        caption.paragraph_format.keep_with_next = True
        table = self._word.add_table(rows=1, cols=len(part.columns))
        if "Table Grid" in self._styles:
            table.style = self._styles["Table Grid"]
        properties = table._tbl.tblPr
        told(properties, "w:tblCaption", part.caption)
        if is_from_right(self._language):
            properties.append(OxmlElement("w:bidiVisual"))
        edge(properties, self._ink)
        self._row(table.rows[0], part.columns, part.numbers, is_head=True)
        for row in part.rows:
            self._row(table.add_row(), row, part.numbers)
        self._widths(table, part)
        for row, (before, share) in zip(table.rows[1:], bars_of(part), strict=False):
            if before is not None:
                self._bar(row.cells[0], before, mixed(self._ink, PALE))
            self._bar(row.cells[0], share, self._ink)
        if len(part.rows) <= (PICTURE_KEPT if part.bars else KEPT_TOGETHER):
            for paragraph in (each for row in table.rows[:-1] for cell in row.cells for each in cell.paragraphs):
                paragraph.paragraph_format.keep_with_next = True
        self._place(table._tbl)
        self._new()  # Word joins two tables that follow one another

    def _widths(self, table: Any, part: Table) -> None:
        page = self._word.sections[-1]
        room = (page.page_width or Mm(210)) - (page.left_margin or 0) - (page.right_margin or 0)
        words = shares(part)
        room_for_words = room - NUMBER * words.count(0)
        for column, share in zip(table.columns, words, strict=True):
            column.width = int(room_for_words * share / sum(words)) if share else NUMBER
        widths = [column.width for column in table.columns]
        for row in table.rows:  # Word looks at each cell, LibreOffice at the columns
            for cell, width in zip(row.cells, widths, strict=True):
                cell.width = width

    def _row(self, row: Any, texts: tuple[Text, ...], numbers: tuple[int, ...], *, is_head: bool = False) -> None:
        properties = row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if is_head:
            properties.append(OxmlElement("w:tblHeader"))
        for at, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after = Pt(2)
            if at in numbers:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            self.paragraph(paragraph, Strong(text) if is_head and isinstance(text, str) else text)
            if is_head:
                shade(cell._tc.get_or_add_tcPr(), mixed(self._ink, 0.1))

    def _bar(self, cell: Any, share: float, colour: str) -> None:
        """An empty line, coloured as far as the share goes: nothing that is read aloud."""
        line = cell.add_paragraph()
        if share:
            shade(line._p.get_or_add_pPr(), colour)
        line.paragraph_format.line_spacing = Pt(6)
        line.paragraph_format.space_after = Pt(2)
        line.paragraph_format.right_indent = int((cell.width - CELL_EDGES) * (1 - share))

    def _new(self, style: str = "") -> WordParagraph:
        if style.startswith("Heading") and style not in self._styles:
            self._styles[style] = self._heading_style(style)
        paragraph = self._word.add_paragraph()
        if style in self._styles:  # by its id: the library would look through all styles for each paragraph
            paragraph._p.style = self._styles[style].style_id
        self._place(paragraph._p)
        return paragraph

    def _heading_style(self, name: str) -> Any:
        """A template without headings gets them: without, nobody could find their way by them."""
        style = self._word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=True)
        style.font.bold, style.font.size = True, Pt({"1": 15, "2": 13}.get(name[-1], 11))
        style.paragraph_format.keep_with_next, style.paragraph_format.space_before = True, Pt(12)
        level = OxmlElement("w:outlineLvl")
        level.set(qn("w:val"), str(int(name[-1]) - 1))
        style.element.get_or_add_pPr().append(level)
        return style

    def _place(self, element: Any) -> None:
        if self._before is not None:
            self._before._p.addprevious(element)

    def _link(self, paragraph: WordParagraph, link: Link) -> None:
        element = OxmlElement("w:hyperlink")
        if link.to.startswith("#"):
            element.set(qn("w:anchor"), link.to[1:])
        else:
            element.set(qn("r:id"), self._leads_to(paragraph.part, link.to))
        run = self._run(paragraph, link.text)
        if self._link_looks is None:
            run.font.underline = True
            run.font.color.rgb = RGBColor.from_string(self._ink[1:].upper())
            self._link_looks = copy.deepcopy(run._r.rPr)
        else:
            run._r.insert(0, copy.deepcopy(self._link_looks))
        self._spoken(run, link.language)
        element.append(run._r)
        paragraph._p.append(element)

    def _leads_to(self, part: Any, address: str) -> str:
        """The library would look through all links for each new one: thousands of them would take seconds."""
        if (part, address) not in self._led_to:
            number = len(part.rels) + 1
            while f"rId{number}" in part.rels:
                number += 1
            part.rels.add_relationship(RELATIONSHIP_TYPE.HYPERLINK, address, f"rId{number}", is_external=True)
            self._led_to[part, address] = f"rId{number}"
        return self._led_to[part, address]

    def _bookmark(self, heading: WordParagraph, name: str) -> None:
        self._bookmarks += 1
        start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        for element in (start, end):
            element.set(qn("w:id"), str(self._bookmarks))
        start.set(qn("w:name"), name)
        heading._p.insert(1 if heading._p.pPr is not None else 0, start)
        heading._p.append(end)
