"""The frame of the pages for staff."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from gehor.ground.act import Actor
from gehor.ground.organisations.models import Organisation
from gehor.ground.web import staff_page
from gehor.process.learning import LISTEN, SHARE


def page(
    request: HttpRequest, name: str, organisation: Organisation, context: Mapping[str, Any], *, here: str
) -> HttpResponse:
    tabs = _tabs(request.actor, organisation, here)
    return staff_page(request, f"sharing/{name}.html", organisation, {"tabs": tabs, **context})


def _tabs(actor: Actor, organisation: Organisation, here: str) -> list[dict[str, Any]]:
    rooms = {"comparison": _("Comparison")}
    if actor.may(SHARE, organisation.pk):
        rooms["sharing"] = _("What you share")
    if actor.may(LISTEN, organisation.pk):
        rooms["sources"] = _("Whom you listen to")
    return [
        {"label": label, "url": reverse(f"sharing:{room}", args=[organisation.slug]), "here": room == here}
        for room, label in rooms.items()
    ]
