"""The register as data: a table for spreadsheets and JSON for programs."""

import csv
import io
from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language

from gehor.ground.languages import LocalText, said
from gehor.ground.reading import export_cell
from gehor.planning.texts import KINDS
from gehor.portal.texts import STAGES

from .queries import Entry
from .results import result_of


def as_csv(rows: Iterable[dict[str, Any]]) -> str:
    """UTF-8 with a byte order mark and semicolons, as Excel in Sweden opens it by a double click."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow([export_cell(row[name]) for name in COLUMNS])
    return "\ufeff" + out.getvalue()


def as_data(entries: Iterable[Entry], request: HttpRequest) -> list[dict[str, Any]]:
    """One row per dialogue, in the reader's language where there is a text in it."""
    return [_row(each, request) for each in entries]


def _row(entry: Entry, request: HttpRequest) -> dict[str, Any]:
    dialogue, facts, days = entry.dialogue, entry.standing.facts, entry.days
    result = result_of(entry)

    def words(text: LocalText) -> str:
        return said(text, dialogue.source_language, get_language() or dialogue.source_language)[0]

    return {
        "dialogue": dialogue.slug,
        "title": words(dialogue.title),
        "question": words(dialogue.question),
        "kind": str(KINDS[dialogue.kind][0]),
        "year": entry.year,
        "stage": entry.stage.value,
        "status": str(STAGES[entry.stage]),
        "target_groups": ", ".join(words(group) for group in entry.target_groups),
        "responsible_body": entry.body.name if entry.body else "",
        "case_number": dialogue.case_number,
        "contact": dialogue.contact_name,
        "contact_email": dialogue.contact_email,
        "opened": days.opened,
        "closed": days.closed,
        "decision_day": days.decided or days.decision,
        "answer_promised": days.promise,
        "answered": days.answered,
        "days_late": entry.days_late,
        "held_earlier": facts.retroactive,
        "contributions": None if facts.retroactive and not facts.contributions else facts.contributions,
        "decisions": facts.decisions,
        "page": request.build_absolute_uri(reverse("portal:dialogue", args=[dialogue.slug])),
        "result": request.build_absolute_uri(result.url) if result else "",
    }


COLUMNS = (
    "dialogue",
    "title",
    "question",
    "kind",
    "year",
    "stage",
    "status",
    "target_groups",
    "responsible_body",
    "case_number",
    "contact",
    "contact_email",
    "opened",
    "closed",
    "decision_day",
    "answer_promised",
    "answered",
    "days_late",
    "held_earlier",
    "contributions",
    "decisions",
    "page",
    "result",
)
