"""A table of findings, and what kind of file a source is."""

import zipfile
from io import BytesIO

import pytest

from gehor.analysis.sourced import rules
from gehor.ground.errors import WrongInput
from gehor.ground.reading import read_table


def table(text: str) -> list[rules.Brought]:
    return rules.brought(read_table(text.encode(), "findings.csv"))


def test_columns_may_be_swedish_and_rows_come_in_their_order() -> None:
    found = table("Nummer;Slutsats;Antal bidrag;Sida\n2;Längre öppet;;14\n1;Kortare väntan;31;12–13\n")
    assert [each.statement for each in found] == ["Kortare väntan", "Längre öppet"]
    assert [each.contributions for each in found] == [31, None]
    assert [each.page for each in found] == ["12–13", "14"]


def test_an_empty_number_is_unknown_and_a_nought_is_a_nought() -> None:
    found = table("statement;contributions\nMer tid;\nLängre öppet;0\n")
    assert [each.contributions for each in found] == [None, 0]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("statement;colour\nMer tid;röd\n", "unknown_columns"),
        ("statement;statement\nMer tid;Mer tid\n", "unknown_columns"),
        ("page;number\n12;1\n", "no_statement_column"),
        ("statement;page\n;12\n", "row_without_statement"),
        ("statement;contributions\nMer tid;många\n", "not_a_count"),
        ("statement;contributions\nMer tid;-3\n", "not_a_count"),
        ("statement;number\nMer tid;1\nLängre öppet;1\n", "number_twice"),
        ("statement;page;number\nMer tid;12\n", "row_does_not_fit"),
        (f"statement;page\nMer tid;{'1' * 41}\n", "page_too_long"),
    ],
)
def test_what_cannot_be_read_is_refused(text: str, code: str) -> None:
    with pytest.raises(WrongInput) as refusal:
        table(text)
    assert refusal.value.code == code


def docx(*names: str) -> bytes:
    kept = BytesIO()
    with zipfile.ZipFile(kept, "w") as parts:
        for name in names:
            parts.writestr(name, "<x/>")
    return kept.getvalue()


def test_a_word_document_is_known_by_its_content() -> None:
    assert rules.is_docx(docx("word/document.xml"))
    assert not rules.is_docx(docx("xl/workbook.xml"))
    assert not rules.is_docx(docx("word/document.xml", "word/vbaProject.bin"))
    assert not rules.is_docx(b"PK\x03\x04 cut off")
