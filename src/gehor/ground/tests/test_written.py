import pytest

from gehor.ground import written
from gehor.ground.errors import WrongInput


def refused(function, *args, **kwargs):
    with pytest.raises(WrongInput) as refusal:
        function(*args, field="reason", **kwargs)
    assert refusal.value.params["field"] == "reason"
    return refusal.value


def test_a_line_is_stripped_and_has_no_line_breaks():
    assert written.line("  BUN\r\n2026/17 ", field="case_number") == "BUN 2026/17"


def test_what_nobody_sees_is_not_kept():
    assert written.text("\u202eett\x0btvå\x07", field="reason") == "ett\ntvå"
    assert refused(written.line, "\u200b").code == "text_missing"


def test_a_text_keeps_its_paragraphs():
    assert written.text("ett\r\n\r\ntvå\r", field="reason") == "ett\n\ntvå"


def test_what_is_missing_too_long_or_not_storable_is_refused_with_its_field():
    assert refused(written.line, "  ").code == "text_missing"
    assert refused(written.line, "å" * 201).params == {"field": "reason", "longest": 200, "length": 201}
    assert refused(written.text, "å" * 10_000_000).code == "text_too_long"
    assert refused(written.text, "a\x00b").code == "null_character"


def test_what_may_be_left_out_may_be_empty():
    assert written.line("", field="reason", required=False) == ""
    assert written.local({"sv": " "}, "sv", field="reason", required=False) == {}


def test_a_text_in_several_languages_keeps_those_that_are_written():
    assert written.local({"sv": " Ja ", "en": ""}, "sv", field="reason") == {"sv": "Ja"}


def test_a_text_in_several_languages_names_the_language_that_is_wrong():
    assert refused(written.local, {}, "sv").code == "text_missing"
    assert refused(written.local, {"en": "Yes"}, "sv").code == "source_first"
    assert refused(written.local, {"sv": "Ja", "en": "x" * 5001}, "sv").params["language"] == "en"
