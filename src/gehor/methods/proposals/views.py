"""Proposals as residents meet them – the form, the list with support – and what staff do with them."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gehor.ground import pages
from gehor.ground.forms import saved
from gehor.ground.organisations.texts import ROLES
from gehor.ground.pages import kept
from gehor.ground.web import PAGE, posted, see_other, staff_page
from gehor.participation import queries as participation
from gehor.participation.ballots import supporting
from gehor.participation.intake.doors import activity_of
from gehor.participation.models import Contribution
from gehor.participation.queries import Entrance
from gehor.participation.views import showing
from gehor.participation.views.with_more import with_more
from gehor.process.steps import COMMENT_PROPOSAL, MERGE_PROPOSALS, SETTLE_AMENDMENT
from gehor.process.words import Doing, Proof

from . import actions, amendments, queries, rules
from .forms import CommentForm, MergeForm
from .mapped import mapped
from .models import Merging

PER_PAGE = 20


# Residents


activity = with_more(
    "proposals/activity.html", lambda entrance: {"takes_support": rules.takes_support(entrance.activity.setup)}
)


@require_safe
@kept
def listed(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """What has been proposed, with how many support it, so that neither the new nor the supported is buried."""
    entrance = of_proposals(request.entrance)
    found = queries.ranked(entrance.activity)
    order = request.GET.get("order", "")
    order = order if order in rules.ORDERS else rules.ORDERS[0]
    page = Paginator(rules.ordered(found.newest, found.support, order), PER_PAGE).get_page(request.GET.get("page"))
    rows, where = queries.listed(entrance.activity, found, list(page)), mapped(found, list(page))
    context = {
        **showing.about(entrance.activity.dialogue),
        "entrance": entrance,
        "activity": entrance.activity,
        "takes_support": rules.takes_support(entrance.activity.setup),
        "takes_amendments": rules.takes_amendments(entrance.activity.setup),
        "is_open_to_all": entrance.demands.of(Doing.VOTE) is Proof.OPEN,
        "is_by_code": entrance.demands.of(Doing.VOTE) is Proof.CODE,
        "is_by_device": entrance.demands.of(Doing.VOTE) is Proof.DEVICE,
        "order": order,
        "page": page,
        "rows": [(row, where.numbers.get(row.contribution.reference)) for row in rows],
        "map": where,
    }
    own = supporting.mine(entrance)
    response = render(request, "proposals/listed.html", {**context, "mine": own(request)})
    response["Cache-Control"] = "no-cache, private"
    return pages.mine(response, own)


@require_POST
def support(request: HttpRequest, slug: str, number: int, reference: str) -> HttpResponse:
    """“I agree”; then back to the list, with the code by which the answer finds its way."""
    entrance = of_proposals(participation.public_entrance(slug, number))
    one = _proposal(entrance, reference)
    if not rules.takes_support(one.activity.setup):
        raise Http404
    supporting.pressed(request, one)
    return see_other("proposals:listed", slug, number)


def of_proposals(entrance: Entrance) -> Entrance:
    if entrance.activity.method != rules.KEY:
        raise Http404
    return entrance


def _proposal(entrance: Entrance, reference: str) -> Contribution:
    """What is supported: a proposal that is merged into another leads to that one. Raises Http404."""
    one = queries.proposal(entrance.activity.dialogue, entrance.activity.number, reference)
    into = next((each.into for each in queries.in_force([one.pk]) if each.merged_id == one.pk), None)
    if into is not None:
        one = queries.proposal(entrance.activity.dialogue, entrance.activity.number, into.reference)
    if rules.AMENDS in one.values:
        raise Http404
    one.activity = entrance.activity
    return one


# Staff


@require_safe
def staff_list(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """All published proposals: those of which a suggested change waits, then those with the most support first."""
    found = activity_of(request, slug, number, step=COMMENT_PROPOSAL)
    if found.method != rules.KEY:
        raise Http404
    ranked, waiting = queries.ranked(found), queries.waiting(found)
    most = rules.ordered(ranked.newest, ranked.support, "support")
    first = sorted(most, key=lambda reference: reference not in waiting)
    page = Paginator(first, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "dialogue": found.dialogue,
        "activity": found,
        "page": page,
        "rows": queries.listed(found, ranked, list(page)),
    }
    return staff_page(request, "proposals/staff_list.html", found.dialogue.organisation, context)


@PAGE
def staff_proposal(request: HttpRequest, slug: str, number: int, reference: str) -> HttpResponse:
    """One proposal: what the organisation says about it."""
    one = _for_staff(request, slug, number, reference)
    before = queries.comments([one.pk]).get(one.pk, [])
    form = CommentForm(
        posted(request),
        source=one.dialogue.source_language,
        initial={"text": before[-1].text} if before else None,
    )
    if saved(form, lambda: actions.comment(one, actor=request.actor, **form.cleaned_data)):
        messages.success(request, _("The comment stands beside the proposal now."))
        return see_other("proposals:staff_proposal", slug, number, one.reference)
    return _staff_page(request, one, form=form, merge_form=_merge_form(one), comments=before)


@PAGE
def merge(request: HttpRequest, slug: str, number: int, reference: str) -> HttpResponse:
    """Follow it together with another one that says much the same."""
    one = _for_staff(request, slug, number, reference, step=MERGE_PROPOSALS)
    if request.method != "POST":
        return see_other("proposals:staff_proposal", slug, number, one.reference)
    form = _merge_form(one, request.POST)
    if saved(form, lambda: actions.merge(one, actor=request.actor, **form.cleaned_data)):
        messages.success(request, _("%(reference)s is merged.") % {"reference": one.reference})
        return see_other("proposals:staff_proposal", slug, number, one.reference)
    before = queries.comments([one.pk]).get(one.pk, [])
    shown = CommentForm(source=one.dialogue.source_language)
    return _staff_page(request, one, form=shown, merge_form=form, comments=before)


@require_POST
def undo_merge(request: HttpRequest, slug: str, number: int, reference: str, pk: int) -> HttpResponse:
    one = _for_staff(request, slug, number, reference, step=MERGE_PROPOSALS)
    merging = get_object_or_404(
        Merging.objects.select_related("merged__dialogue"), pk=pk, merged__activity=one.activity
    )
    actions.undo_merge(merging, actor=request.actor)
    messages.success(request, _("It stands by itself again."))
    return see_other("proposals:staff_proposal", slug, number, one.reference)


def _for_staff(
    request: HttpRequest, slug: str, number: int, reference: str, *, step: Any = COMMENT_PROPOSAL
) -> Contribution:
    """A proposal. What suggests a change of one stands on the page of that one."""
    found = activity_of(request, slug, number, step=step)
    one = queries.proposal(found.dialogue, number, reference)
    if rules.AMENDS in one.values:
        raise Http404
    return one


def _merge_form(one: Contribution, data: Any = None) -> MergeForm:
    return MergeForm(data, activity=one.activity, source=one.dialogue.source_language)


def _staff_page(
    request: HttpRequest, one: Contribution, *, form: CommentForm, merge_form: MergeForm, comments: list[Any]
) -> HttpResponse:
    worded, changes = amendments.followed(one, shown=False)
    support = queries.support_of(one, worded.changed_at)
    mergings = queries.standing([one.pk])
    context = {
        "dialogue": one.dialogue,
        "activity": one.activity,
        "contribution": one,
        "wording": worded.now,
        "worded": worded,
        "form": form,
        "merge_form": merge_form,
        "comments": [(each, capfirst(ROLES[each.role][0])) for each in reversed(comments)],
        "into": next((each for each in mergings if each.merged_id == one.pk), None),
        "merged": [each for each in mergings if each.into_id == one.pk],
        "support": support,
        "takes_support": rules.takes_support(one.activity.setup),
        "changes": changes,
        "may_settle": request.actor.may(SETTLE_AMENDMENT, one.dialogue.organisation_id),
        "may_merge": request.actor.may(MERGE_PROPOSALS, one.dialogue.organisation_id),
    }
    return staff_page(request, "proposals/staff_proposal.html", one.dialogue.organisation, context)
