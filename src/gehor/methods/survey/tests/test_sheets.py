"""Questions out to a file and in again."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gehor.ground.errors import WrongInput
from gehor.methods.survey import sheets
from gehor.process.asking import Kind, Question

from .examples import QUESTIONS, both

LANGUAGES = ("sv", "en")


def test_what_is_saved_as_json_comes_back_as_it_was() -> None:
    text = json.dumps(sheets.as_json(QUESTIONS, source="sv"))
    assert sheets.from_json(text, source="sv") == QUESTIONS


def test_what_is_saved_as_a_table_comes_back_as_it_was() -> None:
    rows = sheets.as_rows(QUESTIONS, LANGUAGES)
    assert [list(row) for row in rows] == [sheets.columns(LANGUAGES)] * len(rows)
    again = sheets.from_rows(rows, source="sv", languages=LANGUAGES)
    for question, before in zip(again, QUESTIONS, strict=True):
        assert (question.key, question.kind, question.label, question.options) == (
            before.key,
            before.kind,
            before.label,
            before.options,
        )
        assert (question.rows, question.least, question.most, question.when) == (
            before.rows,
            before.least,
            before.most,
            before.when,
        )


def test_a_table_written_by_hand_needs_no_keys() -> None:
    row = {"kind": "one", "label_sv": "Hur reser du?", "options_sv": "Går | Åker buss", "required": "ja"}
    (question,) = sheets.from_rows([row, {"kind": "", "label_sv": ""}], source="sv", languages=LANGUAGES)
    assert (question.key, [each.key for each in question.options]) == ("hur-reser-du", ["gar", "aker-buss"])
    assert question.required and question.may_decline


@pytest.mark.parametrize(
    ("names", "ends", "keys"),
    [
        ("Dåligt | Varken eller | Bra", ("", ""), ["1", "2", "3"]),
        ("Dåligt | Bra", ("", ""), ["1", "2"]),
        ("Dåligt | Bra", ("0", "10"), ["0", "10"]),
        ("Dåligt | Varken eller | Bra", ("-1", "1"), ["-1", "0", "1"]),
        ("", ("", ""), []),
    ],
)
def test_names_of_steps_written_by_hand_are_for_each_step_or_the_two_ends(
    names: str, ends: tuple[str, str], keys: list[str]
) -> None:
    row = {"label_sv": "Hur nöjd är du?", "options_sv": names, "least": ends[0], "most": ends[1]}
    scale, matrix = sheets.from_rows(
        [{**row, "kind": "scale"}, {**row, "kind": "matrix", "rows_sv": "Stigen | Ljuset", "label_sv": "Med vad?"}],
        source="sv",
        languages=LANGUAGES,
    )
    assert [each.key for each in scale.options] == [each.key for each in matrix.options] == keys


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ({"kind": "slider", "label_sv": "Hur?"}, "question_unknown_kind"),
        ({"kind": "one", "label_sv": "Hur?"}, "question_without_options"),
        ({"kind": "matrix", "label_sv": "Hur?"}, "question_without_options"),
        ({"kind": "scale", "label_sv": "Hur?", "most": "99"}, "question_unreadable"),
        ({"kind": "scale", "label_sv": "Hur?", "options_sv": "Nja|Ja|Jo", "most": "5"}, "question_steps_and_names"),
        ({"kind": "points", "label_sv": "Hur?", "options_sv": "a | b"}, "question_without_points"),
        ({"kind": "number", "label_sv": "Hur?", "least": "tre"}, "question_not_whole"),
        ({"kind": "one", "label_sv": "Hur?", "options_sv": "a | b", "options_en": "a"}, "question_languages_differ"),
        ({"kind": "date", "label_en": "When?"}, "question_without_words"),
        ({"kind": "date", "label_sv": "N" * 501}, "question_without_words"),
        ({"kind": "date", "label_sv": "När?", "when": "way", "among": "bus"}, "condition_not_before"),
        ({"kind": "several", "label_sv": "Vad?", "options_sv": "|".join(map(str, range(51)))}, "too_many_options"),
        ({"kind": "", "label_sv": ""}, "not_a_survey"),
    ],
)
def test_a_row_that_is_no_question_is_told_with_its_number(row: dict[str, str], code: str) -> None:
    with pytest.raises(WrongInput) as refusal:
        sheets.from_rows([row], source="sv", languages=LANGUAGES)
    assert refusal.value.code == code
    if code.startswith("question_"):
        assert refusal.value.params["row"] == 2


@settings(max_examples=15)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inside: (
            st.lists(inside)
            | st.dictionaries(
                st.sampled_from(["gehor_survey", "questions", "key", "kind", "label", "options", "when"]), inside
            )
        ),
    )
)
def test_no_json_whatever_falls_through(data: object) -> None:
    with pytest.raises(WrongInput):
        sheets.from_json(json.dumps(data), source="sv")


def test_signs_that_no_database_or_page_can_hold_are_left_out_of_a_file() -> None:
    row = {"key": "place", "kind": "one", "label": {"sv": " Var?\ud800\x00", "en": "\u202eWhere?"}}
    row["options"] = [{"key": key, "label": {"sv": f"{key}\x07", "en": key}} for key in ("a", "b")]
    for found in (
        sheets.from_json(json.dumps({"gehor_survey": 1, "questions": [row]}), source="sv"),
        sheets.from_rows(
            [{"kind": "one", "label_sv": " Var?\x00", "label_en": "\u202eWhere?", "options_sv": "a\x07 | b"}],
            source="sv",
            languages=["sv", "en"],
        ),
    ):
        assert found[0].label == {"sv": "Var?", "en": "Where?"}
        assert [option.label["sv"] for option in found[0].options] == ["a", "b"]


def test_two_questions_of_one_file_cannot_have_the_same_key() -> None:
    twice = [Question("a", Kind.DATE, both("När?", "When?"))] * 2
    with pytest.raises(WrongInput, match="question_stands_twice"):
        sheets.from_json(json.dumps(sheets.as_json(twice, source="sv")), source="sv")
