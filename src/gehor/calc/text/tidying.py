"""Texts in one form, so that what is the same compares and counts as the same."""

import re
import unicodedata
from typing import Any

# Control characters, but for line feed and tab; half surrogates, which no database can store; what is no character,
# which XML may not hold; and overrides of direction, which show a text backwards.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202d\u202e\ud800-\udfff\ufeff\ufffe\uffff]")
_TURNS = re.compile(r"[\u202a-\u202c\u2066-\u2069]")  # from here on in another direction (UAX #9), and to here
_ENDS = "\u202c\u2069"
# What nobody sees: spaces of no width and of some, and fillers. Between letters they may belong there, as in emoji.
_UNSEEN = re.compile(
    r"[\s\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\uffa0]*"
)


def tidy(text: str) -> str:
    """The text in one form: plain line breaks, composed letters, nothing invisible that a page or a file trips over.

    >>> tidy("  Hej\\x00\\r\\npå\\uffff dig  "), tidy("\\u202e\\u200b \\u200b")
    ('Hej\\npå dig', '')
    """
    lines = re.sub(r"\r\n?|\x0b|\u2028|\u2029", "\n", text)
    words = unicodedata.normalize("NFC", _CONTROL.sub("", lines)).strip()
    return "" if _UNSEEN.fullmatch(words) else _ended(words)


def _ended(words: str) -> str:
    """Nothing turns what stands after the text: another direction that is begun is ended, or is not begun."""
    depth = 0
    for sign in _TURNS.findall(words):
        depth = max(0, depth - 1) if sign in _ENDS else depth + 1
    return _TURNS.sub("", words) if depth else words


def tidy_all(value: Any) -> Any:
    """What a file of JSON holds, with every text in it tidied, also those by which something is called.

    >>> tidy_all({"label": {"sv\\ud800": [" Hej\\x00 ", 1, None]}})
    {'label': {'sv': ['Hej', 1, None]}}
    """
    if isinstance(value, str):
        return tidy(value)
    if isinstance(value, dict):
        return {tidy(name): tidy_all(each) for name, each in value.items()}
    return [tidy_all(each) for each in value] if isinstance(value, list) else value


def tidy_line(text: str) -> str:
    """As tidy, on one line."""
    return " ".join(tidy(text).split())
