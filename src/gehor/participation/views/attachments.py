"""Pictures and PDFs that came with what was said."""

from django.http import FileResponse, HttpRequest
from django.views.decorators.http import require_safe

from gehor.participation import files, queries
from gehor.planning import queries as planning


@require_safe
def attachment(request: HttpRequest, slug: str, pk: int) -> FileResponse:
    """One published file."""
    return files.served(queries.public_attachment(planning.public_dialogue(slug), pk))
