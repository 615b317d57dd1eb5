"""Round every request: who acts, refusals as pages, compression."""

import gzip
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from gehor.ground.act import RESIDENT
from gehor.ground.errors import Refusal, TooMany
from gehor.ground.organisations import queries as organisations
from gehor.ground.web import SeeOther

from . import errors

Next = Callable[[HttpRequest], HttpResponse]


def actor(get_response: Next) -> Next:
    """Sets request.actor; sends staff pages to sign-in, and to the second factor where an organisation demands it.

    Public pages never ask who reads them, so that they can be kept and cost no query.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        request.actor = RESIDENT
        if not request.path.startswith("/staff/"):
            return get_response(request)
        if not request.user.is_authenticated:
            return errors.signed_out(request)
        request.actor = organisations.actor_of(request.user)
        if organisations.second_factor_is_missing(request.user, request.actor):
            return SeeOther(reverse("mfa_activate_totp"))
        return get_response(request)

    return middleware


def refusals(get_response: Next) -> Next:
    """Turns the four refusals into pages; refuses an oversized request before it is read."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if int(request.META.get("CONTENT_LENGTH") or 0) > settings.UPLOAD_MOST_BYTES:
            return errors.too_large(request)
        return get_response(request)

    def process_exception(request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Refusal):
            response = errors.refused(request, exception)
            if isinstance(exception, TooMany):
                response["Retry-After"] = str(exception.params["seconds"])
            return response
        return None

    middleware.process_exception = process_exception  # type: ignore[attr-defined]
    return middleware


def compress(get_response: Next) -> Next:
    """gzip for text; pages with a secret carry no reflected input, and the CSRF token is masked anew each time."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if (
            response.streaming
            or response.has_header("Content-Encoding")
            or len(response.content) < 500
            or "gzip" not in request.META.get("HTTP_ACCEPT_ENCODING", "")
            or not response.headers.get("Content-Type", "").startswith(("text/", "application/json", "image/svg"))
        ):
            return response
        response.content = gzip.compress(response.content, compresslevel=4, mtime=0)
        response["Content-Encoding"] = "gzip"
        response["Content-Length"] = str(len(response.content))
        response.headers.setdefault("Vary", "")
        response["Vary"] = ", ".join(filter(None, [response["Vary"], "Accept-Encoding"]))
        return response

    return middleware


def permissions_policy(get_response: Next) -> Next:
    """No page of ours asks for camera, microphone or position."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), interest-cohort=()"
        return response

    return middleware
