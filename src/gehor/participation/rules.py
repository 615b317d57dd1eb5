"""What may be received as a text, and when, in plain Python: tidied, within limits, or refused with a code."""

import datetime as dt
import re
from enum import StrEnum

from gehor.calc.text.tidying import tidy, tidy_line
from gehor.ground import written
from gehor.ground.errors import WrongInput
from gehor.process.words import Channel

TEXT_MOST = 10_000  # characters
TITLE_MOST = 200
NOTE_MOST = 300
CLOSING_MOST = 500  # why something was closed early
FILE_NAME_MOST = 200
MANY_ROWS = 5000  # of a file: from here on the worker brings it in; fewer are in within a second or two

# From here on the worker looks at a file, unfolded: it may take more than a second
MANY_BYTES = 700_000
MANY_LINES = 10_000

# Among the values of a contribution: somebody looks at it by itself before it is shown
LOOK_FIRST = "look_first"

# What people write for a channel beside our own words for it.
SYNONYMS = {
    Channel.WEB: ("webb", "webben", "webbformulär", "e-tjänst", "internet", "nätet", "hemsidan", "website", "online"),
    Channel.PAPER: (
        "papper",
        "paper form",
        "blankett",
        "pappersblankett",
        "brev",
        "vykort",
        "post",
        "letter",
        "postcard",
        "form",
    ),
    Channel.MEETING: ("möte", "träff", "dialogmöte", "medborgarmöte", "workshop", "fokusgrupp", "focus group"),
    Channel.PHONE: ("telefon", "telefonsamtal", "samtal", "telephone", "call"),
    Channel.OUTREACH: ("uppsökande", "på plats", "gatan", "på stan", "torget", "besök", "street", "on the spot"),
    Channel.IMPORT: ("fil", "importerad", "importerad fil", "imported file", "file"),
}

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,6})?")


def text_of(typed: str, *, longest: int = TEXT_MOST) -> str:
    """The text as it may be stored. Raises WrongInput text_missing or text_too_long."""
    return written.fitting(tidy(typed), field="text", required=True, longest=longest)


def title_of(typed: str) -> str:
    """The title on one line, perhaps empty. Raises WrongInput text_too_long."""
    return written.fitting(tidy_line(typed), field="title", required=False, longest=TITLE_MOST)


def note_of(typed: str) -> str:
    """The sentence that says what was changed. Raises WrongInput text_too_long."""
    return written.fitting(tidy_line(typed), field="note", required=False, longest=NOTE_MOST)


def language_of(code: str) -> str:
    """A language code such as sv or zh-Hans. Raises WrongInput unknown_language."""
    if not _LANGUAGE.fullmatch(code):
        raise WrongInput("unknown_language", word=code[:20])
    return code


def excerpt(text: str, *, longest: int) -> str:
    """The text, or as many whole words of it as fit, and an ellipsis.

    >>> excerpt("Mer utemiljö på skolgården", longest=16)
    'Mer utemiljö på…'
    """
    if len(text) <= longest:
        return text
    cut = text[:longest]
    return (cut[: cut.rfind(" ")] if " " in cut[longest // 2 :] else cut[:-1]).rstrip(" .,;:–-") + "…"


class State(StrEnum):
    """Whether one activity lets contributions in on the web today."""

    COMING = "coming"
    OPEN = "open"
    OVER = "over"


def state(*, is_opened: bool, is_closed: bool, begins_on: dt.date, ends_on: dt.date, today: dt.date) -> State:
    """Both must hold: somebody has opened it and not closed it, and today lies within its days."""
    if is_closed or today > ends_on:
        return State.OVER
    return State.OPEN if is_opened and today >= begins_on else State.COMING
