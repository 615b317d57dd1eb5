"""Sending once more what was typed when one had been signed out.

Signing in gives the browser a new CSRF secret, so the page that kept the text would be refused for its old one. It
carries another proof that we showed it to this browser: a value signed by us in the form, and the same value in a
cookie that no other site can make the browser send (SameSite=Strict) or read. It opens nothing but the CSRF check.
"""

from collections.abc import Callable

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare, get_random_string

from . import origin

Next = Callable[[HttpRequest], HttpResponse]
NAME = "again"  # of the field and of the cookie
PATH = "/staff/"
_signer = signing.TimestampSigner(salt="gehor.site.again")


def proof(request: HttpRequest) -> str:
    """The value of the form's hidden field. The response must then be `given` the cookie."""
    request.again = request.COOKIES.get(NAME) or get_random_string(32)
    return _signer.sign(request.again)


def give(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    secure = bool(settings.SESSION_COOKIE_SECURE)
    response.set_cookie(NAME, request.again, path=PATH, secure=secure, httponly=True, samesite="Strict")
    return response


def is_proved(request: HttpRequest) -> bool:
    if request.method != "POST" or NAME not in request.COOKIES:
        return False
    if "HTTP_ORIGIN" not in request.META or origin.is_from_elsewhere(request):
        return False
    try:
        value = _signer.unsign(request.POST.get(NAME, ""), max_age=settings.SESSION_COOKIE_AGE)
    except signing.BadSignature:
        return False
    return constant_time_compare(value, request.COOKIES[NAME])


def accept(get_response: Next) -> Next:
    """Stands before Django's check, which leaves alone what has been checked already."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_view(request: HttpRequest, view: object, args: object, kwargs: object) -> None:
        if is_proved(request):
            request.csrf_processing_done = True

    middleware.process_view = process_view
    return middleware
