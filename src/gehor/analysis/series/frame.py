"""What the pages of a series share: their door, their frame, and files to take away."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from gehor.ground.documents import Document, docx, letterhead, pdf
from gehor.ground.web import staff_page
from gehor.planning import queries as planning
from gehor.planning.models import Dialogue
from gehor.process.step import Step

from . import queries

FORMS = {
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", docx),
    "pdf": ("application/pdf", pdf),
}


def dialogue_of(request: HttpRequest, slug: str, *steps: Step) -> Dialogue:
    """A dialogue with a series, for whoever may take one of the steps. Else 404 or 403."""
    dialogue = planning.dialogue_for(request.actor, slug, *steps)
    if not queries.is_series(dialogue):
        raise Http404
    return dialogue


def page(request: HttpRequest, name: str, dialogue: Dialogue, context: dict[str, Any]) -> HttpResponse:
    shared = {"dialogue": dialogue, "source": dialogue.source_language}
    return staff_page(request, f"series/{name}.html", dialogue.organisation, {**shared, **context})


def file(dialogue: Dialogue, document: Document, name: str, form: str) -> HttpResponse:
    _type, made = FORMS[form]
    return download(dialogue, made(document, letterhead(dialogue.organisation)), name, form)


def download(dialogue: Dialogue, data: bytes, name: str, form: str) -> HttpResponse:
    response = HttpResponse(data, content_type=FORMS[form][0])
    response["Content-Disposition"] = f'attachment; filename="{name}-{dialogue.slug}.{form}"'
    response["Cache-Control"] = "no-store, private"
    return response
