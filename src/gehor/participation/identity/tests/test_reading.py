"""A closed consultation: who has shown enough reads it and takes part, and nobody else sees what is asked or said."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from gehor.ground import catalogue, clock, pages
from gehor.ground.act import Actor
from gehor.participation.actions import open_participation
from gehor.participation.ballots.models import Ballot
from gehor.participation.ballots.tests.conftest import counted
from gehor.participation.identity import letters, rules
from gehor.participation.identity.actions import make_codes
from gehor.participation.identity.models import Batch, Code, Demand, Misses
from gehor.participation.identity.tests.test_codes import sent_again
from gehor.participation.models import Attachment, Contribution, Opening
from gehor.planning.models import Activity, Dialogue
from gehor.process.words import Doing, Proof

PAGE = "/d/skolan/take-part/1/"
DOOR, RESULT = f"{PAGE}show/", f"{PAGE}result/"
ASKED = "Hur reser du?"
BEHIND = pytest.mark.parametrize("address", [PAGE, f"{PAGE}paper/", RESULT, f"{PAGE}result.csv", f"{PAGE}result.json"])


@pytest.fixture
def codes(planned_by: Callable[[str], Activity], alma: Actor) -> list[str]:
    """Those who have got a letter read, and answer. The first answer with a code counts."""
    activity = planned_by("travel")
    open_participation(activity, actor=alma, demands={Doing.READ: Proof.CODE, Doing.VOTE: Proof.CODE})
    return make_codes(activity, actor=alma, many=2)[1]


@pytest.fixture
def reader(client: Client, codes: list[str]) -> Client:
    assert client.post(DOOR, {"proof_code": codes[0]}).status_code == 303
    return client


def answer(browser: Client, **more: str) -> Any:
    return browser.post(PAGE, {"submission": str(uuid.uuid4()), "q.way": ["bus"], **more})


@BEHIND
def test_nobody_sees_anything_of_it_without_a_code(codes: list[str], client: Client, address: str) -> None:
    page = client.get(address)
    assert page.status_code == 403
    assert page["Cache-Control"] == "no-store, private"
    assert ASKED not in page.content.decode()
    assert f'action="{DOOR}"' in page.content.decode()


def test_the_code_opens_it_and_stays_good(reader: Client) -> None:
    page = reader.get(PAGE)
    assert page.status_code == 200
    assert ASKED in page.content.decode()
    assert page["Cache-Control"] == "no-store, private"
    assert not Code.objects.filter(is_used=True).exists()


def test_what_a_reader_sees_is_kept_for_nobody(reader: Client, settings: Any) -> None:
    settings.KEEP_PAGES = True
    assert ASKED in reader.get(PAGE).content.decode()
    assert Client().get(PAGE).status_code == 403


def test_a_page_that_was_everybodys_is_not_kept_behind_the_door(
    opened_by: Callable[[str], Activity], client: Client, settings: Any
) -> None:
    activity = opened_by("travel")
    settings.KEEP_PAGES = True
    assert ASKED in client.get(PAGE).content.decode()
    Demand.objects.create(activity=activity, doing=Doing.READ.value, proof=Proof.CODE.value)
    pages._state.version = "later"
    pages._state.read_at = float("inf")
    assert client.get(PAGE).status_code == 403
    pages.forget()


def test_whoever_has_come_in_answers_without_the_code_once_more_and_uses_it_up(
    reader: Client, codes: list[str]
) -> None:
    assert "proof_code" not in reader.get(PAGE).content.decode()
    assert answer(reader).status_code == 303
    assert counted(Activity.objects.get(dialogue__slug="skolan", number=1)) == [["bus"]]
    assert Code.objects.filter(is_used=True).count() == 1
    assert reader.get(PAGE).status_code == 200


def test_a_code_that_has_voted_opens_to_read_and_not_to_vote_again(reader: Client, codes: list[str]) -> None:
    answer(reader)
    other = Client()
    assert other.post(DOOR, {"proof_code": codes[0]}).status_code == 303
    assert answer(other).status_code == 422
    assert Ballot.objects.count() == 1


def test_a_code_that_is_stopped_meanwhile_takes_no_part(reader: Client) -> None:
    Code.objects.update(is_revoked=True)
    assert answer(reader).status_code == 403
    assert not Ballot.objects.exists()


def test_a_code_that_nobody_has_is_told_and_counted(codes: list[str], client: Client) -> None:
    page = client.post(DOOR, {"proof_code": "7KM2P-X4RT9"})
    assert page.status_code == 422
    assert ASKED not in page.content.decode()
    assert client.get(PAGE).status_code == 403
    known = client.post(DOOR, {"proof_code": codes[0][:-1] + ("A" if codes[0][-1] != "A" else "B")})
    assert known.status_code == 422
    assert Misses.objects.count() <= 1


def test_what_was_typed_is_kept_while_one_shows_who_one_is(codes: list[str], client: Client) -> None:
    page = client.post(PAGE, {"submission": str(uuid.uuid4()), "q.way": ["bike"]})
    assert page.status_code == 403
    assert not Ballot.objects.exists()
    assert client.post(PAGE, sent_again(page, proof_code=codes[0])).status_code == 303
    assert counted(Activity.objects.get(dialogue__slug="skolan", number=1)) == [["bike"]]


def test_it_is_told_before_one_begins_and_on_the_list_of_contributions(codes: list[str], client: Client) -> None:
    swedish = {"accept-language": "sv"}
    Activity.objects.update(introduction={"sv": "Till grannarna."})
    door = client.get(DOOR, headers=swedish).content.decode()
    assert "allmän handling" in door
    assert "Det här är för dig som har fått ett brev" in door
    activity = Activity.objects.get(number=1)
    assert activity.title["sv"] in door and "Till grannarna." in door, "those are everybody's"
    listed = client.get("/d/skolan/contributions/", headers=swedish).content.decode()
    assert PAGE in listed
    chosen = client.get("/d/skolan/take-part/", headers=swedish).content.decode()
    assert ASKED not in chosen and "För dem som har fått en kod i ett brev, också för att läsa" in chosen


@pytest.mark.parametrize(
    ("doing", "proof", "told"),
    [
        (Doing.VOTE, Proof.CODE, "Det behövs en kod från ett brev"),
        (Doing.VOTE, Proof.RESIDENT, "Det behövs e-legitimation, för dem som är folkbokförda här"),
        (Doing.COMMENT, Proof.EMAIL, ""),
        (Doing.VOTE, Proof.DEVICE, ""),
    ],
)
def test_what_one_must_have_at_hand_is_told_where_one_chooses(
    opened_by: Callable[[str], Activity], client: Client, doing: Doing, proof: Proof, told: str
) -> None:
    activity = opened_by("travel")
    Demand.objects.create(activity=activity, doing=doing.value, proof=proof.value)
    other = Activity.objects.create(**{**Activity.objects.values().get(), "id": None, "number": 2})
    Opening.objects.create(activity=other, opened_at=clock.now())
    chosen = client.get("/d/skolan/take-part/", headers={"accept-language": "sv"}).content.decode()
    assert ("Det behövs" in chosen) is bool(told) and told in chosen


def test_the_files_and_reports_of_what_was_said_there_lie_behind_the_door(
    opened: Dialogue, said: Callable[..., Contribution], client: Client, settings: Any
) -> None:
    contribution = said("Rastgården är mörk.")
    settings.KEEP_PAGES = True
    Attachment.objects.create(
        contribution=contribution, name="bild.png", content_type="image/png", size=1, published_at="2026-09-01T12:00Z"
    )
    Demand.objects.create(activity=contribution.activity, doing=Doing.READ.value, proof=Proof.CODE.value)
    report = client.get(f"/d/skolan/c/{contribution.reference}/report/")
    file = client.get(f"/d/skolan/attachments/{Attachment.objects.get().pk}/")
    assert [report.status_code, file.status_code] == [403, 403]
    assert "mörk" not in report.content.decode()


def test_what_is_said_in_a_room_has_no_door() -> None:
    known = catalogue.methods()
    assert rules.doings(known["meeting"], {}) == rules.doings(known["outreach"], {}) == ()
    assert Doing.READ in rules.doings(known["proposals"], {})


def test_neither_a_device_nor_an_address_keeps_anybody_out() -> None:
    assert not {Proof.DEVICE, Proof.EMAIL} & set(rules.POSSIBLE[Doing.READ])


def test_the_letter_says_what_the_code_opens(codes: list[str]) -> None:
    told = " ".join(letters._text(Batch.objects.select_related("activity").get()))
    assert "public document" in told and "come back with it to read" in told and "used once" not in told
