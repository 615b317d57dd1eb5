"""A meeting is moved to another day or place, or called off before it has opened."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gehor.ground.forms import saved
from gehor.ground.web import PAGE, posted, see_other, staff_page
from gehor.process.steps import CALL_OFF, MOVE_SESSION

from .. import moving, queries
from ..doors import meeting_of
from ..forms import MoveForm
from ..phases import Deed, refusal
from ..registering.queries import counted


@PAGE
def move(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    activity = meeting_of(request, slug, number, step=MOVE_SESSION)
    form = MoveForm(posted(request), setup=activity.setup, source=activity.dialogue.source_language)
    if saved(form, lambda: moving.move(activity, actor=request.actor, to=form.cleaned_data)):
        messages.success(request, _("The meeting is moved. Those who have registered and left an address are told."))
        return see_other("registering:registered", slug, number)
    now, people = queries.phase_of(activity), counted(activity)
    context = {
        "dialogue": activity.dialogue,
        "activity": activity,
        "form": form,
        "people": people.placed + people.waiting,
        "may_move": not refusal(now, Deed.MOVE),
        "may_call_off": not refusal(now, Deed.CALL_OFF)
        and request.actor.may(CALL_OFF, activity.dialogue.organisation_id),
    }
    return staff_page(request, "meeting/move.html", activity.dialogue.organisation, context, status=form.page_status)


@require_POST
def call_off(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    activity = meeting_of(request, slug, number, step=CALL_OFF)
    moving.call_off(activity, actor=request.actor)
    messages.success(request, _("The meeting is called off. Those who have registered and left an address are told."))
    return see_other("registering:registered", slug, number)
