"""A map in a page."""

from typing import Any

from django import template

from gehor.ground.maps.plotting import Drawn, plotted
from gehor.ground.organisations.models import Organisation

register = template.Library()


@register.inclusion_tag("maps/plot.html")
def plot(drawn: Drawn | None, organisation: Organisation) -> dict[str, Any]:
    """The map, or nothing where nothing has a place."""
    return {"plot": plotted(drawn, organisation) if drawn else None}
