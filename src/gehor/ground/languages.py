"""Text that staff write: a language → text field with a marked source language."""

from collections.abc import Mapping

LocalText = dict[str, str]


def said(text: Mapping[str, str], source: str, language: str) -> tuple[str, str]:
    """The text to show and the language it is in: the reader's language, else the source, else whatever there is."""
    base = language.split("-")[0]
    for code in (language, base, source):
        if text.get(code, "").strip():
            return text[code], code
    for code in sorted(text):
        if text[code].strip():
            return text[code], code
    return "", language


def is_said(text: Mapping[str, str], source: str) -> bool:
    """Whether the source language has a text: translations alone do not count as written."""
    return bool(text.get(source, "").strip())
