"""Texts in one form, so that what is the same compares and counts as the same."""

import re
import unicodedata

# Control characters, but for line feed and tab; half surrogates, which no database can store.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff]")


def tidy(text: str) -> str:
    """The text in one form: plain line breaks, composed letters, nothing invisible that a page or a file trips over.

    >>> tidy("  Hej\\x00\\r\\npå dig  ")
    'Hej\\npå dig'
    """
    lines = re.sub(r"\r\n?|\u2028|\u2029", "\n", text)
    return unicodedata.normalize("NFC", _CONTROL.sub("", lines)).strip()


def tidy_line(text: str) -> str:
    """As tidy, on one line."""
    return " ".join(tidy(text).split())
