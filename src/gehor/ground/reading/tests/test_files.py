"""Files as people really send them: from Excel in Swedish, from a system, from somebody with bad intent."""

import csv
import random
import warnings
import zipfile
from contextlib import suppress
from datetime import date, datetime
from io import BytesIO, StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from gehor.ground.errors import WrongInput
from gehor.ground.reading import export_cell, read_table
from gehor.ground.reading.tables import letter

SWEDISH = (
    "Rubrik;Text;Kanal\r\nSkolgården;Måla om bänkarna, snälla. Ökat café-utbud!;papper\r\nÅn;Städa vid ån;webb\r\n"
)


def workbook(*rows, more=()):
    book = Workbook()
    sheet = book.active
    sheet.title = "Synpunkter"
    for row in rows:
        sheet.append(row)
    for title, others in more:
        extra = book.create_sheet(title)
        for row in others:
            extra.append(row)
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def archive(**parts):
    kept = BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in parts.items():
            opened.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return kept.getvalue()


def refusal(data, name="synpunkter.csv"):
    with pytest.raises(WrongInput) as refused:
        read_table(data, name)
    assert refused.value.params["name"] == name
    return refused.value


def cells(table):
    return [row.cells for row in table.rows]


def codes(table):
    return [(problem.row, problem.code) for problem in table.problems]


class TestCharacterSets:
    @pytest.mark.parametrize(
        ("encoding", "named"),
        [
            ("utf-8", "utf-8"),
            ("utf-8-sig", "utf-8"),
            ("utf-16", "utf-16"),
            ("utf-16-le", "utf-16"),
            ("utf-16-be", "utf-16"),
            ("windows-1252", "windows-1252"),
            ("latin-1", "windows-1252"),
            ("cp850", "cp850"),
            ("mac_roman", "mac_roman"),
        ],
    )
    def test_swedish_letters_are_read_rightly_whatever_excel_calls_csv(self, encoding, named):
        table = read_table(SWEDISH.encode(encoding), "export.csv")
        assert table.columns == ("Rubrik", "Text", "Kanal")
        assert cells(table)[0] == ("Skolgården", "Måla om bänkarna, snälla. Ökat café-utbud!", "papper")
        assert table.encoding == named

    def test_excels_unicode_text_has_tabs(self):
        table = read_table(SWEDISH.replace(";", "\t").encode("utf-16"), "export.txt")
        assert table.delimiter == "\t"
        assert cells(table)[1] == ("Ån", "Städa vid ån", "webb")

    def test_curly_quotation_marks_are_not_taken_for_swedish_letters(self):
        table = read_table("id,text\n1,He said “more benches” – it’s true…\n".encode("windows-1252"), "a.csv")
        assert cells(table) == [("1", "He said “more benches” – it’s true…")]

    def test_one_broken_character_does_not_spoil_a_utf_8_file(self):
        data = "Text;Nr\nBänkar vid ån;1\nSkola för alla;2\n".encode().replace("för".encode(), b"f\xf6r")
        assert cells(read_table(data, "a.csv")) == [("Bänkar vid ån", "1"), ("Skola f\ufffdr alla", "2")]

    def test_nul_characters_are_refused(self):
        assert refusal(b"Text;Nr\nb\x00nk;1\n" + b"mer text;2\n" * 50).code == "file_has_nul"


class TestDelimiters:
    @pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
    def test_the_delimiter_is_found(self, delimiter):
        kept = StringIO()
        writer = csv.writer(kept, delimiter=delimiter)
        writer.writerow(["Nr", "Text", "Kanal"])
        for number in range(30):
            writer.writerow([number, "Bänkar, träd; och | mer,\tsnälla", "webb"])
        table = read_table(kept.getvalue().encode(), "a.csv")
        assert table.delimiter == delimiter
        assert cells(table)[7] == ("7", "Bänkar, träd; och | mer,\tsnälla", "webb")

    def test_commas_in_texts_do_not_make_columns_of_one_column(self):
        table = read_table("Synpunkt\nBänkar, träd och vatten\nSand, mer sand\nLjus\nInget\n".encode(), "a.csv")
        assert table.columns == ("Synpunkt",)
        assert table.delimiter is None
        assert len(table.rows) == 4 and not table.problems

    def test_a_line_that_tells_the_delimiter_is_not_a_row(self):
        table = read_table(b"sep=|\r\nNr|Text\r\n1|Ljus\r\n", "a.csv")
        assert table.columns == ("Nr", "Text")
        assert table.rows[0].number == 2

    def test_polis_texts_without_quotation_marks_keep_their_commas(self):
        data = b"timestamp,comment-id,comment-body\n1,1,More benches, please, now\n2,2,Light\n3,3,Trees\n4,4,Sand\n"
        table = read_table(data, "comments.csv")
        assert cells(table)[0] == ("1", "1", "More benches, please, now")
        assert not table.problems


class TestRows:
    def test_line_breaks_within_quotation_marks_stay_in_the_cell(self):
        table = read_table('Nr;Text\r\n1;"Första\r\nAndra ""raden"""\r\n2;Ljus\r\n'.encode(), "a.csv")
        assert cells(table) == [("1", 'Första\r\nAndra "raden"'), ("2", "Ljus")]
        assert [row.number for row in table.rows] == [2, 3]

    def test_empty_rows_are_left_out_and_the_others_keep_their_numbers(self):
        table = read_table(b"\r\nNr;Text\r\n\r\n;;\r\n1;Ljus\r\n  \r\n2;Sand\r\n", "a.csv")
        assert [row.number for row in table.rows] == [5, 7]

    def test_old_mac_line_ends_are_read(self):
        assert cells(read_table(b"Nr;Text\r1;Ljus\r2;Sand\r", "a.csv")) == [("1", "Ljus"), ("2", "Sand")]

    def test_rows_of_another_width_are_kept_and_pointed_out(self):
        table = read_table(b"Nr;Text;Kanal\n1;Ljus;webb\n2;Sand;webb;mer\n3;Vatten\n4;Is;webb;;\n", "a.csv")
        assert codes(table) == [(3, "row_too_long"), (4, "row_too_short")]
        assert cells(table)[1:3] == [("2", "Sand", "webb"), ("3", "Vatten", "")]

    def test_headers_without_a_name_or_with_the_same_name_can_be_told_apart(self):
        table = read_table(b"Text;;Text;Text\n1;2;3;4\n", "a.csv")
        assert table.columns == ("Text", "B", "Text (2)", "Text (3)")
        assert [problem.code for problem in table.problems] == ["column_without_name"] + ["column_name_twice"] * 2
        assert not any(problem.blocks for problem in table.problems)

    def test_empty_columns_at_the_end_are_left_out(self):
        assert read_table(b"Nr;Text;;;\n1;Ljus;;;\n", "a.csv").columns == ("Nr", "Text")

    def test_a_heading_above_the_header_is_stepped_over(self):
        table = read_table(b"Synpunkter 2026;;\n;;\nNr;Text;Kanal\n1;Ljus;webb\n2;Sand;webb\n", "a.csv")
        assert table.columns == ("Nr", "Text", "Kanal")
        assert [row.number for row in table.rows] == [4, 5]
        assert codes(table) == [(3, "lines_above_header")]

    def test_a_quotation_mark_that_is_never_closed_is_pointed_out(self):
        refused = refusal(b'Nr;Text\n1;Ljus\n2;"Sand\n3;Vatten\n')
        assert (refused.code, refused.params["row"]) == ("quote_not_closed", 3)

    def test_a_quotation_mark_left_open_in_a_long_file_is_pointed_out(self):
        refused = refusal(b'Nr;Text\n1;"Sand\n' + b"3;Vatten och mera\n" * 20_000)
        assert (refused.code, refused.params["row"]) == ("quote_not_closed", 2)


class TestLimits:
    def test_nothing_is_refused(self):
        for nothing in (b"", b"\n\n", b"\xef\xbb\xbf\r\n", b";;;\n;;\n"):
            assert refusal(nothing).code == "file_empty"

    def test_a_header_alone_is_refused(self):
        assert refusal(b"Nr;Text\n").code == "no_rows"
        assert refusal(workbook(["Nr", "Text"])).code == "no_rows"

    def test_fifty_megabytes_are_refused(self):
        assert refusal(b"a" * (50 * 1024 * 1024)).code == "file_too_big"

    def test_fifty_thousand_rows_are_read_and_one_more_is_refused(self):
        assert len(read_table(b"Nr;Text\n" + b"1;Ljus\n" * 50_000, "a.csv").rows) == 50_000
        refused = refusal(b"Nr;Text\n" + b"1;Ljus\n" * 50_001)
        assert (refused.code, refused.params["limit"]) == ("too_many_rows", 50_000)

    def test_two_hundred_columns_are_read_and_one_more_is_refused(self):
        assert len(read_table(_wide(200), "a.csv").columns) == 200
        assert refusal(_wide(201)).code == "too_many_columns"
        assert refusal(workbook([f"K{n}" for n in range(201)], ["x"] * 201)).code == "too_many_columns"

    @pytest.mark.parametrize("length", [100_001, 140_000])
    def test_a_cell_of_more_than_a_hundred_thousand_characters_is_refused(self, length):
        refused = refusal(b"Nr;Text\n1;" + b"a" * length + b"\n")
        assert (refused.code, refused.params["row"]) == ("cell_too_long", 2)


def _wide(columns):
    return ";".join(f"K{n}" for n in range(columns)).encode() + b"\n" + b";".join([b"x"] * columns) + b"\n"


class TestOtherFiles:
    @pytest.mark.parametrize(
        ("data", "code"),
        [
            (b"%PDF-1.7\n%\xe2\xe3", "file_is_pdf"),
            (b"\x89PNG\r\n\x1a\n\x00\x00", "file_is_picture"),
            (b"\xff\xd8\xff\xe0\x00\x10JFIF", "file_is_picture"),
            (b"\x00\x00\x00\x18ftypheic", "file_is_picture"),
            (b"{\\rtf1\\ansi Hej}", "file_is_document"),
            (b"\x1f\x8b\x08\x00abc", "file_is_archive"),
            (b"<html><table><tr><td>Hej</td></tr></table></html>", "file_is_web_page"),
            (b'<?xml version="1.0"?><Workbook/>', "file_is_web_page"),
            (b'[{"text": "Ljus"}]', "file_is_json"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "file_is_old_excel"),
            (
                b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100) + "EncryptedPackage".encode("utf-16-le"),
                "file_is_locked",
            ),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100) + "WordDocument".encode("utf-16-le"), "file_is_document"),
            (random.Random(1).randbytes(5000), "file_is_binary"),
            (b"\x7fELF" + bytes(500), "file_is_binary"),
            (b"PK\x03\x04 and then nothing", "file_is_broken"),
            (archive(mimetype="application/vnd.oasis.opendocument.spreadsheet"), "file_is_opendocument"),
            (archive(mimetype="application/vnd.oasis.opendocument.text"), "file_is_document"),
            (archive(word__document_xml="<w/>"), "file_is_document"),
            (archive(a="b"), "file_is_archive"),
            (archive(xl__workbook_xml="<broken"), "file_is_broken"),
        ],
    )
    def test_what_is_no_table_is_refused_with_the_way_to_mend_it(self, data, code):
        assert refusal(data, "synpunkter.xlsx").code == code

    def test_the_name_of_a_file_does_not_decide(self):
        assert read_table(workbook(["Nr", "Text"], [1, "Ljus"]), "fel.csv").sheet == "Synpunkter"
        assert read_table(b"Nr;Text\n1;Ljus\n", "fel.xlsx").delimiter == ";"

    @pytest.mark.parametrize("cut", [100, 1000, 4000])
    def test_a_workbook_that_was_cut_off_is_refused(self, cut):
        whole = workbook(["Nr", "Text"], *([number, "Ljus"] for number in range(100)))
        assert refusal(whole[:-cut]).code == "file_is_broken"


class TestWorkbooks:
    def test_numbers_dates_and_truth_become_text(self):
        table = read_table(
            workbook(
                ["Nr", "Text", "Datum", "Tid", "Andel", "Ja"],
                [7, "Måla bänkarna", date(2026, 11, 21), datetime.fromisoformat("2026-11-21T13:05"), 0.5, True],
                [8.0, " Ljus ", None, None, 1e20, False],
            ),
            "a.xlsx",
        )
        assert cells(table) == [
            ("7", "Måla bänkarna", "2026-11-21", "2026-11-21 13:05:00", "0.5", "1"),
            ("8", " Ljus ", "", "", "100000000000000000000", "0"),
        ]
        assert (table.encoding, table.delimiter, table.sheet) == (None, None, "Synpunkter")

    def test_rows_keep_the_numbers_of_the_sheet(self):
        assert [row.number for row in read_table(workbook(["Nr"], [1], [], [], [2]), "a.xlsx").rows] == [2, 5]

    def test_a_formula_is_never_run_and_one_without_a_value_stays_as_text(self):
        table = read_table(workbook(["Nr", "Text"], [1, '=HYPERLINK("http://x.se","Klicka")'], [2, "Ljus"]), "a.xlsx")
        assert cells(table) == [("1", '=HYPERLINK("http://x.se","Klicka")'), ("2", "Ljus")]
        assert codes(table) == [(2, "formula_without_value")]
        assert table.problems[0].column == "Text"

    def test_the_first_visible_sheet_with_content_is_taken(self):
        data = workbook(more=(("Blad 2", [["Nr", "Text"], [1, "Ljus"]]), ("Blad 3", [["Annat"], ["x"]]), ("Tomt", [])))
        table = read_table(data, "a.xlsx")
        assert table.sheet == "Blad 2"
        assert table.problems[0].params == {"sheet": "Blad 2", "others": ("Blad 3",)}
        assert read_table(data, "a.xlsx", sheet="Blad 3").columns == ("Annat",)
        assert read_table(data, "a.xlsx", sheet="Blad 9").sheet == "Blad 2"

    def test_a_sheet_with_one_line_is_no_table_where_another_sheet_is(self):
        table = read_table(workbook(["Läs mig"], more=(("Svar", [["Nr"], [1]]),)), "a.xlsx")
        assert (table.sheet, table.sheets) == ("Svar", ("Svar",))

    def test_a_workbook_without_content_is_empty(self):
        assert refusal(workbook()).code == "file_empty"

    def test_line_breaks_written_as_codes_are_read(self):
        assert cells(read_table(workbook(["Text"], ["a_x000D_\nb"]), "a.xlsx")) == [("a\r\nb",)]

    def test_a_note_beside_the_table_gets_a_column_of_its_own(self):
        table = read_table(workbook(["Nr", "Text"], [1, "Ljus", "obs"], [2, "Sand"]), "a.xlsx")
        assert table.columns == ("Nr", "Text", "C")

    def test_a_small_file_that_unfolds_to_fill_the_machine_is_refused_before_it_is_opened(self):
        bomb = archive(xl__workbook_xml="<w/>", xl__sharedStrings_xml=b"0" * (101 * 1024 * 1024))
        assert len(bomb) < 200_000
        assert refusal(bomb).code == "file_unfolds_too_big"

    def test_a_workbook_with_entities_of_its_own_is_refused(self):
        laughs = '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><w>&b;</w>'
        assert refusal(archive(xl__workbook_xml=laughs)).code == "file_is_broken"

    def test_a_row_far_below_the_last_possible_one_takes_no_time(self):
        data = workbook(["Nr", "Text"], [1, "Ljus"], [2, "Sand"])
        kept = BytesIO()
        with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(kept, "w") as new:
            for part in old.infolist():
                content = old.read(part)
                if part.filename.endswith("sheet1.xml"):
                    content = content.replace(b'<row r="3"', b'<row r="999999999"').replace(b'"B3"', b'"B999999999"')
                    content = content.replace(b'"A3"', b'"A999999999"')
                new.writestr(part.filename, content)
        assert len(read_table(kept.getvalue(), "a.xlsx").rows) == 1


filled = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1, max_size=30).filter(str.strip)


@given(st.lists(st.tuples(filled, filled), min_size=1, max_size=8), st.sampled_from([";", ",", "\t"]))
def test_what_we_export_is_read_back_as_it_was(rows, delimiter):
    kept = StringIO()
    writer = csv.writer(kept, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerow(["Rubrik", "Text"])
    writer.writerows([export_cell(cell) for cell in row] for row in rows)
    table = read_table(kept.getvalue().encode("utf-8-sig"), "export.csv")
    assert table.delimiter == delimiter
    assert cells(table) == rows


@settings(max_examples=300)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data):
    with suppress(WrongInput):
        read_table(data, "a")


@given(st.integers(min_value=0, max_value=5000), st.binary(min_size=1, max_size=8))
def test_a_damaged_workbook_is_read_or_refused(place, damage):
    whole = workbook(["Nr", "Text"], [1, "Ljus"])
    place %= len(whole)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with suppress(WrongInput):
            read_table(whole[:place] + damage + whole[place + len(damage) :], "a")


def test_columns_are_lettered_as_in_a_spreadsheet():
    assert [letter(place) for place in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]
