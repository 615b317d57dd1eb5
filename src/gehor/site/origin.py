"""Where a form comes from."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def is_from_elsewhere(request: HttpRequest) -> bool:
    """Whether another site sent this form in the reader's name. Browsers say where every form comes from."""
    origin = request.META.get("HTTP_ORIGIN")
    ours = (f"{request.scheme}://{request.get_host()}", *settings.CSRF_TRUSTED_ORIGINS)
    return origin is not None and origin not in ours


def page_before(request: HttpRequest) -> str:
    """The path of our page on which this form stood: many forms are sent to an address that shows nothing itself."""
    before = request.META.get("HTTP_REFERER", "")
    if url_has_allowed_host_and_scheme(before, {request.get_host()}, require_https=request.is_secure()):
        return urlsplit(before).path or request.path
    return request.path
