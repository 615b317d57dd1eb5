"""The frame of the host's pages."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from gehor.ground.organisations.models import Organisation
from gehor.ground.web import staff_page


def page(
    request: HttpRequest,
    name: str,
    host: Organisation,
    context: Mapping[str, Any],
    *,
    here: str | None = None,
    status: int | None = None,
) -> HttpResponse:
    """here: which of the host's rooms this is, where the page shows them."""
    return staff_page(
        request,
        f"network/{name}.html",
        host,
        {"tabs": tabs(host, here) if here else None, **context},
        status=status,
    )


def tabs(host: Organisation, here: str) -> list[dict[str, Any]]:
    rooms = {"networks": _("Networks"), "partners": _("Partners"), "exchanges": _("Visits")}
    return [
        {"label": label, "url": reverse(f"network:{room}", args=[host.slug]), "here": room == here}
        for room, label in rooms.items()
    ]
