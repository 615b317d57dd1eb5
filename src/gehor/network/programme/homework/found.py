"""What a programme has led to, as it was on one day: measured once a day, and kept with the report when it is made."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from gehor.network.programme import queries as programmes
from gehor.network.programme.models import Application, Programme

from . import queries, rules
from .texts import CASE


@dataclass(frozen=True)
class Found:
    """What the members' dialogues show, and how the map has moved: component → means."""

    on: dt.date
    dialogues: int
    results: rules.Results
    moved: Mapping[int, rules.Moved]


def find(programme: Programme, today: dt.date, *, members: Iterable[Application] | None = None) -> Found:
    """As it is today: nine queries. members: where they are known."""
    told = queries.home_dialogues(programmes.members(programme) if members is None else members)
    return Found(today, len(told), rules.results([each.held for each in told], today), queries.moved(programme))


def written(found: Found) -> dict[str, Any]:
    """To be kept as JSON."""
    return {**asdict(found), "on": found.on.isoformat(), "moved": {str(n): asdict(m) for n, m in found.moved.items()}}


def read(kept: Mapping[str, Any]) -> Found | None:
    """What `written` wrote; None where nothing has been measured yet."""
    if not kept:
        return None
    return Found(
        dt.date.fromisoformat(kept["on"]),
        kept["dialogues"],
        rules.Results(**{code: rules.Counted(**each) for code, each in kept["results"].items()}),
        {int(number): rules.Moved(**each) for number, each in kept["moved"].items()},
    )


def told(cases: Sequence[queries.Shown]) -> list[dict[str, Any]]:
    """The cases as they are kept: what each member told, and what the library had of its dialogues."""
    return [
        {
            "called": programmes.called(each.member),
            "title": each.case.title,
            "language": each.case.language,
            **{part: getattr(each.case, part) for part in CASE},
            "examples": [_example(one) for one in each.examples],
        }
        for each in cases
    ]


def without_pictures(cases: Sequence[Mapping[str, Any]], gone: Collection[tuple[str, str]]) -> list[dict[str, Any]]:
    """The cases as they are kept, without pictures that the library no longer shows."""
    return [{**case, "examples": [_as_shown(example, gone) for example in case["examples"]]} for case in cases]


def _as_shown(example: Mapping[str, Any], gone: Collection[tuple[str, str]]) -> dict[str, Any]:
    is_gone = bool(example["picture"]) and (example["slug"], example["picture"]["sha256"]) in gone
    return {**example, **({"picture": None, "seen": {}} if is_gone else {})}


def _example(one: queries.Example) -> dict[str, Any]:
    picture = one.picture
    return {
        "slug": one.article.slug,
        "heading": one.heading,
        "source": one.article.source_language,
        "picture": {"sha256": picture.sha256, "width": picture.width, "height": picture.height} if picture else None,
        "seen": one.seen,
    }
