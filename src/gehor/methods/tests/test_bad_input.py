"""What cannot be received is told in a sentence, in the reader's language, and nothing of it is counted.

What is not here: a code that has been used (identity/tests/test_codes.py), numbers with a comma (calc/budget), the sign
of Polis (statements/tests/test_polis.py), a long DOCX with tables and tracked changes (text_hearing/tests/
test_reading.py), and scans that lie upside down (paper/tests/test_scans.py).
"""

import html
import io
import json
import re
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from gehor.ground import clock, worker
from gehor.ground.act import Actor
from gehor.participation import rules as limits
from gehor.participation.actions import close_participation, open_participation
from gehor.participation.ballots.models import Ballot
from gehor.participation.models import Contribution
from gehor.participation.paper.actions import print_forms
from gehor.participation.paper.models import Sheet
from gehor.planning.models import Activity

from .promises import FORM, IMPORT, TYPING, examples_of, filled_in

NORTH, SOUTH = (f"q.age=yes&q.area={area}-delen" for area in ("norra", "sodra"))


@pytest.fixture
def tried(activity: Activity, alma: Actor, settings: Any, tmp_path: Path) -> Callable[[str], Activity]:
    """`tried("budget")` is open, as its examples settle it."""
    settings.MEDIA_ROOT = tmp_path

    def opened(key: str) -> Activity:
        activity.method, activity.setup = key, examples_of(key).SETUP
        activity.save()
        getattr(examples_of(key), "prepare", lambda activity, *, actor: None)(activity, actor=alma)
        open_participation(activity, actor=alma)
        return activity

    return opened


def told(ask: Callable[[Client], HttpResponse], browser: Client, *, status: int) -> list[str]:
    """What the page says, in Swedish and in English."""
    pages = []
    for language in ("sv", "en"):
        browser.cookies["django_language"] = language
        answer = ask(browser)
        assert answer.status_code == status
        main = answer.content.decode().split("<main", 1)[1]
        pages.append(" ".join(html.unescape(re.sub(r"<[^>]*>", " ", main)).split()))
    assert not (Ballot.objects.exists() or Contribution.objects.exists())
    return pages


@pytest.mark.parametrize(
    ("key", "data", "sv", "en"),
    [
        (
            "budget",
            f"{SOUTH}&q.projects-sodra-delen=belysning&q.projects-sodra-delen=odling",
            "Ta bort val för 10 000 kronor eller mer.",
            "Take away choices for 10,000 kronor or more.",
        ),
        (
            "budget",
            f"{NORTH}&q.projects-norra-delen=rymdhiss",
            "Det finns inget val som heter ”rymdhiss” här.",
            "There is no choice called “rymdhiss” here.",
        ),
        (
            "priorities",
            "q.rank.o1=1&q.rank.o2=3&q.rank.o3=",
            "En plats är överhoppad. Ge platserna i ordning från 1",
            "A place is left out. Give the places in order from 1",
        ),
        (
            "statements",
            f"text={'x' * 10_000}",
            "Korta påståendet: högst 280 tecken får plats, och det har 10 000.",
            "Shorten the statement: at most 280 characters fit, and it has 10,000.",
        ),
        (
            "statements",
            f"q.s1=agree&q.own={'x' * 10_000}",
            "Korta texten: högst 280 tecken får plats, och den har 10 000.",
            "Shorten the text: at most 280 characters fit, and it has 10,000.",
        ),
    ],
)
def test_an_answer_that_cannot_be(
    tried: Callable[[str], Activity], client: Client, key: str, data: str, sv: str, en: str
) -> None:
    tried(key)
    swedish, english = told(lambda browser: filled_in(browser, FORM, data), client, status=422)
    assert sv in swedish and en in english


def test_a_survey_that_has_closed_or_changed_meanwhile(
    tried: Callable[[str], Activity], client: Client, alma: Actor
) -> None:
    activity = tried("survey")
    data = "q.way=bus&q.stop=Torget&page=0"
    swedish, english = told(lambda browser: filled_in(browser, FORM, f"{data}&version=7"), client, status=409)
    assert "Frågorna har ändrats sedan du öppnade sidan Inget har kommit in." in swedish
    assert "The questions have been changed since you opened the page Nothing has been received." in english
    close_participation(activity, actor=alma, reason={"sv": "Alla har svarat."})
    swedish, english = told(lambda browser: filled_in(browser, FORM, f"{data}&version=1"), client, status=409)
    assert "Inget av det du skrev har kommit in Det är inte öppet." in swedish and "Åker buss" in swedish
    assert "Nothing of what you wrote has been received It is not open." in english and "By bus" in english


def test_the_code_of_a_form_with_a_wrong_check_character(
    tried: Callable[[str], Activity], alma: Actor, signed_in: Callable[[str], Client]
) -> None:
    run = print_forms(tried("priorities"), actor=alma, sheets=1, language="sv")
    code = Sheet.objects.get(run=run).code
    wrong = code[:-1] + ("3" if code[-1] == "2" else "2")
    data = f"q.rank.o1=1&q.rank.o2=2&channel=paper&received_on={clock.today()}&language=sv&submission={uuid.uuid4()}"
    swedish, english = told(
        lambda browser: filled_in(browser, TYPING, f"{data}&sheet={wrong}"), signed_in("tove"), status=422
    )
    assert f"Ingen blankett har koden {wrong}. Läs den en gång till" in swedish
    assert f"No form has the code {wrong}. Read it once more" in english


POLIS = (
    b"comment-id,author-id,agrees,disagrees,moderated,comment-body\n0,1,1,1,1,Fler parker\n",
    b"timestamp,comment-id,voter-id,vote\n1500000001,0,7,1\n1500000002,0,8,-1\n",
)


@pytest.mark.parametrize(
    ("key", "exchange", "name", "content", "sv", "en"),
    [
        (
            "statements",
            "polis",
            "polis.zip",
            POLIS,
            "Det syns inte i filen om 1 betyder håller med",
            "It cannot be seen from the file whether 1",
        ),
        (
            "map",
            "geojson",
            "paris.geojson",
            json.dumps({"type": "Point", "coordinates": [2.35, 48.86]}).encode(),
            "Den första platsen är 2.35, 48.86: det ligger utanför Sverige.",
            "The first place is 2.35, 48.86: that lies outside Sweden.",
        ),
        (
            "budget",
            "pabulib",
            "a.pb",
            b"META\nkey;value\nbudget;1.000,5,0\nPROJECTS\nproject_id;cost\nbrygga;2\nVOTES\nvoter_id;vote\n1;brygga\n",
            "”1.000,5,0” under budget är inget tal som kan användas.",
            "“1.000,5,0” under budget is not a number that can be used.",
        ),
    ],
)
def test_a_file_that_cannot_be(
    tried: Callable[[str], Activity],
    signed_in: Callable[[str], Client],
    key: str,
    exchange: str,
    name: str,
    content: Any,
    sv: str,
    en: str,
) -> None:
    tried(key)
    if isinstance(content, tuple):
        packed = io.BytesIO()
        with ZipFile(packed, "w") as parcel:
            for file, data in zip(("comments.csv", "votes.csv"), content, strict=True):
                parcel.writestr(file, data)
        content = packed.getvalue()

    def choose(browser: Client) -> HttpResponse:
        return browser.post(IMPORT, {"exchange": exchange, "file": SimpleUploadedFile(name, content)})

    swedish, english = told(choose, signed_in("alma"), status=422)
    assert sv in swedish and en in english


PB = b"META\nkey;value\nbudget;10\nPROJECTS\nproject_id;cost\nbrygga;2\nVOTES\nvoter_id;vote\n1;brygga\n"
LONG_PB = PB.replace(b"budget", b"comment;so long that it looks like a table\n" * 12 + b"budget")
GEOJSON = json.dumps({"type": "Feature", "geometry": {"type": "Point", "coordinates": [17.6, 59.8]}}).encode()
VOTES = b"timestamp,datetime,comment-id,voter-id,vote\n0,,1,1,1\n"
MARKS = "\ufeffreference;kind;longitude;latitude;places;where;title;text;channel;language\n;;;;;Torget;;Fint;web;sv\n"


@pytest.mark.parametrize(
    ("key", "name", "content", "sv"),
    [
        ("statements", "a.b.pb", PB, "slaget ”Medborgarbudget”"),
        ("proposals", "100 %.pb", LONG_PB, "slaget ”Medborgarbudget”"),
        ("text_hearing", "marks.json", GEOJSON, "slaget ”Karta”"),
        ("survey", "marks.csv", MARKS.encode(), "slaget ”Karta”"),
        ("budget", "votes.csv", VOTES, "slaget ”Påståenden”"),
    ],
)
def test_a_file_of_another_method_is_told_what_it_is_and_where_it_belongs(
    tried: Callable[[str], Activity],
    signed_in: Callable[[str], Client],
    monkeypatch: pytest.MonkeyPatch,
    key: str,
    name: str,
    content: bytes,
    sv: str,
) -> None:
    there = tried(key)

    def choose(browser: Client) -> HttpResponse:
        return browser.post(IMPORT, {"exchange": "", "file": SimpleUploadedFile(name, content)})

    swedish, english = told(choose, signed_in("alma"), status=422)
    assert f"”{name}” är en fil av ett annat slag" in swedish and sv in swedish
    assert f"“{name}” is a file of another kind" in english and "this dialogue has none" in english
    other = "budget" if content in (PB, LONG_PB) else "statements" if content == VOTES else "map"
    Activity.objects.create(
        dialogue=there.dialogue,
        number=7,
        method=other,
        title={"sv": "Den rätta"},
        level="consult",
        begins_on=there.begins_on,
        ends_on=there.ends_on,
    )
    swedish, _ = told(choose, signed_in("alma"), status=422)
    assert "Den importeras till aktivitet 7, Den rätta." in swedish and "7. Den rätta" in swedish
    link = '<a href="/staff/d/skolan/import/7/">7. Den rätta</a>'
    assert link in choose(signed_in("alma")).content.decode()
    monkeypatch.setattr(limits, "MANY_BYTES", 1)  # a large one is looked at by the worker
    place = choose(signed_in("alma"))["Location"]
    signed_in("alma").get(place)
    worker.work_off()
    later = signed_in("alma").get(place)
    assert later.status_code == 422 and link in later.content.decode()


def test_a_list_of_votes_without_whose_they_are_is_not_taken_for_texts(
    tried: Callable[[str], Activity], signed_in: Callable[[str], Client]
) -> None:
    tried("proposals")
    content = "\ufeffrow;channel;item\n1;web;R4ABCD\n2;web;R4ABCD\n".encode()

    def choose(browser: Client) -> HttpResponse:
        return browser.post(IMPORT, {"exchange": "", "file": SimpleUploadedFile("result.csv", content)})

    swedish, english = told(choose, signed_in("alma"), status=422)
    assert "inte vilka av dem som är samma persons" in swedish and "which of them are one person’s" in english


def test_a_file_of_the_activity_itself_is_known_by_what_stands_in_it(
    tried: Callable[[str], Activity], signed_in: Callable[[str], Client]
) -> None:
    tried("map")
    answer = signed_in("alma").post(IMPORT, {"exchange": "", "file": SimpleUploadedFile("m.csv", MARKS.encode())})
    assert answer.status_code == 303 and answer["Location"].endswith("?exchange=csv")
