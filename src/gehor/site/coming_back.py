"""Going back to a form must bring back the same form, with the key that makes a second press of the button harmless."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse


def coming_back(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Takes Cookie out of Vary on pages of visitors without a session.

    Such a page differs by nothing in the cookies but the CSRF token, and only the visitor's own browser keeps it
    (private). With Vary: Cookie the browser would fetch it anew when it comes back, since the first form it saw gave
    it the CSRF cookie.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if "private" in response.get("Cache-Control", "") and settings.SESSION_COOKIE_NAME not in request.COOKIES:
            others = [name for name in response.get("Vary", "").split(", ") if name not in ("", "Cookie")]
            response["Vary"] = ", ".join(others)
        return response

    return middleware
