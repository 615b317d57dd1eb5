"""What may be said of a dialogue that was held earlier, and what it claims."""

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from gehor.analysis.models import SignOff
from gehor.ground import clock
from gehor.ground.errors import NotYet, WrongInput, WrongPerson
from gehor.planning import actions as planning
from gehor.planning import queries
from gehor.planning.models import Assessment
from gehor.planning.retroactive.actions import Known, bring_in, put_right
from gehor.planning.retroactive.models import Earlier
from gehor.process.stages import Stage, stage
from gehor.process.words import Go

SAID: dict[str, Any] = {
    "title": {"sv": "Vård för unga vuxna"},
    "question": {"sv": "Vad behöver bli bättre?"},
    "source_language": "sv",
}


def typed(**other: Any) -> dict[str, Any]:
    return {"title_sv": "Vård för unga vuxna", "question_sv": "Vad behöver bli bättre?", "promised": "unknown", **other}


def test_what_is_left_out_stays_unknown(alma: Any, organisation: Any) -> None:
    earlier = bring_in(organisation, actor=alma, **SAID).earlier
    assert (earlier.held_from, earlier.held_to, earlier.people, earlier.promised) == (None, None, None, "unknown")
    assert earlier.brought_in_by.name == "Alma"


def test_it_is_held_without_anybody_having_assessed_it(alma: Any, organisation: Any) -> None:
    facts = queries.facts(bring_in(organisation, actor=alma, **SAID))
    assert facts.retroactive and facts.outcome is Go.RUN and stage(facts) is Stage.ANALYSIS
    assert not Assessment.objects.exists()


def test_it_claims_no_promise_no_level_and_no_plan(alma: Any, organisation: Any) -> None:
    known = Known(promised="yes", promise={"sv": "Ett möte i juni 2013."})
    dialogue = bring_in(organisation, actor=alma, known=known, **SAID)
    assert (dialogue.answer_due, dialogue.levels, dialogue.decision_on) == (None, [], None)


def test_only_a_lead_brings_one_in(bo: Any, organisation: Any) -> None:
    with pytest.raises(WrongPerson):
        bring_in(organisation, actor=bo, **SAID)


@pytest.mark.parametrize(
    ("known", "code"),
    [
        (Known(held_from=dt.date(2026, 3, 3)), "earlier_in_the_future"),
        (Known(held_to=dt.date(2027, 1, 1)), "earlier_in_the_future"),
        (Known(held_from=dt.date(2013, 5, 2), held_to=dt.date(2013, 5, 1)), "earlier_ends_before_it_began"),
        (Known(people=-1), "people_impossible"),
        (Known(promised="perhaps"), "say_whether_promised"),
        (Known(promised="no", promise={"sv": "Svar i maj"}), "promise_without_promise"),
    ],
)
def test_what_cannot_be_is_refused(alma: Any, organisation: Any, known: Known, code: str) -> None:
    with pytest.raises(WrongInput) as refusal:
        bring_in(organisation, actor=alma, known=known, **SAID)
    assert refusal.value.code == code
    assert not Earlier.objects.exists()


def test_what_is_known_is_put_right(alma: Any, organisation: Any, board: Any) -> None:
    dialogue = bring_in(organisation, actor=alma, **SAID)
    said = {name: SAID[name] for name in ("title", "question")}
    put_right(dialogue, actor=alma, known=Known(people=40), body=board, **said)
    known = queries.public_dialogue(dialogue.slug)
    assert known.earlier.people == 40
    assert known.deciding_body == board


def test_a_dialogue_of_our_own_is_not_put_right_so(alma: Any, planned: Any) -> None:
    with pytest.raises(NotYet) as refusal:
        put_right(planned, actor=alma, title=planned.title, question=planned.question, known=Known())
    assert refusal.value.missing == ("held_earlier",)


def test_its_plan_is_not_planned_afterwards(alma: Any, organisation: Any) -> None:
    dialogue = bring_in(organisation, actor=alma, **SAID)
    said = {part: {"sv": "x"} for part in ("background", "question", "purpose", "goal")}
    with pytest.raises(NotYet) as refusal:
        planning.state_purpose(dialogue, actor=alma, **said)
    assert refusal.value.missing == ("nobody_yet",)


def test_the_database_keeps_days_in_order(alma: Any, organisation: Any) -> None:
    dialogue = bring_in(organisation, actor=alma, **SAID)
    with pytest.raises(IntegrityError), transaction.atomic():
        Earlier.objects.filter(dialogue=dialogue).update(held_from="2013-05-02", held_to="2013-05-01")


def test_a_wrong_day_keeps_everything_that_was_typed(signed_in: Any, organisation: Any) -> None:
    page = signed_in("alma").post("/staff/o/alvsala/bring-in/", typed(held_from="2031-01-01", held_by="Psykiatrin"))
    assert page.status_code == 422
    text = page.content.decode()
    assert "Den dagen har inte kommit" in text or "This day has not come yet" in text
    assert 'value="2031-01-01"' in text and "Psykiatrin" in text and "Vad behöver bli bättre?" in text


def test_the_start_page_leads_to_it(signed_in: Any, organisation: Any) -> None:
    assert b"/staff/o/alvsala/bring-in/" in signed_in("alma").get("/staff/o/alvsala/start/").content


def test_nobody_else_brings_in(signed_in: Any, organisation: Any) -> None:
    assert signed_in("bo").get("/staff/o/alvsala/bring-in/").status_code == 403
    assert signed_in("farid").get("/staff/o/alvsala/bring-in/").status_code in (403, 404)


def test_after_the_sign_off_the_page_says_where_it_goes_on(
    alma: Any, bo: Any, organisation: Any, accounts: Any, signed_in: Any
) -> None:
    dialogue = bring_in(organisation, actor=alma, slug="psykiatrin", **SAID)
    SignOff.objects.create(dialogue=dialogue, signed_at=clock.now(), signed_by=accounts["bo"])
    for address in ("earlier/", "held/add/"):
        page = signed_in("alma").get(f"/staff/d/psykiatrin/{address}").content.decode()
        assert (
            "/staff/d/psykiatrin/change/" in page and "name=" not in page.partition("<main")[2].partition("</main>")[0]
        )
