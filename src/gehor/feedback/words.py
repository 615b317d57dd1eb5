"""Sentences that messages and sheets share."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gehor.analysis.texts import ASIDES
from gehor.ground.languages import LocalText, said

from .telling import Aside


def in_reading(text: LocalText, source: str) -> str:
    """The text in the language that is active, else in its own."""
    return said(text, source, get_language() or source)[0]


def in_one_line(text: LocalText, source: str) -> str:
    """As in_reading, for subjects and other places of one line."""
    return " ".join(in_reading(text, source).split())


def aside_text(aside: Aside, source: str) -> str:
    """Why a contribution carries no finding, a sentence to a line."""
    lines = [str(ASIDES[aside.reason][1])]
    if aside.referred_to:
        lines.append(_("Passed on to: %(receiver)s.") % {"receiver": aside.referred_to})
    if aside.duplicate_of:
        lines.append(_("It says the same as %(reference)s, which is answered.") % {"reference": aside.duplicate_of})
    lines.append(in_reading(aside.note, source))
    return "\n".join(line for line in lines if line)


def first_sentences(text: str, most: int) -> str:
    """The beginning of a text, up to the last whole sentence or line that has room.

    >>> first_sentences("Vi hörde er. Skolgården är för liten. Maten är kall.", 40)
    'Vi hörde er. Skolgården är för liten.'
    """
    if len(text) <= most:
        return text
    ends = [at + 1 for at, sign in enumerate(text[:most]) if sign in ".!?" and text[at + 1 : at + 2].isspace()]
    ends += [at for at, sign in enumerate(text[:most]) if sign == "\n"]
    return text[: max(ends)].strip() if ends else shortened(text, most)


def shortened(text: str, most: int) -> str:
    """
    >>> shortened("Skolgården är för liten", 15)
    'Skolgården är …'
    """
    return text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0] + " …"
