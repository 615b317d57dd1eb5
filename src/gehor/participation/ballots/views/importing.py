"""Bringing in a file of ballots: look at what every row would become, and bring it in. It is undone as all files."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html_join
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from gehor.ground.reading import Table
from gehor.ground.web import staff_page
from gehor.participation.intake.uploads import Upload
from gehor.participation.intake.views.file_seen import brought_in_page, file_seen, seen_rows
from gehor.participation.reading import Checked
from gehor.planning.models import Activity
from gehor.process.asking import Question

from .. import looking, own
from ..actions import import_ballots
from ..looking import Found
from ..results import columns_of
from ..seen import Glance, form_of, look_at
from ..speaking import Speaker, Words
from ..texts import DATA_IN

ROWS_SHOWN = 5


def expected(activity: Activity) -> Mapping[str, Words]:
    """What the columns of a file are called, and what they hold."""
    return _expected(looking.questions_of(activity), activity)


def _expected(questions: Sequence[Question], activity: Activity) -> dict[str, Words]:
    return {**columns_of(questions, _speaker(activity)), **DATA_IN}


def columns(
    request: HttpRequest, activity: Activity, upload: Upload, given: Mapping[str, str], glance: Glance | None
) -> HttpResponse:
    """Steps 2 and 3: what every row would become; and then bring it in. glance: where it has been looked at already."""
    glance = glance or look_at(activity, upload, given)
    table, form, checked, known = glance.table, form_of(activity, glance), glance.checked, glance.known
    if request.method == "POST" and checked is not None and checked.ready:
        return _bring(request, activity, upload, checked)
    context = {
        **file_seen(request, activity, upload, table, form),
        "expected": [] if known else expected(activity).items(),
        "checked": checked,
        **(_shown(activity, table, checked, known) if checked is not None else {}),
    }
    wrong = request.method == "POST" or bool(given and form.errors)
    return staff_page(
        request,
        "ballots/import_columns.html",
        activity.dialogue.organisation,
        context,
        status=422 if wrong else 200,
    )


def _bring(request: HttpRequest, activity: Activity, upload: Upload, checked: Checked) -> HttpResponse:
    brought = import_ballots(
        activity, actor=request.actor, rows=checked.ready, file_name=upload.name, file_hash=upload.hash
    )
    words = ngettext("%(count)d ballot is in.", "%(count)d ballots are in.", brought.rows)
    return brought_in_page(request, upload, brought, words % {"count": brought.rows}, left_out=len(checked.refused))


def _shown(activity: Activity, table: Table, checked: Checked, known: Found) -> dict[str, Any]:
    words = _expected(known.questions, activity)
    return {
        **seen_rows(checked),
        "rows": [
            (row, format_html_join(" · ", "{} {}", own.in_words(known.questions, row.values, _speaker(activity))))
            for row in checked.ready[:ROWS_SHOWN]
        ],
        "holds": [(column, _holds(place, known, words)) for place, column in enumerate(table.columns)],
    }


def _holds(place: int, known: Found, words: Mapping[str, Words]) -> Words:
    """What a column of the file is taken for."""
    part = next((part for part, at in (*known.answers.items(), *known.parts.items()) if at == place), None)
    return words[part] if part else _("Not brought in")


def _speaker(activity: Activity) -> Speaker:
    return Speaker(get_language() or "sv", activity.dialogue.source_language)
