"""Sending once more what was typed when one had been signed out.

Signing in gives the browser a new CSRF secret, so the page that kept the text would be refused for its old one. It
carries another proof that we showed it to this browser: a value signed by us in the form, and the same value in a
cookie that no other site can make the browser send (SameSite=Strict) or read. It opens nothing but the CSRF check.
"""

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware, RejectRequest
from django.utils.crypto import constant_time_compare, get_random_string

NAME = "again"  # of the field and of the cookie
PATH = "/staff/"
_signer = signing.TimestampSigner(salt="gehor.site.again")


def proof(request: HttpRequest) -> str:
    """The value of the form's hidden field. The response must then be `given` the cookie."""
    request.again = request.COOKIES.get(NAME) or get_random_string(32)  # type: ignore[attr-defined]
    return _signer.sign(request.again)  # type: ignore[attr-defined]


def give(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    secure = bool(settings.SESSION_COOKIE_SECURE)
    response.set_cookie(NAME, request.again, path=PATH, secure=secure, httponly=True, samesite="Strict")  # type: ignore[attr-defined]
    return response


def is_proved(request: HttpRequest) -> bool:
    if request.method != "POST" or NAME not in request.COOKIES:
        return False
    try:
        value = _signer.unsign(request.POST.get(NAME, ""), max_age=settings.SESSION_COOKIE_AGE)
    except signing.BadSignature:
        return False
    return constant_time_compare(value, request.COOKIES[NAME])


class Csrf(CsrfViewMiddleware):
    """Django's check of where a form comes from, and of its token or of the proof above."""

    def _check_token(self, request: HttpRequest) -> None:
        try:
            super()._check_token(request)
        except RejectRequest:
            if not is_proved(request):
                raise
