"""Other formats in and out: a file of somebody else's programme becomes contributions and ballots, and the other way.

A method says its formats in `Method.exchanges`; texts.py beside it says what each is called (EXCHANGES: key → words).
`read` and `write` are pure: files in, values out. What is read passes the same checks as what comes on the web, so a
reader need only understand its format. What a method has written it reads back to the same outcome.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .words import Channel

Setup = Mapping[str, Any]
Values = Mapping[str, Any]
Files = Mapping[str, bytes]  # name → content, one or several: several travel as one zip file


@dataclass(frozen=True)
class Problem:
    """Something to look at. `blocks`: the row is not ready. `row` as seen in the file, `column` by its name there."""

    row: int | None
    column: str | None
    code: str  # said in words by REFUSALS in texts.py
    params: Mapping[str, Any] = field(default_factory=dict)
    blocks: bool = True


@dataclass(frozen=True)
class Text:
    """One contribution as a file carries it.

    row: where it stands in the file. reference: the file's own mark for it, so that votes can be about it; one that is
    written has its public reference. person: the file's own mark for who said it, and none in what is written.
    shown: False where the file says that it is not to be shown; only what is shown is written.
    """

    text: str
    title: str = ""
    row: int = 0
    reference: str = ""
    person: str = ""
    values: Values = field(default_factory=dict)
    channel: Channel | None = None
    received: dt.date | None = None
    language: str = ""
    shown: bool = True


@dataclass(frozen=True)
class Vote:
    """One ballot as a file carries it.

    item: what it is about: the reference of a Text in the same file, or what the method calls it. person: rows with the
    same mark are one person's; in what is written a number without meaning, and no day.
    """

    values: Values
    item: str = ""
    person: str = ""
    row: int = 0
    channel: Channel | None = None
    received: dt.date | None = None
    language: str = ""


@dataclass(frozen=True)
class Brought:
    """What a file says. skipped: numbers of rows with nothing in them that could be brought in."""

    texts: tuple[Text, ...] = ()
    votes: tuple[Vote, ...] = ()
    problems: tuple[Problem, ...] = ()
    skipped: tuple[int, ...] = ()


@dataclass(frozen=True)
class Told:
    """All that an activity has been told and that may be written to a file."""

    texts: tuple[Text, ...] = ()
    votes: tuple[Vote, ...] = ()


@dataclass(frozen=True)
class Exchange:
    """One format. endings: what files of it are called, such as (".zip", ".csv"): only for those who choose a file.

    read: (set-up, files) → what they say; raises WrongInput(code) where it is not such a file at all.
    write: (set-up, what was told) → one file, or several that travel as one zip. None: not in that direction.
    knows: whether files look like this format and no other, by what stands in them, so that it can be said where they
    belong if somebody brings them elsewhere.
    """

    key: str
    endings: tuple[str, ...]
    read: Callable[[Setup, Files], Brought] | None = None
    write: Callable[[Setup, Told], Files] | None = None
    knows: Callable[[Files], bool] = lambda files: False
