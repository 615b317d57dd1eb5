"""Every change of what the elected and the officials do together."""

import datetime as dt
from collections.abc import Collection

from django.db import transaction
from django.db.models import Max, QuerySet

from gehor.ground import clock, written
from gehor.ground.act import Actor, begin, record
from gehor.ground.errors import WrongInput, WrongMoment, WrongPerson
from gehor.ground.organisations.models import Account, Body, Organisation
from gehor.planning.models import Dialogue
from gehor.planning.queries import facts_known
from gehor.process.steps import (
    ASK_APPROVAL,
    ASSIGN,
    COMMENT,
    FINISH,
    GIVE_VERDICT,
    KEEP_MINUTES,
    RECORD_VERDICT,
    RESOLVE,
    SET_APPROVAL,
    TAKE_BACK,
)
from gehor.process.words import Role

from . import content, queries, rules
from .models import Asked, Assignment, Comment, Minutes, Request, Rule, Thread, Verdict
from .rules import Answer, Way


@transaction.atomic
def set_approval(
    organisation: Organisation,
    *,
    actor: Actor,
    is_demanded: bool,
    way: str,
    approvers: Collection[Account] = (),
    body: Body | None = None,
) -> Rule:
    """Who approves plans, and whether nothing opens without it. body=None: the one that decides in each dialogue."""
    act = begin(SET_APPROVAL, organisation, actor=actor)
    if way not in list(Way):
        raise WrongInput("no_such_way", field="way")
    if body is not None and body.organisation_id != organisation.pk:
        raise WrongInput("body_of_another_organisation", field="body")
    named = {account.pk for account in approvers}
    if named - set(queries.colleagues(organisation).filter(pk__in=named).values_list("pk", flat=True)):
        raise WrongInput("not_a_colleague", field="approvers")
    fault = rules.setting_fault(is_demanded=is_demanded, way=Way(way), approvers=named)
    if fault:
        raise WrongInput(fault, field="approvers")
    rule, _is_new = Rule.objects.update_or_create(
        organisation=organisation,
        defaults={"is_demanded": is_demanded, "way": way, "body": body if way == Way.BODY else None},
    )
    rule.approvers.set(named if way == Way.PERSONS else ())
    record(act, subject=rule, is_demanded=is_demanded, way=way, accounts=sorted(named))
    return rule


@transaction.atomic
def ask_approval(dialogue: Dialogue, *, actor: Actor, note: str = "") -> Request:
    """Freeze the plan as it stands, and ask those who approve it here."""
    act = begin(ASK_APPROVAL, dialogue, actor=actor, facts=facts_known)
    rule = queries.rule_of(dialogue.organisation)
    people, body = queries.asking_whom(dialogue, rule) if rule else ([], None)
    if rule is None or not (people or body):
        raise WrongMoment("approval_not_set_up")
    now = queries.approval_of(dialogue)
    if now is not None:
        same = {account.pk for account, _verdict in now.people} == {account.pk for account in people}
        same = same and now.request.body_id == (body.pk if body else None)
        fault = rules.asking_fault(now.standing, same_people=same)
        if fault:
            raise WrongMoment(fault)
    plan = content.content_of(dialogue)
    request = Request.objects.create(
        dialogue=dialogue,
        number=now.request.number + 1 if now else 1,
        content=plan,
        content_hash=rules.content_hash(plan),
        way=rule.way,
        body=body,
        needed=len(people) or 1,
        note=written.text(note, field="note", required=False, longest=1000),
        asked_at=clock.now(),
        asked_by_id=actor.account_id,
    )
    Asked.objects.bulk_create(Asked(request=request, account=account) for account in people)
    record(act, subject=request, number=request.number, way=request.way, hash=request.content_hash)
    return request


@transaction.atomic
def give_verdict(request: Request, *, actor: Actor, answer: str, reason: str) -> Verdict:
    """One of those who were asked answers, with a reason."""
    act = begin(GIVE_VERDICT, request.dialogue, actor=actor)
    if not Asked.objects.filter(request=request, account=actor.account_id).exists():
        raise WrongPerson("body_answers" if request.way == Way.BODY else "not_asked")
    _can_be_answered(request, answered=Verdict.objects.filter(request=request, given_by=actor.account_id).exists())
    verdict = Verdict.objects.create(
        request=request,
        answer=_answer(answer),
        reason=written.text(reason, field="reason", longest=2000),
        given_at=clock.now(),
        given_by_id=actor.account_id,
    )
    record(act, subject=verdict, request=request.pk, answer=verdict.answer)
    return verdict


@transaction.atomic
def record_verdict(
    request: Request, *, actor: Actor, answer: str, reason: str, decided_on: dt.date, section: str
) -> Verdict:
    """What a body has decided about the plan is entered as it stands in the minutes."""
    act = begin(RECORD_VERDICT, request.dialogue, actor=actor)
    if request.way != Way.BODY:
        raise WrongMoment("persons_answer")
    if Verdict.objects.filter(request=request).exists():
        raise WrongMoment("answered_by_body")
    _can_be_answered(request, answered=False)
    _refuse(rules.held_fault(decided_on, today=clock.today()), "decided_on")
    verdict = Verdict.objects.create(
        request=request,
        answer=_answer(answer),
        reason=written.text(reason, field="reason", longest=2000),
        body_id=request.body_id,
        decided_on=decided_on,
        section=written.section(section),
        given_at=clock.now(),
        given_by_id=actor.account_id,
    )
    record(act, subject=verdict, request=request.pk, answer=verdict.answer, body=request.body_id)
    return verdict


# Comments


@transaction.atomic
def comment(dialogue: Dialogue, *, actor: Actor, part: str, text: str) -> Comment:
    """A colleague says something about one part of the plan."""
    act = begin(COMMENT, dialogue, actor=actor)
    thread = Thread.objects.create(dialogue=dialogue, part=queries.checked_part(dialogue, part), begun_at=clock.now())
    said = _said(thread, actor, text)
    record(act, subject=said, part=part, thread=thread.pk)
    return said


@transaction.atomic
def reply(thread: Thread, *, actor: Actor, text: str) -> Comment:
    """A colleague answers. What was resolved is open again: something was left to say."""
    act = begin(COMMENT, thread.dialogue, actor=actor)
    Thread.objects.filter(pk=thread.pk).update(resolved_at=None, resolved_by=None)
    said = _said(thread, actor, text)
    record(act, subject=said, part=thread.part, thread=thread.pk)
    return said


@transaction.atomic
def resolve(thread: Thread, *, actor: Actor) -> Thread:
    """Nothing is left to say or do. What was said stays readable."""
    act = begin(RESOLVE, thread.dialogue, actor=actor)
    rows = Thread.objects.filter(pk=thread.pk, resolved_at__isnull=True)
    if not rows.update(resolved_at=clock.now(), resolved_by=actor.account_id):
        raise WrongMoment("resolved_already")
    record(act, subject=thread, part=thread.part)
    return thread


# Things to do


@transaction.atomic
def assign(dialogue: Dialogue, *, actor: Actor, what: str, to: Account, due_on: dt.date) -> Assignment:
    """Somebody is to do something by a day."""
    act = begin(ASSIGN, dialogue, actor=actor)
    if not queries.colleagues(dialogue.organisation).filter(pk=to.pk).exists():
        raise WrongInput("not_a_colleague", field="to")
    _refuse(rules.day_fault(due_on, today=clock.today()), "due_on")
    assignment = Assignment.objects.create(
        dialogue=dialogue,
        what=written.line(what, field="what"),
        to=to,
        due_on=due_on,
        given_at=clock.now(),
        given_by_id=actor.account_id,
    )
    record(act, subject=assignment, account=to.pk, due_on=due_on.isoformat())
    return assignment


@transaction.atomic
def finish(assignment: Assignment, *, actor: Actor) -> Assignment:
    """It is done: says the one who was to do it, or the lead."""
    act = begin(FINISH, assignment.dialogue, actor=actor)
    is_lead = Role.LEAD in actor.roles_in(assignment.dialogue.organisation_id)
    if assignment.to_id != actor.account_id and not is_lead:
        raise WrongPerson("not_your_assignment")
    if not _waiting(assignment).update(done_at=clock.now(), done_by=actor.account_id):
        raise WrongMoment("assignment_over")
    record(act, subject=assignment)
    return assignment


@transaction.atomic
def take_back(assignment: Assignment, *, actor: Actor) -> Assignment:
    """It need not be done after all."""
    act = begin(TAKE_BACK, assignment.dialogue, actor=actor)
    if not _waiting(assignment).update(taken_back_at=clock.now()):
        raise WrongMoment("assignment_over")
    record(act, subject=assignment)
    return assignment


# Minutes


@transaction.atomic
def keep_minutes(
    dialogue: Dialogue, *, actor: Actor, held_on: dt.date, present: str, decided: str, then: str = ""
) -> Minutes:
    """The steering group has met."""
    act = begin(KEEP_MINUTES, dialogue, actor=actor)
    minutes = _minuted(dialogue, actor, held_on, present, decided, then)
    record(act, subject=minutes, held_on=held_on.isoformat())
    return minutes


@transaction.atomic
def correct_minutes(
    minutes: Minutes, *, actor: Actor, held_on: dt.date, present: str, decided: str, why: str, then: str = ""
) -> Minutes:
    """A new wording, with what was wrong before. The earlier wording stays."""
    act = begin(KEEP_MINUTES, minutes.dialogue, actor=actor)
    if Minutes.objects.filter(corrects=minutes).exists():
        raise WrongMoment("corrected_meanwhile")
    why = written.line(why, field="why")
    corrected = _minuted(minutes.dialogue, actor, held_on, present, decided, then, corrects=minutes, why=why)
    record(act, subject=corrected, held_on=held_on.isoformat(), corrects=minutes.pk)
    return corrected


def _can_be_answered(request: Request, *, answered: bool) -> None:
    """Raises WrongMoment."""
    last = Request.objects.filter(dialogue=request.dialogue).aggregate(last=Max("number"))["last"]
    now = rules.content_hash(content.content_of(request.dialogue))
    fault = rules.answering_fault(
        rules.Standing(rules.State.WAITING, now == request.content_hash),
        is_latest=request.number == last,
        has_answered=answered,
    )
    if fault:
        raise WrongMoment(fault)


def _answer(answer: str) -> str:
    if answer not in list(Answer):
        raise WrongInput("no_such_answer", field="answer")
    return answer


def _said(thread: Thread, actor: Actor, text: str) -> Comment:
    return Comment.objects.create(
        thread=thread,
        text=written.text(text, field="text", longest=2000),
        written_at=clock.now(),
        written_by_id=actor.account_id,
    )


def _waiting(assignment: Assignment) -> QuerySet[Assignment]:
    return Assignment.objects.filter(pk=assignment.pk, done_at__isnull=True, taken_back_at__isnull=True)


def _minuted(
    dialogue: Dialogue,
    actor: Actor,
    held_on: dt.date,
    present: str,
    decided: str,
    then: str,
    *,
    corrects: Minutes | None = None,
    why: str = "",
) -> Minutes:
    _refuse(rules.held_fault(held_on, today=clock.today()), "held_on")
    return Minutes.objects.create(
        dialogue=dialogue,
        held_on=held_on,
        present=written.text(present, field="present", longest=1000),
        decided=written.text(decided, field="decided"),
        then=written.text(then, field="then", required=False),
        why=why,
        corrects=corrects,
        written_at=clock.now(),
        written_by_id=actor.account_id,
    )


def _refuse(code: str | None, field: str) -> None:
    if code:
        raise WrongInput(code, field=field)
