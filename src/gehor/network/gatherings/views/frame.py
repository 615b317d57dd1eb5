"""The frame of the host's pages on one meeting, and files that leave."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from gehor.ground.documents import Document, docx, letterhead, pdf
from gehor.ground.organisations import queries as organisations
from gehor.ground.organisations.models import Organisation
from gehor.ground.web import staff_page
from gehor.process.step import Step

from .. import queries
from ..models import Gathering

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FORMS = {"docx": (DOCX, docx), "pdf": ("application/pdf", pdf)}


def entered(request: HttpRequest, slug: str, name: str, number: int, step: Step) -> Gathering:
    """The door: a meeting of one of the networks that this organisation hosts."""
    host = organisations.organisation_for(request.actor, slug, step)
    return queries.gathering_of(host, name, number)


def page(
    request: HttpRequest,
    name: str,
    gathering: Gathering,
    context: Mapping[str, Any],
    *,
    here: str = "",
    status: int | None = None,
) -> HttpResponse:
    """here: which room of the meeting this is."""
    frame = {"gathering": gathering, "network": gathering.network, "tabs": _tabs(gathering, here) if here else None}
    host = gathering.network.host
    return staff_page(request, f"gatherings/{name}.html", host, {**frame, **context}, status=status)


def _tabs(gathering: Gathering, here: str) -> list[dict[str, Any]]:
    rooms = {
        "gathering": _("Overview"),
        "agenda": _("Agenda"),
        "guests": _("Guests"),
        "questions": _("Questions"),
        "tables": _("Tables"),
        "door": _("On the day"),
        "home": _("Taken home"),
        "materials": _("Materials"),
        "report": _("Report"),
    }
    arguments = at(gathering)
    return [
        {"label": label, "url": reverse(f"gatherings:{room}", args=arguments), "here": room == here}
        for room, label in rooms.items()
    ]


def at(gathering: Gathering) -> tuple[str, str, int]:
    """What the addresses of the host's pages are made of."""
    return gathering.network.host.slug, gathering.network.slug, gathering.number


def as_file(document: Document, host: Organisation, *, form: str, name: str) -> HttpResponse:
    """The document as DOCX or PDF. Else 404."""
    if form not in FORMS:
        raise Http404
    content_type, made = FORMS[form]
    response = HttpResponse(made(document, letterhead(host)), content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return response
