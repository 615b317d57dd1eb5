"""What the pages of joint work share."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from gehor.ground.act import Actor
from gehor.ground.errors import WrongPerson
from gehor.ground.forms import Form
from gehor.ground.web import staff_page
from gehor.planning.models import Dialogue
from gehor.process.steps import Step

from . import texts

PAGE = require_http_methods(["GET", "HEAD", "POST"])


def page(
    request: HttpRequest, name: str, dialogue: Dialogue, context: Mapping[str, Any], *, form: Form | None = None
) -> HttpResponse:
    shown = {"here": "dialogues", "dialogue": dialogue, "heading": texts.HEADINGS.get(name, ""), **context}
    status = 422 if form is not None and form.errors else 200
    return staff_page(request, f"together/{name}.html", dialogue.organisation, shown, status=status)


def refuse_others(actor: Actor, step: Step, organisation_id: int) -> None:
    if not actor.may(step, organisation_id):
        raise WrongPerson("not_your_step", step=step.key)
