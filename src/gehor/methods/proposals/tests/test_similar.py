"""What others have written about the same thing is shown before a proposal is sent."""

import datetime as dt
import re
import uuid
from collections.abc import Callable, Iterator
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from PIL import Image

from gehor.ground import clock
from gehor.participation import similar
from gehor.participation.models import Attachment, Contribution, Opening, Wording
from gehor.planning.models import Activity, Dialogue

FORM = "/d/skolan/take-part/1/"
THEIRS = "Sätt ut fler bänkar på torget."
MINE = "Torgen behöver en bänk i skuggan."
NOW = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)


@pytest.fixture
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def theirs(said: Callable[..., Contribution]) -> Contribution:
    return said(THEIRS, title="Bänkar", published_at=NOW)


def submit(client: Client, **fields: Any) -> HttpResponse:
    sent = {"submission": str(uuid.uuid4()), "text": MINE, "language": "sv", **fields}
    return client.post(FORM, sent, headers={"accept-language": "en"})


def press(client: Client, page: HttpResponse, button: str) -> HttpResponse:
    """Press a button of the page with all that the page keeps, as a browser does."""
    kept = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page.content.decode())
    sent = {name: unescape(value) for name, value in kept if name != "csrfmiddlewaretoken"}
    return client.post(FORM, {**sent, button: "1"}, headers={"accept-language": "en"})


def picture() -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGB", (4, 3)).save(out, "JPEG")
    return SimpleUploadedFile("torg.jpg", out.getvalue(), "image/jpeg")


def is_shown(response: HttpResponse) -> bool:
    return "Others have written about the same thing" in response.content.decode()


def test_what_is_alike_is_shown_with_a_link_and_nothing_is_received(theirs: Contribution, client: Client) -> None:
    response = submit(client)
    page = response.content.decode()
    assert response.status_code == 200 and is_shown(response)
    assert THEIRS in page and f"/d/skolan/c/{theirs.reference}/" in page
    assert response["Cache-Control"] == "no-cache, private"
    assert Contribution.objects.count() == 1


def test_one_press_sends_everything_that_was_typed_and_the_file(
    media: Path, theirs: Contribution, activity: Activity, client: Client
) -> None:
    activity.setup = {"categories": {"sv": "Torg"}, "attachments": True}
    activity.save()
    text = MINE + '\n\n  "Ja" & <nej>\nrad två'
    page = submit(client, text=text, title="Skugga", category="torg", email="dana@example.org", attachment=picture())
    assert is_shown(page) and "torg.jpg" in page.content.decode()
    assert press(client, page, "anyway").status_code == 303
    wording = Wording.objects.exclude(contribution=theirs).get()
    assert (wording.title, wording.text) == ("Skugga", text)
    assert wording.contribution.values == {"category": "torg"}
    assert wording.contribution.participant.contacts.get().address == "dana@example.org"
    assert Attachment.objects.get().name == "torg.jpg"
    assert press(client, page, "anyway").status_code == 303  # pressed twice, it is received once
    assert Contribution.objects.count() == 2


def test_a_file_waits_for_a_day_and_then_the_form_says_so(
    media: Path, theirs: Contribution, activity: Activity, client: Client
) -> None:
    activity.setup = {"attachments": True}
    activity.save()
    page = submit(client, attachment=picture())
    with clock.at(NOW + dt.timedelta(days=2)):
        response = press(client, page, "anyway")
    assert response.status_code == 422
    assert "The file is not kept any more." in response.content.decode()
    assert MINE in response.content.decode()


@pytest.mark.parametrize("key", ["../../secrets", "x" * 32, ""])
def test_a_key_that_leads_nowhere_is_no_way_to_a_file(
    media: Path, theirs: Contribution, client: Client, key: str
) -> None:
    """The activity asks for no files, so nothing is missed either."""
    assert submit(client, anyway="1", kept_file=key).status_code == 303
    assert not Attachment.objects.exists()


def test_mine_can_be_changed_first(media: Path, theirs: Contribution, activity: Activity, client: Client) -> None:
    activity.setup = {"attachments": True}
    activity.save()
    response = press(client, submit(client, attachment=picture()), "change")
    page = response.content.decode()
    assert MINE in page and 'name="text"' in page
    assert "Choose the file “torg.jpg” again" in page
    assert Contribution.objects.count() == 1


def test_what_is_about_something_else_is_sent_at_once(theirs: Contribution, client: Client) -> None:
    assert submit(client, text="Laga taket på ishallen före vintern.").status_code == 303


def test_only_what_is_published_is_shown(said: Callable[..., Contribution], client: Client) -> None:
    said(THEIRS, published_at=None)
    assert submit(client).status_code == 303


def test_what_was_masked_is_neither_shown_nor_found(theirs: Contribution, client: Client) -> None:
    first = theirs.wordings.get()
    Wording.objects.create(
        contribution=theirs, number=2, text="[…]", language="sv", reason="personal_data", worded_at=first.worded_at
    )
    assert submit(client).status_code == 303


def test_at_most_three_are_shown(said: Callable[..., Contribution], client: Client) -> None:
    for number in range(5):
        said(f"{THEIRS} {number}", published_at=NOW)
    assert submit(client).content.decode().count("<article") == 3


def test_another_activity_is_another_conversation(
    said: Callable[..., Contribution], activity: Activity, client: Client
) -> None:
    other = Activity.objects.get(pk=activity.pk)
    other.pk, other.number = None, 2
    other.save()
    Opening.objects.create(activity=other, opened_at=NOW)
    said(THEIRS, activity=other, published_at=NOW)
    assert submit(client).status_code == 303


def test_what_i_said_myself_is_not_held_up_to_me(theirs: Contribution, client: Client) -> None:
    assert submit(client, receipt=theirs.participant.receipt).status_code == 303


def test_sent_twice_is_received_once_and_not_like_itself(opened: Dialogue, activity: Activity, client: Client) -> None:
    activity.shows_at_once = True
    activity.save()
    submission = str(uuid.uuid4())
    first, second = submit(client, submission=submission), submit(client, submission=submission)
    assert first["Location"] == second["Location"]


def test_the_lead_may_turn_it_off(theirs: Contribution, activity: Activity, client: Client) -> None:
    activity.setup = {"similar": False}
    activity.save()
    assert submit(client).status_code == 303


def test_whoever_types_in_what_came_on_paper_is_not_asked(
    theirs: Contribution, signed_in: Callable[[str], Client]
) -> None:
    form = {"channel": "paper", "received_on": "2026-03-02", "language": "sv", "text": MINE}
    response = signed_in("tove").post("/staff/d/skolan/enter/1/", {**form, "submission": str(uuid.uuid4())})
    assert response.status_code == 303
    assert Contribution.objects.count() == 2


def test_what_is_wrong_is_said_before_anything_is_shown(theirs: Contribution, client: Client) -> None:
    response = submit(client, email="dana")
    assert response.status_code == 422 and not is_shown(response)


def test_the_page_asks_the_database_little(
    theirs: Contribution, client: Client, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(8):
        submit(client)


@pytest.fixture
def kept(settings: Any) -> Iterator[None]:
    """Words stay in memory from one request to the next, as they do where people meet the pages."""
    settings.KEEP_PAGES = True
    similar.forget()
    yield
    similar.forget()


def alike(activity: Activity, text: str) -> list[str]:
    return [wording.contribution.reference for wording in similar.alike(activity, {"text": text})]


def test_a_request_reads_only_what_has_come_since(
    kept: None,
    theirs: Contribution,
    activity: Activity,
    said: Callable[..., Contribution],
    django_assert_num_queries: Any,
) -> None:
    assert alike(activity, MINE) == [theirs.reference]
    with django_assert_num_queries(1):
        assert alike(activity, "Laga taket på ishallen") == []
    later = said("Taket på ishallen läcker", published_at=NOW)
    assert alike(activity, "Laga taket på ishallen") == [later.reference]
    Contribution.objects.filter(pk=later.pk).update(published_at=None)
    assert alike(activity, "Laga taket på ishallen") == []
    Wording.objects.create(contribution=theirs, number=2, text="[…]", reason="personal_data", worded_at=NOW)
    assert alike(activity, MINE) == []
