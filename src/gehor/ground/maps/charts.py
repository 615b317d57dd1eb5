"""The map of one page: where it begins, which layers lie on it, and which tiles."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from csp.decorators import csp_update
from django.forms.utils import ErrorDict
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language

from gehor.calc.geo.mercator import View
from gehor.calc.geo.places import SWEDEN, Box
from gehor.ground.languages import LocalText, said
from gehor.ground.organisations.models import Organisation

from .models import BaseMap, Layer

# Sizes in pixels of the pictures drawn here. A browser tells where somebody clicked in pixels of the picture as it is
# shown, so it is shown in exactly one of these sizes.
SMALL, LARGE = (296, 296), (640, 480)
# Ends of the names by which a form tells what was pressed on its map
DO = ".map-do"
PRESSES = {".map-small": SMALL, ".map-large": LARGE}

_TILES = re.compile(r"https://[A-Za-z0-9.-]+(?::[0-9]+)?/[^\s\"'<>]*")


@dataclass(frozen=True)
class Tiles:
    address: str
    attribution: str
    least: int
    most: int

    @property
    def host(self) -> str:
        """As a content security policy names it."""
        parts = urlsplit(self.address)
        return f"{parts.scheme}://{parts.netloc}"


@dataclass(frozen=True)
class OnMap:
    """A layer as a page names it. name: in the reader's language."""

    pk: int
    name: str
    has_areas: bool
    address: str  # of its GeoJSON


@dataclass(frozen=True)
class Chart:
    """home: where the map begins."""

    slug: str
    home: View
    layers: tuple[OnMap, ...] = ()
    tiles: Tiles | None = None

    @property
    def address(self) -> str:
        """Of the picture drawn here."""
        return reverse("maps:picture", args=[self.slug])

    @property
    def keys(self) -> str:
        return ",".join(str(each.pk) for each in self.layers)


def is_a_tile_address(text: str) -> bool:
    """Whether it is https and says where zoom, column and row go. A subdomain by {s} would be many hosts: refused."""
    return bool(_TILES.fullmatch(re.sub(r"\{[zxy]\}", "0", text))) and all(f"{{{each}}}" in text for each in "zxy")


def chart_of(organisation: Organisation, *, layers: Iterable[int] = (), language: str = "") -> Chart:
    """The organisation's map, with the layers that lie on every map and those named by number. Two queries."""
    wanted = set(layers)
    columns = ("pk", "name", "has_areas", "is_everywhere", "withdrawn_at", "west", "south", "east", "north")
    rows = [
        row
        for row in Layer.objects.filter(organisation=organisation).only(*columns)
        if row.pk in wanted or (row.is_everywhere and row.withdrawn_at is None)
    ]
    base = BaseMap.objects.filter(organisation=organisation).first()
    begins = View.read(base.begins_at) if base and base.begins_at else None
    speaks = language or get_language() or "sv"
    return Chart(
        slug=organisation.slug,
        home=begins or View.fitting(_around(rows), width=SMALL[0], height=SMALL[1]),
        layers=tuple(_on_map(row, organisation, speaks) for row in rows),
        tiles=Tiles(base.tiles, base.attribution, base.zoom_least, base.zoom_most) if base and base.tiles else None,
    )


def _around(rows: Sequence[Layer]) -> Box:
    """What holds all layers; without any, Sweden."""
    if not rows:
        return SWEDEN
    wests, souths, easts, norths = zip(*(row.box for row in rows), strict=True)
    return min(wests), min(souths), max(easts), max(norths)


def _on_map(row: Layer, organisation: Organisation, language: str) -> OnMap:
    address = reverse("maps:layer", args=[organisation.slug, row.pk])
    return OnMap(row.pk, in_words(row.name, organisation.source_language, language), row.has_areas, address)


def in_words(name: LocalText, source: str, language: str) -> str:
    return said(name, source, language)[0]


def shows_map(response: HttpResponse, chart: Chart | None) -> HttpResponse:
    """A page with a map may show its tiles, and may ask the reader's device where it is; no other page may."""
    if chart is None:
        return response
    response.has_map = True  # site/middleware.py asks for it
    return csp_update({"img-src": [chart.tiles.host]})(lambda: response)() if chart.tiles else response


def is_pressed(request: HttpRequest) -> bool:
    """Whether a form was sent to mark or move something on its map: it is not to be received yet."""
    return any(name.endswith((DO, *(f"{press}.x" for press in PRESSES))) for name in request.POST)


def still_filling(form: Any) -> Any:
    """A form that comes back with everything in it and nothing called wrong: somebody is filling it in still."""
    form._errors = ErrorDict()
    return form
