"""Measures in public and for staff, and closing."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gehor.decision import queries as decisions
from gehor.ground import clock
from gehor.ground.forms import saved
from gehor.ground.languages import said
from gehor.ground.pages import kept
from gehor.ground.sentences import need_text
from gehor.ground.web import PAGE, posted, see_other, staff_page
from gehor.planning import queries as planning
from gehor.planning.mending import todos
from gehor.planning.models import Dialogue
from gehor.process.steps import CLOSE_DIALOGUE, PROMISE_MEASURE, REPORT_MEASURE

from . import actions, drawing, queries
from .carried import queries as carried
from .carried.models import Origin
from .forms import CloseForm, PromiseForm, ReportForm
from .models import Measure
from .texts import STATUSES

PER_PAGE = 50

# For everybody


@require_safe
@kept
def measures(request: HttpRequest, slug: str) -> HttpResponse:
    """What was promised because of the decisions, and how far it has come."""
    dialogue, facts = planning.public_with_facts(slug)
    followed = queries.measures(dialogue)
    page = Paginator(followed, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "organisation": dialogue.organisation,
        "here": "results",
        "dialogue": dialogue,
        "source": dialogue.source_language,
        "facts": facts,
        "section": "measures",
        "page": page,
        "measures": _folded(_shown(page, carried.origins(dialogue))),
        "counts": _counts(followed),
        "timeline": drawing.course(list(page), source=dialogue.source_language, today=clock.today())
        if followed
        else None,
        "closing": queries.closing_of(dialogue),
    }
    return render(request, "followup/measures.html", context)


def _shown(measures: Iterable[queries.Followed], origins: Mapping[int, Origin] | None = None) -> list[dict[str, Any]]:
    """Measures with their statuses in words, and the row of the action plan that each came from."""
    return [
        {
            "measure": each.measure,
            "status": STATUSES[each.status],
            "days_late": each.days_late,
            "spent_sek": each.spent_sek,
            "origin": (origins or {}).get(each.measure.pk),
            "reports": [(STATUSES[report.status], report) for report in each.reports],
        }
        for each in measures
    ]


def _folded(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each with what stands in its line: who sees to it, by when, and how late it is."""
    return [
        {
            **row,
            "anchor": drawing.anchor(number),
            "note": " · ".join([row["measure"].owner, _by_when(row["measure"].due_on, row["days_late"])]),
            "is_alone": len(rows) == 1,
        }
        for number, row in enumerate(rows, 1)
    ]


def _counts(followed: Iterable[queries.Followed]) -> list[tuple[Any, int]]:
    """How many have come how far, in the order in which a measure goes."""
    found = Counter(each.status for each in followed)
    return [(words, found[status]) for status, words in STATUSES.items() if found[status]]


def _by_when(due_on: dt.date, days_late: int) -> str:
    promised = _("promised by %(day)s") % {"day": date_format(due_on)}
    if not days_late:
        return promised
    return f"{promised} · {ngettext('%(days)s day late', '%(days)s days late', days_late) % {'days': days_late}}"


# For staff


@PAGE
def measures_staff(request: HttpRequest, slug: str) -> HttpResponse:
    """Promise measures, and see which wait for a report."""
    dialogue = planning.dialogue_for(request.actor, slug)
    form = PromiseForm(posted(request), source=dialogue.source_language, decisions=_decisions(dialogue))
    if saved(form, lambda: _promise(request, dialogue, **form.cleaned_data)):
        messages.success(request, _("The measure is promised, and public."))
        return see_other("followup:measures_staff", slug)
    facts = queries.facts(dialogue)
    context = {
        **_staff(dialogue),
        "facts": facts,
        "form": form,
        "measures": _shown(queries.measures(dialogue)),
        "missing": [need_text(need.code) for need in PROMISE_MEASURE.missing(facts)],
        "waiting": carried.waiting(dialogue),
        "may_promise": request.actor.may(PROMISE_MEASURE, dialogue.organisation_id),
        "may_report": request.actor.may(REPORT_MEASURE, dialogue.organisation_id),
    }
    return staff_page(request, "followup/measures_staff.html", dialogue.organisation, context)


def _promise(request: HttpRequest, dialogue: Dialogue, *, decision: int, **fields: Any) -> Measure:
    weighed = decisions.decisions(dialogue).get(pk=decision)
    weighed.dialogue = dialogue
    return actions.promise_measure(weighed, actor=request.actor, **fields)


def _decisions(dialogue: Dialogue) -> list[tuple[int, str]]:
    source = dialogue.source_language
    return [
        (each.pk, f"{each.weighs.number}. {said(each.weighs.statement, source, get_language() or source)[0]}")
        for each in decisions.decisions(dialogue)
    ]


@PAGE
def report(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """How far one measure has come, and all that was reported before."""
    dialogue = planning.dialogue_for(request.actor, slug)
    measure = queries.measure_of(dialogue, number)
    form = ReportForm(posted(request), source=dialogue.source_language)
    if saved(form, lambda: actions.report_measure(measure, actor=request.actor, **form.cleaned_data)):
        messages.success(request, _("The report is public."))
        return see_other("followup:measures_staff", slug)
    each = next(row for row in _shown(queries.measures(dialogue)) if row["measure"].pk == measure.pk)
    context = {
        **_staff(dialogue),
        "each": each,
        "form": form,
        "may_report": request.actor.may(REPORT_MEASURE, dialogue.organisation_id),
    }
    return staff_page(request, "followup/report.html", dialogue.organisation, context)


@PAGE
def close(request: HttpRequest, slug: str) -> HttpResponse:
    """Close the dialogue when nothing is owed that belongs before it; until then, what is missing."""
    dialogue = planning.dialogue_for(request.actor, slug)
    form = CloseForm(posted(request), source=dialogue.source_language)
    if saved(form, lambda: actions.close_dialogue(dialogue, actor=request.actor, **form.cleaned_data)):
        messages.success(request, _("The dialogue is closed. Measures can still be reported on."))
        return see_other("followup:close", slug)
    facts = queries.facts(dialogue)
    context = {
        **_staff(dialogue),
        "facts": facts,
        "form": form,
        "closing": queries.closing_of(dialogue),
        "missing": CLOSE_DIALOGUE.missing(facts),
        "needs": todos(CLOSE_DIALOGUE.needs, dialogue, facts, request.actor),
        "may_close": request.actor.may(CLOSE_DIALOGUE, dialogue.organisation_id),
    }
    return staff_page(request, "followup/close.html", dialogue.organisation, context)


def _staff(dialogue: Dialogue) -> dict[str, Any]:
    return {"dialogue": dialogue, "source": dialogue.source_language, "here": "dialogues"}
