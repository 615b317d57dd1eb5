"""The ways in: which activities there are, the form of one, and the same form on paper."""

import uuid
from collections.abc import Callable

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from gehor.ground import limits
from gehor.ground.errors import WrongInput, WrongMoment
from gehor.ground.maps.charts import is_pressed, still_filling
from gehor.ground.pages import kept, remembered
from gehor.ground.sentences import refusal_text
from gehor.ground.web import PAGE, see_other
from gehor.participation import queries
from gehor.participation.actions import contribute
from gehor.participation.ballots.supporting import supporter
from gehor.participation.ballots.views import taking_part as ballots
from gehor.participation.forms import take_part_form, web_form
from gehor.participation.identity.doors import must_hold
from gehor.participation.models import Contribution
from gehor.participation.moderation import asking, network
from gehor.participation.queries import Entrance
from gehor.planning import queries as planning
from gehor.planning.models import Dialogue
from gehor.process.words import Doing

from . import look_first
from .showing import about, form_page, is_answered, shut, typed_in


@require_safe
@kept
def take_part(request: HttpRequest, slug: str) -> HttpResponse:
    """All ways to take part; where there is only one and it is open, its form at once."""
    dialogue = planning.public_dialogue(slug)
    if hasattr(dialogue, "earlier"):  # it was held elsewhere, and is told of on its first page
        return see_other("portal:dialogue", slug)
    entrances = queries.entrances(dialogue)
    open_on_web = [each for each in entrances if each.is_open and each.is_on_web]
    is_one = len(open_on_web) == 1 and not open_on_web[0].demands.is_read_by_few
    if is_one and not any(each.is_open and not each.is_on_web for each in entrances):
        return _page(request, open_on_web[0])
    return render(request, "participation/take_part.html", {**about(dialogue), "entrances": entrances})


@PAGE
@kept
def activity(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One way to take part: its form while it is open, else when it opens or what happens next."""
    entrance = remembered(("entrance", slug, number), lambda: queries.entrance(_dialogue(request, slug), number))
    if request.method != "POST" and hasattr(entrance.activity.dialogue, "earlier"):
        return see_other("portal:dialogue", slug)
    return page_of(request, entrance)


def _dialogue(request: HttpRequest, slug: str) -> Dialogue:
    """As it was read at the door, where that was read."""
    at_the_door: Entrance | None = getattr(request, "entrance", None)
    return at_the_door.activity.dialogue if at_the_door else planning.public_dialogue(slug)


def page_of(request: HttpRequest, entrance: Entrance) -> HttpResponse:
    """What stands at the address of an activity."""
    return _page(request, entrance) if entrance.is_on_web else _on_the_spot(request, entrance)


@require_safe
@kept
def paper(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The form to print and fill in by hand, made from the same definition as the one on the web."""
    entrance = request.entrance
    if not entrance.method.is_on_paper or hasattr(entrance.activity.dialogue, "earlier"):
        raise Http404
    context = {
        **about(entrance.activity.dialogue),
        "entrance": entrance,
        "form": take_part_form(entrance.activity, get_language() or "sv") if entrance.method.paper_template else None,
        "ballot": ballots.empty_form(entrance) if entrance.method.is_only_counted else None,
        "address": settings.ADDRESS,
    }
    return render(request, "participation/paper.html", context)


def _page(request: HttpRequest, entrance: Entrance) -> HttpResponse:
    """The page of an activity on the web: the method's own, or the one for all."""
    if entrance.method.view is not None:
        return entrance.method.view(request, entrance)
    if request.method == "POST":
        return ballots.receive(request, entrance) if entrance.method.is_only_counted else receive(request, entrance)
    return _form_page(request, entrance) if entrance.is_open else shut(request, entrance)


def receive(
    request: HttpRequest,
    entrance: Entrance,
    page: Callable[..., HttpResponse] = form_page,
    *,
    asked: type[forms.Form] | None = None,
) -> HttpResponse:
    """What somebody sends. page: as form_page, of a method with a page of its own: shown where something is to mend.

    asked: another form than the method's, on such a page.
    """
    network.spend(request, entrance.activity.dialogue.slug, "contribute")
    form = web_form(entrance, request.POST, look_first.files(request, entrance), asked=asked)
    if not entrance.is_open:
        form.is_valid()
        return shut(request, entrance, typed=typed_in(form), status=409)
    if form.data.get("receipt"):
        limits.spend("receipt_address", limits.address(request))
    if is_pressed(request):
        form.is_valid()
        still_filling(form).ask_for_files_again()
        return page(request, entrance, form)
    if not form.is_valid() or look_first.is_wanting(request, form) or _asks_author(form):
        return page(request, entrance, form, status=422)
    if look_first.ANYWAY not in request.POST and (found := look_first.alike(entrance, form)):
        return look_first.page(request, entrance, form, found)
    limits.spend("contribute_dialogue", entrance.activity.dialogue.slug)
    return _received(request, entrance, form, page)


def _asks_author(form: forms.Form) -> bool:
    asks = asking.ask_author(form)
    if asks:
        form.ask_for_files_again()
    return asks


def _received(
    request: HttpRequest, entrance: Entrance, form: forms.Form, page: Callable[..., HttpResponse]
) -> HttpResponse:
    cleaned = form.cleaned_data
    shown = must_hold(request, entrance.activity, Doing.COMMENT, lasts=False)
    try:
        contribution = contribute(
            entrance.activity,
            actor=request.actor,
            submission=cleaned["submission"],
            text=cleaned["text"],
            title=cleaned.get("title", ""),
            language=cleaned["language"],
            values=entrance.method.values(cleaned),
            participant=cleaned["receipt"],
            held=supporter(request, entrance, shown),
            contact=form.contact,
            attachments=[cleaned["attachment"]] if cleaned.get("attachment") else [],
        )
    except WrongInput as refusal:
        field = refusal.params.get("field")
        form.add_error(field if field in form.fields else None, refusal_text(refusal))
        return page(request, entrance, form, status=422)
    except WrongMoment as refusal:
        return shut(request, entrance, typed=typed_in(form), sentence=refusal_text(refusal), status=409)
    if contribution.came_before and _is_another_text(contribution, cleaned):
        return _sent_before(request, entrance, form, contribution, page)
    return see_other("trace:receipt", contribution.participant.receipt)


def _is_another_text(contribution: Contribution, cleaned: dict[str, object]) -> bool:
    first = contribution.wordings.first()
    return (first.title, first.text) != (cleaned.get("title", ""), cleaned["text"])


def _sent_before(
    request: HttpRequest,
    entrance: Entrance,
    form: forms.Form,
    before: Contribution,
    page: Callable[..., HttpResponse],
) -> HttpResponse:
    """Somebody went back in the browser, changed the text and sent it again: nothing of it may be lost in silence."""
    form.data = form.data.copy()
    form.data["submission"] = str(uuid.uuid4())
    return page(request, entrance, form, before=before.participant, status=409)


def _form_page(request: HttpRequest, entrance: Entrance) -> HttpResponse:
    return form_page(
        request, entrance, ballots.empty_form(entrance) if entrance.method.is_only_counted else web_form(entrance)
    )


def _on_the_spot(request: HttpRequest, entrance: Entrance) -> HttpResponse:
    """What is not on the web: where and when, in the method's own words where it has some."""
    if request.method == "POST":
        return HttpResponseNotAllowed(["GET", "HEAD"])
    method, activity = entrance.method, entrance.activity
    context = {
        **about(activity.dialogue),
        "entrance": entrance,
        "activity": activity,
        "page": method.page(activity) if method.page_template else {},
        "is_answered": is_answered(entrance),
    }
    return render(request, "participation/on_the_spot.html", context)
