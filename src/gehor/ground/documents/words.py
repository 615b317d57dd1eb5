"""The few words that a document says by itself, in its own language."""

from django.utils import translation
from django.utils.translation import gettext as _


def page_of(language: str) -> str:
    """ "Page {page} of {pages}", to be filled in by whoever counts the pages."""
    with translation.override(language):
        return _("Page {page} of {pages}")
