"""Marking on the web and from paper, and the map and the list of what was marked."""

import json
import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.formats import date_format
from django.utils.translation import override

from gehor.ground import clock
from gehor.ground.act import Actor
from gehor.ground.maps.actions import add_layer
from gehor.ground.maps.models import Layer
from gehor.methods.map.forms import SetupForm
from gehor.participation.actions import close_participation, open_participation
from gehor.participation.models import Contribution, Wording
from gehor.participation.moderation.actions import rule
from gehor.participation.paper import pressing, queries
from gehor.participation.paper.actions import print_forms
from gehor.participation.paper.asking import asked_on_paper
from gehor.planning.models import Activity, Dialogue
from gehor.process.asking import Kind

from .examples import FILLED, SETTLED, SETUP

pytestmark = pytest.mark.django_db
FORM = "/d/skolan/take-part/1/"
MARKS = f"{FORM}marks/"
SWEDISH = {"accept-language": "sv"}
AREA = {
    "type": "Feature",
    "properties": {"name": "Centrum"},
    "geometry": {
        "type": "Polygon",
        "coordinates": [[[17.0, 59.0], [18.0, 59.0], [18.0, 60.0], [17.0, 60.0], [17.0, 59.0]]],
    },
}


@pytest.fixture
def layer(planned: Dialogue, alma: Actor) -> Layer:
    return add_layer(planned.organisation, actor=alma, name={"sv": "Stadsdelar"}, file=json.dumps(AREA).encode())


@pytest.fixture
def asked(planned: Dialogue, alma: Actor, layer: Layer) -> Activity:
    """Open, shown at once, with a layer that is drawn and counted by."""
    setup = {**SETUP, "layers": [layer.pk], "count_by": layer.pk, "counted": layer.features}
    Activity.objects.filter(dialogue=planned, number=1).update(method="map", setup=setup, shows_at_once=True)
    activity = Activity.objects.select_related("dialogue__organisation").get(dialogue=planned, number=1)
    open_participation(activity, actor=alma)
    return activity


def send(client: Client, **fields: str) -> Any:
    filled = {name.replace("__", "."): value for name, value in fields.items()}
    return client.post(FORM, {"submission": str(uuid.uuid4()), **filled}, headers=SWEDISH)


def text_of(page: Any) -> str:
    return " ".join(page.content.decode().split())


def test_a_mark_is_sent_on_the_web_and_stands_on_the_map_and_in_the_list(
    asked: Activity, client: Client, layer: Layer, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(8):
        page = text_of(client.get(FORM, headers=SWEDISH))
    assert f"layers/{layer.pk}.geojson" in page and "Vad är bra här?" in page
    for filled in FILLED:
        assert client.post(FORM, {"submission": str(uuid.uuid4()), **filled}).status_code == 303
    with django_assert_max_num_queries(8):
        listed = text_of(client.get(MARKS, headers=SWEDISH))
    assert "4 märken" in listed and "Under järnvägsbron" in listed and listed.count("Berättat bara med ord") == 1
    found = json.loads(client.get(f"{FORM}marks.json").content)["marks"]
    assert sorted(row[:2] for row in found) == [[0, "point"], [2, "line"], [3, "area"]]
    picture = client.get(f"{FORM}marks.svg?view=17.55,59.6,9").content.decode()
    assert picture.count("<polyline") == 0 and "stroke-dasharray" in picture and ">Centrum</text>" in picture


def test_without_a_script_a_route_is_pressed_place_by_place(asked: Activity, client: Client) -> None:
    chosen = {"category": "min-vag", "text": "Hit", "place__view": "17.5,59.5,12"}
    first = send(client, **chosen, **{"place__map-do": "middle"})
    assert re.search(r'name="place" value="17.500000,59.500000"', text_of(first))
    second = send(
        client, **chosen, place="17.500000,59.500000", **{"place__map-small.x": "248", "place__map-small.y": "148"}
    )
    assert second.status_code == 200 and "Hit</textarea>" in second.content.decode()
    places = re.search(r'name="place" value="([^"]*)"', text_of(second))
    assert places and len(places[1].split()) == 2
    back = send(client, **chosen, place=places[1], **{"place__map-do": "back"})
    assert 'name="place" value="17.500000,59.500000"' in text_of(back)
    assert not Contribution.objects.exists()
    assert send(client, **chosen, place=places[1]).status_code == 303
    assert Contribution.objects.get().values == {"category": "min-vag", "places": places[1]}


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"category": "bra"}, "Märk ut platsen på kartan"),
        ({"category": "min-vag", "place": "17.5,59.5"}, "En linje behöver minst två platser"),
        ({"category": "bra", "place": "59.5,17.5"}, "bytt plats"),
        ({"category": "fint", "place": "17.5,59.5"}, "fint"),
        ({"place": "17.5,59.5"}, "fält"),
    ],
)
def test_what_is_no_mark_is_refused_with_the_text_kept(
    asked: Activity, client: Client, sent: dict[str, str], sentence: str
) -> None:
    page = send(client, text="Det är fint här", **sent)
    assert page.status_code == 422
    assert sentence in text_of(page) and "Det är fint här" in text_of(page)
    assert not Contribution.objects.exists()


def test_what_is_marked_and_its_question_stand_apart_on_paper(asked: Activity) -> None:
    asked_for = next(each for each in asked_on_paper(asked, "sv") if each.key == "category")
    assert any(": " in said_to["sv"] for said_to in (each.label for each in asked_for.options))


def test_the_printed_form_has_the_map_of_the_activity(asked: Activity, alma: Actor) -> None:
    run = print_forms(asked, actor=alma, sheets=1, language="sv")
    [question] = [each for each in queries.questions_of(run) if each.kind is Kind.PLACE]
    assert question.help["sv"].startswith("Märk ut en plats, en linje eller ett område.")
    assert question.key == "place" and [each.id for each in pressing.places(run) if each.kind == "map"] == ["place"]


def test_paper_may_leave_out_the_place_and_the_secretary_presses_on_the_map(asked: Activity, signed_in: Any) -> None:
    typing, staff = "/staff/d/skolan/enter/1/", signed_in("kim")
    sheet = {"channel": "paper", "received_on": "2026-03-09", "language": "sv", "category": "bra", "text": "Fint"}
    pressed = staff.post(typing, {**sheet, "place.view": "17.5,59.5,12", "place.map-do": "middle"})
    assert pressed.status_code == 200 and not Contribution.objects.exists()
    assert "geolocation=(self)" in pressed["Permissions-Policy"]
    page = staff.get(typing)
    assert b"data-canvas" in page.content and b"data-here" not in page.content  # who types is not at the place
    day = re.search(r'name="received_on"[^>]*max="([^"]+)"', page.content.decode())
    assert day
    sent = staff.post(typing, {**sheet, "received_on": day[1], "submission": str(uuid.uuid4())})
    assert sent.status_code == 303
    assert Contribution.objects.get().values == {"category": "bra"}


def test_a_place_that_points_out_a_person_is_masked_with_the_text(
    asked: Activity, client: Client, signed_in: Any
) -> None:
    send(client, category="bra", text="Här bor jag.", place="17.638900,59.858600", place__words="Hos Anna i rött hus")
    one, browser = Contribution.objects.get(), signed_in("bo")
    masking = f"/staff/d/skolan/read/{one.reference}/mask/"
    assert "Hos Anna i rött hus" in text_of(browser.get(masking))
    sent = {"text": "Här bor jag.", "reason": "personal_data", "beside": ["places", "where"]}
    assert browser.post(masking, {**sent, "beside": "category"}).status_code == 422, "a kind points out nobody"
    assert browser.post(masking, sent).status_code == 303, "also where the text may stay as it is"
    thread = f"/d/skolan/c/{one.reference}/"
    for page in (MARKS, f"{FORM}marks.json", f"{FORM}marks.svg", "/d/skolan/contributions.csv", thread):
        shown = client.get(page).content.decode()
        assert "Anna" not in shown and "59.858" not in shown, page
    assert "Här bor jag." in text_of(client.get(MARKS))
    kept = text_of(browser.get(f"/staff/d/skolan/read/{one.reference}/"))
    assert "Hos Anna i rött hus" in kept, "for staff what was received is kept"
    assert "beside" not in text_of(browser.get(masking)), "nothing is left to take away"


def test_the_list_is_narrowed_as_the_map_is(
    asked: Activity, client: Client, django_assert_max_num_queries: Any
) -> None:
    for filled in FILLED:
        client.post(FORM, {"submission": str(uuid.uuid4()), **filled})
    with django_assert_max_num_queries(8):
        page = text_of(client.get(f"{MARKS}?kind=daligt&q=järnväg&page=99", headers=SWEDISH))
    assert "1 märke" in page and "Under järnvägsbron" in page and "skönt att sitta" not in page
    assert json.loads(client.get(f"{FORM}marks.json?q=kvällen").content)["marks"][0][0] == 0
    assert client.get(f"{MARKS}?kind=nonsense&view=x").status_code == 200


def test_two_thousand_marks_are_one_light_page(
    asked: Activity, client: Client, alma: Actor, django_assert_max_num_queries: Any
) -> None:
    first = Contribution.objects.count()
    client.post(FORM, {"submission": str(uuid.uuid4()), **FILLED[0]})
    one = Contribution.objects.get()
    copies = Contribution.objects.bulk_create(
        Contribution(
            dialogue=asked.dialogue,
            activity=asked,
            participant=one.participant,
            reference=f"M{number:05}",
            channel="web",
            received_at=one.received_at,
            submission=uuid.uuid4(),
            values={"category": "bra", "places": f"{17 + number % 50 / 60:.6f},{59 + number // 50 / 60:.6f}"},
            published_at=one.published_at,
        )
        for number in range(first, 2_000)
    )
    Wording.objects.bulk_create(
        Wording(contribution=each, number=1, text=f"Nummer {each.reference}", language="sv", worded_at=one.received_at)
        for each in copies
    )
    with django_assert_max_num_queries(8):
        page = client.get(MARKS)
    assert len(page.content) < 60_000
    assert text_of(page).count("<article") == 20
    picture = client.get(f"{FORM}marks.svg?size=large")
    assert len(picture.content) < 60_000


def test_when_it_is_over_the_marks_and_the_count_by_area_are_shown(
    asked: Activity, client: Client, alma: Actor, signed_in: Callable[[str], Client]
) -> None:
    for _ in range(5):
        client.post(FORM, {"submission": str(uuid.uuid4()), **FILLED[0]})
    close_participation(asked, actor=alma, reason={"sv": "Alla har svarat."})
    page = text_of(client.get(FORM, headers=SWEDISH))
    assert "5 märken" in page and f"{FORM}result/" in page
    with override("sv"):
        assert f"delta här var {date_format(clock.today(), 'DATE_FORMAT')}." in re.sub("<[^>]+>", "", page)
    result = text_of(client.get(f"{FORM}result/", headers=SWEDISH))
    assert "Märken i varje område" in result and "Centrum" in result and "5 bidrag räknas här" in result
    assert f'<a href="{FORM}">Allt som sades här</a>' in result
    rule(Contribution.objects.order_by("pk")[0], actor=alma, kind="hide", reason="advertising")
    Contribution.objects.update(published_at=None)
    staff = text_of(signed_in("bo").get("/staff/d/skolan/outcome/1/", headers=SWEDISH))
    assert "0 bidrag räknas här.</p>" in staff
    assert "5 bidrag till visas inte för andra och räknas inte här. 4 väntar på att någon av er tittar på dem." in staff
    Contribution.objects.update(published_at=clock.now())
    exported = json.loads(client.get(f"{FORM}result/geojson/").content)
    assert [each["geometry"]["coordinates"] for each in exported["features"]] == [[17.6389, 59.8586]] * 5
    reference = Contribution.objects.order_by("pk")[0].reference
    thread = text_of(client.get(f"/d/skolan/c/{reference}/", headers=SWEDISH))
    assert "map.svg?view=17.638900,59.858600,15" in thread and "Alla märken" in thread


@pytest.mark.parametrize("kind", ["geojson", ""])
def test_marks_are_brought_in_from_a_file(asked: Activity, signed_in: Any, kind: str) -> None:
    staff, page = signed_in("kim"), "/staff/d/skolan/import/1/"
    about = {"typ": "Bra", "text": "Hej"}
    places = [2.35, 48.86], [17.5, 59.5], [17.6, 59.6]
    shapes = [{"type": "Point", "coordinates": place} for place in places]
    features = [{"type": "Feature", "properties": about, "geometry": shape} for shape in shapes]
    data = json.dumps({"type": "FeatureCollection", "features": features}).encode()
    chosen = staff.post(page, {"file": SimpleUploadedFile("a.geojson", data), "exchange": kind})
    looked = staff.get(chosen["Location"], headers=SWEDISH)
    assert looked.context["kind"] == "geojson", "where nobody says what kind it is, the name does"
    assert [figure for figure, _words in looked.context["figures"]] == [2, 1], "marks and faults, and no ballots"
    ((problem, words),) = looked.context["faults"]
    assert problem.row == 1 and "utanför Sverige" in words, "one place in Paris stops no other"
    assert "Bra · Koordinater: 17.500000,59.500000" in looked.content.decode(), "and not their words alone"
    form = {"exchange": looked.context["kind"], "file_hash": looked.context["upload"].hash}
    assert staff.post(chosen["Location"], form).status_code == 303
    found = Contribution.objects.order_by("pk").values_list("values", flat=True)
    assert [each["places"] for each in found] == ["17.500000,59.500000", "17.600000,59.600000"]
    assert {each["category"] for each in found} == {"bra"}


# The set-up


def test_the_lead_chooses_among_the_layers_of_the_organisation(planned: Dialogue, layer: Layer) -> None:
    form = SetupForm({**SETTLED, "layers": [str(layer.pk)], "count_by": str(layer.pk)}, source="sv")
    form.know(planned)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["counted"] == layer.features
    assert form.cleaned_data["layers"] == [layer.pk]
    again = SetupForm(source="sv", initial=form.cleaned_data)
    again.know(planned)
    assert again["count_by"].value() == layer.pk and "Stadsdelar" in str(again["layers"])


def test_areas_that_are_drawn_too_finely_are_not_counted_by(planned: Dialogue, layer: Layer) -> None:
    corners = [[17 + number / 5000, 59.0 + number % 2 / 100] for number in range(2_001)]
    Layer.objects.filter(pk=layer.pk).update(
        features=[{"name": "A", "geometry": {"type": "Polygon", "coordinates": [[*corners, corners[0]]]}}]
    )
    form = SetupForm({**SETTLED, "count_by": str(layer.pk)}, source="sv")
    form.know(planned)
    assert "count_by" in form.errors
