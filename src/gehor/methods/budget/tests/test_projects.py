"""Staff write the projects: each on a page of its own, in an order that buttons change, or out of a file."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from gehor.ground.act import Actor
from gehor.ground.errors import WrongMoment
from gehor.methods.budget.forms import SetupForm
from gehor.methods.budget.models import Picture
from gehor.methods.tests.promises import sent
from gehor.participation.actions import open_participation
from gehor.planning.models import Activity

from . import examples
from .conftest import FORM

PAGE = "/staff/d/skolan/budget/1/"
NEW = {"name_sv": "Gungor", "name_en": "Swings", "cost": "60 000", "area": "sodra-delen", "place_sv": "Parken"}


def keys(activity: Activity) -> list[str]:
    activity.refresh_from_db()
    return [each["key"] for each in activity.setup["projects"]]


def test_the_list_shows_the_projects_by_area(
    planned_budget: Activity, signed_in: Callable[[str], Client], django_assert_max_num_queries: Any
) -> None:
    alma = signed_in("alma")
    with django_assert_max_num_queries(15):
        page = alma.get(PAGE).content.decode()
    assert all(each["name"]["en"] in page for each in examples.PROJECTS)
    assert "The north: 500,000 kr" in page


def test_a_project_is_written_changed_moved_and_removed(
    planned_budget: Activity, signed_in: Callable[[str], Client]
) -> None:
    alma = signed_in("alma")
    marking = NEW | {"coordinates.view": "17.6389,59.8586,13", "coordinates.map-do": "middle"}
    page = alma.post(f"{PAGE}new/", marking)  # without script: it comes back with the point, and nothing is stored
    assert page.status_code == 200 and len(keys(planned_budget)) == 5
    assert 'name="coordinates" value="17.638900,59.858600"' in page.content.decode()
    assert "Swings" in page.content.decode() and "Where it is, in words" not in page.content.decode()
    assert alma.post(f"{PAGE}new/", NEW | {"coordinates": "17.638900,59.858600"}).status_code == 303
    assert keys(planned_budget)[-1] == "gungor"
    stored = planned_budget.setup["projects"][-1]
    assert (stored["cost"], stored["coordinates"]) == (60000, ["17.638900", "59.858600"])
    page = alma.get(f"{PAGE}project/gungor/").content.decode()
    assert 'value="60 000"' in page and 'value="17.638900,59.858600"' in page
    assert (
        alma.post(f"{PAGE}project/gungor/", NEW | {"cost": "70 000 kr", "coordinates": "17.6389,59.8586"}).status_code
        == 303
    )
    assert alma.post(PAGE, {"up": "gungor"}).status_code == 303
    assert keys(planned_budget) == ["lekplats", "brygga", "bankar", "belysning", "gungor", "odling"]
    assert planned_budget.setup["projects"][4]["cost"] == 70000
    assert alma.post(PAGE, {"remove": "gungor"}).status_code == 303
    assert "gungor" not in keys(planned_budget)


@pytest.mark.parametrize(
    "wrong", [{"cost": "gratis"}, {"cost": "100 001"}, {"name_sv": ""}, {"coordinates": "59.858600,17.638900"}]
)
def test_what_is_wrong_with_a_project_is_said_and_kept(
    planned_budget: Activity, signed_in: Callable[[str], Client], wrong: dict[str, str]
) -> None:
    page = signed_in("alma").post(f"{PAGE}new/", NEW | wrong)
    assert page.status_code == 422
    said = "latitude" if "coordinates" in wrong else next(iter(wrong.values()))  # nobody types a point: it is marked
    assert "Swings" in page.content.decode() and said in page.content.decode()
    assert len(keys(planned_budget)) == 5


def test_projects_come_out_of_a_file_all_or_none(planned_budget: Activity, signed_in: Callable[[str], Client]) -> None:
    alma = signed_in("alma")
    table = "Namn;Kostnad;Område\nGunga;12500;Södra delen\nBänkar 2;30000;Norra delen\n"
    wrong = alma.post(
        f"{PAGE}from-file/", {"file": SimpleUploadedFile("p.csv", (table + 30 * "x;y;z\n;9;\n").encode())}
    )
    said = wrong.content.decode()
    assert wrong.status_code == 422 and "Row 4:" in said and "Row 5:" in said, "all of them at once"
    assert "Row 53:" in said and "Row 54:" not in said and "10 beside these" in said
    assert len(keys(planned_budget)) == 5
    right = alma.post(f"{PAGE}from-file/", {"file": SimpleUploadedFile("p.csv", table.encode())})
    assert right.status_code == 303
    assert keys(planned_budget)[-2:] == ["gunga", "bankar-2"]


def test_an_activity_without_projects_does_not_open(planned_budget: Activity, alma: Actor) -> None:
    planned_budget.setup = {**examples.SETUP, "projects": []}
    planned_budget.save()
    with pytest.raises(WrongMoment, match="budget_has_no_projects"):
        open_participation(planned_budget, actor=alma)


def test_others_may_not_write_and_what_is_open_is_frozen_anew(
    budget: Activity, signed_in: Callable[[str], Client], client: Client
) -> None:
    assert signed_in("farid").post(PAGE, {"remove": "odling"}).status_code in (403, 404)
    assert signed_in("alma").post(PAGE, {"remove": "odling"}).status_code == 303
    page = client.get(FORM).content.decode()
    assert "Growing boxes" not in page and "Benches" in page


def test_projects_stay_when_the_rest_of_the_setup_is_changed_and_areas_keep_their_keys() -> None:
    sent = {name: value for name, value in examples.SETTLED.items() if name != "projects"}
    renamed = sent | {"areas_sv": "Norr: 400 000\nSödra delen: 100 000", "rule": "votes"}
    form = SetupForm(renamed, source="sv", initial=examples.SETUP)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["projects"] == examples.PROJECTS
    assert [(each["key"], each["cap"]) for each in form.cleaned_data["areas"]] == [
        ("norra-delen", 400000),
        ("sodra-delen", 100000),
    ]
    gone = SetupForm(sent | {"areas_sv": "Öster: 1", "areas_en": ""}, source="sv", initial=examples.SETUP)
    assert not gone.is_valid() and "areas" in gone.errors


def test_projects_stand_fast_once_somebody_has_voted_here_and_not_before(
    budget: Activity, signed_in: Callable[[str], Client], client: Client
) -> None:
    alma = signed_in("alma")
    assert alma.post(PAGE, {"down": "lekplats"}).status_code == 303
    sent(client, FORM, examples.BALLOTS[1], confirmed="1")
    assert alma.post(PAGE, {"remove": "lekplats"}).status_code == 409
    assert "Somebody has voted" in alma.get(PAGE).content.decode()
    assert keys(budget)[:2] == ["brygga", "lekplats"]


def test_the_page_says_where_to_begin(planned_budget: Activity, signed_in: Callable[[str], Client]) -> None:
    planned_budget.setup = {**examples.SETUP, "projects": []}
    planned_budget.save()
    assert "No project is written yet" in signed_in("alma").get(PAGE).content.decode()


def upload(kind: str = "JPEG", size: tuple[int, int] = (1600, 900)) -> SimpleUploadedFile:
    taken_at = Image.Exif()
    taken_at[0x010E] = "Hemma hos Dana"
    sent = BytesIO()
    Image.new("RGB", size, (30, 120, 90)).save(sent, kind, exif=taken_at)
    return SimpleUploadedFile("gungor.jpg", sent.getvalue())


def test_a_picture_is_made_anew_shown_with_its_words_and_goes_when_nobody_names_it(
    planned_budget: Activity, signed_in: Callable[[str], Client], django_assert_max_num_queries: Any
) -> None:
    alma = signed_in("alma")
    without_words = alma.post(f"{PAGE}new/", NEW | {"picture": upload()})
    assert without_words.status_code == 422 and "Say in words" in without_words.content.decode()
    assert not Picture.objects.exists()
    assert alma.post(f"{PAGE}new/", NEW | {"picture": upload(), "alt_sv": "Två gungor"}).status_code == 303
    kept = Picture.objects.get()
    content = bytes(kept.content)
    assert Image.open(BytesIO(content)).size == (240, 160) and len(content) < 10_000
    assert b"Dana" not in content and not Image.open(BytesIO(content)).getexif()
    planned_budget.refresh_from_db()
    assert planned_budget.setup["projects"][-1]["picture"] == kept.sha256
    address = f"/d/skolan/take-part/{planned_budget.number}/pictures/{kept.sha256}.jpg"
    assert Client().get(address).content == content
    assert Client().get(address.replace(kept.sha256, "0" * 64)).status_code == 404
    with django_assert_max_num_queries(15):
        assert address in alma.get(PAGE).content.decode()
    change = NEW | {"no_picture": "on", "alt_sv": "Två gungor"}
    assert alma.post(f"{PAGE}project/gungor/", change).status_code == 303
    assert not Picture.objects.exists() and Client().get(address).status_code == 404


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"%PDF-1.4\n%%EOF", "Choose a PNG"), (b"\xff\xd8\xff\xe0 cut", "cannot be opened"), (b"<svg/>", "Choose a PNG")],
)
def test_what_is_no_picture_is_refused_and_the_rest_kept(
    planned_budget: Activity, signed_in: Callable[[str], Client], content: bytes, sentence: str
) -> None:
    file = SimpleUploadedFile("gungor.jpg", content)
    page = signed_in("alma").post(f"{PAGE}new/", NEW | {"picture": file, "alt_sv": "Två gungor"})
    assert page.status_code == 422 and "Två gungor" in page.content.decode()
    assert sentence in page.content.decode() and not Picture.objects.exists()
