"""How our own documents look as DOCX: page, typeface, head and foot, and what the file says about itself."""

import datetime as dt

from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import BaseStyle
from docx.text.paragraph import Paragraph as WordParagraph

from gehor.ground import clock

from .house import Letterhead
from .marks import country, is_from_right, shown, speak
from .parts import Document
from .words import page_of

TYPEFACE = "Calibri"
QUOTED = Mm(8)
QUIET = RGBColor(0x52, 0x52, 0x52)


def dress(word: WordDocument, document: Document, house: Letterhead) -> None:
    page = word.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(25)
    styles = word.styles
    speak(styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}"), document.language)
    ink = RGBColor.from_string(house.ink[1:].upper())
    sizes = {"Normal": 11, "Title": 22, "Heading 1": 16, "Heading 2": 13, "Heading 3": 11, "Caption": 10, "Quote": 11}
    for name, size in sizes.items():
        _set(styles[name], size, None if name in ("Normal", "Quote", "Caption") else ink)
    styles["Normal"].paragraph_format.space_after = Pt(8)
    styles["Quote"].paragraph_format.left_indent = QUOTED
    styles["Caption"].paragraph_format.space_before = Pt(8)
    for rule in styles["Title"].element.findall(f".//{qn('w:pBdr')}"):
        rule.getparent().remove(rule)
    if is_from_right(document.language):
        styles["Normal"].element.get_or_add_pPr().append(OxmlElement("w:bidi"))
        styles["Normal"].element.get_or_add_rPr().append(OxmlElement("w:rtl"))
    head = page.header.paragraphs[0].add_run(shown(house.name))
    head.bold, head.font.color.rgb = True, ink
    _foot(page.footer.paragraphs[0], house, document.language)


def _set(style: BaseStyle, size: int, colour: RGBColor | None) -> None:
    properties = style.element.get_or_add_rPr()
    for fonts in properties.findall(qn("w:rFonts")):
        properties.remove(fonts)
    style.font.name, style.font.size = TYPEFACE, Pt(size)
    fonts = properties.find(qn("w:rFonts"))
    for script in ("w:cs", "w:eastAsia"):
        fonts.set(qn(script), TYPEFACE)
    if colour is not None:
        style.font.color.rgb = colour
    elif style.name == "Caption":
        style.font.color.rgb = RGBColor(0x1A, 0x1A, 0x1A)


def _foot(paragraph: WordParagraph, house: Letterhead, language: str) -> None:
    sentence = page_of(language)
    if house.contact:
        paragraph.add_run(shown(" · ".join(house.contact) + "\n"))
    before, rest = sentence.split("{page}")
    between, after = rest.split("{pages}")
    paragraph.add_run(before)
    _field(paragraph, "PAGE")
    paragraph.add_run(between)
    _field(paragraph, "NUMPAGES")
    paragraph.add_run(after)
    for run in paragraph.runs:
        run.font.size, run.font.color.rgb = Pt(9), QUIET


def _field(paragraph: WordParagraph, name: str) -> None:
    """A number that Word counts itself."""
    for kind in ("begin", None, "separate", "1", "end"):
        run = paragraph.add_run()
        if kind is None:
            text = OxmlElement("w:instrText")
            text.text = f" {name} "
            run._r.append(text)
        elif kind == "1":
            run.text = kind
        else:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)


def label(word: WordDocument, title: str, author: str, language: str) -> None:
    """What the file says about itself."""
    about = word.core_properties
    about.title, about.author, about.last_modified_by = shown(title)[:255], shown(author)[:255], shown(author)[:255]
    about.language, about.comments, about.keywords = country(language), "", ""
    about.created = about.modified = clock.now().astimezone(dt.UTC).replace(tzinfo=None)
