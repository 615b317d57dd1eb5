"""The letter in the hand of the one who took part."""

import io
import json
import re
from dataclasses import replace
from datetime import date

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader
from pypdf.generic import IndirectObject

from gehor.feedback.sheet import (
    AT_MOST,
    LABELS,
    Letterhead,
    Measure,
    Receipt,
    Said,
    Sheet,
    Weighed,
    answer_sheets,
    receipt_sheet,
)
from gehor.ground.documents.colours import mixed, readable
from gehor.ground.documents.fonts import FAMILIES, UNPRINTABLE, direction, paragraphs, printable, typefaces

SWEDISH = {
    "title": "Svar: {dialogue}",
    "titles": "Svar: {dialogue}",
    "kicker": "Svar på det du har sagt",
    "salutation": "Hej!",
    "salutation_name": "Hej {name}!",
    "greeting": "Tack för att du har varit med. Här kan du läsa vad som blev av det du sa.",
    "you_said": "Du sa",
    "received": "Kom in {date}",
    "reference": "referens {reference}",
    "read_as": "Så läste vi det",
    "rests_on": "Bygger på det du sa i {references}",
    "set_aside": "Vi har lagt det åt sidan, eftersom",
    "decision": "Beslutet",
    "section": "§ {section}",
    "case_number": "ärende {case_number}",
    "answer": "Vårt svar",
    "next": "Det här händer nu",
    "due": "senast {date}",
    "follow": "Följ vad som händer",
    "follow_text": "Här kan du läsa allt som blir av det du sa. Du behöver inget konto.",
    "receipt_code": "Din kvittokod",
    "qr_alt": "QR-kod som leder till {address}",
    "closing": "Vänliga hälsningar",
    "page": "Sida {page} av {pages}",
    "unprintable": "� står för ett tecken som inte går att skriva ut. Hela texten finns på adressen ovan.",
    "receipt_title": "Kvitto: {dialogue}",
    "receipt_kicker": "Kvitto",
    "receipt_intro": "Vi har tagit emot det du sa. Tack för att du är med.",
    "receipt_keep": "Spara koden. Med den ser du vad som blir av det du sa. Du behöver inget konto.",
    "receipt_shortened": "Texten är förkortad här. Hela finns på adressen ovan.",
    "receipt_next": "Det här händer nu",
}
LINDESTA = Letterhead("Lindesta kommun", "#1d5c63", ("Stortorget 1, 700 00 Lindesta", "dialog@lindesta.example"))
DECIDED = Weighed(
    "Elever och föräldrar vill att skolgårdarna ska ha mer grönska.",
    "Delvis tillgodosett",
    reason="Pengarna räcker till tre skolgårdar under 2027.",
    body="Barn- och utbildningsnämnden",
    decided_on=date(2026, 10, 14),
    section="112",
    case_number="BUN 2026/341",
    answer="Vi planterar träd på tre skolgårdar nästa år. Din skola är en av dem.",
    measures=(Measure("Plantera träd vid Åskolan", date(2027, 6, 30), "Tekniska förvaltningen", "Påbörjad"),),
)
LETTER = Sheet(
    "Vad är kvalitet i skolan för dig?",
    "7KM2PX4RT9",
    "https://dialog.lindesta.example/c/7KM2PX4RT9/",
    (Said("Jag vill ha träd och bänkar på skolgården.", "Gör skolgården grön", "KX4T9A", received=date(2026, 5, 6)),),
    (DECIDED,),
    dated=date(2026, 11, 21),
)
HOSTILE = (
    "#let x = 1 $ x^2 $ [a] *b* _c_ @ref <label> `raw` // no comment /* nor this */ \\ #sys.inputs "
    "#read('/etc/passwd') -- ~ 'single' \"double\" {page} = not a heading"
)


def made(*sheets, language="sv", labels=SWEDISH, organisation=LINDESTA):
    return PdfReader(io.BytesIO(answer_sheets(sheets, language=language, organisation=organisation, labels=labels)))


def words(reader):
    return " ".join(" ".join(page.extract_text() for page in reader.pages).replace("\u200b", "").split())


def elements(reader):
    """Every element of the structure tree, in reading order."""
    found = []

    def walk(node):
        node = node.get_object() if isinstance(node, IndirectObject) else node
        if isinstance(node, list):
            for child in node:
                walk(child)
        elif isinstance(node, dict):
            if "/S" in node:
                found.append(node)
            if "/K" in node:
                walk(node["/K"])

    walk(reader.trailer["/Root"]["/StructTreeRoot"]["/K"])
    return found


def kinds(reader):
    return [str(element["/S"]) for element in elements(reader)]


def test_a_letter_says_what_was_said_read_decided_answered_and_what_comes_next():
    text = words(made(LETTER))
    places = [
        text.index(sentence)
        for sentence in (
            "Lindesta kommun",
            "21 november 2026",
            "Svar på det du har sagt",
            "Vad är kvalitet i skolan för dig?",
            "Hej!",
            "Du sa",
            "Gör skolgården grön",
            "Jag vill ha träd och bänkar på skolgården.",
            "Kom in 6 maj 2026 · referens KX4T9A",
            "Så läste vi det",
            "Elever och föräldrar vill att skolgårdarna ska ha mer grönska.",
            "Beslutet",
            "Delvis tillgodosett",
            "Barn- och utbildningsnämnden · 14 oktober 2026 · § 112 · ärende BUN 2026/341",
            "Pengarna räcker till tre skolgårdar under 2027.",
            "Vårt svar",
            "Vi planterar träd på tre skolgårdar nästa år.",
            "Det här händer nu",
            "Plantera träd vid Åskolan",
            "Påbörjad · Tekniska förvaltningen · senast 30 juni 2027",
            "Följ vad som händer",
            "https://dialog.lindesta.example/c/7KM2PX4RT9/",
            "Din kvittokod",
            "7KM2P-X4RT9",
            "Vänliga hälsningar",
        )
    ]
    assert places == sorted(places)


def test_a_letter_is_tagged_and_has_language_and_title():
    reader = made(LETTER)
    root = reader.trailer["/Root"]
    assert str(root["/MarkInfo"]["/Marked"]) == "True"
    assert root["/Lang"] == "sv"
    assert str(root["/ViewerPreferences"]["/DisplayDocTitle"]) == "True"
    assert reader.metadata.title == "Svar: Vad är kvalitet i skolan för dig?"
    assert reader.metadata.author == "Lindesta kommun"
    assert b"pdfuaid" in root["/Metadata"].get_data()
    headings = [kind for kind in kinds(reader) if re.fullmatch(r"/H\d", kind)]
    assert headings == ["/H1", "/H2", "/H2", "/H3", "/H3", "/H3", "/H2"]
    assert "/BlockQuote" in kinds(reader) and "/L" in kinds(reader)


def test_the_qr_code_has_words_for_those_who_cannot_see_it():
    figures = [element for element in elements(made(LETTER)) if element["/S"] == "/Figure"]
    assert [figure["/Alt"] for figure in figures] == [
        "QR-kod som leder till https://dialog.lindesta.example/c/7KM2PX4RT9/"
    ]


def test_the_same_letter_in_english():
    reader = made(LETTER, language="en", labels=LABELS)
    text = words(reader)
    assert reader.trailer["/Root"]["/Lang"] == "en"
    for sentence in ("Answer to what you said", "14 October 2026", "It was read as", "The decision", "Page 1 of 1"):
        assert sentence in text


def test_several_letters_each_begin_on_a_new_page_with_page_one():
    long = replace(LETTER, said=(Said("Det var en gång en skolgård. " * 250, reference="B"),), receipt="2345678922")
    reader = made(LETTER, long, replace(LETTER, receipt="BBBBBBBBBB"))
    texts = [" ".join(page.extract_text().split()) for page in reader.pages]
    codes = [[code for code in ("7KM2P-X4RT9", "23456-78922", "BBBBB-BBBBB") if code in text] for text in texts]
    numbers = [re.search(r"Sida (\d+) av (\d+)", text).groups() for text in texts]
    assert numbers[0] == numbers[-1] == ("1", "1")
    assert numbers[1:-1] == [(str(page), str(len(texts) - 2)) for page in range(1, len(texts) - 1)]
    assert codes[0] == ["7KM2P-X4RT9"] and codes[-2] == ["23456-78922"] and codes[-1] == ["BBBBB-BBBBB"]


def test_hostile_signs_are_printed_as_they_were_written():
    hostile = Sheet(
        HOSTILE,
        "7KM2PX4RT9",
        "https://dialog.lindesta.example/c/7KM2PX4RT9/",
        (Said(HOSTILE, HOSTILE, set_aside=HOSTILE),),
        (Weighed(HOSTILE, HOSTILE, HOSTILE, HOSTILE, answer=HOSTILE, measures=(Measure(HOSTILE, owner=HOSTILE),)),),
        name=HOSTILE,
        greeting=HOSTILE,
        address=(HOSTILE[:30], "Ågatan 1"),
    )
    text = words(made(hostile)).replace("- ", "-").replace(" ", "")
    assert text.count(HOSTILE.replace("- ", "-").replace(" ", "")) >= 10


def test_a_text_of_ten_thousand_signs_is_printed_to_its_last_word():
    text = "Bänkar och träd vid ån. " * 416 + "Slutord."
    assert len(text) > 9_900
    reader = made(replace(LETTER, said=(Said(text),)))
    assert len(reader.pages) >= 4
    assert "Slutord." in words(reader)


def test_no_page_holds_the_receipt_code_alone():
    reasons = ("Pengarna räcker till tre skolgårdar. " * each for each in range(8, 29, 4))
    sheets = [replace(LETTER, findings=(replace(DECIDED, reason=reason),)) for reason in reasons]
    pages = [page.extract_text() for page in made(*sheets).pages]
    with_code = [text for text in pages if "7KM2P-X4RT9" in text]
    assert len(pages) > len(sheets) == len(with_code)
    assert all("Din skola är en av dem." in text for text in with_code)


def test_a_word_longer_than_the_page_is_broken_and_not_cut_off():
    reader = made(replace(LETTER, said=(Said("w" * 2_000),)))
    assert words(reader).count("w") == 2_000


def test_paragraphs_and_lines_are_kept():
    assert paragraphs("Ett\nTvå\r\n\r\n\n  Tre  \n") == [
        {"dir": "ltr", "lines": ["Ett", "Två"]},
        {"dir": "ltr", "lines": ["Tre"]},
    ]
    assert paragraphs("") == paragraphs(" \n\t\n") == []


def test_arabic_is_read_from_the_right_within_a_swedish_letter():
    arabic = "أريد المزيد من الأشجار في ساحة المدرسة."
    assert paragraphs(f"{arabic}\n\nTack!") == [{"dir": "rtl", "lines": [arabic]}, {"dir": "ltr", "lines": ["Tack!"]}]
    reader = made(replace(LETTER, said=(Said(arabic, language="ar"),)))
    assert any(element.get("/Lang") == "ar" for element in elements(reader))
    found = words(reader)
    assert any("\u0600" <= sign <= "\u06ff" or "\ufe70" <= sign <= "\ufeff" for sign in found)


@pytest.mark.parametrize(
    ("text", "read"),
    [("Hej", "ltr"), ("سلام", "rtl"), ("123 سلام", "rtl"), ("2027 Åskolan سلام", "ltr"), ("", "ltr"), ("?!", "ltr")],
)
def test_the_first_letter_tells_the_direction(text, read):
    assert direction(text) == read


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Måla bänkarna – 500 €!", "Måla bänkarna – 500 €!"),
        ("Україна ትግርኛ สวัสดี Ελλάδα", "Україна ትግርኛ สวัสดี Ελλάδα"),
        ("Bra 👍🏽", "Bra 👍"),
        ("A\u030a", "Å"),
        ("q\u0309", "q\u0309"),
        ("1\ufe0f\u20e3", "1"),
        ("漢字", UNPRINTABLE * 2),
        ("\ue000\U0010ffff", UNPRINTABLE * 2),
        ("\u0301a \u064bb", f"{UNPRINTABLE}a {UNPRINTABLE}b"),
        ("a\u202eb\u2066c\x00d\x07", "abcd"),
        ("a\tb\u2003c\u2028d", "a b c\nd"),
    ],
)
def test_what_the_fonts_can_show_is_kept(text, shown):
    assert printable(text) == shown


def test_a_letter_tells_when_a_sign_could_not_be_printed():
    assert "tecken som inte går att skriva ut" in words(made(replace(LETTER, said=(Said("漢字"),))))
    assert "tecken som inte går att skriva ut" not in words(made(LETTER))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=60), min_size=1, max_size=20))
def test_whatever_is_written_can_be_printed(texts):
    source = b"""
        #set document(title: "x")
        #set text(lang: "sv", font: json(bytes(sys.inputs.fonts)), fallback: false)
        #for one in json(bytes(sys.inputs.texts)) { for part in one { par(part.lines.join(linebreak())) } }
    """
    inputs = {"texts": json.dumps([paragraphs(text) for text in texts]), "fonts": json.dumps(FAMILIES)}
    typst.Compiler(source, font_paths=typefaces(), sys_inputs=inputs).compile(format="pdf", pdf_standards="ua-1")


def test_the_typefaces_are_ours_alone():
    assert set(typefaces().families()) == set(FAMILIES)


def test_a_letter_with_an_address_keeps_it_in_the_window():
    found = []

    def where(text, _, matrix, font, size):
        if "Ågatan" in text:
            found.append((matrix[4] / 72 * 25.4, 297 - matrix[5] / 72 * 25.4))

    made(replace(LETTER, address=("Dana Danielsson", "Ågatan 12 B", "712 34 Lindesta"))).pages[0].extract_text(
        visitor_text=lambda text, outer, matrix, font, size: where(
            text, None, [0, 0, 0, 0, *_moved(outer, matrix)], font, size
        )
    )
    assert found
    across, down = found[0]
    assert 110 < across < 115 and 45 < down < 75


def _moved(outer, matrix):
    across, down = matrix[4], matrix[5]
    return across * outer[0] + down * outer[2] + outer[4], across * outer[1] + down * outer[3] + outer[5]


def test_several_contributions_and_findings_say_which_rests_on_which():
    several = replace(
        LETTER,
        said=(Said("Träd", reference="AAAAAA"), Said("Bussen", reference="BBBBBB", set_aside="Regionen kör bussarna.")),
        findings=(replace(DECIDED, rests_on=("AAAAAA",)), replace(DECIDED, rests_on=())),
    )
    text = words(made(several))
    assert "Bygger på det du sa i AAAAAA" in text
    assert (
        text.index("Bussen") < text.index("Vi har lagt det åt sidan, eftersom") < text.index("Regionen kör bussarna.")
    )
    assert "Bygger på" not in words(made(replace(LETTER, findings=(replace(DECIDED, rests_on=("KX4T9A",)),))))


def test_a_logo_is_decoration_and_needs_no_words():
    kept = io.BytesIO()
    Image.new("RGB", (40, 40), "#005ea5").save(kept, "PNG")
    reader = made(LETTER, organisation=replace(LINDESTA, logo=kept.getvalue()))
    assert kinds(reader).count("/Figure") == 1


def test_the_same_input_gives_the_same_letter_and_many_are_pressed_as_one_is():
    assert answer_sheets([LETTER], language="sv", organisation=LINDESTA, labels=SWEDISH) == answer_sheets(
        [LETTER], language="sv", organisation=LINDESTA, labels=SWEDISH
    )
    many = made(*[LETTER] * 12)
    assert len(many.pages) == 12
    assert many.pages[0].extract_text() == many.pages[11].extract_text() == made(LETTER).pages[0].extract_text()


def test_no_letters_too_many_letters_and_a_missing_word_are_refused():
    for count in (0, AT_MOST + 1):
        with pytest.raises(ValueError):
            answer_sheets([LETTER] * count, language="sv", organisation=LINDESTA, labels=SWEDISH)
    with pytest.raises(KeyError):
        answer_sheets([LETTER], language="sv", organisation=LINDESTA, labels={"title": "Svar"})


def test_the_words_of_every_language_have_the_same_keys_and_braces():
    assert SWEDISH.keys() == LABELS.keys()
    for key, sentence in LABELS.items():
        assert re.findall(r"\{\w+\}", SWEDISH[key]) == re.findall(r"\{\w+\}", sentence)


@pytest.mark.parametrize("colour", ["#1d5c63", "#ffff00", "#ffffff", "#000000", "#7fd4c1"])
def test_any_colour_is_made_readable_on_white(colour):
    red, green, blue = (int(readable(colour)[at : at + 2], 16) for at in (1, 3, 5))
    assert 0.2126 * _light(red) + 0.7152 * _light(green) + 0.0722 * _light(blue) <= 1.05 / 4.5 - 0.05


def _light(part):
    part /= 255
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def test_a_colour_that_can_be_read_is_left_as_it_is():
    assert readable("#1d5c63") == "#1d5c63"
    assert mixed("#1d5c63", 0) == "#ffffff" and mixed("#1d5c63", 1) == "#1d5c63"


RECEIPT = Receipt(
    "Vad är kvalitet i skolan för dig?",
    "7KM2PX4RT9",
    "https://dialog.lindesta.example/c/7KM2PX4RT9/",
    LETTER.said,
    dated=date(2026, 5, 6),
    promises=("Nämnden beslutar den 14 oktober 2026.", "Du får svar senast den 30 november 2026."),
    notice="Det du har skickat är en allmän handling. Andra kan begära att få läsa det.",
)


def received(receipt):
    return PdfReader(io.BytesIO(receipt_sheet(receipt, language="sv", organisation=LINDESTA, labels=SWEDISH)))


def test_a_receipt_is_one_tagged_page_with_code_and_what_happens_now():
    reader = received(RECEIPT)
    assert len(reader.pages) == 1
    assert str(reader.trailer["/Root"]["/MarkInfo"]["/Marked"]) == "True"
    assert reader.metadata.title == "Kvitto: Vad är kvalitet i skolan för dig?"
    text = words(reader)
    for sentence in (
        "Kvitto",
        "7KM2P-X4RT9",
        "Jag vill ha träd",
        "Du får svar senast",
        "allmän handling",
        "Sida 1 av 1",
    ):
        assert sentence in text
    assert "förkortad" not in text


@pytest.mark.parametrize("text", ["Bänkar och träd vid ån. " * 400, "Rad\n" * 400, "å" * 9_000, "ش" * 9_000])
def test_a_receipt_stays_one_page_however_long_the_text(text):
    long = replace(RECEIPT, said=(Said(text, "R" * 200), Said(text)), dialogue="En lång fråga " * 14)
    reader = received(long)
    assert len(reader.pages) == 1
    assert "förkortad" in words(reader)
