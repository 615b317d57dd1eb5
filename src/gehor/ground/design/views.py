from types import SimpleNamespace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_safe

from gehor.ground.design import colour, patterns

GEHOR = "#1d5c63"


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Every component in every state. ?colour= as an organisation of that colour; ?language=ar from right to left;
    ?page= one of patterns.PAGES, whole."""
    page = request.GET.get("page", "patterns")
    if page not in patterns.PAGES:
        raise Http404
    shown = _colour(request)
    organisation = SimpleNamespace(slug="forsvik", name="Forsviks kommun", colour=shown, logo="", identity_version=1)
    language = request.GET.get("language") or translation.get_language()
    with translation.override(language):
        context = {"colour": shown, "pages": patterns.PAGES, **patterns.samples(), **patterns.fault(page)}
        if page.isalpha() and page != "csrf":  # faults are shown to everybody, whoever's house they are in
            context["organisation"] = organisation
        return render(request, f"design/{patterns.PAGES[page]}.html", context)


@require_safe
def identity(request: HttpRequest) -> HttpResponse:
    """The stylesheet that an organisation of that colour would have."""
    return HttpResponse(colour.identity_css(_colour(request)), content_type="text/css")


def _colour(request: HttpRequest) -> str:
    try:
        return colour.normal(request.GET.get("colour", GEHOR))
    except ValueError:
        return GEHOR
