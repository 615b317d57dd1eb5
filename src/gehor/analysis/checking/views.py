"""The participant's own page, the history that everybody may read, and the pages of staff."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gehor.analysis.listing import listing
from gehor.analysis.models import Finding
from gehor.analysis.queries import facts
from gehor.ground import clock
from gehor.ground.act import RESIDENT, Actor
from gehor.ground.errors import WrongMoment
from gehor.ground.forms import saved
from gehor.ground.pages import kept
from gehor.ground.people import receipt as receipts
from gehor.ground.people.door import holder, private
from gehor.ground.web import PAGE, SeeOther, posted, see_other, staff_page
from gehor.planning.mending import todos
from gehor.planning.models import Dialogue
from gehor.planning.queries import dialogue_for, public_with_facts
from gehor.process.steps import ANSWER_OBJECTION, CLOSE_CHECK, ENTER_RESPONSE, EXTEND_CHECK, MASK, OPEN_CHECK, READ
from gehor.process.words import Channel

from . import actions, queries, rules
from .forms import AnswerForm, EnterForm, LastDayForm, ResponseForm
from .models import Check, Reply, Response
from .texts import SAID, STANDINGS

PER_PAGE = 20  # findings to answer at once

# For participants and for everybody


@PAGE
def check(request: HttpRequest, receipt: str) -> HttpResponse:
    """Is this what was said? Each finding, those that rest on one's own words first; and the answers one has got."""
    participant = holder(request, receipt)
    dialogue = queries.dialogue_of(participant)
    found = queries.latest(dialogue)
    if found is None:
        raise Http404
    said = queries.responses_of(participant)
    findings, own = _findings(dialogue), queries.own_findings(participant)
    own_first = sorted(findings, key=lambda finding: (finding.pk not in own, finding.number))
    listed = listing(request, own_first, finding=lambda each: each, per_page=PER_PAGE)
    if listed.away:
        return SeeOther(listed.away)
    before = {(row.finding_id, row.version): row for row in said if row.check_round_id == found.pk}
    form = ResponseForm(posted(request), findings=list(listed.page), own=own, before=before)
    whose = {"actor": RESIDENT, "participant": participant, "language": get_language() or "sv"}
    if saved(form, lambda: actions.respond(found, said=form.said, **whose)):
        messages.success(request, _("Thank you. What you said is received, and every objection gets an answer."))
        return SeeOther(request.get_full_path())
    statements = queries.statements(findings, said)
    context = {
        "organisation": dialogue.organisation,
        "here": "receipt",
        "dialogue": dialogue,
        "code": receipts.shown(participant.receipt),
        "check": found,
        "is_open": queries.is_open(found, today=clock.today()),
        "listed": listed,
        "page": listed.page,
        "form": form,
        "said": [(row, SAID[row.verdict], statements.get((row.finding_id, row.version), {})) for row in said],
        "answered": any(hasattr(row, "reply") for row in said),
    }
    return private(render(request, "checking/check.html", context, status=form.page_status))


@require_safe
@kept
def history(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One finding: how it was worded, what participants said of it, and what they were answered."""
    dialogue, known = public_with_facts(slug)
    finding = Finding.objects.filter(dialogue=dialogue, number=number).first() if known.signed_off else None
    if finding is None:
        raise Http404
    checked = queries.overview(dialogue).get(finding.pk)
    standing = queries.standing(finding).value
    since = min((row.version for row in checked.counts), default=finding.version) if checked else finding.version
    context = {
        "organisation": dialogue.organisation,
        "here": "results",
        "dialogue": dialogue,
        "facts": known,
        "finding": finding,
        "checked": checked,
        "standing": standing,
        "standing_words": STANDINGS[standing],
        "wordings": queries.wordings(finding, since=since),
        "replies": queries.answered_objections(finding),
    }
    return render(request, "checking/history.html", context)


# For staff


@PAGE
def overview(request: HttpRequest, slug: str) -> HttpResponse:
    """The check of a dialogue: open it or give it longer, see what was said, and answer."""
    dialogue = _room(request.actor, slug)
    found = queries.latest(dialogue)
    running = found if found and found.closed_at is None else None
    form = LastDayForm(posted(request))

    def act() -> Check:
        if running:
            return actions.extend_check(running, actor=request.actor, **form.cleaned_data)
        return actions.open_check(dialogue, actor=request.actor, **form.cleaned_data)

    if saved(form, act):
        longer = _("The participants have longer time.")
        opened = _("The check is open. Those who left an e-mail address are told.")
        messages.success(request, longer if running else opened)
        return see_other("checking:overview", slug)
    held = facts(dialogue)
    checks = queries.overview(dialogue)
    listed = listing(request, _findings(dialogue), finding=lambda each: each)
    reads = request.actor.may(READ, dialogue.organisation_id) or request.actor.may(MASK, dialogue.organisation_id)
    if listed.one and reads:
        return see_other("analysis:finding", slug, listed.one)
    step = EXTEND_CHECK if running else OPEN_CHECK
    context = {
        "dialogue": dialogue,
        "held": held,
        "running": running,
        "is_open": bool(running and queries.is_open(running, today=clock.today())),
        "rounds": queries.rounds(dialogue),
        "findings": [
            (finding, STANDINGS[queries.standing(finding).value][0], checks.get(finding.pk)) for finding in listed.page
        ],
        "listed": listed,
        "page": listed.page,
        "objections": list(queries.objections(dialogue)),
        "form": form if request.actor.may(step, dialogue.organisation_id) and not step.missing(held) else None,
        "needs": todos(OPEN_CHECK.needs, dialogue, held, request.actor),
        "may_close": bool(running)
        and request.actor.may(CLOSE_CHECK, dialogue.organisation_id)
        and clock.today() > running.last_day,
        "may_enter": bool(running) and request.actor.may(ENTER_RESPONSE, dialogue.organisation_id),
        "may_answer": _may_answer(request, dialogue, held),
        "reads": reads,
        "earliest": rules.earliest_last_day(clock.today()),
    }
    return staff_page(request, "checking/overview.html", dialogue.organisation, context, status=form.page_status)


@require_POST
def close(request: HttpRequest, slug: str) -> HttpResponse:
    """Say that the check is over."""
    actions.close_check(_running(_room(request.actor, slug)), actor=request.actor)
    messages.success(request, _("The check is closed."))
    return see_other("checking:overview", slug)


@PAGE
def enter(request: HttpRequest, slug: str) -> HttpResponse:
    """Type in what came on paper, by phone or at a meeting."""
    dialogue = _room(request.actor, slug)
    running = _running(dialogue)
    listed = listing(request, _findings(dialogue), finding=lambda each: each, per_page=PER_PAGE)
    if listed.away:
        return SeeOther(listed.away)
    form = EnterForm(posted(request), findings=list(listed.page))

    def act() -> Any:
        typed = form.cleaned_data
        return actions.enter_response(
            running,
            actor=request.actor,
            channel=Channel(typed["channel"]),
            said=form.said,
            language=typed["language"],
            participant=typed["code"],
            people=typed["people"],
        )

    if saved(form, act):
        messages.success(request, _("It is entered. Type in the next, or go back to the check."))
        return see_other("checking:enter", slug)
    context = {"dialogue": dialogue, "check": running, "form": form, "listed": listed, "page": listed.page}
    return staff_page(request, "checking/enter.html", dialogue.organisation, context)


@require_safe
def paper(request: HttpRequest, slug: str) -> HttpResponse:
    """The same questions as a form to print."""
    dialogue = _room(request.actor, slug)
    running = _running(dialogue)
    context = {"dialogue": dialogue, "check": running, "form": ResponseForm(findings=_findings(dialogue))}
    return staff_page(request, "checking/paper.html", dialogue.organisation, context)


@PAGE
def answer(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One objection: answer it, and reword the finding when it is right."""
    dialogue = _room(request.actor, slug)
    objection = queries.objection_of(dialogue, pk)
    form = AnswerForm(posted(request), source=dialogue.source_language, initial=_initial(objection))

    def act() -> Reply:
        return actions.answer_objection(objection, actor=request.actor, **form.cleaned_data)

    if saved(form, act, meanwhile={"answered_meanwhile", "reworded_meanwhile"}):
        messages.success(request, _("The objection is answered."))
        return see_other("checking:overview", slug)
    if form.is_overtaken:
        now = _initial(queries.objection_of(dialogue, pk))
        form.show(now["version"], finding_version=now["finding_version"])
    context = {
        "dialogue": dialogue,
        "objection": objection,
        "statement": queries.statements([objection.finding], [objection]).get(
            (objection.finding_id, objection.version), {}
        ),
        "reply": getattr(objection, "reply", None),
        "form": form if _may_answer(request, dialogue, facts(dialogue)) or form.is_bound else None,
    }
    return staff_page(request, "checking/answer.html", dialogue.organisation, context, status=form.page_status)


def _initial(objection: Response) -> dict[str, Any]:
    reply = getattr(objection, "reply", None)
    return {
        "shown": reply.shown if reply else objection.text,
        "text": reply.text if reply else {},
        "version": reply.version if reply else 0,
        "statement": objection.finding.statement,
        "finding_version": objection.finding.version,
    }


def _may_answer(request: HttpRequest, dialogue: Dialogue, held: Any) -> bool:
    return request.actor.may(ANSWER_OBJECTION, dialogue.organisation_id) and not ANSWER_OBJECTION.missing(held)


def _room(actor: Actor, slug: str) -> Dialogue:
    """The one door of staff to what was said in a check: for those who answer it or type it in."""
    return dialogue_for(actor, slug, ANSWER_OBJECTION, ENTER_RESPONSE)


def _running(dialogue: Dialogue) -> Check:
    """The check that is not closed yet. Raises WrongMoment when there is none."""
    found = queries.latest(dialogue)
    if found is None or found.closed_at is not None:
        raise WrongMoment("check_is_closed")
    return found


def _findings(dialogue: Dialogue) -> list[Finding]:
    return list(Finding.objects.filter(dialogue=dialogue).order_by("number"))
