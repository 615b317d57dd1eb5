"""The pages of the criteria: what an organisation asks before it runs a dialogue."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gehor.ground.errors import WrongMoment
from gehor.ground.forms import saved
from gehor.ground.organisations.queries import organisation_for
from gehor.ground.web import PAGE, posted, see_other
from gehor.process.steps import ADD_CRITERION, RETIRE_CRITERION, REWORD_CRITERION

from . import actions, queries, rules, seeds, texts
from .forms import CriterionForm, RetireForm
from .frame import page


@require_safe
def criteria(request: HttpRequest, slug: str) -> HttpResponse:
    """What is always asked, what the organisation has added, and what it asks no more."""
    organisation = organisation_for(request.actor, slug)
    every = queries.every_criterion(organisation)
    asked = [each for each in every if each.criterion.retired_at is None]
    context = {
        "always": texts.ALWAYS_ASKED.values(),
        "asked": asked,
        "retired": [each for each in every if each.criterion.retired_at is not None],
        "suggestions": [
            (key, row)
            for key, row in seeds.criteria().items()
            if not any(row["question"] == each.question for each in asked)
        ],
        "may_change": request.actor.may(ADD_CRITERION, organisation.pk),
        "is_full": len(asked) >= rules.MOST_CRITERIA,
        "most": rules.MOST_CRITERIA,
    }
    return page(request, "criteria", organisation, context)


@PAGE
def add(request: HttpRequest, slug: str) -> HttpResponse:
    """A new criterion, from nothing or from one of those seen elsewhere."""
    organisation = organisation_for(request.actor, slug, ADD_CRITERION)
    start = seeds.criteria().get(request.GET.get("from", ""), {})
    initial = {name: start.get(name, {}) for name in ("question", "hint")}
    form = CriterionForm(posted(request), source=organisation.source_language, initial=initial)
    if saved(form, lambda: actions.add_criterion(organisation, actor=request.actor, **form.cleaned_data)):
        messages.success(request, _("It is asked from now on, before each new dialogue."))
        return see_other("governance:criteria", slug)
    return page(request, "criterion", organisation, {"form": form, "source": start.get("source", {})})


@PAGE
def reword(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """A criterion in other words."""
    organisation = organisation_for(request.actor, slug, REWORD_CRITERION)
    found = queries.criterion_numbered(organisation, number)
    _is_asked(found)
    now = queries.wording_of(found)
    initial = {"question": now.question, "hint": now.hint}
    form = CriterionForm(posted(request), source=organisation.source_language, initial=initial)
    if saved(form, lambda: actions.reword_criterion(found, actor=request.actor, **form.cleaned_data)):
        messages.success(request, _("It is put in these words from now on."))
        return see_other("governance:criteria", slug)
    return page(request, "criterion", organisation, {"form": form, "criterion": found})


@PAGE
def retire(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Asks once more, and then the criterion is asked no more."""
    organisation = organisation_for(request.actor, slug, RETIRE_CRITERION)
    found = queries.criterion_numbered(organisation, number)
    _is_asked(found)
    if request.method == "POST":
        actions.retire_criterion(found, actor=request.actor)
        messages.success(request, _("It is asked no more. The answers stay where they were given."))
        return see_other("governance:criteria", slug)
    context = {"form": RetireForm(), "wording": queries.wording_of(found)}
    return page(request, "retire", organisation, context)


def _is_asked(criterion: Any) -> None:
    if criterion.retired_at is not None:
        raise WrongMoment("criterion_retired")
