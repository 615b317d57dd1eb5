"""Once for each device: a cookie of our own, no session, and a rule for those who also hold a receipt."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpResponse
from django.test import Client

from gehor.ground import pages
from gehor.ground.act import RESIDENT, Actor
from gehor.ground.errors import WrongInput, WrongMoment, WrongPerson
from gehor.ground.people.keeping import new_participant
from gehor.participation.actions import open_participation
from gehor.participation.ballots.actions import cast, enter_ballot
from gehor.participation.ballots.models import Ballot, Voter
from gehor.participation.ballots.rules import Held
from gehor.participation.ballots.tests.conftest import counted, hand_in, held
from gehor.participation.identity import keys
from gehor.participation.identity.actions import demand_proof
from gehor.participation.identity.models import Demand, KeyMark
from gehor.planning.models import Activity
from gehor.process.words import Channel, Doing, Proof

FORM = "/d/skolan/take-part/1/"
DEVICE = {Doing.VOTE: Proof.DEVICE}


@pytest.fixture
def travel(planned_by: Callable[[str], Activity], alma: Actor) -> Activity:
    activity = planned_by("travel")
    open_participation(activity, actor=alma, demands=DEVICE)
    return activity


@pytest.fixture
def final(planned_by: Callable[[str], Activity], alma: Actor) -> Activity:
    activity = planned_by("final")
    open_participation(activity, actor=alma, demands=DEVICE)
    return activity


def send(browser: Client, way: str, **more: str) -> HttpResponse:
    return browser.post(
        FORM, {"submission": str(uuid.uuid4()), "q.way": [way], **more}, headers={"accept-language": "sv"}
    )


def vote(activity: Activity, who: Held, **given: Any) -> Ballot:
    filled = {"submission": uuid.uuid4(), "values": {"way": ["car"]}, "language": "sv"}
    return cast(activity, actor=RESIDENT, held=who, **filled, **given)


def test_one_device_is_one_person_and_another_is_another(travel: Activity) -> None:
    phone, computer = Client(), Client()
    assert [send(*each).status_code for each in ((phone, "bus"), (phone, "car"), (computer, "bike"))] == [303] * 3
    assert counted(travel) == [["bike"], ["car"]]
    assert {voter.proof for voter in Voter.objects.all()} == {"device"}


def test_the_cookie_is_ours_alone_and_reaches_the_dialogue_alone(travel: Activity, client: Client) -> None:
    assert "gehor_device" not in client.get(FORM).cookies, "nothing is laid on a device by reading"
    morsel = send(client, "bus").cookies["gehor_device"]
    assert (morsel["path"], morsel["httponly"], morsel["samesite"]) == ("/d/skolan/", True, "Lax")
    assert "sessionid" not in client.cookies
    assert morsel.value.split(":")[0] not in Voter.objects.get().pseudonym


def test_a_page_stays_kept_for_whoever_has_voted(travel: Activity, client: Client, settings: Any) -> None:
    send(client, "bus")
    settings.KEEP_PAGES = True
    pages.forget()
    client.get(FORM)
    assert pages._pages._kept, "the page was kept"
    pages.forget()


TOLD = "Den här enheten har redan svarat"


@pytest.mark.parametrize("is_kept", [False, True])
@pytest.mark.parametrize("kind", ["travel", "final"])
def test_who_has_answered_is_told_before_they_fill_in_the_form_and_nobody_else_is(
    kind: str, is_kept: bool, request: pytest.FixtureRequest, settings: Any
) -> None:
    request.getfixturevalue(kind)
    settings.KEEP_PAGES = is_kept
    pages.forget()
    mine, others, swedish = Client(), Client(), {"accept-language": "sv"}
    sent = send(mine, "bus", **({"confirmed": "1"} if kind == "final" else {}))
    assert sent.status_code == 303
    for _ in range(2):  # made, and then as it was kept
        page = mine.get(FORM, headers=swedish).content.decode()
        assert TOLD in page and 'name="q.way"' in page
        assert ("Andra kan inte skickas" in page) == (kind == "final")
        assert TOLD not in others.get(FORM, headers=swedish).content.decode()
    pages.forget()


def test_a_cookie_that_somebody_made_up_is_a_new_device(travel: Activity, client: Client) -> None:
    send(client, "bus")
    client.cookies["gehor_device"] = "1" * 32
    assert send(client, "car").status_code == 303
    assert Voter.objects.count() == 2


def test_where_the_first_counts_the_second_is_told_so(final: Activity, client: Client) -> None:
    assert send(client, "bus", confirmed="1").status_code == 303
    again = send(client, "car", confirmed="1")
    page = again.content.decode()
    assert again.status_code == 409 and "<h1>Du har redan svarat</h1>" in page and "Något behöver rättas" not in page
    assert '<dd dir="auto">car</dd>' in page and "Var det någon annan som svarade på den här enheten?" in page


def test_people_are_told_before_they_begin(
    travel: Activity, client: Client, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(8):
        page = client.get(FORM, headers={"accept-language": "sv"}).content.decode()
    assert "Så visar du vem du är" in page and page.index("Så visar du") < page.index("q.way")


def test_whoever_holds_a_receipt_is_the_same_person_on_another_device(travel: Activity) -> None:
    receipt = send(Client(), "bus")["location"].split("/")[2]
    assert send(Client(), "car", receipt=receipt).status_code == 303
    assert counted(travel) == [["car"]]


def test_another_receipt_on_the_same_device_is_told_so(travel: Activity, client: Client, tove: Actor) -> None:
    send(client, "bus")
    typed = enter_ballot(
        travel, actor=tove, submission=uuid.uuid4(), channel=Channel.PAPER, values={"way": ["car"]}, language="sv"
    )
    page = send(client, "bike", receipt=typed.voter.participant.receipt)
    assert page.status_code == 303, "the receipt is known here, so it says who it is"
    other = hand_in(travel, "c" * 64, "bike")
    with pytest.raises(WrongInput) as refusal:
        hand_in(travel, "d" * 64, "car", participant=other.voter.participant)
    assert refusal.value.code == "receipt_has_voted"
    with pytest.raises(WrongInput) as refusal:
        vote(travel, held("c" * 64), participant=new_participant(travel.dialogue.organisation))
    assert refusal.value.code == "another_receipt"
    assert counted(travel) == [["bike"], ["bike"], ["bus"]]


def test_nobody_votes_with_less_than_is_demanded(travel: Activity) -> None:
    with pytest.raises(WrongPerson) as refusal:
        vote(travel, held("a", Proof.OPEN))
    assert refusal.value.code == "proof_too_low"
    assert not Ballot.objects.exists()


# Settling it


def test_the_lead_settles_it_at_the_opening(
    planned_by: Callable[[str], Activity], signed_in: Callable[[str], Client]
) -> None:
    planned_by("travel")
    alma = signed_in("alma")
    page = alma.get("/staff/d/skolan/openings/").content.decode()
    assert 'name="proof-vote" value="device"' in page
    assert alma.post("/staff/d/skolan/openings/1/open/", {"proof-vote": "device"}).status_code == 303
    assert Demand.objects.values_list("doing", "proof").get() == ("vote", "device")


def test_it_changes_until_somebody_has_taken_part(
    travel: Activity, signed_in: Callable[[str], Client], client: Client, alma: Actor
) -> None:
    staff, page = signed_in("alma"), "/staff/d/skolan/openings/1/proof/"
    assert staff.get(page).status_code == 200
    assert staff.post(page, {"proof-vote": "open"}).status_code == 303
    assert not Demand.objects.exists()
    send(client, "bus")
    assert staff.post(page, {"proof-vote": "device"}).status_code == 409
    with pytest.raises(WrongMoment) as refusal:
        demand_proof(travel, actor=alma, demands=DEVICE)
    assert refusal.value.code == "proof_is_frozen"


@pytest.mark.parametrize("name", ["bo", "cilla", "tove", "farid"])
def test_only_the_lead_settles_it(travel: Activity, signed_in: Callable[[str], Client], name: str) -> None:
    assert signed_in(name).post("/staff/d/skolan/openings/1/proof/", {"proof-vote": "open"}).status_code == 403


def test_what_is_not_set_up_cannot_be_demanded(
    travel: Activity, alma: Actor, signed_in: Callable[[str], Client]
) -> None:
    with pytest.raises(WrongInput) as refusal:
        demand_proof(travel, actor=alma, demands={Doing.VOTE: Proof.EID})
    assert refusal.value.code == "proof_not_ready"
    assert signed_in("alma").post("/staff/d/skolan/openings/1/proof/", {"proof-vote": "eid"}).status_code == 422


def test_another_key_than_the_pseudonyms_were_made_with_is_not_taken(travel: Activity, settings: Any) -> None:
    keys.forget()
    KeyMark.objects.all().delete()
    first = keys.key()
    keys.forget()
    settings.PSEUDONYM_KEY = "ab" * 32
    with pytest.raises(ImproperlyConfigured, match="everybody could vote once more"):
        keys.key()
    settings.PSEUDONYM_KEY = first.hex()
    assert keys.key() == first
    keys.forget()
