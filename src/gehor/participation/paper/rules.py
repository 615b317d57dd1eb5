"""Who types in a sheet a second time, and how well two people agree, in plain Python."""

import hashlib
import hmac
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from gehor.calc.intervals import wilson_interval

SIZES = {"normal": (12, 5.0), "large": (16, 6.5)}  # letters in points, boxes in millimetres
SHEETS_MOST = 1000
LONG = 6  # sheets of paper: a longer form is asked about before it is made
SHARE = 10  # percent, where nobody has said otherwise
KEPT_DAYS = 30  # how long the picture of a scanned page is kept


def paper_of(pages: int, *, both_sides: bool) -> int:
    """Sheets of paper of one form. pages: those that are answered on; the part to keep is a sheet of its own.

    >>> paper_of(3, both_sides=False), paper_of(3, both_sides=True)
    (4, 3)
    """
    return (-(-pages // 2) if both_sides else pages) + 1


def is_in_sample(code: str, *, percent: int, key: bytes) -> bool:
    """Whether a second person types in the sheet with this code too.

    The code decides, with a key that nobody sees on the paper: so nobody picks the easy ones, everybody who asks gets
    the same answer, and whoever raises the share keeps those that were in it.
    """
    drawn = int.from_bytes(hmac.digest(key, code.encode(), hashlib.sha256)[:8])
    return drawn * 100 < percent * 2**64


def differing(fields: Iterable[str], first: Mapping[str, Any], second: Mapping[str, Any]) -> list[str]:
    """The fields in which two typings of one sheet are not the same. Left out by both is the same."""
    return [field for field in fields if first.get(field) != second.get(field)]


class Why(StrEnum):
    """Why a form cannot be counted."""

    TOO_MUCH = "too_much"  # over the sum, or more than may be chosen
    UNCLEAR = "unclear"
    EMPTY = "empty"
    NOT_ENTITLED = "not_entitled"  # such as no yes to the age


@dataclass(frozen=True)
class Agreement:
    """Of so many, so many were the same: observed agreement, Cohen (1960), Educ. Psychol. Meas. 20, p. 39, his p_o.

    low, high: Wilson (1927), 95 %, over what is counted here as independent.
    """

    alike: int
    of: int

    @property
    def interval(self) -> tuple[float, float]:
        return wilson_interval(self.alike, self.of)

    @property
    def low(self) -> float:
        return self.interval[0]

    @property
    def high(self) -> float:
        return self.interval[1]


@dataclass(frozen=True)
class Agreed:
    """sheets: alike in all that was compared; answers: all fields of all sheets; of_field: one field over all sheets.

    Answers on one sheet hang together, so the interval over answers is narrower than it should be: the one over sheets
    is the one to quote.
    """

    sheets: Agreement
    answers: Agreement
    of_field: dict[str, Agreement]


def agreed(compared: Sequence[tuple[Sequence[str], Sequence[str]]]) -> Agreed | None:
    """compared: for each sheet its fields, and those of them that differ. None before any was typed twice.

    >>> agreed([(("a", "b"), ()), (("a", "b"), ("b",))]).of_field["b"]
    Agreement(alike=1, of=2)
    """
    if not compared:
        return None
    names = dict.fromkeys(name for fields, _ in compared for name in fields)
    of_field = {
        name: Agreement(
            sum(name in fields and name not in differ for fields, differ in compared),
            sum(name in fields for fields, _ in compared),
        )
        for name in names
    }
    return Agreed(
        Agreement(sum(not differ for _, differ in compared), len(compared)),
        Agreement(sum(each.alike for each in of_field.values()), sum(each.of for each in of_field.values())),
        of_field,
    )
