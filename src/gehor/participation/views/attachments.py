"""Pictures and PDFs that came with what was said."""

from django.http import FileResponse, HttpRequest
from django.views.decorators.http import require_safe

from gehor.participation import files, queries
from gehor.participation.identity.doors import must_read
from gehor.planning import queries as planning


@require_safe
def attachment(request: HttpRequest, slug: str, pk: int) -> FileResponse:
    """One published file. It lies outside its activity's address, so it asks itself who may read it."""
    found = queries.public_attachment(planning.public_dialogue(slug), pk)
    if found.is_read_by_few:
        must_read(request, found.contribution.activity)
    return files.served(found)
