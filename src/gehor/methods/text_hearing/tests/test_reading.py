"""Texts out of files: DOCX with all that Word puts into one, Markdown and pasted text."""

import io
import time
import zipfile
from typing import Any

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from gehor.ground.errors import WrongInput
from gehor.methods.text_hearing.blocks import BLOCK_MOST, BLOCKS_MOST, TEXT_MOST, Kind, Left
from gehor.methods.text_hearing.reading import read_text


def saved(word: Any) -> bytes:
    file = io.BytesIO()
    word.save(file)
    return file.getvalue()


def run(text: str, *, gone: bool = False) -> str:
    name = "delText" if gone else "t"
    return f'<w:r><w:{name} xml:space="preserve">{text}</w:{name}></w:r>'


def element(content: str) -> Any:
    return parse_xml(content.replace(">", f" {nsdecls('w')}>", 1))


def add(word: Any, content: str) -> None:
    word.element.body.insert(len(word.element.body) - 1, element(content))


def told(data: bytes) -> list[tuple[str, int, str]]:
    return [(block.kind.value, block.level, block.text) for block in read_text(data, "plan.docx").blocks]


def plan() -> Any:
    word = Document()
    word.add_heading("Grönplan", 0)
    word.add_heading("Mål", 1)
    word.add_paragraph("Alla ska ha nära till grönt.")
    word.add_paragraph("Träd sparas.", style="List Bullet")
    table = word.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ("Mål", "Mått", "Nära", "300 m | fågelvägen"), strict=True):
        cell.text = text
    word.add_paragraph("")
    word.add_heading("Skötsel", 2)
    return word


def test_headings_paragraphs_lists_and_rows_come_in_their_order() -> None:
    assert told(saved(plan())) == [
        ("heading", 1, "Grönplan"),
        ("heading", 1, "Mål"),
        ("paragraph", 0, "Alla ska ha nära till grönt."),
        ("item", 0, "Träd sparas."),
        ("head", 0, "Mål | Mått"),
        ("row", 0, "Nära | 300 m / fågelvägen"),
        ("heading", 2, "Skötsel"),
    ]


def test_tracked_changes_are_taken_as_accepted_and_told() -> None:
    word = plan()
    by = 'w:id="1" w:author="A" w:date="2026-01-01T00:00:00Z"'
    add(
        word,
        f"<w:p>{run('Parken ')}<w:del {by}>{run('stängs', gone=True)}</w:del><w:ins {by}>{run('sköts')}</w:ins>"
        f"{run(' varje dag')}<w:moveFrom {by}>{run(' och natt')}</w:moveFrom>{run('.')}</w:p>",
    )
    add(word, f"<w:p><w:pPr><w:rPr><w:del {by}/></w:rPr></w:pPr>{run('Slutet är struket')}</w:p>")
    add(word, f"<w:p>{run(' och går ihop med nästa.')}</w:p>")
    add(
        word,
        f"<w:tbl><w:tr><w:trPr><w:del {by}/></w:trPr><w:tc><w:p>{run('Struken')}</w:p></w:tc></w:tr>"
        f"<w:tr><w:trPr><w:ins {by}/></w:trPr><w:tc><w:p>{run('Ny rad')}</w:p></w:tc></w:tr></w:tbl>",
    )
    read = read_text(saved(word), "plan.docx")
    assert [block.text for block in read.blocks][-3:] == [
        "Parken sköts varje dag.",
        "Slutet är struket och går ihop med nästa.",
        "Ny rad",
    ]
    assert (read.left[Left.INSERTED], read.left[Left.DELETED]) == (2, 4)


def test_what_cannot_be_taken_along_is_counted() -> None:
    word = plan()
    word.sections[0].footer.paragraphs[0].text = "Sida 1"
    add(
        word,
        f"<w:p>{run('Se karta')}<w:r><w:footnoteReference w:id='2'/></w:r><w:r><w:commentReference w:id='3'/></w:r>"
        "<w:r><w:drawing/></w:r>"
        f"<w:r><w:pict><w:txbxContent><w:p>{run('I en ruta')}</w:p></w:txbxContent></w:pict></w:r>"
        "</w:p>",
    )
    word.styles.add_style("toc 1", 1)
    word.add_paragraph("Mål 3", style="toc 1")
    read = read_text(saved(word), "plan.docx")
    assert read.blocks[-1].text == "Se karta"
    some = (Left.FOOTNOTES, Left.COMMENTS, Left.PICTURES, Left.BOXES, Left.CONTENTS, Left.HEADERS)
    assert [read.left[each] for each in some] == [1] * 6


def test_two_hundred_pages_with_tables_and_tracked_changes_are_read_in_a_few_seconds() -> None:
    body = []
    for page in range(200):
        body.append(f'<w:p><w:pPr><w:pStyle w:val="Heading2"/></w:pPr>{run(f"Sida {page}")}</w:p>')
        for at in range(7):
            words = f"Stycke {page}.{at} " + "om gator, parker och träd i tätorten " * 10
            body.append(
                f"<w:p>{run(words)}<w:ins w:id='1' w:author='A'>{run('nytt')}</w:ins>"
                f"<w:del w:id='2' w:author='A'>{run('gammalt', gone=True)}</w:del></w:p>"
            )
        cells = "".join(f"<w:tc><w:p>{run(f'cell {at}')}</w:p></w:tc>" for at in range(4))
        body.append(f"<w:tbl>{f'<w:tr>{cells}</w:tr>' * 4}</w:tbl>")
    word = plan()
    data = saved(word)
    began = time.process_time()
    read = read_text(_with_body(data, "".join(body)), "plan.docx")
    assert time.process_time() - began < 4
    assert read.numbered == 200 * 11 and len(read.blocks) == 200 * 12
    assert (read.left[Left.INSERTED], read.left[Left.DELETED]) == (1400, 1400)


def _with_body(data: bytes, body: str) -> bytes:
    return _with(data, "word/document.xml", f"<w:document {nsdecls('w')}><w:body>{body}</w:body></w:document>".encode())


def _with(data: bytes, part: str, content: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, content if name == part else old.read(name))
    return file.getvalue()


def test_a_text_that_is_all_brackets_is_read_as_fast_as_any_other() -> None:
    """Each of these took minutes for a file of 300 kB: every bracket looked for its end in all that came after."""
    began = time.process_time()
    for part in ("[", "![", "<!--", "[a](b", "`a ", "**a ", " a\n"):
        read_text(f"Text\n\n{part * 20_000}".encode(), "plan.md")
    assert read_text(f"# Mål{' ' * 20_000}#x\n\nText".encode(), "plan.md").blocks[0].text == "Mål #x"
    assert time.process_time() - began < 2


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "text_is_empty"),
        (b"# Bara en rubrik", "text_is_empty"),
        (b"PK\x03\x04 trasig", "file_is_broken"),
        (b"\x00\x01\x02", "not_a_text"),
        (b"%PDF-1.7 plan", "not_a_text"),
        (b'{"type": "FeatureCollection", "features": []}', "not_a_text"),
        (saved(Document()), "text_is_empty"),
        (_with(saved(plan()), "word/document.xml", b"<w:document"), "file_is_broken"),
        (_with(saved(plan()), "word/document.xml", b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'), "file_is_broken"),
        (_with(saved(plan()), "word/document.xml", b" " * (101 * 1024 * 1024)), "file_unfolds_too_big"),
        ("\n\n".join(["ord"] * (BLOCKS_MOST + 1)).encode(), "text_too_long_to_hear"),
        (b"Text\n\n" + b"x" * 2 * TEXT_MOST, "text_too_long_to_hear"),
    ],
    ids="nothing headings-only no-zip binary pdf geojson empty-docx cut-off entity bomb too-many too-long".split(),
)
def test_what_cannot_be_a_text_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(WrongInput) as refusal:
        read_text(data, "plan")
    assert refusal.value.code == code


MARKDOWN = """\
Grönplan
========

<!-- utkast -->
Alla ska ha **nära** till [grönt](https://example.org),
också *gamla*.

## Skötsel ##

- Träd sparas
  om det går.
- Gräs klipps.

| Mål | Mått |
|-----|------|
| Nära | 300 m |

3.1 Vatten

1. Ett
2. Två

År 2035 är 40 procent grönt. ![karta](karta.png)
"""


def test_markdown_is_read_by_its_marks_and_shown_without_them() -> None:
    read = read_text(MARKDOWN.encode(), "plan.md")
    assert [(block.kind.value, block.level, block.text) for block in read.blocks] == [
        ("heading", 1, "Grönplan"),
        ("paragraph", 0, "Alla ska ha nära till grönt (https://example.org),\nockså gamla."),
        ("heading", 2, "Skötsel"),
        ("item", 0, "Träd sparas\nom det går."),
        ("item", 0, "Gräs klipps."),
        ("head", 0, "Mål | Mått"),
        ("row", 0, "Nära | 300 m"),
        ("heading", 2, "3.1 Vatten"),
        ("paragraph", 0, "1. Ett"),
        ("paragraph", 0, "2. Två"),
        ("paragraph", 0, "År 2035 är 40 procent grönt."),
    ]
    assert (read.left[Left.COMMENTS], read.left[Left.PICTURES]) == (1, 1)


def test_a_text_without_empty_lines_has_a_paragraph_on_every_line() -> None:
    read = read_text("Första stycket.\nAndra stycket.".encode("cp1252"), "text.txt")
    assert [block.text for block in read.blocks] == ["Första stycket.", "Andra stycket."]


def test_a_paragraph_that_nobody_reads_in_one_go_is_cut_at_a_sentence() -> None:
    read = read_text(("En mening till. " * 2000).encode(), "lång.txt")
    assert all(len(block.text) <= BLOCK_MOST and block.kind is Kind.PARAGRAPH for block in read.blocks)
    assert len(read.blocks) == 2 and read.left[Left.LONG] == 1 and read.blocks[0].text.endswith("till.")


@pytest.mark.parametrize(
    ("pasted", "read"),
    [
        ("1. Köp bröd\n2. Köp mjölk", ["1. Köp bröd", "2. Köp mjölk"]),
        ("1. Köp bröd\n\n2. Köp mjölk", ["1. Köp bröd", "2. Köp mjölk"]),
        ("Vi vill:\n\na) spara träd\nb) klippa gräs", ["Vi vill:", "a) spara träd", "b) klippa gräs"]),
        ("1. Mål\n\nAlla hörs.\n\n2. Medel\n\nVi frågar.", ["#1. Mål", "Alla hörs.", "#2. Medel", "Vi frågar."]),
        ("1 Mål\n\n1.1 Vatten\n\nRent vatten.", ["#1 Mål", "#1.1 Vatten", "Rent vatten."]),
        ("1. Ett\n   som går vidare\n2. Två", ["1. Ett\nsom går vidare", "2. Två"]),
    ],
)
def test_a_numbered_list_keeps_its_numbers(pasted: str, read: list[str]) -> None:
    blocks = read_text(pasted.encode(), "pasted.md").blocks
    assert [f"{'#' * (block.kind is Kind.HEADING)}{block.text}" for block in blocks] == read


LISTS = f"""<w:numbering {nsdecls("w")}>
<w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="1">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1)"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="3"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="(%2)"/></w:lvl>
<w:lvl w:ilvl="2"><w:numFmt w:val="bullet"/><w:lvlText w:val="-"/></w:lvl>
<w:lvl w:ilvl="3"><w:numFmt w:val="thaiLetters"/><w:lvlText w:val="%4"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="1"/>
<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
</w:numbering>"""


def test_the_numbers_that_word_writes_by_itself_stand_in_the_text() -> None:
    def listed(text: str, of: int, depth: int, style: str = "") -> str:
        named = f'<w:pStyle w:val="{style}"/>' if style else ""
        numbered = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{of}"/></w:numPr>'
        return f"<w:p><w:pPr>{named}{numbered}</w:pPr>{run(text)}</w:p>"

    body = [
        listed("Mål", 1, 0, "Heading1"),
        listed("Vatten", 1, 1, "Heading2"),
        listed("Träd", 1, 1, "Heading2"),
        listed("Medel", 1, 0, "Heading1"),
        listed("Tid", 1, 1, "Heading2"),
        listed("spara", 2, 0),
        listed("djupt", 2, 1),
        listed("punkt", 2, 2),
        listed("klipp", 2, 0),
        listed("okänt", 2, 3),
        listed("från början", 3, 0),
    ]
    read = read_text(_with(_with_body(saved(plan()), "".join(body)), "word/numbering.xml", LISTS.encode()), "plan.docx")
    assert [block.text for block in read.blocks] == [
        *("1 Mål", "1.1 Vatten", "1.2 Träd", "2 Medel", "2.1 Tid"),
        *("a) spara", "(III) djupt", "punkt", "b) klipp", "okänt", "a) från början"),
    ]
    assert [block.text for block in read.blocks if block.kind is Kind.ITEM] == ["punkt", "okänt"]
    assert read.left[Left.NUMBERS] == 1, "whoever publishes it is told of the one that cannot be written here"
