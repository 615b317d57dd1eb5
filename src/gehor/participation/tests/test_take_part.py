"""The ways in: take_part, the form of one activity, and the form on paper."""

import datetime as dt
import re
import uuid
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.utils.formats import date_format
from PIL import Image

from gehor.ground import clock, limits, pages
from gehor.ground.people.models import Contact
from gehor.ground.people.receipt import shown
from gehor.participation import queries
from gehor.participation.models import Attachment, Contribution, Opening, Wording
from gehor.planning.models import Activity, Dialogue

TAKE_PART = "/d/skolan/take-part/"
FORM = "/d/skolan/take-part/1/"


def text_of(response: HttpResponse) -> str:
    return " ".join(response.content.decode().split())


def submit(client: Client, **fields: Any) -> HttpResponse:
    return client.post(FORM, {"submission": str(uuid.uuid4()), "text": "Mer utemiljö.", "language": "sv", **fields})


def picture() -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGB", (4, 3)).save(out, "JPEG")
    return SimpleUploadedFile("gård.jpg", out.getvalue(), "image/jpeg")


@pytest.fixture
def media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def another(activity: Activity) -> Activity:
    """A second activity that begins on 1 April."""
    return Activity.objects.create(
        pk=52,
        dialogue=activity.dialogue,
        number=2,
        method="proposals",
        title={"sv": "Elevrådens förslag"},
        level="consult",
        setup={},
        begins_on=dt.date(2026, 4, 1),
        ends_on=dt.date(2026, 4, 30),
    )


# Seeing


def test_the_only_open_form_comes_at_once(opened: Dialogue, client: Client) -> None:
    page = text_of(client.get(TAKE_PART, headers={"accept-language": "sv"}))
    assert f'method="post" action="{FORM}?send"' in page
    assert "Skolplanens mål." in page  # what can be influenced
    assert "Läroplanen, som staten beslutar." in page  # and what cannot
    assert "allmän handling" in page or "public document" in page
    assert page.count("sparas i ärendet") + page.count("kept in the case") == 1


def test_the_other_ways_in_stand_under_the_form(opened: Dialogue, another: Activity, client: Client) -> None:
    page = text_of(client.get(TAKE_PART))
    assert 'name="text"' in page
    assert f"{TAKE_PART}2/" in page


def test_several_open_ways_are_listed(opened: Dialogue, another: Activity, client: Client) -> None:
    Activity.objects.filter(pk=another.pk).update(begins_on=dt.date(2026, 3, 1))
    Opening.objects.create(activity=another, opened_at=clock.now())
    page = text_of(client.get(TAKE_PART))
    assert 'name="text"' not in page
    assert f"{TAKE_PART}1/" in page and f"{TAKE_PART}2/" in page


def test_what_is_open_stands_before_what_comes_and_what_is_over(opened: Dialogue, another: Activity) -> None:
    third = Activity.objects.create(
        dialogue=opened,
        number=3,
        method="proposals",
        level="consult",
        begins_on=dt.date(2026, 3, 1),
        ends_on=another.ends_on,
    )
    Opening.objects.create(activity=third, opened_at=clock.now())
    Opening.objects.filter(activity__number=1).update(closed_at=clock.now())
    assert [each.activity.number for each in queries.entrances(opened)] == [3, 2, 1]


def test_before_it_opens_the_page_says_when(planned: Dialogue, client: Client) -> None:
    for address in (TAKE_PART, FORM):
        response = client.get(address)
        assert response.status_code == 200
        assert 'datetime="2026-03-01"' in text_of(response)
        assert 'name="text"' not in text_of(response)


def test_after_the_last_day_the_page_says_what_happens_next(opened: Dialogue, client: Client) -> None:
    with clock.at(dt.datetime(2026, 5, 1, 9, tzinfo=dt.UTC)):
        page = text_of(client.get(FORM))
    assert "Barn- och utbildningsnämnden decides on every finding" in page
    assert 'datetime="2026-06-24"' in page  # everybody is answered by
    assert 'name="text"' not in page


def test_an_idea_and_an_unknown_activity_have_no_page(idea: Dialogue, client: Client) -> None:
    assert client.get(TAKE_PART).status_code == 404
    assert client.get(FORM).status_code == 404


def test_there_is_no_third_activity(opened: Dialogue, client: Client) -> None:
    assert client.get(f"{TAKE_PART}3/").status_code == 404


@pytest.mark.parametrize("address", [TAKE_PART, FORM, f"{FORM}paper/"])
def test_a_page_asks_the_database_little(
    opened: Dialogue, another: Activity, client: Client, django_assert_max_num_queries: Any, address: str
) -> None:
    with django_assert_max_num_queries(3):
        client.get(address)


# Sending


def test_whoever_sends_comes_to_the_receipt(opened: Dialogue, client: Client) -> None:
    response = submit(client, title="Skolgården", email="dana@example.org")
    contribution = Contribution.objects.get()
    assert response.status_code == 303
    assert contribution.participant.receipt in response["Location"].replace("-", "")
    assert Contact.objects.get().address == "dana@example.org"
    assert Wording.objects.get().title == "Skolgården"


def test_a_form_with_text_alone_is_enough(opened: Dialogue, client: Client) -> None:
    assert client.post(FORM, {"text": "Mer utemiljö."}).status_code == 303
    assert Wording.objects.get().language == "en"  # the page's own
    assert not Contact.objects.exists()


def test_with_a_receipt_from_before_both_belong_together(opened: Dialogue, client: Client) -> None:
    submit(client)
    first = Contribution.objects.get()
    submit(client, text="En sak till", receipt=shown(first.participant.receipt).lower())
    assert set(Contribution.objects.values_list("participant", flat=True)) == {first.participant_id}


def test_category_and_file_come_along(media: None, opened: Dialogue, with_categories: Activity, client: Client) -> None:
    receipt = submit(client, category="skolgard", attachment=picture())
    assert receipt.status_code == 303
    assert Contribution.objects.get().values == {"category": "skolgard"}
    assert Attachment.objects.get().name == "gård.jpg"
    assert "PDF that you sent came along" in text_of(client.get(receipt["Location"], headers={"accept-language": "en"}))
    (own,) = client.get(f"{receipt['Location']}everything.json").json()["contributions"]
    assert [(each["name"], each["address"]) for each in own["attachments"]] == [("gård.jpg", None)]
    public = f"/d/skolan/c/{own['reference']}/thread.json"
    assert client.get(public).json()["attachments"] == []
    Contribution.objects.update(published_at=clock.now())
    Attachment.objects.update(published_at=clock.now())
    (shown,) = client.get(public).json()["attachments"]
    assert shown["name"] == "gård.jpg" and shown["address"].endswith(f"/attachments/{Attachment.objects.get().pk}/")


def test_sent_twice_is_received_once(opened: Dialogue, client: Client) -> None:
    submission = str(uuid.uuid4())
    first, second = submit(client, submission=submission), submit(client, submission=submission)
    assert first["Location"] == second["Location"]
    assert Contribution.objects.count() == 1


def test_another_text_with_the_same_form_is_not_lost(opened: Dialogue, client: Client) -> None:
    """Back in the browser, change the text, send: it was not received, and the page says so and keeps it."""
    submission = str(uuid.uuid4())
    submit(client, submission=submission)
    response = submit(client, submission=submission, text="Något helt annat.")
    page = text_of(response)
    assert response.status_code == 409
    assert "Något helt annat." in page
    assert submission not in page
    again = re.search(r'name="submission" value="([0-9a-f-]{36})"', page)
    assert again is not None
    assert submit(client, submission=again[1], text="Något helt annat.").status_code == 303
    assert Contribution.objects.count() == 2


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"text": ""}, "Write something."),
        ({"text": "å" * 10_400}, "at most 10000 characters fit, and it has 10400"),
        ({"title": "å" * 201}, "at most 200 characters fit, and it has 201"),
        ({"email": "dana"}, "Enter a valid email address."),
        ({"receipt": "23456-789AB"}, "No one in this dialogue has that code."),
        ({"receipt": "x" * 64}, "No one in this dialogue has that code."),
        ({"language": "xx"}, "Select a valid choice."),
        ({"leave_empty": "http://spam.example"}, "Press send once more."),
    ],
)
def test_what_must_be_mended_is_said_and_everything_is_kept(
    opened: Dialogue, client: Client, fields: dict[str, str], sentence: str
) -> None:
    response = submit(client, **{"title": "Skolgården", "email": "dana@example.org", **fields})
    page = text_of(response)
    assert response.status_code == 422
    assert sentence in page
    assert fields.get("text", "Mer utemiljö.") in page
    assert fields.get("title", "Skolgården") in page
    assert fields.get("email", "dana@example.org") in page
    assert not Contribution.objects.exists()


def test_a_person_whose_browser_filled_in_the_hidden_field_gets_through_the_second_time(
    opened: Dialogue, client: Client
) -> None:
    page = submit(client, leave_empty="x").content.decode()
    assert re.search(r'<input[^>]*name="leave_empty"[^>]*>', page)[0].count("value") == 0  # type: ignore[index]


def test_a_receipt_of_another_dialogue_does_not_fit_here(
    opened: Dialogue, client: Client, said: Callable[..., Contribution]
) -> None:
    participant = said("Bra").participant
    Contribution.objects.all().delete()
    assert submit(client, receipt=participant.receipt).status_code == 422


def test_a_chosen_file_must_be_chosen_again_and_is_named(
    media: None, opened: Dialogue, with_categories: Activity, client: Client
) -> None:
    for text in ("", "Ring mig på 070-123 45 67"):
        assert "Choose the file “gård.jpg” again" in text_of(submit(client, text=text, attachment=picture()))


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "is empty"),
        (b"MZ\x90\x00 a program", "is neither a picture"),
        (b"<svg onload=alert(1)>", "is neither a picture"),
        (b"\xff\xd8\xff broken", "cannot be opened"),
    ],
)
def test_a_file_that_cannot_be_shown_is_refused(
    media: None, opened: Dialogue, with_categories: Activity, client: Client, data: bytes, sentence: str
) -> None:
    response = submit(client, attachment=SimpleUploadedFile("x.jpg", data, "image/jpeg"))
    assert response.status_code == 422
    assert sentence in text_of(response)
    assert not Contribution.objects.exists()


def test_a_file_that_is_not_asked_for_is_not_kept(media: None, opened: Dialogue, client: Client) -> None:
    assert submit(client, attachment=picture()).status_code == 303
    assert not Attachment.objects.exists()


# Hostile hands

SCRIPT = '"><script>alert(1)</script><img src=x onerror=alert(1)>'


def test_script_in_every_field_is_only_text(opened: Dialogue, with_categories: Activity, client: Client) -> None:
    fields = ("text", "title", "email", "receipt", "category", "language", "submission", "leave_empty")
    page = client.post(FORM, dict.fromkeys(fields, SCRIPT)).content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    submit(client, text=SCRIPT, title=SCRIPT)
    page = client.get("/d/skolan/contributions/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_ten_megabytes_of_text_are_refused_with_a_sentence(opened: Dialogue, client: Client) -> None:
    response = submit(client, text="å" * 10_000_000)
    assert response.status_code == 413
    assert "At most 2 MB of text can be sent at a time." in text_of(response)
    assert not Contribution.objects.exists()


def test_fifty_megabytes_are_refused_before_they_are_read(opened: Dialogue, client: Client) -> None:
    response = client.generic("POST", FORM, b"x" * (50 * 1024 * 1024), content_type="multipart/form-data; boundary=x")
    assert response.status_code == 413
    assert "At most 25 MB can be sent at a time." in text_of(response)


def test_a_form_from_another_site_is_refused_and_the_text_kept(opened: Dialogue) -> None:
    response = submit(Client(enforce_csrf_checks=True), text="Det här skrev jag länge på.")
    assert response.status_code == 403
    assert "Det här skrev jag länge på." in text_of(response)
    assert not Contribution.objects.exists()


@pytest.mark.parametrize("moment", [dt.datetime(2026, 5, 1, 9, tzinfo=dt.UTC), dt.datetime(2026, 2, 1, tzinfo=dt.UTC)])
def test_outside_its_days_the_text_comes_back(opened: Dialogue, client: Client, moment: dt.datetime) -> None:
    with clock.at(moment):
        response = submit(client, text="Det här skrev jag länge på.")
    assert response.status_code == 409
    assert "Det här skrev jag länge på." in text_of(response)
    assert not Contribution.objects.exists()


def test_what_is_closed_early_says_its_real_last_day_and_a_choice_in_words(opened: Dialogue, client: Client) -> None:
    Opening.objects.update(closed_at=clock.now())
    page = text_of(submit(client, text="Det här skrev jag länge på.", language="sv"))
    assert f"was {date_format(clock.today(), 'DATE_FORMAT')}." in re.sub("<[^>]+>", "", page)
    assert "<p>Svenska</p>" in page and "<p>sv</p>" not in page


def test_when_it_closes_while_somebody_writes_the_text_comes_back(
    opened: Dialogue, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from gehor.participation import storing

    def close_now(*given: Any, **more: Any) -> Any:
        Opening.objects.update(closed_at=clock.now())
        return real(*given, **more)

    real = storing.rules.text_of
    monkeypatch.setattr(storing.rules, "text_of", close_now)
    response = submit(client, text="Det här skrev jag länge på.")
    assert response.status_code == 409
    assert "It closed just now" in text_of(response)
    assert "Det här skrev jag länge på." in text_of(response)


@pytest.fixture
def narrow_limits(settings: Any) -> Iterator[None]:
    settings.LIMITS = {**settings.LIMITS, "contribute_address": (2, 6), "contribute_dialogue": (3, 6)}
    limits._buckets.clear()
    yield
    limits._buckets.clear()


def test_one_address_may_not_send_without_end(narrow_limits: None, opened: Dialogue, client: Client) -> None:
    submit(client, text="Bättre mat."), submit(client)
    response = submit(client, text="Det här skrev jag länge på.")
    assert response.status_code == 429
    assert 1 <= int(response["Retry-After"]) <= 11
    assert "Det här skrev jag länge på." in text_of(response)
    assert Contribution.objects.count() == 2


def test_one_dialogue_may_not_be_flooded_from_many_addresses(
    narrow_limits: None, opened: Dialogue, client: Client
) -> None:
    statuses = [submit(client, text=text).status_code for text in ("Bättre mat.", "Mer utemiljö.")]
    for number in range(2):
        statuses.append(client.post(FORM, {"text": f"Bra {number}"}, REMOTE_ADDR=f"10.0.0.{number}").status_code)
    assert statuses == [303, 303, 303, 429]


def test_what_is_refused_costs_the_dialogue_nothing(narrow_limits: None, opened: Dialogue, client: Client) -> None:
    for number in range(5):
        client.post(FORM, {"text": ""}, REMOTE_ADDR=f"10.0.1.{number}")
    assert submit(client).status_code == 303


# Kept in memory


def test_every_visitor_gets_a_form_with_a_key_of_its_own(opened: Dialogue, settings: Any) -> None:
    settings.KEEP_PAGES = True
    pages.forget()
    keys = [re.search(r'name="submission" value="(.{36})"', text_of(Client().get(FORM)))[1] for _ in range(3)]  # type: ignore[index]
    pages.forget()
    assert len(set(keys)) == 3


# On paper


def test_the_paper_form_asks_the_same(opened: Dialogue, with_categories: Activity, client: Client) -> None:
    page = text_of(client.get(f"{FORM}paper/"))
    assert "Your proposal or view" in page
    assert "Yard" in page and "Food" in page
    assert "info@alvsala.example" in page
    assert 'datetime="2026-04-30"' in page


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("address", [TAKE_PART, FORM, f"{FORM}paper/"])
def test_pages_come_in_every_language(opened: Dialogue, client: Client, language: str, address: str) -> None:
    page = text_of(client.get(address, headers={"accept-language": language}))
    assert f'<html lang="{language}"' in page
