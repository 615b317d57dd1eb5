"""Bringing in a file of ballots in the browser: choose, look, bring in, undo."""

import csv
import datetime as dt
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from gehor.ground import worker
from gehor.ground.act import Actor
from gehor.ground.errors import WrongInput
from gehor.participation import rules
from gehor.participation.actions import close_participation, import_contributions
from gehor.participation.ballots.models import Ballot, Voter
from gehor.participation.models import Contribution, Import, Wording
from gehor.planning.models import Activity

from .conftest import counted

PAGE = "/staff/d/skolan/import/1/"
FILE = """\
person;way.bus;way.bike;Way.Car;km;why;Kanal;Datum;Namn
a;1;0;;2,50;Nära;papper;2026-02-27;Dana
b;;1;0;;;;;
;;;;;;papper;;
c;ja;;;;;;;
d;;;1;långt;;;;
e;1;;;;;brevduva;;
"""


@pytest.fixture(autouse=True)
def files_of_their_own(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def alma_browses(travel: Activity, signed_in: Callable[[str], Client]) -> Client:
    return signed_in("alma")


def look(browser: Client, data: bytes | str, name: str = "Svar.csv", **chosen: str) -> HttpResponse:
    content = data.encode() if isinstance(data, str) else data
    answer = browser.post(PAGE, {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 303, answer.context["form"].errors
    return browser.get(answer["Location"], chosen)


def bring(browser: Client, page: HttpResponse, **more: str) -> HttpResponse:
    form = {**dict(page.context["sent"]), "file_hash": page.context["upload"].hash, **more}
    return browser.post(page.request["PATH_INFO"], form)


def test_many_ballots_are_brought_in_by_the_worker(alma_browses: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "MANY_ROWS", 2)
    monkeypatch.setattr(rules, "MANY_BYTES", 1)
    place = look(alma_browses, FILE).request
    worker.work_off()  # looks at it too
    page = alma_browses.get(f"{place['PATH_INFO']}?{place['QUERY_STRING']}", follow=True)
    answer = bring(alma_browses, page, rows="2")
    assert "/imports/waiting/" in answer["Location"] and not Ballot.objects.exists()
    worker.work_off()
    assert (Ballot.objects.count(), Import.objects.get().rows) == (2, 2)


def test_a_file_is_looked_at_before_anything_is_stored(
    alma_browses: Client, django_assert_max_num_queries: Any
) -> None:
    page = look(alma_browses, FILE)
    with django_assert_max_num_queries(15):
        alma_browses.get(page.request["PATH_INFO"])
    assert [count for count, _ in page.context["figures"]] == [2, 3, 1]
    assert [(problem.row, problem.column, problem.code) for problem, _ in page.context["faults"]] == [
        (5, "way", "cell_not_ticked"),
        (6, "km", "number_unreadable"),
        (7, "Kanal", "unknown_channel"),
    ]
    content = page.content.decode()
    assert "Hur reser du?" in content and "Not brought in" in content and "brevduva" in content
    assert not Ballot.objects.exists() and not Import.objects.exists()
    table = alma_browses.get(f"{page.request['PATH_INFO']}rows.csv").content.decode("utf-8-sig")
    assert [row[0] for row in csv.reader(io.StringIO(table), delimiter=";")][1:] == ["5", "6", "7"]


def test_the_ready_rows_are_brought_in_and_undone(alma_browses: Client, travel: Activity) -> None:
    answer = bring(alma_browses, look(alma_browses, FILE, all_channel="phone", all_language="en"))
    imported = Import.objects.get()
    assert answer["Location"] == f"/staff/d/skolan/imports/{imported.pk}/"
    assert counted(travel) == [["bike"], ["bus"]]
    paper, phone = Ballot.objects.order_by("pk")
    assert (paper.channel, timezone.localdate(paper.received_at)) == ("paper", dt.date(2026, 2, 27))
    assert (paper.values, phone.channel) == ({"way": ["bus"], "km": "2.5"}, "phone")
    assert Wording.objects.get().text == "Nära"
    assert "2 ballots came with it." in alma_browses.get(answer["Location"]).content.decode()
    undone = alma_browses.post(f"{answer['Location']}undo/")
    assert undone.status_code == 303
    assert not Ballot.objects.exists() and not Voter.objects.exists() and not Contribution.objects.exists()
    assert "2 ballots are taken away" in alma_browses.get(undone["Location"]).content.decode()


def test_rows_of_one_person_are_one_vote(alma_browses: Client, travel: Activity) -> None:
    bring(alma_browses, look(alma_browses, "person;way.bus;way.car\na;1;0\na;0;1\n"))
    assert counted(travel) == [["car"]]


def test_a_workbook_is_read_as_well(alma_browses: Client, travel: Activity) -> None:
    """Of several sheets the first with rows below a header; the others are a link away."""
    book = openpyxl.Workbook()
    book.active.append(["Läs det här först"])
    for title, row in (("Svar", [1, 0, 2.5]), ("Svar & mer", [0, 0, 9])):
        sheet = book.create_sheet(title)
        for each in (["way.bus", "way.car", "km"], row, [None, 1, None]):
            sheet.append(each)
    out = io.BytesIO()
    book.save(out)
    page = look(alma_browses, out.getvalue(), "Svar.xlsx")
    assert [tab["label"] for tab in page.context["tabs"]] == ["Svar", "Svar & mer"]
    (other,) = [tab["url"] for tab in page.context["tabs"] if not tab["here"]]
    assert 'href="?sheet=Svar+%26+mer"' in page.content.decode()
    more = alma_browses.get(page.request["PATH_INFO"] + other)
    assert dict(more.context["sent"])["sheet"] == more.context["table"].sheet == "Svar & mer"
    assert "9" in str(more.context["rows"][0])
    bring(alma_browses, page)
    assert counted(travel) == [["bus"], ["car"]]
    assert Ballot.objects.first().values["km"] == "2.5"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("Färg;Namn\nröd;Dana\n", "No column of the file is called as the questions are. It has: Färg, Namn."),
        ("km\nlångt\n", "No row is ready"),
    ],
)
def test_a_file_of_something_else_is_refused(alma_browses: Client, data: str, words: str) -> None:
    page = look(alma_browses, data)
    assert words in page.content.decode()
    assert bring(alma_browses, page).status_code == 422
    assert not Ballot.objects.exists()


def test_a_channel_that_cannot_be_meant_is_refused(alma_browses: Client) -> None:
    assert look(alma_browses, FILE, all_channel="brevduva", all_language="sv").status_code == 422


def test_the_page_says_what_the_columns_are_called(alma_browses: Client) -> None:
    page = alma_browses.get(PAGE).content.decode()
    assert "way.bike" in page and "Look at what every row would become." in page


def test_closed_it_takes_no_file(alma_browses: Client, travel: Activity, alma: Actor) -> None:
    page = look(alma_browses, FILE)
    close_participation(travel, actor=alma, reason={"sv": "Alla har svarat."})
    assert bring(alma_browses, page).status_code == 409
    assert not Ballot.objects.exists()


def test_texts_cannot_be_brought_in_where_answers_are_counted(travel: Activity, alma: Actor) -> None:
    with pytest.raises(WrongInput, match="answers_are_counted"):
        import_contributions(travel, actor=alma, rows=[], file_name="a", file_hash="0", mapping={})


def test_a_file_without_a_known_column_leads_to_what_they_are_called_and_to_another_file(alma_browses: Client) -> None:
    page = look(alma_browses, "fordon;varför\nbuss;nära\n").content.decode()
    assert "<details open><summary>" in page and "way.bus" in page
    assert page.count(f'href="{PAGE}"') == 2
