"""Places and the waiting list, the receipt, the door: without an account, and nobody gets a place twice."""

import datetime as dt
import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from gehor.ground import clock
from gehor.ground.act import RESIDENT, Actor
from gehor.ground.errors import NotYet, WrongInput, WrongMoment, WrongPerson
from gehor.ground.journal.models import Entry
from gehor.ground.people import receipt as receipts
from gehor.ground.people.actions import erase
from gehor.ground.people.keeping import NewContact, new_participant
from gehor.ground.people.models import Contact, Participant
from gehor.ground.worker import work_off
from gehor.methods.meeting.actions import note_attendance
from gehor.methods.meeting.live.actions import ask_poll
from gehor.methods.meeting.minutes.actions import publish
from gehor.methods.meeting.models import Seat, Table
from gehor.methods.meeting.registering import rules
from gehor.methods.meeting.registering.actions import check_in, come, register, unregister
from gehor.methods.meeting.registering.kept import needs
from gehor.methods.meeting.registering.keys import opens, room_key
from gehor.methods.meeting.registering.models import Registration
from gehor.methods.meeting.registering.tasks import forget_needs_of_meetings_that_have_been
from gehor.methods.meeting.tests.conftest import make_meeting
from gehor.participation.actions import close_participation
from gehor.participation.identity.models import ForChildren
from gehor.participation.models import Opening
from gehor.planning.models import Activity, Dialogue

PUBLIC = "/d/skolan/take-part/2/"
STAFF = "/staff/d/skolan/meeting/2/registered/"


@pytest.fixture
def meeting(planned: Dialogue) -> Activity:
    """Today, with room for three."""
    activity = make_meeting(planned, 2, registers=True, capacity=3, registers_until="2026-03-02")
    Opening.objects.create(pk=62, activity=activity, opened_at=clock.now())
    return activity


@pytest.fixture
def registered(meeting: Activity) -> Callable[..., Registration]:
    def make(people: int = 1, **also: Any) -> Registration:
        made = register(meeting, actor=RESIDENT, submission=uuid.uuid4(), people=people, **also)
        return Registration.objects.select_related("activity__dialogue", "participant").get(pk=made.pk)

    return make


def placed(*registrations: Registration) -> list[bool]:
    return [Registration.objects.get(pk=each.pk).placed_at is not None for each in registrations]


@pytest.fixture
def client() -> Client:
    return Client(headers={"accept-language": "sv"})


# Rules


@given(st.lists(st.integers(1, 6), max_size=12), st.integers(0, 20), st.integers(0, 20))
@settings(max_examples=50)
def test_those_who_move_up_have_room_and_nobody_with_room_is_left(
    waiting: list[int], capacity: int, taken: int
) -> None:
    up = rules.moved_up(waiting, capacity=capacity, taken=taken)
    assert up == sorted(set(up))
    full = taken + sum(waiting[at] for at in up)
    assert not up or full <= capacity
    assert all(full + people > capacity for at, people in enumerate(waiting) if at not in up)


def test_without_a_limit_there_is_room_for_all() -> None:
    assert rules.moved_up([6, 6, 6], capacity=None, taken=1000) == [0, 1, 2]


# What is stored


def test_a_place_the_line_and_moving_up_in_it(registered: Callable[..., Registration]) -> None:
    first, pair, company, last = registered(1), registered(2), registered(3), registered(1)
    assert placed(first, pair, company, last) == [True, True, False, False]
    moved = unregister(first, actor=RESIDENT)
    assert moved == [last], "three have no room yet, and do not hold up one"
    unregister(pair, actor=RESIDENT)
    assert placed(company) == [False]
    assert unregister(last, actor=RESIDENT) == [company]
    entry = Entry.objects.filter(step="registering.unregister").latest("pk")
    assert entry.codes["moved_up"] == [company.pk]


def test_whoever_comes_first_in_line_is_told_so(registered: Callable[..., Registration], client: Client) -> None:
    page = "/d/skolan/take-part/2/register/"
    registered(3)
    assert "Du hamnar först på väntelistan." in client.get(page, headers={"accept-language": "sv"}).content.decode()
    registered(1)
    assert "där 1 person står nu" in client.get(page, headers={"accept-language": "sv"}).content.decode()


def test_a_child_registers_without_an_address_or_with_leave(meeting: Activity, client: Client) -> None:
    ForChildren.objects.create(activity=meeting)
    page = f"{PUBLIC}register/"
    shown = client.get(page).content.decode()
    assert "Till dig som är ung" in shown and shown.index('name="age"') < shown.index('name="email"')
    for filled, status in (
        ({}, 422),
        ({"age": "under_13", "email": "barn@example.org"}, 422),
        ({"age": "under_13", "email": "barn@example.org", "guardian": "on"}, 303),
    ):
        answer = client.post(page, {"submission": str(uuid.uuid4()), "people": "1", **filled})
        assert answer.status_code == status
    receipt = Registration.objects.get().participant.receipt
    assert 'name="age"' in client.get(f"/c/{receipt}/contact/").content.decode()


def test_what_cannot_be_registered(meeting: Activity, registered: Callable[..., Registration], alma: Actor) -> None:
    with pytest.raises(WrongInput, match="company_too_big"):
        registered(7)
    with pytest.raises(WrongInput, match="more_than_all_places"):
        registered(4)
    with pytest.raises(WrongInput, match="needs_too_long"):
        registered(1, needs="x" * 501)
    known = new_participant(meeting.dialogue.organisation)
    registered(1, participant=known)
    with pytest.raises(WrongInput, match="registered_already"):
        registered(1, participant=known)
    with clock.at(clock.now() + dt.timedelta(days=1)), pytest.raises(WrongMoment, match="registration_is_over"):
        registered(1)
    meeting.setup = {**meeting.setup, "registers": False}
    with pytest.raises(WrongMoment, match="registers_nobody"):
        registered(1)
    assert Registration.objects.count() == Participant.objects.count() == 1, "and nothing is half written"


def test_nobody_is_asked_to_come_before_it_is_said_who_decides(
    meeting: Activity, registered: Callable[..., Registration]
) -> None:
    meeting.dialogue.deciding_body = None
    meeting.dialogue.save()
    with pytest.raises(NotYet):
        registered(1)


def test_who_may_register_others(meeting: Activity, actors: dict[str, Actor]) -> None:
    for name in ("cilla", "odd", "farid"):
        with pytest.raises(WrongPerson):
            register(meeting, actor=actors[name], submission=uuid.uuid4(), people=1)
    assert register(meeting, actor=actors["tove"], submission=uuid.uuid4(), people=1).placed_at


def test_what_somebody_needed_is_forgotten(meeting: Activity, registered: Callable[..., Registration]) -> None:
    one, other = registered(1, needs="Teckenspråkstolk"), registered(1, needs="Rullstol")
    erase(one.participant, actor=RESIDENT)
    work_off()
    assert list(Registration.objects.order_by("pk").values_list("needs", flat=True)) == ["", "Rullstol"]
    kept = needs(meeting.dialogue.organisation)
    assert (kept.number, kept.next_on) == (1, dt.date.fromisoformat(meeting.setup["date"]) + dt.timedelta(days=15))
    with clock.at(clock.now() + dt.timedelta(days=14)):
        assert forget_needs_of_meetings_that_have_been() == 0
    with clock.at(clock.now() + dt.timedelta(days=15)):
        assert forget_needs_of_meetings_that_have_been() == 1
    assert not any("tolk" in str(entry.codes) for entry in Entry.objects.all())
    assert other.participant.erased_at is None


# The door


def test_a_company_comes_in_and_sits_where_there_is_most_room(
    meeting: Activity, registered: Callable[..., Registration], tove: Actor
) -> None:
    pair, single = registered(2), registered(1)
    first = come(pair, actor=tove)
    assert (first.table.number, first.participant) == (1, pair.participant)
    assert come(single, actor=tove).table.number == 2
    assert Table.objects.get(number=1).participant.people == 2
    assert Seat.objects.filter(table__number=1).count() == 2
    with pytest.raises(WrongMoment, match="came_already"):
        come(pair, actor=tove)
    with pytest.raises(WrongMoment, match="came_already"):
        unregister(pair, actor=tove)


def test_what_is_wrong_with_a_code_is_said_where_the_next_one_is_read(
    meeting: Activity, registered: Callable[..., Registration], signed_in: Callable[[str], Client]
) -> None:
    code = receipts.shown(registered().participant.receipt)
    door = signed_in("tove")
    assert door.post(STAFF, {"code": code}).status_code == 303
    again, unknown = door.post(STAFF, {"code": code}), door.post(STAFF, {"code": "TROLL"})
    assert (again.status_code, unknown.status_code) == (409, 422)
    for page, said in ((again, code), (unknown, "TROLL")):
        words = page.content.decode()
        assert f'<p class="title">{said}</p>' in words and 'class="errors"' not in words
        assert page.context["form"]["code"].value() is None and words.count(" autofocus") == 1


def test_somebody_comes_who_had_not_registered(meeting: Activity, tove: Actor) -> None:
    code = receipts.new_code()
    assert check_in(meeting, actor=tove, code=code, table=3).participant.receipt == code
    with pytest.raises(WrongInput, match="sits_already"):
        check_in(meeting, actor=tove, code=code)
    with pytest.raises(WrongInput, match="unknown_table"):
        check_in(meeting, actor=tove, code=receipts.new_code(), table=9)
    assert Seat.objects.count() == 1 and Participant.objects.count() == 2, "the person, and the table's voice"


def test_residents_come_in_on_the_day_alone(meeting: Activity, tove: Actor) -> None:
    with clock.at(clock.now() + dt.timedelta(days=1)):
        with pytest.raises(WrongMoment, match="not_the_day"):
            check_in(meeting, actor=RESIDENT, code=receipts.new_code())
        check_in(meeting, actor=tove, code=receipts.new_code())
    Opening.objects.filter(activity=meeting).update(closed_at=clock.now())
    with pytest.raises(NotYet):
        check_in(meeting, actor=RESIDENT, code=receipts.new_code())


def test_nobody_has_come_the_day_before(
    meeting: Activity, registered: Callable[..., Registration], signed_in: Callable[[str], Client]
) -> None:
    registration, tove = registered(), signed_in("tove")
    with clock.at(clock.now() - dt.timedelta(days=1)):
        page = tove.get(STAFF).content.decode()
        assert "/came/" not in page and 'name="code"' not in page
        assert "you note here who has come" in page and "/take-back/" in page
        early = tove.post(f"{STAFF}{registration.pk}/came/")
        assert early.status_code == 409 and "day has not come" in early.content.decode()
        assert tove.post(STAFF, {"code": receipts.shown(registration.participant.receipt)}).status_code == 409
    registration.refresh_from_db()
    assert registration.came_at is None and not Seat.objects.exists()
    assert tove.post(f"{STAFF}{registration.pk}/came/").status_code == 303


def test_the_code_of_a_room_is_its_own(meeting: Activity, planned: Dialogue) -> None:
    other = make_meeting(planned, 3)
    assert room_key(meeting) != room_key(other) and len(room_key(meeting)) == 5
    assert opens(meeting, f" {room_key(meeting).lower()} ") and not opens(meeting, room_key(other))


# The pages


def test_somebody_registers_and_takes_it_back(
    client: Client, meeting: Activity, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(8):
        page = client.get(f"{PUBLIC}register/").content.decode()
    assert "3 platser är kvar" in page and "Matsalen, Norrgärdeskolan" in page
    sent = {"people": "2", "needs": "Hörslinga", "email": "dana@example.se", "submission": str(uuid.uuid4())}
    answer = client.post(f"{PUBLIC}register/", sent)
    assert answer.status_code == 303
    again = client.post(f"{PUBLIC}register/", sent)
    assert again["Location"] == answer["Location"] and Registration.objects.count() == 1, "sent twice, received once"
    own = client.get(answer["Location"])
    assert own["Cache-Control"] == "no-store" and "Du har en plats" in own.content.decode()
    assert "Hörslinga" in own.content.decode() and Contact.objects.get().address == "dana@example.se"
    assert "Du har en plats" not in client.get(f"{PUBLIC}register/").content.decode(), "others see nothing of it"
    code = receipts.shown(Participant.objects.get().receipt)
    assert "du har en plats" in client.get(f"/c/{code}/").content.decode()
    assert client.get(f"/c/{code}/everything.json").json()["registrations"][0]["needs"] == "Hörslinga"
    assert client.post(f"{answer['Location']}stay-away/").status_code == 303
    assert "återtagen" in client.get(answer["Location"]).content.decode()
    assert client.post(f"{answer['Location']}stay-away/").status_code == 409


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(client: Client, meeting: Activity) -> None:
    sent = {"people": "9", "needs": "Hörslinga", "email": "dana", "receipt": "XXXXX", "submission": str(uuid.uuid4())}
    answer = client.post(f"{PUBLIC}register/", sent)
    page = answer.content.decode()
    assert answer.status_code == 422 and not Registration.objects.exists()
    assert "Högst 6 på en gång. Är ni fler, gör en anmälan till." in page
    assert "Hörslinga" in page and 'value="dana"' in page and page.count('class="error"') >= 3
    with clock.at(clock.now() + dt.timedelta(days=1)):
        late = client.post(f"{PUBLIC}register/", {**sent, "people": "1", "email": "", "receipt": ""})
    assert late.status_code == 409 and "Hörslinga" in late.content.decode()


def test_what_is_full_says_so_before_anybody_writes(client: Client, registered: Callable[..., Registration]) -> None:
    registered(3), registered(2)
    page = client.get(f"{PUBLIC}register/").content.decode()
    assert "Alla platser är tagna" in page and "2 personer" in page


def test_somebody_comes_in_on_their_own_telephone(client: Client, meeting: Activity) -> None:
    page = client.get(f"{PUBLIC}here/?key={room_key(meeting)}").content.decode()
    fresh = re.search(r'name="fresh" value="([^"]+)"', page)[1]
    sent = {"key": room_key(meeting), "table": "3", "fresh": fresh}
    assert client.post(f"{PUBLIC}here/", {**sent, "key": "AAAAA"}).status_code == 422
    answer = client.post(f"{PUBLIC}here/", sent)
    assert client.post(f"{PUBLIC}here/", sent)["Location"] == answer["Location"]
    assert Seat.objects.count() == 1, "sent twice they sit once"
    welcome = client.get(answer["Location"])
    assert f'href="{PUBLIC}live/"' in welcome.content.decode(), "from the chair to what the room asks"
    assert "bord 3, som person 1" in welcome.content.decode() and welcome["Cache-Control"] == "no-store"
    client.post(f"{PUBLIC}here/", {**sent, "fresh": "another:forged"})
    assert Seat.objects.count() == 2, "a forged receipt is replaced by one of ours"
    with clock.at(clock.now() + dt.timedelta(days=1)):
        assert client.post(f"{PUBLIC}here/", {**sent, "fresh": ""}).status_code == 409


def test_whoever_has_registered_comes_in_with_the_same_code(
    client: Client, meeting: Activity, registered: Callable[..., Registration]
) -> None:
    registration = registered(2)
    address = f"https://gehor.example/c/{receipts.shown(registration.participant.receipt)}/"
    client.post(f"{PUBLIC}here/", {"key": room_key(meeting), "receipt": address, "fresh": ""})
    registration.refresh_from_db()
    assert registration.came_at and Seat.objects.count() == 2


def test_the_list_at_the_door(
    signed_in: Callable[[str], Client],
    meeting: Activity,
    registered: Callable[..., Registration],
    django_assert_max_num_queries: Any,
) -> None:
    company, single = registered(3, needs="Glutenfritt"), registered(1)
    tove = signed_in("tove")
    tove.defaults["HTTP_ACCEPT_LANGUAGE"] = "sv"
    with django_assert_max_num_queries(15):
        page = tove.get(STAFF).content.decode()
    assert "Glutenfritt" in page and "Väntar" in page and receipts.shown(single.participant.receipt) in page
    assert tove.post(STAFF, {"code": receipts.shown(company.participant.receipt)}).status_code == 303
    assert tove.post(STAFF, {"code": "nonsense"}).status_code == 422
    assert tove.post(f"{STAFF}{single.pk}/came/").status_code == 303
    assert tove.post(f"{STAFF}{single.pk}/take-back/").status_code == 409
    sent = {"people": "1", "submission": str(uuid.uuid4())}
    assert "Koden att läsa upp" in tove.post(f"{STAFF}add/", sent, follow=True).content.decode()
    assert room_key(meeting) in tove.get(f"{STAFF}door/").content.decode()
    for name, status in (("cilla", 403), ("odd", 403), ("farid", 403)):
        assert signed_in(name).get(STAFF).status_code == status


def test_the_page_of_the_meeting_leads_there(client: Client, meeting: Activity) -> None:
    meeting.setup = {**meeting.setup, "agenda": {"sv": "18.00 Välkomna\nFika"}}
    meeting.save()
    page = client.get(PUBLIC).content.decode()
    assert f"{PUBLIC}register/" in page and "18:00" in page and "Fika" in page
    meeting.setup = {**meeting.setup, "agenda": {"sv": "Fika\nSamtal"}}
    meeting.save()
    assert "<ol><li>" in (untimed := client.get(PUBLIC).content.decode()) and "<dt>–</dt>" not in untimed
    with clock.at(clock.now() + dt.timedelta(days=1)):
        assert f"{PUBLIC}register/" not in client.get(PUBLIC).content.decode()


@pytest.fixture
def called_off(meeting: Activity, registered: Callable[..., Registration], alma: Actor) -> Registration:
    """Closed the day before, when three had a place and one waited."""
    with clock.at(clock.now() - dt.timedelta(days=1)):
        made = registered(3, contact=NewContact("dana@example.org", language="en"))
        registered(1)
        close_participation(meeting, actor=alma, reason={"sv": "Alla har svarat."})
    return made


def test_a_meeting_that_closed_before_its_day_takes_nothing(
    called_off: Registration, registered: Callable[..., Registration], tove: Actor
) -> None:
    activity = called_off.activity
    other = Activity.objects.get(dialogue=activity.dialogue, number=1)
    Opening.objects.create(activity=other, opened_at=clock.now())  # the rest of the dialogue goes on
    refused = [
        lambda: registered(1),
        lambda: come(called_off, actor=tove),
        lambda: check_in(activity, actor=RESIDENT, code=receipts.new_code()),
        lambda: note_attendance(activity, actor=tove, people={1: 2}),
        lambda: publish(activity, actor=tove, text={"sv": "Vi sågs."}, days=14, version=1),
    ]
    for deed in refused:
        with pytest.raises(WrongMoment, match="called_off"):
            deed()
    assert unregister(called_off, actor=RESIDENT) == [], "nobody moves up to a place in what is not held"


def test_a_meeting_that_was_called_off_says_so_everywhere(
    client: Client, called_off: Registration, signed_in: Callable[[str], Client], django_assert_max_num_queries: Any
) -> None:
    code = receipts.shown(called_off.participant.receipt)
    own = f"/c/{code}/meeting/{called_off.pk}/"
    for page in (PUBLIC, f"{PUBLIC}register/", f"{PUBLIC}here/", f"{PUBLIC}live/", f"{PUBLIC}result/", own):
        with django_assert_max_num_queries(8):
            words = client.get(page).content.decode()
        assert "Mötet är inställt" in words, page
    assert "Inställt" in client.get("/d/skolan/take-part/").content.decode()
    assert "inställt" in client.get(f"/c/{code}/").content.decode()
    assert "Ta tillbaka anmälan" not in client.get(own).content.decode()
    tove = signed_in("tove")
    tove.defaults["HTTP_ACCEPT_LANGUAGE"] = "sv"
    assert "Mötet är inställt" in tove.get(STAFF).content.decode()


def test_whoever_closes_a_meeting_hears_what_that_means(
    meeting: Activity, registered: Callable[..., Registration], signed_in: Callable[[str], Client], tove: Actor
) -> None:
    registered(3), registered(1)
    alma = signed_in("alma")
    alma.defaults["HTTP_ACCEPT_LANGUAGE"] = "sv"
    close = "/staff/d/skolan/openings/2/close/"
    assert "4 personer har anmält sig" in alma.get(close).content.decode()
    with clock.at(dt.datetime(2026, 3, 2, 19, tzinfo=dt.UTC)):
        page = alma.get(close).content.decode()
        assert "ställs in" not in page, "at eight in the evening it is being held"
        assert "i förtid" not in page and "reason_sv" not in page, "whoever wanted to come is there"
        ask_poll(meeting, actor=tove, question={"sv": "Ja?"}, options=[{"sv": "Ja"}, {"sv": "Nej"}])
        assert alma.post(close).status_code == 409
    assert Opening.objects.get(activity=meeting).closed_at is None
