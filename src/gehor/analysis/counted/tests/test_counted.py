"""A finding rests on what was counted: a dialogue in which people only vote is analysed, decided and answered."""

import datetime as dt
import sys
import uuid
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gehor.analysis.actions import drop_finding, sign_off, write_finding
from gehor.analysis.counted import rules
from gehor.analysis.counted.actions import lift_off_line, rest_on_line
from gehor.analysis.counted.models import Counted
from gehor.analysis.counted.queries import table_can_carry
from gehor.analysis.models import Finding
from gehor.analysis.queries import facts
from gehor.analysis.queries.result import totals
from gehor.decision.actions import decide
from gehor.decision.basis.content import basis_of, kept
from gehor.feedback.actions import release_answers, write_answer
from gehor.ground import catalogue, clock
from gehor.ground.act import RESIDENT, Actor
from gehor.ground.errors import NotYet, WrongInput, WrongMoment, WrongPerson
from gehor.participation.actions import close_participation, contribute, open_participation
from gehor.participation.ballots.actions import cast
from gehor.participation.ballots.models import Voter
from gehor.participation.ballots.rules import Held
from gehor.participation.ballots.tests.conftest import TRAVEL
from gehor.planning.models import Activity, Dialogue
from gehor.process.method import Figure, Line, Outcome, Table
from gehor.process.words import Channel, Proof
from gehor.testing.costs import STAFF_MOST

JUNE = dt.datetime(2026, 6, 11, 9, 0, tzinfo=dt.UTC)
TABLES = "/staff/d/skolan/findings/1/tables/"
WORDED = {"sv": "Vi ska kunna cykla."}


@pytest.fixture
def votes(planned: Dialogue, alma: Actor, monkeypatch: pytest.MonkeyPatch) -> Activity:
    """Six people have said how they travel, and nobody has said anything else."""
    monkeypatch.setitem(catalogue.methods(), "travel", TRAVEL)
    texts = SimpleNamespace(NAME="travel", SUMMARY="travel", COLUMNS={})
    monkeypatch.setitem(sys.modules, "gehor.methods.travel.texts", texts)
    Activity.objects.filter(dialogue=planned, number=1).update(method="travel")
    activity = Activity.objects.select_related("dialogue__organisation").get(dialogue=planned, number=1)
    open_participation(activity, actor=alma)
    vote(activity)
    return activity


def vote(activity: Activity) -> None:
    for name, ways in zip("abcdef", (["bus"], ["bike"], ["bike"], ["bike"], ["bus", "bike"], ["car"]), strict=True):
        cast(
            activity,
            actor=RESIDENT,
            submission=uuid.uuid4(),
            held=Held(Proof.CODE, name),
            values={"way": ways},
            language="sv",
        )


@pytest.fixture
def closed_votes(votes: Activity, alma: Actor) -> Activity:
    close_participation(votes, actor=alma, reason={"sv": "Alla har svarat."})
    return votes


@pytest.fixture
def finding(closed_votes: Activity, bo: Actor) -> Finding:
    return write_finding(closed_votes.dialogue, actor=bo, statement=WORDED)


def test_a_dialogue_with_votes_alone_goes_all_the_way_to_an_answer(
    closed_votes: Activity,
    finding: Finding,
    bo: Actor,
    cilla: Actor,
    alma: Actor,
    board: Any,
    client: Client,
    django_assert_max_num_queries: Any,
) -> None:
    dialogue = closed_votes.dialogue
    assert facts(dialogue).groundless_findings == 1
    with pytest.raises(NotYet) as refusal:
        sign_off(dialogue, actor=bo)
    assert refusal.value.missing == ("grounded",)

    laid = rest_on_line(finding, actor=bo, activity=closed_votes, table="ways", line="bike")
    assert facts(dialogue).groundless_findings == 0
    assert laid.sha256 == rules.digest(laid.outcome)
    sign_off(dialogue, actor=bo)
    for address in ("result/", "result/1/", "basis/"):
        with django_assert_max_num_queries(8):
            page = client.get(f"/d/skolan/{address}")
        assert page.status_code == 200
        assert "what was counted" in page.content.decode().lower(), address
    assert "(4 of 6)" in client.get("/d/skolan/result/1/").content.decode()
    told = client.get("/d/skolan/result.json").json()
    assert (told["participants"], told["people"], told["voters"], told["contributions"]) == (6, 6, 6, 0)
    assert [each["line"] for each in told["findings"][0]["counted"]] == ["bike"]
    assert "(4 av 6)" in kept(basis_of(dialogue))
    Dialogue.objects.update(source_language="en")  # a line may be in another language, as somebody has written it
    (told,) = client.get("/d/skolan/result.json").json()["findings"][0]["counted"]
    basis = kept(basis_of(Dialogue.objects.get()))
    assert [each["label"] for each in told["lines"]] == ["bus", "bike", "car"]
    assert '{"kind":"said","language":"sv","text":"bike"}' in basis and "<span" not in basis
    Dialogue.objects.update(source_language="sv")

    with clock.at(JUNE):
        decided = decide(
            finding,
            actor=cilla,
            outcome="met",
            reason={"sv": "Det blir cykelväg."},
            body=board,
            decided_on=clock.today(),
            section="12",
            case_number="BUN 2026/1",
        )
    with django_assert_max_num_queries(8):
        grounds = client.get("/d/skolan/decision/1/").content.decode()
    assert 'class="chosen"' in grounds and "(4 of 6)" in grounds
    assert client.get("/d/skolan/decision/1/grounds.json").json()["counted"][0]["sha256"] == laid.sha256
    write_answer(decided, actor=alma, text={"sv": "Du ville cykla. Det blir en väg."}, version=0)
    assert release_answers(dialogue, actor=alma, greeting={"sv": "Tack."})


def test_people_are_counted_once_however_they_took_part(votes: Activity, alma: Actor) -> None:
    dialogue = votes.dialogue
    holder = Voter.objects.select_related("participant").first().participant
    contribute(votes, actor=RESIDENT, submission=uuid.uuid4(), text="Och en bänk.", language="sv", participant=holder)
    found = totals(dialogue)
    assert (found.participants, found.people, found.voters, found.contributions) == (6, 6, 6, 1)


def test_the_line_is_chosen_on_the_findings_page_and_lifted_again(
    finding: Finding, signed_in: Callable[[str], Client], django_assert_max_num_queries: Any
) -> None:
    bo = signed_in("bo")
    with django_assert_max_num_queries(15):
        page = bo.get(TABLES)
    ((_title, choices),) = page.context["form"].fields["line"].choices[1:]
    assert [words for _key, words in choices] == ["The whole table", "bus", "bike", "car"]
    assert bo.post(TABLES, {"line": "1\x1fways\x1fplane"}).status_code == 422
    assert bo.post(TABLES, {"line": choices[2][0]}).status_code == 303
    assert Counted.objects.get().line == "bike"
    assert bo.post(TABLES, {"line": choices[2][0]}).status_code == 409
    with django_assert_max_num_queries(15):
        assert b"chosen" in bo.get("/staff/d/skolan/findings/1/").content
    assert signed_in("cilla").get(TABLES).status_code in (403, 404)
    assert bo.post(f"{TABLES}{Counted.objects.get().pk}/lift/").status_code == 303
    assert not Counted.objects.exists()


def test_nothing_rests_on_what_is_still_open_too_small_or_elsewhere(votes: Activity, bo: Actor, alma: Actor) -> None:
    finding = write_finding(votes.dialogue, actor=bo, statement=WORDED)
    with pytest.raises(WrongMoment) as refusal:
        rest_on_line(finding, actor=bo, activity=votes, table="ways", line="bike")
    assert refusal.value.code == "outcome_hidden_open"
    close_participation(votes, actor=alma, reason={"sv": "Alla har svarat."})
    for table, line in (("nothing", ""), ("ways", "plane")):
        with pytest.raises(WrongInput):
            rest_on_line(finding, actor=bo, activity=votes, table=table, line=line)
    with pytest.raises(WrongPerson):
        rest_on_line(finding, actor=RESIDENT, activity=votes, table="ways")


def test_too_few_are_not_rested_on() -> None:
    lines = tuple(Line(key, {"sv": key}, (Figure(n),)) for key, n in (("young", 2), ("old", 30), ("older", 12)))
    table = Table("age", {"sv": "Ålder"}, ("count",), lines, people=44, background=True)
    assert not table_can_carry(table, "young")
    assert table_can_carry(table, "old") and table_can_carry(table)
    assert not table_can_carry(replace(table, people=4))


def test_what_is_laid_down_is_neither_changed_nor_forgotten(
    closed_votes: Activity, finding: Finding, bo: Actor
) -> None:
    laid = rest_on_line(finding, actor=bo, activity=closed_votes, table="ways")
    with pytest.raises(DatabaseError), transaction.atomic():
        Counted.objects.update(line="bus")
    with pytest.raises(WrongMoment) as refusal:
        drop_finding(finding, actor=bo)
    assert refusal.value.code == "counted_on_it"
    lift_off_line(laid, actor=bo)
    drop_finding(finding, actor=bo)


def test_a_table_comes_back_as_it_was_frozen() -> None:
    table = Table(
        "t",
        {"sv": "Medel"},
        ("mean", {"sv": "Egen"}),
        (Line("a", {"sv": "A"}, (Figure(Fraction(7, 3)), Figure(1, 2, 0.1, 0.9))),),
        "stacked",
        (("count", Figure(3)),),
        people=9,
        background=True,
    )
    outcome = Outcome(9, {Channel.WEB: 9, Channel.PAPER: 0}, 0, (table,))
    frozen = rules.frozen(outcome, table, {}, "sv")
    assert rules.thawed(frozen) == table
    assert frozen["by_channel"] == {"web": 9}
    about = Table("t", {"sv": "Om"}, ("sum",), (Line("ABC", {}, (Figure(1),)),))
    assert rules.thawed(rules.frozen(outcome, about, {"ABC": {"sv": "Mer skugga"}}, "sv")).lines[0].label == {
        "sv": "Mer skugga"
    }


def test_the_page_of_tables_asks_as_much_for_five_activities_as_for_one(
    closed_votes: Activity, finding: Finding, alma: Actor, signed_in: Callable[[str], Client]
) -> None:
    bo = signed_in("bo")
    with CaptureQueriesContext(connection) as for_one:
        assert bo.get(TABLES).status_code == 200
    for number in range(2, 6):
        another = copied(closed_votes, number)
        vote(open_participation(another, actor=alma).activity)
        close_participation(another, actor=alma, reason={"sv": "Alla har svarat."})
    with CaptureQueriesContext(connection) as for_five:
        page = bo.get(TABLES)
    assert page.content.decode().count("<optgroup") == 5
    assert len(for_five) <= len(for_one) <= STAFF_MOST


def copied(activity: Activity, number: int) -> Activity:
    return Activity.objects.create(
        dialogue=activity.dialogue,
        number=number,
        method=activity.method,
        title={"sv": f"Fråga {number}"},
        level=activity.level,
        setup=activity.setup,
        begins_on=activity.begins_on,
        ends_on=activity.ends_on,
    )
