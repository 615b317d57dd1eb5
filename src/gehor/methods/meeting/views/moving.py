"""A meeting is moved to another day or place, or called off."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gehor.ground.forms import saved
from gehor.ground.web import PAGE, posted, see_other, staff_page
from gehor.planning.models import Activity
from gehor.process.steps import CALL_OFF, MOVE_SESSION

from .. import moving, queries
from ..doors import meeting_of
from ..forms import CallOffForm, MoveForm
from ..phases import Deed, Phase, refusal
from ..registering.queries import counted


@PAGE
def move(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    activity = meeting_of(request, slug, number, step=MOVE_SESSION)
    form = _move_form(activity, posted(request))
    if saved(form, lambda: moving.move(activity, actor=request.actor, **form.moved)):
        messages.success(request, _("The meeting is moved. Those who have registered and left an address are told."))
        return see_other("registering:registered", slug, number)
    return _page(request, activity, form, CallOffForm(source=activity.dialogue.source_language))


@require_POST
def call_off(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    activity = meeting_of(request, slug, number, step=CALL_OFF)
    queries.must_allow(activity, Deed.CALL_OFF)
    form = CallOffForm(posted(request), source=activity.dialogue.source_language)
    if saved(form, lambda: moving.call_off(activity, actor=request.actor, **form.cleaned_data)):
        messages.success(
            request, _("The meeting is called off. Those who have registered and left an address are told.")
        )
        return see_other("registering:registered", slug, number)
    return _page(request, activity, _move_form(activity, None), form)


def _move_form(activity: Activity, data: Any) -> MoveForm:
    return MoveForm(data, setup=activity.setup, source=activity.dialogue.source_language)


def _page(request: HttpRequest, activity: Activity, form: MoveForm, off: CallOffForm) -> HttpResponse:
    now, people = queries.phase_of(activity), counted(activity)
    begun = moving.has_begun(activity.setup)
    context = {
        "dialogue": activity.dialogue,
        "activity": activity,
        "form": form,
        "off": off,
        "people": people.placed + people.waiting,
        "may_move": not refusal(now, Deed.MOVE) and not (begun and now is Phase.TODAY),
        "may_call_off": not (begun or refusal(now, Deed.CALL_OFF))
        and request.actor.may(CALL_OFF, activity.dialogue.organisation_id),
    }
    status = off.page_status if off.is_bound else form.page_status
    return staff_page(request, "meeting/move.html", activity.dialogue.organisation, context, status=status)
