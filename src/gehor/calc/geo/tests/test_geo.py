"""Places, projections and shapes. Numbers in metres are Lantmäteriet's or an independent programme's."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gehor.calc.geo.mercator import View, pixels, place_at
from gehor.calc.geo.places import Looks, distance, looks
from gehor.calc.geo.shapes import bounds, holds, length, middle, thinned
from gehor.calc.geo.squares import squares
from gehor.calc.geo.sweden import in_sweden
from gehor.calc.geo.sweref import TM, ZONES, Zone

places = st.tuples(st.floats(10.5, 24.2), st.floats(55, 69))
SQUARE = {
    "type": "Polygon",
    "coordinates": [[[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]], [[1, 1], [1, 3], [3, 3], [3, 1], [1, 1]]],
}


def test_the_projection_gives_what_lantmateriet_has_published() -> None:
    """The worked example of Gauss Conformal Projection (Transverse Mercator), GRS 80."""
    zone = Zone("example", 13 + 35 / 60 + 7.692 / 3600, 1.00000254, 84_182.8790, -6_226_307.8640)
    assert zone.metres((24.0, 66.0)) == pytest.approx((1_135_809.413803, 555_304.016555), abs=0.0001)
    assert zone.place(1_135_809.413803, 555_304.016555) == pytest.approx((24.0, 66.0), abs=1e-9)


# PROJ 9 gives these, EPSG:4619 to the code
@pytest.mark.parametrize(
    ("epsg", "place", "metres"),
    [
        (3006, (12.0, 55.5), (6154522.913, 310519.1892)),
        (3006, (17.6389, 59.8586), (6638608.0564, 647793.4861)),
        (3006, (23.5, 66.25), (7373710.9272, 881056.6407)),
        (3006, (20.2253, 67.8558), (7536069.9699, 719583.123)),
        (3007, (12.0, 55.5), (6152894.3753, 150000.0)),
        (3007, (17.6389, 59.8586), (6651771.971, 465739.093)),
        (3011, (12.0, 55.5), (6169270.1144, -228926.3016)),
        (3011, (17.6389, 59.8586), (6638374.4356, 129764.764)),
        (3014, (12.0, 55.5), (6165429.5626, -181611.7567)),
        (3014, (17.6389, 59.8586), (6638383.2532, 171793.0744)),
    ],
)
def test_all_zones_agree_with_another_programme_to_a_tenth_of_a_millimetre(
    epsg: int, place: tuple[float, float], metres: tuple[float, float]
) -> None:
    assert ZONES[epsg].metres(place) == pytest.approx(metres, abs=0.0001)
    assert ZONES[epsg].place(*metres) == pytest.approx(place, abs=2e-9)


@settings(max_examples=50)
@given(places)
def test_there_and_back_is_where_it_was(place: tuple[float, float]) -> None:
    assert TM.place(*TM.metres(place)) == pytest.approx(place, abs=1e-9)
    assert place_at(*pixels(place, 12), 12) == pytest.approx(place, abs=1e-9)
    assert (looks(*place) is Looks.SWEDEN) == in_sweden(place) == (looks(*reversed(place)) is Looks.SWAPPED)


@pytest.mark.parametrize(
    ("pair", "what"),
    [
        ((647793, 6638608), Looks.TM),
        ((6638608, 647793), Looks.TM),
        ((6638608, 133000), Looks.LOCAL),
        ((1602000, 6640000), Looks.RT90),
        ((1963000, 8350000), Looks.METRES),
        ((2.35, 48.86), Looks.ELSEWHERE),
        ((float("inf"), 3), Looks.METRES),
    ],
)
def test_numbers_are_told_by_their_size(pair: tuple[float, float], what: Looks) -> None:
    assert looks(*pair) is what


# Longitude and latitude to a kilometre
AT_THE_BORDER = {
    "Strömstad": (11.17, 58.94),
    "Ursholmen": (10.99, 58.83),
    "Svinesund": (11.27, 59.10),
    "Vinga": (11.60, 57.63),
    "Kullen": (12.45, 56.30),
    "Viken": (12.57, 56.14),
    "Helsingborg": (12.69, 56.045),
    "Ven": (12.69, 55.91),
    "Limhamn": (12.93, 55.58),
    "Falsterbo": (12.82, 55.38),
    "Smygehuk": (13.36, 55.34),
    "Sandhammaren": (14.20, 55.38),
    "Hoburgen": (18.13, 56.92),
    "Fårö": (19.36, 57.96),
    "Svenska Högarna": (19.51, 59.44),
    "Söderarm": (19.41, 59.75),
    "Holmögadd": (20.76, 63.59),
    "Malören": (23.56, 65.53),
    "Haparanda": (24.13, 65.83),
    "Övertorneå": (23.65, 66.39),
    "Pajala": (23.37, 67.21),
    "Karesuando": (22.48, 68.44),
    "Treriksröset": (20.55, 69.05),
    "Riksgränsen": (18.12, 68.43),
    "Hemavan": (15.09, 65.82),
    "Gäddede": (14.14, 64.50),
    "Storlien": (12.10, 63.32),
    "Fjällnäs": (12.17, 62.59),
    "Drevdagen": (12.30, 61.73),
    "Charlottenberg": (12.30, 59.89),
    "Töcksfors": (11.84, 59.51),
}
ABROAD = {
    "Oslo": (10.75, 59.91),
    "Kongsvinger": (12.0, 60.19),
    "Trysil": (12.26, 61.31),
    "Røros": (11.38, 62.57),
    "Trondheim": (10.40, 63.43),
    "Mo i Rana": (14.14, 66.31),
    "Narvik": (17.43, 68.44),
    "København": (12.57, 55.68),
    "Helsingør": (12.60, 56.035),
    "Saltholm": (12.77, 55.64),
    "Rønne": (14.70, 55.10),
    "Anholt": (11.56, 56.70),
    "Skagen": (10.58, 57.72),
    "Mariehamn": (19.94, 60.10),
    "Turku": (22.27, 60.45),
    "Vaasa": (21.62, 63.10),
    "Kemi": (24.56, 65.74),
    "Liepāja": (21.0, 56.5),
}


def test_the_outermost_places_lie_in_sweden_and_neighbouring_towns_do_not() -> None:
    assert [name for name, place in AT_THE_BORDER.items() if not in_sweden(place)] == []
    assert [name for name, place in ABROAD.items() if in_sweden(place)] == []


def test_a_degree_of_latitude_is_111_km_and_a_degree_of_longitude_half_at_sixty() -> None:
    assert distance((17, 59.5), (17, 60.5)) == pytest.approx(111_195, rel=0.001)
    assert distance((17, 60), (18, 60)) == pytest.approx(111_195 / 2, rel=0.001)
    assert length([[17, 59.5], [17, 60.5], [17, 59.5]]) == pytest.approx(222_390, rel=0.001)
    assert distance((17, 60), (17, 60)) == 0


@pytest.mark.parametrize(
    ("place", "inside"),
    [
        ((0.5, 0.5), True),
        ((2, 2), False),  # in the hole
        ((1, 2), True),  # on the edge of the hole
        ((4, 4), True),
        ((4.001, 4), False),
        ((-1, 0), False),  # level with an edge
        ((-1, 4), False),
    ],
)
def test_what_lies_in_an_area(place: tuple[float, float], inside: bool) -> None:
    assert holds(SQUARE, place) is inside
    assert holds({"type": "MultiPolygon", "coordinates": [SQUARE["coordinates"]]}, place) is inside
    assert not holds({"type": "LineString", "coordinates": [[0, 0], [4, 4]]}, place)


@settings(max_examples=50)
@given(st.lists(st.tuples(st.floats(-5, 5), st.floats(-5, 5)), min_size=3, max_size=8), st.integers(0, 7))
def test_where_a_ring_begins_and_which_way_it_turns_does_not_matter(
    corners: list[tuple[float, float]], at: int
) -> None:
    turned = corners[at % len(corners) :] + corners[: at % len(corners)]
    ring, other = [*corners, corners[0]], [*turned, turned[0]][::-1]
    place = (0.1234567, -0.7654321)
    assert holds({"type": "Polygon", "coordinates": [ring]}, place) == holds(
        {"type": "Polygon", "coordinates": [other]}, place
    )


def test_what_stands_for_a_shape_lies_in_it() -> None:
    solid = {"type": "Polygon", "coordinates": SQUARE["coordinates"][:1]}
    assert middle(solid) == pytest.approx((2, 2))
    assert middle(SQUARE) == (0, 0)  # the centre is a hole
    assert middle({"type": "LineString", "coordinates": [[17, 60], [17, 61]]}) == pytest.approx((17, 60.5))
    assert middle({"type": "Point", "coordinates": [17, 60]}) == (17, 60)
    assert bounds([SQUARE, {"type": "Point", "coordinates": [17, 60]}]) == (0, 0, 17, 60)
    assert bounds([]) is None
    assert thinned([(0, 0), (0.2, 0), (3, 0), (3.1, 0.1)], 1) == [(0, 0), (3, 0), (3.1, 0.1)]


def test_a_view_for_paper_has_no_room_to_spare_on_one_side() -> None:
    box = (17.5, 59.8, 17.8, 59.9)
    view = View.filling(box, width=680, height=400)
    (left, top), (right, bottom) = (view.on(each, width=680, height=400) for each in ((17.5, 59.9), (17.8, 59.8)))
    assert (left, right) == pytest.approx((0, 680), abs=0.1) or (top, bottom) == pytest.approx((0, 400), abs=0.1)
    assert min(left, top) >= -0.1 and right <= 680.1 and bottom <= 400.1
    stop = View.filling((17.5, 59.8, 17.5, 59.8), width=680, height=400)
    assert stop.middle == pytest.approx((17.5, 59.8)) and stop.zoom == 17, "a point alone is not infinitely near"


def test_a_click_is_where_it_was_drawn() -> None:
    view = View.fitting((17.5, 59.8, 17.8, 59.9), width=300, height=300)
    for place in ((17.5, 59.8), (17.8, 59.9), (17.6, 59.85)):
        x, y = view.on(place, width=300, height=300)
        assert 0 <= x <= 300 and 0 <= y <= 300
        assert view.at(x, y, width=300, height=300) == pytest.approx(place, abs=1e-9)
    assert View.read(str(view)) == view
    nearer = view.zoomed(1)
    assert nearer.metres_per_pixel == pytest.approx(view.metres_per_pixel / 2)
    assert view.moved(1, 0, width=300, height=300).on(view.middle, width=300, height=300) == pytest.approx(
        (75, 150), abs=0.1
    )


@pytest.mark.parametrize("text", ["", "a,b,c", "17,60", "nan,60,12", "17,60,12.5", "17,60,12,1"])
def test_a_view_that_is_none_is_none(text: str) -> None:
    assert View.read(text) is None


def test_nobody_gets_lost_outside_sweden() -> None:
    assert View.read("500,-90,99") == View(24.3, 54.9, 19)


def test_a_few_who_live_far_from_the_others_stand_in_no_square() -> None:
    town = [(17.6389 + step / 1e5, 59.8586) for step in range(12)]
    cottages = [(17.9, 59.9), (16.2, 60.4), (16.2, 60.4), (16.2, 60.4), (16.2, 60.4)]
    found = squares([*town, *cottages[:4]], fewest=5)
    assert [each.count for each in found] == [12] and found[0].metres == 150
    assert holds(found[0].geometry, town[0]) and holds(found[0].geometry, found[0].middle)
    assert [each.count for each in squares([*cottages, *town], fewest=5)] == [12]
    assert squares(cottages[1:], fewest=5) == () == squares([], fewest=5)


@settings(max_examples=30)
@given(st.lists(places, max_size=40), st.randoms(use_true_random=False))
def test_no_square_is_shown_with_fewer_places_than_told_whatever_their_order(
    found: list[tuple[float, float]], chance: object
) -> None:
    shown = squares(found, fewest=5)
    assert all(each.count >= 5 for each in shown)
    assert not shown or sum(each.count for each in shown) >= 2 / 3 * len(found)
    chance.shuffle(found)  # type: ignore[attr-defined]
    assert squares(found, fewest=5) == shown
