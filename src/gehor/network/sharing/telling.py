"""All that an organisation could tell of its dialogues, as its feed says it: see docs/sharing.md.

Made once a day and kept; what of it goes out is chosen when somebody asks, so that whoever leaves is gone at once.
"""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse

from gehor.followup.evaluation import queries as evaluation
from gehor.followup.evaluation.queries import Held
from gehor.ground.organisations.models import Organisation

from . import rules
from .rules import INDICATORS, Cell, Part, Seen

FORMAT, NUMBER = "gehor-sharing", 1
OF_PEOPLE = ("people",)  # what of a dialogue belongs to another part than the list of them


def told(organisation: Organisation, *, today: dt.date) -> dict[str, Any]:
    """Every figure and every dialogue, with what is about few hidden: some eight queries."""
    held = [row for row in evaluation.held(organisation, finished=False) if not row.course.held_earlier]
    rows = [seen(row) for row in held]
    return {
        "figures": [figure(year, code, cell) for (year, code), cell in rules.figures(rows, today=today).items()],
        "dialogues": [
            _dialogue(row, each, people, today)
            for row, each, people in zip(held, rows, rules.people_shown(rows), strict=True)
        ],
    }


def seen(row: Held) -> Seen:
    return Seen(
        year=row.year,
        course=row.course,
        is_tied=rules.is_tied(row.course, has_body=row.dialogue.deciding_body_id is not None),
        is_evaluated=row.is_evaluated,
        credible=row.said,
    )


def figure(year: int, code: str, cell: Cell) -> dict[str, Any]:
    found: dict[str, Any] = {"year": year, "code": code, "value": cell.value, "of": cell.of}
    if cell.low is not None:
        found |= {"low": cell.low, "high": cell.high}
    return found


def cells(figures: Sequence[Mapping[str, Any]], parts: Collection[Part]) -> dict[tuple[int, str], Cell]:
    """The figures of these parts, as calculations want them."""
    return {
        (row["year"], row["code"]): Cell(row["value"], row["of"], row.get("low"), row.get("high"))
        for row in figures
        if INDICATORS[row["code"]].part in parts
    }


def _dialogue(row: Held, each: Seen, people: int | None, today: dt.date) -> dict[str, Any]:
    dialogue, course = row.dialogue, row.course
    found = {
        "url": settings.ADDRESS + reverse("portal:dialogue", args=[dialogue.slug]),
        "title": dialogue.title,
        "language": dialogue.source_language,
        "levels": list(dialogue.levels),
        "opened": course.opened,
        "closed": course.closed,
        "tied_to_decision": each.is_tied,
        "decision": course.decision,
        "decided": course.decided,
        "promised": course.promise,
        "answered": course.answered,
        "in_time": rules.in_time(course, today=today),
        "evaluated": each.is_evaluated,
        "people": people,
    }
    return {key: value.isoformat() if isinstance(value, dt.date) else value for key, value in found.items()}


def address_of(organisation: Organisation) -> str:
    """By what an organisation is known everywhere."""
    return settings.ADDRESS + reverse("portal:organisation", args=[organisation.slug])


def document(
    organisation: Organisation,
    *,
    inhabitants: int | None,
    told: Mapping[str, Any],
    parts: Collection[Part],
    public: Collection[Part],
) -> dict[str, Any]:
    """What goes out: of `told` these parts. public: those of them that everybody may be shown."""
    left_out = () if Part.PEOPLE in parts else OF_PEOPLE
    return {
        "format": FORMAT,
        "version": NUMBER,
        "organisation": {
            "name": organisation.name,
            "kind": organisation.kind,
            "url": address_of(organisation),
            "inhabitants": inhabitants,
        },
        "parts": sorted(parts),
        "public": sorted(public),
        "figures": [row for row in told.get("figures", []) if INDICATORS[row["code"]].part in parts],
        "dialogues": [
            {key: value for key, value in row.items() if key not in left_out} for row in told.get("dialogues", [])
        ]
        if Part.DIALOGUES in parts
        else [],
    }
