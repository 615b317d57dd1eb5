"""The board's and the registrar's pages for what happens before and after a decision."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gehor.analysis.models import Finding
from gehor.decision import queries as decisions
from gehor.decision.models import Decision
from gehor.ground import clock
from gehor.ground.calendar import queries as meetings
from gehor.ground.errors import WrongMoment
from gehor.ground.forms import Form, saved
from gehor.ground.sentences import need_text
from gehor.ground.web import PAGE, posted, see_other, staff_page
from gehor.planning import queries as planning
from gehor.planning.models import Dialogue
from gehor.process.steps import CHANGE_DECISION, END_REFERRAL, FOLLOW_REFERRAL, HANDLE

from . import actions, queries
from .forms import ChangeForm, FollowForm, HandleForm, SettledForm
from .telling import way

YEAR = dt.timedelta(days=365)


@PAGE
def handle(request: HttpRequest, slug: str) -> HttpResponse:
    """A meeting that took up findings and did not decide them."""
    dialogue = planning.dialogue_for(request.actor, slug, HANDLE)
    form = HandleForm(
        posted(request),
        source=dialogue.source_language,
        language=get_language() or dialogue.source_language,
        organisation=dialogue.organisation,
        findings=list(queries.undecided(dialogue)),
        meetings=meetings.held(dialogue.organisation, since=clock.today() - YEAR),
    )
    if saved(form, lambda: actions.handle(dialogue, actor=request.actor, **form.cleaned_data)):
        messages.success(request, _("The meeting is noted. The matter goes on to the next one."))
        return see_other("decision:decide_list" if form.outcome else "decision:handle", slug)
    context = {"missing": [need_text(need.code) for need in HANDLE.missing(decisions.facts(dialogue))]}
    return _page(request, "handle", dialogue, context, form)


@PAGE
def change(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """A new decision that takes the place of the one that holds."""
    dialogue = planning.dialogue_for(request.actor, slug, CHANGE_DECISION)
    finding, decision = _decided(dialogue, number)
    form = ChangeForm(
        posted(request),
        source=dialogue.source_language,
        organisation=dialogue.organisation,
        initial={"body": decision.body_id, "case_number": decision.case_number},
    )

    def act() -> Decision:
        return actions.change_decision(decision, actor=request.actor, **form.decided)

    if saved(form, act, meanwhile={"decision_has_been_changed"}):
        messages.success(request, _("The decision is changed. The earlier one can still be read beside it."))
        return see_other("decision:decide", slug, number)
    return _page(request, "change", dialogue, {"finding": finding, "decision": decision}, form)


@PAGE
def referral(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Where a referred matter lies: day, their number, and when they expect to be done."""
    dialogue = planning.dialogue_for(request.actor, slug, FOLLOW_REFERRAL)
    finding, decision = _decided(dialogue, number)
    where = _open(finding)
    form = FollowForm(
        posted(request),
        initial={"sent_on": where.since, "reference_number": where.reference_number, "expected_on": where.expected_on},
    )
    if saved(form, lambda: actions.follow_referral(decision, actor=request.actor, **form.cleaned_data)):
        messages.success(request, _("It is noted, and stands on the public clock until it is settled."))
        return see_other("decision:decide", slug, number)
    return _page(request, "referral", dialogue, {"finding": finding, "decision": decision, "where": where}, form)


@PAGE
def settled(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """What the receiver did with the matter."""
    dialogue = planning.dialogue_for(request.actor, slug, END_REFERRAL)
    finding, decision = _decided(dialogue, number)
    where = _open(finding)
    form = SettledForm(posted(request), source=dialogue.source_language)
    if saved(form, lambda: actions.end_referral(decision, actor=request.actor, **form.cleaned_data)):
        messages.success(request, _("What became of it is public now."))
        return see_other("decision:decide", slug, number)
    return _page(request, "settled", dialogue, {"finding": finding, "decision": decision, "where": where}, form)


def _decided(dialogue: Dialogue, number: int) -> tuple[Finding, Decision]:
    finding = decisions.finding_of(dialogue, number)
    decision = decisions.decision_on(finding)
    if decision is None:
        raise Http404
    decision.dialogue = dialogue
    return finding, decision


def _open(finding: Finding) -> Any:
    """Where the matter lies. Raises WrongMoment where it lies with nobody."""
    where = queries.course_of(finding.pk).referral
    if where is None or not where.is_open:
        raise WrongMoment("nothing_referred")
    return where


def _page(request: HttpRequest, name: str, dialogue: Dialogue, context: dict[str, Any], form: Form) -> HttpResponse:
    finding = context.get("finding")
    shown = {
        "dialogue": dialogue,
        "source": dialogue.source_language,
        "here": "dialogues",
        "form": form,
        "way": way(queries.course_of(finding.pk), dialogue.source_language) if finding else [],
        **context,
    }
    return staff_page(request, f"course/{name}.html", dialogue.organisation, shown)
