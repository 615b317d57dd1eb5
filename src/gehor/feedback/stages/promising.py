"""For staff: how long stages may take in all dialogues, another day for one stage, and why a summary never came."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from gehor.ground import clock
from gehor.ground.forms import saved
from gehor.ground.organisations.queries import organisation_for
from gehor.ground.web import PAGE, posted, see_other, staff_page
from gehor.process.steps import EXPLAIN_STAGE, PROMISE_STAGE, SET_TERMS

from . import actions, queries
from .forms import AbsenceForm, PromiseForm, TermsForm
from .rules import PROMISED_HERE, Stage, Times
from .texts import STAGES
from .views import door, promised_here, staff


@PAGE
def terms(request: HttpRequest, slug: str) -> HttpResponse:
    """How long each stage may take in every dialogue that opens from now on."""
    organisation = organisation_for(request.actor, slug, SET_TERMS)
    times = queries.times_of(organisation)
    initial = {name: getattr(times, name) for name in TermsForm.base_fields if name != "seen"}
    form = TermsForm(posted(request), initial=initial)
    if saved(form, lambda: actions.set_terms(organisation, actor=request.actor, times=Times(**form.cleaned_data))):
        messages.success(request, _("Saved. It holds for dialogues that open from now on."))
        return see_other("feedback:terms", slug)
    return staff_page(request, "stages/terms.html", organisation, {"form": form, "here": "settings"})


@PAGE
def promise(request: HttpRequest, slug: str, stage: str) -> HttpResponse:
    """Promise another day for one stage."""
    dialogue, here = door(request, slug, stage)
    if here not in PROMISED_HERE:
        raise Http404
    facts = queries.facts(dialogue)
    promised_here(facts)
    now = queries.promised_stage(dialogue, here, opened=queries.opened(facts))
    form = PromiseForm(posted(request), initial={"due_on": now.due}, source=dialogue.source_language)
    if saved(form, lambda: actions.promise_stage(dialogue, actor=request.actor, stage=here, **form.cleaned_data)):
        messages.success(request, _("The day is promised."))
        return see_other("feedback:stages", slug)
    context = {
        **staff(dialogue),
        "form": form,
        "promised": now,
        "opened": queries.opened(facts),
        "words": STAGES[here],
        "days_late": now.days_late(clock.today()),
        "may": request.actor.may(PROMISE_STAGE, dialogue.organisation_id),
    }
    return staff_page(request, "stages/promise.html", dialogue.organisation, context)


@PAGE
def explain(request: HttpRequest, slug: str) -> HttpResponse:
    """Say in public why a promised summary was not given."""
    dialogue, here = door(request, slug, Stage.SUMMARY.value, EXPLAIN_STAGE)
    form = AbsenceForm(posted(request), source=dialogue.source_language)
    if saved(form, lambda: actions.explain_stage(dialogue, actor=request.actor, stage=here, **form.cleaned_data)):
        messages.success(request, _("Your explanation is public, where the summary was promised."))
        return see_other("feedback:stages", slug)
    facts = queries.facts(dialogue)
    promised_here(facts)
    context = {
        **staff(dialogue),
        "form": form,
        "promised": queries.promised_stage(dialogue, here, opened=queries.opened(facts)),
        "words": STAGES[here],
        "missing": EXPLAIN_STAGE.missing(facts),
    }
    return staff_page(request, "stages/explain.html", dialogue.organisation, context)
