"""What the pages of the map share: their tabs, and the steps of the self-assessment in words."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from gehor.ground import clock
from gehor.ground.organisations.models import Organisation
from gehor.ground.web import staff_page

from . import texts
from .models import Kind


def page(request: HttpRequest, name: str, organisation: Organisation, context: dict[str, Any]) -> HttpResponse:
    slug = organisation.slug
    rooms = (
        ("overview", _("The map")),
        (Kind.PRINCIPLES.value, texts.KINDS[Kind.PRINCIPLES][0]),
        (Kind.ROLES.value, texts.KINDS[Kind.ROLES][0]),
        ("criteria", _("Before a dialogue")),
        ("history", _("Over the years")),
    )
    here = {"judge": "overview", "component": "overview", "criterion": "criteria", "retire": "criteria"}.get(name, name)
    here = here if here in dict(rooms) else request.resolver_match.kwargs.get("kind", "")
    tabs = [
        {"label": label, "url": reverse(f"governance:{room}", args=[slug]), "here": room == here}
        for room, label in rooms
    ]
    return staff_page(request, f"governance/{name}.html", organisation, {"tabs": tabs, **context})


def judge_url(slug: str, number: int, year: int | None = None) -> str:
    return reverse("governance:judge", args=[slug, year or clock.today().year, number])


def step_of(standing: Any) -> Any:
    """(number, name, meaning) of the step, or none."""
    return (standing.step, *texts.SCALE[standing.step]) if standing else None
