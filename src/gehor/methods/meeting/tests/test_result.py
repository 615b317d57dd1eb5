"""What came of a meeting stands at the address of its result: by table, never by person."""

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

from django.test import Client
from django.utils.html import strip_tags

from gehor.ground import clock
from gehor.ground.act import RESIDENT, Actor
from gehor.methods.meeting.actions import note_attendance
from gehor.methods.meeting.live import actions as live
from gehor.methods.meeting.live.models import Asked, Poll
from gehor.participation.ballots.rules import Held
from gehor.participation.models import Contribution
from gehor.participation.moderation.actions import rule
from gehor.planning.models import Activity
from gehor.process.words import Proof

RESULT = "/d/skolan/take-part/2/result/"
SV = {"accept-language": "sv"}


def somebody(number: int) -> Held:
    return Held(Proof.OPEN, f"{number}" * 64)


def words(client: Client) -> str:
    answer = client.get(RESULT, headers=SV)
    assert answer.status_code == 200
    return " ".join(strip_tags(answer.content.decode()).split())


def test_before_it_is_held_the_page_says_so(meeting: Activity, client: Client) -> None:
    assert "Mötet har inte varit än" in words(client)
    with clock.at(clock.now() + dt.timedelta(days=1)):
        assert "Inget av det går att läsa här än" in words(client)


def test_each_table_is_told_with_its_rounds_and_nobody_by_person(
    meeting: Activity,
    noted: Callable[..., Contribution],
    tove: Actor,
    alma: Actor,
    client: Client,
    django_assert_max_num_queries: Any,
) -> None:
    Activity.objects.filter(pk=meeting.pk).update(setup={**meeting.setup, "questions": {"sv": "Maten?\nSkolgården?"}})
    meeting.refresh_from_db()
    note_attendance(meeting, actor=tove, people={1: 2, 3: 4})
    noted(3, 2, "Gungorna är trasiga.", turn=2)
    noted(3, None, "Maten är kall.", turn=1)
    noted(1, 1, "Vi vill ha salladsbord.", turn=1)
    hidden = noted(1, 2, "Ring Anna.", turn=1)
    rule(hidden, actor=alma, kind="hide", reason="personal_data")
    with clock.at(clock.now() + dt.timedelta(days=1)), django_assert_max_num_queries(8):
        told = words(client)
    order = [
        "6 personer var där",
        "Bord 1",
        "Maten?",
        "salladsbord",
        "Bord 3",
        "Maten?",
        "kall",
        "Skolgården?",
        "Gungorna",
    ]
    at = -1
    for each in order:
        assert (at := told.find(each, at + 1)) >= 0, each
    assert "Anna" not in told and "person 2" not in told.lower()


def test_the_votes_and_the_questions_of_the_room_stand_there_and_not_among_the_notes(
    meeting: Activity, tove: Actor, client: Client
) -> None:
    one = live.ask(meeting, actor=RESIDENT, submission=uuid.uuid4(), text="När blir det klart?", language="sv")
    other = live.ask(meeting, actor=RESIDENT, submission=uuid.uuid4(), text="Vad kostar det?", language="sv")
    Contribution.objects.update(published_at=clock.now())
    live.take_up(Asked.objects.get(contribution=one.contribution_id), actor=tove)
    live.second(Asked.objects.get(contribution=other.contribution_id), actor=RESIDENT, held=somebody(1))
    poll = live.ask_poll(
        meeting, actor=tove, question={"sv": "Vad först?"}, options=[{"sv": "Maten"}, {"sv": "Gården"}]
    )
    for number in range(6):
        live.answer_poll(poll, actor=RESIDENT, held=somebody(number), option=number % 2)
    live.close_poll(Poll.objects.get(), actor=tove)
    with clock.at(clock.now() + dt.timedelta(days=1)):
        told = words(client)
    assert "Vad först?" in told and "6 personer röstade." in told
    assert "Vad kostar det?1 till undrar" in told and "När blir det klart?Togs upp i rummet" in told
    assert "Omröstning i rummet" not in told and "Sagt utan bord" not in told


def test_the_page_of_the_meeting_leads_there_afterwards(meeting: Activity, client: Client) -> None:
    page = "/d/skolan/take-part/2/"
    assert RESULT not in client.get(page).content.decode()
    with clock.at(clock.now() + dt.timedelta(days=1)):
        assert RESULT in client.get(page).content.decode()
