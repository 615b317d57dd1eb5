"""The floor on everybody's telephone, the screen in the room, and the lectern of those who hold the meeting."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gehor.ground import limits
from gehor.ground.errors import WrongMoment
from gehor.ground.forms import saved
from gehor.ground.pages import kept
from gehor.ground.people import receipt as receipts
from gehor.ground.qr import qr_svg
from gehor.ground.web import PAGE, SeeOther, posted, see_other, staff_page
from gehor.participation.actions import publish
from gehor.participation.identity.doors import known_again
from gehor.participation.models import Contribution
from gehor.participation.moderation import asking, network
from gehor.participation.views.showing import about
from gehor.planning.models import Activity
from gehor.process.steps import ASK_POLL, PUBLISH_CONTRIBUTION, TAKE_UP
from gehor.process.words import Doing

from .. import queries as meeting
from .. import texts
from ..doors import meeting_of, public_meeting
from ..phases import Deed, refusal
from . import actions, queries, rules
from .forms import AskForm, PollForm, VoteForm

NOT_ON = ("not_on_now", "not_open", "called_off")

# For everybody in the room


@require_safe
@kept
def floor(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """What the room votes on and asks, and the form to ask something oneself."""
    return _floor(request, public_meeting(slug, number))


@require_POST
def ask(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    network.spend(request, slug, "contribute")
    activity = public_meeting(slug, number)
    if request.POST.get("receipt"):
        limits.spend("receipt_address", limits.address(request))
    form = _ask_form(activity, request)
    if form.is_valid():
        asking.ask_author(form)
    if saved(form, lambda: _ask(request, form), meanwhile=("over", "not_begun", *NOT_ON)):
        return see_other("trace:receipt", receipts.shown(form.outcome.participant.receipt))
    return _floor(request, activity, form)


def _ask(request: HttpRequest, form: AskForm) -> Contribution:
    cleaned = form.cleaned_data
    try:
        asked = actions.ask(
            form.activity,
            actor=request.actor,
            submission=cleaned["submission"],
            text=cleaned["text"],
            language=cleaned["language"],
            participant=cleaned["receipt"],
        )
    except WrongMoment as refusal:
        if refusal.code != "asked_before":
            raise
        return Contribution.objects.select_related("participant").get(submission=cleaned["submission"])
    return asked.contribution


@require_POST
def second(request: HttpRequest, slug: str, number: int, reference: str) -> HttpResponse:
    network.spend(request, slug, "vote")
    activity = public_meeting(slug, number)
    asked = queries.question(activity, reference)
    actions.second(asked, actor=request.actor, held=known_again(request, activity, Doing.VOTE))
    return SeeOther(reverse("live:floor", args=[slug, number]) + f"?seconded={asked.contribution.reference}#asked")


@require_POST
def vote(request: HttpRequest, slug: str, number: int, poll: int) -> HttpResponse:
    network.spend(request, slug, "vote")
    activity = public_meeting(slug, number)
    found = queries.poll(activity, poll)
    form = VoteForm(request.POST, options=queries.Shown(found, 0, None).options)
    held = known_again(request, activity, Doing.VOTE)
    if saved(form, lambda: actions.answer_poll(found, actor=request.actor, held=held, **form.cleaned_data)):
        return SeeOther(reverse("live:floor", args=[slug, number]) + f"?voted={found.number}#vote")
    return _floor(request, activity, vote=form)


@require_safe
@kept
def screen(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """For the wall: what is voted on, what is asked, and where to point a telephone. It renews itself."""
    activity = public_meeting(slug, number)
    polls = queries.polls(activity)
    address = settings.ADDRESS + reverse("live:floor", args=[slug, number])
    context = {
        **_room(activity),
        "poll": next((each for each in polls), None),
        "questions": queries.questions(activity)[: rules.ON_SCREEN],
        "address": address,
        "qr": qr_svg(address),
        "is_still": "still" in request.GET,
    }
    return render(request, "live/screen.html", context)


def _floor(
    request: HttpRequest, activity: Activity, form: AskForm | None = None, vote: VoteForm | None = None
) -> HttpResponse:
    polls = queries.polls(activity)
    poll = next((each for each in polls if each.is_open), None)
    context = {
        **_room(activity),
        "form": form or _ask_form(activity),
        "vote": vote or (VoteForm(options=poll.options) if poll else None),
        "poll": poll,
        "closed": [each for each in polls if not each.is_open],
        "questions": queries.questions(activity),
        "voted": request.GET.get("voted", ""),
        "seconded": request.GET.get("seconded", ""),
    }
    status = max((each.page_status for each in (form, vote) if each is not None), default=200)
    response = render(request, "live/floor.html", context, status=status)
    response["Cache-Control"] = "no-cache, private"
    return response


def _ask_form(activity: Activity, request: HttpRequest | None = None) -> AskForm:
    return AskForm(posted(request) if request else None, activity=activity, initial={"language": get_language()})


def _room(activity: Activity) -> dict[str, Any]:
    page = meeting.told(activity, meeting.phase_of(activity))
    return {**about(activity.dialogue), "activity": activity, "page": page, "is_on": page["may_ask"]}


# For those who hold the meeting


@PAGE
def lectern(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Ask the room, show questions, and take them up."""
    activity = meeting_of(request, slug, number, step=ASK_POLL)
    form = PollForm(posted(request), source=activity.dialogue.source_language)
    if saved(
        form,
        lambda: actions.ask_poll(activity, actor=request.actor, **form.cleaned_data),
        meanwhile=("poll_is_open", *NOT_ON),
    ):
        messages.success(request, _("The room can vote now."))
        return see_other("live:lectern", slug, number)
    polls, now = queries.polls(activity), meeting.phase_of(activity)
    context = {
        "dialogue": activity.dialogue,
        "activity": activity,
        "form": form,
        "poll": next((each for each in polls if each.is_open), None),
        "closed": [each for each in polls if not each.is_open],
        "waiting": queries.questions(activity, shown=False),
        "questions": queries.questions(activity),
        "may_show": request.actor.may(PUBLISH_CONTRIBUTION, activity.dialogue.organisation_id),
        "is_on": not refusal(now, Deed.ASK),
        "allowed": texts.ALLOWED[now, False],
    }
    return staff_page(request, "live/lectern.html", activity.dialogue.organisation, context)


@require_POST
def close(request: HttpRequest, slug: str, number: int, poll: int) -> HttpResponse:
    activity = meeting_of(request, slug, number, step=ASK_POLL)
    actions.close_poll(queries.poll(activity, poll), actor=request.actor)
    messages.success(request, _("The vote is closed. Its result is noted with what was said."))
    return see_other("live:lectern", slug, number)


@require_POST
def show(request: HttpRequest, slug: str, number: int, reference: str) -> HttpResponse:
    activity = meeting_of(request, slug, number, step=PUBLISH_CONTRIBUTION)
    publish(queries.question(activity, reference).contribution, actor=request.actor)
    messages.success(request, _("The question is shown."))
    return see_other("live:lectern", slug, number)


@require_POST
def take_up(request: HttpRequest, slug: str, number: int, reference: str) -> HttpResponse:
    activity = meeting_of(request, slug, number, step=TAKE_UP)
    actions.take_up(queries.question(activity, reference), actor=request.actor)
    messages.success(request, _("Taken up. It leaves the screen, and is answered in writing with the others."))
    return see_other("live:lectern", slug, number)
