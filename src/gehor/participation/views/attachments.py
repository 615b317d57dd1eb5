"""Pictures and PDFs, served so that nothing in them can act in our name."""

from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from gehor.participation import queries
from gehor.participation.models import Attachment
from gehor.planning import queries as planning


@require_safe
def attachment(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    """One published file."""
    return _served(queries.public_attachment(planning.public_dialogue(slug), pk))


@require_safe
def attachment_for_staff(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    """One file for those who decide whether it is published."""
    return _served(queries.attachment_for(planning.dialogue_for(request.actor, slug), pk))


def _served(found: Attachment) -> HttpResponseBase:
    """A picture is shown, a PDF is downloaded: a browser's own PDF reader does not run in a sandbox."""
    response = FileResponse(
        found.file.open("rb"),
        as_attachment=not found.content_type.startswith("image/"),
        filename=found.name,
        content_type=found.content_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-cache"
    response["X-Robots-Tag"] = "noindex"
    return response
