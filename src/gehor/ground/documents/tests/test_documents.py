"""One description, and what a reader, a screen reader and a word processor get of it."""

import io
import itertools
import random
import shutil
import subprocess
from dataclasses import replace

import docx as python_docx
import pytest
from django.template import Context, Template
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader

from gehor.ground.documents import (
    Bullets,
    Document,
    Heading,
    Letterhead,
    Link,
    Note,
    Paragraph,
    Picture,
    Quotation,
    Said,
    Strong,
    Table,
    docx,
    letterhead,
    pdf,
    picture,
    prose,
    read,
    within,
    written,
)
from gehor.ground.documents.colours import mixed
from gehor.ground.documents.parts import PICTURE_MOST, ROOM, shares
from gehor.ground.organisations.models import Organisation
from gehor.testing.plugin import NOT_RUN

HOUSE = Letterhead("Lindesta kommun", "#1d5c63", ("Stortorget 1", "dialog@lindesta.example"))
PARTS = (
    Heading("Frågan och dess ramar", anchor="question"),
    *prose("Skolplanen ska göras om.\n\nDet gäller alla\nskolor."),
    Bullets(("Målen", "Ordningen")),
    Heading("Vilka som deltog", 2, anchor="who"),
    Table(
        "Bidrag per kanal",
        ("Kanal", "Bidrag"),
        (("Webb", (Link("31", "#question"),)), ("Papper", "12")),
        (1,),
        (1, 0.4),
    ),
    Note(("Minns: ", Strong("alla"), " har inte svarat, ", Said("not yet", "en"), ".")),
    Quotation("The food is cold.", "Bidrag R00012", language="en"),
    Bullets(("Först", "Sedan"), numbered=True),
    Paragraph(("Läs ", Link("alla bidrag", "https://dialog.example/d/skolan/"), ".")),
)
DOCUMENT = Document("Vad är kvalitet?", "sv", PARTS, kicker="Beslutsunderlag", lead=("Ärende BUN 2026/17.",))
IN_ORDER = (
    "Beslutsunderlag",
    "Vad är kvalitet?",
    "Ärende BUN 2026/17.",
    "Frågan och dess ramar",
    "Skolplanen ska göras om.",
    "Det gäller alla",
    "Målen",
    "Vilka som deltog",
    "Bidrag per kanal",
    "Kanal",
    "Webb",
    "31",
    "Papper",
    "12",
    "Minns: alla har inte svarat, not yet.",
    "The food is cold.",
    "Bidrag R00012",
    "Först",
    "Läs alla bidrag.",
)
HOSTILE = "#let x = 1 $ [a] *b* @ref <label> {{ title }} {% x %} <w:p/> & \x07\x00 #read('/etc/passwd')"


def word(document=DOCUMENT):
    return python_docx.Document(io.BytesIO(docx(document, HOUSE)))


def portable(document=DOCUMENT):
    return PdfReader(io.BytesIO(pdf(document, HOUSE)))


def in_order(text, sentences=IN_ORDER):
    """The text has all sentences, each after the one before."""
    text, at = " ".join(text.replace("\u200b", "").split()), 0
    for sentence in sentences:
        found = text.find(sentence, at)
        assert found >= 0, f"{sentence!r} is missing after {text[max(0, at - 80) : at]!r}"
        at = found + len(sentence)
    return True


def words(part):
    """All words of a DOCX in the order of the file, with tables where they stand."""
    paragraphs = part.element.body.iter(qn("w:p"))
    return "\n".join("".join(text.text or "" for text in each.iter(qn("w:t"))) for each in paragraphs)


def alternatives(reader):
    """What is read aloud in the place of pictures."""
    found = []
    for at in range(1, len(reader.xref[0]) + 1):
        node = reader.get_object(at)
        if isinstance(node, dict) and "/Alt" in node:
            found.append(node["/Alt"])
    return found


def elements(reader):
    """The structure tree, in the order in which it is read aloud."""
    return [tag for tag, _language in languages(reader)]


def languages(reader):
    """The same, each with the language that it says."""
    found, waiting = [], [reader.trailer["/Root"]["/StructTreeRoot"]["/K"]]
    while waiting:
        node = waiting.pop(0)
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            waiting[:0] = node
        elif isinstance(node, dict):
            found += [(str(node["/S"]), node.get("/Lang"))] if "/S" in node else []
            waiting[:0] = [node["/K"]] if "/K" in node else []
    return found


def test_a_word_processor_gets_headings_lists_and_heads_of_tables_in_order():
    document = word()
    styles = [(each.style.name, each.text) for each in document.paragraphs if each.style.name != "Normal"]
    assert styles == [
        ("Title", "Vad är kvalitet?"),
        ("Heading 1", "Frågan och dess ramar"),
        ("List Bullet", "Målen"),
        ("List Bullet", "Ordningen"),
        ("Heading 2", "Vilka som deltog"),
        ("Caption", "Bidrag per kanal"),
        ("Quote", "The food is cold."),
        ("List Number", "Först"),
        ("List Number", "Sedan"),
    ]
    head = document.tables[0].rows[0]._tr
    assert head.find(f".//{qn('w:tblHeader')}") is not None
    rows = [row._tr for row in document.tables[0].rows]
    assert all(row.find(f".//{qn('w:cantSplit')}") is not None for row in rows)  # no row is cut by the end of a page
    assert in_order(words(document))


def test_the_file_says_its_title_its_language_and_whose_it_is():
    document = word()
    about = document.core_properties
    assert (about.title, about.author, about.language) == ("Vad är kvalitet?", "Lindesta kommun", "sv-SE")
    assert document.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}").get(qn("w:val")) == "sv-SE"
    spoken = [each.get(qn("w:val")) for each in document.element.body.iter(qn("w:lang"))]
    assert spoken == ["en-GB"] * 2  # some words of the note, and the quotation
    assert document.sections[0].header.paragraphs[0].text == "Lindesta kommun"


def test_headings_links_and_pictures_in_another_language_say_so_whoever_reads_them():
    seen = picture(drawing(size=(96, 192)), "A river", address="/river/", language="en")
    link = Paragraph((Link("Our page", "https://dialog.example/", "en"), ", ", Link("igen", "https://x.example/")))
    title = within("Rapport: %(theme)s", theme=(Said("Listen", "en"),))
    document = Document(title, "sv", (Heading((Said("What we heard", "en"),)), link, seen), kicker=(Said("Net", "en"),))
    assert read(written(document)) == document
    made = word(document)
    english = [each.getparent().getparent() for each in made.element.body.iter(qn("w:lang"))]
    assert [run.findtext(qn("w:t")) for run in english] == ["Net", "Listen", "What we heard", "Our page", None]
    assert english[-1].find(f".//{qn('wp:docPr')}").get("descr") == "A river"
    assert made.core_properties.title == "Rapport: Listen"
    reader = portable(document)
    assert [str(tag) for tag, language in languages(reader) if language == "en"] == ["/H2", "/Link", "/Figure"]
    assert reader.pages[0].get_contents().get_data().count(b"/Lang(en)") == 2  # parts of the kicker and of the title
    page = Template("{% load documents %}{% document_parts document %}").render(Context({"document": document}))
    assert '<h2><span lang="en" dir="ltr">What we heard</span></h2>' in page
    assert '<a href="https://dialog.example/" lang="en">Our page</a>, <a href="https://x.example/">igen</a>' in page
    assert 'alt="A river" lang="en">' in page


def test_links_of_a_docx_lead_out_and_to_headings():
    document = word()
    inside, outside = [], []
    for link in document.element.body.iter(qn("w:hyperlink")):
        inside += [link.get(qn("w:anchor"))] if link.get(qn("w:anchor")) else []
        outside += [document.part.rels[link.get(qn("r:id"))].target_ref] if link.get(qn("r:id")) else []
    marks = [each.get(qn("w:name")) for each in document.element.body.iter(qn("w:bookmarkStart"))]
    assert inside == ["question"] and outside == ["https://dialog.example/d/skolan/"]
    assert marks == ["question", "who"]


def drawing(mode="RGB", size=(2400, 1200)):
    """Dots that no compression makes small."""
    file = io.BytesIO()
    Image.effect_noise(size, 100).convert(mode).save(file, "PNG", compress_level=1)
    return file.getvalue()


def test_whatever_there_is_to_see_a_picture_becomes_small_enough():
    noise = io.BytesIO()
    Image.frombytes("RGB", (1200, 1200), random.Random(1).randbytes(3 * 1200 * 1200)).save(noise, "PNG")
    seen = picture(noise.getvalue(), "Brus")
    assert len(seen.data) <= PICTURE_MOST and Image.open(io.BytesIO(seen.data)).size == (seen.width, seen.height)


def test_a_picture_is_made_small_and_both_files_say_what_is_seen_on_it(tmp_path):
    seen = picture(drawing("RGBA"), "Elever ritar <sin> väg", caption=("Foto: ", Link("skolan", "https://x.example/")))
    assert (seen.width, seen.height, seen.across) == (1200, 600, 120.0) and len(seen.data) <= PICTURE_MOST
    document = replace(DOCUMENT, parts=(seen, Paragraph("Efter bilden.")))
    assert read(written(document)) == document
    made = word(document)
    (shape,) = made.inline_shapes
    assert shape._inline.docPr.get("descr") == "Elever ritar <sin> väg" and round(shape.width.mm) == 120
    assert in_order(words(made), ("Foto: skolan", "Efter bilden."))
    reader = portable(document)
    assert [each.image.size for each in reader.pages[0].images] == [(1200, 600)]
    assert "/Figure" in elements(reader) and "Elever ritar" in str(alternatives(reader))
    page = Template("{% load documents %}{% document_parts document %}")
    assert "<img" not in page.render(Context({"document": document}))  # it is nowhere on the web
    public = replace(document, parts=(replace(seen, address="/library/bild/"),))
    assert 'src="/library/bild/" width="1200" height="600"' in page.render(Context({"document": public}))
    assert picture(drawing(size=(96, 192)), "Liten").across == 25.4


@pytest.mark.parametrize(("content", "description"), [(b"", "Tom"), (b"<svg/>", "Skript"), (drawing(size=(9, 9)), " ")])
def test_what_is_no_picture_or_has_no_words_is_refused(content, description):
    with pytest.raises(ValueError):
        picture(content, description)
    with pytest.raises(ValueError):
        Picture(b"x" * (PICTURE_MOST + 1), 9, 9, "För stor")


def test_a_column_is_never_narrower_than_its_longest_word():
    table = Table(
        "Sätt", ("Sätt", "Nivå", "Antal"), (("En mycket lång beskrivning av mötet", "Inflytande", "3"),), (2,)
    )
    way, level, number = shares(table)
    assert level >= len("Inflytande") + 4 and way > level and number == 0


def test_a_narrow_column_beside_long_texts_still_has_room_for_its_word():
    texts = ("Vi går till fritidsgården och stationen", "Vad skulle få dig att stanna? Fullmäktige vill veta")
    table = Table("Plan", ("Skede", "Kanal", "Budskap", "Ansvarig"), (("Under", *texts, "Kim"),))
    stage, channel, message, who = shares(table)
    assert stage / sum(shares(table)) * ROOM >= len("Under") + 4 and who < channel <= message


def test_no_word_of_a_crowded_table_runs_into_the_next_column_or_over_the_edge():
    import pypdfium2

    heads = ("Vad tillfället heter", "Hör till sättet", "Dag", "Börjar klockan", "Slutar klockan", "Plats", "Varför så")
    cells = ("Kaffe i bygdegården", "Förslag", "15 november 2026", "18:00", "20:00", "Bygdegården", "Skolskjuts")
    document = Document("Plan", "sv", (Table("Tillfällen", (*heads, "Hur"), ((*cells, "Pensionärsföreningen"),) * 2),))
    opened = pypdfium2.PdfDocument(pdf(document, HOUSE))
    text = opened[0].get_textpage()
    words = text.get_text_range()
    boxes = [text.get_charbox(at) for at in range(text.count_chars()) if not words[at : at + 1].isspace()]
    width = opened[0].get_width()
    opened.close()
    on_one_line = [(one, next_) for one, next_ in itertools.pairwise(boxes) if abs(one[1] - next_[1]) < 3]
    assert not [one for one, next_ in on_one_line if one[0] < next_[0] < one[2] - 1], "one stands on the other"
    assert max(box[2] for box in boxes) < width - 50


def test_a_bar_is_as_long_as_its_share_of_the_column_whoever_shows_it():
    table = Table("Antal", ("Kanal", "Antal"), (("Webb", "9"), ("Papper", "3"), ("Möte", "0")), (1,), (0.75, 0.25, 0))
    shown = word(replace(DOCUMENT, parts=(table,))).tables[0]
    columns = list(shown.columns)
    assert all(
        cell.width == column.width for row in shown.rows for cell, column in zip(row.cells, columns, strict=True)
    )
    bars = [row.cells[0].paragraphs[1] for row in shown.rows[1:]]
    room = bars[2].paragraph_format.right_indent
    assert shown.columns[0].width * 0.9 < room < shown.columns[0].width
    assert [round(bar.paragraph_format.right_indent / room, 2) for bar in bars] == [0.25, 0.75, 1]
    assert bars[0].paragraph_format.keep_with_next and not bars[2].paragraph_format.keep_with_next


def test_before_stands_paler_above_after_whoever_shows_it():
    table = Table("Karta", ("Del", "Före", "Efter"), (("Ansvar", "2", "4"),), (1, 2), (0.75,), (0.25,))
    document = replace(DOCUMENT, parts=(table,))
    assert read(written(document)) == document
    bars = word(document).tables[0].rows[1].cells[0].paragraphs[1:]
    before, after = [bar._p.pPr.find(qn("w:shd")).get(qn("w:fill")) for bar in bars]
    assert (before, after) == (mixed(HOUSE.ink, 0.45)[1:], HOUSE.ink[1:])
    assert bars[0].paragraph_format.right_indent == pytest.approx(3 * bars[1].paragraph_format.right_indent, rel=0.01)
    page = Template("{% load documents %}{% document_parts document %}").render(Context({"document": document}))
    assert page.index('class="before" width="25.0"') < page.index('<rect width="75.0"')
    with pytest.raises(ValueError, match="beside 1"):
        replace(table, before=(0.1, 0.2))


def test_each_numbered_list_begins_at_one():
    document = word(replace(DOCUMENT, parts=(Bullets(("a", "b"), True), Paragraph("–"), Bullets(("c",), True))))
    numberings = [each._p.pPr.numPr.numId.val for each in document.paragraphs if each.style.name == "List Number"]
    assert numberings[0] == numberings[1] != numberings[2]


def test_a_pdf_is_tagged_and_is_read_in_order():
    reader = portable()
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "sv" and root["/MarkInfo"]["/Marked"].value
    assert b"pdfuaid:part" in root["/Metadata"].get_data()  # made and checked as PDF/UA-1
    assert reader.metadata.title == "Vad är kvalitet?" and reader.metadata.author == "Lindesta kommun"
    assert in_order(" ".join(page.extract_text() for page in reader.pages))
    tags = elements(reader)
    assert [tag for tag in tags if tag[1:] in ("H1", "H2", "H3", "L", "Table", "BlockQuote")] == [
        "/H1", "/H2", "/L", "/H3", "/Table", "/BlockQuote", "/L"
    ]  # fmt: skip
    assert tags.count("/TH") == 2 and tags.count("/TD") == 4 and tags.count("/Link") == 2
    assert [each.title for each in reader.outline if not isinstance(each, list)] == ["Vad är kvalitet?"]


def test_markup_in_every_text_stays_text():
    evil = Document(
        HOSTILE, "sv", (Heading(HOSTILE), Paragraph(HOSTILE), Table(HOSTILE, (HOSTILE,), ((HOSTILE,),)), Note(HOSTILE))
    )
    shown = HOSTILE.replace("\x07", "").replace("\x00", "")
    assert words(word(evil)).count(shown) == 7
    assert " ".join(page.extract_text() for page in portable(evil).pages).count("#read") >= 5
    page = Template("{% load documents %}{% document_parts document %}").render(Context({"document": evil}))
    assert "<w:p/>" not in page and "&lt;w:p/&gt;" in page


def test_a_page_shows_the_same_parts():
    page = Template("{% load documents %}{% document_parts document %}").render(Context({"document": DOCUMENT}))
    assert '<h2 id="question">Frågan och dess ramar</h2>' in page and '<a href="#question">31</a>' in page
    assert '<th scope="row">Webb<div class="bar" aria-hidden="true">' in page and '<rect width="40.0" height' in page
    assert '<div lang="en" dir="ltr"><p>The food is cold.' in page
    assert 'har inte svarat, <span lang="en" dir="ltr">not yet</span>.' in page


def test_a_language_that_is_read_from_the_right_turns_both_files():
    arabic = replace(DOCUMENT, language="ar")
    assert portable(arabic).trailer["/Root"]["/Lang"] == "ar"
    assert word(arabic).styles["Normal"].element.find(f".//{qn('w:bidi')}") is not None


def test_the_same_document_gives_the_same_pdf_and_a_very_long_one_is_made_too():
    assert pdf(DOCUMENT, HOUSE) == pdf(DOCUMENT, HOUSE)
    long = replace(DOCUMENT, parts=PARTS + (Paragraph("Ord efter ord. " * 20),) * 700)
    assert "Ord efter ord." in portable(long).pages[-1].extract_text()


def test_the_head_of_a_later_page_stays_in_two_lines_however_long_it_is():
    name, title = "Samverkansförbundet " * 6, "Samråd om planen " * 12
    file = PdfReader(io.BytesIO(pdf(Document(title, language="sv", parts=prose("Ord " * 2000)), Letterhead(name))))
    head, _, _ = file.pages[1].extract_text().partition("Ord")
    assert head.count("…") == 2 and len(head) < 150


def test_a_pdf_shows_hebrew_and_tells_where_a_sign_could_not_be_printed():
    hebrew, chinese = (portable(Document("Samråd", language="sv", parts=prose(said))) for said in ("ייִדיש", "漢字"))
    fonts = hebrew.pages[0]["/Resources"]["/Font"].values()
    assert any("GehorHebrew" in font["/BaseFont"] for font in fonts)
    told = "tecken som inte går att skriva ut"
    assert told in chinese.pages[0].extract_text() and told not in hebrew.pages[0].extract_text()


@pytest.mark.parametrize(
    "parts",
    [
        (Paragraph((Link("hit", "#nowhere"),)),),
        (Heading("Ett", anchor="a"), Heading("Två", anchor="a")),
    ],
)
def test_a_link_to_nowhere_and_two_places_of_one_name_are_refused(parts):
    with pytest.raises(ValueError):
        Document("Titel", "sv", parts)
    with pytest.raises(ValueError):
        Table("Tabell", ("Ett", "Två"), (("bara ett",),))


texts = st.text(max_size=20)
inlines = st.one_of(
    texts,
    st.lists(st.one_of(texts, st.builds(Strong, texts), st.builds(Said, texts, st.just("en"))), max_size=3).map(tuple),
)
parts = st.lists(
    st.one_of(
        st.builds(Paragraph, inlines),
        st.builds(Note, inlines),
        st.builds(Heading, texts, st.integers(1, 3)),
        st.builds(Bullets, st.lists(inlines, max_size=3).map(tuple), st.booleans()),
        st.builds(lambda a, b: Table(a, (a, b), ((b, a),), (1,)), texts, texts),
        st.builds(Quotation, texts, inlines, st.sampled_from(["", "sv", "ar"])),
    ),
    max_size=4,
).map(tuple)


@settings(max_examples=50)
@given(texts, parts)
def test_a_document_is_stored_as_text_and_comes_back_as_it_was(title, given):
    document = Document(title, "sv", given, lead=("x",))
    assert read(written(document)) == document
    assert written(read(written(document))) == written(document)


@pytest.mark.parametrize("text", ["", "[]", '{"title":1}', '{"kind":"heading"}', "nothing"])
def test_what_is_no_document_is_refused(text):
    with pytest.raises(ValueError):
        read(text)


def test_an_office_suite_opens_the_docx_and_shows_all_of_it(tmp_path):
    program = shutil.which("soffice")
    if program is None:
        pytest.skip(f"{NOT_RUN}: no DOCX was opened in an office suite: LibreOffice is not installed")
    tmp_path.joinpath("it.docx").write_bytes(docx(DOCUMENT, HOUSE))
    command = [program, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "pdf"]
    subprocess.run([*command, "--outdir", tmp_path, tmp_path / "it.docx"], check=True, capture_output=True, timeout=60)
    text = " ".join(page.extract_text() for page in PdfReader(tmp_path / "it.pdf").pages)
    assert in_order(text)


def test_the_rows_of_an_address_are_told_apart_in_the_foot_of_a_letter():
    who = Organisation(name="Lindesta", postal_address="Lindesta kommun\n\n Stortorget  1\r\n000 00 Lindesta")
    assert letterhead(who).contact == ["Lindesta kommun, Stortorget 1, 000 00 Lindesta"]
