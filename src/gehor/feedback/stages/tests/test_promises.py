"""What is promised: by the organisation's times, by a day of its own, and what becomes of a promise that is late."""

import datetime as dt

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from gehor.feedback.actions import release_answers
from gehor.feedback.queries import facts
from gehor.feedback.stages import actions, queries
from gehor.feedback.stages.models import Absence, Bulletin, Promise
from gehor.feedback.stages.rules import Stage, Times
from gehor.feedback.stages.tasks import fix_promises
from gehor.ground import clock, worker
from gehor.ground.errors import NotYet, WrongInput, WrongMoment, WrongPerson
from gehor.participation.actions import open_participation
from gehor.participation.models import Opening

MAY = dt.date(2026, 5, 30)


@pytest.fixture
def promised(opened):
    """Participation has opened, and the usual times have become promises."""
    fix_promises.call([Opening.objects.get().pk])
    return opened


def due(dialogue):
    return {each.stage: each.promised.due for each in queries.timeline(dialogue, opened=True)}


def days_late(dialogue, stage):
    return {each.stage: each.days_late for each in queries.timeline(dialogue, opened=True)}[stage]


def promise(dialogue, actor, day, stage=Stage.SUMMARY, reason=None):
    return actions.promise_stage(dialogue, actor=actor, stage=stage, due_on=day, reason=reason or {})


def test_when_participation_opens_the_usual_times_become_promises(planned, activity, alma):
    open_participation(activity, actor=alma)
    worker.work_off()
    assert due(planned) == {
        Stage.RECEIPT: None,
        Stage.SUMMARY: MAY,  # thirty days after the last day, 30 April
        Stage.DECISION: dt.date(2026, 6, 24),
        Stage.FIRST_FOLLOW_UP: dt.date(2026, 12, 10),
        Stage.SECOND_FOLLOW_UP: dt.date(2027, 6, 10),
    }
    fix_promises.call([Opening.objects.get().pk])  # a task may run twice
    assert Promise.objects.count() == 3


def test_other_times_hold_for_dialogues_that_open_afterwards(promised, organisation, actors):
    times = Times(summary_days=10, first_months=3, second_months=9)
    actions.set_terms(organisation, actor=actors["ada"], times=times)
    assert due(promised)[Stage.SUMMARY] == MAY
    assert queries.times_of(organisation) == times


def test_a_summary_is_counted_from_the_day_on_which_it_closed(promised, on):
    with on(2026, 4, 10):
        Opening.objects.update(closed_at=clock.now())
        assert due(promised)[Stage.SUMMARY] == dt.date(2026, 5, 10)


def test_follow_ups_wait_for_a_decision_that_is_late(decided, on):
    fix_promises.call([Opening.objects.get().pk])
    decided.decision_on = dt.date(2026, 9, 1)  # the meeting was moved: nothing is released, so the plan counts
    decided.save()
    assert due(decided)[Stage.FIRST_FOLLOW_UP] == dt.date(2027, 3, 1)


def test_a_dialogue_that_opened_before_there_were_stages_owes_none(opened, on):
    with on(2028, 1, 1):
        assert set(due(opened)) == {Stage.RECEIPT, Stage.DECISION}


def test_before_opening_another_day_needs_no_reason(planned, alma):
    promise(planned, alma, dt.date(2026, 5, 15))
    timeline = {each.stage: each.promised for each in queries.timeline(planned, opened=False)}
    assert timeline[Stage.SUMMARY].due == dt.date(2026, 5, 15)
    assert not timeline[Stage.SUMMARY].fixed


def test_a_later_day_needs_a_reason_and_the_first_day_stays_to_be_seen(promised, alma):
    with pytest.raises(WrongInput) as refusal:
        promise(promised, alma, dt.date(2026, 6, 5))
    assert (refusal.value.code, refusal.value.params["field"]) == ("text_missing", "reason")
    promise(promised, alma, dt.date(2026, 6, 5), reason={"sv": "Fler än väntat har svarat."})
    found = next(each for each in queries.timeline(promised, opened=True) if each.stage is Stage.SUMMARY)
    assert (found.promised.due, found.promised.first_due) == (dt.date(2026, 6, 5), MAY)
    assert found.reason == {"sv": "Fler än väntat har svarat."}


def test_a_day_in_the_past_is_not_promised(promised, alma):
    with pytest.raises(WrongInput) as refusal:
        promise(promised, alma, clock.today() - dt.timedelta(days=1))
    assert refusal.value.code == "promised_in_the_past"
    assert Promise.objects.count() == 3


def test_what_is_late_is_not_promised_anew(promised, alma, on):
    with on(2026, 6, 3):
        assert days_late(promised, Stage.SUMMARY) == 4
        with pytest.raises(WrongMoment) as refusal:
            promise(promised, alma, dt.date(2026, 7, 1), reason={"sv": "Vi hinner inte."})
    assert refusal.value.code == "promise_is_late"


@pytest.mark.parametrize("stage", [Stage.RECEIPT, Stage.DECISION])
def test_receipt_and_answer_are_promised_elsewhere(promised, alma, stage):
    with pytest.raises(WrongInput) as refusal:
        promise(promised, alma, dt.date(2026, 8, 1), stage)
    assert refusal.value.code == "promised_elsewhere"


def test_only_the_lead_promises_and_only_when_it_is_to_be_run(promised, idea, bo, farid):
    for actor in (bo, farid):
        with pytest.raises(WrongPerson):
            promise(promised, actor, dt.date(2026, 8, 1))


def test_an_idea_promises_nothing(idea, alma):
    with pytest.raises(NotYet):
        promise(idea, alma, dt.date(2026, 8, 1))


@pytest.mark.parametrize(
    ("times", "code"),
    [
        (Times(summary_days=0), "time_out_of_range"),
        (Times(summary_days=366), "time_out_of_range"),
        (Times(first_months=61, second_months=62), "time_out_of_range"),
        (Times(first_months=12, second_months=12), "second_before_first"),
    ],
)
def test_times_that_cannot_be_kept_are_refused(organisation, alma, times, code):
    with pytest.raises(WrongInput) as refusal:
        actions.set_terms(organisation, actor=alma, times=times)
    assert refusal.value.code == code


@pytest.mark.both
def test_the_database_refuses_to_forget_what_was_promised_or_told(promised, accounts):
    Bulletin.objects.create(
        dialogue=promised, stage="summary", text={}, released_at=clock.now(), released_by=accounts["alma"]
    )
    Absence.objects.create(
        dialogue=promised, stage="summary", reason={}, explained_at=clock.now(), explained_by=accounts["alma"]
    )
    for rows in (Promise.objects.all(), Bulletin.objects.all(), Absence.objects.all()):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(stage="decision")
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.delete()
    with pytest.raises(IntegrityError, match=r"explained_away|CHECK"), transaction.atomic():
        Absence.objects.create(
            dialogue=promised,
            stage="first_follow_up",
            reason={},
            explained_at=clock.now(),
            explained_by=accounts["alma"],
        )


# A summary that never came


@pytest.fixture
def owed(promised, answered, alma):
    """Everything is answered and out; the summary was promised, and nobody has given it."""
    release_answers(answered, actor=alma, greeting={})
    return answered


def test_a_promised_summary_is_owed_until_it_is_given_or_explained(owed, alma, on):
    assert facts(owed).summary_owed
    actions.write_stage(
        owed, actor=alma, stage=Stage.SUMMARY, text={"sv": "Ni sa mycket."}, easy={}, short={}, version=0
    )
    assert facts(owed).summary_owed
    with transaction.atomic():
        actions.release_stage(owed, actor=alma, stage=Stage.SUMMARY)
        assert not facts(owed).summary_owed
        transaction.set_rollback(True)
    late = due(owed)[Stage.SUMMARY] + dt.timedelta(days=10)
    with on(late.year, late.month, late.day):
        actions.explain_stage(owed, actor=alma, stage=Stage.SUMMARY, reason={"sv": "Vi hann inte."})
    assert not facts(owed).summary_owed
    with on(2026, 9, 1):  # the clock stopped on the day of the explanation, and the ten days stay
        assert days_late(owed, Stage.SUMMARY) == 10
        assert [each.promised.stage for each in queries.due_for(alma)] == []
    with pytest.raises(NotYet) as refusal:
        actions.explain_stage(owed, actor=alma, stage=Stage.SUMMARY, reason={"sv": "Igen."})
    assert refusal.value.missing == ("summary_owed",)


def test_only_the_lead_explains_and_only_a_summary_when_the_answers_are_out(promised, answered, alma, cilla):
    for actor, error in ((cilla, WrongPerson), (alma, NotYet)):
        with pytest.raises(error):
            actions.explain_stage(answered, actor=actor, stage=Stage.SUMMARY, reason={"sv": "Vi hann inte."})
    release_answers(answered, actor=alma, greeting={})
    with pytest.raises(WrongInput) as refusal:
        actions.explain_stage(answered, actor=alma, stage=Stage.FIRST_FOLLOW_UP, reason={"sv": "Vi orkar inte."})
    assert refusal.value.code == "not_explained_away"
    with pytest.raises(WrongInput) as refusal:
        actions.explain_stage(answered, actor=alma, stage=Stage.SUMMARY, reason={"sv": " "})
    assert refusal.value.params["field"] == "reason"


def test_a_dialogue_that_opened_without_stages_owes_no_summary(answered, alma):
    assert not facts(answered).summary_owed
