"""Typing in ballots that came on paper, by phone or in the street, one after the other."""

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gehor.ground import catalogue
from gehor.ground.forms import Form, saved
from gehor.ground.maps.charts import is_pressed, shows_map, still_filling
from gehor.ground.maps.fields import chart_in, show_map_on
from gehor.ground.web import PAGE, SeeOther, posted, see_other, staff_page
from gehor.participation.earlier import is_held, takes_files
from gehor.participation.identity.desk import ask_for_code, held
from gehor.participation.intake.desk import receipt_saved, slip_page, stays
from gehor.participation.intake.doors import activity_of
from gehor.participation.intake.forms import TypedIn
from gehor.participation.paper import invalid
from gehor.planning.models import Activity
from gehor.process.steps import CORRECT_TYPING, ENTER

from .. import own, queries
from ..actions import enter_ballot, mend_typing
from ..casting import is_another
from ..forms import BallotForm, form_of
from ..models import Ballot
from ..rules import Mistyped
from ..texts import MISTYPED

REACHED = ("receipt", "name", "email", "address")  # fields by which the answer finds the person


def enter(request: HttpRequest, activity: Activity) -> HttpResponse:
    form = _form(request, activity)
    if is_pressed(request):
        return _page(request, activity, still_filling(form))
    if invalid.is_pressed(request):
        if invalid.kept(request, activity, form):
            return see_other("participation:enter", activity.dialogue.slug, activity.number)
        return _page(request, activity, form)
    if saved(form, lambda: _entered(request, activity, form)):
        ballot = form.outcome
        if not (ballot.came_before and is_another(ballot, form.answers)):
            return _next(activity, ballot, form)
        # Somebody went back in the browser and typed the next form over the one that was saved
        form.data = {**form.data.dict(), "submission": str(uuid.uuid4())}
        form.add_error(
            None, _("This form has been saved already, with other answers. Save once more if it is another.")
        )
    return _page(request, activity, form)


@require_safe
def ballot_slip(request: HttpRequest, slug: str, number: int, pk: int) -> HttpResponse:
    """The receipt of a ballot that was typed in, to print and hand over."""
    activity = activity_of(request, slug, number, step=ENTER)
    ballot = get_object_or_404(queries.typed_in(activity), pk=pk)
    return slip_page(request, activity, ballot, ballot.voter.participant)


class Mend(Form):
    """Why it is typed in once more."""

    reason = forms.ChoiceField(
        label=gettext_lazy("What went wrong"), choices=MISTYPED.items(), widget=forms.RadioSelect
    )


@PAGE
def mend_ballot(request: HttpRequest, slug: str, number: int, pk: int) -> HttpResponse:
    """What was mistyped from a sheet, typed in once more by the same person, also where the first ballot counts."""
    activity = activity_of(request, slug, number, step=CORRECT_TYPING)
    ballot = get_object_or_404(queries.typed_in(activity), pk=pk)
    ballot.activity = activity
    form = form_of(activity, get_language() or "sv", base=Mend, is_whole=False)(posted(request))

    def act() -> Ballot:
        reason = Mistyped(form.cleaned_data["reason"])
        return mend_typing(ballot, actor=request.actor, values=form.answers, reason=reason)

    if saved(form, act):
        messages.success(request, _("It is mended. What was first typed is kept, and does not count."))
        return see_other("participation:enter", slug, number)
    context = {
        "dialogue": activity.dialogue,
        "activity": activity,
        "form": form,
        "typed": own.last_typed([ballot], form.speaker)[0],
    }
    return staff_page(request, "ballots/mend.html", activity.dialogue.organisation, context)


def _form(request: HttpRequest, activity: Activity) -> BallotForm:
    language = get_language() or "sv"
    kind = form_of(activity, language, base=TypedIn, is_whole=False)
    form = kind(posted(request), request.FILES or None, activity=activity, initial=stays(request, activity))
    ask_for_code(form, activity)
    if is_held(activity):  # nobody there has asked for an answer here
        for name in REACHED:
            del form.fields[name]
    if not form.asks_for_words:
        form.fields["language"].widget = form.fields["language"].hidden_widget()
    return show_map_on(form, activity.dialogue.organisation, is_there=False)


def _entered(request: HttpRequest, activity: Activity, form: BallotForm) -> Ballot:
    cleaned = form.cleaned_data
    return enter_ballot(
        activity,
        actor=request.actor,
        submission=cleaned["submission"],
        channel=cleaned["channel"],
        values=form.answers,
        language=cleaned["language"],
        received_at=form.received_at,
        held=held(activity, cleaned),
        sheet=cleaned.get("sheet", ""),
        participant=cleaned.get("receipt"),
        contact=form.contact,
        attached=form.attached,
    )


def _next(activity: Activity, ballot: Ballot, form: BallotForm) -> HttpResponse:
    """To an empty form, with what the last one had in common with the next."""
    kept = {
        "channel": ballot.channel,
        "day": form.cleaned_data["received_on"].isoformat(),
        "language": form.cleaned_data["language"],
        "saved": ballot.pk,
    }
    url = reverse("participation:enter", args=[activity.dialogue.slug, activity.number])
    return SeeOther(f"{url}?{urlencode(kept)}")


def _saved(request: HttpRequest, activity: Activity, last: list[Ballot]) -> Ballot | None:
    """The one that has just been typed in."""
    pk = request.GET.get("saved", "")
    found = next((each for each in last if str(each.pk) == pk), None)
    if found is None and pk.isdecimal():  # one of a person of whom something was typed in before
        found = queries.typed_in(activity).filter(entered_by=request.user, pk=int(pk[:18])).first()
    return found


def _page(request: HttpRequest, activity: Activity, form: BallotForm) -> HttpResponse:
    last = queries.last_typed(activity, request.user)
    new = _saved(request, activity, last)
    context: dict[str, Any] = {
        "dialogue": activity.dialogue,
        "activity": activity,
        "method": catalogue.methods()[activity.method],
        "form": form,
        "held": is_held(activity),
        "has_contact": any(form[name].errors or form[name].value() for name in REACHED if name in form.fields),
        "is_open": takes_files(activity),
        "last": own.last_typed(last, form.speaker),
        "saved": new,
        "why_missing": invalid.is_pressed(request),
        "receipt": receipt_saved(new.voter.participant.receipt) if new else None,
    }
    response = staff_page(request, "ballots/enter.html", activity.dialogue.organisation, context)
    return shows_map(response, chart_in(form))
