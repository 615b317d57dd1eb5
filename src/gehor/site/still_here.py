"""Nothing typed is lost: what a page that refuses a form does not show any more stands there beside its sentence.

Most pages show the form again with everything in it. But between the page and the press of the button an activity may
have closed, a finding may have been dropped, or a colleague may have been faster: then the page has no such form.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.html import escape

from gehor.ground.design.templatetags.gehor import is_prose

from .errors import kept_fields

Next = Callable[[HttpRequest], HttpResponse]
REFUSED = (404, 409, 422)  # wrong person and signed out say themselves what they keep, or that another site sent it
HEADING = "</h1>"


def still_here(get_response: Next) -> Next:
    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.method == "POST" and response.status_code in REFUSED and request.resolver_match:
            _show(request, response)
        return response

    return middleware


def _show(request: HttpRequest, response: HttpResponse) -> None:
    page = "" if response.streaming else response.content.decode(response.charset)
    before, heading, after = page.partition(HEADING)
    if not heading:  # a piece of a page: the form is still where it was typed
        return
    unseen = [(name, text) for name, text in kept_fields(request) if is_prose(text) and not _stands_in(page, text)]
    if unseen:
        kept = render_to_string("design/kept.html", {"kept": unseen}, request)
        response.content = f"{before}{heading}{kept}{after}"


def _stands_in(page: str, text: str) -> bool:
    """Line by line: a text may stand as paragraphs."""
    return all(escape(line.strip()) in page for line in text.splitlines())
