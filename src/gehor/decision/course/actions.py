"""A meeting that did not decide, a decision that is changed, and what becomes of a matter that was referred."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction

from gehor.analysis.models import Finding
from gehor.decision import minutes
from gehor.decision.models import Decision
from gehor.decision.queries import facts
from gehor.ground import clock, written
from gehor.ground.act import Actor, begin, record, record_each
from gehor.ground.errors import WrongInput, WrongMoment
from gehor.ground.languages import LocalText
from gehor.ground.organisations.models import Body
from gehor.planning.models import Dialogue
from gehor.process.steps import CHANGE_DECISION, END_REFERRAL, FOLLOW_REFERRAL, HANDLE
from gehor.process.words import Outcome

from . import queries
from .models import Handling, Onward
from .rules import Whereabouts


@transaction.atomic
def handle(
    dialogue: Dialogue,
    findings: Iterable[Finding],
    *,
    actor: Actor,
    body: Body,
    held_on: dt.date,
    section: str,
    came_to: str,
    says: LocalText | None = None,
    minutes_url: str = "",
) -> list[Handling]:
    """A meeting took up these findings and did not decide them: one row for each."""
    act = begin(HANDLE, dialogue, actor=actor, facts=facts)
    chosen = list(findings)
    _check_meeting(dialogue, chosen, body, held_on, came_to)
    meeting = Handling(
        dialogue=dialogue,
        body=body,
        held_on=held_on,
        section=written.section(section),
        came_to=came_to,
        says=written.local(says or {}, dialogue.source_language, field="says", required=False),
        minutes_url=minutes.address_of(minutes_url),
        recorded_at=clock.now(),
        recorded_by_id=actor.account_id,
    )
    shared = {field.attname: getattr(meeting, field.attname) for field in Handling._meta.fields if field.name != "id"}
    rows = [Handling(**{**shared, "finding_id": finding.pk}) for finding in chosen]
    Handling.objects.bulk_create(rows)
    record_each(act, [(row, {"finding": row.finding_id, "body": body.pk, "came_to": row.came_to}) for row in rows])
    return rows


def _check_meeting(dialogue: Dialogue, findings: Sequence[Finding], body: Body, held_on: dt.date, came_to: str) -> None:
    if not findings:
        raise WrongInput("no_finding_chosen", field="findings")
    if any(finding.dialogue_id != dialogue.pk for finding in findings):
        raise WrongInput("no_finding_chosen", field="findings")
    if came_to not in Handling.CameTo.values:
        raise WrongInput("unknown_way", field="came_to")
    if body.organisation_id != dialogue.organisation_id:
        raise WrongInput("not_our_body", field="body")
    if held_on > clock.today():
        raise WrongInput("meeting_in_the_future", field="held_on", held_on=held_on)
    closed_on = minutes.closed_on(dialogue)
    if closed_on and held_on < closed_on:
        raise WrongInput("meeting_before_closing", field="held_on", closed_on=closed_on)
    decided = Decision.objects.filter(weighs__in=findings).order_by("weighs__number").values_list("weighs__number")
    if (found := decided.first()) is not None:
        raise WrongInput("finding_is_decided", field="findings", number=found[0])
    for finding, last in queries.last_handlings(findings):
        if (last.body_id, last.held_on) == (body.pk, held_on):
            raise WrongInput("taken_up_that_day", field="findings", number=finding.number)
        if held_on < last.held_on:
            raise WrongInput("meeting_before_another", field="held_on", held_on=last.held_on)


@transaction.atomic
def change_decision(decision: Decision, *, actor: Actor, because: LocalText, **said: Any) -> Decision:
    """A new decision takes the place of an earlier one, which stays as it was.

    because: why the earlier one no longer holds. said: as `minutes.Minutes` has it.
    Raises WrongMoment decision_has_been_changed when somebody was first.
    """
    act = begin(CHANGE_DECISION, decision.dialogue, actor=actor, facts=facts)
    dialogue = decision.dialogue
    later = Decision.objects.select_related("body").filter(replaces=decision).first()
    if later is not None:
        raise WrongMoment(
            "decision_has_been_changed", body=later.body.name, decided_on=later.decided_on, section=later.section
        )
    new = minutes.prepared(dialogue, minutes.Minutes(**said), actor=actor)
    if new.decided_on < decision.decided_on:
        raise WrongInput("changed_before_decided", field="decided_on", decided_on=decision.decided_on)
    if (new.body_id, new.decided_on, new.section) == (decision.body_id, decision.decided_on, decision.section):
        raise WrongInput("the_same_meeting", field="section")
    new.weighs_id = decision.weighs_id
    new.replaces = decision
    new.changed_because = written.local(because, dialogue.source_language, field="because")
    new.save()
    record(act, subject=new, replaces=decision.pk, finding=decision.weighs_id, outcome=new.outcome, body=new.body_id)
    return new


@transaction.atomic
def follow_referral(
    decision: Decision,
    *,
    actor: Actor,
    sent_on: dt.date,
    reference_number: str = "",
    expected_on: dt.date | None = None,
) -> Onward:
    """What is known of the matter at its receiver: when it was sent, their number, when they expect to be done."""
    act = begin(FOLLOW_REFERRAL, decision.dialogue, actor=actor, facts=facts)
    where = _open_at(decision)
    if not reference_number.strip() and expected_on is None:
        raise WrongInput("say_something", field="reference_number")
    _check_day(sent_on, where, field="sent_on")
    if expected_on is not None and expected_on < sent_on:
        raise WrongInput("expected_before_sent", field="expected_on")
    row = Onward.objects.create(
        decision=decision,
        receiver=where.receiver,
        day=sent_on,
        reference_number=written.line(reference_number, field="reference_number", required=False, longest=60),
        expected_on=expected_on,
        recorded_at=clock.now(),
        recorded_by_id=actor.account_id,
    )
    record(act, subject=row, decision=decision.pk, expected_on=expected_on.isoformat() if expected_on else None)
    return row


@transaction.atomic
def end_referral(
    decision: Decision,
    *,
    actor: Actor,
    outcome: str,
    says: LocalText,
    settled_on: dt.date,
    referred_to: str = "",
    minutes_url: str = "",
) -> Onward:
    """What the receiver did with the matter. When they send it on in their turn, it lies open at the next one."""
    act = begin(END_REFERRAL, decision.dialogue, actor=actor, facts=facts)
    where = _open_at(decision)
    if outcome not in set(Outcome):
        raise WrongInput("unknown_outcome", field="outcome")
    _check_day(settled_on, where, field="settled_on")
    row = Onward.objects.create(
        decision=decision,
        receiver=where.receiver,
        day=settled_on,
        outcome=str(outcome),
        says=written.local(says, decision.dialogue.source_language, field="says"),
        referred_to=minutes.receiver_of(outcome, referred_to),
        minutes_url=minutes.address_of(minutes_url),
        recorded_at=clock.now(),
        recorded_by_id=actor.account_id,
    )
    record(act, subject=row, decision=decision.pk, outcome=row.outcome)
    return row


def _open_at(decision: Decision) -> Whereabouts:
    """Raises WrongMoment where nothing lies at anybody, or the decision has been changed since."""
    holds = not Decision.objects.filter(replaces=decision).exists()
    where = queries.Course(decisions=(decision,), onward=queries.onward_of([decision])).referral
    if where is None or not where.is_open or not holds:
        raise WrongMoment("nothing_referred")
    return where


def _check_day(day: dt.date, where: Whereabouts, *, field: str) -> None:
    if day > clock.today():
        raise WrongInput("in_the_future", field=field)
    if day < where.since:
        raise WrongInput("sent_before_decided", field=field, since=where.since)
