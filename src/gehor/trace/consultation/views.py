"""The report for everybody, page by page, and the whole of it as a file for staff."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from gehor.ground.documents import Document, docx, letterhead
from gehor.ground.pages import kept
from gehor.methods.text_hearing.views.reading import KEY
from gehor.participation.views.showing import about
from gehor.planning import queries as planning
from gehor.process.steps import PUBLISH_TEXT, READ, WRITE_ANSWER

from . import content

PER_PAGE = 50
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_safe
@kept
def consultation(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Every view on a text, with the organisation's position and the reason for it."""
    activity = request.entrance.activity
    if activity.method != KEY:
        raise Http404
    views, counts = content.views_of(activity)
    page = Paginator(views, PER_PAGE).get_page(request.GET.get("page"))
    parts = content.body(activity, list(page))
    if page.number == 1:
        parts = (*content.head(activity, counts), *parts)
    context = {
        **about(activity.dialogue),
        "here": "results",
        "activity": activity,
        "page": page,
        "document": Document("", get_language() or "sv", parts),
    }
    return render(request, "trace/consultation.html", context)


@require_safe
def consultation_docx(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The whole report, to be worked on."""
    dialogue = planning.dialogue_for(request.actor, slug, PUBLISH_TEXT, READ, WRITE_ANSWER)
    activity = planning.activity_of(dialogue, number)
    if activity.method != KEY:
        raise Http404
    made = docx(content.document(activity), letterhead(dialogue.organisation))
    response = HttpResponse(made, content_type=DOCX)
    response["Content-Disposition"] = f'attachment; filename="{slug}-{number}-consultation.docx"'
    response["Cache-Control"] = "no-store, private"
    return response
