"""Registering on a telephone, what stands behind its receipt, the list of those who come, and the door."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.core.signing import BadSignature, Signer
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gehor.ground import limits
from gehor.ground.errors import WrongMoment
from gehor.ground.forms import saved
from gehor.ground.pages import kept
from gehor.ground.people import receipt as receipts
from gehor.ground.people.door import holder, private
from gehor.ground.people.queries import participant_by_receipt
from gehor.ground.qr import qr_svg
from gehor.ground.web import PAGE, posted, see_other, staff_page
from gehor.participation.identity import children
from gehor.participation.moderation import network
from gehor.participation.views.showing import about
from gehor.planning.models import Activity
from gehor.process.steps import CHECK_IN, MOVE_SESSION, REGISTER

from .. import queries as meeting
from ..doors import meeting_of, public_meeting
from ..phases import Deed, Phase, refusal
from ..rules import Place
from . import actions, queries, rules
from .forms import ComeForm, HereForm, RegisterForm
from .keys import room_key
from .models import Registration

PER_PAGE = 100
NO_LONGER = ("registration_is_over", "registers_nobody", "called_off")
_signer = Signer(salt="gehor.registering.fresh")

# For everybody


@PAGE
@kept
def register(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Say that you mean to come: a place, or the waiting list."""
    activity = public_meeting(slug, number)
    if request.method == "POST":
        network.spend(request, slug, "contribute")
    if request.POST.get("receipt"):
        limits.spend("receipt_address", limits.address(request))
    form = RegisterForm(posted(request), activity=activity, language=get_language() or "sv")
    children.ask(form, activity)
    if saved(form, lambda: _register(request, form), meanwhile=NO_LONGER):
        return _to_own(form.outcome)
    asked, counted = rules.asked(activity.setup), queries.counted(activity)
    context = {
        **_told(activity),
        "form": form,
        "asked": asked,
        "counted": counted,
        "left": counted.left(asked.capacity),
    }
    response = render(request, "registering/register.html", context, status=form.page_status)
    response["Cache-Control"] = "no-cache, private"
    return response


def _register(request: HttpRequest, form: RegisterForm) -> Registration:
    cleaned = form.cleaned_data
    try:
        return actions.register(
            form.activity,
            actor=request.actor,
            submission=cleaned["submission"],
            people=cleaned["people"],
            needs=cleaned["needs"],
            participant=cleaned["receipt"],
            contact=form.contact,
        )
    except WrongMoment as refusal:
        if refusal.code != "registered_before":
            raise
        return queries.by_submission(form.activity, cleaned["submission"])  # sent once more


@require_safe
def own(request: HttpRequest, receipt: str, pk: int) -> HttpResponse:
    """What stands of one registration: a place, or how long the line is."""
    registration = queries.own(holder(request, receipt), pk)
    told = _told(registration.activity)
    code = receipts.shown(registration.participant.receipt)
    address = settings.ADDRESS + reverse("trace:receipt", args=[code])
    context = {
        **told,
        "registration": registration,
        "is_called_off": told["page"]["phase"] is Phase.CALLED_OFF,
        "before": queries.before_in_line(registration) if registration.placed_at is None else 0,
        "may_leave": registration.left_at is None and registration.came_at is None,
        "code": code,
        "spoken": receipts.spoken(registration.participant.receipt),
        "address": address,
        "qr": qr_svg(address),
    }
    return private(render(request, "registering/own.html", context))


@require_POST
def stay_away(request: HttpRequest, receipt: str, pk: int) -> HttpResponse:
    registration = queries.own(holder(request, receipt), pk)
    actions.unregister(registration, actor=request.actor)
    messages.success(request, _("You are not expected any more."))
    return private(_to_own(registration))


@PAGE
def here(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Come in on one's own telephone, with the code that stands in the room. Nothing is said of who it is."""
    activity = public_meeting(slug, number)
    if request.method == "POST":
        limits.spend("code_address", limits.address(request))
    fresh = _signer.sign(receipts.new_code())
    form = HereForm(posted(request), activity=activity, initial={"key": request.GET.get("key", ""), "fresh": fresh})
    if saved(form, lambda: _come_in(request, form), meanwhile=("not_the_day", "not_open", "called_off")):
        return private(see_other("registering:sits", receipts.shown(form.outcome)))
    context = {**_told(activity), "form": form}
    return private(render(request, "registering/here.html", context, status=form.page_status))


def _come_in(request: HttpRequest, form: HereForm) -> str:
    """The receipt code of whoever came in. The same form sent twice, or after a lost connection, is one person."""
    cleaned, activity = form.cleaned_data, form.activity
    participant = cleaned["receipt"]
    code = participant.receipt if participant else _fresh(cleaned["fresh"])
    known = participant or participant_by_receipt(code)
    if known and queries.seats_of(activity, [known.pk]):
        return code
    registration = queries.standing_of(activity, known) if known else None
    if registration:
        actions.come(registration, actor=request.actor, table=cleaned["table"])
    else:
        actions.check_in(activity, actor=request.actor, code=code, table=cleaned["table"])
    return code


def _fresh(signed: str) -> str:
    """The code that the page came with; another where somebody has tampered with it."""
    try:
        return _signer.unsign(signed)
    except BadSignature:
        return receipts.new_code()


@require_safe
def sits(request: HttpRequest, receipt: str) -> HttpResponse:
    """Welcome: where one sits, and the receipt."""
    participant = holder(request, receipt)
    seat = queries.latest_seat(participant)
    if seat is None:
        raise Http404
    code = receipts.shown(participant.receipt)
    address = settings.ADDRESS + reverse("trace:receipt", args=[code])
    context = {
        **_told(seat.table.activity),
        "place": Place(seat.table.number, seat.number),
        "code": code,
        "address": address,
        "qr": qr_svg(address),
    }
    return private(render(request, "registering/sits.html", context))


def _told(activity: Activity) -> dict[str, Any]:
    return {
        **about(activity.dialogue),
        "activity": activity,
        "page": meeting.told(activity, meeting.phase_of(activity)),
    }


def _to_own(registration: Registration) -> HttpResponse:
    return see_other("registering:own", receipts.shown(registration.participant.receipt), registration.pk)


# For those who hold the meeting


# What is said at the field of the codes, which stays empty and waits for the next: nobody leaves the page in a queue
AT_THE_DOOR = ("came_already", "unregistered_already", "erased", "nobody_has_come_yet")


@PAGE
def registered(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Who means to come, what they need, and who has come. The field at the top takes one code after the other."""
    activity = meeting_of(request, slug, number, step=CHECK_IN)
    form = ComeForm(posted(request))
    if saved(form, lambda: _come_by_code(request, activity, form.cleaned_data["code"]), meanwhile=AT_THE_DOOR):
        seat = form.outcome
        messages.success(request, _("Come in: table %(place)s.") % {"place": Place(seat.table.number, seat.number)})
        return see_other("registering:registered", slug, number)
    asked, counted, now = rules.asked(activity.setup), queries.counted(activity), meeting.phase_of(activity)
    page = Paginator(queries.standing(activity), PER_PAGE).get_page(request.GET.get("page"))
    seats = queries.seats_of(activity, [each.participant_id for each in page])
    context = {
        "dialogue": activity.dialogue,
        "activity": activity,
        "form": ComeForm() if form.errors else form,
        "refused": form if form.errors else None,
        "asked": asked,
        "counted": counted,
        "left": counted.left(asked.capacity),
        "page": page,
        "lines": [_line(each, seats) for each in page],
        "is_called_off": now is Phase.CALLED_OFF,
        "may_note": not refusal(now, Deed.ATTEND),
        "is_awaited": now is Phase.AWAITED,
        "may_move": not refusal(now, Deed.MOVE) and request.actor.may(MOVE_SESSION, activity.dialogue.organisation_id),
        "may_register": not refusal(now, Deed.REGISTER)
        and request.actor.may(REGISTER, activity.dialogue.organisation_id),
    }
    return _staff(request, "registered", activity, context)


def _come_by_code(request: HttpRequest, activity: Activity, code: str) -> Any:
    known = participant_by_receipt(code)
    registration = queries.standing_of(activity, known) if known else None
    if registration:
        return actions.come(registration, actor=request.actor)
    return actions.check_in(activity, actor=request.actor, code=code)


def _line(registration: Registration, seats: Any) -> dict[str, Any]:
    seat = seats.get(registration.participant_id)
    return {
        "registration": registration,
        "code": receipts.shown(registration.participant.receipt),
        "place": Place(seat.table.number, seat.number) if seat else None,
    }


@PAGE
def add(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Somebody registers by telephone or at the counter."""
    activity = meeting_of(request, slug, number, step=REGISTER)
    language = activity.dialogue.source_language
    form = RegisterForm(posted(request), activity=activity, language=language)
    if saved(form, lambda: _register(request, form), meanwhile=NO_LONGER):
        code = receipts.shown(form.outcome.participant.receipt)
        words = (
            _("Registered. The code to tell: %(code)s")
            if form.outcome.placed_at
            else _("On the waiting list. The code to tell: %(code)s")
        )
        messages.success(request, words % {"code": code})
        return see_other("registering:registered", slug, number)
    return _staff(request, "add", activity, {"dialogue": activity.dialogue, "activity": activity, "form": form})


@require_POST
def came(request: HttpRequest, slug: str, number: int, pk: int) -> HttpResponse:
    activity = meeting_of(request, slug, number, step=CHECK_IN)
    registration = queries.numbered(activity, pk)
    seat = actions.come(registration, actor=request.actor)
    messages.success(request, _("Come in: table %(place)s.") % {"place": Place(seat.table.number, seat.number)})
    return see_other("registering:registered", slug, number)


@require_POST
def take_back(request: HttpRequest, slug: str, number: int, pk: int) -> HttpResponse:
    activity = meeting_of(request, slug, number, step=REGISTER)
    placed = actions.unregister(queries.numbered(activity, pk), actor=request.actor)
    words = ngettext(
        "Taken back. %(n)d registration moves up from the waiting list.",
        "Taken back. %(n)d registrations move up from the waiting list.",
        len(placed),
    )
    messages.success(request, words % {"n": len(placed)} if placed else _("Taken back."))
    return see_other("registering:registered", slug, number)


@require_safe
def door(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """For the screen and the door: the address to come in by, large enough to be read from the last row."""
    activity = meeting_of(request, slug, number, step=CHECK_IN)
    address = settings.ADDRESS + reverse("registering:here", args=[slug, number])
    context = {
        "organisation": activity.dialogue.organisation,
        "dialogue": activity.dialogue,
        "activity": activity,
        "key": room_key(activity),
        "address": address,
        "qr": qr_svg(f"{address}?key={room_key(activity)}"),
    }
    response = render(request, "registering/door.html", context)
    response["Cache-Control"] = "no-store, private"
    return response


def _staff(request: HttpRequest, name: str, activity: Activity, context: dict[str, Any]) -> HttpResponse:
    return staff_page(request, f"registering/{name}.html", activity.dialogue.organisation, context)
