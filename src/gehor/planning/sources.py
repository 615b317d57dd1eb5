"""Where the facts of methods, process templates and handbook come from: catalogue/sources.toml, read once."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from gehor.ground.languages import LocalText

FILE = Path(__file__).parent / "catalogue" / "sources.toml"
OWN = "own"  # no source: it is said that the text is our own


@dataclass(frozen=True)
class Source:
    """One source. name: who says it and on what; address: empty where it cannot be read on the web."""

    key: str
    name: LocalText
    address: str


@cache
def sources() -> dict[str, Source]:
    """All of them by key."""
    with FILE.open("rb") as file:
        told = tomllib.load(file)
    return {
        key: Source(key, {"sv": each["sv"], "en": each["en"]}, each.get("address", "")) for key, each in told.items()
    }


def named(keys: Iterable[str]) -> list[Source]:
    """The sources with those keys, in that order."""
    return [sources()[key] for key in keys]
