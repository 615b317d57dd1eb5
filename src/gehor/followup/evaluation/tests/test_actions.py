"""Asking, answering once and by nobody, paper, codes, and judging an effect."""

import datetime as dt

import pytest
from django.db import DatabaseError, transaction

from gehor.decision.models import Decision
from gehor.followup.evaluation import actions, keys, queries
from gehor.followup.evaluation.models import Judgement, Response, Round, Ticket
from gehor.ground import clock
from gehor.ground.act import RESIDENT
from gehor.ground.errors import NotYet, WrongInput, WrongMoment, WrongPerson
from gehor.ground.journal.models import Entry
from gehor.ground.people.models import Participant
from gehor.participation.models import Opening

from .conftest import AFTERWARDS, LAST_DAY


def test_everybody_who_was_part_of_it_gets_a_ticket_but_auditor_and_host(asked):
    # Alma, Kim, Bo, Tove, Rut and Ada work here; Odd looks at dialogues and Nour hosts a network
    assert asked.asked == {"participants": 3, "staff": 6, "politicians": 1}
    assert Ticket.objects.count() == 10


def test_a_table_is_nobody_and_those_at_it_are_somebody(opened, alma, said):
    table, at_it = (
        Participant.objects.create(organisation=opened.organisation, receipt=code, people=n, created_at=clock.now())
        for code, n in (("TABLE00000", 2), ("SEAT000000", 1))
    )
    at_it.voices.add(table)
    said("Vi vid bordet", participant=table, channel="meeting")
    said("Jag själv, hemifrån")
    Opening.objects.update(closed_at=clock.now())
    asked = actions.ask(opened, actor=alma, part="taking-part", closes_on=LAST_DAY)
    assert asked.asked["participants"] == 2
    assert queries.courses([opened])[opened.pk].people == 2  # she at the table, and she at home
    assert queries.has_ticket(keys.of_participant(asked, at_it))
    assert not queries.has_ticket(keys.of_participant(asked, table))


def test_the_answer_is_asked_about_when_it_is_there(closed, alma, released):
    Round.objects.all().delete()
    asked = actions.ask(released, actor=alma, part="answer", closes_on=LAST_DAY)
    assert asked.asked == {"staff": 6, "politicians": 1}  # participants rate each answer, and are not asked again
    with pytest.raises(WrongInput):
        actions.enter_paper(asked, actor=alma, group="participants", ratings={"credible": 4})
    with pytest.raises(WrongInput):
        actions.give_codes(asked, actor=alma, group="participants", number=1)


@pytest.mark.parametrize(
    ("part", "closes_on", "refusal"),
    [
        ("taking-part", dt.date(2026, 3, 5), WrongInput),
        ("taking-part", dt.date(2027, 3, 5), WrongInput),
        ("everything", LAST_DAY, WrongInput),
        ("answer", LAST_DAY, NotYet),
    ],
)
def test_what_cannot_be_asked_is_refused(closed, alma, part, closes_on, refusal):
    with pytest.raises(refusal):
        actions.ask(closed, actor=alma, part=part, closes_on=closes_on)
    assert not Round.objects.exists()


def test_nobody_is_asked_while_it_is_open_nor_twice_nor_by_an_analyst(opened, alma, bo):
    with pytest.raises(NotYet):
        actions.ask(opened, actor=alma, part="taking-part", closes_on=LAST_DAY)
    with pytest.raises(WrongPerson):
        actions.ask(opened, actor=bo, part="taking-part", closes_on=LAST_DAY)


def test_nobody_is_asked_twice(asked, alma):
    with pytest.raises(WrongMoment) as refusal:
        actions.ask(asked.dialogue, actor=alma, part="taking-part", closes_on=LAST_DAY)
    assert refusal.value.code == "asked_already"


def test_one_person_answers_once(asked, participants, answer):
    answer(asked, participants[0], purpose_clear=5, respect=0)
    with pytest.raises(WrongMoment) as refusal:
        answer(asked, participants[0], purpose_clear=1)
    assert refusal.value.code == "evaluated_already"
    assert [row.ratings for row in Response.objects.all()] == [{"purpose_clear": 5, "respect": 0}]


def test_nothing_that_is_kept_leads_from_a_person_to_a_response(asked, participants, answer, actors):
    answer(asked, participants[0], purpose_clear=5)
    key = keys.of_account(asked, actors["bo"].account_id)
    actions.answer(asked, actor=RESIDENT, key=key, ratings={"respect": 1})
    columns = {field.name for field in Response._meta.get_fields()}
    assert columns == {"id", "round", "group", "way", "ratings", "remark"}
    assert {row.pk.version for row in Response.objects.all()} == {4}  # drawn by chance
    kept = Ticket.objects.filter(pk__in=[key, keys.of_participant(asked, participants[0])])
    assert not kept.exists()  # torn up, not marked: the order in which they were used is gone
    entries = Entry.objects.filter(step="evaluation.answer")
    assert {entry.actor for entry in entries} == {"resident"}
    assert {(entry.subject_kind, entry.subject_id) for entry in entries} == {("evaluation.round", asked.pk)}
    assert all(set(entry.codes) == {"part", "group"} for entry in entries)


def test_tickets_lie_in_no_order(asked):
    lying = list(Ticket.objects.raw("SELECT * FROM evaluation_ticket"))
    assert [row.pk for row in lying] == sorted(row.pk for row in lying)


@pytest.mark.parametrize("ratings", [{"purpose_clear": 6}, {"credible": 3}, {}])
def test_an_answer_without_sense_takes_no_ticket(asked, participants, ratings, answer):
    with pytest.raises(WrongInput):
        answer(asked, participants[0], **ratings)
    assert queries.has_ticket(keys.of_participant(asked, participants[0])) and not Response.objects.exists()


def test_after_the_last_day_nobody_answers(over, participants, answer, alma):
    with pytest.raises(WrongMoment) as refusal:
        answer(over, participants[0], purpose_clear=5)
    assert refusal.value.code == "evaluation_over"
    with pytest.raises(WrongMoment):
        actions.enter_paper(over, actor=alma, group="participants", ratings={"respect": 4})


def test_a_made_up_key_opens_nothing(asked):
    with pytest.raises(WrongMoment):
        actions.answer(asked, actor=RESIDENT, key="0" * 64, ratings={"respect": 4})


@pytest.mark.parametrize("change", [lambda rows: rows.update(ratings={}), lambda rows: rows.delete()])
def test_the_database_refuses_to_change_what_was_answered(asked, participants, answer, change):
    answer(asked, participants[0], purpose_clear=5)
    with pytest.raises(DatabaseError), transaction.atomic():
        change(Response.objects.all())


def test_paper_is_typed_in_by_staff(asked, actors):
    actions.enter_paper(asked, actor=actors["tove"], group="participants", ratings={"respect": 4}, remark="Bra fika")
    row = Response.objects.get()
    assert (row.way, row.group, row.remark) == ("paper", "participants", "Bra fika")
    with pytest.raises(WrongInput):
        actions.enter_paper(asked, actor=actors["tove"], group="everybody", ratings={"respect": 4})
    with pytest.raises(WrongPerson):
        actions.enter_paper(asked, actor=actors["cilla"], group="participants", ratings={"respect": 4})


def test_a_code_opens_the_questions_once(asked, alma):
    codes = actions.give_codes(asked, actor=alma, group="politicians", number=3)
    asked.refresh_from_db()
    assert len(set(codes)) == 3 and asked.asked["politicians"] == 4
    found, key = queries.round_of_code(codes[0].lower())
    actions.answer(found, actor=RESIDENT, key=key, ratings={"respect": 4})
    assert queries.round_of_code(codes[0]) is None and queries.round_of_code(codes[1]) is not None
    assert not any(code in str(row) for code in codes for row in Entry.objects.values_list("codes"))


@pytest.mark.parametrize(("group", "number"), [("all", 1), ("staff", 201), ("staff", 0)])
def test_codes_without_sense_are_refused(asked, alma, group, number):
    with pytest.raises(WrongInput):
        actions.give_codes(asked, actor=alma, group=group, number=number)


def test_a_named_person_judges_and_can_judge_anew(decided, alma, cilla):
    decision = Decision.objects.get(weighs__number=1)
    assert queries.effected(decided)[0].effect == "whole"
    actions.judge(decision, actor=cilla, effect="confirmed", reason={"sv": "Det stod redan i planen."})
    with clock.at(AFTERWARDS):
        actions.judge(decision, actor=alma, effect="part", reason={"sv": "Skolgården lades till."})
    first = queries.effected(decided)[0]
    assert (first.effect, first.judged_by, first.reason) == ("part", "Alma", {"sv": "Skolgården lades till."})
    assert Judgement.objects.count() == 2
    with pytest.raises(DatabaseError), transaction.atomic():
        Judgement.objects.update(effect="whole")


@pytest.mark.parametrize("wrong", [{"effect": "unsettled"}, {"effect": "much"}, {"reason": {}}])
def test_a_judgement_without_sense_is_refused(decided, alma, wrong):
    decision = Decision.objects.get(weighs__number=1)
    with pytest.raises(WrongInput):
        actions.judge(decision, actor=alma, **{"effect": "part", "reason": {"sv": "Skäl."}, **wrong})


def test_an_analyst_judges_no_decision(decided, bo):
    with pytest.raises(WrongPerson):
        actions.judge(Decision.objects.first(), actor=bo, effect="part", reason={"sv": "Skäl."})
