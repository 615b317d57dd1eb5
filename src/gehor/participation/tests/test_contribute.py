"""Receiving what somebody sends on the web."""

import datetime as dt
import uuid
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError

from gehor.ground import clock
from gehor.ground.act import Actor
from gehor.ground.errors import NotYet, WrongInput, WrongMoment, WrongPerson
from gehor.ground.journal.models import Entry
from gehor.ground.organisations.models import Organisation
from gehor.ground.people import receipt
from gehor.ground.people.actions import NewContact, erase, new_participant
from gehor.ground.people.models import Contact, Participant
from gehor.participation import storing
from gehor.participation.actions import close_participation
from gehor.participation.attachments import Clean
from gehor.participation.models import Attachment, Contribution, Opening, Wording
from gehor.planning.models import Activity, Dialogue

Send = Callable[..., Contribution]


def test_what_is_sent_is_kept_as_it_was_written(opened: Dialogue, send: Send) -> None:
    contribution = send("Mer utemiljö.", title="Skolgården", language="sv")
    wording = Wording.objects.get(contribution=contribution)
    assert (wording.number, wording.title, wording.text, wording.language) == (1, "Skolgården", "Mer utemiljö.", "sv")
    assert (contribution.channel, contribution.received_at, contribution.entered_by) == ("web", clock.now(), None)


def test_line_breaks_are_kept_and_what_no_page_can_show_is_taken_away(opened: Dialogue, send: Send) -> None:
    contribution = send("  Mer\r\nute\x00miljö\x1b\ufeff\ud83d.\u2028Tack ", title="En\nrad\x07")
    wording = contribution.wordings.get()
    assert (wording.title, wording.text) == ("En rad", "Mer\nutemiljö.\nTack")


def test_html_is_kept_as_text(opened: Dialogue, send: Send) -> None:
    assert send("<script>alert(1)</script>").wordings.get().text == "<script>alert(1)</script>"


def test_everybody_gets_a_receipt_of_their_own(opened: Dialogue, send: Send) -> None:
    first, second = send("Ett"), send("Två")
    assert first.participant != second.participant
    assert receipt.is_valid(first.participant.receipt)
    assert first.reference != second.reference


def test_who_has_a_receipt_from_before_keeps_it(opened: Dialogue, send: Send) -> None:
    first = send("Ett")
    assert send("Två", participant=first.participant).participant == first.participant


def test_a_receipt_of_another_organisation_is_refused(
    opened: Dialogue, send: Send, other_organisation: Organisation
) -> None:
    with pytest.raises(WrongPerson):
        send(participant=new_participant(other_organisation))


def test_the_address_lies_among_people_and_nowhere_else(opened: Dialogue, send: Send) -> None:
    contribution = send(contact=NewContact(" dana@example.org ", language="en"))
    contact = Contact.objects.get()
    assert (contact.participant, contact.address, contact.language) == (
        contribution.participant,
        "dana@example.org",
        "en",
    )
    assert "dana" not in str(contribution.values) + contribution.wordings.get().text


def test_an_erased_person_gives_no_new_address_under_the_old_code(opened: Dialogue, send: Send, dana: Actor) -> None:
    participant = send(contact=NewContact("dana@example.org")).participant
    erase(participant, actor=dana)
    with pytest.raises(WrongMoment) as refusal:
        send(participant=participant, contact=NewContact("dana@example.org"))
    assert refusal.value.code == "erased"
    assert not Contact.objects.exists()


def test_the_journal_tells_that_something_came_and_nothing_of_what(opened: Dialogue, send: Send) -> None:
    contribution = send("En hemlighet", title="Också hemlig", contact=NewContact("dana@example.org"))
    entry = Entry.objects.get(step="participation.contribute")
    assert (entry.actor, entry.dialogue_id, entry.subject_id) == ("resident", opened.pk, contribution.pk)
    assert entry.codes == {"activity": contribution.activity_id, "channel": "web"}


def test_sent_twice_is_received_once(opened: Dialogue, send: Send) -> None:
    submission = uuid.uuid4()
    first = send("Mer utemiljö.", submission=submission)
    assert send("Mer utemiljö.", submission=submission) == first
    assert (Contribution.objects.count(), Participant.objects.count(), Entry.objects.count()) == (1, 1, 1)


def test_sent_twice_is_received_once_even_if_it_closed_in_between(
    opened: Dialogue, activity: Activity, send: Send, alma: Actor
) -> None:
    submission = uuid.uuid4()
    first = send(submission=submission)
    close_participation(activity, actor=alma, reason={"sv": "Alla har svarat."})
    assert send(submission=submission) == first


def test_the_key_of_one_activity_does_not_open_another(opened: Dialogue, activity: Activity, send: Send) -> None:
    other = Activity.objects.get(pk=activity.pk)
    other.pk, other.number = 52, 2
    other.save(force_insert=True)
    Opening.objects.create(activity=other, opened_at=clock.now())
    submission = uuid.uuid4()
    send(submission=submission)
    with pytest.raises(WrongInput) as refusal:
        send(submission=submission, activity=other)
    assert refusal.value.code == "submission_used_elsewhere"


def test_staff_do_not_contribute_as_residents(opened: Dialogue, send: Send, alma: Actor) -> None:
    with pytest.raises(WrongPerson):
        send(actor=alma)


def test_nothing_is_received_before_it_has_opened(planned: Dialogue, send: Send) -> None:
    with pytest.raises(NotYet) as refusal:
        send()
    assert refusal.value.missing == ("open",)


def test_nothing_is_received_after_it_has_closed(opened: Dialogue, activity: Activity, send: Send, alma: Actor) -> None:
    close_participation(activity, actor=alma, reason={"sv": "Alla har svarat."})
    with pytest.raises(WrongMoment) as refusal:
        send()
    assert refusal.value.code == "closed_meanwhile"
    assert not Contribution.objects.exists()


def test_the_database_decides_when_it_closes_at_the_same_moment(
    opened: Dialogue, activity: Activity, send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The action has seen that it is open; then somebody closes; then the row is written."""
    real = storing.rules.text_of

    def close_now(text: str) -> str:
        Opening.objects.filter(activity=activity).update(closed_at=clock.now())
        return real(text)

    monkeypatch.setattr(storing.rules, "text_of", close_now)
    with pytest.raises(WrongMoment) as refusal:
        send()
    assert refusal.value.code == "closed_meanwhile"
    assert not (Contribution.objects.exists() or Participant.objects.exists())


@pytest.mark.parametrize(("day", "code"), [(dt.date(2026, 2, 27), "not_begun"), (dt.date(2026, 5, 1), "over")])
def test_the_web_is_open_from_the_first_day_to_the_last(opened: Dialogue, send: Send, day: dt.date, code: str) -> None:
    with clock.at(dt.datetime.combine(day, dt.time(12), tzinfo=dt.UTC)), pytest.raises(WrongMoment) as refusal:
        send()
    assert refusal.value.code == code


def test_the_last_day_lasts_until_midnight_in_sweden(opened: Dialogue, send: Send) -> None:
    with clock.at(dt.datetime(2026, 4, 30, 21, 59, tzinfo=dt.UTC)):
        send()
    with clock.at(dt.datetime(2026, 4, 30, 22, 1, tzinfo=dt.UTC)), pytest.raises(WrongMoment):
        send()


@pytest.mark.parametrize(
    ("given", "code", "params"),
    [
        ({"text": " \n\x00 "}, "text_missing", {"field": "text"}),
        ({"text": "å" * 10_001}, "text_too_long", {"field": "text", "longest": 10_000, "length": 10_001}),
        ({"text": "å" * 10_000_000}, "text_too_long", {"field": "text", "longest": 10_000, "length": 10_000_000}),
        ({"title": "å" * 201}, "text_too_long", {"field": "title", "longest": 200, "length": 201}),
        ({"language": "<b>"}, "unknown_language", {"word": "<b>"}),
        ({"values": {"category": "sol"}}, "unknown_category", {"word": "sol"}),
        ({"contact": NewContact("dana")}, "email_wrong", {"field": "address", "word": "dana"}),
        ({"contact": NewContact("dana@example.org", kind="pigeon")}, "unknown_contact_kind", {}),
    ],
)
def test_what_cannot_be_received_is_refused_with_a_reason(
    opened: Dialogue, send: Send, given: dict[str, object], code: str, params: dict[str, object]
) -> None:
    with pytest.raises(WrongInput) as refusal:
        send(**given)
    assert (refusal.value.code, refusal.value.params) == (code, params)
    assert not (Contribution.objects.exists() or Participant.objects.exists())


def test_ten_thousand_letters_are_received(opened: Dialogue, send: Send) -> None:
    assert len(send("å" * 10_000, title="å" * 200).wordings.get().text) == 10_000


def test_values_that_the_method_does_not_know_are_not_stored(
    opened: Dialogue, with_categories: Activity, send: Send
) -> None:
    contribution = send(activity=with_categories, values={"category": "skolgard", "name": "Dana"})
    assert contribution.values == {"category": "skolgard"}


def test_what_shows_at_once_is_published_and_the_rest_waits(opened: Dialogue, activity: Activity, send: Send) -> None:
    assert send().published_at == clock.now()
    activity.shows_at_once = False
    assert send().published_at is None


def test_a_taken_reference_is_drawn_again(opened: Dialogue, send: Send, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = iter(["AAAAAA", "AAAAAA", "BBBBBB"])
    monkeypatch.setattr(storing, "new_reference", lambda: next(drawn))
    assert [send().reference, send().reference] == ["AAAAAA", "BBBBBB"]


def test_a_taken_receipt_is_drawn_again(opened: Dialogue, send: Send, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = iter(["AAAAAAAAAA", "AAAAAAAAAA", "BBBBBBBBBB"])
    monkeypatch.setattr(receipt, "new_code", lambda: next(drawn))
    assert [send().participant.receipt, send().participant.receipt] == ["AAAAAAAAAA", "BBBBBBBBBB"]


def test_a_failing_database_is_not_tried_for_ever(
    opened: Dialogue, send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storing, "new_reference", lambda: "AAAAAA")
    send()
    with pytest.raises(IntegrityError):
        send()


# Files


PICTURE = Clean(b"a picture", "Gården.jpg", "image/jpeg", 4, 3)


def files() -> list[Path]:
    return [path for path in Path(default_storage.location).rglob("*") if path.is_file()]


@pytest.fixture
def media(settings: object, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]


def test_a_file_is_kept_under_a_random_name_and_shown_to_nobody_yet(media: None, opened: Dialogue, send: Send) -> None:
    attachment = Attachment.objects.get(contribution=send(attachments=[PICTURE]))
    assert (attachment.name, attachment.content_type, attachment.size) == ("Gården.jpg", "image/jpeg", 9)
    assert attachment.published_at is None
    assert attachment.file.read() == b"a picture"
    attachment.file.close()
    assert "Gården" not in attachment.file.name


def test_no_file_is_left_when_nothing_is_received(media: None, opened: Dialogue, send: Send) -> None:
    with pytest.raises(WrongInput):
        send("", attachments=[PICTURE])
    assert files() == []


def test_a_file_sent_twice_is_kept_once(media: None, opened: Dialogue, send: Send) -> None:
    submission = uuid.uuid4()
    send(submission=submission, attachments=[PICTURE])
    send(submission=submission, attachments=[PICTURE])
    assert len(files()) == 1
