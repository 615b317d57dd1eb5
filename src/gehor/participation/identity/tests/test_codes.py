"""Codes in letters: made once, opened once, stopped, and guessed in vain."""

import csv
import html
import io
import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import translation
from pypdf import PdfReader

from gehor.ground import cookies, limits
from gehor.ground.act import Actor
from gehor.ground.errors import WrongInput, WrongMoment, WrongPerson
from gehor.ground.journal.models import Entry
from gehor.ground.people import receipt
from gehor.participation.actions import open_participation
from gehor.participation.ballots.models import Ballot, Voter
from gehor.participation.ballots.tests.conftest import counted, held
from gehor.participation.identity import codes, letters, queries
from gehor.participation.identity.actions import make_codes, revoke_codes
from gehor.participation.identity.doors import MustShow, must_hold
from gehor.participation.identity.models import Batch, Code, Demand, Misses
from gehor.participation.identity.tests.test_device import vote
from gehor.participation.models import Contribution
from gehor.planning.models import Activity, Dialogue
from gehor.process.words import Doing, Proof

FORM = "/d/skolan/take-part/1/"
CODES = "/staff/d/skolan/openings/1/codes/"
SWEDISH = {"accept-language": "sv"}


@pytest.fixture
def coded(planned_by: Callable[[str], Activity], alma: Actor) -> Activity:
    """The last answer counts, and each code is one person."""
    activity = planned_by("travel")
    open_participation(activity, actor=alma, demands={Doing.VOTE: Proof.CODE})
    return activity


@pytest.fixture
def batch(coded: Activity, alma: Actor) -> tuple[Batch, list[str]]:
    return make_codes(coded, actor=alma, many=3)


def send(browser: Client, way: str, **more: str) -> HttpResponse:
    filled = {"submission": str(uuid.uuid4()), "q.way": [way], **more}
    return browser.post(FORM, filled, headers=SWEDISH)


def sent_again(page: HttpResponse, **filled: str) -> dict[str, Any]:
    """What the page that asks keeps, and what is filled in on it."""
    found: dict[str, Any] = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page.content.decode()):
        if name != "csrfmiddlewaretoken":
            found.setdefault(name, []).append(html.unescape(value))
    return {**found, **filled}


# Taking part


def test_a_code_counts_once_and_with_the_receipt_the_answer_can_be_changed(
    batch: tuple[Batch, list[str]], coded: Activity, client: Client
) -> None:
    code = receipt.shown(batch[1][0]).lower()
    page = client.get(FORM, headers=SWEDISH).content.decode()
    assert "Så visar du vem du är" in page and 'name="proof_code"' in page
    first = send(client, "bus", proof_code=code)
    assert first.status_code == 303
    again = send(Client(), "car", proof_code=code)
    assert again.status_code == 422
    assert (
        "redan svarat med den här koden" in again.content.decode() and 'name="proof_receipt"' in again.content.decode()
    )
    assert counted(coded) == [["bus"]]
    coded.method = "survey"  # of which the first answer counts: nobody is offered to change it
    with pytest.raises(WrongInput, match="code_used_for_good"):
        codes.opened(coded, code, Doing.VOTE)
    mine = first["location"].split("/")[2]
    assert Client().post(FORM, sent_again(again, proof_code=code, proof_receipt=mine)).status_code == 303
    assert counted(coded) == [["car"]] and Voter.objects.get().proof == "code"


def test_without_a_code_everything_that_was_typed_is_kept(
    batch: tuple[Batch, list[str]], coded: Activity, client: Client
) -> None:
    asked = send(client, "bike", **{"q.why": "<Nära> & bra", "email": "dana@example.org"})
    assert asked.status_code == 403 and asked["Cache-Control"] == "no-store, private"
    assert "Inget är mottaget ännu" in asked.content.decode()
    assert "Fyll i koden från brevet." not in asked.content.decode()
    pressed = client.post(FORM, sent_again(asked), headers=SWEDISH)
    assert pressed.status_code == 422 and "Fyll i koden från brevet." in pressed.content.decode()
    kept = sent_again(asked)
    assert kept["q.why"] == ["<Nära> & bra"] and kept["email"] == ["dana@example.org"]
    assert client.post(FORM, {**kept, "proof_code": batch[1][1]}).status_code == 303
    assert counted(coded) == [["bike"]]


def test_the_same_form_sent_twice_is_one_answer(batch: tuple[Batch, list[str]], client: Client) -> None:
    filled = {"submission": str(uuid.uuid4()), "proof_code": batch[1][0]}
    first, second = send(client, "bus", **filled), send(client, "bus", **filled)
    assert first.status_code == second.status_code == 303 and first["location"] == second["location"]
    assert Ballot.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("7KM2P-X4RT", "inte en kod som vi skriver dem"),
        (receipt.shown("23456789A2")[:9] + "B?", "inte en kod som vi skriver dem"),
        ("<b>x</b>", "inte en kod som vi skriver dem"),
        ("new", "Ingen har fått koden"),
        ("revoked", "är spärrad"),
    ],
)
def test_a_code_that_opens_nothing_is_told_so(
    batch: tuple[Batch, list[str]], alma: Actor, client: Client, typed: str, sentence: str
) -> None:
    if typed == "new":
        typed = receipt.new_code()
    if typed == "revoked":
        revoke_codes(batch[0], actor=alma, letter=3)
        typed = batch[1][2]
    page = send(client, "bus", proof_code=typed)
    assert page.status_code == 422 and sentence in page.content.decode()
    assert "<b>x" not in page.content.decode()
    assert not Ballot.objects.exists()


def test_guesses_are_slowed_counted_and_told(
    batch: tuple[Batch, list[str]], coded: Activity, signed_in: Callable[[str], Client], settings: Any
) -> None:
    settings.LIMITS = {**settings.LIMITS, "code_address": (25, 1)}
    limits._buckets.clear()
    for code in batch[1]:
        assert send(Client(), "bus", proof_code=code).status_code == 303, "a code that is right costs no try"
    answers = [send(Client(), "bus", proof_code=receipt.new_code()) for _ in range(26)]
    assert [each.status_code for each in answers] == [422] * 25 + [429]
    slowed = answers[-1].content.decode()
    assert f"Vänta {answers[-1]['Retry-After']} sekunder" in slowed and 'name="proof_code"' in slowed
    assert Misses.objects.get().count == 25
    assert [each.count for each in queries.guessing([coded.dialogue_id])] == [25]
    told = "25 codes that nobody has got"
    for page in (CODES, "/staff/d/skolan/openings/"):
        assert told in signed_in("alma").get(page).content.decode()
    assert told not in signed_in("tove").get("/staff/d/skolan/openings/").content.decode()
    limits._buckets.clear()


def test_a_code_is_demanded_of_what_is_written_too(
    planned: Dialogue, alma: Actor, client: Client, signed_in: Callable[[str], Client]
) -> None:
    activity = Activity.objects.select_related("dialogue__organisation").get(dialogue=planned, number=1)
    open_participation(activity, actor=alma, demands={Doing.COMMENT: Proof.CODE})
    _batch, made = make_codes(activity, actor=alma, many=1)
    filled = {"submission": str(uuid.uuid4()), "text": "Mer utemiljö.", "anyway": "1"}
    assert client.post(FORM, filled).status_code == 403
    assert not Contribution.objects.exists()
    assert client.post(FORM, {**filled, "proof_code": made[0]}).status_code == 303
    assert Contribution.objects.count() == 1 and Code.objects.get().is_used
    again = {**filled, "submission": str(uuid.uuid4()), "proof_code": made[0]}
    assert client.post(FORM, again).status_code == 303, "what is counted counts once; this is not counted"
    assert Contribution.objects.count() == 2


def test_a_proof_lasts_where_one_votes_on_one_thing_after_another(
    batch: tuple[Batch, list[str]], coded: Activity, rf: Any
) -> None:
    first = rf.post(FORM, {"proof_code": batch[1][0]})
    shown = must_hold(first, coded, Doing.VOTE)
    morsel = cookies.kept(first, HttpResponse()).cookies["gehor_proof"]
    assert (morsel["path"], morsel["httponly"], morsel["max-age"]) == ("/d/skolan/", True, "")
    assert batch[1][0] not in morsel.value
    second = rf.post(FORM, {})
    second.COOKIES["gehor_proof"] = morsel.value
    assert must_hold(second, coded, Doing.VOTE) == shown
    third = rf.post(FORM, {})
    third.COOKIES["gehor_proof"] = morsel.value[:-2] + "xx"
    with pytest.raises(MustShow):
        must_hold(third, coded, Doing.VOTE)


# On paper


def test_paper_uses_the_same_code(
    batch: tuple[Batch, list[str]], coded: Activity, signed_in: Callable[[str], Client], client: Client
) -> None:
    tove, page = signed_in("tove"), "/staff/d/skolan/enter/1/"
    assert 'name="letter_code"' in tove.get(page).content.decode()
    typed = {"channel": "paper", "received_on": "2026-03-02", "language": "sv", "q.way": ["car"]}
    without = tove.post(page, {**typed, "submission": str(uuid.uuid4())})
    assert without.status_code == 422
    assert tove.post(page, {**typed, "submission": str(uuid.uuid4()), "letter_code": batch[1][0]}).status_code == 303
    assert send(client, "bus", proof_code=batch[1][0]).status_code == 422, "the code has answered on paper"
    wrong = tove.post(page, {**typed, "submission": str(uuid.uuid4()), "letter_code": receipt.new_code()})
    assert wrong.status_code == 422 and counted(coded) == [["car"]]


def test_less_than_the_code_is_not_taken_by_the_actions(coded: Activity) -> None:
    with pytest.raises(WrongPerson):
        vote(coded, held("a", Proof.DEVICE))
    assert not Ballot.objects.exists()


# Making, printing and stopping


def test_codes_are_stored_as_hashes_and_leave_nothing_in_the_journal(batch: tuple[Batch, list[str]]) -> None:
    stored = str(list(Code.objects.values())) + str(list(Entry.objects.values()))
    assert not [code for code in batch[1] if code in stored]
    assert len(set(batch[1])) == 3 and all(map(receipt.is_valid, batch[1]))


def test_no_row_leads_from_a_letter_to_an_answer(batch: tuple[Batch, list[str]], client: Client) -> None:
    send(client, "bus", proof_code=batch[1][1])
    assert Voter.objects.get().pseudonym not in Code.objects.values_list("digest", flat=True)
    assert {field.name for field in Code._meta.get_fields()} == {
        "id", "batch", "number", "digest", "is_used", "is_revoked"
    }  # fmt: skip


def test_letters_are_printed_one_page_for_each_code(batch: tuple[Batch, list[str]]) -> None:
    reader = PdfReader(io.BytesIO(letters.letters(*batch)))
    pages = [page.extract_text() for page in reader.pages]
    assert len(pages) == 3
    for number, (text, code) in enumerate(zip(pages, batch[1], strict=True), 1):
        assert receipt.shown(code) in text.replace(" ", "") and f"1–{number}" in text and "Din kod" in text
        assert "/d/skolan/take-part/1/" in text.replace("\n", "")


@pytest.mark.parametrize(
    ("method", "commenting", "words"),
    [
        ("survey", Proof.OPEN, "It is yours alone and counts once."),
        ("proposals", Proof.OPEN, "It is yours alone and counts once."),
        ("proposals", Proof.CODE, "What is counted counts once, and you can write several times."),
        ("text_hearing", Proof.CODE, "It is yours alone, and you can write several times."),
    ],
)
def test_a_letter_says_how_often_its_code_is_good(
    activity: Activity, method: str, commenting: Proof, words: str
) -> None:
    activity.method, activity.setup = method, {"support": True}
    for doing, proof in ((Doing.VOTE, Proof.CODE), (Doing.COMMENT, commenting)):
        Demand.objects.create(activity=activity, doing=doing.value, proof=proof.value)
    with translation.override("en"):
        assert words in letters._how_often(Batch(activity=activity))


def test_letters_are_in_the_language_that_is_asked_for(coded: Activity, signed_in: Callable[[str], Client]) -> None:
    asked = {"make": "1", "many": "1", "shape": "letters"}
    found = [signed_in("alma").post(CODES, {**asked, "language": each}).content for each in ("en", "")]
    english, without = (PdfReader(io.BytesIO(each)).pages[0].extract_text() for each in found)
    assert "Your code" in english and "Din kod" in without
    assert signed_in("alma").post(CODES, {**asked, "language": "tlh"}).status_code == 422


def test_the_file_is_given_once_and_only_counts_stay(coded: Activity, signed_in: Callable[[str], Client]) -> None:
    alma = signed_in("alma")
    answer = alma.post(CODES, {"make": "1", "many": "2", "shape": "list"})
    assert answer["Content-Type"].startswith("text/csv") and "no-store" in answer["Cache-Control"]
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert [row["letter"] for row in rows] == ["1-1", "1-2"] and all(
        receipt.is_valid(receipt.normalise(r["code"])) for r in rows
    )
    page = alma.get(CODES).content.decode()
    assert not [row for row in rows if row["code"] in page]
    assert [(each.made, each.left) for each in queries.sent(coded)] == [(2, 2)]


def test_what_is_stopped_is_one_letter_or_what_is_left_of_a_batch(
    batch: tuple[Batch, list[str]], coded: Activity, signed_in: Callable[[str], Client], client: Client, alma: Actor
) -> None:
    send(client, "bus", proof_code=batch[1][0])
    staff = signed_in("alma")
    assert staff.post(CODES, {"stop": "1", "letter": "1–2"}).status_code == 303
    assert staff.post(CODES, {"stop": "1", "letter": "1"}).status_code == 303
    (counts,) = queries.sent(coded)
    assert (counts.used, counts.revoked, counts.left) == (1, 2, 0)
    with pytest.raises(WrongMoment) as refusal:
        revoke_codes(batch[0], actor=alma, letter=1)
    assert refusal.value.code == "no_code_to_revoke"


@pytest.mark.parametrize("typed", ["", "två", "1–99999999", "1–9", "9"])
def test_a_letter_that_is_not_there_is_told_so(
    batch: tuple[Batch, list[str]], signed_in: Callable[[str], Client], typed: str
) -> None:
    assert signed_in("alma").post(CODES, {"stop": "1", "letter": typed}).status_code == 422
    assert not Code.objects.filter(is_revoked=True).exists()


def test_so_many_codes_at_a_time(coded: Activity, alma: Actor, signed_in: Callable[[str], Client]) -> None:
    with pytest.raises(WrongInput) as refusal:
        make_codes(coded, actor=alma, many=5001)
    assert refusal.value.code == "too_many_codes"
    assert signed_in("alma").post(CODES, {"make": "1", "many": "-1", "shape": "list"}).status_code == 422
    assert not Code.objects.exists()


def test_only_lead_and_registrar_come_to_the_codes(
    batch: tuple[Batch, list[str]], signed_in: Callable[[str], Client], django_assert_max_num_queries: Any
) -> None:
    for name in ("bo", "cilla", "tove", "farid"):
        assert signed_in(name).get(CODES).status_code == signed_in(name).post(CODES, {"make": "1"}).status_code == 403
    rut = signed_in("rut")
    with django_assert_max_num_queries(15):
        assert rut.get(CODES).status_code == 200
