"""When somebody is reminded, of what, and how they say that they do not want it."""

import datetime as dt
import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from gehor.ground import clock, worker
from gehor.ground.act import Actor
from gehor.ground.journal.running import TryLater, waiting
from gehor.ground.organisations.models import Account
from gehor.participation.models import Contribution
from gehor.participation.moderation.actions import report
from gehor.planning.models import Dialogue
from gehor.planning.together import actions as together
from gehor.portal.reminding import letters, sending, tasks
from gehor.portal.reminding.models import Reminded, Wish
from gehor.portal.reminding.rules import Rhythm, moment, period, worth_telling
from gehor.portal.rules import Urgency
from gehor.testing.mail import MailServer

FRIDAY = dt.date(2026, 3, 6)
MONDAY_AT_NINE = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
MOMENTS = st.integers(min_value=0, max_value=20 * 365 * 24).map(
    lambda hours: MONDAY_AT_NINE + dt.timedelta(hours=hours)
)


# Rules


@settings(max_examples=25)
@given(at=MOMENTS)
def test_a_period_belongs_to_one_day_or_one_week(at: dt.datetime) -> None:
    daily, weekly = period(Rhythm.DAILY, at), period(Rhythm.WEEKLY, at)
    assert daily in (None, f"daily {at.date().isoformat()}")
    assert (daily is None) == (at.weekday() > 4 or at.hour < 6)
    assert (weekly is None) == (at.weekday() == 0 and at.hour < 6)
    sunday = at + dt.timedelta(days=6 - at.weekday())
    assert weekly in (None, period(Rhythm.WEEKLY, sunday)), "the same to the end of its week"
    assert weekly != period(Rhythm.WEEKLY, sunday + dt.timedelta(days=2))


def test_who_wants_nothing_or_all_at_once_has_no_period() -> None:
    monday = MONDAY_AT_NINE
    assert period(Rhythm.NEVER, monday) is period(Rhythm.AT_ONCE, monday) is None


@dataclass(frozen=True)
class Thing:
    key: str
    urgency: Urgency
    is_asked: bool = False
    due: dt.date | None = None


def test_only_what_presses_or_is_asked_is_worth_telling() -> None:
    things = [
        Thing("a", Urgency.LATE),
        Thing("b", Urgency.SOON),
        Thing("c", Urgency.LATER),
        Thing("d", Urgency.SOME_DAY),
    ]
    asked = Thing("e", Urgency.LATER, is_asked=True)
    assert [each.key for each in worth_telling([*things, asked])] == ["a", "b", "e"]


def test_one_thing_is_told_of_when_asked_when_soon_and_when_late() -> None:
    steps = [Thing("e", urgency, True, FRIDAY) for urgency in (Urgency.LATER, Urgency.SOON, Urgency.LATE)]
    assert [moment(each) for each in steps] == ["e", "e soon 2026-03-06", "e late 2026-03-06"]


# What leaves


@pytest.fixture
def assigned(planned: Dialogue, alma: Actor, accounts: dict[str, Account]) -> Dialogue:
    """Bo is to book a room by Friday."""
    together.assign(planned, actor=alma, what="Boka lokal i Näset", to=accounts["bo"], due_on=FRIDAY)
    return planned


def hour_by_hour(*moments: dt.datetime) -> None:
    for at in moments:
        with clock.at(at):
            tasks.look_round()
            worker.work_off()


@pytest.mark.django_db
def test_a_weekly_reminder_leaves_once_in_the_receivers_language(
    assigned: Dialogue, accounts: dict[str, Account], mail_server: MailServer
) -> None:
    hour_by_hour(MONDAY_AT_NINE, MONDAY_AT_NINE)
    (letter,) = mail_server.to("bo@")
    body = letter.get_content()
    assert letter["Subject"] == "Boka lokal i Näset"
    assert "Vad är kvalitet i skolan? – senast 6 mars 2026" in body
    assert "http://127.0.0.1:8000/staff/d/skolan/together/" in body
    assert "/account/reminders/" in body
    assert letter["Content-Language"] == "sv"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert mail_server.to("farid@") == [], "who has nothing to do is left in peace"
    hour_by_hour(MONDAY_AT_NINE + dt.timedelta(days=7))
    assert len(mail_server.to("bo@")) == 2
    assert "Dagen har passerat för det här:" in mail_server.to("bo@")[1].get_content()


@pytest.mark.django_db
def test_what_is_counted_is_told_in_the_receivers_language_too(
    opened: Dialogue,
    said: Callable[[str], Contribution],
    dana: Actor,
    accounts: dict[str, Account],
    mail_server: MailServer,
) -> None:
    report(said("Nej."), actor=dana, submission=uuid.uuid4(), reason="threat")
    with clock.at(MONDAY_AT_NINE + dt.timedelta(days=7)):
        sending.remind(accounts["alma"])
    (letter,) = mail_server.to("alma@")
    assert "(1 text är anmäld)" in letter.get_content()


@pytest.mark.django_db
def test_an_english_reader_gets_english(
    planned: Dialogue, actors: dict[str, Actor], accounts: dict[str, Account], mail_server: MailServer
) -> None:
    cilla = accounts["cilla"]
    cilla.language = "en"
    approvers = [cilla]
    together.set_approval(
        planned.organisation, actor=actors["ada"], is_demanded=True, way="persons", approvers=approvers
    )
    together.ask_approval(planned, actor=actors["alma"])
    sending.remind(cilla)
    (letter,) = mail_server.to("cilla@")
    assert letter["Subject"] == "Read the plan and say whether you approve it"
    assert "What is quality in school?" in letter.get_content()


@pytest.mark.django_db
def test_who_wants_to_hear_at_once_does_and_only_once(
    planned: Dialogue, alma: Actor, accounts: dict[str, Account], mail_server: MailServer
) -> None:
    bo = accounts["bo"]
    sending.wish(bo, Rhythm.AT_ONCE)
    together.assign(planned, actor=alma, what="Ring skolan", to=bo, due_on=dt.date(2026, 3, 20))
    worker.work_off()
    assert not sending.remind(bo)
    assert [letter["Subject"] for letter in mail_server.to("bo@")] == ["Ring skolan"]
    for days in (14, 15, 20, 21):
        with clock.at(MONDAY_AT_NINE + dt.timedelta(days=days)):
            sending.remind(bo)
    assert len(mail_server.to("bo@")) == 3, "when it was asked, when the day came near, and when it had passed"


@pytest.mark.django_db
def test_never_is_never_and_an_empty_desk_is_silent(
    assigned: Dialogue, accounts: dict[str, Account], mail_server: MailServer
) -> None:
    sending.wish(accounts["bo"], Rhythm.NEVER)
    Account.objects.filter(pk=accounts["alma"].pk).update(is_active=False)
    hour_by_hour(MONDAY_AT_NINE)
    assert mail_server.letters == []
    assert not Reminded.objects.filter(account=accounts["bo"]).exists()


@pytest.mark.django_db
def test_what_is_not_taken_now_is_tried_later_and_what_is_refused_for_good_is_not(
    assigned: Dialogue, accounts: dict[str, Account], mail_server: MailServer
) -> None:
    bo = accounts["bo"]
    mail_server.refuse = "451 Try later"
    with pytest.raises(TryLater):
        sending.remind(bo)
    mail_server.refuse = "550 No such person"
    assert not sending.remind(bo)
    mail_server.refuse = None
    assert not sending.remind(bo)
    assert Reminded.objects.get().refused == "message 550"
    with clock.at(MONDAY_AT_NINE + dt.timedelta(days=7)):
        assert sending.remind(bo), "the next week is a new one"


@pytest.mark.django_db
def test_a_worker_that_died_after_the_message_left_sends_no_second(
    assigned: Dialogue, accounts: dict[str, Account], mail_server: MailServer
) -> None:
    bo = accounts["bo"]
    Reminded.objects.create(account=bo, key="weekly 2026-W10", at=clock.now())
    assert not sending.remind(bo)
    assert mail_server.letters == []
    with transaction.atomic(), pytest.raises(IntegrityError):
        Reminded.objects.create(account=bo, key="weekly 2026-W10", at=clock.now())


@pytest.mark.django_db
def test_looking_round_costs_nothing_when_everybody_has_been_told(
    assigned: Dialogue, mail_server: MailServer, django_assert_max_num_queries: Callable[..., object]
) -> None:
    hour_by_hour(MONDAY_AT_NINE)
    with django_assert_max_num_queries(6):
        assert tasks.look_round() == 0
    assert waiting() == 0


# Saying how often


@pytest.mark.django_db
def test_each_says_how_often(signed_in: Callable[[str], Client], accounts: dict[str, Account], client: Client) -> None:
    bo = signed_in("bo")
    page = bo.get("/account/reminders/", headers={"accept-language": "en"}).content.decode()
    assert "bo@alvsala.example" in page
    assert re.search(r'value="weekly"[^>]*checked', page), "as usual, where nothing is said"
    assert bo.post("/account/reminders/", {"rhythm": "hourly"}).status_code == 422
    answer = bo.post("/account/reminders/", {"rhythm": "daily"})
    assert (answer.status_code, answer["Location"]) == (303, "/staff/")
    assert Wish.objects.get().account == accounts["bo"]
    assert client.get("/account/reminders/").status_code == 302
    assert "/account/reminders/" in bo.get("/staff/").content.decode()


@pytest.mark.django_db
def test_one_click_from_the_message_stops_them(accounts: dict[str, Account], client: Client) -> None:
    bo = accounts["bo"]
    address = letters.stop_address(bo).removeprefix("http://127.0.0.1:8000")
    assert client.get(address).status_code == 200
    assert sending.rhythm_of(bo) is Rhythm.WEEKLY, "looking stops nothing"
    assert client.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert sending.rhythm_of(bo) is Rhythm.NEVER
    assert client.get("/reminders/stop/7:made-up/").status_code == 404
