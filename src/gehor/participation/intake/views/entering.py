"""Typing in what came on paper, by phone or in the street, and mending one's own typing."""

import datetime as dt
import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gehor.ground import catalogue
from gehor.ground.forms import saved
from gehor.ground.maps.charts import is_pressed, shows_map, still_filling
from gehor.ground.maps.fields import chart_in, show_map_on
from gehor.ground.people import receipt
from gehor.ground.web import PAGE, SeeOther, posted, staff_page
from gehor.planning.models import Activity
from gehor.process.steps import CORRECT_TYPING, ENTER

from ... import actions
from ...ballots.views import entering as ballots
from ...earlier import is_held, takes_files
from ...models import Contribution
from ...queries import is_open
from ..actions import correct_typing as correct
from ..desk import receipt_saved, slip_page, stays
from ..doors import activity_of
from ..forms import CorrectForm, HeldNoteForm, enter_form
from ..queries import last_typed, typed_in


@PAGE
def enter(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One contribution after the other: channel, day and language stay as they were."""
    activity = activity_of(request, slug, number, step=ENTER)
    if catalogue.methods()[activity.method].is_only_counted:
        return ballots.enter(request, activity)
    if is_held(activity):
        return _enter_held(request, activity)
    form = _form(activity, posted(request), initial=stays(request, activity))
    if is_pressed(request):
        return _page(request, activity, still_filling(form))
    if not saved(form, lambda: _entered(request, activity, form)):
        return _page(request, activity, form)
    if _is_another_text(form.outcome, form.cleaned_data):
        form.data = form.data.copy()
        form.data["submission"] = str(uuid.uuid4())
        return _page(request, activity, form, before=form.outcome, status=409)
    return _next(activity, form.outcome, received_on=form.cleaned_data["received_on"])


def _enter_held(request: HttpRequest, activity: Activity) -> HttpResponse:
    """The same for an activity that was held earlier: a note of that time, and nobody's address."""
    form = HeldNoteForm(posted(request), activity=activity, initial=stays(request, activity))
    if saved(form, lambda: actions.enter(activity, actor=request.actor, **form.given)):
        if not _is_another_text(form.outcome, form.cleaned_data):
            messages.success(request, _("Saved. Here is room for the next one."))
            return _next(activity, form.outcome)
        form.data = {**form.data.dict(), "submission": str(uuid.uuid4())}
        form.add_error(None, _("This form has been saved already, with another text. Save once more if it is another."))
    context = {
        "dialogue": activity.dialogue,
        "activity": activity,
        "form": form,
        "is_open": takes_files(activity),
        "last": last_typed(activity, request.user),
    }
    return _staff(request, "participation/intake/enter_held.html", activity, context)


@PAGE
def correct_typing(request: HttpRequest, slug: str, number: int, reference: str) -> HttpResponse:
    activity = activity_of(request, slug, number, step=CORRECT_TYPING)
    contribution = typed_in(activity, reference)
    shown = contribution.wordings.last()
    form = CorrectForm(posted(request), contribution=contribution, shown=shown)
    if saved(form, lambda: correct(contribution, actor=request.actor, **{"title": shown.title, **form.cleaned_data})):
        messages.success(request, _("It is mended. What was first typed is kept, and not shown."))
        return _next(activity, contribution, is_new=False)
    context = {
        "dialogue": activity.dialogue,
        "activity": activity,
        "contribution": contribution,
        "shown": shown,
        "form": form,
    }
    return _staff(request, "participation/intake/correct_typing.html", activity, context)


@require_safe
def slip(request: HttpRequest, slug: str, number: int, reference: str) -> HttpResponse:
    """The receipt of something that was typed in, to print and hand over."""
    activity = activity_of(request, slug, number, step=ENTER)
    contribution = typed_in(activity, reference)
    return slip_page(request, activity, contribution, contribution.participant)


def _form(activity: Activity, *sent: Any, **more: Any) -> Any:
    form = enter_form(activity, get_language() or "sv", *sent, **more)
    return show_map_on(form, activity.dialogue.organisation, is_there=False)


def _entered(request: HttpRequest, activity: Activity, form: Any) -> Contribution:
    cleaned = form.cleaned_data
    return actions.enter(
        activity,
        actor=request.actor,
        submission=cleaned["submission"],
        channel=cleaned["channel"],
        text=cleaned["text"],
        title=cleaned.get("title", ""),
        language=cleaned["language"],
        received_at=form.received_at,
        values=catalogue.methods()[activity.method].values(cleaned),
        participant=cleaned["receipt"],
        contact=form.contact,
        sheet=cleaned.get("sheet", ""),
    )


def _is_another_text(contribution: Contribution, cleaned: dict[str, Any]) -> bool:
    """Somebody went back in the browser and typed the next form over the one that was saved."""
    first = contribution.wordings.first()
    return (first.title, first.text) != (cleaned.get("title", ""), cleaned["text"])


def _next(
    activity: Activity, contribution: Contribution, *, received_on: dt.date | None = None, is_new: bool = True
) -> HttpResponse:
    """To an empty form, with what the last one had in common with the next."""
    first = contribution.wordings.first()
    day = received_on or contribution.received_at.date()
    kept = {"channel": contribution.channel, "day": day.isoformat(), "language": first.language}
    if is_new:
        kept["saved"] = contribution.reference
    url = reverse("participation:enter", args=[activity.dialogue.slug, activity.number])
    return SeeOther(f"{url}?{urlencode(kept)}")


def _page(
    request: HttpRequest,
    activity: Activity,
    form: Any,
    *,
    before: Contribution | None = None,
    status: int | None = None,
) -> HttpResponse:
    last = last_typed(activity, request.user)
    saved = next((each for each in last if each.contribution.reference == request.GET.get("saved")), None)
    context = {
        "dialogue": activity.dialogue,
        "activity": activity,
        "method": catalogue.methods()[activity.method],
        "form": form,
        "has_contact": any(form[name].errors or form[name].value() for name in ("receipt", "name", "email", "address")),
        "is_open": is_open(activity),
        "last": [(each, receipt.shown(each.contribution.participant.receipt)) for each in last],
        "saved": saved,
        "receipt": receipt_saved(saved.contribution.participant.receipt) if saved else None,
        "before": before,
    }
    response = _staff(request, "participation/intake/enter.html", activity, context, status=status)
    return shows_map(response, chart_in(form))


def _staff(
    request: HttpRequest, template: str, activity: Activity, context: dict[str, Any], *, status: int | None = None
) -> HttpResponse:
    return staff_page(request, template, activity.dialogue.organisation, context, status=status)
