"""Settling what is demanded of those who take part, and the codes of letters."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gehor.ground import catalogue
from gehor.ground.forms import saved
from gehor.ground.web import PAGE, posted, see_other, staff_page
from gehor.participation.intake.doors import activity_of
from gehor.planning.models import Activity
from gehor.process.steps import DEMAND_PROOF, MAKE_CODES

from . import letters, queries, rules
from .actions import demand_proof, make_codes, revoke_codes
from .forms import CodesForm, DemandsForm, RevokeForm
from .models import Batch


@PAGE
def demands(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """How surely people must show who they are in one activity. It may be changed until somebody has taken part."""
    activity = activity_of(request, slug, number, step=DEMAND_PROOF)
    form = DemandsForm(posted(request), activity=activity, now=queries.demands(activity))
    if form.is_valid():
        demand_proof(activity, actor=request.actor, demands=form.demands, for_children=form.for_children)
        messages.success(request, _("It is saved, and shown to people before they begin."))
        return see_other("participation:openings", slug)
    context = {"dialogue": activity.dialogue, "activity": activity, "form": form}
    return staff_page(request, "identity/demands.html", activity.dialogue.organisation, context)


@PAGE
def codes(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Codes for letters: how far they have come, new ones, and those that are to open nothing any more.

    New codes are given as a file in the answer to the form, and never again: nothing that opens anything is stored.
    """
    activity = activity_of(request, slug, number, step=MAKE_CODES)
    if not rules.doings(catalogue.methods()[activity.method], activity.setup):
        raise Http404  # a meeting, talks in the street: nobody there shows a code
    make = CodesForm(posted(request) if "make" in request.POST else None, activity=activity)
    stop = RevokeForm(posted(request) if "stop" in request.POST else None)
    if saved(make, lambda: make_codes(activity, actor=request.actor, many=make.cleaned_data["many"])):
        return _file(*make.outcome, shape=make.cleaned_data["shape"], language=make.cleaned_data["language"])
    if saved(stop, lambda: _stopped(request, activity, *stop.batch_and_letter)):
        words = ngettext("%(n)s code is stopped.", "%(n)s codes are stopped.", stop.outcome)
        messages.success(request, words % {"n": stop.outcome})
        return see_other("identity:codes", slug, number)
    context = {
        "dialogue": activity.dialogue,
        "activity": activity,
        "make": make,
        "stop": stop,
        "sent": queries.sent(activity),
        "guessing": queries.guessing([activity.dialogue_id])[:1],
        "is_demanded": queries.demands(activity).takes_codes,
    }
    return staff_page(request, "identity/codes.html", activity.dialogue.organisation, context)


def _stopped(request: HttpRequest, activity: Activity, batch: int, letter: int | None) -> int:
    return revoke_codes(queries.batch(activity, batch), actor=request.actor, letter=letter)


def _file(batch: Batch, made: list[str], *, shape: str, language: str) -> HttpResponse:
    name = f"{batch.activity.dialogue.slug}-{batch.activity.number}-{batch.number}"
    if shape == "list":
        response = HttpResponse(letters.listed(batch, made), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    else:
        response = HttpResponse(letters.letters(batch, made, language=language), content_type="application/pdf")
        response["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    response["Cache-Control"] = "no-store, private"
    return response
