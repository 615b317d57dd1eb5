"""What is kept about people, and how long: each stage says it of its own in a module `kept.py`; nobody lists them.

    keep(Kind("scans", Ends.BY_ITSELF, held, days=KEPT_DAYS))

The page of it, and the words, are in portal/retention. What erases at a set time does it by
`disposing.dispose_due`, so that the journal tells what was erased, when, and how much of it.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar

from django.db.models import Count, Min, Model, QuerySet, Value
from django.utils.module_loading import autodiscover_modules

from gehor.process.step import Step

from .organisations.models import Organisation

Row = TypeVar("Row", bound=Model)


class Ends(StrEnum):
    """When it is erased."""

    BY_ITSELF = "by_itself"  # its time is over
    WHEN_ASKED = "when_asked"  # by the person, or by whoever is to
    NEVER = "never"  # not by Gehör


@dataclass(frozen=True)
class Held:
    """What is kept of one kind now. next_on: the day on which the next of it is erased, where that is known."""

    number: int
    next_on: dt.date | None = None


@dataclass(frozen=True)
class Kind:
    """One kind of thing that is kept. `code` has its words in portal/retention/texts.py; days: its time, in days."""

    code: str
    ends: Ends
    held: Callable[[Organisation], Held] | None = None
    rows: Callable[[Organisation], QuerySet[Any]] | None = None  # in place of held: what is counted, and no more
    days: int | None = None
    steps: tuple[Step, ...] = ()  # by which the journal tells that it was erased, beside people.dispose
    is_special: bool = False  # told only where there is some of it


_kinds: dict[str, Kind] = {}


def keep(*kinds: Kind) -> None:
    _kinds.update({kind.code: kind for kind in kinds})


def kinds() -> list[Kind]:
    _ask_every_stage()
    return list(_kinds.values())


@cache
def _ask_every_stage() -> None:
    autodiscover_modules("kept")


def held(organisation: Organisation) -> dict[str, Held]:
    """By code, of those that are counted: one query for all `rows`, and one for each `held`."""
    known = kinds()
    found = {kind.code: kind.held(organisation) for kind in known if kind.held}
    first, *others = [_number(kind.code, kind.rows(organisation)) for kind in known if kind.rows]
    numbers = dict(first.union(*others, all=True))
    return found | {kind.code: Held(numbers.get(kind.code, 0)) for kind in known if kind.rows}


def _number(code: str, rows: QuerySet[Any]) -> QuerySet[Any, tuple[str, int]]:
    named = rows.order_by().annotate(kind_code=Value(code)).values("kind_code")
    return named.annotate(kind_number=Count("pk", distinct=True)).values_list("kind_code", "kind_number")


def counted(rows: QuerySet[Row], *, since: str, days: int) -> Held:
    """So many rows, each kept for so many days from the moment that this column tells: one query."""
    found = rows.order_by().aggregate(number=Count("pk"), first=Min(since))
    first = found["first"]
    day = first.date() if isinstance(first, dt.datetime) else first
    return Held(found["number"], day + dt.timedelta(days=days) if day else None)
