"""Showing who one is before one begins, and the way to e-identification and back."""

from contextlib import suppress
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from gehor.ground import limits
from gehor.ground.errors import Trouble
from gehor.ground.saml import messages
from gehor.ground.sentences import refusal_text
from gehor.ground.web import PAGE, SeeOther
from gehor.participation import queries as participation
from gehor.participation.ballots.rules import Held
from gehor.planning import queries as planning
from gehor.planning.models import Activity
from gehor.process.words import Doing, Proof

from . import doors, eid, queries, rules
from .doors import MustShow, must_hold, must_read
from .oidc import providers as oidc
from .oidc import trips
from .saml import providers as saml
from .saml import trips as saml_trips
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
def leave(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """To the organisation's own provider of e-identification."""
    activity = _open(slug, number)
    if not queries.demanded(activity, _surest(activity)).at_least(Proof.EID):
        raise Http404
    limits.spend("code_address", limits.address(request))
    try:
        address = eid.leave(request, activity, in_a_tab="tab" in request.GET)
    except Trouble as trouble:
        return _troubled(request, trouble, activity)
    if address is None:
        raise Http404
    return _unkept(HttpResponseRedirect(address))


@require_safe
def eid_back(request: HttpRequest) -> HttpResponse:
    """Back from the provider, with a code that we exchange for what it says of the person."""
    limits.spend("code_address", limits.address(request))
    activity = None
    try:
        activity, in_a_tab = trips.came_back(request)
        held = trips.shown(request, activity)
        return _shown(request, activity, held, in_a_tab=in_a_tab)
    except Trouble as trouble:
        return _troubled(request, trouble, activity)


@csrf_exempt  # the provider's own page posts here, and it has no token of ours: what it posts is signed
@require_POST
def saml_answer(request: HttpRequest, org: str) -> HttpResponse:
    """What a provider that speaks SAML says of somebody, posted by their browser."""
    limits.spend("code_address", limits.address(request))
    provider = _saml(org)
    try:
        return _unkept(saml_trips.posted(request, provider))
    except Trouble as trouble:
        return _troubled(request, trouble, _if_open(saml_trips.going_to(request, provider)))


@require_safe
def saml_back(request: HttpRequest, org: str) -> HttpResponse:
    """From there on to here, where the browser's own cookies come too."""
    activity = None
    try:
        activity, in_a_tab, held = saml_trips.came_back(request, _saml(org))
        return _shown(request, activity, held, in_a_tab=in_a_tab)
    except Trouble as trouble:
        return _troubled(request, trouble, activity)


@require_safe
def saml_metadata(request: HttpRequest, org: str) -> HttpResponse:
    """We as the provider is to know us."""
    provider = _saml(org)
    return HttpResponse(messages.metadata(provider.party, provider.place), content_type="application/samlmetadata+xml")


@require_safe
def eid_keys(request: HttpRequest, org: str) -> HttpResponse:
    """Our public keys, for the provider to know us by."""
    provider = oidc.providers().get(org)
    if provider is None:
        raise Http404
    return JsonResponse(provider.published)


def _saml(org: str) -> saml.Provider:
    provider = saml.providers().get(org)
    if provider is None:
        raise Http404
    return provider


def _shown(request: HttpRequest, activity: Activity, held: Held, *, in_a_tab: bool) -> HttpResponse:
    """Who somebody is has been shown: is it enough for anything, and where were they? Raises Trouble."""
    demands = queries.demands(activity)
    doors.remember(request, activity, held)  # also where it is not enough: the tab that waits then says what is missing
    if not any(rules.is_enough(held.proof, demands.of(doing)) for doing in Doing):
        raise Trouble("eid_not_resident", organisation=activity.dialogue.organisation.name)
    if in_a_tab:
        return _unkept(render(request, "identity/eid_shown.html", _about(activity)))
    return _unkept(SeeOther(_page_of(activity) + AFTER))


def _open(slug: str, number: int) -> Activity:
    """An activity that lets somebody in now: to read it when it is over, too. Else 404."""
    entrance = participation.entrance(planning.public_dialogue(slug), number)
    if not (entrance.is_open or entrance.demands.is_read_by_few) or not _asks(entrance.demands):
        raise Http404
    return entrance.activity


def _if_open(activity: Activity | None) -> Activity | None:
    """Anybody can write the number of an activity, so nothing is told of one that lets nobody in."""
    with suppress(Http404):
        return _open(activity.dialogue.slug, activity.number) if activity else None
    return None


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
