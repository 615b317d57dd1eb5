"""Petitions as residents meet them – the rules, the form, the list with support – and what staff note of their way."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gehor.ground import pages
from gehor.ground.errors import WrongMoment
from gehor.ground.forms import saved
from gehor.ground.languages import said
from gehor.ground.pages import kept
from gehor.ground.web import PAGE, posted, see_other, staff_page
from gehor.participation import queries as participation
from gehor.participation.ballots import supporting
from gehor.participation.intake.doors import activity_of
from gehor.participation.models import Contribution
from gehor.participation.queries import Entrance
from gehor.participation.views import showing
from gehor.participation.views.with_more import with_more
from gehor.planning import queries as planning
from gehor.planning.models import Activity
from gehor.process.steps import HANDLE_PETITION
from gehor.process.words import Doing, Proof

from . import actions, queries, rules
from .forms import HandlingForm
from .texts import HANDLED, KINDS, RULES, SOURCES, STATES

PER_PAGE = 20


# Residents


def _rules_above(entrance: Entrance) -> dict[str, object]:
    return {"rules": rules_in_words(entrance.activity), "kind": KINDS[entrance.activity.setup["kind"]][0]}


activity = with_more("petition/activity.html", _rules_above)


def rules_in_words(activity: Activity) -> list[tuple[str, Any, str]]:
    """(what holds, where it comes from, a link or nothing). Our own rules name where they were decided."""
    setup, source = activity.setup, activity.dialogue.source_language
    language = get_language() or source
    own = said(setup.get("decided", {}), source, language)[0]
    filled = {
        "threshold": setup.get("threshold"),
        "days": setup.get("days"),
        "body": said(setup.get("body", {}), source, language)[0],
    }
    found = []
    for rule in rules.rules_of(setup):
        is_own = rule.source is rules.Source.OWN or rule.code == "only_where_decided"
        words = own if rule.source is rules.Source.OWN else SOURCES[rule.source]
        if rule.code == "only_where_decided":
            words = f"{words}; {own}"
        found.append((str(RULES[rule.code]).format(**filled), words, setup.get("link", "") if is_own else ""))
    return found


@require_safe
@kept
def listed(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """What has been raised, the newest first: how many support each, and how far it has come."""
    entrance = _entrance(slug, number)
    page = Paginator(queries.listed(entrance.activity), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        **showing.about(entrance.activity.dialogue),
        "entrance": entrance,
        "activity": entrance.activity,
        "takes_support": rules.takes_support(entrance.activity.setup),
        "threshold": entrance.activity.setup.get("threshold"),
        "is_open_to_all": entrance.demands.of(Doing.VOTE) is Proof.OPEN,
        "is_by_device": entrance.demands.of(Doing.VOTE) is Proof.DEVICE,
        "page": page,
        "rows": [(each, STATES[each.state]) for each in queries.petitions(list(page), worded=True)],
    }
    own = supporting.mine(entrance)
    response = render(request, "petition/listed.html", {**context, "mine": own(request)})
    response["Cache-Control"] = "no-cache, private"
    return pages.mine(response, own)


@require_POST
def support(request: HttpRequest, slug: str, number: int, reference: str) -> HttpResponse:
    """“I support it”; then back to the list, with the code by which the answer finds its way."""
    entrance = _entrance(slug, number)
    one = queries.petition(entrance.activity.dialogue, number, reference)
    one.activity = entrance.activity
    (found,) = queries.petitions([one])
    if not found.may_be_supported:
        raise WrongMoment("not_to_be_supported")
    supporting.pressed(request, one)
    return see_other("petition:listed", slug, number)


def _entrance(slug: str, number: int) -> Entrance:
    entrance = participation.entrance(planning.public_dialogue(slug), number)
    if entrance.activity.method != rules.KEY:
        raise Http404
    return entrance


# Staff


@require_safe
def staff_list(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """All petitions with where they are, also those that are not shown: each is registered on arrival."""
    found = activity_of(request, slug, number, step=HANDLE_PETITION)
    if found.method != rules.KEY:
        raise Http404
    page = Paginator(queries.listed(found, published=False), PER_PAGE).get_page(request.GET.get("page"))
    rows = [(each, STATES[each.state]) for each in queries.petitions(list(page), worded=True)]
    context = {"dialogue": found.dialogue, "activity": found, "page": page, "rows": rows}
    return staff_page(request, "petition/staff_list.html", found.dialogue.organisation, context)


@PAGE
def staff_petition(request: HttpRequest, slug: str, number: int, reference: str) -> HttpResponse:
    """One petition: note what was done with it."""
    found = activity_of(request, slug, number, step=HANDLE_PETITION)
    one: Contribution = queries.petition(found.dialogue, number, reference)
    organisation, source = found.dialogue.organisation, found.dialogue.source_language
    form = HandlingForm(posted(request), organisation=organisation, source=source)
    if saved(form, lambda: actions.handle(one, actor=request.actor, **form.cleaned_data)):
        messages.success(request, _("It stands beside the petition now."))
        return see_other("petition:staff_petition", slug, number, one.reference)
    (shown,) = queries.petitions([one], worded=True)
    context = {
        "dialogue": found.dialogue,
        "activity": found,
        "petition": shown,
        "state": STATES[shown.state],
        "steps": [(each, HANDLED[each.kind]) for each in shown.handlings],
        "is_unsaid": rules.residents_only(found.setup) and rules.RESIDENT not in one.values,
        "is_over": shown.state in rules.ENDED - {rules.State.LAPSED},
        "form": form,
    }
    return staff_page(request, "petition/staff_petition.html", organisation, context)
