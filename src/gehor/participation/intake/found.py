"""What else a look at a file may find than its rows, and the first of very many rows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Kind:
    """What kind of file it is: see kinds.py."""

    key: str


@dataclass(frozen=True)
class Refused:
    """Why it cannot be read so, and activities to which it belongs instead."""

    code: str
    params: Mapping[str, Any]
    belongs: tuple[int, ...] = ()


class Some(tuple[Any, ...]):
    """The first of many, who know how many they are."""

    count: int

    @classmethod
    def of(cls, count: int, first: Iterable[Any]) -> "Some":
        some = cls(first)
        some.count = count
        return some

    def __len__(self) -> int:
        return self.count
