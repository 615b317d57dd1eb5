"""In which language the command line itself speaks: its help, and what it says of words that it does not understand.

argparse asks gettext for its sentences, each when it says it. So do we, by `_` of the standard library: help is asked
for while the commands are described, which `spoken` surrounds. All of it stands in the catalogue of this folder.
"""

import argparse
import gettext
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from gettext import gettext as _
from pathlib import Path

from gehor.ground import terminal

LANGUAGES = ("sv", "en")
FOLDER, DOMAIN = Path(__file__).with_name("locale"), "django"
OPTION = "--language"


def gettext_noop(message: str) -> str:
    """Marks a sentence for the catalogue that is said later, in the language of that moment.

    Django's needs settings, and at this door nobody knows them yet.
    """
    return message


OF_ARGPARSE = (
    gettext_noop("usage: "),
    gettext_noop("options"),
    gettext_noop("positional arguments"),
    gettext_noop("show this help message and exit"),
    gettext_noop("%(prog)s: error: %(message)s\n"),
    gettext_noop("argument %(argument_name)s: %(message)s"),
    gettext_noop("unrecognized arguments: %s"),
    gettext_noop("the following arguments are required: %s"),
    gettext_noop("not allowed with argument %s"),
    gettext_noop("ambiguous option: %(option)s could match %(matches)s"),
    gettext_noop("ignored explicit argument %r"),
    gettext_noop("expected one argument"),
    gettext_noop("expected at least one argument"),
    gettext_noop("invalid choice: %(value)r (choose from %(choices)s)"),
    gettext_noop("invalid %(type)s value: %(value)r"),
)


def asked_for(arguments: Sequence[str]) -> str:
    """The language among these arguments, which are not understood yet; else that of the terminal."""
    told = terminal.language()
    for at, word in enumerate(arguments):
        name, _equals, value = word.partition("=")
        value = value or next(iter(arguments[at + 1 :]), "")
        if name == OPTION and value in LANGUAGES:
            told = value
    return told


@contextmanager
def spoken(language: str) -> Iterator[None]:
    """Within it, gettext of the standard library gives sentences of this folder in this language."""
    domain, before = gettext.textdomain(), os.environ.get("LANGUAGE")
    gettext.bindtextdomain(DOMAIN, str(FOLDER))
    gettext.textdomain(DOMAIN)
    os.environ["LANGUAGE"] = language  # the way in which gettext is told
    try:
        yield
    finally:
        gettext.textdomain(domain)
        os.environ.pop("LANGUAGE")
        if before is not None:
            os.environ["LANGUAGE"] = before


def whole(least: int = 0, most: int | None = None) -> Callable[[str], int]:
    """For `type`: a whole number from `least` on."""

    def read(text: str) -> int:
        if not (text.isascii() and text.removeprefix("-").isdecimal()) or int(text) < least:
            raise argparse.ArgumentTypeError(
                _("“{text}” is no whole number from {least} on").format(text=text, least=least)
            )
        if most is not None and int(text) > most:
            raise argparse.ArgumentTypeError(_("{text} is too much: {most} is the most").format(text=text, most=most))
        return int(text)

    return read


def pair(text: str) -> tuple[str, str]:
    """For `type`: FIELD=COLUMN."""
    field, equals, column = text.partition("=")
    if not (field and equals and column):
        raise argparse.ArgumentTypeError(_("“{text}” is not written FIELD=COLUMN").format(text=text))
    return field, column


def above_nothing(text: str) -> float:
    """For `type`: a number that is not negative and has an end."""
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        number = -1.0
    if not 0 <= number < float("inf"):
        raise argparse.ArgumentTypeError(_("“{text}” is no number from 0 on").format(text=text))
    return number
