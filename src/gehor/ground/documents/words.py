"""The few words that a document says by itself, in its own language."""

from datetime import date

from babel import Locale
from babel.dates import format_date
from django.utils import translation
from django.utils.translation import gettext as _


def page_of(language: str) -> str:
    """ "Page {page} of {pages}", to be filled in by whoever counts the pages."""
    with translation.override(language):
        return _("Page {page} of {pages}")


def unprintable(language: str) -> str:
    """What stands at the end of a PDF with signs that none of our typefaces has."""
    with translation.override(language):
        return _("� stands for a sign that cannot be printed. It can be read on the page that this file belongs to.")


def long_date(day: date, language: str) -> str:
    """The day as that language writes it; in English as on every page, with the day before the month.

    >>> long_date(date(2026, 11, 23), "en"), long_date(date(2026, 11, 23), "sv")
    ('23 November 2026', '23 november 2026')
    """
    return format_date(day, "long", locale=Locale.parse("en-GB" if language == "en" else language, sep="-"))
