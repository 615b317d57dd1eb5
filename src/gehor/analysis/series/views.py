"""The series for everybody: what is held when, how many came, what came of it; and the ballot on a phone."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gehor.ground import clock, limits
from gehor.ground.act import RESIDENT
from gehor.ground.errors import WrongInput
from gehor.ground.forms import saved
from gehor.ground.pages import kept
from gehor.ground.people import receipt
from gehor.ground.people.door import find_by_code, private
from gehor.ground.web import PAGE, posted, see_other
from gehor.planning import queries as planning
from gehor.planning.models import Dialogue

from . import actions, papers, queries, rules, texts
from .forms import BallotForm, CodeForm
from .models import Prioritisation


@require_safe
@kept
def series(request: HttpRequest, slug: str) -> HttpResponse:
    """When and where, how many came, what they prioritised and what is planned."""
    dialogue, facts = planning.public_with_facts(slug)
    meetings = queries.sessions(dialogue)
    if len(meetings) < rules.FEWEST_MEETINGS:
        raise Http404
    came = queries.attendance(meetings, queries.nameless(dialogue))
    context = {
        "organisation": dialogue.organisation,
        "here": "take_part",
        "dialogue": dialogue,
        "source": dialogue.source_language,
        "facts": facts,
        "section": "about",
        "came": came,
        **attendance_context(dialogue, came),
        **priorities_context(dialogue, queries.priorities_of(dialogue)),
        "plan_is_shown": len(meetings) < 3 or clock.today() >= queries.held_on(meetings[2]),
    }
    return render(request, "series/series.html", context)


def attendance_context(dialogue: Dialogue, came: list[queries.Came]) -> dict[str, Any]:
    """The picture of how many came, for everybody and for staff."""
    rows = [(papers.words(dialogue, each.activity.title), each.people) for each in came]
    return {"came_rows": rows if any(count for _title, count in rows) else []}


def priorities_context(dialogue: Dialogue, found: queries.Priorities | None) -> dict[str, Any]:
    if found is None:
        return {"priorities": None}
    return {
        "priorities": found,
        "ranked": [
            (each, papers.words(dialogue, each.option.statement), list(papers.facts_of(each.action)))
            for each in found.ranked
        ],
        "chart": [
            (papers.words(dialogue, each.option.statement), each.weighed.dots, 100 * each.weighed.share)
            for each in found.ranked
            if each.weighed
        ],
        "by_way": [(texts.WAYS[way], count) for way, count in found.outcome.by_way],
        "rule": papers.rule_text(found.prioritisation),
        "fewest": rules.FEWEST_BALLOTS,
    }


@PAGE
def find(request: HttpRequest) -> HttpResponse:
    """Type the code that stands on the ballot."""
    return find_by_code(
        request,
        "series/find.html",
        CodeForm(posted(request)),
        address_of=lambda code: reverse("series:ballot", args=[receipt.shown(code)]) if queries.by_code(code) else "",
        unknown=texts.REFUSALS["unknown_ballot"],
    )


@PAGE
def ballot(request: HttpRequest, code: str) -> HttpResponse:
    """Put one's dots, once."""
    limits.spend("receipt_address", limits.address(request))
    found = queries.by_code(code)
    if found is None:
        raise WrongInput("unknown_ballot")
    prioritisation, kept_code = found
    form = BallotForm(posted(request), options=choices(prioritisation))
    if saved(form, lambda: actions.vote(prioritisation, actor=RESIDENT, code=code, **form.cleaned_data)):
        messages.success(request, _("Thank you. Your ballot is counted, and nobody can see that it is yours."))
        return see_other("series:ballot", code=code)
    dialogue = prioritisation.dialogue
    context = {
        "organisation": dialogue.organisation,
        "dialogue": dialogue,
        "source": dialogue.source_language,
        "prioritisation": prioritisation,
        "is_used": kept_code.is_used,
        "form": form,
    }
    return private(render(request, "series/ballot.html", context, status=form.page_status))


def choices(prioritisation: Prioritisation) -> list[tuple[int, str]]:
    dialogue = prioritisation.dialogue
    return [
        (each.number, f"{each.number}. {papers.words(dialogue, each.statement)}")
        for each in queries.options(prioritisation)
    ]
