"""The journal as those who audit read it."""

import csv
from itertools import chain

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gehor.ground.act import OPERATOR, RESIDENT
from gehor.ground.organisations.models import Account
from gehor.ground.organisations.queries import organisation_for

from . import naming, queries, seal, texts
from .forms import HeadForm, SoughtForm
from .models import Entry
from .naming import Named

PER_PAGE = 50
MOST_FAULTS = 50  # told of one by one


@require_safe
def entries(request: HttpRequest, slug: str) -> HttpResponse:
    """Who did what, latest first; all of it or what is looked for."""
    organisation = organisation_for(request.actor, slug)
    rows = queries.entries_for(request.actor, organisation)
    named = naming.dialogues(organisation)
    form = SoughtForm(request.GET, organisation=organisation, named=named)
    page = Paginator(form.among(rows), PER_PAGE).get_page(request.GET.get("page"))
    names = _names(page.object_list)
    context = {
        "organisation": organisation,
        "page": page,
        "rows": [_row(entry, names, named) for entry in page],
        "form": form,
        "narrowed": any(request.GET.get(name) for name in form.fields),
        "asked": request.GET.urlencode(),
    }
    return render(request, "journal/entries.html", context, status=422 if form.errors else 200)


@require_safe
def entries_csv(request: HttpRequest, slug: str) -> HttpResponse | StreamingHttpResponse:
    """The journal, or what is looked for in it, as a table: codes and ids, as stored."""
    organisation = organisation_for(request.actor, slug)
    rows = queries.entries_for(request.actor, organisation)
    form = SoughtForm(request.GET, organisation=organisation, named=naming.dialogues(organisation))
    if not form.is_valid():
        return entries(request, slug)  # it says what is wrong; a table without rows would say that nothing was done
    rows = form.among(rows).order_by("pk")
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


@require_safe
def verify(request: HttpRequest, slug: str) -> HttpResponse:
    """Walk the whole chain when asked to, and say whether it holds. It runs through all organisations."""
    organisation = organisation_for(request.actor, slug)
    queries.demand_reader(request.actor, organisation)
    form = HeadForm(request.GET if "head" in request.GET else None)
    verdict = seal.verify(kept_head=form.kept) if form.is_valid() else None
    context = {
        "organisation": organisation,
        "form": form,
        "verdict": verdict,
        "faults": [texts.fault(each) for each in verdict.faults[:MOST_FAULTS]] if verdict else [],
        "more": max(0, len(verdict.faults) - MOST_FAULTS) if verdict else 0,
    }
    return render(request, "journal/verify.html", context, status=422 if form.errors else 200)


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, line: str) -> str:
        return line


def _row(entry: Entry, names: dict[str, str], named: dict[int, Named]) -> dict[str, object]:
    """One entry in words. What has none, since it is no longer done, stands as the code that was sealed."""
    return {
        "entry": entry,
        "who": names.get(entry.actor) or _who(entry.actor),
        "step": texts.STEPS.get(entry.step),
        "dialogue": named.get(entry.dialogue_id) if entry.dialogue_id else None,
        "kind": texts.KINDS.get(entry.subject_kind),
    }


def _who(actor: str) -> str:
    """Who acted, when it was nobody with a name here. "machine:postman": the task that did it."""
    if actor == RESIDENT.key:
        return _("A resident")
    if actor == OPERATOR.key:
        return _("Whoever runs the installation")
    if actor.startswith("machine:"):
        return _("By itself (%(task)s)") % {"task": actor.removeprefix("machine:")}
    return actor


def _names(entries: list[Entry]) -> dict[str, str]:
    """account:7 -> the name of the account, for people only."""
    ids = {entry.actor.removeprefix("account:") for entry in entries if entry.actor.startswith("account:")}
    accounts = Account.objects.filter(pk__in=ids).values_list("pk", "name")
    return {f"account:{pk}": name for pk, name in accounts}
