import datetime as dt

import pytest

from gehor.decision.models import Decision
from gehor.followup.actions import close_dialogue, promise_measure, report_measure
from gehor.followup.models import Measure, Report
from gehor.followup.queries import facts, measures
from gehor.followup.rules import days_late
from gehor.ground import clock
from gehor.ground.errors import NotYet, WrongInput, WrongPerson
from gehor.ground.journal.models import Entry

PROMISE = {"title": {"sv": "Bygg om"}, "owner": "Fastighetsenheten", "due_on": dt.date(2026, 8, 31)}


@pytest.mark.parametrize("name", ["alma", "cilla"])
def test_lead_and_board_promise_measures(decision, actors, name):
    measure = promise_measure(decision, actor=actors[name], **PROMISE)
    assert (measure.owner, measure.due_on) == ("Fastighetsenheten", dt.date(2026, 8, 31))
    entry = Entry.objects.get(step="followup.promise_measure")
    assert entry.codes == {"decision": decision.pk, "due_on": "2026-08-31"}


@pytest.mark.parametrize("name", ["bo", "kim", "tove", "rut", "ada", "odd", "nour", "farid"])
def test_nobody_else_promises(decision, actors, name):
    with pytest.raises(WrongPerson):
        promise_measure(decision, actor=actors[name], **PROMISE)


def test_no_measure_before_a_decision(decision, alma):
    other = Decision(dialogue=decision.dialogue)
    Decision.objects.all().delete()
    with pytest.raises(NotYet) as refusal:
        promise_measure(other, actor=alma, **PROMISE)
    assert refusal.value.missing == ("some_decided",)


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"title": {}}, "text_missing"),
        ({"title": {"en": "Only"}}, "source_first"),
        ({"title": {"sv": "x" * 201}}, "text_too_long"),
        ({"owner": " "}, "text_missing"),
        ({"owner": "x" * 161}, "text_too_long"),
        ({"due_on": dt.date(2026, 3, 1)}, "due_before_promise"),
    ],
)
def test_a_promise_without_sense_is_refused(decision, alma, wrong, code):
    with pytest.raises(WrongInput) as refusal:
        promise_measure(decision, actor=alma, **{**PROMISE, **wrong})
    assert refusal.value.code == code and not Measure.objects.exists()


@pytest.mark.parametrize("name", ["alma", "kim"])
def test_lead_and_communicator_report_and_every_report_stays(measure, actors, name):
    report_measure(measure, actor=actors[name], status="started", note={"sv": "Ritningar beställda."})
    with clock.at(clock.now() + dt.timedelta(days=30)):
        report_measure(measure, actor=actors[name], status="delayed", note={"sv": "Entreprenören är sen."})
    (followed,) = measures(measure.dialogue)
    assert followed.status == "delayed"
    assert [report.status for report in followed.reports] == ["delayed", "started"]


@pytest.mark.parametrize("name", ["bo", "cilla", "tove", "rut", "ada", "odd", "nour", "farid"])
def test_nobody_else_reports(measure, actors, name):
    with pytest.raises(WrongPerson):
        report_measure(measure, actor=actors[name], status="done", note={})


@pytest.mark.parametrize(
    ("status", "note", "code"),
    [
        ("finished", {}, "unknown_status"),
        ("delayed", {}, "note_missing"),
        ("dropped", {"sv": "  "}, "note_missing"),
        ("started", {"en": "Only"}, "source_first"),
        ("started", {"sv": "x" * 5001}, "text_too_long"),
    ],
)
def test_a_report_without_sense_is_refused(measure, alma, status, note, code):
    with pytest.raises(WrongInput) as refusal:
        report_measure(measure, actor=alma, status=status, note=note)
    assert refusal.value.code == code and not Report.objects.exists()


def test_a_measure_is_late_until_it_is_done_or_dropped():
    due = dt.date(2026, 8, 31)
    assert days_late(due, "started", today=due) == 0
    assert days_late(due, "started", today=dt.date(2026, 9, 2)) == 2
    assert days_late(due, "done", today=dt.date(2026, 9, 2)) == 0
    assert days_late(due, "dropped", today=dt.date(2026, 9, 2)) == 0


def test_after_closing_measures_are_reported_but_not_promised(delivered, measure, alma):
    assert facts(delivered).unsettled_measures == 1
    close_dialogue(delivered, actor=alma, lessons={})
    report_measure(measure, actor=alma, status="done", note={})
    assert facts(delivered).unsettled_measures == 0
    with pytest.raises(NotYet) as refusal:
        promise_measure(measure.decision, actor=alma, **PROMISE)
    assert refusal.value.missing == ("not_closed",)


def test_a_measure_has_a_budget_and_what_is_spent_of_it(decision, alma):
    measure = promise_measure(
        decision, actor=alma, title={"sv": "Bygg"}, owner="Enheten", due_on=dt.date(2026, 8, 31), budget_sek=250_000
    )
    report_measure(measure, actor=alma, status="started", note={}, spent_sek=40_000)
    report_measure(measure, actor=alma, status="started", note={})
    (followed,) = measures(decision.dialogue)
    assert (followed.measure.budget_sek, followed.spent_sek) == (250_000, 40_000)


@pytest.mark.parametrize("amount", [-1, 2_000_000_001])
def test_an_amount_that_is_no_amount_is_refused(decision, measure, alma, amount):
    with pytest.raises(WrongInput) as refusal:
        report_measure(measure, actor=alma, status="started", note={}, spent_sek=amount)
    assert refusal.value.code == "kronor_out_of_range"
