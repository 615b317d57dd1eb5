"""Showing who one is before one begins, and the way to e-identification and back."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from gehor.ground import limits
from gehor.ground.sentences import refusal_text
from gehor.ground.web import PAGE, SeeOther
from gehor.participation import queries as participation
from gehor.planning import queries as planning
from gehor.planning.models import Activity
from gehor.process.words import Doing, Proof

from . import doors, queries, rules
from .doors import MustShow, must_hold, must_read
from .oidc import trips
from .oidc.client import Trouble
from .oidc.providers import provider_of
from .showing import must_show_page

AFTER = "?shown"  # on the address of the activity: whoever comes there has shown who they are


@PAGE
def show(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Showing who one is before one begins. What is filled in comes here, and then the form waits."""
    activity = _open(slug, number)
    reads = queries.demanded(activity, Doing.READ)
    doing = _surest(activity) if reads is Proof.OPEN else Doing.READ
    if request.method == "POST":
        if doing is Doing.READ:
            must_read(request, activity, reads)
        else:
            must_hold(request, activity, doing)
        return SeeOther(_page_of(activity) + AFTER)
    return must_show_page(request, MustShow(activity, doing, queries.demanded(activity, doing)), status=200)


@require_safe
def eid(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """To the organisation's own provider of e-identification."""
    activity = _open(slug, number)
    provider = provider_of(activity.dialogue.organisation.slug)
    if provider is None or not queries.demanded(activity, _surest(activity)).at_least(Proof.EID):
        raise Http404
    limits.spend("code_address", limits.address(request))
    try:
        address = trips.leave(request, activity, provider, in_a_tab="tab" in request.GET)
    except Trouble as trouble:
        return _troubled(request, trouble, activity)
    return _unkept(HttpResponseRedirect(address))


@require_safe
def eid_back(request: HttpRequest) -> HttpResponse:
    """Back from the provider, with a code that we exchange for what it says of the person."""
    limits.spend("code_address", limits.address(request))
    activity = None
    try:
        activity, in_a_tab = trips.came_back(request)
        held = trips.shown(request, activity)
        if not rules.is_enough(held.proof, queries.demanded(activity, _surest(activity))):
            raise Trouble("eid_not_resident", organisation=activity.dialogue.organisation.name)
    except Trouble as trouble:
        return _troubled(request, trouble, activity)
    doors.remember(request, activity, held)
    if in_a_tab:
        return _unkept(render(request, "identity/eid_shown.html", _about(activity)))
    return _unkept(SeeOther(_page_of(activity) + AFTER))


@require_safe
def eid_keys(request: HttpRequest, org: str) -> HttpResponse:
    """Our public keys, for the provider to know us by."""
    provider = provider_of(org)
    if provider is None:
        raise Http404
    return JsonResponse(provider.published)


def _open(slug: str, number: int) -> Activity:
    """An activity that lets somebody in now: to read it when it is over, too. Else 404."""
    entrance = participation.entrance(planning.public_dialogue(slug), number)
    if not (entrance.is_open or entrance.demands.is_read_by_few) or not _asks(entrance.demands):
        raise Http404
    return entrance.activity


def _asks(demands: rules.Demands) -> bool:
    return any(demands.of(doing).at_least(Proof.CODE) for doing in Doing)


def _surest(activity: Activity) -> Doing:
    """What people do there that demands the most."""
    demands = queries.demands(activity)
    return max((Doing.VOTE, Doing.COMMENT, Doing.READ), key=lambda doing: list(Proof).index(demands.of(doing)))


def _troubled(request: HttpRequest, trouble: Trouble, activity: Activity | None) -> HttpResponse:
    context = {"sentence": refusal_text(trouble), **(_about(activity) if activity else {})}
    return _unkept(render(request, "identity/eid_trouble.html", context, status=trouble.status))


def _about(activity: Activity) -> dict[str, Any]:
    dialogue = activity.dialogue
    return {"activity": activity, "dialogue": dialogue, "organisation": dialogue.organisation, "here": "take_part"}


def _page_of(activity: Activity) -> str:
    return reverse("participation:activity", args=[activity.dialogue.slug, activity.number])


def _unkept(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store, private"
    return response
