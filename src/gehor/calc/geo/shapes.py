"""Points, lines and areas: what lies in what, how large, where to write a name.

A geometry is a GeoJSON object as a mapping: type and coordinates, places as [longitude, latitude]. A ring is a list of
places of which the first is the last. Nothing given is changed.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from .places import Box, Place, distance

Geometry = Mapping[str, Any]
Ring = Sequence[Sequence[float]]

_DEPTH = {"Point": 0, "MultiPoint": 1, "LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}


def points(geometry: Geometry) -> list[Place]:
    """The points of Point and MultiPoint."""
    match geometry["type"]:
        case "Point":
            return [_place(geometry["coordinates"])]
        case "MultiPoint":
            return [_place(each) for each in geometry["coordinates"]]
    return []


def lines(geometry: Geometry) -> list[Ring]:
    """The lines of LineString and MultiLineString."""
    match geometry["type"]:
        case "LineString":
            return [geometry["coordinates"]]
        case "MultiLineString":
            return list(geometry["coordinates"])
    return []


def areas(geometry: Geometry) -> list[Sequence[Ring]]:
    """The areas of Polygon and MultiPolygon, each as its outer ring and its holes."""
    match geometry["type"]:
        case "Polygon":
            return [geometry["coordinates"]]
        case "MultiPolygon":
            return list(geometry["coordinates"])
    return []


def places(geometry: Geometry) -> Iterator[Place]:
    """Every place that the geometry is made of."""
    yield from _places(geometry["coordinates"], _DEPTH[geometry["type"]])


def _places(coordinates: Any, depth: int) -> Iterator[Place]:
    if depth == 0:
        yield _place(coordinates)
    else:
        for each in coordinates:
            yield from _places(each, depth - 1)


def _place(pair: Sequence[Any]) -> Place:
    return float(pair[0]), float(pair[1])


def bounds(geometries: Iterable[Geometry]) -> Box | None:
    """The smallest box that holds them all; None for nothing."""
    found = [place for geometry in geometries for place in places(geometry)]
    if not found:
        return None
    lons, lats = zip(*found, strict=True)
    return min(lons), min(lats), max(lons), max(lats)


def holds(geometry: Geometry, place: Place) -> bool:
    """Whether the place lies in one of the geometry's areas, or on an edge of it; not in a hole.

    A ray to the east crosses the outline an odd number of times from inside (even–odd rule).
    Source: Shimrat (1962), Communications of the ACM 5, algorithm 112, corrected by Hacker (1962).

    >>> holds({"type": "Polygon", "coordinates": [[[0, 0], [2, 0], [2, 2], [0, 2], [0, 0]]]}, (1.0, 1.0))
    True
    """
    return any(_in_area(rings, place) for rings in areas(geometry))


def _in_area(rings: Sequence[Ring], place: Place) -> bool:
    if any(_on_edge(ring, place) for ring in rings):
        return True
    return sum(_crossings(ring, place) for ring in rings) % 2 == 1


def _crossings(ring: Ring, place: Place) -> int:
    x, y = place
    count = 0
    for (x1, y1), (x2, y2) in _sides(ring):
        # Half-open in latitude, so that a corner is crossed once
        if (y1 > y) != (y2 > y) and x < x1 + (y - y1) * (x2 - x1) / (y2 - y1):
            count += 1
    return count


def _on_edge(ring: Ring, place: Place) -> bool:
    x, y = place
    for (x1, y1), (x2, y2) in _sides(ring):
        within = min(x1, x2) <= x <= max(x1, x2) and min(y1, y2) <= y <= max(y1, y2)
        if within and (x2 - x1) * (y - y1) == (y2 - y1) * (x - x1):
            return True
    return False


def _sides(ring: Ring) -> Iterator[tuple[Place, Place]]:
    for one, other in pairwise(ring):
        yield _place(one), _place(other)


def length(line: Ring) -> float:
    """Metres along a line."""
    return sum(distance(one, other) for one, other in _sides(line))


def middle(geometry: Geometry) -> Place:
    """A place that stands for the whole: the point itself, halfway along the line, inside the area where it can be.

    Of an area the centroid of its outer ring, where that lies inside; else its first corner.
    Source: Bourke (1988), Calculating the area and centroid of a polygon.
    """
    if found := points(geometry):
        return found[0]
    if found_lines := lines(geometry):
        return _halfway(max(found_lines, key=length))
    ring = max((rings[0] for rings in areas(geometry)), key=lambda each: abs(_twice_area(each)))
    centre = _centroid(ring)
    return centre if holds(geometry, centre) else _place(ring[0])


def _halfway(line: Ring) -> Place:
    left = length(line) / 2
    for one, other in _sides(line):
        step = distance(one, other)
        if step >= left:
            share = left / step if step else 0.0
            return one[0] + (other[0] - one[0]) * share, one[1] + (other[1] - one[1]) * share
        left -= step
    return _place(line[-1])


def _twice_area(ring: Ring) -> float:
    x0, y0 = _place(ring[0])  # near the ring, or digits are lost
    return sum((x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0) for (x1, y1), (x2, y2) in _sides(ring))


def _centroid(ring: Ring) -> Place:
    x0, y0 = _place(ring[0])
    twice = _twice_area(ring)
    if not twice:
        return x0, y0
    moment_x = moment_y = 0.0
    for (x1, y1), (x2, y2) in _sides(ring):
        cross = (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0)
        moment_x += (x1 + x2 - 2 * x0) * cross
        moment_y += (y1 + y2 - 2 * y0) * cross
    return x0 + moment_x / (3 * twice), y0 + moment_y / (3 * twice)


def thinned(line: Sequence[tuple[float, float]], nearest: float) -> list[tuple[float, float]]:
    """The line without places nearer than so much to the last that was kept; both ends stay."""
    kept = [line[0]]
    for place in line[1:-1]:
        if abs(place[0] - kept[-1][0]) >= nearest or abs(place[1] - kept[-1][1]) >= nearest:
            kept.append(place)
    return [*kept, line[-1]] if len(line) > 1 else kept
