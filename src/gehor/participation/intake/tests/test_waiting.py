"""A file with very many rows: handed over, brought in by the worker, told on a page that one can come back to."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from gehor.ground import worker
from gehor.ground.act import Actor
from gehor.ground.journal.models import Entry
from gehor.ground.organisations.models import Membership
from gehor.ground.reading.parcels import put_together
from gehor.participation import rules
from gehor.participation.actions import close_participation, withhold
from gehor.participation.intake import looks, undoing, uploads, written
from gehor.participation.intake.course import BRINGING, Course
from gehor.participation.models import Contribution, Import, WaitingFile, Wording
from gehor.participation.tasks import look_at_file
from gehor.planning.models import Activity, Dialogue

from .test_import_file import FILE, PAGE, alma_browses, bring, choose, files_of_their_own, kept_files, look

__all__ = ["alma_browses", "files_of_their_own"]


@pytest.fixture
def handed_over(alma_browses: Client, monkeypatch: pytest.MonkeyPatch) -> HttpResponse:
    """What the page answers when a file of three rows, which are many here, is brought in."""
    monkeypatch.setattr(rules, "MANY_ROWS", 3)
    page = look(alma_browses, FILE)
    assert b"while you do other things" in page.content
    return bring(alma_browses, page, rows=str(page.context["ready"]))


def unwritable() -> Path:
    """Where a folder lies in the way of the note of how far it has come: the disk fails in the middle."""
    return uploads._so_far(WaitingFile.objects.get().upload).with_suffix(".new")


def told(browser: Client, handed_over: HttpResponse) -> str:
    return " ".join(browser.get(handed_over["Location"]).content.decode().split())


def test_a_large_file_is_looked_at_by_the_worker_and_shown_as_a_small_one(
    alma_browses: Client, signed_in: Callable[[str], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    small = look(alma_browses, FILE)
    monkeypatch.setattr(rules, "MANY_BYTES", len(FILE))
    place = choose(alma_browses, FILE)["Location"]
    for _twice in range(2):
        waits = alma_browses.get(place)
        assert "waits for its turn" in waits.content.decode() and "HX-Refresh" not in waits
    assert DBTaskResult.objects.filter(task_path=look_at_file.module_path).count() == 1, "asked for once"
    assert signed_in("bo").get(place).status_code == 404, "nobody goes on with somebody else's file"
    worker.work_off()
    assert alma_browses.get(place, headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    large = alma_browses.get(place, follow=True)
    for each in ("figures", "faults", "hints", "rows", "sent"):
        assert large.context[each] == small.context[each]
    assert len(large.context["table"].rows) == len(small.context["table"].rows)
    problems = [page.request["PATH_INFO"] + "rows.csv" for page in (large, small)]
    assert len({alma_browses.get(each).content for each in problems}) == 1
    again = alma_browses.get(large.request["PATH_INFO"], {"text": "1"})
    assert "waits for its turn" in again.content.decode(), "other columns: another look"
    worker.work_off()
    assert alma_browses.get(large.request["PATH_INFO"], {"text": "1"}).context["ready"] == 1
    assert "while you do other things" in large.content.decode()
    assert bring(alma_browses, large)["Location"].endswith(f"/imports/waiting/{WaitingFile.objects.get().pk}/")
    worker.work_off()
    assert Import.objects.get().rows == 3
    assert len(kept_files()) == 1, "the small one"


def test_a_look_that_fails_again_and_again_is_told_and_the_file_can_be_chosen_again(
    alma_browses: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder lies in the way of what is found: it cannot be kept."""
    monkeypatch.setattr(rules, "MANY_BYTES", 1)
    place = choose(alma_browses, FILE)["Location"]
    alma_browses.get(place)
    (noted,) = uploads._folder().glob("*.so-far")
    way = noted.with_name(f"{noted.name.removesuffix('.so-far')}.found.new")
    way.mkdir()
    for times in range(1, 5):
        worker.work_off()
        page = alma_browses.get(place, headers={"HX-Request": "true"})
        assert ("tried again by itself" in page.content.decode()) is (times == 2)
        assert ("HX-Refresh" in page) is (times >= 3)
        DBTaskResult.objects.update(run_after=timezone.now())
    page = alma_browses.get(place).content.decode()
    assert "could not be looked at" in page and "more than once" in page and f'href="{PAGE}"' in page
    assert "hx-trigger" not in page and DBTaskResult.objects.filter(status="SUCCESSFUL").exists(), "it is over"
    way.rmdir()


def test_a_file_of_very_many_short_rows_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "MANY_LINES", 4)
    for many, few in (
        (b"a\n1\n2\n3\n", b"a\n1\n2\n"),
        (b"a\r1\r2\r3\r", b"a"),
        (b"<row 1><row 2><row 3><row 4>", b"<row"),
    ):
        for pack in (bytes, lambda part: put_together({"votes.csv": part, "comments.csv": b""})[0]):
            assert looks.is_large(pack(many)) and not looks.is_large(pack(few))
    assert not looks.is_large(b"PK\x03\x04 broken")


def test_what_another_version_found_is_looked_for_once_more(
    alma_browses: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "MANY_BYTES", len(FILE))
    place = choose(alma_browses, FILE)["Location"]
    alma_browses.get(place)
    with monkeypatch.context() as earlier:
        earlier.setattr(written, "VERSION", "another")
        worker.work_off()
    assert "waits for its turn" in alma_browses.get(place).content.decode()
    worker.work_off()
    assert alma_browses.get(place, follow=True).context["ready"] == 3
    (kept,) = [each for each in uploads._folder().glob("*") if b'"texts seen"' in each.read_bytes()]
    kept.write_bytes(b"{}\n\x80\x05")  # as it was kept before
    assert "waits for its turn" in alma_browses.get(place, follow=True).content.decode()


def test_why_a_large_file_cannot_be_read_is_told_where_it_was_chosen(
    alma_browses: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "MANY_BYTES", 1)
    place = choose(alma_browses, "Synpunkt\n")["Location"]
    alma_browses.get(place)
    worker.work_off()
    page = alma_browses.get(place)
    assert page.status_code == 422 and "“Synpunkter.csv” has a header row" in page.content.decode()
    assert f'action="{PAGE}"' in page.content.decode(), "another can be chosen at once"


def test_it_is_brought_in_by_the_worker_and_told(
    alma_browses: Client, handed_over: HttpResponse, django_assert_max_num_queries: Any
) -> None:
    waiting = WaitingFile.objects.get()
    assert handed_over.status_code == 303
    assert not Contribution.objects.exists(), "the request brings nothing in"
    with django_assert_max_num_queries(15):
        page = told(alma_browses, handed_over)
    assert "waits for its turn" in page and 'hx-trigger="every 2s"' in page
    assert handed_over["Location"] in alma_browses.get("/staff/d/skolan/imports/").content.decode()
    listening = Course(waiting.upload, BRINGING)
    for part, done, percent in (("reading", 3, 25), ("checking", 2, 41), ("reading", 1, 41), ("making", 0, 50)):
        listening(part, done, 3)
        assert f"{percent}%" in (page := told(alma_browses, handed_over)), "it never goes back"
    assert "Its rows are being made ready and stored." in page
    worker.work_off()
    imported = Import.objects.get()
    assert (imported.rows, Contribution.objects.count()) == (3, 3)
    assert Entry.objects.get(step="participation.import", subject_id=imported.pk, codes__rows=3).actor == (
        f"account:{waiting.by_id}"
    ), "as whoever handed it over"
    page = told(alma_browses, handed_over)
    assert "3 rows are in. 1 row was left out." in page and f"/imports/{imported.pk}/" in page
    assert "hx-trigger" not in page
    assert kept_files() == []


def test_it_is_undone_by_the_worker_once_and_told(
    alma_browses: Client, handed_over: HttpResponse, signed_in: Callable[[str], Client]
) -> None:
    worker.work_off()
    place = f"/staff/d/skolan/imports/{Import.objects.get().pk}/"
    for browser in (alma_browses, signed_in("bo")):
        assert browser.post(f"{place}undo/")["Location"] == place
    assert Contribution.objects.count() == 3, "the request takes nothing away"
    page = alma_browses.get(place).content.decode()
    assert 'hx-trigger="every 2s"' in page and "all of it counts" in page and "Undo the whole import" not in page
    assert "HX-Refresh" not in alma_browses.get(place, headers={"HX-Request": "true"})
    worker.work_off()
    assert not Contribution.objects.exists() and not Wording.objects.exists()
    assert Entry.objects.filter(step="participation.undo_import").count() == 1
    assert alma_browses.get(place, headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    assert "hx-trigger" not in alma_browses.get(place).content.decode() and kept_files() == []
    assert alma_browses.post(f"{place}undo/").status_code == 409


def test_why_it_could_not_be_undone_is_told(
    alma_browses: Client, handed_over: HttpResponse, alma: Actor, signed_in: Callable[[str], Client]
) -> None:
    worker.work_off()
    place = f"/staff/d/skolan/imports/{Import.objects.get().pk}/"
    assert signed_in("cilla").post(f"{place}undo/").status_code == 403
    alma_browses.post(f"{place}undo/")
    withhold(Contribution.objects.latest("pk"), actor=alma)
    worker.work_off()
    assert Contribution.objects.count() == 3
    page = alma_browses.get(place).content.decode()
    assert "Somebody has begun to read" in page and "Undo the whole import" not in page
    assert "Read contributions" in page and "hx-trigger" not in page


def test_an_undoing_that_fails_again_and_again_is_told_and_can_be_asked_for_again(
    alma_browses: Client, handed_over: HttpResponse
) -> None:
    worker.work_off()
    place = f"/staff/d/skolan/imports/{Import.objects.get().pk}/"
    alma_browses.post(f"{place}undo/")
    uploads.note(undoing._key(Import.objects.get()), {"part": "taking", "percent": 33, "tries": 3})  # killed each time
    worker.work_off()
    assert Contribution.objects.count() == 3
    page = alma_browses.get(place).content.decode()
    assert "could not be undone" in page and "more than once" in page and "Undo the whole import" in page
    alma_browses.post(f"{place}undo/")
    worker.work_off()
    assert not Contribution.objects.exists()


def test_what_is_cut_off_leaves_nothing_and_is_begun_anew(alma_browses: Client, handed_over: HttpResponse) -> None:
    place = unwritable()
    place.mkdir()
    worker.work_off()
    assert not Contribution.objects.exists() and not Import.objects.exists()
    place.rmdir()
    assert "tried again by itself" not in told(alma_browses, handed_over)
    for _again in range(2):  # twice is harmless
        DBTaskResult.objects.update(run_after=timezone.now(), status="READY")
        worker.work_off()
    assert (Import.objects.count(), Contribution.objects.count()) == (1, 3)


def test_what_fails_again_and_again_is_given_up_and_told(alma_browses: Client, handed_over: HttpResponse) -> None:
    unwritable().mkdir()
    for times in range(1, 4):
        DBTaskResult.objects.update(run_after=timezone.now())
        worker.work_off()
        assert ("tried again by itself" in told(alma_browses, handed_over)) is (times > 1)
    unwritable().rmdir()
    DBTaskResult.objects.update(run_after=timezone.now())
    worker.work_off()
    page = told(alma_browses, handed_over)
    assert "Nothing of the file was brought in" in page and "more than once" in page
    assert "Could not be brought in" in alma_browses.get("/staff/d/skolan/imports/").content.decode()


@pytest.mark.parametrize(
    ("meanwhile", "why"),
    [
        (
            lambda activity, alma: close_participation(activity, actor=alma, reason={"sv": "Alla har svarat."}),
            "has closed meanwhile",
        ),
        (lambda activity, alma: uploads.forget(WaitingFile.objects.get().upload), "no longer kept"),
        (lambda activity, alma: Membership.objects.filter(account=alma.account_id).delete(), None),
    ],
)
def test_why_nothing_could_come_in_is_told(
    alma_browses: Client,
    handed_over: HttpResponse,
    activity: Activity,
    alma: Actor,
    meanwhile: Callable[[Activity, Actor], Any],
    why: str | None,
) -> None:
    meanwhile(activity, alma)
    worker.work_off()
    assert not Contribution.objects.exists()
    if why is None:
        assert WaitingFile.objects.get().trouble["code"] == "not_your_step"
    else:
        page = told(alma_browses, handed_over)
        assert "Nothing of the file was brought in" in page and why in page


def test_handed_over_twice_it_waits_once(alma_browses: Client, handed_over: HttpResponse) -> None:
    page = look(alma_browses, FILE)
    again = bring(alma_browses, page, rows="3")
    assert (again["Location"], WaitingFile.objects.count()) == (handed_over["Location"], 1)
    worker.work_off()
    page = look(alma_browses, FILE, text="2")
    assert bring(alma_browses, page, rows="3").status_code == 409


def test_others_do_not_see_it(opened: Dialogue, handed_over: HttpResponse, signed_in: Callable[[str], Client]) -> None:
    assert signed_in("farid").get(handed_over["Location"]).status_code in (403, 404)
