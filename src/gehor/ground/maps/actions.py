"""What an organisation's maps stand on is changed here."""

import hashlib

from django.db import transaction

from gehor.calc.geo.geojson import NotGeoJSON, kinds, read
from gehor.calc.geo.shapes import bounds
from gehor.ground import clock, written
from gehor.ground.act import Actor, begin, record
from gehor.ground.errors import WrongInput, WrongMoment
from gehor.ground.languages import LocalText
from gehor.ground.organisations.models import Organisation
from gehor.process.steps import ADD_LAYER, SET_TILES, WITHDRAW_LAYER

from .charts import is_a_tile_address
from .models import BaseMap, Layer

ZOOM_MOST = 22


@transaction.atomic
def set_tiles(
    organisation: Organisation,
    *,
    actor: Actor,
    tiles: str = "",
    attribution: str = "",
    zoom_least: int = 5,
    zoom_most: int = 18,
    begins_at: str = "",
) -> BaseMap:
    """From where map tiles are fetched, or from nowhere; and where maps begin, as the text of a View."""
    act = begin(SET_TILES, organisation, actor=actor)
    address = written.line(tiles, field="tiles", required=False, longest=300)
    named = written.line(attribution, field="attribution", required=False, longest=200)
    if address and not is_a_tile_address(address):
        raise WrongInput("not_a_tile_address", field="tiles")
    if address and not named:
        raise WrongInput("tiles_without_attribution", field="attribution")
    if not 0 <= zoom_least <= zoom_most <= ZOOM_MOST:
        raise WrongInput("zoom_in_wrong_order", field="zoom_most")
    base, _ = BaseMap.objects.get_or_create(organisation=organisation)
    base.tiles, base.attribution, base.begins_at = address, named, begins_at
    base.zoom_least, base.zoom_most = zoom_least, zoom_most
    base.save()
    record(act, subject=base, tiles=bool(address))
    return base


@transaction.atomic
def add_layer(
    organisation: Organisation, *, actor: Actor, name: LocalText, file: bytes, is_everywhere: bool = False
) -> Layer:
    """Areas, lines or points from a GeoJSON file. `converted` on the layer says from what, where it was in metres."""
    act = begin(ADD_LAYER, organisation, actor=actor)
    called = written.local(name, organisation.source_language, field="name", longest=80, lines=False)
    try:
        found = read(file)
    except NotGeoJSON as fault:
        raise WrongInput(fault.code, **{**fault.params, "field": "file"}) from None
    sha256 = hashlib.sha256(file).hexdigest()
    same = Layer.objects.filter(organisation=organisation, sha256=sha256, withdrawn_at=None).first()
    if same:
        raise WrongInput("layer_added_before", field="file", name=next(iter(same.name.values())))
    box = bounds(each.geometry for each in found.features if each.geometry)
    assert box is not None, "a file without places is refused"
    west, south, east, north = box
    layer = Layer.objects.create(
        organisation=organisation,
        name=called,
        features=[{"name": each.name, "geometry": each.geometry} for each in found.features],
        sha256=sha256,
        is_everywhere=is_everywhere,
        has_areas=kinds(found.features)["area"] > 0,
        west=west,
        south=south,
        east=east,
        north=north,
        added_at=clock.now(),
    )
    layer.converted = found.converted
    record(act, subject=layer, everywhere=is_everywhere, shapes=len(found.features))
    return layer


@transaction.atomic
def withdraw_layer(layer: Layer, *, actor: Actor) -> Layer:
    """Not offered any more. Where it was chosen it stays: what people saw, and what was counted by it, is the same."""
    act = begin(WITHDRAW_LAYER, layer.organisation, actor=actor)
    layer.refresh_from_db(fields=["withdrawn_at"])
    if layer.withdrawn_at:
        raise WrongMoment("layer_withdrawn_before")
    layer.withdrawn_at = clock.now()
    layer.save(update_fields=["withdrawn_at"])
    record(act, subject=layer)
    return layer
