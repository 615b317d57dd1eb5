"""The working page of whoever is out talking: what was said, the effort, and what it has come to."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.forms import Form as AnyForm
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gehor.ground.forms import saved
from gehor.ground.people import receipt
from gehor.ground.web import PAGE, posted, see_other, staff_page
from gehor.participation.actions import enter
from gehor.participation.intake.doors import activity_of
from gehor.participation.intake.queries import last_typed
from gehor.participation.models import Contribution
from gehor.participation.queries import is_open
from gehor.planning.models import Activity
from gehor.process.steps import ENTER

from . import actions, queries, rules
from .forms import EffortForm, TalkForm
from .models import Effort

QUEUE = "X-Queue"  # sent by queue.js, which wants to know plainly whether it was received


@PAGE
def talks(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """What was said, one talk after the other; kept in the browser until it is received."""
    activity = _out(request, slug, number)
    known = queries.groups(activity)
    form = TalkForm(posted(request), activity=activity, groups=known, initial=_stays(request, activity))
    if saved(form, lambda: _entered(request, activity, form)):
        return _received(request, activity, {"kind": form.cleaned_data["kind"], "place": form.cleaned_data["place"]})
    return _page(request, activity, form, EffortForm(activity=activity), known)


@require_POST
def effort(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Where and when, how many were approached and how many spoke: also when nobody did."""
    activity = _out(request, slug, number)
    form = EffortForm(request.POST, activity=activity)
    if saved(form, lambda: actions.log_effort(activity, actor=request.actor, **form.cleaned_data)):
        return _received(request, activity, {})
    known = queries.groups(activity)
    talk = TalkForm(activity=activity, groups=known, initial=_stays(request, activity))
    return _page(request, activity, talk, form, known)


@require_POST
def drop(request: HttpRequest, slug: str, number: int, pk: int) -> HttpResponse:
    activity = _out(request, slug, number)
    found = get_object_or_404(Effort, activity=activity, pk=pk)
    found.activity = activity
    actions.drop_effort(found, actor=request.actor)
    messages.success(request, _("It is taken away."))
    return see_other("outreach:talks", slug, number)


def _out(request: HttpRequest, slug: str, number: int) -> Activity:
    activity = activity_of(request, slug, number, step=ENTER)
    if activity.method != "outreach" or hasattr(activity.dialogue, "earlier"):
        raise Http404
    return activity


def _stays(request: HttpRequest, activity: Activity) -> dict[str, Any]:
    """What the last talk had in common with the next."""
    kept = {name: request.GET[name][: rules.PLACE_MOST] for name in ("kind", "place") if name in request.GET}
    return {"language": activity.dialogue.source_language, **kept}


def _entered(request: HttpRequest, activity: Activity, form: TalkForm) -> Contribution:
    cleaned = form.cleaned_data
    return enter(
        activity,
        actor=request.actor,
        submission=cleaned["submission"],
        channel=rules.channel_of(cleaned["kind"]),
        text=cleaned["text"],
        language=cleaned["language"],
        values={name: cleaned[name] for name in ("kind", "place", "group") if cleaned.get(name)},
        sheet=cleaned["slip"],
    )


def _received(request: HttpRequest, activity: Activity, stays: dict[str, str]) -> HttpResponse:
    if QUEUE in request.headers:
        return JsonResponse({"received": True})
    messages.success(request, _("Saved. Here is room for the next one."))
    response = see_other("outreach:talks", activity.dialogue.slug, activity.number)
    if stays:
        response["Location"] += f"?{urlencode(stays)}"
    return response


def _page(
    request: HttpRequest, activity: Activity, form: TalkForm, effort_form: EffortForm, known: list[Any]
) -> HttpResponse:
    refused: AnyForm = form if form.is_bound else effort_form
    if QUEUE in request.headers:
        sentences = [str(each) for errors in refused.errors.values() for each in errors]
        return JsonResponse({"received": False, "why": sentences}, status=422)
    found = queries.days(activity)
    last = last_typed(activity, request.user, most=5)
    context = {
        "dialogue": activity.dialogue,
        "activity": activity,
        "form": form,
        "effort_form": effort_form,
        "is_open": is_open(activity),
        "places": rules.places(activity.setup),
        "days": found,
        "whole": rules.together(found),
        "efforts": list(Effort.objects.filter(activity=activity, by=request.user)[:10]),
        "reached": queries.reached(activity, known),
        "last": [(each, receipt.shown(each.contribution.participant.receipt)) for each in last],
    }
    response = staff_page(request, "outreach/talks.html", activity.dialogue.organisation, context)
    response["Cache-Control"] = "no-store, private"
    return response
