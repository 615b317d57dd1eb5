"""A form that cannot be counted is kept with the reason, told with the result, and never counted."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from gehor.ground.act import Actor
from gehor.ground.errors import WrongPerson
from gehor.ground.journal.models import Entry
from gehor.ground.people.receipt import shown
from gehor.participation.actions import close_participation
from gehor.participation.ballots.actions import import_ballots
from gehor.participation.ballots.models import Ballot
from gehor.participation.ballots.rules import Filled
from gehor.participation.paper.actions import keep_invalid
from gehor.participation.paper.models import Invalid, Sheet
from gehor.planning.models import Activity
from gehor.process.ratings import FEWEST

TYPING = "/staff/d/skolan/enter/1/"
PAPER = "/staff/d/skolan/paper/1/"
EN = {"accept-language": "en"}


@pytest.fixture
def send(sheets: list[Sheet], signed_in: Callable[[str], Client]) -> Callable[..., HttpResponse]:
    tove, submission = signed_in("tove"), str(uuid.uuid4())
    how = {"channel": "paper", "received_on": "2026-03-02", "language": "sv", "submission": submission}
    wrong = {"q.way": ["no such way"], "sheet": sheets[0].code}
    return lambda **more: tove.post(TYPING, {**how, **wrong, **more}, headers=EN)


def test_what_is_refused_can_be_kept_as_an_invalid_ballot(
    send: Callable[..., HttpResponse], sheets: list[Sheet], alma: Actor, signed_in: Callable[[str], Client]
) -> None:
    refused = send().content.decode()
    assert refused.index("Save and take the next") < refused.index("Keep as an invalid ballot"), (
        "Enter presses the first"
    )
    again = send(keep_invalid="yes")
    assert again.status_code == 422 and "Say why it cannot be counted." in again.content.decode()
    assert not Invalid.objects.exists()
    for _sent_twice in range(2):
        assert send(keep_invalid="yes", why_invalid="too_much").status_code in (303, 422)
    kept = Invalid.objects.get()
    assert (kept.sheet, kept.reason) == (sheets[0], "too_much")
    assert not Ballot.objects.exists()
    assert Entry.objects.get(step="paper.keep_invalid").codes["reason"] == "too_much"


def test_it_is_told_to_whoever_has_the_code_and_with_the_result(
    send: Callable[..., HttpResponse],
    sheets: list[Sheet],
    typed: Callable[..., Ballot],
    travel: Activity,
    alma: Actor,
    client: Client,
    signed_in: Callable[[str], Client],
) -> None:
    for sheet in sheets[1:]:
        typed(sheet, way=["bus"])
    send(keep_invalid="yes", why_invalid="too_much")
    told = client.get(f"/c/{shown(sheets[0].code)}/", headers=EN).content.decode()
    assert "could not be counted" in told and "more is chosen than may be" in told
    staff = signed_in("alma").get("/staff/d/skolan/outcome/1/", headers=EN)
    assert "1 paper form is invalid and not counted: more is chosen than may be" in " ".join(
        staff.content.decode().split()
    )
    assert staff.context["result"].outcome.people == 3, "the invalid one is not among them"
    rows = [Filled(number, {"way": ["bus"]}) for number in range(FEWEST)]
    import_ballots(travel, actor=alma, rows=rows, file_name="more.csv", file_hash="0" * 64)
    close_participation(travel, actor=alma, reason={"sv": "Alla har svarat."})
    data = client.get("/d/skolan/take-part/1/result.json").json()
    assert (len(data["ballots"]), data["invalid"]) == (FEWEST + 3, {"too_much": 1})


def test_it_is_not_typed_in_before_it_is_taken_back(
    send: Callable[..., HttpResponse], sheets: list[Sheet], signed_in: Callable[[str], Client]
) -> None:
    send(keep_invalid="yes", why_invalid="unclear")
    refused = send(**{"q.way": ["bus"], "submission": str(uuid.uuid4())})
    assert refused.status_code == 422 and "is kept as an invalid ballot" in refused.content.decode()
    alma, kept = signed_in("alma"), Invalid.objects.get()
    page = alma.get(PAPER, headers=EN).content.decode()
    assert "Invalid ballots" in page and f"{PAPER}invalid/{kept.pk}/drop/" in page
    assert alma.post(f"{PAPER}invalid/{kept.pk}/drop/").status_code == 303
    assert send(**{"q.way": ["bus"], "submission": str(uuid.uuid4())}).status_code == 303
    assert Ballot.objects.count() == 1 and not Invalid.objects.exists()


def test_who_may_not_type_in_keeps_nothing_and_nothing_is_kept_of_what_is_closed(
    send: Callable[..., HttpResponse], travel: Activity, farid: Actor, alma: Actor, sheets: list[Sheet]
) -> None:
    with pytest.raises(WrongPerson):
        keep_invalid(travel, actor=farid, submission=uuid.uuid4(), reason="empty")
    close_participation(travel, actor=alma, reason={"sv": "Alla har svarat."})
    answer: Any = send(keep_invalid="yes", why_invalid="empty")
    assert answer.status_code == 409 and not Invalid.objects.exists()
