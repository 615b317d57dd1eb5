"""Where a quotation stands, and where it stands when the wording is masked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gehor.analysis.voices.rules import followed, place, references_in

WORDS = st.lists(st.text("abcåäö", min_size=1, max_size=5), min_size=1, max_size=12)


@given(WORDS, st.data())
def test_any_unbroken_part_is_found_whatever_the_line_breaks(words, data):
    text = "\n".join(words)
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    begins, ends = place("  ".join(words[first : last + 1]), text)
    assert text[begins:ends].split() == words[first : last + 1]


@given(WORDS, WORDS, st.data())
def test_what_follows_is_always_a_part_of_what_is_shown_now(was, now, data):
    was, now = " ".join(was), " ".join(now)
    begins = data.draw(st.integers(0, len(was) - 1))
    at = followed(was, (begins, data.draw(st.integers(begins + 1, len(was)))), now)
    assert at is None or 0 <= at[0] < at[1] <= len(now)


@pytest.mark.parametrize(
    ("quoted", "was", "now", "then"),
    [
        ("skrek åt oss", "Anna skrek åt oss i går.", "[namn] skrek åt oss i går.", "skrek åt oss"),
        ("Anna skrek åt oss", "Hej! Anna skrek åt oss.", "Hej! [namn] skrek åt oss.", "[namn] skrek åt oss"),
        ("maten hos Anna Berg", "Jag gillar maten hos Anna Berg.", "Jag gillar maten hos [namn]", "maten hos [namn]"),
        ("Ring 070 1", "Ring 070 1 nu", "[nummer] nu", None),
        ("Maten är kall", "Maten är kall", "Borttaget", None),
    ],
)
def test_a_quotation_follows_when_its_text_is_masked_and_vanishes_when_little_is_left(quoted, was, now, then):
    begins = was.index(quoted)
    at = followed(was, (begins, begins + len(quoted)), now)
    assert (now[at[0] : at[1]] if at else None) == then


def test_words_that_were_changed_are_no_quotation():
    assert place("Maten är varm", "Maten är kall") is None
    assert place(" ”” ", "Maten är kall") is None


def test_references_are_read_however_they_are_listed():
    assert references_in("K7M4TQ,9qxra2\n K7M4TQ") == ["K7M4TQ", "9QXRA2"]
