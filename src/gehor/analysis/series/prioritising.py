"""The priorities for staff: the ballot, the papers of it, and the action plan that comes of it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gehor.ground.errors import WrongMoment
from gehor.ground.forms import saved
from gehor.ground.web import PAGE, posted, see_other
from gehor.planning.models import Dialogue
from gehor.process.steps import CLOSE_PRIORITISATION, ENTER_BALLOT, MAKE_BALLOTS, OPEN_PRIORITISATION, PLAN_ACTION

from . import actions, papers, queries, rules
from .forms import ActionForm, EnterForm, MakeForm, OpenForm
from .frame import FORMS, dialogue_of, download, file, page
from .models import Action, Option, Prioritisation
from .views import choices, priorities_context

# The ballot


@PAGE
def prioritise(request: HttpRequest, slug: str) -> HttpResponse:
    """Make the ballot of the findings, as they are worded now."""
    dialogue = dialogue_of(request, slug, OPEN_PRIORITISATION)
    meetings = queries.sessions(dialogue)
    findings = queries.categories(dialogue)
    form = OpenForm(
        posted(request),
        meetings=[(each.pk, papers.words(dialogue, each.title)) for each in meetings[1:]],
        initial={"activity": meetings[1].pk, "dots": rules.usual_dots(len(findings))},
    )

    def act() -> Prioritisation:
        activity = next(each for each in meetings if each.pk == form.cleaned_data["activity"])
        return actions.open_prioritisation(activity, actor=request.actor, dots=form.cleaned_data["dots"])

    if saved(form, act):
        messages.success(request, _("The ballot is made. Print as many as you expect people."))
        return see_other("series:make", slug)
    context = {
        "form": form,
        "findings": [papers.words(dialogue, each.statement) for each in findings],
        "is_made": queries.prioritisation_of(dialogue) is not None,
        "fewest": rules.FEWEST_OPTIONS,
    }
    return page(request, "prioritise", dialogue, context)


@PAGE
def make(request: HttpRequest, slug: str) -> HttpResponse:
    """Ballots to print, each with a code of its own. They are seen once."""
    dialogue = dialogue_of(request, slug, MAKE_BALLOTS)
    found = _prioritisation(dialogue)
    form = MakeForm(posted(request))
    if saved(form, lambda: actions.make_ballots(found, actor=request.actor, **form.cleaned_data)):
        return download(dialogue, papers.ballots(found, form.outcome), _("ballots"), "pdf")
    context = {"form": form, "prioritisation": found, "handed": queries.handed(found)}
    return page(request, "make", dialogue, context)


@PAGE
def enter(request: HttpRequest, slug: str) -> HttpResponse:
    """Type in one paper ballot after the other."""
    dialogue = dialogue_of(request, slug, ENTER_BALLOT)
    found = _prioritisation(dialogue)
    form = EnterForm(posted(request), options=choices(found))
    if saved(form, lambda: actions.enter_ballot(found, actor=request.actor, **form.cleaned_data)):
        messages.success(request, _("The ballot is counted. Here is room for the next one."))
        return see_other("series:enter", slug)
    context = {
        "form": form,
        "prioritisation": found,
        "handed": queries.handed(found),
        "may_close": request.actor.may(CLOSE_PRIORITISATION, dialogue.organisation_id),
    }
    return page(request, "enter", dialogue, context)


@require_POST
def close(request: HttpRequest, slug: str) -> HttpResponse:
    dialogue = dialogue_of(request, slug, CLOSE_PRIORITISATION)
    actions.close_prioritisation(_prioritisation(dialogue), actor=request.actor)
    messages.success(request, _("The prioritisation is closed. Everybody can see how it came out."))
    return see_other("series:overview", slug)


# The action plan and the sheet for the last meeting


@require_safe
def plan(request: HttpRequest, slug: str) -> HttpResponse:
    """The draft, in the order that came out."""
    dialogue = dialogue_of(request, slug)
    context = {
        **priorities_context(dialogue, _priorities(dialogue)),
        "may_plan": request.actor.may(PLAN_ACTION, dialogue.organisation_id),
    }
    return page(request, "plan", dialogue, context)


@PAGE
def action(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Who does what about one category, and when."""
    dialogue = dialogue_of(request, slug, PLAN_ACTION)
    option = next((each for each in queries.options(_prioritisation(dialogue)) if each.number == number), None)
    if option is None:
        raise Http404
    form = ActionForm(posted(request), source=dialogue.source_language, initial=_planned(option))

    def act() -> Action:
        return actions.plan_action(option, actor=request.actor, **form.cleaned_data)

    if saved(form, act, meanwhile={"planned_meanwhile"}):
        messages.success(request, _("Saved."))
        return see_other("series:plan", slug)
    context = {"form": form, "option": option, "theirs": None}
    if form.is_overtaken:
        option.refresh_from_db()
        theirs = queries.action_of(option)
        form.show(theirs.version)
        context |= {"theirs": theirs, "their_facts": list(papers.facts_of(theirs))}
    return page(request, "action", dialogue, context)


def _planned(option: Option) -> dict[str, Any]:
    row = queries.action_of(option)
    if row is None:
        return {"version": 0}
    return {name: getattr(row, name) for name in ("what", "who", "due_on", "budget_sek", "version")}


@require_safe
def plan_document(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    dialogue = dialogue_of(request, slug)
    if form not in FORMS:
        raise Http404
    return file(dialogue, papers.action_plan(dialogue, _priorities(dialogue)), _("action-plan"), form)


@require_safe
def sheet(request: HttpRequest, slug: str) -> HttpResponse:
    """For the feedback meeting: what came out, what is planned, and room for what is to be corrected."""
    dialogue = dialogue_of(request, slug)
    return download(dialogue, papers.sheet(dialogue, _priorities(dialogue)), _("correction-sheet"), "pdf")


def _prioritisation(dialogue: Dialogue) -> Prioritisation:
    """Ballots before categories: not yet."""
    found = queries.prioritisation_of(dialogue)
    if found is None:
        raise WrongMoment("no_ballot_made")
    return found


def _priorities(dialogue: Dialogue) -> queries.Priorities:
    found = queries.priorities(_prioritisation(dialogue))
    if found is None:
        raise WrongMoment("prioritisation_open")
    return found
