"""Those who are invited to a series are written to before each meeting: once, in their language, and counted."""

import pytest

from gehor.analysis.series import actions as series
from gehor.analysis.series.tests.conftest import meetings  # noqa: F401
from gehor.feedback.inviting import actions
from gehor.feedback.inviting.models import Sending
from gehor.feedback.inviting.rules import Kind
from gehor.feedback.inviting.tasks import tell_of_meetings
from gehor.ground import worker
from gehor.ground.errors import WrongMoment, WrongPerson
from gehor.ground.journal.models import Entry
from gehor.ground.people.keeping import NewContact
from gehor.ground.people.models import Contact

PAGE = "/staff/d/skolan/series/invitations/1/"


@pytest.fixture
def first(meetings, alma):  # noqa: F811
    """Dana wants to be written to in English, Ebbe has a letter box, two more are known by a number."""
    meeting = meetings[0]
    meeting.setup |= {"how_to_come": {"sv": "Buss 4. Teleslinga.", "en": "Bus 4. Hearing loop."}}
    meeting.save()
    for contact in (
        NewContact("dana@example.org", "email", "Dana", "en"),
        NewContact("Ebbe\nBackvägen 3\n123 45 Ort", "letter", "Ebbe", "sv"),
    ):
        series.invite(meeting.dialogue, actor=alma, contact=contact)
    series.invite(meeting.dialogue, actor=alma, how_many=2)
    return meeting


def test_whoever_left_an_address_is_written_to_once(first, tove, mail_server):
    assert actions.send_invitations(first, actor=tove, kind=Kind.INVITATION) == 1
    worker.work_off()
    tell_of_meetings.enqueue([first.pk])
    worker.work_off()
    [letter] = mail_server.to("dana@example.org")
    said = letter.get_content()
    assert (
        letter["Subject"].strip().startswith("Invitation: Meeting 1, 2 March 2026, 18:00")
        and letter["List-Unsubscribe"]
    )
    for words in ("Where: Aulan", "Vi talar fritt.", "Bus 4. Hearing loop.", "/d/skolan/series/"):
        assert words in said
    assert Sending.objects.get().done_at and "dana" not in str(list(Entry.objects.values_list("codes", flat=True)))
    with pytest.raises(WrongMoment) as refusal:
        actions.send_invitations(first, actor=tove, kind=Kind.INVITATION)
    assert refusal.value.code == "nobody_to_write_to"


def test_a_reminder_follows_an_invitation(first, alma, mail_server):
    with pytest.raises(WrongMoment):
        actions.send_invitations(first, actor=alma, kind=Kind.REMINDER)
    actions.send_invitations(first, actor=alma, kind=Kind.INVITATION)
    series.invite(first.dialogue, actor=alma, contact=NewContact("ny@example.org"))
    assert actions.send_invitations(first, actor=alma, kind=Kind.REMINDER) == 1
    worker.work_off()
    assert [each["Subject"].strip().split(":")[0] for each in mail_server.to("dana@example.org")] == [
        "Invitation",
        "Reminder",
    ]
    assert not mail_server.to("ny@example.org")


def test_who_is_not_written_to(first, meetings, alma, bo, farid, mail_server):  # noqa: F811
    for stranger in (bo, farid):
        with pytest.raises(WrongPerson):
            actions.send_invitations(first, actor=stranger, kind=Kind.INVITATION)
    actions.send_invitations(meetings[1], actor=alma, kind=Kind.INVITATION)
    Contact.objects.all().delete()
    worker.work_off()
    assert not mail_server.letters
    first.setup |= {"date": "2026-03-01"}
    with pytest.raises(WrongMoment) as refusal:
        actions.send_invitations(first, actor=alma, kind=Kind.INVITATION)
    assert refusal.value.code == "meeting_has_been"


def test_an_invitation_may_be_taken_back_after_it_was_sent(first, alma, mail_server):
    actions.send_invitations(first, actor=alma, kind=Kind.INVITATION)
    invitation = series.queries.invitation_of(first.dialogue, 1)
    series.uninvite(invitation, actor=alma)
    worker.work_off()
    assert not mail_server.letters and not Contact.objects.filter(kind="email").exists()


def test_the_page_shows_the_message_the_count_and_whom_it_does_not_reach(
    signed_in, first, django_assert_max_num_queries
):
    browser = signed_in("kim")
    browser.cookies["django_language"] = "en"
    assert f'href="{PAGE}"' in browser.get("/staff/d/skolan/series/").content.decode()
    with django_assert_max_num_queries(15):
        page = browser.get(PAGE).content.decode()
    assert "Send the invitation to 1 person" in page and "Hearing loop" in page and "Backvägen 3" in page
    assert "2 invited people have left no address." in page and "dana@example.org" not in page
    assert browser.post(PAGE, {"kind": "nonsense"}).status_code == 422
    assert browser.post(PAGE, {"kind": "invitation"})["Location"] == PAGE
    assert "Send a reminder to 1 person" in browser.get(PAGE).content.decode()
    assert browser.post(PAGE, {"kind": "invitation"}).status_code == 409
    assert browser.get(PAGE.replace("1/", "9/")).status_code == 404
    assert signed_in("bo").get(PAGE).status_code == 403
