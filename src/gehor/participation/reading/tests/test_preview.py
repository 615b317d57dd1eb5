"""What each row would become."""

from datetime import date, timedelta

import pytest

from gehor.ground.errors import WrongInput
from gehor.ground.reading import Line, Problem, Table, read_table
from gehor.participation.reading import CODES, Mapping, Row, preview, suggest_mapping

TODAY = date(2026, 11, 21)
CHANNELS = {"webb": "web", "Pappersblankett": "paper", "paper": "paper", "möte": "meeting"}
CATEGORIES = {"Skola": "school", "Trafik & gator": "traffic"}


def table(columns, *rows, problems=()):
    lines = tuple(Line(number, tuple(cells)) for number, cells in enumerate(rows, start=2))
    return Table(tuple(columns), lines, problems=tuple(problems))


def checked(held, mapping, **changes):
    words = {"channel_words": CHANNELS, "categories": CATEGORIES, "today": TODAY} | changes
    return preview(held, mapping, **words)


def one(column_part, cell):
    """The only row, or the code of what is wrong with it, when one part has this cell."""
    mapping = Mapping(text="Text", **{column_part: "Annat"})
    found = checked(table(["Text", "Annat"], ("Ljus", cell)), mapping)
    return getattr(found.ready[0], column_part) if found.ready else found.problems[0].code


def test_a_whole_row_is_read():
    mapping = Mapping("Text", "Rubrik", "Kategori", "Kanal", "Datum", "Språk", "Nr", "E-post")
    held = table(
        ["Nr", "Rubrik", "Text", "Kategori", "Kanal", "Datum", "Språk", "E-post"],
        (
            "17",
            " Ljus  vid\nån ",
            " Det är mörkt.\r\nSnälla! ",
            "trafik och gator",
            "WEBB",
            "2026-11-20",
            "Svenska",
            "dana@exempel.se",
        ),
    )
    found = checked(held, mapping, categories={"Trafik och gator": "traffic"})
    assert found.ready == (
        Row(
            2,
            "Det är mörkt.\nSnälla!",
            "Ljus vid ån",
            "traffic",
            "web",
            date(2026, 11, 20),
            "sv",
            "17",
            "dana@exempel.se",
        ),
    )
    assert found.problems == found.skipped == found.refused == ()


def test_rows_without_text_are_skipped_and_a_title_without_text_is_pointed_out():
    held = table(["Rubrik", "Text"], ("", " "), ("Ljus", "\u200b".strip("\u200b")), ("", "Sand"))
    found = checked(held, Mapping("Text", "Rubrik"))
    assert found.skipped == (2,)
    assert [(problem.row, problem.code) for problem in found.problems] == [(3, "text_empty")]
    assert [row.number for row in found.ready] == [4]


def test_one_row_can_have_several_problems_and_is_refused_once():
    held = table(["Text", "Kanal", "Datum"], ("Ljus", "brevduva", "igår"))
    found = checked(held, Mapping("Text", channel="Kanal", received="Datum"))
    assert [(problem.code, problem.column) for problem in found.problems] == [
        ("unknown_channel", "Kanal"),
        ("date_unreadable", "Datum"),
    ]
    assert found.refused == (2,) and not found.ready


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("", None),
        ("2026-11-21", TODAY),
        ("2026-11-21 13:05", TODAY),
        ("2026-11-20T23:30:00Z", TODAY),  # half past midnight in Sweden
        ("2026-11-20T23:30:00.123+01:00", date(2026, 11, 20)),
        ("2026-11-20 23:30:00 UTC", TODAY),
        ("2026/11/21", TODAY),
        ("20261121", TODAY),
        ("21.11.2026", TODAY),
        ("3.4.2026", date(2026, 4, 3)),
        ("21/11/2026", TODAY),
        ("11/21/2026 1:05 PM", TODAY),
        ("4/4/2026", date(2026, 4, 4)),
        ("03/04/2026", "date_ambiguous"),
        ("3-4-2026", "date_ambiguous"),
        ("21 november 2026", TODAY),
        ("den 3:e april 2026", date(2026, 4, 3)),
        ("Nov 21, 2026", TODAY),
        ("November 21st 2026, 10:11", TODAY),
        ("46347", TODAY),
        ("46347.75", TODAY),
        ("46347,75", TODAY),
        ("1542406176584", date(2018, 11, 16)),
        ("1542406176", date(2018, 11, 16)),
        ("2026-11-22", "date_in_future"),
        ("2026-02-30", "date_unreadable"),
        ("26-11-21", "date_unreadable"),
        ("0026-11-21", "date_unreadable"),
        ("20261321", "date_unreadable"),
        ("99/99/2026", "date_unreadable"),
        ("i går", "date_unreadable"),
        ("=NOW()", "date_unreadable"),
        ("17", "date_unreadable"),
        ("9" * 400, "date_unreadable"),
        ("#REF!", "error_value"),
    ],
)
def test_the_day_of_receipt(cell, found):
    assert one("received", cell) == found


def test_today_is_no_future_and_tomorrow_is():
    assert one("received", TODAY.isoformat()) == TODAY
    assert one("received", (TODAY + timedelta(days=1)).isoformat()) == "date_in_future"


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("dana@exempel.se", "dana@exempel.se"),
        (" dana.d+skola@sub.exempel.se ", "dana.d+skola@sub.exempel.se"),
        ("dåna@öland.se", "dåna@öland.se"),
        ("", ""),
        ("dana", "email_wrong"),
        ("dana@exempel", "email_wrong"),
        ("dana@exempel.se, bo@exempel.se", "email_wrong"),
        ("Dana <dana@exempel.se>", "email_wrong"),
        ("a" * 250 + "@exempel.se", "email_wrong"),
    ],
)
def test_e_mail_addresses(cell, found):
    assert one("email", cell) == found


@pytest.mark.parametrize(
    ("cell", "found"),
    [("sv", "sv"), ("sv-SE", "sv"), ("en_GB", "en"), ("Svenska", "sv"), ("Arabic", "ar"), ("arabiska", "ar"),
     ("العربية", "ar"), ("suomi", "fi"), ("Soomaali", "so"), ("elviska", "unknown_language"),
     ("xx", "unknown_language")],
)  # fmt: skip
def test_languages_by_code_and_by_name(cell, found):
    assert one("language", cell) == found


@pytest.mark.parametrize(
    ("part", "cell", "found"),
    [
        ("channel", "Webb ", "web"),
        ("channel", "PAPPERSBLANKETT", "paper"),
        ("channel", "", None),
        ("channel", "brevduva", "unknown_channel"),
        ("category", "skola", "school"),
        ("category", "Trafik, gator", "traffic"),
        ("category", "Sjöfart", "unknown_category"),
        ("title", "r" * 200, "r" * 200),
        ("title", "r" * 201, "title_too_long"),
        ("reference", "r" * 101, "reference_too_long"),
    ],
)
def test_words_and_lengths(part, cell, found):
    assert one(part, cell) == found


def test_a_text_may_be_as_long_as_the_limit_and_no_longer():
    found = checked(table(["Text"], ("a" * 10,), ("a" * 11,)), Mapping("Text"), longest=10)
    assert [row.number for row in found.ready] == [2]
    assert found.problems[0] == Problem(3, "Text", "text_too_long", {"length": 11, "limit": 10})


def test_a_text_that_a_spreadsheet_would_run_stays_text_with_a_warning():
    held = table(["Text"], ('=cmd|" /C calc"!A0',), ("- Fler bänkar",), ("@dana har rätt",), ("+1",), ("Ljus",))
    found = checked(held, Mapping("Text"))
    assert found.ready[0].text == '=cmd|" /C calc"!A0'
    assert len(found.ready) == 5
    assert [problem.params["sign"] for problem in found.problems] == ["=", "-", "@", "+"]


def test_html_is_kept_as_it_was_written():
    assert one("title", "<script>alert(1)</script>") == "<script>alert(1)</script>"


def test_control_characters_are_taken_out():
    found = checked(table(["Text"], ("Lj\x00us\x0b och\tsand",)), Mapping("Text"))
    assert found.ready[0].text == "Ljus och\tsand"


@pytest.mark.parametrize("cell", ["fÃ¶r alla", "Skola f\ufffdr alla", "MÃ¥la"])
def test_letters_lost_on_the_way_are_pointed_out(cell):
    assert checked(table(["Text"], (cell,)), Mapping("Text")).problems[0].code == "characters_unreadable"


def test_the_same_text_twice_is_a_warning_and_both_are_ready():
    found = checked(table(["Text"], ("Fler bänkar!",), ("Ljus",), ("fler bänkar",)), Mapping("Text"))
    assert len(found.ready) == 3
    assert found.problems == (Problem(4, "Text", "same_text", {"first": 2}, blocks=False),)


def test_the_same_reference_twice_is_a_warning():
    found = checked(table(["Text", "Nr"], ("Sand", "1"), ("Ljus", "1")), Mapping("Text", reference="Nr"))
    assert found.problems == (Problem(3, "Nr", "same_reference", {"first": 2}, blocks=False),)


def test_rows_that_slipped_in_the_file_are_not_ready():
    found = checked(read_table(b"Nr;Text\n1;Ljus\n2;Sand;mer\n", "a.csv"), Mapping("Text"))
    assert [row.number for row in found.ready] == [2]
    assert found.refused == (3,)


def test_categories_of_the_file_are_left_out_when_the_activity_has_none():
    found = checked(table(["Text", "Tema"], ("Ljus", "Skola")), Mapping("Text", category="Tema"), categories={})
    assert found.ready[0].category is None
    assert [(problem.code, problem.blocks) for problem in found.problems] == [("categories_not_used", False)]


@pytest.mark.parametrize(
    ("mapping", "code"),
    [
        (Mapping(""), "text_column_missing"),
        (Mapping("Finns inte"), "text_column_missing"),
        (Mapping("Text", title="Finns inte"), "column_missing"),
        (Mapping("Text", title="Text"), "column_used_twice"),
    ],
)
def test_a_mapping_that_does_not_fit_is_refused(mapping, code):
    with pytest.raises(WrongInput) as refused:
        checked(table(["Text"], ("Ljus",)), mapping)
    assert refused.value.code == code


def test_the_same_file_gives_the_same_answer_and_is_not_changed():
    held = table(["Text", "Kanal"], ("Ljus", "webb"), ("Sand", "?"))
    assert checked(held, Mapping("Text", channel="Kanal")) == checked(held, Mapping("Text", channel="Kanal"))


@pytest.mark.parametrize(
    ("columns", "mapping"),
    [
        (
            "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body",
            Mapping("comment-body", received="timestamp", reference="comment-id"),
        ),
        ("participant_id,survey_text", Mapping("survey_text")),
        ("id,interview,comment", Mapping("comment", reference="id")),
        (
            "id,category/name/sv,title/sv,body/sv,published_at",
            Mapping("body/sv", title="title/sv", category="category/name/sv", received="published_at", reference="id"),
        ),
        (
            "Löpnummer,Rubrik,Synpunkt,Kategori,Kanal,Inkommet,Språk,E-post",
            Mapping("Synpunkt", "Rubrik", "Kategori", "Kanal", "Inkommet", "Språk", "Löpnummer", "E-post"),
        ),
        (
            "ID,Starttid,Slutförandetid,E-postadress,Din synpunkt (högst 500 tecken)",
            Mapping("Din synpunkt (högst 500 tecken)", received="Slutförandetid", reference="ID", email="E-postadress"),
        ),
        ("Tidstämpel,Vad tycker du?", Mapping("Vad tycker du?", received="Tidstämpel")),
        ("A,B,C", Mapping("")),
    ],
)  # fmt: skip
def test_columns_are_guessed_by_their_names(columns, mapping):
    assert suggest_mapping(columns.split(",")) == mapping


def test_the_column_of_the_longest_texts_is_guessed_when_no_name_tells():
    rows = (Line(2, ("ja", "Det är mörkt vid ån", "7")), Line(3, ("nej", "Sand", "8")))
    assert suggest_mapping(["A", "B", "C"], rows) == Mapping("B")


def test_every_code_that_comes_up_is_on_the_list():
    held = table(
        ["Text", "Kanal", "Datum"],
        ("=1", "?", "?"), ("Ljus", "webb", "1/2/2026"), ("Ljus", "", "2027-01-01"), ("ljus!", "", ""), ("ljus", "", ""),
    )  # fmt: skip
    found = checked(held, Mapping("Text", channel="Kanal", received="Datum"))
    assert len(found.problems) == 6
    for problem in found.problems:
        assert set(problem.params) == set(CODES[problem.code])
