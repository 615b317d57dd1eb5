"""All published contributions as data: a table for spreadsheets and JSON for programs."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from gehor.ground import catalogue
from gehor.ground.reading import export_cell
from gehor.participation import queries
from gehor.participation.identity.queries import read_by_few
from gehor.participation.models import Wording
from gehor.participation.texts import COLUMNS
from gehor.planning import queries as planning
from gehor.planning.models import Activity, Dialogue

_REFERENCE = "REFERENCE"  # where one stands in an address that is worked out once, not ten thousand times


@require_safe
def contributions_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """UTF-8 with a byte order mark and semicolons, as Excel in Sweden opens it. ?activity=2: of that one."""
    dialogue = planning.public_dialogue(slug)
    activities = _asked_for(request, dialogue)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(columns(activities))
    for row in rows(dialogue, activities):
        writer.writerow([export_cell(value) for value in row.values()])
    response = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    part = f"-{activities[0].number}" if "activity" in request.GET else ""
    response["Content-Disposition"] = f'attachment; filename="{dialogue.slug}{part}-contributions.csv"'
    return response


@require_safe
def contributions_json(request: HttpRequest, slug: str) -> HttpResponse:
    dialogue = planning.public_dialogue(slug)
    activities = _asked_for(request, dialogue)
    data = {
        "dialogue": dialogue.slug,
        "title": dialogue.title,
        "columns": {name: str(text) for name, text in columns(activities).items()},
        "categories": queries.categories(activities),
        "contributions": list(rows(dialogue, activities)),
    }
    return JsonResponse(data, json_dumps_params={"ensure_ascii": False})


def _asked_for(request: HttpRequest, dialogue: Dialogue) -> list[Activity]:
    """Those whose columns and categories everybody may know of, or the one that is asked for. Raises Http404."""
    found = list(planning.activities(dialogue).filter(~read_by_few("pk")))
    number = request.GET.get("activity")
    if number is None:
        return found
    chosen = [each for each in found if str(each.number) == number]
    if not chosen:
        raise Http404
    return chosen


def columns(activities: Iterable[Activity]) -> dict[str, Any]:
    """Every column of the export with what it holds: those that all share, then the methods' own."""
    return {**COLUMNS, **_own_columns(activities)}


def rows(dialogue: Dialogue, activities: Sequence[Activity]) -> Iterator[dict[str, Any]]:
    """One row per published contribution of these activities, in the order of the columns."""
    own = _own_columns(activities)
    places = {activity.pk: activity for activity in activities}
    before, _, after = reverse("trace:thread", args=[dialogue.slug, _REFERENCE]).rpartition(_REFERENCE)
    for wording in queries.exported(dialogue, activities).iterator(chunk_size=2000):
        contribution = wording.contribution
        yield {
            **_row(wording, places[contribution.activity_id], f"{before}{contribution.reference}{after}"),
            **{name: contribution.values.get(name, "") for name in own},
        }


def _row(wording: Wording, activity: Activity, thread: str) -> dict[str, Any]:
    contribution = wording.contribution
    return {
        "reference": contribution.reference,
        "received": timezone.localtime(contribution.received_at).isoformat(timespec="seconds"),
        "channel": contribution.channel,
        "activity": activity.number,
        "method": activity.method,
        "language": wording.language,
        "title": wording.title,
        "text": wording.text,
        "wording": wording.number,
        "masked": wording.reason,
        "thread": thread,
    }


def _own_columns(activities: Iterable[Activity]) -> dict[str, Any]:
    used = dict.fromkeys(activity.method for activity in activities)
    return {name: text for key in used for name, text in catalogue.words(key).exported.items()}
