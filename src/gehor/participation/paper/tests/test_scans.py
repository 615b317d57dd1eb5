"""Scanned forms are read, reviewed and then counted; what cannot be read is said in a clear sentence."""

import io
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from gehor.ground import clock
from gehor.ground.act import Actor
from gehor.ground.people.models import Participant
from gehor.ground.people.receipt import shown
from gehor.participation.ballots.models import Ballot
from gehor.participation.ballots.queries import said
from gehor.participation.paper import files, tasks
from gehor.participation.paper.actions import scan_forms
from gehor.participation.paper.models import Invalid, Page, Run, Scan, Sheet
from gehor.participation.paper.reading.marks import Mark, Seen
from gehor.participation.paper.reading.sense import made_of
from gehor.participation.paper.reading.straightening import straightened
from gehor.participation.paper.taking_in import trouble
from gehor.planning.models import Activity
from gehor.process.asking import Kind, Option, Question

from .conftest import scanned

SCANS = "/staff/d/skolan/paper/1/scans/"
REVIEW = "/staff/d/skolan/paper/1/review/"


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def read(travel: Activity, alma: Actor) -> Callable[..., Scan]:
    """`read(data)` takes in a file and reads it, as the worker does."""

    def take(data: bytes) -> Scan:
        scan = scan_forms(travel, actor=alma, name="pile.jpg", data=data)
        tasks.read_scans.call([scan.pk])
        scan.refresh_from_db()
        return scan

    return take


OPTIONS = tuple(Option(key, {"sv": key}) for key in ("a", "b", "c"))
E, U, M, F = Mark.EMPTY, Mark.UNCLEAR, Mark.MARKED, Mark.FILLED


@pytest.mark.parametrize(
    ("marks", "given", "look"),
    [
        ((E, M, E), {"q": "b"}, {}),
        ((E, E, E), {}, {}),
        ((M, M, E), {}, {"q": "too_many"}),
        ((U, M, E), {"q": "b"}, {"q": "unclear"}),
        ((F, M, E), {"q": "b"}, {"q": "taken_back"}),
    ],
)
def test_one_clear_mark_is_an_answer_and_every_doubt_is_looked_at(marks: Any, given: Any, look: Any) -> None:
    question = Question("q", Kind.ONE, {"sv": "?"}, options=OPTIONS)
    sense = made_of([question], Seen({f"q.{key}": mark for key, mark in zip("abc", marks, strict=True)}, {}))
    assert (sense.given, sense.look) == (given, look)


def test_contradictions_and_handwriting_are_looked_at() -> None:
    questions = (
        Question("some", Kind.SEVERAL, {"sv": "?"}, options=OPTIONS, most=1),
        Question("step", Kind.SCALE, {"sv": "?"}, may_decline=True),
        Question("why", Kind.LONG, {"sv": "?"}),
        Question("grid", Kind.MATRIX, {"sv": "?"}, rows=OPTIONS),
    )
    boxes = {"some.a": M, "some.b": M, "step.3": M, "step.declined": M, "grid.a.2": M, "grid.c.5": M}
    sense = made_of(questions, Seen(boxes, {"why": True}))
    assert sense.look == {"some": "contradiction", "step": "contradiction", "why": "written"}
    assert sense.given["grid"] == {"a": 2, "c": 5}


def test_a_form_that_lies_askew_and_upside_down_is_read_reviewed_and_then_counted(
    run: Run, sheets: list[Sheet], read: Callable[..., Scan], signed_in: Callable[[str], Client], travel: Activity
) -> None:
    sheet = sheets[1]
    scan = read(scanned(run, sheet, {"way.bus": "cross", "way.car": "tick", "why": "words"}, turned=183))
    assert (scan.read, scan.trouble, scan.path) == (1, "", "")
    assert not Ballot.objects.exists()
    browser = signed_in("tove")
    page = browser.get(REVIEW).content.decode()
    assert shown(sheet.code) in page and page.count("data:image/jpeg;base64,") == 3
    assert "Here is handwriting. Type what it says." in page
    ticked = [part.split(">")[0] for part in page.split("<input") if " checked" in part.split(">")[0]]
    assert [value for part in ticked for value in ("bus", "bike", "car") if f'value="{value}"' in part] == [
        "bus",
        "car",
    ]
    sent = {"sheet": sheet.code, "channel": "paper", "received_on": "2026-03-02", "language": "sv"}
    sent |= {"submission": "8e9ad39f-9b30-4be4-b8ba-cf0a55b2b5f7", "q.way": ["bus", "car"], "q.why": "Nära."}
    assert browser.post(REVIEW, {**sent, "keep_invalid": "yes", "why_invalid": "unclear"}).status_code == 303
    assert "No form waits to be reviewed." in browser.get(REVIEW).content.decode()
    Invalid.objects.get().delete()  # taken back: it waits again
    assert browser.post(REVIEW, sent).status_code == 303
    (cast,) = said(travel).casts
    assert cast.values == {"way": ["bus", "car"]}
    assert Participant.objects.get().receipt == sheet.code
    assert "No form waits to be reviewed." in browser.get(REVIEW).content.decode()


def test_each_page_that_cannot_be_read_says_why(
    run: Run,
    sheets: list[Sheet],
    read: Callable[..., Scan],
    typed: Callable[..., Ballot],
    signed_in: Callable[[str], Client],
    django_assert_max_num_queries: Any,
) -> None:
    typed(sheets[0], way=["bus"])
    first = scanned(run, sheets[0], {})
    read(first)
    read(scanned(run, sheets[1], {"way.bus": "cross"}))
    read(scanned(run, sheets[1], {"way.car": "cross"}))
    nothing = io.BytesIO()
    Image.linear_gradient("L").resize((900, 1200)).save(nothing, "PNG")
    read(nothing.getvalue())
    read(b"%PDF-1.7 and then nothing")
    alma = signed_in("alma")
    with django_assert_max_num_queries(15):
        page = alma.get(SCANS).content.decode()
    assert f"The form {shown(sheets[0].code)} has been typed in already." in page
    assert f"two pages have the code {shown(sheets[1].code)}" in page
    assert "No code can be read on the page." in page
    assert "The file cannot be read. It may be damaged; scan it once more." in page
    assert "1 form has been read" in page
    assert Ballot.objects.count() == 1


def test_a_form_of_before_a_change_or_a_page_that_it_does_not_have_is_not_read(run: Run, sheets: list[Sheet]) -> None:
    from gehor.participation.ballots.versions import freeze

    assert trouble(sheets[0], 1) == ""
    assert trouble(sheets[0], run.pages + 1) == "no_such_page"
    Activity.objects.filter(pk=run.activity_id).update(setup={"ways": ["bus", "boat"]})
    freeze(Activity.objects.select_related("dialogue").get(pk=run.activity_id))
    again = Sheet.objects.select_related("run__activity__dialogue").get(pk=sheets[0].pk)
    assert trouble(again, 1) == "old_version"


def test_files_that_are_no_scans_are_refused_and_a_scan_is_taken_in_once(
    run: Run, signed_in: Callable[[str], Client]
) -> None:
    browser = signed_in("alma")
    bad = SimpleUploadedFile("pile.docx", b"PK\x03\x04 and more")
    answer = browser.post(SCANS, {"files": [bad]})
    assert answer.status_code == 422 and "neither a PDF nor a picture" in answer.content.decode()
    good = b"%PDF-1.7 a scan"
    assert browser.post(SCANS, {"files": [SimpleUploadedFile("a.pdf", good)]}).status_code == 303
    assert browser.post(SCANS, {"files": [SimpleUploadedFile("b.pdf", good)]}).status_code == 422
    assert browser.post(SCANS, {}).status_code == 422
    assert Scan.objects.count() == 1


def test_pictures_go_with_the_scan_with_the_person_and_with_time(
    travel: Activity,
    sheets: list[Sheet],
    accounts: Any,
    signed_in: Callable[[str], Client],
    media: Path,
    typed: Callable[..., Ballot],
    django_capture_on_commit_callbacks: Any,
) -> None:
    def lie(sheet: Sheet) -> Scan:
        scan = Scan.objects.create(activity=travel, name="hög.pdf", at=clock.now(), by=accounts["alma"])
        Page.objects.create(scan=scan, number=1, sheet=sheet, page=1, path=files.keep(b"a picture", "jpg"))
        return scan

    def lying() -> int:
        return len(list((media / "scans").glob("*")))

    scan = lie(sheets[0])
    with django_capture_on_commit_callbacks(execute=True):
        alma = signed_in("alma")
        shown_page = alma.get(SCANS).content.decode()
        assert "<details><summary>" in shown_page.partition(f"{scan.pk}/drop/")[0].rpartition("<td")[2], "asked first"
        assert alma.post(f"{SCANS}{scan.pk}/drop/").status_code == 303
    assert (lying(), Page.objects.count()) == (0, 0)
    lie(sheets[1])
    typed(sheets[1], way=["bus"])
    tasks.forget_pages_of.call([Participant.objects.get().pk])
    assert (lying(), Page.objects.count()) == (0, 0)
    lie(sheets[2])
    tasks.forget_old()
    assert (lying(), Page.objects.count()) == (1, 1)
    Scan.objects.update(at="2026-01-01T00:00:00Z")
    tasks.forget_old()
    assert (lying(), Scan.objects.count()) == (0, 0)


def test_only_those_who_type_in_see_the_scans(run: Run, signed_in: Callable[[str], Client]) -> None:
    assert signed_in("cilla").get(REVIEW).status_code == 403
    assert signed_in("farid").get(REVIEW).status_code in (403, 404)
    assert Client().get(REVIEW).status_code == 302


def test_a_page_without_a_code_is_not_taken_for_a_form() -> None:
    assert straightened(Image.linear_gradient("L").resize((400, 560))).trouble == "no_code"
    assert straightened(Image.new("L", (800, 1100), 250)).trouble == "empty"
    grain = Image.effect_noise((800, 1100), 12).point([min(255, shade + 110) for shade in range(256)])
    assert straightened(grain).trouble == "empty", "the back of a sheet, as a scanner sees it"
    noise = Image.frombytes("L", (800, 1100), random.Random(7).randbytes(800 * 1100))
    assert [straightened(each).trouble for each in (noise, Image.new("L", (800, 1100), 5))] == ["no_code", "no_code"]


def test_a_name_that_is_not_ours_reaches_no_file(media: Path) -> None:
    outside = media / "kept.txt"
    outside.write_text("mine")
    files.forget("../kept.txt")
    assert outside.exists()
