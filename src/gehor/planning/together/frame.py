"""What the pages of joint work share."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse

from gehor.ground.web import staff_page
from gehor.planning.models import Dialogue

from . import texts


def page(request: HttpRequest, name: str, dialogue: Dialogue, context: Mapping[str, Any]) -> HttpResponse:
    shown = {"here": "dialogues", "dialogue": dialogue, "heading": texts.HEADINGS.get(name, ""), **context}
    return staff_page(request, f"together/{name}.html", dialogue.organisation, shown)
