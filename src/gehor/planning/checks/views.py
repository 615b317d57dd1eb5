"""A dialogue against the principles it began under: for everybody to read, and for staff to judge."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gehor.ground.forms import saved
from gehor.ground.pages import kept
from gehor.ground.web import PAGE, posted, see_other
from gehor.planning import queries as planning
from gehor.planning.models import Dialogue
from gehor.planning.pages import dialogue_page, entered
from gehor.planning.texts import LEVELS
from gehor.process.steps import JUDGE_PRINCIPLE

from . import actions, queries, texts
from .forms import JudgePrincipleForm
from .models import Judgement
from .queries import Checked


@require_safe
@kept
def principles(request: HttpRequest, slug: str) -> HttpResponse:
    """Each principle with what was found, and what is promised on the dialogue's levels."""
    dialogue, facts = planning.public_with_facts(slug)
    context = {
        "organisation": dialogue.organisation,
        "dialogue": dialogue,
        "facts": facts,
        **_shown(dialogue, queries.checked(dialogue)),
    }
    return render(request, "checks/principles.html", context)


@require_safe
def principles_staff(request: HttpRequest, slug: str) -> HttpResponse:
    """The same for those who work here, with a way to judge for those who may."""
    dialogue = planning.dialogue_for(request.actor, slug)
    may = request.actor.may(JUDGE_PRINCIPLE, dialogue.organisation_id)
    is_run = not JUDGE_PRINCIPLE.missing(planning.facts_known(dialogue))
    context = {
        "heading": _("Principles"),
        "may_judge": may and is_run,
        "is_run": is_run,
        **_shown(dialogue, queries.checked(dialogue)),
    }
    return dialogue_page(request, "checks/principles_staff.html", dialogue, context)


@PAGE
def judge_principle(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One principle: what was found before, and what is found now."""
    dialogue, missing = entered(request, slug, JUDGE_PRINCIPLE)
    found = queries.checked(dialogue)
    check = next((each for each in found.checks if each.principle.number == number), None)
    if check is None:
        raise Http404
    version = len(check.judgements)
    form = JudgePrincipleForm(posted(request), source=dialogue.source_language, initial={"version": version})

    def judge() -> Judgement:
        return actions.judge_principle(dialogue, actor=request.actor, number=number, **form.cleaned_data)

    if saved(form, judge, meanwhile={"principle_judged_meanwhile"}):
        messages.success(request, _("The judgement is saved, and it is public."))
        return see_other("planning:principles_staff", slug)
    if form.is_overtaken:
        form.show(version)
    context = {
        "heading": _("Judge a principle"),
        "check": check,
        "theirs": check.latest if form.is_overtaken else None,
    }
    return dialogue_page(request, "checks/judge_principle.html", dialogue, context, missing=missing, form=form)


def _shown(dialogue: Dialogue, found: Checked) -> dict[str, Any]:
    """What both pages show. The promise is the organisation's own, where it has adopted one for the level."""
    charter = found.charter
    slug = dialogue.organisation.slug
    return {
        "checked": found,
        "figures": [(count, texts.COUNTED[verdict]) for verdict, count in found.counts.items()],
        "promises": [(LEVELS[level], charter.promises.get(level) if charter else None) for level in dialogue.levels],
        "version_url": reverse("governance:principles_version", args=[slug, charter.number]) if charter else "",
        "newer_url": reverse("governance:principles_version", args=[slug, found.newer.number]) if found.newer else "",
    }
