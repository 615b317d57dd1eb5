"""What somebody wrote, as it may be stored: stripped, within its length, without characters that no database keeps.

Actions ask here, so that a text from a form, a file or a program meets the same limits. `field` says which one it was.
"""

from collections.abc import Mapping

from gehor.calc.text.tidying import tidy

from .errors import WrongInput
from .languages import LocalText

LINE = 200
TEXT = 5000


def line(text: str, *, field: str, required: bool = True, longest: int = LINE) -> str:
    """One line. Raises WrongInput: text_missing, text_too_long or null_character."""
    return fitting(_tidy(text).replace("\n", " "), field=field, required=required, longest=longest)


def section(text: str, *, required: bool = True) -> str:
    """The number of a paragraph in minutes, without the sign that pages put before it. Raises as `line`.

    >>> section("§ 12"), section("12 b")
    ('12', '12 b')
    """
    return line(text.strip().lstrip("§"), field="section", required=required, longest=20)


def text(text: str, *, field: str, required: bool = True, longest: int = TEXT) -> str:
    """Several lines, with line ends as \\n. Raises as `line`."""
    return fitting(_tidy(text), field=field, required=required, longest=longest)


def local(
    texts: Mapping[str, str], source: str, *, field: str, required: bool = True, longest: int = TEXT, lines: bool = True
) -> LocalText:
    """A text in one or more languages: only those that are written, and always the source language.

    lines: whether it may have several. Raises as `line`, and source_first; each with the `language` in question.
    """
    one = text if lines else line
    kept = {}
    for language, words in texts.items():
        try:
            kept[language] = one(words, field=field, required=False, longest=longest)
        except WrongInput as refusal:
            raise WrongInput(refusal.code, **{**refusal.params, "language": language}) from None
    kept = {language: words for language, words in kept.items() if words}
    if required and not kept:
        raise WrongInput("text_missing", field=field, language=source)
    if kept and source not in kept:
        raise WrongInput("source_first", field=field, language=source)
    return kept


def _tidy(words: str) -> str:
    """Tidied; but a text with a NUL was no text, and is refused."""
    return words if "\x00" in words else tidy(words)


def fitting(words: str, *, field: str, required: bool, longest: int) -> str:
    """What is tidied already. Raises as `line`."""
    if required and not words:
        raise WrongInput("text_missing", field=field)
    if "\x00" in words:
        raise WrongInput("null_character", field=field)
    if len(words) > longest:
        raise WrongInput("text_too_long", field=field, longest=longest, length=len(words))
    return words
