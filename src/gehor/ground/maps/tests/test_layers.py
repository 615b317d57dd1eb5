"""Layers and tiles: who may, what is refused, what everybody can fetch."""

import json
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gehor.calc.geo.mercator import View
from gehor.calc.geo.sweref import TM
from gehor.ground.act import Actor
from gehor.ground.errors import WrongInput, WrongMoment, WrongPerson
from gehor.ground.journal.models import Entry
from gehor.ground.maps import marked
from gehor.ground.maps.actions import add_layer, set_tiles, withdraw_layer
from gehor.ground.maps.charts import chart_of
from gehor.ground.maps.drawing import COLOURS, HOLLOW, SHAPES, Mark, Size, picture, sign
from gehor.ground.maps.fields import PlaceField
from gehor.ground.maps.models import BaseMap, Layer
from gehor.ground.maps.plotting import Drawn, plotted
from gehor.ground.organisations.models import Organisation

pytestmark = pytest.mark.django_db
CORNERS = [[17.6, 59.8], [17.7, 59.8], [17.7, 59.9], [17.6, 59.9], [17.6, 59.8]]
VIEW, PAGE = View.of(17.6, 59.85, 13), Size(360, 300)
TILES = "https://karta.example.se/{z}/{x}/{y}.png"


def file(corners: list[list[float]] = CORNERS, name: str = "Centrum") -> bytes:
    shape = {"type": "Polygon", "coordinates": [corners]}
    feature = {"type": "Feature", "geometry": shape, "properties": {"namn": name}}
    return json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()


@pytest.fixture
def districts(organisation: Organisation, alma: Actor) -> Layer:
    return add_layer(organisation, actor=alma, name={"sv": "Stadsdelar"}, file=file(), is_everywhere=True)


def test_a_layer_in_metres_is_converted_and_said_to_be(
    organisation: Organisation, signed_in: Any, django_assert_max_num_queries: Any
) -> None:
    metres = [list(TM.metres((lon, lat))) for lon, lat in CORNERS]
    sent = {"name_sv": "Stadsdelar", "is_everywhere": "on", "file": SimpleUploadedFile("a.geojson", file(metres))}
    browser = signed_in("alma")
    page = browser.post(f"/staff/o/{organisation.slug}/maps/", sent, follow=True, headers={"accept-language": "sv"})
    assert "SWEREF 99 TM" in page.content.decode()
    layer = Layer.objects.get()
    assert layer.features == [{"name": "Centrum", "geometry": {"type": "Polygon", "coordinates": [CORNERS]}}]
    assert layer.box == pytest.approx((17.6, 59.8, 17.7, 59.9), abs=1e-6)
    with django_assert_max_num_queries(15):
        assert "1 area" in browser.get(f"/staff/o/{organisation.slug}/maps/").content.decode()
    entry = Entry.objects.latest("pk")
    assert (entry.step, entry.codes) == ("maps.add_layer", {"everywhere": True, "shapes": 1})


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (file([[lat, lon] for lon, lat in CORNERS]), "ser ut att ha bytt plats"),
        (file([[2.3, 48.8], [2.4, 48.8], [2.4, 48.9], [2.3, 48.8]]), "utanför Sverige"),
        (file([[1602000, 6640000]] * 4), "RT 90"),
        (b"PK\x03\x04", "inte GeoJSON"),
    ],
)
def test_a_file_that_is_no_layer_is_refused_with_what_it_looks_like(
    organisation: Organisation, signed_in: Any, content: bytes, sentence: str
) -> None:
    sent = {"name_sv": "Stadsdelar", "file": SimpleUploadedFile("a.geojson", content)}
    page = signed_in("alma").post(f"/staff/o/{organisation.slug}/maps/", sent, headers={"accept-language": "sv"})
    assert page.status_code == 422
    assert sentence in page.content.decode() and 'value="Stadsdelar"' in page.content.decode()
    assert not Layer.objects.exists()


def test_the_same_file_is_not_added_twice_unless_it_was_withdrawn(
    organisation: Organisation, districts: Layer, alma: Actor
) -> None:
    with pytest.raises(WrongInput, match="layer_added_before"):
        add_layer(organisation, actor=alma, name={"sv": "Igen"}, file=file())
    withdraw_layer(districts, actor=alma)
    with pytest.raises(WrongMoment, match="layer_withdrawn_before"):
        withdraw_layer(districts, actor=alma)
    assert add_layer(organisation, actor=alma, name={"sv": "Igen"}, file=file()).pk != districts.pk


def test_a_withdrawn_layer_is_drawn_only_where_it_was_chosen(
    organisation: Organisation, districts: Layer, alma: Actor, signed_in: Any
) -> None:
    assert [layer.pk for layer in chart_of(organisation).layers] == [districts.pk]
    sent = signed_in("alma").post(f"/staff/o/{organisation.slug}/maps/{districts.pk}/withdraw/")
    assert sent.status_code == 303
    assert chart_of(organisation).layers == ()
    assert [layer.pk for layer in chart_of(organisation, layers=[districts.pk]).layers] == [districts.pk]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"tiles": "http://karta.example.se/{z}/{x}/{y}.png", "attribution": "A"}, "not_a_tile_address"),
        ({"tiles": "https://{s}.example.se/{z}/{x}/{y}.png", "attribution": "A"}, "not_a_tile_address"),
        ({"tiles": "https://karta.example.se/{z}/{x}.png", "attribution": "A"}, "not_a_tile_address"),
        ({"tiles": "https://karta.example.se; script-src */{z}/{x}/{y}", "attribution": "A"}, "not_a_tile_address"),
        ({"tiles": TILES}, "tiles_without_attribution"),
        ({"zoom_least": 12, "zoom_most": 11}, "zoom_in_wrong_order"),
        ({"zoom_most": 23}, "zoom_in_wrong_order"),
    ],
)
def test_tiles_that_cannot_be_are_refused(
    organisation: Organisation, actors: dict[str, Actor], alma: Actor, given: dict[str, Any], code: str
) -> None:
    with pytest.raises(WrongInput, match=code):
        set_tiles(organisation, actor=actors["ada"], **given)
    with pytest.raises(WrongPerson):
        set_tiles(organisation, actor=alma)


def test_the_administrator_sets_tiles_and_marks_where_maps_begin(organisation: Organisation, signed_in: Any) -> None:
    page = f"/staff/o/{organisation.slug}/maps/tiles/"
    assert signed_in("alma").get(page).status_code == 403
    browser = signed_in("ada")
    sent = {"tiles": TILES, "attribution": "© Alvsala", "zoom_least": "4", "zoom_most": "17"}
    pressed = browser.post(page, {**sent, "begins_at.view": "17.65,59.85,13", "begins_at.map-do": "middle"})
    assert pressed.status_code == 200 and not BaseMap.objects.exists()
    places = {"begins_at.view": "17.650000,59.850000,13", "begins_at": "17.650000,59.850000"}
    assert browser.post(page, {**sent, **places}).status_code == 303
    chart = chart_of(organisation)
    assert (str(chart.home), chart.tiles and chart.tiles.host) == ("17.650000,59.850000,13", "https://karta.example.se")
    assert "karta.example.se" in browser.get(page)["Content-Security-Policy"]
    assert 'value="17.650000,59.850000"' in browser.get(page).content.decode()


def test_everybody_can_fetch_a_layer_and_the_drawn_map(client: Client, districts: Layer) -> None:
    layer = client.get(f"/o/{districts.organisation.slug}/layers/{districts.pk}.geojson")
    assert json.loads(layer.content)["features"][0]["properties"] == {"name": "Centrum"}
    address = f"/o/{districts.organisation.slug}/map.svg?view=17.65,59.85,11&layers={districts.pk}"
    drawn = client.get(f"{address}&places=17.65,59.85 17.66,59.86&draws=line")
    assert drawn["Content-Type"] == "image/svg+xml"
    assert ">Centrum</text>" in drawn.content.decode() and "M148,148 " in drawn.content.decode()
    assert client.get(f"/o/nobody/layers/{districts.pk}.geojson").status_code == 404
    for nonsense in ("view=x&layers=a,,9999&places=1 2,3,4 999,999&size=9", "places=" + "17,60%20" * 300):
        assert client.get(f"/o/{districts.organisation.slug}/map.svg?{nonsense}").status_code == 200


# The drawing itself


def test_names_are_escaped_and_do_not_lie_over_each_other() -> None:
    from gehor.calc.geo.mercator import View

    view, size = View.of(17.65, 59.85, 11), Size(296, 296)
    shape = {"type": "Polygon", "coordinates": [CORNERS]}
    svg = picture(view, size, layers=[[{"name": "<b>", "geometry": shape}, {"name": "Samma", "geometry": shape}]])
    assert "&lt;b&gt;" in svg and "Samma" in svg, "the second stands a line below"
    crowded = picture(view, size, layers=[[{"name": name, "geometry": shape} for name in "abcdefgh"]])
    assert ">a</text>" in crowded and ">h</text>" not in crowded
    far = {"type": "Point", "coordinates": [11.0, 58.0]}
    assert picture(view, size, marks=[Mark(far)]) == picture(view, size), "what lies outside is not drawn"
    assert "1 km" in svg or "2 km" in svg or "5 km" in svg


def test_no_name_lies_under_a_sign() -> None:
    view, size = View.of(17.65, 59.85, 11), Size(296, 296)
    layers = [[{"name": "Centrum", "geometry": {"type": "Point", "coordinates": [17.65, 59.85]}}]]
    [alone] = re.findall(
        r'<text x="148" y="(\d+)" font-size="11" text-anchor="middle"', picture(view, size, layers=layers)
    )
    for mark in (Mark(at(17.65)), Mark(at(17.65), 0, "3"), Mark(at(17.65), is_new=True)):
        svg = picture(view, size, layers=layers, marks=[mark])
        [moved] = re.findall(r'<text x="148" y="(\d+)" font-size="11" text-anchor="middle"', svg)
        radius = 13 if mark.label or mark.is_new else 8
        assert alone == "148" and (int(moved) + 3 <= 148 - radius or int(moved) - 13 >= 148 + radius)


def test_each_look_has_a_shape_and_a_colour_of_its_own() -> None:
    signs = [sign(0, 0, 10, look) for look in range(len(SHAPES))]
    assert len(COLOURS) == len(SHAPES) == len(set(signs)) == 6


# A place beside what is said


def test_a_place_of_a_contribution_has_one_form() -> None:
    found = {"type": "Point", "coordinates": ["17.638900", "59.858600"], "words": "Vid slottet"}
    kept = {"places": "17.638900,59.858600", "where": "Vid slottet"}
    assert marked.values_of(found) == kept == marked.checked({"places": "17.6389,59.8586", "where": " Vid  slottet "})
    assert marked.values_of(None) == marked.checked({}) == marked.checked({"places": "", "where": ""}) == {}
    for nonsense in ({"places": ["17", "59"]}, {"where": {"a": 1}}, {"places": "59.8586,17.6389"}, {"places": "17"}):
        with pytest.raises(WrongInput):
            marked.checked(nonsense)


def test_the_picture_beside_a_text_has_the_layers_of_every_map(client: Client, districts: Layer) -> None:
    address = f"/o/{districts.organisation.slug}/map.svg?view=17.65,59.85,11"
    assert "Centrum" in client.get(f"{address}&all").content.decode()
    assert "Centrum" not in client.get(address).content.decode()


def at(lon: float, lat: float = 59.85) -> dict[str, Any]:
    return {"type": "Point", "coordinates": [lon, lat]}


def test_five_hundred_marks_close_together_become_a_few_numbers_that_add_up() -> None:
    places = [(17.6 + step % 25 / 5000, 59.85 + step // 25 / 10000) for step in range(500)]
    svg = picture(VIEW, PAGE, marks=[Mark(at(*each), step % 2) for step, each in enumerate(places)])
    numbers = [int(each) for each in re.findall(r">(\d+)</text>", svg)]
    alone = len(re.findall(r'r="7"', svg))
    assert sum(numbers) + alone == 500 and len(numbers) < 60
    one_kind = picture(VIEW, PAGE, marks=[Mark(at(17.6), 1), Mark(at(17.6), 1)])
    assert COLOURS[1] in one_kind and ">2</text>" in one_kind, "marks of one kind keep its colour"


def test_numbered_marks_that_would_hide_each_other_move_aside_with_a_line_to_where_they_belong() -> None:
    svg = picture(VIEW, PAGE, marks=[Mark(at(17.6), 0, "3"), Mark(at(17.6), HOLLOW, "7")])
    assert re.findall(r'<text x="(\d+)"[^>]*>(\d)</text>', svg) == [("180", "3"), ("157", "7")]
    assert '<path d="M180,150L157,150"' in svg
    assert svg.count('fill="#fff" stroke="#3a3a36"') == 1, "what is hollow differs by more than colour"
    many = picture(VIEW, PAGE, marks=[Mark(at(17.6), 0, str(number)) for number in range(1, 61)])
    assert ">1 +11</text>" in many and all(f">{number}</text>" in many for number in range(2, 50))


def test_a_map_in_a_page_lies_on_the_layers_and_is_not_there_without_places(
    organisation: Organisation, districts: Layer
) -> None:
    plot = plotted(Drawn([Mark(at(17.65), 0, "1")], "Karta <1>", [(0, "Får pengar")]), organisation)
    assert plot is not None and ">Centrum</text>" in plot.svg and "<title>Karta &lt;1&gt;</title>" in plot.svg
    assert 'role="img"' in plot.svg and " width=" not in plot.svg.split(">")[0]
    assert [words for _sign, words in plot.signs] == ["Får pengar"]
    assert plotted(Drawn([], "Karta"), organisation) is None


def test_a_place_that_is_to_be_looked_at_first_is_begun_with_its_words() -> None:
    field = PlaceField()
    field.widget.attrs["autofocus"] = True
    drawn = field.widget.render("q.where", None, {"id": "id_where"})
    assert drawn.count(" autofocus") == 1 and 'name="q.where.words"' in drawn.split(" autofocus")[0].rpartition("<")[2]
