"""Which of a person's ballots counts, and what a file says of each, in plain Python.

docs/decisions/which-ballot-counts.md gives the reasons.
"""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid5

from gehor.ground.errors import WrongInput
from gehor.process.words import Channel, Proof

ITEM_MOST = 40
CHOICE = "choice"  # the one value that stands in a column of its own: statements and approvals are counted by it
CHOICES = range(-32768, 32768)

_HOLDERS = UUID("6ecd3d4c-9d0f-4d5b-8f5e-0c7a2f1b6a35")  # drawn once; what is made under it is ours alone
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


def holder_mark(activity: int, held: Held) -> UUID:
    """The pseudonym of whoever gets a receipt in an activity: the same whether they write or vote first.

    >>> dana = Held(Proof.DEVICE, "d" * 64)
    >>> holder_mark(1, dana) == holder_mark(1, dana), holder_mark(1, dana) == holder_mark(2, dana)
    (True, False)
    """
    return uuid5(_HOLDERS, f"{activity}:{held.pseudonym}")


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


LISTS = "list:"  # what the pseudonyms begin with of those who stand on a list
LIST_MOST = 20  # characters by which a list of supporters is told from others
ROW_MOST, ROWS_MOST = 9999, 500  # of a list; of one typing

_ROWS = re.compile(r"([0-9]+)(?:\s*[-–—]\s*([0-9]+))?")


def rows_of(typed: str) -> tuple[int, ...]:
    """The rows of a list as people write them, each once. Raises WrongInput.

    >>> rows_of("1-3, 7 5")
    (1, 2, 3, 5, 7)
    """
    found: set[int] = set()
    for part in re.sub(r"\s*[-–—]\s*", "-", typed).replace(",", " ").replace(";", " ").split():
        read = _ROWS.fullmatch(part)
        first, last = (int(read[1]), int(read[2] or read[1])) if read and len(part) <= 10 else (0, 0)
        if not 1 <= first <= last <= ROW_MOST:
            raise WrongInput("rows_unreadable", field="rows", word=part[:20])
        found |= set(range(first, last + 1))
    if not found:
        raise WrongInput("rows_unreadable", field="rows", word=typed.strip()[:20])
    if len(found) > ROWS_MOST:
        raise WrongInput("too_many_rows_at_once", field="rows", count=len(found), most=ROWS_MOST)
    return tuple(sorted(found))


def in_rows(numbers: Iterable[int]) -> str:
    """The inverse, for people: 1–3, 5, 7.

    >>> in_rows([1, 2, 3, 5, 7])
    '1–3, 5, 7'
    """
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in runs)


def list_of(typed: str) -> str:
    """What a list is called, in one way however it is typed: capitals, letters and digits. Raises WrongInput.

    >>> list_of("torget  1")
    'TORGET1'
    """
    name = re.sub(r"[^0-9A-ZÅÄÖ]", "", typed.upper())
    if not 0 < len(name) <= LIST_MOST:
        raise WrongInput("list_unreadable", field="listed", word=typed.strip()[:30])
    return name


def list_mark(about: str, listed: str) -> str:
    """What the pseudonyms of a list's rows begin with: a row that is typed twice is still one person's."""
    return f"{LISTS}{about}:{listed}:"


def row_of(pseudonym: str) -> tuple[str, str, int]:
    """The inverse, of one row: what it is about, the list, the row.

    >>> row_of(list_mark("QX7K2M", "K7Q2") + "12")
    ('QX7K2M', 'K7Q2', 12)
    """
    about, listed, row = pseudonym.removeprefix(LISTS).split(":")
    return about, listed, int(row)


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
