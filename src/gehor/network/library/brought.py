"""An article as it comes from elsewhere, before anything of it is stored: see docs/library-format.md."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .kinds import Kind
from .models import Licence


@dataclass(frozen=True)
class Brought:
    """One article of another library, or of the catalogue. url: by which it is known again; it never changes."""

    url: str
    kind: Kind | None  # None: of no kind that we know
    language: str
    content: Mapping[str, Any]
    facets: Mapping[str, Sequence[str]] = field(default_factory=dict)
    related: Sequence[str] = ()
    told: Mapping[str, Any] = field(default_factory=dict)
    measured: Mapping[str, Any] | None = None
    author: str = ""
    licence: str = Licence.CC_BY
    files: Sequence[Any] = ()  # of each: url, sha256, name, description; fetched afterwards, each by itself
    same_as: str = ""  # what it is known by in the catalogue that every installation has
    published_at: dt.datetime | None = None
    withdrawn: str | None = None  # why; None: it is not
    is_in_part: bool = False  # a table cannot hold files, findings and channels: what is known of them stays

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn is not None


@dataclass
class Report:
    """What became of each, by its address."""

    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    withdrawn: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    left: list[tuple[str, str]] = field(default_factory=list)  # address, code of why it was left as it is
    refused: list[tuple[str, str, Mapping[str, Any]]] = field(default_factory=list)  # address, code, parameters
