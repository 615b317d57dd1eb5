"""What is noted of a talk, and what the efforts come to. Plain Python.

A setup is {"guide": LocalText, "places": "Torget\\nBadhuset"}: what those who talk ask, and where they mean to be.
Values of what was said are {"kind": "street", "place": "Torget", "group": 3}: group is a target group, by its number.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from gehor.calc.intervals import wilson_interval
from gehor.calc.text.tidying import tidy_line
from gehor.process.errors import WrongInput
from gehor.process.method import Item, Result
from gehor.process.words import Channel

KINDS = ("street", "focus_group", "key_person", "phone")
PLACE_MOST = 80
PLACES_MOST = 40
PEOPLE_MOST = 10_000


def places(setup: Mapping[str, Any]) -> list[str]:
    return [each for each in map(tidy_line, setup.get("places", "").splitlines()) if each]


def channel_of(kind: str) -> Channel:
    return Channel.PHONE if kind == "phone" else Channel.OUTREACH


def checked(setup: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """What may be stored of a talk. Raises WrongInput."""
    kept: dict[str, Any] = {}
    if kind := values.get("kind"):
        if kind not in KINDS:
            raise WrongInput("unknown_kind", field="kind", word=str(kind)[:40])
        kept["kind"] = kind
    if place := tidy_line(str(values.get("place") or "")):
        if len(place) > PLACE_MOST:
            raise WrongInput("place_too_long", field="place", longest=PLACE_MOST)
        kept["place"] = place
    if group := values.get("group"):
        if isinstance(group, str) and group.isascii() and group.isdecimal() and len(group) < 10:  # out of a file
            group = int(group)
        if isinstance(group, bool) or not isinstance(group, int) or group < 1:
            raise WrongInput("unknown_target_group", field="group")
        kept["group"] = group
    return kept


def results(setup: Mapping[str, Any], items: Sequence[Item]) -> tuple[Result, ...]:
    """One row for each kind of talk, in their order, then what came otherwise."""
    of_kind: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        of_kind[item.values.get("kind", "")].append(item)
    return tuple(_row(kind, of_kind[kind]) for kind in (*KINDS, "") if of_kind[kind])


def _row(kind: str, items: Sequence[Item]) -> Result:
    channels = {channel: sum(item.channel is channel for item in items) for channel in Channel}
    by_channel = {channel: count for channel, count in channels.items() if count}
    return Result(kind, len(items), by_channel, tuple(sorted(item.reference for item in items)))


@dataclass(frozen=True)
class Rate:
    """Of so many who were approached, so many spoke. The interval is Wilson's (1927), 95 %."""

    spoke: int
    approached: int

    @property
    def interval(self) -> tuple[float, float] | None:
        return wilson_interval(self.spoke, self.approached) if self.approached else None


@dataclass(frozen=True)
class Day:
    """All efforts of one kind at one place on one day."""

    on: date
    place: str
    kind: str
    times: int
    rate: Rate


def per_day(efforts: Iterable[tuple[date, str, str, int, int]]) -> list[Day]:
    """efforts: (day, place, kind, approached, spoke). By day, then place and kind; the same in any order."""
    found: dict[tuple[date, str, str], list[tuple[int, int]]] = defaultdict(list)
    for on, place, kind, approached, spoke in efforts:
        found[on, place, kind].append((approached, spoke))
    return [
        Day(
            on, place, kind, len(some), Rate(sum(spoke for _, spoke in some), sum(approached for approached, _ in some))
        )
        for (on, place, kind), some in sorted(found.items())
    ]


def together(days: Iterable[Day]) -> Rate:
    listed = list(days)
    return Rate(sum(each.rate.spoke for each in listed), sum(each.rate.approached for each in listed))
