"""What maps are made of: the picture that is drawn here, and a layer as GeoJSON."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from gehor.calc.geo.geojson import Feature, write
from gehor.calc.geo.mercator import View
from gehor.ground.organisations import queries as organisations

from . import queries
from .charts import LARGE, SMALL
from .drawing import Mark, Size, picture
from .fields import place_of, places_of
from .models import Layer

DAY = "public, max-age=86400"  # the address names all that the picture shows, and layers never change
LAYERS_MOST = 20


@require_safe
def draw(request: HttpRequest, slug: str) -> HttpResponse:
    """The map as SVG.

    view: its middle and how near · size: large, or small · layers: numbers · places, draws, look: what is being drawn
    """
    asked = request.GET
    view = View.read(asked.get("view", "")) or View.of(17.0, 62.0, 4)
    keys = [int(each) for each in asked.get("layers", "").split(",") if each.isdecimal()][:LAYERS_MOST]
    look = int(asked["look"]) if asked.get("look", "").isdecimal() else 0
    drawn = _drawn(asked.get("places", ""), asked.get("draws", ""))
    svg = picture(
        view,
        Size(*(LARGE if asked.get("size") == "large" else SMALL)),
        layers=queries.features_of(slug, keys),
        marks=[Mark(each, look, is_new=True) for each in drawn],
        cross_hair="paper" not in asked,
    )
    return HttpResponse(svg, content_type="image/svg+xml", headers={"Cache-Control": DAY})


@require_safe
def layer(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One layer as GeoJSON: what the organisation draws on its maps is for everybody."""
    organisation = get_object_or_404(organisations.organisations(), slug=slug)
    found = get_object_or_404(Layer, organisation=organisation, pk=pk)
    features = [Feature(each["geometry"], each["name"]) for each in found.features]
    return HttpResponse(write(features), content_type="application/geo+json", headers={"Cache-Control": DAY})


def _drawn(text: str, draws: str) -> list[dict[str, Any]]:
    """What somebody is drawing: the shape as far as it has come, and the last place."""
    places = [found for found in map(place_of, places_of(text)) if found]
    corners = [{"type": "Point", "coordinates": each} for each in places[-1:]]
    if draws == "area" and len(places) > 2:
        return [{"type": "Polygon", "coordinates": [[*places, places[0]]]}, *corners]
    if draws in ("line", "area") and len(places) > 1:
        return [{"type": "LineString", "coordinates": places}, *corners]
    return corners
