"""Which of a person's ballots counts, and what a file says of each, in plain Python.

docs/decisions/which-ballot-counts.md gives the reasons.
"""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from gehor.process.words import Channel, Proof

ITEM_MOST = 40
CHOICE = "choice"  # the one value that stands in a column of its own: statements and approvals are counted by it
CHOICES = range(-32768, 32768)

_ITEM = re.compile(r"[A-Za-z0-9._-]*")


class Mistyped(StrEnum):
    """Why what was typed in from a sheet is not what stands on it."""

    MISREAD = "misread"
    SLIPPED = "slipped"  # the next field, or the next answer
    LEFT_OUT = "left_out"


@dataclass(frozen=True)
class Held:
    """Who somebody has shown to be: how surely, and a pseudonym that is the same each time in the same dialogue."""

    proof: Proof
    pseudonym: str


@dataclass(frozen=True)
class Filled:
    """One ballot of a file.

    person: the file's own mark. Rows with the same mark come from one person, a row without one from somebody new.
    received: the day, if the file says it
    """

    number: int  # the row in the file
    values: Mapping[str, Any]
    item: str = ""
    person: str = ""
    channel: Channel = Channel.IMPORT
    received: dt.date | None = None
    language: str = ""


def beats(new: dt.datetime, current: dt.datetime, *, final: bool) -> bool:
    """Whether a ballot that is stored now counts instead of the one that counts so far.

    new, current: when each was received. final: the one received first counts, else the one received last. Of two that
    were received at the same moment the one stored first counts as received first.
    """
    return new < current if final else new >= current


def is_an_item(item: str) -> bool:
    """Whether it may stand for what a ballot is about: "" for all of it, or a key such as a reference."""
    return len(item) <= ITEM_MOST and _ITEM.fullmatch(item) is not None


def taken_apart(values: Mapping[str, Any]) -> tuple[int | None, dict[str, Any]]:
    """What stands in the column, and what stands beside it."""
    choice = values.get(CHOICE)
    if isinstance(choice, bool) or not isinstance(choice, int) or choice not in CHOICES:
        return None, dict(values)
    return choice, {key: value for key, value in values.items() if key != CHOICE}


def put_together(choice: int | None, values: Mapping[str, Any]) -> dict[str, Any]:
    """The exact inverse of taken_apart.

    >>> put_together(*taken_apart({"choice": 1, "why": ["far"]}))
    {'choice': 1, 'why': ['far']}
    """
    return dict(values) if choice is None else {CHOICE: choice, **values}


def has_floats(value: Any) -> bool:
    """Floats add up to different sums in different orders: nothing that is counted may be one."""
    if isinstance(value, Mapping):
        return any(map(has_floats, value.values()))
    if isinstance(value, list | tuple):
        return any(map(has_floats, value))
    return isinstance(value, float)
