"""Questions from the floor and votes in the room: one telephone, one vote, and all of it reaches the river."""

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from gehor.ground import clock
from gehor.ground.act import RESIDENT, Actor
from gehor.ground.errors import NotYet, WrongInput, WrongMoment, WrongPerson
from gehor.ground.people.queries import heard_as
from gehor.methods.meeting.actions import note_attendance
from gehor.methods.meeting.live import queries, rules
from gehor.methods.meeting.live.actions import answer_poll, ask, ask_poll, close_poll
from gehor.methods.meeting.live.models import Asked, Poll, Seconded, Vote
from gehor.methods.meeting.models import Seat
from gehor.methods.meeting.tests.conftest import make_meeting
from gehor.participation.ballots.rules import Held
from gehor.participation.models import Contribution, Opening
from gehor.planning.models import Activity, Dialogue
from gehor.process.words import Proof

FLOOR = "/d/skolan/take-part/2/live/"
LECTERN = "/staff/d/skolan/meeting/2/live/"
QUESTION = {"sv": "Ska vi börja med skolgården?", "en": "Do we begin with the school yard?"}
OPTIONS = [{"sv": "Ja", "en": "Yes"}, {"sv": "Nej", "en": "No"}]


@pytest.fixture
def meeting(planned: Dialogue) -> Activity:
    """Held today."""
    activity = make_meeting(planned, 2)
    Opening.objects.create(pk=62, activity=activity, opened_at=clock.now())
    return activity


@pytest.fixture
def poll(meeting: Activity, tove: Actor) -> Poll:
    return ask_poll(meeting, actor=tove, question=QUESTION, options=OPTIONS)


def phone() -> Client:
    return Client(headers={"accept-language": "sv"})


def somebody() -> Held:
    return Held(Proof.DEVICE, uuid.uuid4().hex)


def votes(poll: Poll, *chosen: int) -> None:
    for option in chosen:
        answer_poll(poll, actor=RESIDENT, held=somebody(), option=option)


def test_options_come_from_lines() -> None:
    assert rules.options_of({"sv": "Ja\n\n Nej ", "en": "Yes"}) == [{"sv": "Ja", "en": "Yes"}, {"sv": "Nej"}]
    assert rules.tally({1: 3}, 3) == (0, 3, 0)


def test_one_telephone_has_one_vote_and_may_change_it(poll: Poll) -> None:
    held = somebody()
    answer_poll(poll, actor=RESIDENT, held=held, option=0)
    answer_poll(poll, actor=RESIDENT, held=held, option=1)
    assert Vote.objects.get().option == 1
    for nonsense in (-1, 2):
        with pytest.raises(WrongInput, match="unknown_option"):
            answer_poll(poll, actor=RESIDENT, held=held, option=nonsense)


def test_the_result_is_told_when_it_closes_and_becomes_what_the_room_said(
    meeting: Activity, poll: Poll, tove: Actor
) -> None:
    note_attendance(meeting, actor=tove, people={1: 4, 2: 3})
    votes(poll, 0, 0, 0, 1, 0)
    (shown,) = queries.polls(meeting)
    assert (shown.votes, shown.tallied) == (5, None), "while it is open nobody sees where it leans"
    close_poll(poll, actor=tove)
    (shown,) = queries.polls(meeting)
    assert shown.tallied == (4, 1)
    assert phone().get(FLOOR).content.decode().count(f">{QUESTION['sv']}<") == 2, (
        "in a heading, and in the table unseen"
    )
    noted = Contribution.objects.get()
    assert noted.wordings.get().text.splitlines()[1:] == ["Ja: 4", "Nej: 1", "5 personer röstade."]
    assert noted.channel == "meeting" and noted.participant.people == 7
    assert noted.participant in heard_as(Seat.objects.first().participant), "each of them finds it on their own page"
    with pytest.raises(WrongMoment, match="poll_has_closed"):
        votes(poll, 0)
    with pytest.raises(WrongMoment, match="poll_has_closed"):
        close_poll(poll, actor=tove)


def test_of_four_people_nobody_is_told_how_they_voted(meeting: Activity, poll: Poll, tove: Actor) -> None:
    votes(poll, 0, 0, 0, 0)
    close_poll(poll, actor=tove)
    assert queries.polls(meeting)[0].tallied is None
    assert "Ja: " not in Contribution.objects.get().wordings.get().text


def test_a_vote_that_nobody_cast_is_no_contribution(poll: Poll, tove: Actor) -> None:
    assert close_poll(poll, actor=tove).noted is None and not Contribution.objects.exists()


def test_what_a_room_cannot_be_asked(meeting: Activity, poll: Poll, actors: dict[str, Actor]) -> None:
    tove = actors["tove"]
    with pytest.raises(WrongMoment, match="poll_is_open"):
        ask_poll(meeting, actor=tove, question=QUESTION, options=OPTIONS)
    close_poll(poll, actor=tove)
    for many in (1, 9):
        with pytest.raises(WrongInput, match="options_count"):
            ask_poll(meeting, actor=tove, question=QUESTION, options=OPTIONS[:1] * many)
    for name in ("cilla", "odd", "farid"):
        with pytest.raises(WrongPerson):
            ask_poll(meeting, actor=actors[name], question=QUESTION, options=OPTIONS)


def test_nobody_asks_or_votes_on_another_day_or_after_it_has_closed(meeting: Activity, poll: Poll) -> None:
    sent: dict[str, Any] = {"actor": RESIDENT, "submission": uuid.uuid4(), "text": "När?", "language": "sv"}
    with clock.at(clock.now() + dt.timedelta(days=1)):
        with pytest.raises(WrongMoment, match="not_on_now"):
            ask(meeting, **sent)
        with pytest.raises(WrongMoment, match="not_on_now"):
            votes(poll, 0)
    Opening.objects.update(closed_at=clock.now())
    with pytest.raises(NotYet):
        ask(meeting, **sent)
    assert not Contribution.objects.exists()


def test_the_room_asks_seconds_and_votes_by_telephone(
    meeting: Activity, poll: Poll, django_assert_max_num_queries: Any
) -> None:
    one, other = phone(), phone()
    sent = {"text": "Finns det pengar?", "language": "sv", "submission": str(uuid.uuid4())}
    answer = one.post(f"{FLOOR}ask/", sent)
    assert answer.status_code == 303 and answer["Location"].startswith("/c/")
    assert one.post(f"{FLOOR}ask/", sent)["Location"] == answer["Location"] and Asked.objects.count() == 1
    receipt = one.get(answer["Location"]).content.decode()
    assert receipt.count(f'href="{FLOOR}">Tillbaka till rummet') == 1, "said once"
    with clock.at(clock.now() + dt.timedelta(days=1)):
        assert "Tillbaka till rummet" not in one.get(answer["Location"]).content.decode(), "the room is empty"
    reference = Contribution.objects.get().reference
    for each in (one, one, other):
        assert each.post(f"{FLOOR}second/{reference}/").status_code == 303
    assert Seconded.objects.count() == 2, "one telephone wonders once"
    for each, option in ((one, 0), (one, 1), (other, 1)):
        assert each.post(f"{FLOOR}vote/1/", {"option": option}).status_code == 303
    assert list(Vote.objects.values_list("option", flat=True)) == [1, 1]
    with django_assert_max_num_queries(8):
        page = phone().get(FLOOR).content.decode()
    assert "Finns det pengar?" in page and "2 till undrar" in page and "Ska vi börja med skolgården?" in page
    with django_assert_max_num_queries(8):
        screen = phone().get("/d/skolan/take-part/2/screen/").content.decode()
    assert "2 röster hittills" in screen and "every 3s" in screen
    assert "every 3s" not in phone().get("/d/skolan/take-part/2/screen/?still=1").content.decode()
    assert FLOOR in phone().get("/d/skolan/take-part/2/").content.decode()


def test_what_is_wrong_is_said_and_stays(meeting: Activity, poll: Poll) -> None:
    long = phone().post(f"{FLOOR}ask/", {"text": "x" * 501, "language": "sv"})
    assert long.status_code == 422 and "x" * 501 in long.content.decode()
    none = phone().post(f"{FLOOR}vote/1/", {})
    assert none.status_code == 422 and "Välj ett av svaren." in none.content.decode()
    assert phone().post(f"{FLOOR}vote/9/", {"option": 0}).status_code == 404
    with clock.at(clock.now() + dt.timedelta(days=1)):
        late = phone().post(f"{FLOOR}ask/", {"text": "Hur gick det?", "language": "sv"})
    assert late.status_code == 409 and "Hur gick det?" in late.content.decode()


def test_questions_are_looked_at_first_where_the_plan_says_so(
    meeting: Activity, signed_in: Callable[[str], Client]
) -> None:
    meeting.shows_at_once = False
    meeting.save()
    phone().post(f"{FLOOR}ask/", {"text": "Vem bestämmer?", "language": "sv"})
    assert "Vem bestämmer?" not in phone().get(FLOOR).content.decode()
    reference = Contribution.objects.get().reference
    assert phone().post(f"{FLOOR}second/{reference}/").status_code == 409
    alma = signed_in("alma")
    assert "Vem bestämmer?" in alma.get(LECTERN).content.decode()
    assert alma.post(f"{LECTERN}show/{reference}/").status_code == 303
    assert "Vem bestämmer?" in phone().get(FLOOR).content.decode()
    assert alma.post(f"{LECTERN}take-up/{reference}/").status_code == 303
    assert "Vem bestämmer?" not in phone().get("/d/skolan/take-part/2/screen/").content.decode()


def test_the_lectern(meeting: Activity, signed_in: Callable[[str], Client], django_assert_max_num_queries: Any) -> None:
    tove = signed_in("tove")
    uneven = {"question_sv": "Ja?", "options_sv": "Ja\nNej", "options_en": "Yes"}
    refused = tove.post(LECTERN, uneven)
    assert refused.status_code == 422 and "Ja\nNej" in refused.content.decode()
    assert tove.post(LECTERN, {**uneven, "options_en": "Yes\nNo", "options_sv": "Ja"}).status_code == 422
    assert tove.post(LECTERN, {**uneven, "options_en": "Yes\nNo"}).status_code == 303
    assert tove.post(LECTERN, {**uneven, "options_en": "Yes\nNo"}).status_code == 409
    with django_assert_max_num_queries(15):
        assert tove.get(LECTERN).status_code == 200
    assert tove.post(f"{LECTERN}close/1/").status_code == 303
    assert signed_in("cilla").get(LECTERN).status_code == 403
