"""GeoJSON in and out, as RFC 7946 has it: degrees WGS 84, longitude first, six decimals.

What municipalities have is often in metres of SWEREF 99, in either order, whatever the file says of itself. `read`
tells what the numbers are by their size, converts what can be converted, and refuses the rest with what it looks like.
Read `read` first.
"""

import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from typing import Any

from .places import Looks, Place, looks
from .sweden import in_sweden
from .sweref import TM, ZONES, Zone

BYTES_MOST = 5_000_000
FEATURES_MOST = 5_000
PLACES_MOST = 20_000
NAME_MOST = 200  # characters
NAMES = ("name", "namn", "title", "titel", "NAME", "NAMN", "Namn", "Name")

_DEPTH = {"Point": 0, "MultiPoint": 1, "LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}
_EPSG = re.compile(r"EPSG:+(?:[0-9.]*:)?([0-9]{4,5})", re.IGNORECASE)


class NotGeoJSON(ValueError):
    """What is wrong with a file, as a code with parameters."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code, params)
        self.code, self.params = code, params


@dataclass(frozen=True)
class Feature:
    """A shape with its name, and what else the file says of it. Without geometry where nothing says where it is."""

    geometry: Mapping[str, Any] | None
    name: str = ""
    properties: Mapping[str, Any] = field(default_factory=dict)
    number: int = field(default=0, compare=False)  # its place in the file that it was read from, from 1


@dataclass(frozen=True)
class Read:
    """What a file holds. converted: the name of what it was converted from, or nothing. nowhere: without geometry.

    faults: what is wrong with single features, by their number; only where they are taken one by one.
    """

    features: tuple[Feature, ...]
    converted: str = ""
    nowhere: tuple[Feature, ...] = ()
    faults: tuple[tuple[int, NotGeoJSON], ...] = ()


def read(
    data: bytes,
    *,
    types: Iterable[str] = tuple(_DEPTH),
    features_most: int = FEATURES_MOST,
    places_most: int = PLACES_MOST,
    one_by_one: bool = False,
) -> Read:
    """The features of a file. Raises NotGeoJSON with what is wrong, and where that is known the feature's number.

    types: the kinds of geometry that are taken. one_by_one: what is wrong with one feature does not stop the others.
    """
    found = list(_features(_loaded(data)))
    if len(found) > features_most:
        raise NotGeoJSON("geojson_too_many", limit=features_most, count=len(found))
    allowed = frozenset(types)
    raw = [(number, geometry, about) for number, geometry, about in found if geometry is not None]
    if not raw:
        raise NotGeoJSON("geojson_empty")
    faults: list[tuple[int, NotGeoJSON]] = []
    apart = partial(_apart, faults) if one_by_one else nullcontext
    sound, count = [], 0
    for number, geometry, about in raw:
        with apart(number):
            kind = _checked_type(geometry, number, allowed)
            count += sum(1 for _ in _pairs(geometry.get("coordinates"), _DEPTH[kind], number))
            sound.append((number, geometry, about))
        if count > places_most:
            raise NotGeoJSON("geojson_too_detailed", limit=places_most)
    place_of, converted = _conversion_of(sound, _crs(data), one_by_one=one_by_one)
    features = []
    for number, geometry, about in sound:
        with apart(number):
            features.append(Feature(_placed(geometry, place_of, number), _name(about), about, number))
    nowhere = tuple(Feature(None, _name(about), about, number) for number, geometry, about in found if geometry is None)
    return Read(tuple(features), converted, nowhere, tuple(faults))


@contextmanager
def _apart(faults: list[tuple[int, NotGeoJSON]], number: int) -> Iterator[None]:
    try:
        yield
    except NotGeoJSON as fault:
        faults.append((number, fault))


def write(features: Iterable[Feature]) -> bytes:
    """A FeatureCollection with names and properties, rings turned as the RFC wants them."""
    collection = {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "geometry": each.geometry and {"type": each.geometry["type"], "coordinates": _wound(each.geometry)},
                "properties": {**({"name": each.name} if each.name else {}), **each.properties},
            }
            for each in features
        ],
    }
    return json.dumps(collection, ensure_ascii=False).encode()


def checked(geometry: Any, *, types: Iterable[str] = tuple(_DEPTH), places_most: int = PLACES_MOST) -> dict[str, Any]:
    """One geometry in degrees, in its one form: six decimals, rings closed. Raises NotGeoJSON."""
    if not isinstance(geometry, Mapping):
        raise NotGeoJSON("geojson_unreadable")
    kind = _checked_type(geometry, 1, frozenset(types))
    if sum(1 for _ in _pairs(geometry.get("coordinates"), _DEPTH[kind], 1)) > places_most:
        raise NotGeoJSON("geojson_too_detailed", limit=places_most)
    first = _first_pair([(1, geometry, {})])
    what = looks(*first)
    if what is not Looks.SWEDEN:
        raise NotGeoJSON(_REFUSED.get(what, "geojson_in_metres"), **_shown(first))
    return _placed(geometry, lambda pair: (pair[0], pair[1]), 1)


def is_geojson(data: bytes) -> bool:
    """Whether it is GeoJSON at all, whatever it holds and wherever that lies.

    >>> is_geojson(b'{"type": "Point", "coordinates": []}'), is_geojson(b'{"type": "invoice"}')
    (True, False)
    """
    if not data.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
        return False
    try:
        for _feature in _features(_loaded(data)):
            break
    except NotGeoJSON:
        return False
    return True


def _loaded(data: bytes) -> Any:
    if len(data) > BYTES_MOST:
        raise NotGeoJSON("geojson_too_large", limit_mb=BYTES_MOST // 1_000_000)
    try:
        return json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise NotGeoJSON("geojson_unreadable") from None


def _features(loaded: Any) -> Iterator[tuple[int, Any, dict[str, Any]]]:
    """(number from 1, geometry or None, properties), of a collection, a feature or a geometry by itself."""
    kind = str(loaded.get("type")) if isinstance(loaded, dict) else ""
    if kind == "FeatureCollection" and isinstance(loaded.get("features"), list):
        rows = loaded["features"]
    elif kind == "Feature":
        rows = [loaded]
    elif kind in _DEPTH or kind == "GeometryCollection":
        rows = [{"type": "Feature", "geometry": loaded, "properties": {}}]
    else:
        raise NotGeoJSON("geojson_unreadable")
    for number, row in enumerate(rows, start=1):
        if not isinstance(row, dict) or row.get("type") != "Feature":
            raise NotGeoJSON("geojson_unreadable")
        about = row.get("properties")
        yield number, row.get("geometry"), about if isinstance(about, dict) else {}


def _checked_type(geometry: Any, number: int, allowed: frozenset[str]) -> str:
    kind = str(geometry.get("type") if isinstance(geometry, Mapping) else None)
    if kind not in _DEPTH or kind not in allowed:
        raise NotGeoJSON("geojson_other_kind", number=number, word=kind[:40])
    return kind


def _pairs(coordinates: Any, depth: int, number: int) -> Iterator[tuple[float, float]]:
    if not isinstance(coordinates, list | tuple):
        raise NotGeoJSON("geojson_no_numbers", number=number)
    if depth:
        for each in coordinates:
            yield from _pairs(each, depth - 1, number)
        return
    pair = coordinates[:2]
    if len(pair) < 2 or not all(isinstance(each, int | float) and not isinstance(each, bool) for each in pair):
        raise NotGeoJSON("geojson_no_numbers", number=number)
    if not all(math.isfinite(each) for each in pair):
        raise NotGeoJSON("geojson_no_numbers", number=number)
    yield float(pair[0]), float(pair[1])


# What can be read first
_TOLD_BY = (Looks.SWEDEN, Looks.TM, Looks.LOCAL, Looks.SWAPPED, Looks.RT90, Looks.METRES, Looks.ELSEWHERE)


def _conversion_of(raw: Sequence[tuple[int, Any, Any]], epsg: int | None, *, one_by_one: bool) -> tuple[Any, str]:
    """As _conversion, for a whole file. One by one it is told by the first place in Sweden, wherever that stands."""
    if not one_by_one:
        first = _first_pair(raw)
        return _conversion(looks(*first), first, epsg)
    told: dict[Looks, tuple[float, float]] = {}
    for each in raw:
        for pair in _pairs(each[1]["coordinates"], _DEPTH[each[1]["type"]], each[0]):
            told.setdefault(looks(*pair), pair)
    what = next((each for each in _TOLD_BY if each in told), Looks.SWEDEN)
    return _conversion(what, told.get(what, (0.0, 0.0)), epsg)


def _first_pair(raw: Sequence[tuple[int, Any, Any]]) -> tuple[float, float]:
    for number, geometry, _ in raw:
        for pair in _pairs(geometry["coordinates"], _DEPTH[geometry["type"]], number):
            return pair
    raise NotGeoJSON("geojson_empty")


def _crs(data: bytes) -> int | None:
    """The EPSG code that the file says it is in. It stands outside the RFC, and may lie."""
    crs = json.loads(data.decode("utf-8-sig")).get("crs")
    said = _EPSG.search(json.dumps(crs)) if crs else None
    return int(said[1]) if said else None


_REFUSED = {
    Looks.SWAPPED: "geojson_swapped",
    Looks.LOCAL: "geojson_local_zone",
    Looks.RT90: "geojson_rt90",
    Looks.METRES: "geojson_in_metres",
    Looks.ELSEWHERE: "geojson_outside",
}


def _conversion(what: Looks, first: tuple[float, float], epsg: int | None) -> tuple[Any, str]:
    """(pair → place, name of what it is converted from), told by the size of the numbers; a local zone by the file."""
    if what is Looks.SWEDEN:
        return (lambda pair: pair), ""
    zone = TM if what is Looks.TM else ZONES.get(epsg or 0) if what is Looks.LOCAL else None
    if zone is None:
        raise NotGeoJSON(_REFUSED[what], **_shown(first))
    return _by_size(zone), zone.name


def _by_size(zone: Zone) -> Any:
    """Northings of Sweden are always the larger: the standard says north first, most files have east first."""
    return lambda pair: zone.place(max(pair), min(pair))


def _shown(pair: Sequence[float]) -> dict[str, str]:
    return {"first": f"{pair[0]:.10g}", "second": f"{pair[1]:.10g}"}


def _placed(geometry: Mapping[str, Any], place_of: Any, number: int) -> dict[str, Any]:
    kind = geometry["type"]
    coordinates = _each(geometry["coordinates"], _DEPTH[kind], place_of, number)
    least = {"LineString": 2, "MultiPoint": 1}.get(kind, 0)
    if len(coordinates) < least or (kind == "MultiLineString" and any(len(each) < 2 for each in coordinates)):
        raise NotGeoJSON("geojson_too_short", number=number)
    if kind == "Polygon":
        _check_rings(coordinates, number)
    elif kind == "MultiPolygon":
        for each in coordinates:
            _check_rings(each, number)
    return {"type": kind, "coordinates": coordinates}


def _each(coordinates: Any, depth: int, place_of: Any, number: int) -> Any:
    if depth:
        return [_each(each, depth - 1, place_of, number) for each in coordinates]
    place: Place = place_of((float(coordinates[0]), float(coordinates[1])))
    if not in_sweden(place):
        raise NotGeoJSON("geojson_outside_at", number=number, **_shown(coordinates))
    return [round(place[0], 6), round(place[1], 6)]


def _check_rings(rings: list[Any], number: int) -> None:
    if not rings:
        raise NotGeoJSON("geojson_too_short", number=number)
    for ring in rings:
        if len(ring) < 4 or len({tuple(each) for each in ring}) < 3:
            raise NotGeoJSON("geojson_too_short", number=number)
        if ring[0] != ring[-1]:
            raise NotGeoJSON("geojson_not_closed", number=number)


def _wound(geometry: Mapping[str, Any]) -> Any:
    """Outer rings against the clock, holes with it (RFC 7946, 3.1.6)."""
    match geometry["type"]:
        case "Polygon":
            return _wound_rings(geometry["coordinates"])
        case "MultiPolygon":
            return [_wound_rings(each) for each in geometry["coordinates"]]
    return geometry["coordinates"]


def _wound_rings(rings: Sequence[Any]) -> list[Any]:
    return [ring if _is_against_the_clock(ring) == (at == 0) else ring[::-1] for at, ring in enumerate(rings)]


def _is_against_the_clock(ring: Sequence[Sequence[float]]) -> bool:
    return sum((x2 - x1) * (y2 + y1) for (x1, y1), (x2, y2) in pairwise(ring)) < 0


def _name(about: Mapping[str, Any]) -> str:
    for key in NAMES:
        if isinstance(about.get(key), str) and about[key].strip():
            return " ".join(about[key].split())[:NAME_MOST]
    return ""


def kinds(features: Iterable[Feature]) -> Counter[str]:
    """How many of each kind: point, line, area."""
    called = {"Point": "point", "MultiPoint": "point", "LineString": "line", "MultiLineString": "line"}
    return Counter(called.get(each.geometry["type"], "area") for each in features if each.geometry)
