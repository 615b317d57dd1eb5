"""All published contributions as data: a table for spreadsheets and JSON for programs."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from gehor.ground import catalogue
from gehor.ground.reading import export_cell
from gehor.participation import queries
from gehor.participation.models import Wording
from gehor.participation.texts import COLUMNS
from gehor.planning import queries as planning
from gehor.planning.models import Activity, Dialogue


@require_safe
def contributions_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """UTF-8 with a byte order mark and semicolons, as Excel in Sweden opens it by a double click."""
    dialogue = planning.public_dialogue(slug)
    activities = list(planning.activities(dialogue))
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(columns(activities))
    for row in rows(dialogue, activities):
        writer.writerow([export_cell(value) for value in row.values()])
    response = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{dialogue.slug}-contributions.csv"'
    return response


@require_safe
def contributions_json(request: HttpRequest, slug: str) -> HttpResponse:
    dialogue = planning.public_dialogue(slug)
    activities = list(planning.activities(dialogue))
    data = {
        "dialogue": dialogue.slug,
        "title": dialogue.title,
        "columns": {name: str(text) for name, text in columns(activities).items()},
        "categories": queries.categories(activities),
        "contributions": list(rows(dialogue, activities)),
    }
    return JsonResponse(data, json_dumps_params={"ensure_ascii": False})


def columns(activities: Iterable[Activity]) -> dict[str, Any]:
    """Every column of the export with what it holds: those that all share, then the methods' own."""
    return {**COLUMNS, **_own_columns(activities)}


def rows(dialogue: Dialogue, activities: Iterable[Activity]) -> Iterator[dict[str, Any]]:
    """One row per published contribution, in the order of the columns."""
    own = _own_columns(activities)
    for wording in queries.exported(dialogue).iterator(chunk_size=2000):
        yield {**_row(dialogue, wording), **{name: wording.contribution.values.get(name, "") for name in own}}


def _row(dialogue: Dialogue, wording: Wording) -> dict[str, Any]:
    contribution = wording.contribution
    return {
        "reference": contribution.reference,
        "received": timezone.localtime(contribution.received_at).isoformat(timespec="seconds"),
        "channel": contribution.channel,
        "activity": contribution.activity.number,
        "method": contribution.activity.method,
        "language": wording.language,
        "title": wording.title,
        "text": wording.text,
        "wording": wording.number,
        "masked": wording.reason,
        "thread": reverse("trace:thread", args=[dialogue.slug, contribution.reference]),
    }


def _own_columns(activities: Iterable[Activity]) -> dict[str, Any]:
    used = dict.fromkeys(activity.method for activity in activities)
    return {name: text for key in used for name, text in catalogue.words(key).columns.items()}
