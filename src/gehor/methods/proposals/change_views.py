"""A proposal with the changes that were suggested, suggesting one, and answering one: its author, or staff."""

from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gehor.ground import pages
from gehor.ground.act import RESIDENT
from gehor.ground.errors import WrongInput, WrongPerson
from gehor.ground.forms import saved
from gehor.ground.pages import kept
from gehor.ground.people import receipt as receipts
from gehor.ground.people.door import holder, private
from gehor.ground.people.models import Participant
from gehor.ground.web import PAGE, posted, see_other, staff_page
from gehor.participation import queries as participation
from gehor.participation.ballots import supporting
from gehor.participation.forms import take_part_form
from gehor.participation.intake.doors import activity_of
from gehor.participation.models import Contribution
from gehor.participation.queries import Entrance
from gehor.participation.views import showing
from gehor.participation.views.taking_part import receive
from gehor.planning import queries as planning
from gehor.planning.models import Dialogue
from gehor.process.steps import SETTLE_AMENDMENT

from . import amending, amendments, queries, rules
from .amendments import Change
from .forms import AmendmentForm, AuthorSettleForm, SettleForm
from .models import Amendment
from .views import of_proposals

OVERTAKEN = {"worded_since"}


# Residents


@require_safe
@kept
def proposal(request: HttpRequest, slug: str, number: int, reference: str) -> HttpResponse:
    """One proposal as it reads, how it read before, and every change that was suggested."""
    entrance = of_proposals(request.entrance)
    one = _shown(entrance, reference)
    worded, changes = amendments.followed(one)
    support = queries.support_of(one, worded.changed_at)
    context = {
        **showing.about(entrance.activity.dialogue),
        "entrance": entrance,
        "activity": entrance.activity,
        "one": one,
        "worded": worded,
        "changes": changes,
        "support": support,
        "takes_support": rules.takes_support(entrance.activity.setup),
        "takes_amendments": rules.takes_amendments(entrance.activity.setup),
    }
    own = supporting.mine(entrance, reference=one.reference)
    response = render(request, "proposals/proposal.html", {**context, "mine": own(request)})
    response["Cache-Control"] = "no-cache, private"
    return pages.mine(response, own)


@PAGE
@kept
def suggest(request: HttpRequest, slug: str, number: int, reference: str) -> HttpResponse:
    """Suggest a changed wording: the form is filled in with the one that holds."""
    entrance = of_proposals(participation.entrance(planning.public_dialogue(slug), number))
    one = _shown(entrance, reference)
    if not rules.takes_amendments(entrance.activity.setup):
        raise Http404
    page = partial(_suggest_page, one=one)
    if request.method == "POST":
        if request.POST.get(rules.AMENDS) != one.reference:
            raise WrongInput("unknown_proposal", word=request.POST.get(rules.AMENDS, "")[:40])
        return receive(request, entrance, page, asked=AmendmentForm)
    if not entrance.is_open:
        return showing.shut(request, entrance)
    if queries.is_merged(one):  # its page says with which other it is followed
        return see_other("proposals:proposal", slug, number, one.reference)
    now = one.wordings.last()
    start = {
        "text": now.text,
        rules.HEADING: now.title,
        rules.AMENDS: one.reference,
        rules.FROM_WORDING: now.number,
        "language": now.language,
    }
    form = take_part_form(entrance.activity, get_language() or "sv", asked=AmendmentForm, initial=start)
    return page(request, entrance, form)


def _suggest_page(
    request: HttpRequest,
    entrance: Entrance,
    form: forms.Form,
    *,
    one: Contribution,
    before: Participant | None = None,
    status: int = 200,
) -> HttpResponse:
    more = {"fields": "proposals/_suggest_fields.html", "one": one}
    return showing.form_page(
        request, entrance, form, before=before, status=status, template="proposals/suggest.html", more=more
    )


def _shown(entrance: Entrance, reference: str) -> Contribution:
    """A proposal that everybody may read; a suggested change is none. Raises Http404."""
    one = queries.proposal(entrance.activity.dialogue, entrance.activity.number, reference)
    if one.published_at is None or rules.AMENDS in one.values:
        raise Http404
    one.activity = entrance.activity
    return one


# Whoever wrote the proposal


@PAGE
def answer_as_author(request: HttpRequest, receipt: str, reference: str) -> HttpResponse:
    """Accept or decline a change of one's own proposal, by the receipt code."""
    participant = holder(request, receipt)
    amendment = amendments.amendment(Q(contribution__published_at__isnull=False), reference)
    if not amending.is_author(amendment.of, participant):
        raise WrongPerson("not_your_proposal")
    dialogue, code = amendment.of.dialogue, receipts.shown(participant.receipt)
    context = _answering(request, amendment, AuthorSettleForm, holder=participant)
    if context["form"].outcome:
        messages.success(request, _("Your answer stands beside the suggested change now."))
        return see_other("trace:receipt", receipt=code)
    context |= {"organisation": dialogue.organisation, "here": "receipt", "dialogue": dialogue, "code": code}
    status = context["form"].page_status
    return private(render(request, "proposals/answer_as_author.html", context, status=status))


# Staff


@PAGE
def staff_change(request: HttpRequest, slug: str, number: int, reference: str) -> HttpResponse:
    """Accept or decline a suggested change, as staff."""
    amendment = _for_staff(request, slug, number, reference)
    context = _answering(request, amendment, SettleForm, source=amendment.of.dialogue.source_language)
    if context["form"].outcome:
        messages.success(request, _("The answer stands beside the suggested change now."))
        return see_other("proposals:staff_proposal", slug, number, amendment.of.reference)
    context |= {"dialogue": amendment.of.dialogue, "activity": amendment.of.activity}
    return staff_page(request, "proposals/staff_change.html", amendment.of.dialogue.organisation, context)


@require_POST
def staff_reason(request: HttpRequest, slug: str, number: int, reference: str) -> HttpResponse:
    """Show why the author settled it so, or not any more."""
    amendment = _for_staff(request, slug, number, reference)
    if not hasattr(amendment, "verdict"):
        raise Http404
    amending.show_reason(amendment.verdict, actor=request.actor, shown="show" in request.POST)
    return see_other("proposals:staff_change", slug, number, amendment.contribution.reference)


def _for_staff(request: HttpRequest, slug: str, number: int, reference: str) -> Amendment:
    activity = activity_of(request, slug, number, step=SETTLE_AMENDMENT)
    dialogue: Dialogue = activity.dialogue
    return amendments.amendment(Q(of__activity=activity), reference, dialogue=dialogue)


def _answering(
    request: HttpRequest,
    amendment: Amendment,
    kind: type[SettleForm],
    *,
    holder: Participant | None = None,  # of the proposal's receipt
    **more: Any,
) -> dict[str, Any]:
    """What both pages show. The form has an outcome where it was answered just now."""
    form = kind(posted(request), initial={"version": amendment.of.wordings.last().number}, **more)
    saved(
        form,
        lambda: amending.settle(
            amendment, actor=RESIDENT if holder else request.actor, holder=holder, **form.cleaned_data
        ),
        meanwhile=OVERTAKEN,
    )
    worded, changes = amendments.followed(amendment.of, shown=False)
    if form.is_overtaken:
        form.show(worded.now.number)
    change: Change = next(each for each in changes if each.amendment.pk == amendment.pk)
    return {
        "form": form,
        "amendment": amendment,
        "change": change,
        "worded": worded,
        "against_now": amendments.against_now(change, worded) if change.is_overtaken else None,
    }
