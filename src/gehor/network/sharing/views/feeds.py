"""What an organisation shares, as JSON: for everybody, and for those who have its link."""

import hashlib
import json

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from gehor.ground import limits

from .. import queries

GONE = 410


@require_safe
def shared(request: HttpRequest, slug: str) -> HttpResponse:
    return _answer(request, queries.public_document(slug))


@require_safe
def by_link(request: HttpRequest, key: str) -> HttpResponse:
    """Nobody finds a link by trying: it is signed. But who tries is slowed down."""
    limits.spend("receipt_address", limits.address(request))
    response = _answer(request, queries.document_by_link(key))
    response["Cache-Control"] = "private, no-cache"
    response["X-Robots-Tag"] = "noindex"
    return response


def _answer(request: HttpRequest, document: dict[str, object] | None) -> HttpResponse:
    """The same text as long as nothing has changed, and a stamp by which others know."""
    if document is None:
        return HttpResponse(json.dumps({"gone": True}), content_type="application/json", status=GONE)
    data = json.dumps(document, ensure_ascii=False, sort_keys=True).encode()
    response = HttpResponse(data, content_type="application/json")
    response["ETag"] = etag = f'"{hashlib.sha256(data).hexdigest()[:32]}"'
    return get_conditional_response(request, etag=etag, response=response) or response
