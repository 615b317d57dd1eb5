"""What maps are made of: the picture that is drawn here, a layer as GeoJSON, and the pages on which they are kept."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gehor.calc.geo.geojson import Feature, kinds, write
from gehor.calc.geo.mercator import View
from gehor.ground.doors import one_of
from gehor.ground.forms import saved
from gehor.ground.organisations import queries as organisations
from gehor.ground.organisations.models import Organisation
from gehor.ground.organisations.views import house_tabs
from gehor.ground.web import PAGE, posted, see_other, staff_page
from gehor.process.steps import ADD_LAYER, SET_TILES, WITHDRAW_LAYER

from . import actions, queries
from .charts import LARGE, SMALL, chart_of, in_words, is_pressed, shows_map, still_filling
from .drawing import Mark, Size, picture
from .fields import chart_in, place_of, places_of, show_map_on
from .forms import LayerForm, TilesForm
from .models import BaseMap, Layer

DAY = "public, max-age=86400"  # the address names all that the picture shows, and layers never change
LAYERS_MOST = 20
KINDS = ("area", "line", "point")


@require_safe
def draw(request: HttpRequest, slug: str) -> HttpResponse:
    """The map as SVG.

    view: its middle and how near · size: large, or small · layers: numbers · all: also those that lie on every map ·
    places, draws, look: what is being drawn
    """
    asked = request.GET
    view = View.read(asked.get("view", "")) or View.of(17.0, 62.0, 4)
    keys = [int(each) for each in asked.get("layers", "").split(",") if each.isdecimal()][:LAYERS_MOST]
    look = int(asked["look"]) if asked.get("look", "").isdecimal() else 0
    drawn = _drawn(asked.get("places", ""), asked.get("draws", ""), is_done="paper" in asked)
    svg = picture(
        view,
        Size(*(LARGE if asked.get("size") == "large" else SMALL)),
        layers=[*(queries.features_everywhere(slug) if "all" in asked else ()), *queries.features_of(slug, keys)],
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


def _drawn(text: str, draws: str, *, is_done: bool) -> list[dict[str, Any]]:
    """What somebody is drawing: the shape as far as it has come, and the last place. is_done: the shape alone."""
    places = [found for found in map(place_of, places_of(text)) if found]
    corners = [{"type": "Point", "coordinates": each} for each in places[-1:]]
    if is_done and len(places) > 1:
        corners = []
    if draws == "area" and len(places) > 2:
        return [{"type": "Polygon", "coordinates": [[*places, places[0]]]}, *corners]
    if draws in ("line", "area") and len(places) > 1:
        return [{"type": "LineString", "coordinates": places}, *corners]
    return corners


# For those who work there


@PAGE
def layers(request: HttpRequest, slug: str) -> HttpResponse:
    """The layers, and a form for one more."""
    organisation = organisations.organisation_for(request.actor, slug, ADD_LAYER)
    form = LayerForm(posted(request), request.FILES or None, source=organisation.source_language)
    if saved(form, lambda: actions.add_layer(organisation, actor=request.actor, **form.cleaned_data)):
        _say(request, form.outcome)
        return see_other("maps:layers", slug)
    language = get_language() or "sv"
    rows = Layer.objects.filter(organisation=organisation, withdrawn_at=None)
    context = {
        "form": form,
        "layers": [_shown(row, in_words(row.name, organisation.source_language, language)) for row in rows],
        "base": BaseMap.objects.filter(organisation=organisation).first(),
        "may_set_tiles": request.actor.may(SET_TILES, organisation.pk),
        "picture": chart_of(organisation).address,
    }
    return _page(request, "layers", organisation, context)


@require_POST
def withdraw(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    organisation = organisations.organisation_for(request.actor, slug, WITHDRAW_LAYER)
    actions.withdraw_layer(one_of(organisation, Layer.objects, pk=pk), actor=request.actor)
    messages.success(
        request, _("The layer is withdrawn. Where it was chosen already it is still drawn and counted by.")
    )
    return see_other("maps:layers", slug)


@PAGE
def tiles(request: HttpRequest, slug: str) -> HttpResponse:
    """From where tiles are fetched, and where maps begin."""
    organisation = organisations.organisation_for(request.actor, slug, SET_TILES)
    base = BaseMap.objects.filter(organisation=organisation).first() or BaseMap()
    names = ("tiles", "attribution", "zoom_least", "zoom_most", "begins_at")
    form = TilesForm(posted(request), initial={name: getattr(base, name) for name in names})
    show_map_on(form, organisation)
    if is_pressed(request):
        still_filling(form)
    elif saved(form, lambda: actions.set_tiles(organisation, actor=request.actor, **form.cleaned_data)):
        messages.success(request, _("The map is saved."))
        return see_other("maps:layers", slug)
    return shows_map(_page(request, "tiles", organisation, {"form": form}), chart_in(form))


def _say(request: HttpRequest, layer: Layer) -> None:
    if layer.converted:
        words = _("The layer is added. It was in %(system)s, and is converted.") % {"system": layer.converted}
    else:
        words = _("The layer is added.")
    messages.success(request, words)


def _shown(layer: Layer, name: str) -> dict[str, Any]:
    """A layer as the list shows it, with a small picture of all of it."""
    found = kinds(Feature(each["geometry"]) for each in layer.features)
    view = View.fitting(layer.box, width=SMALL[0], height=SMALL[1])
    return {"layer": layer, "name": name, "view": str(view), "kinds": {kind: found[kind] for kind in KINDS}}


def _page(request: HttpRequest, name: str, organisation: Organisation, context: dict[str, Any]) -> HttpResponse:
    house = {"tabs": house_tabs(request.actor, organisation, "layers"), **context}
    return staff_page(request, f"maps/{name}.html", organisation, house)
