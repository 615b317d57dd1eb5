"""The action plan, once it is decided: which rows become measures."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import ngettext

from gehor.followup.queries import facts
from gehor.ground.forms import saved
from gehor.ground.sentences import need_text
from gehor.ground.web import PAGE, posted, see_other, staff_page
from gehor.planning import queries as planning
from gehor.process.steps import CARRY_OVER

from . import actions, queries
from .forms import CarryForm


@PAGE
def carry(request: HttpRequest, slug: str) -> HttpResponse:
    """Promise rows of the plan as measures, all chosen ones at one time."""
    dialogue = planning.dialogue_for(request.actor, slug, CARRY_OVER)
    rows = queries.rows(dialogue)
    if not rows:
        raise Http404
    waiting = [row for row in rows if row.waits]
    form = CarryForm(posted(request), rows=waiting, source=dialogue.source_language)
    if saved(form, lambda: actions.carry_over(dialogue, actor=request.actor, taken=form.taken)):
        n = len(form.outcome)
        said = ngettext("%(n)d measure is promised, and public.", "%(n)d measures are promised, and public.", n)
        messages.success(request, said % {"n": n})
        return see_other("followup:measures_staff", slug)
    context = {
        "here": "dialogues",
        "dialogue": dialogue,
        "source": dialogue.source_language,
        "form": form,
        "shown": list(form.shown()),
        "others": [row for row in rows if not row.waits],
        "missing": [need_text(need.code) for need in CARRY_OVER.missing(facts(dialogue))],
    }
    return staff_page(request, "carried/carry.html", dialogue.organisation, context)
