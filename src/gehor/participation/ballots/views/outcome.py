"""What came of it, for everybody: tables with their pictures, and the ballots as data."""

import csv
import io
from html import unescape
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from gehor.ground import catalogue, clock
from gehor.ground.errors import WrongMoment
from gehor.ground.pages import kept
from gehor.ground.reading import export_cell
from gehor.ground.web import see_other, staff_page
from gehor.participation import queries
from gehor.participation.intake.doors import activity_of
from gehor.participation.moderation import queries as moderation
from gehor.participation.paper import queries as paper
from gehor.participation.queries import Entrance
from gehor.participation.texts import CHANNELS
from gehor.participation.views.showing import about
from gehor.planning.models import Activity
from gehor.process.method import DRAWN, Method, Setup, Takes
from gehor.process.ratings import FEWEST
from gehor.process.steps import READ, TAKE_OUT

from .. import exchanging, results
from ..actions import take_out
from ..queries import handed_in_again
from ..results import Data, Result
from ..speaking import Speaker, Words
from ..taking_out import brought_out


@require_safe
@kept
def outcome(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The result of one activity, once it has closed and nobody can be recognised by it.

    Where nothing is counted it is a page of the method's own, or what stands on the page of the activity.
    """
    entrance = request.entrance
    if entrance.method.outcome_view:
        return entrance.method.outcome_view(request, entrance)
    if entrance.method.page_template:
        return see_other("participation:activity", slug, number)
    entrance, result = _found(entrance)
    context = {
        **about(entrance.activity.dialogue),
        "activity": entrance.activity,
        "entrance": entrance,
        "fewest": FEWEST,
        "has_own_page": entrance.method.view is not None and bool(entrance.method.form_template),
        **outcome_context(entrance.activity, entrance.method, result),
    }
    return render(request, "ballots/outcome.html", context)


def outcome_context(activity: Activity, method: Method, result: Result, *, for_staff: bool = False) -> dict[str, Any]:
    """The tables of a result and the ways to take it out, as templates show them."""
    speaker = _speaker(activity)
    context: dict[str, Any] = {"result": result, "counted": Takes.BALLOTS in method.takes}
    if result.outcome:
        named = results.labels(result.outcome, activity)
        unshown = results.unshown(result.outcome, activity) if for_staff else {}
        context |= {
            "tables": [
                results.shown(table, method, speaker, named, result.outcome.layers, unshown=unshown)
                for table in result.outcome.tables
            ],
            "chose_themselves": method.asks_opinions and not _setup(activity, result).get(DRAWN),
            "own": method.outcome_own(_setup(activity, result), result.said, speaker) if method.outcome_own else None,
            "own_template": method.outcome_template,
            "channels": [(CHANNELS[channel], count) for channel, count in result.outcome.by_channel.items() if count],
        }
    if not result.hidden:
        context |= {
            "columns": results.data_columns(activity, result, speaker).items() if context["counted"] else (),
            "formats": exchanging.written_by(method),
            "says": Takes.CONTRIBUTIONS in method.takes,
            "is_support": method.supports is not None,
        }
    return context


@require_safe
def outcome_for_staff(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The same tables at any time, also while nobody else sees them: for those who read what is said and settle it."""
    activity = activity_of(request, slug, number, step=READ)
    method = catalogue.methods()[activity.method]
    if method.outcome is None:
        raise Http404
    shown = results.result(activity, is_closed=queries.has_closed(activity))
    unseen = 0 if Takes.BALLOTS in method.takes else queries.unseen_in(activity)
    context = {
        "dialogue": activity.dialogue,
        "activity": activity,
        "hidden": shown.hidden,
        "fewest": FEWEST,
        "again": handed_in_again(activity),
        "is_first_counted": method.final,
        "can_be_brought_in": results.can_be_brought_in(method),
        "unseen": unseen,
        "waiting": unseen - len(moderation.hidden_in(activity)) if unseen else 0,
        **outcome_context(activity, method, results.whole(activity) if shown.hidden else shown, for_staff=True),
    }
    return staff_page(request, "ballots/outcome_for_staff.html", activity.dialogue.organisation, context)


@require_POST
def brought_out_csv(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The ballots whole, to be brought in elsewhere: they give the same result there. The journal notes it."""
    activity = activity_of(request, slug, number, step=TAKE_OUT)
    if not results.can_be_brought_in(catalogue.methods()[activity.method]):
        raise Http404
    take_out(activity, actor=request.actor)
    response = _as_csv(brought_out(activity, _speaker(activity)), f"{slug}-{number}-ballots-whole.csv")
    response["Cache-Control"] = "no-store, private"
    return response


@require_safe
def outcome_csv(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """UTF-8 with a byte order mark and semicolons, as Excel in Sweden opens it by a double click."""
    return _as_csv(_data(request.entrance), f"{slug}-{number}-ballots.csv")


def _as_csv(data: Data, name: str) -> HttpResponse:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(data.columns)
    for row in data.rows:
        writer.writerow([export_cell(row.get(name, "")) for name in data.columns])
    response = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_safe
def outcome_json(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    data = _data(request.entrance)
    columns = {name: _plain(words) for name, words in data.columns.items()}
    about_it = {"dialogue": slug, "activity": number, "made_on": clock.today().isoformat()}
    invalid = dict(paper.invalid_counts(request.entrance.activity))  # paper forms that are not counted, by why
    return JsonResponse(
        {**about_it, "columns": columns, "ballots": data.rows, "invalid": invalid},
        json_dumps_params={"ensure_ascii": False},
    )


def _plain(words: Words) -> str:
    """Without the mark of another language, which is for pages."""
    return unescape(strip_tags(words)) if isinstance(words, SafeString) else str(words)


@require_safe
def outcome_file(request: HttpRequest, slug: str, number: int, exchange: str) -> HttpResponse:
    """The same in a format of other programmes, where the method writes it."""
    entrance, result = _found(request.entrance)
    chosen = exchanging.exchange_of(entrance.method, exchange)
    if chosen is None or chosen.write is None:
        raise Http404
    _must_be_shown(result)
    activity = entrance.activity
    content, ending = exchanging.written(activity, chosen, result.said, _setup(activity, result))
    response = HttpResponse(content, content_type="application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="{slug}-{number}-{chosen.key}{ending}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _found(entrance: Entrance) -> tuple[Entrance, Result]:
    method = entrance.method
    if not results.has_result(method) or not method.counts(entrance.activity.setup):
        raise Http404
    return entrance, results.result(entrance.activity, is_closed=entrance.activity.closed_at is not None)


def _data(entrance: Entrance) -> Data:
    entrance, result = _found(entrance)
    if Takes.BALLOTS not in entrance.method.takes:
        raise Http404
    _must_be_shown(result)
    return results.data(entrance.activity, result, _speaker(entrance.activity))


def _must_be_shown(result: Result) -> None:
    if result.hidden:
        raise WrongMoment(f"outcome_hidden_{result.hidden}", fewest=FEWEST)


def _setup(activity: Activity, result: Result) -> Setup:
    """As it was frozen when it opened."""
    return result.version.setup if result.version else activity.setup


def _speaker(activity: Activity) -> Speaker:
    return Speaker(get_language() or "sv", activity.dialogue.source_language)
