"""A question about a place: on the map without a script, by its numbers, in words."""

import re
import sys
import uuid
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from gehor.ground import catalogue, clock
from gehor.ground.act import Actor
from gehor.ground.maps.models import BaseMap, Layer
from gehor.participation.actions import open_participation
from gehor.participation.ballots.models import Ballot
from gehor.participation.models import Contribution, Wording
from gehor.planning.models import Activity, Dialogue
from gehor.process.asking import Kind, Question

from .conftest import TRAVEL
from .test_taking_part import FORM, text_of

TYPING = "/staff/d/skolan/enter/1/"
UPPSALA = ["17.638900", "59.858600"]
SQUARE = [[17.6, 59.8], [17.7, 59.8], [17.7, 59.9], [17.6, 59.9], [17.6, 59.8]]


def where(setup: Any) -> tuple[Question, ...]:
    return (
        Question("where", Kind.PLACE, {"sv": "Var är det?"}, required=True),
        Question("km", Kind.NUMBER, {"sv": "Hur långt är det?"}),
    )


@pytest.fixture
def asked(planned: Dialogue, alma: Actor, monkeypatch: pytest.MonkeyPatch) -> Activity:
    monkeypatch.setitem(catalogue.methods(), "where", replace(TRAVEL, key="where", questions=where))
    texts = SimpleNamespace(NAME="where", SUMMARY="where", COLUMNS={})
    monkeypatch.setitem(sys.modules, "gehor.methods.where.texts", texts)
    Layer.objects.create(
        organisation=planned.organisation,
        name={"sv": "Tätorter"},
        features=[{"name": "Alvsala", "geometry": {"type": "Polygon", "coordinates": [SQUARE]}}],
        is_everywhere=True,
        west=17.6,
        south=59.8,
        east=17.7,
        north=59.9,
        added_at=clock.now(),
    )
    Activity.objects.filter(dialogue=planned, number=1).update(method="where")
    activity = Activity.objects.select_related("dialogue__organisation").get(dialogue=planned, number=1)
    open_participation(activity, actor=alma)
    return activity


def send(client: Client, **fields: str) -> Any:
    filled = {"submission": str(uuid.uuid4()), **{f"q.{name.replace('__', '.')}": fields[name] for name in fields}}
    return client.post(FORM, filled, headers={"accept-language": "sv"})


def places(page: Any) -> str:
    found = re.search(r'name="q\.where" value="([^"]*)"', page.content.decode())
    assert found
    return found[1]


def view(page: Any) -> str:
    found = re.search(r'name="q\.where\.view" value="([^"]*)"', page.content.decode())
    assert found
    return found[1]


def test_the_page_has_a_map_that_works_without_a_script(
    asked: Activity, client: Client, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(8):
        page = client.get(FORM)
    assert view(page) == "17.650000,59.850038,11"  # all of the layer is seen
    assert text_of(page).count('type="image"') == 2
    assert page["Permissions-Policy"] == "camera=(), microphone=(), geolocation=(self), interest-cohort=()"
    assert "https:" not in page["Content-Security-Policy"]
    assert "geolocation=()" in client.get("/d/skolan/")["Permissions-Policy"]


def test_a_press_on_the_map_marks_the_place_and_keeps_what_was_typed(asked: Activity, client: Client) -> None:
    page = send(
        client,
        where__view="17.650000,59.850013,12",
        **{"where__map-small.x": "148", "where__map-small.y": "148"},
        km="x7",
    )
    assert page.status_code == 200
    assert places(page) == "17.650000,59.850013"
    assert 'value="x7"' in page.content.decode()
    assert "Skriv ett tal" not in text_of(page), "whoever is filling in still is not told what is wrong"
    assert not Ballot.objects.exists()


@pytest.mark.parametrize(
    ("do", "moved"),
    [
        ("in", "17.650000,59.850013,13"),
        ("out", "17.650000,59.850013,11"),
        ("east", "17.675406,59.850013,12"),
        ("nonsense", "17.650000,59.850013,12"),
    ],
)
def test_buttons_move_the_map(asked: Activity, client: Client, do: str, moved: str) -> None:
    page = send(client, where__view="17.650000,59.850013,12", **{"where__map-do": do})
    assert (page.status_code, view(page), places(page)) == (200, moved, "")


def test_by_keyboard_the_cross_hair_is_marked_and_taken_away(asked: Activity, client: Client) -> None:
    start = {"where__view": "17.650000,59.850013,12"}
    for pressed in ({"where__map-do": "middle"}, {"where__map-large.x": "0", "where__map-large.y": "0"}):
        page = send(client, **start, **pressed)
        assert places(page) == "17.650000,59.850013"
    page = send(client, **start, where=places(page), **{"where__map-do": "away"})
    assert places(page) == ""


def test_the_point_is_counted_and_the_words_are_read(asked: Activity, client: Client) -> None:
    assert send(client, where=",".join(UPPSALA), where__words="Vid slottet").status_code == 303
    assert Ballot.objects.get().values == {"where": {"type": "Point", "coordinates": UPPSALA}}
    assert Wording.objects.get().text == "Vid slottet"
    assert Contribution.objects.get().values == {"question": "where"}
    assert send(client, where__words="Vid kyrkan", km="2").status_code == 303
    assert Ballot.objects.order_by("pk").last().values == {"km": "2"}


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"where": "59.858600,17.638900"}, "ser ut att ha bytt plats"),
        ({"where": "17.6"}, "Ett av dem saknas"),
        ({"where__words": "x" * 201}, "201"),
        ({}, "Svara på den här frågan"),
    ],
)
def test_what_is_no_place_is_refused_with_everything_kept(
    asked: Activity, client: Client, sent: dict[str, str], sentence: str
) -> None:
    page = send(client, km="2", **sent)
    assert page.status_code == 422
    assert sentence in text_of(page) and 'value="2"' in page.content.decode()
    assert not Ballot.objects.exists()


def test_whoever_types_in_clicks_the_map_too(asked: Activity, signed_in: Any) -> None:
    staff = signed_in("alma")
    assert staff.get(TYPING)["Permissions-Policy"].count("geolocation=(self)") == 1
    typed = {"submission": str(uuid.uuid4()), "channel": "paper", "received_on": "2026-03-09", "language": "sv"}
    page = staff.post(TYPING, {**typed, "q.where.view": "17.65,59.85,12", "q.where.map-do": "middle"})
    assert (page.status_code, places(page)) == (200, "17.650000,59.850000")


def test_the_paper_form_has_the_map_and_a_line(asked: Activity, client: Client) -> None:
    page = text_of(client.get(f"{FORM}paper/", headers={"accept-language": "sv"}))
    assert "map.svg?view=17.650000,59.850038,11&amp;layers=" in page and "paper" in page
    assert "Rita ett kryss på kartan" in page and 'class="lines one"' in page


def test_own_tiles_are_let_in_on_that_page_alone(asked: Activity, client: Client) -> None:
    BaseMap.objects.create(
        organisation=asked.dialogue.organisation,
        tiles="https://karta.example.se/{z}/{x}/{y}.png",
        attribution="© <b>Alvsala</b>",
    )
    page = client.get(FORM)
    assert "img-src 'self' data: https://karta.example.se" in page["Content-Security-Policy"]
    assert 'data-attribution="© &lt;b&gt;Alvsala&lt;/b&gt;"' in page.content.decode()
    assert "karta.example.se" not in client.get("/d/skolan/")["Content-Security-Policy"]
