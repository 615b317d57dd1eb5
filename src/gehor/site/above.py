"""Where to go from an address that only takes what a form sends."""

from copy import copy

from django.http import HttpRequest
from django.urls import Resolver404, resolve


def page_above(request: HttpRequest) -> str:
    """The nearest address above that shows a page: mostly the one on which the form stands."""
    at = request.path_info.rstrip("/")
    while at := at.rpartition("/")[0]:
        if _shows_a_page(request, f"{at}/"):
            return f"{at}/"
    return "/"


def _shows_a_page(request: HttpRequest, address: str) -> bool:
    """Its view is asked in a way that none answers to: so it does nothing, and says which ways it does answer to."""
    try:
        view, args, kwargs = resolve(address)
    except Resolver404:
        return False
    asked = copy(request)
    asked.method = "TRACE"
    return "GET" in view(asked, *args, **kwargs).get("Allow", "")
