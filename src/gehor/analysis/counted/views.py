"""Pages of staff: the tables that a finding rests on, and those that it could."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gehor.analysis.models import Finding
from gehor.analysis.queries import facts
from gehor.analysis.queries.findings import finding as finding_numbered
from gehor.analysis.queries.reading import reading_room
from gehor.ground.forms import saved
from gehor.ground.web import PAGE, posted, see_other, staff_page
from gehor.planning.models import Dialogue
from gehor.process.steps import REST_ON_LINE

from . import actions, queries
from .forms import LineForm
from .models import Counted


@PAGE
def tables(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """What a finding rests on of all that was counted, and a choice of more."""
    dialogue = reading_room(request.actor, slug)
    finding = _finding(dialogue, number)
    activities = queries.counted_activities(dialogue)
    form = LineForm(posted(request), activities=activities, language=get_language() or "sv")
    if saved(form, lambda: actions.rest_on_line(finding, actor=request.actor, **form.chosen)):
        messages.success(request, _("The finding rests on it. The table is kept as it is now."))
        return see_other("counted:tables", slug, number)
    may = request.actor.may(REST_ON_LINE, dialogue.organisation_id) and not REST_ON_LINE.missing(facts(dialogue))
    context = {
        "dialogue": dialogue,
        "finding": finding,
        "tables": queries.shown(finding),
        "form": form if may or form.is_bound else None,
        "has_choice": len(form.fields["line"].choices) > 1,
        "may": may,
    }
    return staff_page(request, "counted/tables.html", dialogue.organisation, context)


@require_POST
def lift(request: HttpRequest, slug: str, number: int, pk: int) -> HttpResponse:
    dialogue = reading_room(request.actor, slug)
    finding = _finding(dialogue, number)
    counted = get_object_or_404(Counted.objects.select_related("finding__dialogue"), finding=finding, pk=pk)
    actions.lift_off_line(counted, actor=request.actor)
    messages.success(request, _("The finding rests on it no longer."))
    return see_other("counted:tables", slug, number)


def _finding(dialogue: Dialogue, number: int) -> Finding:
    found = finding_numbered(dialogue, number)
    if found is None:
        raise Http404
    found.dialogue = dialogue
    return found
