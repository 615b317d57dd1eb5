"""Bringing in a file of another programme: look at what it would become, and bring it in. It is undone as all files."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html_join
from django.utils.http import urlencode
from django.utils.translation import get_language, gettext_lazy, ngettext

from gehor.ground import catalogue
from gehor.ground.reading import Table
from gehor.ground.web import staff_page
from gehor.participation import queries as participation
from gehor.participation.intake.forms import UploadForm
from gehor.participation.intake.looking import warnings
from gehor.participation.intake.texts import problem_text
from gehor.participation.intake.uploads import Upload
from gehor.participation.intake.views.file_seen import (
    PROBLEMS_SHOWN,
    brought_in_page,
    file_seen,
    said_beside,
    seen_rows,
)
from gehor.participation.texts import CHANNELS
from gehor.planning.models import Activity
from gehor.process.exchange import Exchange

from .. import exchanging, own, queries
from ..actions import import_told
from ..exchanging import KIND, Looked, readable
from ..rules import CHOICE, Filled
from ..speaking import Speaker
from ..support import SUPPORTS, WITHDRAWN
from ..versions import as_asked

ROWS_SHOWN = 5
_SUPPORT = {SUPPORTS: gettext_lazy("Supports it"), WITHDRAWN: gettext_lazy("Does not support it any more")}


def asked_for(request: HttpRequest, activity: Activity) -> Exchange | None:
    """The format that somebody has chosen, or None for a table."""
    return readable(activity, (request.POST if request.method == "POST" else request.GET).get(KIND, ""))


def look_and_bring(
    request: HttpRequest, activity: Activity, upload: Upload, exchange: Exchange, looked: Looked | None
) -> HttpResponse:
    """looked: where it has been looked at already."""
    looked = looked or exchanging.look(activity, exchange, upload.data, upload.name)
    if request.method == "POST" and looked.checked.ready:
        return _bring(request, activity, upload, exchange, looked)
    checked, is_support = looked.checked, catalogue.methods()[activity.method].supports is not None
    hints, shown = list(warnings(checked.problems)), looked.texts[:ROWS_SHOWN]
    context = {
        **file_seen(request, activity, upload, Table((), ()), UploadForm(activity=activity)),
        **seen_rows(checked),
        "kind": exchange.key,
        "exchange": catalogue.words(activity.method).exchanges[exchange.key],
        "query": urlencode({KIND: exchange.key}),
        "checked": checked,
        "figures": _figures(looked, is_support=is_support),
        "is_support": is_support,
        "texts": list(zip(shown, said_beside(activity, shown), strict=True)),
        "ballots": _in_words(activity, looked),
        "hints": [(problem, problem_text(problem)) for problem in hints[:PROBLEMS_SHOWN]],
    }
    status = 422 if request.method == "POST" else 200
    return staff_page(request, "ballots/brought.html", activity.dialogue.organisation, context, status=status)


def _figures(looked: Looked, *, is_support: bool) -> list[tuple[int, str]]:
    """What is ready, by its kind, and what has faults."""
    texts, ballots, refused = len(looked.texts), len(looked.ballots), len(looked.checked.refused)
    cast = ngettext("ballot is ready", "ballots are ready", ballots)
    if is_support:
        cast = ngettext("expression of support is ready", "expressions of support are ready", ballots)
    ready = [(texts, ngettext("contribution is ready", "contributions are ready", texts)), (ballots, cast)]
    return [
        *(figure for figure in ready if figure[0]),
        (refused, ngettext("row has a fault", "rows have a fault", refused)),
    ]


def _in_words(activity: Activity, looked: Looked) -> list[tuple[Any, str, Any]]:
    """The first ballots, what each is about, and what was answered."""
    method = catalogue.methods()[activity.method]
    speaker = Speaker(get_language() or "sv", activity.dialogue.source_language)
    named = {each.key: speaker(each.label) for each in (method.items(activity) if method.items else ())}
    named |= {row.reference: row.title or row.text for row in looked.texts}
    if method.supports:
        about = participation.wordings_of(activity)
        named |= {each.contribution.reference: each.title or each.text for each in about}
        return [(row, named.get(row.item), _supports(row)) for row in looked.ballots[:ROWS_SHOWN]]
    questions = queries.questions(as_asked(activity))
    shown = []
    for row in looked.ballots[:ROWS_SHOWN]:
        answers = own.in_words(questions, method.answers(activity.setup, row.values), speaker)
        words = format_html_join(" · ", "{} {}", answers) or ", ".join(map(str, row.values.values()))
        shown.append((row, named.get(row.item, row.item), words))
    return shown


def _supports(row: Filled) -> str:
    """What somebody says of it, and by which way it came."""
    return f"{_SUPPORT[row.values[CHOICE]]} · {CHANNELS[row.channel]}"


def _bring(
    request: HttpRequest, activity: Activity, upload: Upload, exchange: Exchange, looked: Looked
) -> HttpResponse:
    stored = import_told(
        activity,
        actor=request.actor,
        texts=looked.texts,
        ballots=looked.ballots,
        persons=looked.persons,
        file_name=upload.name,
        file_hash=upload.hash,
        exchange=exchange.key,
    )
    words = ngettext("%(count)d row is in.", "%(count)d rows are in.", stored.rows) % {"count": stored.rows}
    return brought_in_page(request, upload, stored, words, left_out=len(looked.checked.refused))
