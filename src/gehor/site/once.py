"""A form of staff that is sent a second time shows what came of the first: see ground/organisations/taking.py."""

from collections.abc import Callable
from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from gehor.ground.organisations.taking import TakenAlready, sending_of
from gehor.ground.web import SeeOther

Next = Callable[[HttpRequest], HttpResponse]


def once(get_response: Next) -> Next:
    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if sending := getattr(request, "sending", None):
            sending.leads_to(response["Location"] if response.status_code == SeeOther.status_code else "")
        return response

    def process_view(request: HttpRequest, view: object, args: object, kwargs: object) -> HttpResponse | None:
        """After the check of the token. A piece of a page that is sent by script is none that one goes back to."""
        account_id = request.actor.account_id
        if request.method != "POST" or account_id is None or request.htmx:
            return None
        sending = sending_of(request, account_id)
        if sending is None:
            return None
        if leads_to := sending.led_to():
            return _shown(request, leads_to)
        request.sending = sending
        request.actor = replace(request.actor, form_taken=sending.taken)
        return None

    def process_exception(request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, TakenAlready):
            return None
        return _shown(request, request.sending.soon_led_to() or request.get_full_path())

    middleware.process_view = process_view
    middleware.process_exception = process_exception
    return middleware


def _shown(request: HttpRequest, leads_to: str) -> HttpResponse:
    messages.info(request, _("It was sent twice, and is done once."))
    return SeeOther(leads_to)
