"""The sources of a dialogue."""

from django.db.models import QuerySet
from django.http import FileResponse, Http404

from gehor.planning.models import Dialogue

from .models import Source


def sources(dialogue: Dialogue) -> QuerySet[Source]:
    """All of them, with who added each."""
    return Source.objects.filter(dialogue=dialogue).select_related("added_by")


def source_of(dialogue: Dialogue, number: int, *, public: bool) -> Source:
    """The one door to a source; for everybody only to those that are public. Else 404."""
    source = sources(dialogue).filter(number=number).first()
    if source is None or (public and not source.is_public):
        raise Http404
    return source


def served(source: Source) -> FileResponse:
    """The file to be downloaded: nothing in it can act in our name."""
    response = FileResponse(
        source.file.open("rb"), as_attachment=True, filename=source.name, content_type=source.content_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-cache"
    response["X-Robots-Tag"] = "noindex"
    return response
