"""The journal as those who audit read it."""

import csv
from itertools import chain

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gehor.ground.act import RESIDENT
from gehor.ground.organisations.models import Account
from gehor.ground.organisations.queries import organisation_for
from gehor.process import steps

from . import queries, texts
from .models import Entry

PER_PAGE = 50


@require_safe
def entries(request: HttpRequest, slug: str) -> HttpResponse:
    """Who did what, latest first; all of it or one step."""
    organisation = organisation_for(request.actor, slug)
    rows = queries.entries_for(request.actor, organisation)
    step = request.GET.get("step", "")
    if step in steps.ALL:
        rows = rows.filter(step=step)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    names = _names(page.object_list)
    context = {
        "organisation": organisation,
        "page": page,
        "rows": [_row(entry, names) for entry in page],
        "step": step,
        "stages": [
            (heading, [(each.key, words) for each, words in by_step.items()]) for heading, by_step in texts.STAGES
        ],
    }
    return render(request, "journal/entries.html", context)


@require_safe
def entries_csv(request: HttpRequest, slug: str) -> StreamingHttpResponse:
    """The whole journal of the organisation as a table: codes and ids, as stored."""
    organisation = organisation_for(request.actor, slug)
    rows = queries.entries_for(request.actor, organisation).order_by("pk")
    writer = csv.writer(_Echo())
    head = ["id", "at", "step", "actor", "dialogue_id", "subject_kind", "subject_id", "codes", "sealed"]
    lines = (
        [e.pk, e.at.isoformat(), e.step, e.actor, e.dialogue_id, e.subject_kind, e.subject_id, e.codes, e.is_sealed]
        for e in rows.iterator(chunk_size=2000)
    )
    response = StreamingHttpResponse(
        (writer.writerow(line) for line in chain([head], lines)),
        content_type="text/csv; charset=utf-8",
    )
    response["Content-Disposition"] = f'attachment; filename="journal-{organisation.slug}.csv"'
    return response


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, line: str) -> str:
        return line


def _row(entry: Entry, names: dict[str, str]) -> dict[str, object]:
    """One entry in words. What has none, since it is no longer done, stands as the code that was sealed."""
    return {
        "entry": entry,
        "who": names.get(entry.actor) or _who(entry.actor),
        "step": texts.STEPS.get(entry.step),
        "kind": texts.KINDS.get(entry.subject_kind),
    }


def _who(actor: str) -> str:
    """Who acted, when it was nobody with a name here. "machine:postman": the task that did it."""
    if actor == RESIDENT.key:
        return _("A resident")
    if actor.startswith("machine:"):
        return _("By itself (%(task)s)") % {"task": actor.removeprefix("machine:")}
    return actor


def _names(entries: list[Entry]) -> dict[str, str]:
    """account:7 -> the name of the account, for people only."""
    ids = {entry.actor.removeprefix("account:") for entry in entries if entry.actor.startswith("account:")}
    accounts = Account.objects.filter(pk__in=ids).values_list("pk", "name")
    return {f"account:{pk}": name for pk, name in accounts}
