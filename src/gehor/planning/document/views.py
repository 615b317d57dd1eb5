"""The plan to take along, for the dialogue's own staff."""

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from gehor.ground.documents import docx, letterhead, pdf
from gehor.planning import queries as planning

from . import plan_document

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_safe
def plan_docx(request: HttpRequest, slug: str) -> HttpResponse:
    dialogue = planning.dialogue_for(request.actor, slug)
    return _file(docx(plan_document(dialogue), letterhead(dialogue.organisation)), DOCX, f"{slug}-plan.docx")


@require_safe
def plan_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    dialogue = planning.dialogue_for(request.actor, slug)
    made = pdf(plan_document(dialogue), letterhead(dialogue.organisation))
    return _file(made, "application/pdf", f"{slug}-plan.pdf")


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response
