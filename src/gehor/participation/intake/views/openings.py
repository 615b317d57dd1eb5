"""Opening and closing activities."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gehor.ground import clock
from gehor.ground.errors import WrongInput
from gehor.ground.forms import saved
from gehor.ground.sentences import need_text
from gehor.ground.web import PAGE, posted, see_other, staff_page
from gehor.planning.mending import mended_at
from gehor.planning.models import Dialogue
from gehor.planning.queries import facts_known
from gehor.process.steps import (
    ADD_HELD,
    CHANGE_METHOD,
    CLOSE_PARTICIPATION,
    DEMAND_PROOF,
    ENTER,
    IMPORT,
    MAKE_CODES,
    OPEN_PARTICIPATION,
    READ,
)

from ...actions import close_participation, open_participation
from ...identity.forms import DemandsForm
from ...identity.queries import demands_in, guessing
from ...identity.rules import Demands
from ...queries import closes_early
from ..doors import activity_of, dialogue_of
from ..forms import ClosingForm
from ..queries import Place, place, places


@require_safe
def openings(request: HttpRequest, slug: str) -> HttpResponse:
    """Every activity: is it open, how much has come by which channel, and what is missing before it may open."""
    dialogue = dialogue_of(request, slug)
    if hasattr(dialogue, "earlier"):
        return _held(request, dialogue)
    may = request.actor.may
    missing = _missing(request, dialogue)
    demands = demands_in(dialogue)
    found = places(dialogue)
    context = {
        "dialogue": dialogue,
        "places": [replace(each, proof=_demands(each, demands)) for each in found],
        "may_make_codes": may(MAKE_CODES, dialogue.organisation_id),
        "may_demand": may(DEMAND_PROOF, dialogue.organisation_id),
        "guessing": guessing([dialogue.pk])[:1] if may(MAKE_CODES, dialogue.organisation_id) else [],
        "missing": missing,
        "may_open": may(OPEN_PARTICIPATION, dialogue.organisation_id),
        "may_preview": may(CHANGE_METHOD, dialogue.organisation_id),
        "may_close": may(CLOSE_PARTICIPATION, dialogue.organisation_id),
        "may_enter": may(ENTER, dialogue.organisation_id),
        "may_import": may(IMPORT, dialogue.organisation_id),
        "may_see_result": may(READ, dialogue.organisation_id),
        "today": clock.today(),
    }
    return staff_page(request, "participation/intake/openings.html", dialogue.organisation, context)


def _demands(place: Place, settled: Mapping[int, Demands]) -> DemandsForm:
    """What is demanded where it is open, and what would be where it is not yet."""
    now = settled.get(place.activity.pk, Demands()) if place.opening else None
    return DemandsForm(activity=place.activity, now=now)


def _held(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """The same page for a dialogue that was held earlier: nothing opens; files are brought in, and notes typed in."""
    may = request.actor.may
    context = {
        "dialogue": dialogue,
        "places": places(dialogue),
        "is_signed_off": facts_known(dialogue).signed_off,
        "may_import": may(IMPORT, dialogue.organisation_id),
        "may_enter": may(ENTER, dialogue.organisation_id),
        "may_change": may(ADD_HELD, dialogue.organisation_id),
    }
    return staff_page(request, "participation/intake/held.html", dialogue.organisation, context)


@require_POST
def open_activity(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    activity = activity_of(request, slug, number, step=OPEN_PARTICIPATION)
    form = DemandsForm(request.POST, activity=activity)
    if not form.is_valid():
        raise WrongInput("proof_not_ready")
    open_participation(activity, actor=request.actor, demands=form.demands, for_children=form.for_children)
    messages.success(request, _("It is open. What comes in can be read from now on."))
    return see_other("participation:openings", slug)


@PAGE
def close_activity(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Asks once, and says what happens next."""
    activity = activity_of(request, slug, number, step=CLOSE_PARTICIPATION)
    here = place(activity)
    is_early = here.is_open and closes_early(activity)
    form = ClosingForm(posted(request), source=activity.dialogue.source_language)
    if not is_early:
        del form.fields["reason"]
    if saved(form, lambda: close_participation(activity, actor=request.actor, **form.cleaned_data)):
        messages.success(
            request, _("It is closed. Everything that has come in is kept, and can now be read to the end.")
        )
        return see_other("participation:openings", slug)
    if not here.is_open:
        return see_other("participation:openings", slug)
    context = {
        "dialogue": activity.dialogue,
        "form": form,
        "place": here,
        "means": here.method.closing_means(activity),
        "others_open": [each for each in places(activity.dialogue) if each.is_open and each.activity.pk != activity.pk],
        "days_early": (activity.ends_on - clock.today()).days if is_early else 0,
    }
    return staff_page(request, "participation/intake/close_activity.html", activity.dialogue.organisation, context)


def _missing(request: HttpRequest, dialogue: Dialogue) -> list[dict[str, Any]]:
    """What must hold before anything opens, as a to-do list; empty when nothing is missing."""
    held = facts_known(dialogue)
    missing = OPEN_PARTICIPATION.missing(held)
    if not missing:
        return []
    return [
        {
            "text": need_text(need.code),
            "done": need not in missing,
            "url": mended_at(need.code, dialogue, request.actor),
        }
        for need in OPEN_PARTICIPATION.needs
    ]
