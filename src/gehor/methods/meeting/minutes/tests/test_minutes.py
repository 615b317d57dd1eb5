"""Minutes are read by everybody, corrected by those who were there, and each correction is answered with a reason."""

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from gehor.ground import clock
from gehor.ground.act import RESIDENT, Actor
from gehor.ground.errors import WrongInput, WrongMoment, WrongPerson
from gehor.ground.people import receipt as receipts
from gehor.ground.people.keeping import new_participant
from gehor.ground.people.models import Participant
from gehor.methods.meeting.actions import note_attendance
from gehor.methods.meeting.minutes.actions import ask_correction, publish, settle
from gehor.methods.meeting.minutes.models import Correction, Version
from gehor.methods.meeting.models import Seat
from gehor.methods.meeting.tests.conftest import make_meeting
from gehor.participation.models import Opening
from gehor.planning.models import Activity, Dialogue

PUBLIC = "/d/skolan/take-part/2/minutes/"
STAFF = "/staff/d/skolan/meeting/2/minutes/"
TEXT = {"sv": "Alla ville ha mer utemiljö."}


@pytest.fixture
def meeting(planned: Dialogue) -> Activity:
    activity = make_meeting(planned, 2)
    Opening.objects.create(pk=62, activity=activity, opened_at=clock.now())
    return activity


@pytest.fixture
def dana(meeting: Activity, tove: Actor) -> Participant:
    """Sat at table 1."""
    note_attendance(meeting, actor=tove, people={1: 2})
    return Seat.objects.select_related("participant").first().participant


@pytest.fixture
def version(meeting: Activity, tove: Actor) -> Version:
    made = publish(meeting, actor=tove, text=TEXT, days=14, version=1)
    return Version.objects.select_related("activity__dialogue").get(pk=made.pk)


def asked(version: Version, who: Participant, text: str = "Vi var oense.") -> Correction:
    return ask_correction(version, actor=RESIDENT, submission=uuid.uuid4(), participant=who, text=text)


def reader() -> Client:
    return Client(headers={"accept-language": "sv"})


def test_only_those_who_were_there_have_them_corrected_and_in_time(version: Version, dana: Participant) -> None:
    stranger = new_participant(version.activity.dialogue.organisation)
    with pytest.raises(WrongInput, match="was_not_there"):
        asked(version, stranger)
    for nonsense, code in ((" ", "say_what_is_wrong"), ("x" * 2001, "correction_too_long")):
        with pytest.raises(WrongInput, match=code):
            asked(version, dana, nonsense)
    with clock.at(clock.now() + dt.timedelta(days=14)):
        asked(version, dana)
    with clock.at(clock.now() + dt.timedelta(days=15)), pytest.raises(WrongMoment, match="corrections_are_over"):
        asked(version, dana)
    assert Correction.objects.count() == 1


def test_a_table_may_have_them_corrected_too(version: Version, dana: Participant) -> None:
    assert asked(version, dana.voices.get()).pk


def test_nobody_corrects_what_has_been_replaced(version: Version, dana: Participant, tove: Actor) -> None:
    with pytest.raises(WrongInput, match="minutes_unchanged"):
        publish(version.activity, actor=tove, text=TEXT, days=14, version=2)
    with pytest.raises(WrongMoment, match="another_version_meanwhile"):
        publish(version.activity, actor=tove, text={"sv": "Annat."}, days=14, version=1)
    publish(version.activity, actor=tove, text={"sv": "Annat."}, days=14, version=2)
    with pytest.raises(WrongMoment, match="newer_minutes"):
        asked(version, dana)


def test_each_is_answered_once_and_a_no_has_a_reason(
    version: Version, dana: Participant, actors: dict[str, Actor]
) -> None:
    correction = asked(version, dana)
    with pytest.raises(WrongInput, match="say_why_not"):
        settle(correction, actor=actors["tove"], outcome="not_taken")
    with pytest.raises(WrongInput, match="unknown_settlement"):
        settle(correction, actor=actors["tove"], outcome="perhaps", reason="Nja.")
    for name in ("bo", "cilla", "farid"):
        with pytest.raises(WrongPerson):
            settle(correction, actor=actors[name], outcome="taken")
    settle(correction, actor=actors["tove"], outcome="not_taken", reason="Anteckningarna säger annat.")
    with pytest.raises(WrongMoment, match="correction_settled"):
        settle(correction, actor=actors["tove"], outcome="taken")


@pytest.mark.both
def test_published_minutes_cannot_be_changed(version: Version) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        Version.objects.update(text={"sv": "Något annat."})


def test_nobody_writes_minutes_that_cannot_be_published_yet(meeting: Activity, signed_in: Callable[[str], Client]):
    tove = signed_in("tove")
    assert "textarea" in tove.get(STAFF).text
    with clock.at(clock.now() - dt.timedelta(days=1)):
        page = tove.get(STAFF).text
    assert "The meeting has not been held yet." in page and "textarea" not in page


def test_from_the_meeting_to_the_answer(
    meeting: Activity, dana: Participant, signed_in: Callable[[str], Client], django_assert_max_num_queries: Any
) -> None:
    assert reader().get(PUBLIC).status_code == 404
    tove = signed_in("tove")
    sent = {"text_sv": "Alla ville ha mer utemiljö.", "days": "14", "version": "1"}
    assert tove.post(STAFF, {**sent, "days": "99"}).status_code == 422
    assert tove.post(STAFF, sent).status_code == 303
    overtaken = tove.post(STAFF, {**sent, "text_sv": "Mitt eget."})
    assert overtaken.status_code == 409 and "Mitt eget." in overtaken.content.decode()
    with django_assert_max_num_queries(8):
        assert "mer utemiljö" in reader().get(PUBLIC).content.decode()
    assert PUBLIC in reader().get("/d/skolan/take-part/2/").content.decode()

    code = receipts.shown(dana.receipt)
    wish = {"text": "Vi vid bord 1 var oense.", "receipt": "XXXXX", "submission": str(uuid.uuid4())}
    wrong = reader().post(f"{PUBLIC}correct/", wish)
    assert wrong.status_code == 422 and "oense" in wrong.content.decode()
    for _ in range(2):
        assert reader().post(f"{PUBLIC}correct/", {**wish, "receipt": code})["Location"] == f"/c/{code}/"
    assert "oense" in reader().get(f"/c/{code}/").content.decode()
    assert "oense" not in reader().get(PUBLIC).content.decode(), "only what came of it is public"
    with django_assert_max_num_queries(15):
        page = tove.get(STAFF).content.decode()
    assert "oense" in page
    pk = Correction.objects.get().pk
    assert tove.post(f"{STAFF}{pk}/", {"outcome": "not_taken", "reason": ""}).status_code == 422
    answer = {"outcome": "not_taken", "reason": "Bordets anteckning säger annat."}
    assert tove.post(f"{STAFF}{pk}/", answer).status_code == 303
    assert tove.post(f"{STAFF}{pk}/", answer).status_code == 409
    for address in (f"/c/{code}/", PUBLIC):
        assert "Bordets anteckning säger annat." in reader().get(address).content.decode()
    data = reader().get(f"/c/{code}/everything.json").json()
    assert data["minutes_corrected"][0]["outcome"] == "not_taken"
    assert signed_in("cilla").get(STAFF).status_code == 403
    with clock.at(clock.now() + dt.timedelta(days=15)):
        assert "<form" not in reader().get(f"{PUBLIC}correct/").content.decode().partition("<main")[2]
