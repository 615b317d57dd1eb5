"""Sentences that messages and sheets share."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gehor.analysis.texts import ASIDES
from gehor.ground.languages import LocalText, said

from .queries import Aside


def in_reading(text: LocalText, source: str) -> str:
    """The text in the language that is active, else in its own."""
    return said(text, source, get_language() or source)[0]


def aside_text(aside: Aside, source: str) -> str:
    """Why a contribution carries no finding, a sentence to a line."""
    lines = [str(ASIDES[aside.reason][1])]
    if aside.referred_to:
        lines.append(_("Passed on to: %(receiver)s.") % {"receiver": aside.referred_to})
    if aside.duplicate_of:
        lines.append(_("It says the same as %(reference)s, which is answered.") % {"reference": aside.duplicate_of})
    lines.append(in_reading(aside.note, source))
    return "\n".join(line for line in lines if line)
