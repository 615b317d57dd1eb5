import json
from typing import Any

import pytest

from gehor.calc.geo.geojson import Feature, NotGeoJSON, checked, kinds, read, write
from gehor.calc.geo.sweref import TM, ZONES

UPPSALA = (17.6389, 59.8586)


def file(*geometries: Any, crs: str = "", **about: Any) -> bytes:
    collection: dict[str, Any] = {
        "type": "FeatureCollection",
        "features": [{"type": "Feature", "geometry": each, "properties": about} for each in geometries],
    }
    if crs:
        collection["crs"] = {"type": "name", "properties": {"name": crs}}
    return json.dumps(collection).encode()


def point(*pair: float) -> dict[str, Any]:
    return {"type": "Point", "coordinates": list(pair)}


def ring(*corners: tuple[float, float]) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": [[list(each) for each in corners]]}


def test_degrees_are_read_as_they_stand_with_names() -> None:
    found = read(b"\xef\xbb\xbf" + file(point(*UPPSALA, 12.5), None, namn="  Slottet\n"))
    assert found.converted == ""
    assert found.features == (
        Feature({"type": "Point", "coordinates": [17.6389, 59.8586]}, "Slottet", {"namn": "  Slottet\n"}),
    )


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("crs", ["", "urn:ogc:def:crs:EPSG::3006", "urn:ogc:def:crs:OGC:1.3:CRS84"])
def test_metres_are_converted_in_either_order_whatever_the_file_says(turned: bool, crs: str) -> None:
    north, east = TM.metres(UPPSALA)
    found = read(file(point(*((north, east) if turned else (east, north))), crs=crs))
    assert found.features[0].geometry == point(*UPPSALA)
    assert found.converted == "SWEREF 99 TM"


def test_a_local_zone_is_converted_where_the_file_says_which() -> None:
    north, east = ZONES[3011].metres(UPPSALA)
    assert read(file(point(east, north), crs="EPSG:3011")).features[0].geometry == point(*UPPSALA)
    assert read(file(point(east, north), crs="urn:ogc:def:crs:EPSG:9.1:3011")).converted == "SWEREF 99 18 00"
    with pytest.raises(NotGeoJSON, match="geojson_local_zone"):
        read(file(point(east, north)))


CORNERS = ((17.0, 59.0), (17.1, 59.0), (17.1, 59.1), (17.0, 59.0))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"hello", "geojson_unreadable"),
        (b"[1]", "geojson_unreadable"),
        (b'{"type": "Topology"}', "geojson_unreadable"),
        (b'{"type": ["Point"]}', "geojson_unreadable"),
        (b'{"type": "Feature", "geometry": {"type": []}}', "geojson_other_kind"),
        (b'{"type":' + b"[" * 100_000, "geojson_unreadable"),
        (b'{"type": "FeatureCollection", "features": [3]}', "geojson_unreadable"),
        (file(), "geojson_empty"),
        (file({"type": "MultiPoint", "coordinates": []}), "geojson_empty"),
        (file({"type": "GeometryCollection", "geometries": []}), "geojson_other_kind"),
        (file(point(1)), "geojson_no_numbers"),
        (file({"type": "Point", "coordinates": ["17", "59"]}), "geojson_no_numbers"),
        (file({"type": "LineString", "coordinates": 3}), "geojson_no_numbers"),
        (file({"type": "LineString", "coordinates": [[17, 59]]}), "geojson_too_short"),
        (file(ring(*CORNERS[:3], (17.05, 59.05))), "geojson_not_closed"),
        (file(ring(CORNERS[0], CORNERS[1], CORNERS[0])), "geojson_too_short"),
        (file(point(59.8586, 17.6389)), "geojson_swapped"),
        (file(point(1602000, 6640000)), "geojson_rt90"),
        (file(point(1963000, 8350000)), "geojson_in_metres"),
        (file(point(2.35, 48.86)), "geojson_outside"),
        (file(point(*UPPSALA), point(2.35, 48.86)), "geojson_outside_at"),
        (b'{"type": "Point", "coordinates": [1e999, 59]}', "geojson_no_numbers"),
        (b" " * 5_000_001, "geojson_too_large"),
    ],
)
def test_what_is_wrong_with_a_file_is_said(data: bytes, code: str) -> None:
    with pytest.raises(NotGeoJSON) as refusal:
        read(data)
    assert refusal.value.code == code


@pytest.mark.parametrize("here", [UPPSALA, (6_640_000, 648_000)])
def test_one_by_one_what_is_wrong_with_one_feature_stops_no_other(here: tuple[float, float]) -> None:
    """The first lies in Paris: it does not say what the numbers of the file are."""
    short = {"type": "LineString", "coordinates": [list(here)]}
    found = read(file(point(2.35, 48.86), point(*here), short, point("x", 1), point(*here)), one_by_one=True)
    assert [each.number for each in found.features] == [2, 5]
    assert sorted((number, fault.code) for number, fault in found.faults) == [
        (1, "geojson_outside_at"),
        (3, "geojson_too_short"),
        (4, "geojson_no_numbers"),
    ]
    with pytest.raises(NotGeoJSON, match="geojson_swapped"):
        read(file(point(2.35, 48.86), point(*reversed(UPPSALA))), one_by_one=True)


def test_there_are_limits() -> None:
    with pytest.raises(NotGeoJSON, match="geojson_too_many"):
        read(file(point(*UPPSALA), point(*UPPSALA)), features_most=1)
    with pytest.raises(NotGeoJSON, match="geojson_too_detailed"):
        read(file(ring(*CORNERS)), places_most=3)
    with pytest.raises(NotGeoJSON, match="geojson_other_kind"):
        read(file(ring(*CORNERS)), types=("Point",))


def test_what_is_written_is_read_again_with_rings_turned_as_the_standard_wants() -> None:
    shape = ring(*CORNERS[::-1])  # with the clock
    data = write([Feature(shape, "Parken", {"n": 3}), Feature(point(*UPPSALA))])
    outer = json.loads(data)["features"][0]["geometry"]["coordinates"][0]
    assert [tuple(each) for each in outer] == list(CORNERS)
    found = read(data).features
    assert [each.name for each in found] == ["Parken", ""]
    assert found[0].properties == {"name": "Parken", "n": 3}
    assert kinds(found) == {"area": 1, "point": 1}


def test_one_geometry_has_one_form() -> None:
    assert checked(point(17.63890001, 59.8586)) == point(*UPPSALA)
    for geometry, code in (
        (3, "geojson_unreadable"),
        (point(*reversed(UPPSALA)), "geojson_swapped"),
        (point(647793, 6638608), "geojson_in_metres"),
    ):
        with pytest.raises(NotGeoJSON, match=code):
            checked(geometry)
