"""What a result says in words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from gehor.process.method import Said

from .counting import explained
from .rules import options
from .texts import HOW


@dataclass(frozen=True)
class Shown:
    """first, shared: as people call them. beats_all: whether the same one also beats every other, two at a time."""

    how: str
    first: list[Any]
    shared: list[tuple[int, list[Any]]]
    beats_all: Any
    agrees: bool


def result(setup: Mapping[str, Any], said: Said, speaker: Callable[[Any], Any]) -> Shown:
    found = explained(setup, said)
    count = len(options(setup))
    return Shown(
        str(HOW[found.way]).format(n=count, first=count - 1),
        list(map(speaker, found.first)),
        [(place, list(map(speaker, labels))) for place, labels in found.shared],
        speaker(found.beats_all) if found.beats_all else "",
        found.first == (found.beats_all,),
    )
