"""Where a form comes from."""

from django.conf import settings
from django.http import HttpRequest


def is_from_elsewhere(request: HttpRequest) -> bool:
    """Whether another site sent this form in the reader's name. Browsers say where every form comes from."""
    origin = request.META.get("HTTP_ORIGIN")
    ours = (f"{request.scheme}://{request.get_host()}", *settings.CSRF_TRUSTED_ORIGINS)
    return origin is not None and origin not in ours
