"""Those who have registered are written to: once of each thing, in their language, and never after they stay away."""

import datetime as dt
import uuid

import pytest

from gehor.feedback.expecting.models import Message
from gehor.feedback.expecting.rules import day_to_remind_of
from gehor.feedback.expecting.tasks import confirm, remind
from gehor.ground import clock, worker
from gehor.ground.act import RESIDENT
from gehor.ground.errors import WrongMoment
from gehor.ground.journal.models import Entry
from gehor.ground.people.keeping import NewContact
from gehor.ground.people.models import Contact
from gehor.methods.meeting.moving import call_off, move
from gehor.methods.meeting.registering.actions import register, unregister
from gehor.methods.meeting.registering.models import Registration
from gehor.methods.meeting.tests.conftest import make_meeting
from gehor.participation.actions import close_participation, open_participation
from gehor.participation.models import Opening
from gehor.participation.queries import facts
from gehor.planning.actions import drop_method

TO = "dana@example.org"


@pytest.fixture
def meeting(planned):
    """In a week, with room for one."""
    return make_meeting(planned, 2, date="2026-03-09", registers=True, capacity=1)


@pytest.fixture
def registered(meeting):
    def make(address=TO, language="en", **also):
        contact = NewContact(address, language=language) if address else None
        return register(meeting, actor=RESIDENT, submission=uuid.uuid4(), people=1, contact=contact, **also)

    return make


def subjects(mail_server, address=TO):
    return [letter["Subject"].strip() for letter in mail_server.to(address)]


def test_a_place_is_confirmed_once(registered, mail_server):
    made = registered()
    worker.work_off()
    confirm.enqueue([made.pk])
    worker.work_off()
    [letter] = mail_server.to(TO)
    assert subjects(mail_server)[0].startswith("You have a place: Möte 1, 9 March 2026, 18:00")
    assert letter["List-Unsubscribe"]
    assert f"/meeting/{made.pk}/" in letter.get_content() and "Matsalen, Norrgärdeskolan" in letter.get_content()
    assert Message.objects.get().done_at and TO not in str(list(Entry.objects.values_list("codes", flat=True)))


def test_whoever_moves_up_hears_of_it_and_nobody_else(registered, mail_server):
    first = registered(address="")
    registered(), registered(address="ebbe@example.org", language="sv")
    worker.work_off()
    with clock.at(clock.now() + dt.timedelta(hours=1)):
        unregister(Registration.objects.get(pk=first.pk), actor=RESIDENT)
    worker.work_off()
    assert [subject.partition(":")[0] for subject in subjects(mail_server)] == [
        "You are on the waiting list",
        "You have a place",
    ]
    assert subjects(mail_server, "ebbe@example.org")[0].startswith("Du står på väntelistan")
    assert len(mail_server.letters) == 3


def test_those_with_a_place_are_reminded_the_day_before_and_once(registered, mail_server):
    registered(), registered(address="ebbe@example.org")
    worker.work_off()
    with clock.at(dt.datetime(2026, 3, 8, 7, 59, tzinfo=dt.UTC)):
        assert remind() == 0, "it is 8:59 in Sweden"
    with clock.at(dt.datetime(2026, 3, 8, 8, 0, tzinfo=dt.UTC)):
        assert remind() == 1
        worker.work_off()
        assert remind() == 0
    assert any(each.startswith("Reminder: Möte 1") for each in subjects(mail_server)), subjects(mail_server)
    assert len(subjects(mail_server, "ebbe@example.org")) == 1, "who waits has no place to be reminded of"


def test_each_time_the_meeting_is_moved_those_who_come_are_told_and_reminded_of_the_new_day(
    registered, meeting, alma, mail_server
):
    Opening.objects.create(activity=meeting, opened_at=clock.now())
    registered(), registered(address="ebbe@example.org", language="sv")
    worker.work_off()
    with clock.at(dt.datetime(2026, 3, 8, 9, 0, tzinfo=dt.UTC)):
        remind()
        worker.work_off()
        mail_server.letters.clear()
        for day in ("2026-03-20", "2026-03-09", "2026-03-20"):
            move(meeting, actor=alma, to={"date": day, "place": {"sv": "Aulan"}}, reason={"sv": "Vattenläcka."})
            worker.work_off()
        assert [each.partition(",")[0] for each in subjects(mail_server)] == ["Moved: Möte 1"] * 3
        letter = mail_server.to(TO)[-1].get_content()
        assert "20 March 2026" in letter and "Why: Vattenläcka." in letter and "You keep your place" in letter
        assert "Du står kvar på väntelistan" in mail_server.to("ebbe@example.org")[0].get_content()
    with clock.at(dt.datetime(2026, 3, 19, 9, 0, tzinfo=dt.UTC)):
        assert remind() == 1


def test_a_meeting_that_never_opened_is_called_off_and_those_who_registered_hear_of_it(
    registered, meeting, alma, signed_in, mail_server
):
    registered()
    worker.work_off()
    with pytest.raises(WrongMoment, match="somebody_uses_it"):
        drop_method(meeting, actor=alma)
    mail_server.letters.clear()
    staff = signed_in("alma")
    assert "Call off" in staff.get("/staff/d/skolan/meeting/2/move/", headers={"accept-language": "en"}).text
    assert staff.post("/staff/d/skolan/meeting/2/call-off/").status_code == 422, "it says why"
    assert staff.post("/staff/d/skolan/meeting/2/call-off/", {"off-reason_sv": "Läraren är sjuk."}).status_code == 303
    worker.work_off()
    assert subjects(mail_server) == ["Called off: Möte 1, 9 March 2026, 18:00–20:30"]
    assert "Why: Läraren är sjuk." in mail_server.to(TO)[0].get_content()
    assert staff.post("/staff/d/skolan/meeting/2/call-off/").status_code == 409
    page = staff.get("/d/skolan/take-part/2/", headers={"accept-language": "en"}).text
    assert "called off" in page and "Läraren är sjuk." in page
    known = facts(meeting.dialogue)
    assert (known.openings, known.open_now) == (0, 0), "nobody has been asked anything"
    with pytest.raises(WrongMoment, match="closed_for_good"):
        open_participation(meeting, actor=alma)


def test_who_is_not_written_to(registered, mail_server):
    made = registered()
    unregister(Registration.objects.get(pk=made.pk), actor=RESIDENT)
    worker.work_off()
    registered(address="ebbe@example.org")
    Contact.objects.update(stopped_at=clock.now())
    worker.work_off()
    assert not mail_server.letters


@pytest.mark.parametrize(
    "closing",
    [
        lambda meeting, alma: close_participation(meeting, actor=alma, reason={"sv": "Alla har svarat."}),
        lambda meeting, alma: call_off(meeting, actor=alma, reason={"sv": "Läraren är sjuk."}),
    ],
)
def test_those_who_registered_hear_that_the_meeting_is_called_off_and_nothing_else(
    registered, meeting, alma, mail_server, closing
):
    Opening.objects.create(activity=meeting, opened_at=clock.now())
    registered(), registered(address="ebbe@example.org", language="sv")
    worker.work_off()
    mail_server.letters.clear()
    gone = registered(address="farid@example.org")
    unregister(Registration.objects.get(pk=gone.pk), actor=RESIDENT)
    closing(meeting, alma)
    worker.work_off()
    assert subjects(mail_server) == ["Called off: Möte 1, 9 March 2026, 18:00–20:30"]
    assert subjects(mail_server, "ebbe@example.org")[0].startswith("Inställt: Möte 1"), "who waits hears of it too"
    assert len(mail_server.letters) == 2 and "You need not come" in mail_server.to(TO)[0].get_content()
    with clock.at(dt.datetime(2026, 3, 8, 9, 0, tzinfo=dt.UTC)):
        assert remind() == 0


def test_when_the_day_before_begins() -> None:
    assert day_to_remind_of(dt.datetime(2026, 3, 8, 8, 59, tzinfo=dt.UTC)) is None
    assert day_to_remind_of(dt.datetime(2026, 3, 8, 23, 59, tzinfo=dt.UTC)) == dt.date(2026, 3, 9)
