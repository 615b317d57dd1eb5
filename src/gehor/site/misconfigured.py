"""What is wrong with the settings, in the language of the terminal. Django translates only once it has settings."""

import gettext
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from gehor.ground import terminal

FOLDER = Path(__file__).with_name("locale")


def gettext_noop(message: str) -> str:
    """Marks a sentence for the catalogue of this folder."""
    return message


class Misconfigured(ImproperlyConfigured):
    def __init__(self, sentence: str, **params: object) -> None:
        spoken = gettext.translation("django", FOLDER, [terminal.language()], fallback=True)
        super().__init__(spoken.gettext(sentence).format(**params))
