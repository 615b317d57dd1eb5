"""Which words differ: by hand and by property."""

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gehor.calc.text.diff import WORDS_MOST, Change, difference

TEXTS = st.lists(st.sampled_from(["alla", "barn", "ska", "få", "plats", ",", ".", "\n", "(2026)"]), max_size=12).map(
    " ".join
)


def marked(before: str, after: str) -> str:
    signs = {Change.SAME: "{}", Change.GONE: "[-{}-]", Change.NEW: "[+{}+]"}
    return "".join(signs[piece.change].format(piece.text) for piece in difference(before, after))


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("", "", ""),
        ("Alla ska få plats.", "Alla ska få plats.", "Alla ska få plats."),
        ("", "Nytt.", "[+Nytt.+]"),
        ("Gammalt.", "", "[-Gammalt.-]"),
        ("Staden ska ha 30 bänkar.", "Staden ska ha 40 bänkar.", "Staden ska ha[- 30-][+ 40+] bänkar."),
        ("Träd sparas, om det går.", "Träd sparas.", "Träd sparas[-, om det går-]."),
        ("Parken hålls\nren och ljus.", "Parken hålls ren och ljus.", "Parken hålls ren och ljus."),
        ("Om hunden skäller", "Vi bygger en ny bro i maj", "[-Om hunden skäller-][+Vi bygger en ny bro i maj+]"),
    ],
)
def test_a_difference_is_told_in_words(before: str, after: str, shown: str) -> None:
    assert marked(before, after) == shown


@settings(max_examples=50, deadline=None)
@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_out_of_their_difference(before: str, after: str) -> None:
    pieces = difference(before, after)
    assert "".join(piece.text for piece in pieces if piece.change is not Change.GONE) == after.strip()
    kept = "".join(piece.text for piece in pieces if piece.change is not Change.NEW)
    assert "".join(kept.split()) == "".join(before.split())
    assert all(one.change is not other.change for one, other in pairwise(pieces))
    assert all(piece.text for piece in pieces)
    assert pieces == difference(before, after)


def test_of_a_very_long_text_what_differs_in_the_middle_is_told() -> None:
    words = ["ord"] * WORDS_MOST
    before, after = " ".join([*words, "före", "slut"]), " ".join([*words, "efter", "efter", "slut"])
    assert [(piece.change.value, piece.text) for piece in difference(before, after)][1:] == [
        ("gone", " före"),
        ("new", " efter efter"),
        ("same", " slut"),
    ]


def test_a_text_that_repeats_itself_is_compared_in_no_time() -> None:
    """Ten thousand signs that a resident can send: word by word this took a minute of a processor."""
    before = "gatan 1 " * 1250
    began = time.process_time()
    assert [piece.change for piece in difference(before, before[::-1])] == [Change.GONE, Change.NEW]
    assert time.process_time() - began < 1
