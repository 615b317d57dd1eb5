"""The form by which anybody reports a text, and what staff see of what waits."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from gehor.ground import limits
from gehor.ground.errors import WrongMoment
from gehor.ground.forms import saved
from gehor.ground.pages import kept
from gehor.ground.web import PAGE, posted, see_other, staff_page
from gehor.participation.identity.doors import must_read
from gehor.participation.identity.queries import demanded
from gehor.participation.models import Contribution
from gehor.participation.queries import shown_wordings
from gehor.planning.models import Dialogue
from gehor.planning.queries import activity_of, dialogue_for, public_dialogue
from gehor.process.steps import PUBLISH_CONTRIBUTION, READ_APART, RULE, SET_LIMIT
from gehor.process.words import Doing, Proof

from . import actions, covering, network, queries, rules, waiting
from .forms import LimitForm, ReportForm, RuleForm, ShowWaitingForm
from .texts import DONE, TO_REPORT, VIEWS


@PAGE
@kept
def report(request: HttpRequest, slug: str, reference: str) -> HttpResponse:
    """Say that a text should not be shown, and why: without an account."""
    if request.method == "POST":
        limits.spend("report_address", limits.address(request))
    contribution = queries.one(public_dialogue(slug), reference)
    if contribution.published_at is None:
        raise WrongMoment("not_shown_now")
    must_read(request, contribution.activity)
    form = ReportForm(posted(request))
    if saved(form, lambda: _report(contribution, request, form)):
        return see_other("moderation:reported", slug, contribution.reference)
    context = {"form": form, "wording": shown_wordings([contribution.pk])[contribution.pk]}
    response = _public(request, "moderation/report.html", contribution, context, status=form.page_status)
    response["Cache-Control"] = "no-cache, private"
    return response


def _report(contribution: Contribution, request: HttpRequest, form: ReportForm) -> None:
    try:
        actions.report(contribution, actor=request.actor, **form.cleaned_data)
    except WrongMoment as refusal:
        if refusal.code != "reported_before":
            raise


@require_safe
@kept
def reported(request: HttpRequest, slug: str, reference: str) -> HttpResponse:
    """Thank you, and what happens now."""
    return _public(request, "moderation/reported.html", queries.one(public_dialogue(slug), reference), {})


def _public(
    request: HttpRequest, template: str, contribution: Contribution, context: dict[str, object], *, status: int = 200
) -> HttpResponse:
    dialogue = contribution.dialogue
    about = {"contribution": contribution, "dialogue": dialogue, "organisation": dialogue.organisation}
    return render(request, template, {**about, **context}, status=status)


@require_safe
def queue(request: HttpRequest, slug: str) -> HttpResponse:
    """What is not shown yet, what was reported and what is hidden, with how long it has been so."""
    dialogue = dialogue_for(request.actor, slug, RULE)
    found = queries.views_of(dialogue)
    counts = {name: rows.count() for name, rows in found.items()}
    view = request.GET.get("show", "")
    if view not in found:
        view = "reported" if counts["reported"] else "waiting"
    page = queries.page_of(found[view], request.GET.get("page"))
    context = {
        "dialogue": dialogue,
        "view": view,
        "tabs": [
            {"label": VIEWS[name], "url": f"?show={name}", "here": name == view, "count": count}
            for name, count in counts.items()
        ],
        "page": page,
        "lines": queries.lines(list(page)),
        "all_at_once": waiting.activities(dialogue) if view == "waiting" and counts["waiting"] else (),
    }
    return staff_page(request, "moderation/queue.html", dialogue.organisation, context)


@PAGE
def show_waiting(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """All that waits in one activity: what it is, what follows when it is shown without being read, and the button."""
    activity = activity_of(dialogue_for(request.actor, slug, PUBLISH_CONTRIBUTION), number)
    found = waiting.waiting(activity)
    form = ShowWaitingForm(posted(request), initial={"until": found.until})
    if saved(form, lambda: actions.show_waiting(activity, actor=request.actor, **form.cleaned_data)):
        words = ngettext("%(n)d contribution is shown now.", "%(n)d contributions are shown now.", form.outcome)
        messages.success(request, words % {"n": form.outcome})
        return see_other("moderation:queue", slug)
    context = {
        "dialogue": activity.dialogue,
        "activity": activity,
        "waiting": found,
        "is_read_by_few": demanded(activity, Doing.READ) is not Proof.OPEN,
        "form": form,
    }
    return staff_page(request, "moderation/show_waiting.html", activity.dialogue.organisation, context)


@PAGE
def set_limit(request: HttpRequest, slug: str) -> HttpResponse:
    """How much may come from one network: less when somebody floods the dialogue, more when a class answers."""
    dialogue = dialogue_for(request.actor, slug, SET_LIMIT)
    form = LimitForm(posted(request), now=network.crowd_of(slug))
    if saved(form, lambda: actions.set_limit(dialogue, actor=request.actor, **form.cleaned_data)):
        messages.success(request, _("It is saved, and holds from now on."))
        return see_other("moderation:queue", slug)
    context = {"dialogue": dialogue, "form": form}
    return staff_page(request, "moderation/limit.html", dialogue.organisation, context, status=form.page_status)


@PAGE
def rule(request: HttpRequest, slug: str, reference: str) -> HttpResponse:
    """One contribution: what was reported, what was done, and what is to be done."""
    dialogue = dialogue_for(request.actor, slug, RULE)
    row = queries.one(dialogue, reference)
    reports = queries.open_reports(row)
    latest = queries.latest_kind(row)
    form = RuleForm(posted(request), kinds=rules.possible(latest, is_reported=bool(reports)))
    if saved(form, lambda: actions.rule(row, actor=request.actor, **form.cleaned_data)):
        messages.success(request, _("%(reference)s is saved.") % {"reference": row.reference})
        return see_other("moderation:queue", slug)
    return _rule_page(request, dialogue, row, form, reports, is_hidden=latest in rules.HIDDEN)


@PAGE
def apart(request: HttpRequest, slug: str, reference: str) -> HttpResponse:
    """A text that is set apart. It is shown in the answer to a press of the button, which the journal notes."""
    dialogue = dialogue_for(request.actor, slug, READ_APART)
    row = queries.one(dialogue, reference)
    if not queries.is_apart(row):
        raise WrongMoment("not_set_apart")
    wordings = actions.read_apart(row, actor=request.actor) if request.method == "POST" else []
    context = {"dialogue": dialogue, "contribution": row, "wordings": wordings, "attachments": row.attachments.count()}
    response = staff_page(request, "moderation/apart.html", dialogue.organisation, context)
    response["Cache-Control"] = "no-store, private"
    return response


def _rule_page(
    request: HttpRequest, dialogue: Dialogue, row: Contribution, form: RuleForm, reports: list, *, is_hidden: bool
) -> HttpResponse:
    context = {
        "dialogue": dialogue,
        "contribution": row,
        "wording": shown_wordings([row.pk])[row.pk],
        "reports": [(each, TO_REPORT[each.reason]) for each in reports],
        "rulings": [(each, DONE[each.kind]) for each in queries.rulings(row)],
        "text_days": rules.TEXT_DAYS,
        "is_hidden": is_hidden,
        "repeated_in": covering.repeated_in(row),
        "is_apart": queries.is_apart(row),
        "may_read_apart": request.actor.may(READ_APART, dialogue.organisation_id),
        "form": form,
    }
    return staff_page(request, "moderation/rule.html", dialogue.organisation, context, status=form.page_status)
