"""The pages on which a dialogue that was held earlier is brought in, and what is known of it is put right."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from gehor.ground.forms import saved
from gehor.ground.organisations import queries as organisations
from gehor.ground.web import PAGE, posted, see_other, staff_page
from gehor.planning.models import Dialogue
from gehor.planning.pages import back_to_workbench, dialogue_page, entered, one_at_a_time
from gehor.planning.queries import activity_of
from gehor.process.steps import ADD_HELD, BRING_IN, CHANGE_HELD, PUT_RIGHT, REMOVE_HELD

from . import actions, held
from .forms import KNOWN, EarlierForm, HeldForm

FRAME = ("title", "question", "case_number", "contact_name", "contact_email")


@PAGE
def bring_in(request: HttpRequest, slug: str) -> HttpResponse:
    """What is known of a dialogue that was held elsewhere. Only a title and a question must be."""
    here = organisations.organisation_for(request.actor, slug, BRING_IN)
    source = here.source_language
    form = EarlierForm(posted(request), organisation=here, source=source)
    given = {"actor": request.actor, "source_language": source}
    if saved(form, lambda: actions.bring_in(here, **given, **form.given)):
        messages.success(request, _("The dialogue is brought in and public. Now add what its findings rest on."))
        return see_other("sourced:sources", form.outcome.slug)
    return staff_page(request, "retroactive/bring_in.html", here, {"here": "dialogues", "form": form})


@PAGE
@one_at_a_time
def put_right(request: HttpRequest, slug: str) -> HttpResponse:
    """The same, as it is known now."""
    dialogue, missing = entered(request, slug, PUT_RIGHT)
    if not hasattr(dialogue, "earlier"):
        raise Http404
    form = EarlierForm(
        posted(request),
        organisation=dialogue.organisation,
        source=dialogue.source_language,
        initial=_known(dialogue),
    )
    if saved(form, lambda: actions.put_right(dialogue, actor=request.actor, **form.given)):
        return back_to_workbench(request, dialogue)
    context = {"heading": _("What is known of the earlier dialogue")}
    return dialogue_page(request, "retroactive/put_right.html", dialogue, context, missing=missing, form=form)


@PAGE
@one_at_a_time
def add_held(request: HttpRequest, slug: str) -> HttpResponse:
    """One activity more that the earlier dialogue had."""
    dialogue, missing = entered(request, slug, ADD_HELD)
    form = HeldForm(posted(request), source=dialogue.source_language)
    if saved(form, lambda: held.add_held(dialogue, actor=request.actor, held=form.held)):
        messages.success(request, _("The activity is added. Now you can import what people said."))
        return see_other("participation:openings", slug)
    context = {"heading": _("Add an activity that was held")}
    return dialogue_page(request, "retroactive/held.html", dialogue, context, missing=missing, form=form)


@PAGE
@one_at_a_time
def change_held(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The same, put right."""
    dialogue, missing = entered(request, slug, CHANGE_HELD)
    activity = activity_of(dialogue, number)
    now = {name: getattr(activity, name) for name in HeldForm.base_fields if name != "place"}
    form = HeldForm(
        posted(request), source=dialogue.source_language, initial={**now, "place": activity.setup.get("place") or {}}
    )
    if saved(form, lambda: held.change_held(activity, actor=request.actor, held=form.held)):
        messages.success(request, _("Saved."))
        return see_other("participation:openings", slug)
    context = {"heading": _("Change an activity that was held"), "activity": activity}
    return dialogue_page(request, "retroactive/held.html", dialogue, context, missing=missing, form=form)


@PAGE
def remove_held(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Asks once more."""
    dialogue, missing = entered(request, slug, REMOVE_HELD)
    activity = activity_of(dialogue, number)
    if request.method == "POST":
        held.remove_held(activity, actor=request.actor)
        messages.success(request, _("The activity is removed."))
        return see_other("participation:openings", slug)
    context = {"heading": _("Remove an activity"), "activity": activity}
    return dialogue_page(request, "retroactive/remove_held.html", dialogue, context, missing=missing)


def _known(dialogue: Dialogue) -> dict[str, Any]:
    frame = {name: getattr(dialogue, name) for name in FRAME}
    return {**frame, "body": dialogue.deciding_body_id, **{name: getattr(dialogue.earlier, name) for name in KNOWN}}
