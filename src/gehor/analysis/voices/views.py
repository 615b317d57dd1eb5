"""Pages of staff: choose what is quoted, and write down what fewer thought."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from gehor.analysis.models import Finding
from gehor.analysis.queries import facts
from gehor.analysis.queries.findings import resting_on
from gehor.analysis.queries.reading import reading_room
from gehor.ground.errors import WrongInput, WrongMoment
from gehor.ground.sentences import refusal_text
from gehor.ground.web import see_other, staff_page
from gehor.participation.models import Contribution
from gehor.planning.models import Dialogue
from gehor.process.steps import QUOTE, WRITE_POSITION

from . import actions, queries
from .forms import PositionForm, QuoteForm, listed
from .models import Position


@require_http_methods(["GET", "HEAD", "POST"])
def quote(request: HttpRequest, slug: str, number: int, reference: str) -> HttpResponse:
    """One contribution, and its text in a field: what is left of it when it is saved is quoted."""
    dialogue, finding, contribution = _quoted(request, slug, number, reference)
    wording = contribution.wordings.last()
    before = next((q for q in queries.quotations_of(finding) if q.contribution_id == contribution.pk), None)
    form = QuoteForm(request.POST or None, initial={"words": (before and before.text) or wording.text})
    if request.method == "POST" and form.is_valid():
        try:
            actions.quote(finding, actor=request.actor, contribution=contribution, words=form.cleaned_data["words"])
        except WrongInput as refusal:
            form.refuse(refusal)
        else:
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
    status = 422 if form.errors else 200
    return staff_page(request, "voices/quote.html", dialogue.organisation, context, status=status)


@require_POST
def unquote(request: HttpRequest, slug: str, number: int, reference: str) -> HttpResponse:
    _dialogue, finding, contribution = _quoted(request, slug, number, reference)
    actions.unquote(finding, actor=request.actor, contribution=contribution)
    messages.success(request, _("The quotation is taken away."))
    return see_other("analysis:finding", slug, number)


@require_http_methods(["GET", "HEAD", "POST"])
def positions(request: HttpRequest, slug: str) -> HttpResponse:
    """All minority positions, and a form for the next one."""
    dialogue = reading_room(request.actor, slug)
    findings = _findings(dialogue)
    beside = request.GET.get("finding", "")
    form = PositionForm(request.POST or None, dialogue=dialogue, findings=findings, initial={"finding": beside})
    if request.method == "POST" and form.is_valid():
        try:
            written = actions.write_position(dialogue, actor=request.actor, **form.worded)
        except WrongInput as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Position %(number)d is written.") % {"number": written.number})
            return see_other("voices:positions", slug)
    may = _may(request, dialogue)
    context = {
        "dialogue": dialogue,
        "positions": queries.listed(dialogue),
        "form": form if may or form.is_bound else None,
        "may": may,
    }
    status = 422 if form.errors else 200
    return staff_page(request, "voices/positions.html", dialogue.organisation, context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def position(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One minority position: say it better, or let it rest on other contributions."""
    dialogue = reading_room(request.actor, slug)
    found = _position(dialogue, number)
    counted = next(each for each in queries.listed(dialogue) if each.number == number)
    findings, status = _findings(dialogue), 200
    form = PositionForm(dialogue=dialogue, findings=findings, initial=_initial(counted))
    if request.method == "POST":
        form, status = PositionForm(request.POST, dialogue=dialogue, findings=findings), 422
        if form.is_valid():
            try:
                version = form.cleaned_data["version"]
                actions.change_position(found, actor=request.actor, version=version, **form.worded)
            except WrongInput as refusal:
                form.refuse(refusal)
            except WrongMoment as refusal:
                if refusal.code != "position_changed_meanwhile":
                    raise
                form, status = _after_a_colleague(request, dialogue, findings, found, refusal), 409
            else:
                messages.success(request, _("Position %(number)d is changed.") % {"number": number})
                return see_other("voices:positions", slug)
    may = _may(request, dialogue)
    context = {
        "dialogue": dialogue,
        "position": counted,
        "form": form if may or form.is_bound else None,
        "may": may,
        "meanwhile": status == 409,
    }
    return staff_page(request, "voices/position.html", dialogue.organisation, context, status=status)


@require_POST
def drop(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    dialogue = reading_room(request.actor, slug)
    actions.drop_position(_position(dialogue, number), actor=request.actor)
    messages.success(request, _("The position is taken away. Those after it have moved up one number."))
    return see_other("voices:positions", slug)


def _after_a_colleague(
    request: HttpRequest, dialogue: Dialogue, findings: list[Finding], found: Position, refusal: WrongMoment
) -> PositionForm:
    """The form with what was typed and the version that stands now: saving again replaces the colleague's words."""
    data = request.POST.copy()
    data["version"] = str(found.version)
    form = PositionForm(data, dialogue=dialogue, findings=findings)
    form.is_valid()
    form.add_error(None, refusal_text(refusal))
    return form


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
    found = Position.objects.filter(dialogue=dialogue, number=number).first()
    if found is None:
        raise Http404
    found.dialogue = dialogue
    return found


def _quoted(request: HttpRequest, slug: str, number: int, reference: str) -> tuple[Dialogue, Finding, Contribution]:
    """The dialogue, its finding, and a contribution that this rests on. Else 404."""
    dialogue = reading_room(request.actor, slug)
    finding = Finding.objects.filter(dialogue=dialogue, number=number).first()
    contribution = finding and resting_on(finding).filter(reference=reference.upper()).first()
    if finding is None or contribution is None:
        raise Http404
    finding.dialogue = contribution.dialogue = dialogue
    return dialogue, finding, contribution
