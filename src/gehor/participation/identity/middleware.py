"""Round every request: the cookies that were given, and the page for those who must show who they are."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from . import cookies
from .doors import MustShow
from .showing import must_show_page

Next = Callable[[HttpRequest], HttpResponse]


def show_first(get_response: Next) -> Next:
    def middleware(request: HttpRequest) -> HttpResponse:
        return cookies.kept(request, get_response(request))

    def process_exception(request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return must_show_page(request, exception) if isinstance(exception, MustShow) else None

    middleware.process_exception = process_exception
    return middleware
