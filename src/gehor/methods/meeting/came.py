"""What came of a meeting, for everybody: what each table said, how the room voted, and what it asked.

What was said belongs to a table, never to a person.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gehor.participation.models import Wording
from gehor.participation.queries import Entrance, wordings_of
from gehor.participation.views.showing import about
from gehor.planning.models import Activity
from gehor.process.asking import LocalText

from . import queries, rules
from .live import queries as live
from .live.models import Asked, Poll
from .minutes.models import Version

NOTES_MOST = 300


@dataclass(frozen=True)
class Turn:
    """What one table said in one round. question: of the round, empty where it has none."""

    question: LocalText
    notes: tuple[queries.Noted, ...]


@dataclass(frozen=True)
class Group:
    """What was said at one table. number: None for what was said at no table."""

    number: int | None
    turns: tuple[Turn, ...]


def groups(activity: Activity) -> tuple[tuple[Group, ...], bool]:
    """The tables in their order, those without a table last; and whether more was said. One query."""
    own = (
        Asked.objects.filter(contribution=OuterRef("contribution")),
        Poll.objects.filter(noted=OuterRef("contribution")),
    )
    rows = wordings_of(activity).filter(*(~Exists(each) for each in own)).order_by("contribution__received_at", "pk")
    found = list(rows[: NOTES_MOST + 1])
    asked = rules.questions(activity.setup)
    sorted_ = sorted(found[:NOTES_MOST], key=lambda row: (_place(row, "table"), _place(row, "round")))
    tables = groupby(sorted_, key=lambda row: row.contribution.values.get("table"))
    return tuple(Group(number, _turns(list(some), asked)) for number, some in tables), len(found) > NOTES_MOST


def _place(row: Wording, name: str) -> tuple[bool, int]:
    number = row.contribution.values.get(name)
    return number is None, number or 0


def _turns(rows: Sequence[Wording], asked: Sequence[LocalText]) -> tuple[Turn, ...]:
    rounds = groupby(rows, key=lambda row: row.contribution.values.get("round"))
    return tuple(
        Turn(
            asked[number - 1] if number and number <= len(asked) else {}, tuple(queries.noted_in(each) for each in some)
        )
        for number, some in rounds
    )


def result(request: HttpRequest, entrance: Entrance) -> HttpResponse:
    """At most seven queries."""
    activity = entrance.activity
    page = queries.told(activity, queries.phase_at(entrance))
    context: dict[str, Any] = {
        **about(activity.dialogue),
        "entrance": entrance,
        "activity": activity,
        "page": page,
        "is_held": page["has_been"],
    }
    if context["is_held"]:
        tables, has_more = groups(activity)
        context |= {
            "groups": tables,
            "has_more": has_more,
            "attended": queries.attended(activity),
            "has_minutes": Version.objects.filter(activity=activity).exists(),
            "polls": [each for each in reversed(live.polls(activity)) if not each.is_open],
            "asked": live.questions(activity, also_taken=True),
        }
    return render(request, "meeting/result.html", context)
