"""What the lead settles about a meeting."""

import json

import pytest

from gehor.methods.meeting.forms import SetupForm
from gehor.methods.meeting.method import METHOD

GOOD = {
    "date": "2026-03-10",
    "starts": "18:00",
    "ends": "20:30",
    "place_sv": "Matsalen, Norrgärdeskolan",
    "how_to_come_sv": "Buss 3",
    "tables": "6",
    "questions_sv": "Vad är bra?\n\n Vad saknas? ",
}


def test_a_setup_is_kept_as_plain_data() -> None:
    form = SetupForm(GOOD, source="sv")
    assert form.is_valid(), form.errors
    assert json.loads(json.dumps(form.cleaned_data)) == {
        "date": "2026-03-10",
        "starts": "18:00",
        "ends": "20:30",
        "place": {"sv": "Matsalen, Norrgärdeskolan"},
        "how_to_come": {"sv": "Buss 3"},
        "agenda": {},
        "registers": False,
        "capacity": None,
        "registers_until": "",
        "tables": 6,
        "questions": {"sv": "Vad är bra?\nVad saknas?"},
    }


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"date": "i morgon"}, "date"),
        ({"ends": "17:00"}, "ends"),
        ({"starts": "kl sex"}, "starts"),
        ({"place_sv": ""}, "place"),
        ({"tables": "0"}, "tables"),
        ({"tables": "61"}, "tables"),
        ({"questions_sv": "a\nb", "questions_en": "a"}, "questions"),
        ({"questions_sv": "\n".join("abcdefghijk")}, "questions"),
    ],
)
def test_nonsense_is_said_at_its_field(fields: dict[str, str], wrong: str) -> None:
    form = SetupForm({**GOOD, **fields}, source="sv")
    assert set(form.errors) == {wrong}


def test_a_row_of_the_result_is_called_by_its_question_or_its_table() -> None:
    setup = {"questions": {"sv": "Vad är bra?"}}
    assert METHOD.result_label(setup, "round-1", "sv") == "Vad är bra?"
    assert METHOD.result_label({}, "table-3", "en") == "Table 3"
    assert METHOD.result_label({}, "", "en") == "Not at any table"
