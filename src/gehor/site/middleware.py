"""Round every request: who acts, refusals as pages, compression."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control, patch_vary_headers

from gehor.ground import limits, packing
from gehor.ground.act import RESIDENT
from gehor.ground.errors import Refusal, TooMany
from gehor.ground.organisations import queries as organisations

from . import errors, policy, second_factor

Next = Callable[[HttpRequest], HttpResponse]
BY_PEOPLE = ("GET", "HEAD", "POST")  # as browsers ask
STAFF, ACCOUNT = "/staff/", "/account/"


def actor(get_response: Next) -> Next:
    """Sets request.actor; sends staff pages to sign-in, and to the second factor where an organisation demands it.

    Public pages never ask who reads them, so that they can be kept and cost no query.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        request.actor = RESIDENT
        if not request.path_info.startswith(STAFF):
            return get_response(request)
        if not request.user.is_authenticated:
            return errors.signed_out(request)
        request.actor = organisations.actor_of(request.user)
        if first := second_factor.page_before(request):
            return second_factor.send(request, first)
        response = get_response(request)
        patch_cache_control(response, private=True, no_cache=True)
        return response

    return middleware


def slow_down(get_response: Next) -> Next:
    """How often one network address may try to sign in."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method == "POST" and request.path_info.startswith(ACCOUNT):
            try:
                limits.spend("sign_in_address", limits.address(request))
            except TooMany as refusal:
                return errors.refused(request, TooMany("too_many_sign_ins", **refusal.params))
        return get_response(request)

    return middleware


def refusals(get_response: Next) -> Next:
    """Turns refusals and empty 405s into pages; refuses an oversized request before it is read."""

    def middleware(request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdecimal() and int(length) > settings.UPLOAD_MOST_BYTES:
            return errors.too_large(request)
        response = get_response(request)
        if response.status_code == 405 and not response.content and request.method in BY_PEOPLE:
            return errors.not_in_this_way(request, response)
        return response

    def process_exception(request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return errors.refused(request, exception) if isinstance(exception, Refusal) else None

    middleware.process_exception = process_exception
    return middleware


def compress(get_response: Next) -> Next:
    """gzip for text that is not packed already.

    The one secret on ordinary pages is the CSRF token, masked anew each time. Pages of an account (recovery codes, the
    key of a second factor) and pages that give back what was typed stay as they are; see packing.py for the others.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.path_info.startswith(ACCOUNT) or not packing.is_worth_it(response):
            return response
        patch_vary_headers(response, ["Accept-Encoding"])
        if response.status_code >= 400 or not packing.takes_gzip(request):
            return response
        response.content = packing.packed(response.content)
        response["Content-Encoding"] = "gzip"
        response["Content-Length"] = str(len(response.content))
        if response.get("ETag", "").startswith('"'):
            response["ETag"] = f"W/{response['ETag']}"
        return response

    return middleware


def tell_where(get_response: Next) -> Next:
    """A script that hands in a form may not see where it is sent on to: it is told in a header (ballots/again.js)."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code == 303 and "HTTP_X_AGAIN" in request.META:
            response.status_code = 200
            response["X-Next"] = response["Location"]
            del response["Location"]
        return response

    return middleware


def permissions_policy(get_response: Next) -> Next:
    """No page of ours asks for camera or microphone; for position one with a map, when somebody presses there."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        position = "(self)" if getattr(response, "has_map", False) else "()"
        response["Permissions-Policy"] = policy.PERMISSIONS.format(position=position)
        return response

    return middleware
