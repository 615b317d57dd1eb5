"""Answering on the web: the form, a last look where the first ballot is final, and the receipt."""

import uuid
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from gehor.ground import limits
from gehor.ground.errors import WrongInput, WrongMoment
from gehor.ground.maps.charts import is_pressed, still_filling
from gehor.ground.people import receipt
from gehor.ground.people.models import Participant
from gehor.ground.sentences import refusal_text
from gehor.ground.web import see_other
from gehor.participation.forms import prepared
from gehor.participation.identity import children
from gehor.participation.identity.doors import must_hold
from gehor.participation.moderation import asking, network
from gehor.participation.queries import Entrance
from gehor.participation.views.showing import about, form_page, shut
from gehor.process.words import Doing

from .. import own
from ..actions import cast
from ..casting import checked, is_another
from ..forms import BallotForm, form_of

CONFIRMED, CHANGE = "confirmed", "change"  # names of the two buttons of the last look
CSRF = "csrfmiddlewaretoken"
Again = Callable[..., HttpResponse]  # (request, entrance, form, *, before, status), as form_page
OVER = ("closed_meanwhile", "not_begun", "over")


def empty_form(entrance: Entrance) -> BallotForm:
    return form_for(entrance)


def receive(request: HttpRequest, entrance: Entrance, *, again: Again = form_page) -> HttpResponse:
    """What was filled in. Nothing is stored before it has been looked through, where the first ballot is final.

    again: the page on which it is filled in.
    """
    network.spend(request, entrance.activity.dialogue.slug, "vote")
    form = form_for(entrance, request.POST, request.FILES)
    if not entrance.is_open:
        form.is_valid()
        return shut(request, entrance, typed=own.typed(form), status=409)
    if form.data.get("receipt"):
        limits.spend("receipt_address", limits.address(request))
    if is_pressed(request):
        return again(request, entrance, still_filling(form))
    if CHANGE in request.POST:
        return again(request, entrance, form)
    if not is_right(form, entrance):
        return again(request, entrance, form, status=422)
    if entrance.method.final and CONFIRMED not in request.POST:
        return last_look(request, entrance, form)
    limits.spend("contribute_dialogue", entrance.activity.dialogue.slug)
    return send(request, entrance, form, again=again)


def form_for(entrance: Entrance, *sent: object) -> BallotForm:
    language = get_language() or "sv"
    form = form_of(entrance.activity, language)(*sent, dialogue=entrance.activity.dialogue)
    children.ask(form, entrance.activity)
    if not form.asks_for_words:  # then nothing is written in any language
        form.fields["language"].widget = form.fields["language"].hidden_widget()
    return prepared(form, language)


def is_right(form: BallotForm, entrance: Entrance) -> bool:
    """Whether it would be received, with what is wrong said in the form."""
    if form.is_valid():
        try:
            checked(entrance.activity, form.answers)
        except WrongInput as refusal:
            form.refuse(refusal)
    return not form.errors and not asking.ask_author(form)


def last_look(request: HttpRequest, entrance: Entrance, form: BallotForm) -> HttpResponse:
    """Everything once more, in words, with everything that was sent kept in the page."""
    context = {
        **about(entrance.activity.dialogue),
        "entrance": entrance,
        "activity": entrance.activity,
        "answers": own.typed(form),
        "email": form.cleaned_data["email"],
        "sent": [(name, value) for name, values in form.data.lists() if name != CSRF for value in values],
    }
    response = render(request, "ballots/last_look.html", context)
    response["Cache-Control"] = "no-cache, private"  # as the form: the way back shows it without asking to send again
    return response


def send(
    request: HttpRequest,
    entrance: Entrance,
    form: BallotForm,
    *,
    again: Again = form_page,
    known: Participant | None = None,
) -> HttpResponse:
    """Hand the ballot in, and go to its receipt. again: the page on which it is mended; known: whose ballot it is."""
    cleaned = form.cleaned_data
    try:
        ballot = cast(
            entrance.activity,
            actor=request.actor,
            submission=cleaned["submission"],
            held=must_hold(request, entrance.activity, Doing.VOTE, lasts=False),
            values=form.answers,
            language=cleaned["language"],
            participant=known or cleaned["receipt"],
            contact=form.contact,
            attached=form.attached,
        )
    except WrongInput as refusal:
        form.refuse(refusal)
        return again(request, entrance, form, status=422)
    except WrongMoment as refusal:
        if refusal.code in OVER:
            return shut(request, entrance, typed=own.typed(form), sentence=refusal_text(refusal), status=409)
        if refusal.code == "voted_before":
            return _voted_before(request, entrance, form, refusal)
        form.add_error(None, refusal_text(refusal))
        return again(request, entrance, form, status=409)
    if ballot.came_before and is_another(ballot, form.answers):
        return _sent_before(request, entrance, form, ballot.voter.participant, again)
    return see_other("trace:receipt", ballot.voter.participant.receipt)


def _sent_before(
    request: HttpRequest, entrance: Entrance, form: BallotForm, before: Participant, again: Again
) -> HttpResponse:
    """Somebody went back in the browser, changed the answers and sent again: it is still the same person."""
    form.data = form.data.copy()
    form.data["submission"] = str(uuid.uuid4())
    form.data["receipt"] = receipt.shown(before.receipt)
    return again(request, entrance, form, before=before, status=409)


def _voted_before(request: HttpRequest, entrance: Entrance, form: BallotForm, refusal: WrongMoment) -> HttpResponse:
    """There is nothing to mend: the first ballot counts. What was filled in now stands there to be copied."""
    context = {
        **about(entrance.activity.dialogue),
        "entrance": entrance,
        "activity": entrance.activity,
        "sentence": refusal_text(refusal),
        "typed": own.typed(form),
    }
    return render(request, "ballots/voted_before.html", context, status=409)
