"""What the pages of joint work share."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from gehor.ground.web import staff_page
from gehor.planning.models import Dialogue

from . import texts

PAGE = require_http_methods(["GET", "HEAD", "POST"])


def page(request: HttpRequest, name: str, dialogue: Dialogue, context: Mapping[str, Any]) -> HttpResponse:
    shown = {"here": "dialogues", "dialogue": dialogue, "heading": texts.HEADINGS.get(name, ""), **context}
    return staff_page(request, f"together/{name}.html", dialogue.organisation, shown)
