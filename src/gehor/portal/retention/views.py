"""For those who answer for the records: administrator, registrar and auditor."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gehor.ground.act import RESIDENT
from gehor.ground.journal import texts as journal
from gehor.ground.journal.models import Entry
from gehor.ground.journal.queries import demand_reader
from gehor.ground.organisations.queries import organisation_for
from gehor.ground.organisations.views import house_tabs
from gehor.ground.retention import Ends
from gehor.ground.web import staff_page

from . import queries
from .texts import KINDS


@require_safe
def kept(request: HttpRequest, slug: str) -> HttpResponse:
    organisation = organisation_for(request.actor, slug)
    demand_reader(request.actor, organisation)
    rows = queries.kept(organisation)
    context = {
        "tabs": house_tabs(request.actor, organisation, "kept"),
        "by_itself": _in_words(rows[Ends.BY_ITSELF]),
        "others": [*_in_words(rows[Ends.WHEN_ASKED]), *_in_words(rows[Ends.NEVER])],
        "next": min((row.next_on for row in rows[Ends.BY_ITSELF] if row.next_on), default=None),
        "erased": [(entry, *_erased_in_words(entry)) for entry in queries.erased(organisation)],
        "erased_most": queries.ERASED_MOST,
        "dialogues": queries.classified(organisation),
    }
    return staff_page(request, "retention/kept.html", organisation, context)


def _in_words(rows: list[queries.Row]) -> list[dict[str, Any]]:
    found = [(row, KINDS[row.kind.code]) for row in rows]
    return [
        {"row": row, "what": words.what, "how_long": str(words.how_long) % {"days": row.kind.days}, "why": words.why}
        for row, words in found
    ]


def _erased_in_words(entry: Entry) -> tuple[Any, str]:
    """What it was, and who saw to it: the names of those who work here stand in the journal."""
    kind = KINDS.get(entry.codes.get("kind", ""))
    if entry.actor.startswith("machine:"):
        by = _("By itself")
    else:
        by = _("The person") if entry.actor == RESIDENT.key else _("Somebody who works here")
    return (kind.what if kind else journal.STEPS.get(entry.step, entry.step)), by
