"""The minutes for everybody, how to have them corrected, and where they are written and corrections are answered."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gehor.ground import clock, limits
from gehor.ground.errors import WrongMoment
from gehor.ground.forms import saved
from gehor.ground.pages import kept
from gehor.ground.people import receipt as receipts
from gehor.ground.people.door import private
from gehor.ground.sentences import refusal_text
from gehor.ground.web import PAGE, posted, see_other, staff_page
from gehor.participation.views.showing import about
from gehor.planning.models import Activity
from gehor.process.steps import PUBLISH_MINUTES, SETTLE_CORRECTION

from ..doors import meeting_of, public_meeting
from ..phases import Deed, refusal
from ..queries import phase_of
from . import actions, queries
from .forms import CorrectionForm, MinutesForm, SettleForm
from .models import Correction, Version
from .texts import OUTCOMES


@require_safe
@kept
def minutes(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The latest version, the earlier ones, and what came of corrections."""
    activity = public_meeting(slug, number)
    versions = _published(activity)
    asked = queries.corrections(activity)
    context = {
        **about(activity.dialogue),
        "activity": activity,
        "version": versions[0],
        "earlier": versions[1:],
        "may_correct": clock.today() <= versions[0].correct_until,
        "outcomes": [(OUTCOMES[each.outcome], each.reason) for each in asked if each.settled_at],
        "waiting": sum(each.settled_at is None for each in asked),
    }
    return render(request, "minutes/minutes.html", context)


@PAGE
def correct(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Somebody who was there asks that the minutes be corrected."""
    activity = public_meeting(slug, number)
    if request.method == "POST":
        limits.spend("receipt_address", limits.address(request))
    version = _published(activity)[0]
    version.activity = activity
    form = CorrectionForm(posted(request), activity=activity)
    if saved(form, lambda: _ask(request, version, form), meanwhile=("corrections_are_over", "newer_minutes")):
        return private(see_other("trace:receipt", receipts.shown(form.outcome.receipt)))
    context = {
        **about(activity.dialogue),
        "activity": activity,
        "version": version,
        "form": form,
        "may_correct": clock.today() <= version.correct_until,
    }
    return private(render(request, "minutes/correct.html", context, status=form.page_status))


def _ask(request: HttpRequest, version: Version, form: CorrectionForm) -> object:
    cleaned = form.cleaned_data
    try:
        actions.ask_correction(
            version,
            actor=request.actor,
            submission=cleaned["submission"],
            participant=cleaned["receipt"],
            text=cleaned["text"],
        )
    except WrongMoment as refusal:
        if refusal.code != "corrected_before":
            raise
    return cleaned["receipt"]


@PAGE
def write(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Write the minutes, and see what participants would have otherwise."""
    activity = meeting_of(request, slug, number, step=PUBLISH_MINUTES)
    versions = queries.versions(activity)
    latest = versions[0] if versions else None
    initial = {"text": latest.text if latest else {}, "version": len(versions) + 1}
    form = MinutesForm(posted(request), source=activity.dialogue.source_language, initial=initial)
    if saved(form, lambda: _publish(request, activity, form), meanwhile=("another_version_meanwhile",)):
        messages.success(request, _("Published. Those who were there can ask for corrections."))
        return see_other("minutes:write", slug, number)
    asked = queries.corrections(activity)
    context = {
        "dialogue": activity.dialogue,
        "activity": activity,
        "form": form,
        "latest": latest,
        "why_not": refusal_text(WrongMoment(code)) if (code := refusal(phase_of(activity), Deed.WRITE_UP)) else "",
        "next": len(versions) + 1,  # whoever was overtaken and has read the latest may publish after it
        "corrections": [(each, OUTCOMES.get(each.outcome, "")) for each in asked],
    }
    return staff_page(request, "minutes/write.html", activity.dialogue.organisation, context)


def _publish(request: HttpRequest, activity: Activity, form: MinutesForm) -> Version:
    return actions.publish(activity, actor=request.actor, **form.cleaned_data)


@PAGE
def settle(request: HttpRequest, slug: str, number: int, pk: int) -> HttpResponse:
    """Answer one correction."""
    activity = meeting_of(request, slug, number, step=SETTLE_CORRECTION)
    correction: Correction = queries.correction(activity, pk)
    form = SettleForm(posted(request))
    if saved(form, lambda: actions.settle(correction, actor=request.actor, **form.cleaned_data)):
        messages.success(request, _("Answered. It stands on the receipt of whoever wrote it."))
        return see_other("minutes:write", slug, number)
    context = {
        "dialogue": activity.dialogue,
        "activity": activity,
        "correction": correction,
        "outcome": OUTCOMES.get(correction.outcome, ""),
        "form": form,
    }
    return staff_page(request, "minutes/settle.html", activity.dialogue.organisation, context)


def _published(activity: Activity) -> list[Version]:
    """The versions, the latest first. Raises Http404 while there are none."""
    versions = queries.versions(activity)
    if not versions:
        raise Http404
    return versions
