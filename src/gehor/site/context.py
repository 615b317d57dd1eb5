"""What every template may use."""

from django.conf import settings
from django.http import HttpRequest


def everywhere(request: HttpRequest) -> dict[str, object]:
    return {
        "demo": settings.DEMO,
        "actor": getattr(request, "actor", None),
        "languages": [(code, settings.LANGUAGE_NAMES[code]) for code, _ in settings.LANGUAGES],
    }
