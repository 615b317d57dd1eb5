"""Pages of staff: choose what is quoted, and write down what fewer thought."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gehor.analysis.models import Finding
from gehor.analysis.queries import facts
from gehor.analysis.queries.findings import resting_on
from gehor.analysis.queries.reading import reading_room
from gehor.ground.doors import one_of
from gehor.ground.forms import saved
from gehor.ground.web import PAGE, posted, see_other, staff_page
from gehor.participation.models import Contribution
from gehor.planning.models import Dialogue
from gehor.process.steps import QUOTE, WRITE_POSITION

from . import actions, queries
from .forms import PositionForm, QuoteForm, listed
from .models import Position


@PAGE
def quote(request: HttpRequest, slug: str, number: int, reference: str) -> HttpResponse:
    """One contribution, and its text in a field: what is left of it when it is saved is quoted."""
    dialogue, finding, contribution = _quoted(request, slug, number, reference)
    wording = contribution.wordings.last()
    before = next((q for q in queries.quotations_of(finding) if q.contribution_id == contribution.pk), None)
    form = QuoteForm(posted(request), initial={"words": (before and before.text) or wording.text})
    if saved(form, lambda: actions.quote(finding, actor=request.actor, contribution=contribution, **form.cleaned_data)):
        messages.success(request, _("%(reference)s is quoted.") % {"reference": contribution.reference})
        return see_other("analysis:finding", slug, number)
    held = facts(dialogue)
    context = {
        "dialogue": dialogue,
        "finding": finding,
        "contribution": contribution,
        "wording": wording,
        "form": form,
        "may": request.actor.may(QUOTE, dialogue.organisation_id) and not QUOTE.missing(held),
    }
    return staff_page(request, "voices/quote.html", dialogue.organisation, context)


@require_POST
def unquote(request: HttpRequest, slug: str, number: int, reference: str) -> HttpResponse:
    _dialogue, finding, contribution = _quoted(request, slug, number, reference)
    actions.unquote(finding, actor=request.actor, contribution=contribution)
    messages.success(request, _("The quotation is taken away."))
    return see_other("analysis:finding", slug, number)


@PAGE
def positions(request: HttpRequest, slug: str) -> HttpResponse:
    """All minority positions, and a form for the next one."""
    dialogue = reading_room(request.actor, slug)
    findings = _findings(dialogue)
    beside = request.GET.get("finding", "")
    form = PositionForm(posted(request), dialogue=dialogue, findings=findings, initial={"finding": beside})
    if saved(form, lambda: actions.write_position(dialogue, actor=request.actor, **form.worded)):
        messages.success(request, _("Position %(number)d is written.") % {"number": form.outcome.number})
        return see_other("voices:positions", slug)
    may = _may(request, dialogue)
    context = {
        "dialogue": dialogue,
        "positions": queries.listed(dialogue),
        "form": form if may or form.is_bound else None,
        "may": may,
    }
    return staff_page(request, "voices/positions.html", dialogue.organisation, context)


@PAGE
def position(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One minority position: say it better, or let it rest on other contributions."""
    dialogue = reading_room(request.actor, slug)
    found = _position(dialogue, number)
    counted = next(each for each in queries.listed(dialogue) if each.number == number)
    form = PositionForm(posted(request), dialogue=dialogue, findings=_findings(dialogue), initial=_initial(counted))

    def act() -> Position:
        version = form.cleaned_data["version"]
        return actions.change_position(found, actor=request.actor, version=version, **form.worded)

    if saved(form, act, meanwhile={"position_changed_meanwhile"}):
        messages.success(request, _("Position %(number)d is changed.") % {"number": number})
        return see_other("voices:positions", slug)
    if form.is_overtaken:
        form.show(found.version)
    may = _may(request, dialogue)
    context = {
        "dialogue": dialogue,
        "position": counted,
        "form": form if may or form.is_bound else None,
        "may": may,
        "meanwhile": form.is_overtaken,
    }
    return staff_page(request, "voices/position.html", dialogue.organisation, context)


@require_POST
def drop(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    dialogue = reading_room(request.actor, slug)
    actions.drop_position(_position(dialogue, number), actor=request.actor)
    messages.success(request, _("The position is taken away. Those after it have moved up one number."))
    return see_other("voices:positions", slug)


def _initial(counted: queries.Voiced) -> dict[str, Any]:
    return {
        "name": counted.name,
        "statement": counted.statement,
        "references": listed(counted.references),
        "finding": str(counted.finding_number or ""),
        "version": counted.version,
    }


def _may(request: HttpRequest, dialogue: Dialogue) -> bool:
    return request.actor.may(WRITE_POSITION, dialogue.organisation_id) and not WRITE_POSITION.missing(facts(dialogue))


def _findings(dialogue: Dialogue) -> list[Finding]:
    return list(Finding.objects.filter(dialogue=dialogue).order_by("number"))


def _position(dialogue: Dialogue, number: int) -> Position:
    return one_of(dialogue, Position.objects, number=number)


def _quoted(request: HttpRequest, slug: str, number: int, reference: str) -> tuple[Dialogue, Finding, Contribution]:
    """The dialogue, its finding, and a contribution that this rests on. Else 404."""
    dialogue = reading_room(request.actor, slug)
    finding = one_of(dialogue, Finding.objects, number=number)
    return dialogue, finding, one_of(dialogue, resting_on(finding), reference=reference.upper())
