"""Marks, in numbers that can be checked by hand."""

from typing import Any

import pytest

from gehor.ground.errors import WrongInput
from gehor.methods.map.exchange import from_csv, from_geojson, knows_csv, to_csv, to_geojson
from gehor.methods.map.rules import FEW, NOWHERE, OUTSIDE, checked, geometry, kinds, outcome, parsed
from gehor.process.exchange import Text, Told
from gehor.process.method import Item, Said
from gehor.process.words import Channel

from .examples import SETUP


def square(name: str, west: float) -> dict[str, Any]:
    corners = [[west, 59.0], [west + 1, 59.0], [west + 1, 60.0], [west, 60.0], [west, 59.0]]
    return {"name": name, "geometry": {"type": "Polygon", "coordinates": [corners]}}


COUNTED = {**SETUP, "counted": [square("Väster", 16), square("Öster", 17)]}


def item(number: int, places: str = "", category: str = "bra", channel: Channel = Channel.WEB) -> Item:
    values = {"category": category, **({"places": places} if places else {})}
    return Item(f"K{number}", channel, values)


def test_each_kind_has_its_own_key_sign_and_way_of_drawing() -> None:
    found = kinds(SETUP)
    assert [(each.key, each.draws, each.look) for each in found] == [
        ("bra", "point", 0),
        ("daligt", "point", 1),
        ("min-vag", "line", 2),
        ("yta", "area", 3),
    ]
    assert found[0].question == {"sv": "Vad är bra här?", "en": "What is good here?"}
    twice = kinds({"points": {"sv": "Bra: A?\nBra!: B?"}, "lines": {"sv": "Bra: C?"}})
    assert [each.key for each in twice] == ["bra", "bra-2", "bra-3"]
    assert parsed("  Bra \n\nDåligt : Vad : här? ") == [("Bra", "Bra"), ("Dåligt", "Vad : här?")]


def test_a_point_is_where_one_pressed_last_and_a_line_all_of_it() -> None:
    two = "17.6,59.8 17.7,59.9"
    assert checked(SETUP, {"category": "bra", "places": two})["places"] == "17.700000,59.900000"
    line = checked(SETUP, {"category": "min-vag", "places": two, "where": "  längs  ån "})
    assert line == {"category": "min-vag", "places": "17.600000,59.800000 17.700000,59.900000", "where": "längs ån"}
    assert geometry(SETUP, line) == {"type": "LineString", "coordinates": [[17.6, 59.8], [17.7, 59.9]]}
    area = {"category": "yta", "places": f"{two} 17.6,59.9"}
    assert geometry(SETUP, area)["coordinates"] == [[[17.6, 59.8], [17.7, 59.9], [17.6, 59.9], [17.6, 59.8]]]
    assert geometry(SETUP, {"category": "bra", "where": "hemma"}) is None


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"category": "fint"}, "unknown_category"),
        ({"category": "min-vag", "places": "17.6,59.8"}, "mark_has_too_few_places"),
        ({"category": "yta", "places": "17.6,59.8 17.7,59.9"}, "mark_has_too_few_places"),
        ({"category": "min-vag", "places": "17.6,59.8 " * 101}, "mark_has_too_many_places"),
        ({"category": "bra", "places": "59.8,17.6"}, "place_swapped"),
        ({"category": "bra", "places": "17.6"}, "place_half"),
        ({"category": "bra", "places": "x,y"}, "place_unreadable"),
        ({"category": "bra", "places": ["17.6,59.8"]}, "not_an_answer"),
        ({"category": "bra", "where": "x" * 201}, "text_too_long"),
        ({"category": "bra", "where": ["x"]}, "not_an_answer"),
    ],
)
def test_what_is_no_mark_is_refused(values: dict[str, Any], code: str) -> None:
    with pytest.raises(WrongInput) as refusal:
        checked(SETUP, values)
    assert refusal.value.code == code


def test_marks_are_counted_by_the_area_in_which_their_middle_lies() -> None:
    west = [item(number, "16.5,59.5") for number in range(5)]
    east = [item(number, "17.5,59.5") for number in range(10, 12)]
    # A route from the west to the east, with its middle just in the east
    crossing = item(20, "16.9,59.5 17.3,59.5", "min-vag", Channel.PAPER)
    rest = [item(30, "20.0,64.0"), item(31)]
    told = outcome(COUNTED, Said((*west, *east, crossing, *rest)))
    by_kind, by_area = told.tables
    assert [(line.key, line.figures[0].value) for line in by_kind.lines] == [
        ("bra", 9),
        ("daligt", 0),
        ("min-vag", 1),
        ("yta", 0),
    ]
    assert [(line.key, line.figures[0].value) for line in by_area.lines] == [
        ("area-1", 5),
        (FEW, 3),
        (OUTSIDE, 1),
        (NOWHERE, 1),
    ]
    assert by_area.lines[0].label == {"sv": "Väster"}
    assert (told.people, told.unknown, told.by_channel[Channel.PAPER]) == (10, 0, 1)
    assert outcome(COUNTED, Said(tuple(reversed([*west, *east, crossing, *rest])))) == told


def test_without_areas_only_kinds_are_counted() -> None:
    assert [table.key for table in outcome(SETUP, Said((item(1),))).tables] == ["kinds"]
    lines = outcome(SETUP, Said((Item("K1", Channel.IMPORT, {}),))).tables[0].lines
    assert (lines[-1].key, lines[-1].figures[0].value) == ("none", 1)


# Files


def test_a_file_of_another_programme_is_read_by_what_its_columns_usually_are_called() -> None:
    found = from_csv(SETUP, {"a.csv": "Typ,Lat,Lon,Kommentar\nDÅLIGT,59.8586,17.6389,Mörkt\nBra,,,\n".encode()})
    assert found.texts[0].values == {"category": "daligt", "places": "17.6389,59.8586"}
    assert [(each.row, each.code) for each in found.problems] == [(3, "marks_without_text")]
    data = (
        '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"typ": "Good", "text": "Hej"},'
        ' "geometry": {"type": "Point", "coordinates": [647793.4861, 6638608.0564]}},'
        ' {"type": "Feature", "properties": {"text": "Hål"}, "geometry": {"type": "Polygon", "coordinates":'
        " [[[647000, 6638000], [648000, 6638000], [648000, 6639000], [647000, 6638000]],"
        " [[647500, 6638100], [647600, 6638100], [647600, 6638200], [647500, 6638100]]]}}]}"
    )
    read = from_geojson(SETUP, {"a.geojson": data.encode()})
    assert read.texts[0].values == {"category": "bra", "places": "17.638900,59.858600"}
    assert [(each.row, each.code) for each in read.problems] == [(2, "mark_of_other_kind")]


def test_a_table_with_metres_is_known_by_its_columns_and_placed_on_the_map() -> None:
    """As Excel in Sweden saves it: semicolons, decimal comma, Windows-1252."""
    files = {"a.csv": "x;y;typ;kommentar\n6638608,0564;647793,4861;Dåligt;Mörkt\n".encode("cp1252")}
    assert knows_csv(files) and not knows_csv({"a.csv": b"text;where\nHej;Torget\n"})
    assert from_csv(SETUP, files).texts[0].values == {"category": "daligt", "places": "17.638900,59.858600"}


LINE, POINT = '"LineString", "coordinates": [[17.6, 59.8], [17.7, 59.8]]', '"Point", "coordinates": [17.6, 59.8]'


@pytest.mark.parametrize(
    ("kind", "shape", "code"),
    [
        ("Bra", LINE, "mark_is_no_point"),
        ("yta", LINE, "mark_is_no_area"),
        ("my way", POINT, "mark_is_no_line"),
        ("", LINE, "mark_without_kind"),
        ("Cykelställ", POINT, "unknown_kind_of_mark"),
    ],
)
def test_a_mark_in_a_file_is_of_a_kind_that_is_drawn_so(kind: str, shape: str, code: str) -> None:
    """A route that is said to be a point would be one of its places, and nobody would see it. Rows as in the file."""
    rows = [("Bra", "null"), ("Bra", f'{{"type": {POINT}}}'), (kind, f'{{"type": {shape}}}')]
    features = [
        f'{{"type": "Feature", "properties": {{"kind": "{each}", "text": "Hej"}}, "geometry": {place}}}'
        for each, place in rows
    ]
    read = from_geojson(SETUP, {"a": f'{{"type": "FeatureCollection", "features": [{", ".join(features)}]}}'.encode()})
    assert [each.row for each in read.texts] == [1, 2]
    assert [(each.row, each.code) for each in read.problems] == [(3, code)]


def test_formulas_do_not_run_in_a_spreadsheet_and_words_alone_have_no_geometry() -> None:
    text = Text("=1+1", values={"category": "bra", "where": "-2"}, reference="K1", channel=Channel.PAPER)
    written = to_csv(SETUP, Told((text,)))["marks.csv"]
    assert b";=1+1;" not in written
    for again in (
        from_csv(SETUP, {"a": written}).texts[0],
        from_geojson(SETUP, to_geojson(SETUP, Told((text, Text("x", values={"places": "17.6,59.8"}))))).texts[0],
    ):
        assert (again.text, dict(again.values), again.channel) == ("=1+1", dict(text.values), Channel.PAPER)
