"""What may be received as a text, and when."""

import datetime as dt

import pytest

from gehor.ground.errors import WrongInput
from gehor.participation import rules
from gehor.participation.rules import State

BEGINS, ENDS = dt.date(2026, 3, 1), dt.date(2026, 4, 30)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\r\nb\rc\u2028d\u2029e", "a\nb\nc\nd\ne"),
        ("\ufeffa\x00\x08\x1f\x7f\x85b", "ab"),
        ("a\tb", "a\tb"),
        ("a\ud83db", "ab"),  # half of an emoji
        ("🌳", "🌳"),
        ("A\u030a", "Å"),  # A and a ring become one letter
        ("\u202bעברית\u202c", "\u202bעברית\u202c"),  # marks of direction belong to some languages
        ("\u202ekcab\u202c \u202bעברית", "kcab עברית"),  # but not those that turn what stands after the text
        ("\u202c\u202bעברית", "עברית"),
        ("  \n ", ""),
        ("\u200b\u2060 \u3164", ""),  # nobody would see it
        ("👩\u200d🌾", "👩\u200d🌾"),
    ],
)
def test_a_text_is_tidied(typed: str, kept: str) -> None:
    assert rules.tidy(typed) == kept
    assert rules.tidy(kept) == kept


def test_a_title_is_one_line() -> None:
    assert rules.title_of(" Mer\n  utemiljö\x00 ") == "Mer utemiljö"


@pytest.mark.parametrize("code", ["sv", "en", "fit", "zh-Hans", "pt-BR"])
def test_a_language_is_a_code(code: str) -> None:
    assert rules.language_of(code) == code


@pytest.mark.parametrize("code", ["", "s", "svenska", "SV", "sv_SE", "sv-", "../sv", "sv\n"])
def test_what_is_no_code_is_refused(code: str) -> None:
    with pytest.raises(WrongInput):
        rules.language_of(code)


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("Mer utemiljö", "Mer utemiljö"),
        ("Mer utemiljö på skolgården", "Mer utemiljö på…"),
        ("Mer utemiljö, nu genast", "Mer utemiljö…"),
        ("x" * 30, "x" * 15 + "…"),
    ],
)
def test_an_excerpt_ends_between_words(text: str, cut: str) -> None:
    assert rules.excerpt(text, longest=16) == cut


@pytest.mark.parametrize(
    ("is_opened", "is_closed", "today", "state"),
    [
        (True, False, BEGINS, State.OPEN),
        (True, False, ENDS, State.OPEN),
        (True, False, BEGINS - dt.timedelta(1), State.COMING),
        (True, False, ENDS + dt.timedelta(1), State.OVER),
        (False, False, BEGINS, State.COMING),
        (False, False, ENDS + dt.timedelta(1), State.OVER),
        (True, True, BEGINS, State.OVER),
    ],
)
def test_somebody_must_have_opened_it_and_the_day_must_have_come(
    is_opened: bool, is_closed: bool, today: dt.date, state: State
) -> None:
    found = rules.state(is_opened=is_opened, is_closed=is_closed, begins_on=BEGINS, ends_on=ENDS, today=today)
    assert found is state
