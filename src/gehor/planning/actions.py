"""Every change of a plan, one function per step."""

import dataclasses
import datetime as dt
import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import Max, ProtectedError

from gehor.ground import catalogue, clock, written
from gehor.ground.act import Actor, begin, record
from gehor.ground.errors import WrongInput, WrongMoment
from gehor.ground.languages import LocalText
from gehor.ground.organisations.models import Body, Organisation
from gehor.process.steps import (
    ASSESS,
    CHANGE_METHOD,
    CHOOSE_METHOD,
    DROP_METHOD,
    FOLLOW_MEETING,
    NAME_DECISION_MAKER,
    PROMISE_ANSWER,
    PUBLISH_CHANGE,
    SETTLE_SETUP,
    START,
    STATE_INFLUENCE,
    STATE_PURPOSE,
)
from gehor.process.words import Go, Level

from . import beginning, parts, queries, rules
from .checks import keeping
from .checks.rules import Said
from .models import Activity, Assessment, Dialogue, PublishedChange
from .queries import facts_held, facts_known
from .shapes import shapes


@transaction.atomic
def start(
    organisation: Organisation,
    *,
    actor: Actor,
    title: LocalText,
    source_language: str,
    kind: str = "",
    slug: str = "",
    shape: str = "",
    begun_from: Dialogue | None = None,
) -> Dialogue:
    """A dialogue with a title and nothing else: an idea that only staff see. Without a slug it is made of the title.

    shape: the key of a process template, which then says the kind.
    begun_from: a finished dialogue whose plan is offered as a draft; whether it is finished, its caller has seen to.
    """
    act = begin(START, organisation, actor=actor)
    if shape and shape not in shapes():
        raise WrongInput("unknown_template", field="shape")
    kind = shapes()[shape].kind if shape else kind
    if kind not in Dialogue.Kind.values:
        raise WrongInput("unknown_kind_of_dialogue", field="kind")
    dialogue = beginning.unsaved(organisation, title=title, source_language=source_language, slug=slug)
    dialogue.kind, dialogue.shape, dialogue.begun_from = kind, shape, begun_from
    dialogue.save()
    keeping.keep_principles(dialogue)
    act = dataclasses.replace(act, dialogue_id=dialogue.pk)  # the dialogue's own journal begins here
    begun_from_id = begun_from.pk if begun_from else None
    record(act, subject=dialogue, kind=kind, template=shape or None, begun_from=begun_from_id)
    return dialogue


@transaction.atomic
def assess(
    dialogue: Dialogue,
    *,
    actor: Actor,
    outcome: str,
    question_can_be_influenced: bool,
    deciders_can_be_influenced: bool,
    reason: LocalText,
    referred_to: str = "",
    answers: Mapping[int, Said] | None = None,
) -> Assessment:
    """Go or no-go, with a reason that becomes public.

    answers: the number of each criterion that the organisation asks → what is said. They settle nothing by themselves.
    """
    act = begin(ASSESS, dialogue, actor=actor, facts=facts_known)
    if outcome not in list(Go):
        raise WrongInput("no_such_outcome", field="outcome")
    go = Go(outcome)
    referred_to = written.line(referred_to, field="referred_to", required=False) if go is Go.REFER else ""
    fault = rules.outcome_fault(
        go, question=question_can_be_influenced, deciders=deciders_can_be_influenced, referred_to=referred_to
    )
    if fault:
        raise WrongInput(fault, field="referred_to" if go is Go.REFER else "outcome")
    answered = keeping.answers(dialogue, answers or {})
    assessment = Assessment.objects.create(
        dialogue=dialogue,
        outcome=go.value,
        question_can_be_influenced=question_can_be_influenced,
        deciders_can_be_influenced=deciders_can_be_influenced,
        reason=written.local(reason, dialogue.source_language, field="reason"),
        referred_to=referred_to,
        assessed_at=clock.now(),
        assessed_by_id=actor.account_id,
    )
    keeping.store(answered, assessment)
    record(act, subject=assessment, outcome=go.value)
    return assessment


@transaction.atomic
def state_purpose(
    dialogue: Dialogue,
    *,
    actor: Actor,
    background: LocalText,
    question: LocalText,
    purpose: LocalText,
    goal: LocalText,
    title: LocalText | None = None,
) -> Dialogue:
    """Why the dialogue is held and what is asked. The title may be put right at the same time."""
    act = begin(STATE_PURPOSE, dialogue, actor=actor, facts=facts_held)
    said = {"background": background, "question": question, "purpose": purpose, "goal": goal}
    _settle(dialogue, {**said, "title": dialogue.title if title is None else title})
    record(act, subject=dialogue)
    return dialogue


@transaction.atomic
def state_influence(
    dialogue: Dialogue,
    *,
    actor: Actor,
    can_influence: LocalText,
    cannot_influence: LocalText,
    levels: Iterable[str],
) -> Dialogue:
    """What can change and what cannot, and at which levels residents take part."""
    act = begin(STATE_INFLUENCE, dialogue, actor=actor, facts=facts_held)
    said = {"can_influence": can_influence, "cannot_influence": cannot_influence, "levels": levels}
    _settle(dialogue, said)
    record(act, subject=dialogue, levels=dialogue.levels)
    return dialogue


@transaction.atomic
def name_decision_maker(
    dialogue: Dialogue, *, actor: Actor, body: Body | None, decision_on: dt.date | None, case_number: str
) -> Dialogue:
    """Who decides, at which meeting, in which case."""
    act = begin(NAME_DECISION_MAKER, dialogue, actor=actor, facts=facts_held)
    dialogue.deciding_body = parts.settled(dialogue, "deciding_body", body, field="body")
    _settle(dialogue, {"decision_on": decision_on, "case_number": case_number}, also=["deciding_body"])
    record(act, subject=dialogue, body=dialogue.deciding_body_id, decision_on=dialogue.decision_on.isoformat())
    return dialogue


@transaction.atomic
def follow_meeting(dialogue: Dialogue, *, actor: Actor, held_on: dt.date) -> Dialogue:
    """The meeting that decides is held on another day, and the plan moves with it, where it fits."""
    act = begin(FOLLOW_MEETING, dialogue, actor=actor, facts=facts_held)
    _settle(dialogue, {"decision_on": held_on})
    record(act, subject=dialogue, body=dialogue.deciding_body_id, decision_on=held_on.isoformat())
    return dialogue


@transaction.atomic
def promise_answer(
    dialogue: Dialogue,
    *,
    actor: Actor,
    answer_due: dt.date | None,
    answer_promise: LocalText,
    contact_name: str = "",
    contact_email: str = "",
) -> Dialogue:
    """When and how everybody who takes part is answered, and whom to ask until then."""
    act = begin(PROMISE_ANSWER, dialogue, actor=actor, facts=facts_held)
    contact = {"contact_name": contact_name, "contact_email": contact_email}
    _settle(dialogue, {"answer_due": answer_due, "answer_promise": answer_promise, **contact})
    record(act, subject=dialogue, answer_due=dialogue.answer_due.isoformat())
    return dialogue


@transaction.atomic
def choose_method(
    dialogue: Dialogue,
    *,
    actor: Actor,
    method: str,
    title: LocalText,
    introduction: LocalText,
    level: str,
    setup: Mapping[str, Any],
    begins_on: dt.date,
    ends_on: dt.date,
    shows_at_once: bool = False,
) -> Activity:
    """A way of taking part is added to the plan. `setup` is what the method's own set-up form settled."""
    act = begin(CHOOSE_METHOD, dialogue, actor=actor, facts=facts_known)
    if method not in catalogue.methods():
        raise WrongInput("unknown_method")
    last = queries.activities(dialogue).aggregate(last=Max("number"))["last"] or 0
    activity = Activity(dialogue=dialogue, number=last + 1, method=method)
    _arrange(activity, title, introduction, level, setup, begins_on, ends_on, shows_at_once)
    record(act, subject=activity, method=method, level=activity.level)
    return activity


@transaction.atomic
def change_method(
    activity: Activity,
    *,
    actor: Actor,
    title: LocalText,
    introduction: LocalText,
    level: str,
    setup: Mapping[str, Any],
    begins_on: dt.date,
    ends_on: dt.date,
    shows_at_once: bool = False,
) -> Activity:
    """The set-up of a way of taking part is put right, as long as nobody has taken part."""
    act = begin(CHANGE_METHOD, activity.dialogue, actor=actor, facts=facts_held)
    _still_planned(activity)
    _arrange(activity, title, introduction, level, setup, begins_on, ends_on, shows_at_once)
    queries.is_put_right(activity)
    record(act, subject=activity, method=activity.method, level=activity.level)
    return activity


@transaction.atomic
def settle_setup(activity: Activity, *, actor: Actor, setup: Mapping[str, Any]) -> Activity:
    """How a way of taking part is set up is put right before it has opened, also when others are being answered."""
    act = begin(SETTLE_SETUP, activity.dialogue, actor=actor, facts=facts_known)
    _still_planned(activity)
    if queries.has_opened(activity):
        raise WrongMoment("setup_stands_fast")
    parts.people_meet_within(activity, setup, activity.begins_on, activity.ends_on, field="date")
    activity.setup = _as_kept(setup)
    activity.save(update_fields=["setup"])
    record(act, subject=activity, method=activity.method)
    return activity


@transaction.atomic
def drop_method(activity: Activity, *, actor: Actor) -> None:
    """A way of taking part is taken out of the plan. One that has been open stays: somebody may have used it."""
    act = begin(DROP_METHOD, activity.dialogue, actor=actor, facts=facts_known)
    _still_planned(activity)
    try:
        Activity.objects.filter(pk=activity.pk).delete()
    except ProtectedError:
        raise WrongMoment("activity_has_been_open" if queries.has_opened(activity) else "somebody_uses_it") from None
    record(act, subject=activity, method=activity.method)


@transaction.atomic
def publish_change(dialogue: Dialogue, *, actor: Actor, part: str, after: Any, reason: LocalText) -> PublishedChange:
    """Change what somebody has already answered to: for everybody to see, old beside new, with the reason.

    part: a name in rules.PARTS, or rules.last_day_of(number). after: LocalText, levels, Body, date or line.
    """
    act = begin(PUBLISH_CHANGE, dialogue, actor=actor, facts=facts_known)
    number = rules.activity_number(part)
    if number is not None:
        subject, name = _activity(dialogue, number), "ends_on"
        value = parts.last_day(subject, after, field="after")
    elif part in rules.PARTS:
        subject, name = dialogue, part
        value = parts.settled(dialogue, part, after, field="after")
    else:
        raise WrongInput("unknown_part", field="part")
    before = getattr(subject, name)
    if part == "answer_due" and rules.has_passed(before, today=clock.today()):
        raise WrongInput("promise_has_passed", field="after")
    if value == before:
        raise WrongInput("plan_says_so_already", field="after")
    setattr(subject, name, value)
    subject.save(update_fields=[name])
    change = PublishedChange.objects.create(
        dialogue=dialogue,
        part=part,
        before=parts.stored(before),
        after=parts.stored(value),
        reason=written.local(reason, dialogue.source_language, field="reason"),
        published_at=clock.now(),
    )
    record(act, subject=change, part=part)
    return change


def _settle(dialogue: Dialogue, values: Mapping[str, Any], *, also: Iterable[str] = ()) -> None:
    for part, value in values.items():
        setattr(dialogue, part, parts.settled(dialogue, part, value))
    dialogue.save(update_fields=[*values, *also])


def _arrange(
    activity: Activity,
    title: LocalText,
    introduction: LocalText,
    level: str,
    setup: Mapping[str, Any],
    begins_on: dt.date,
    ends_on: dt.date,
    shows_at_once: bool,
) -> None:
    """Check and store one activity. Raises WrongInput."""
    dialogue, source = activity.dialogue, activity.dialogue.source_language
    if level not in dialogue.levels:
        raise WrongInput("level_not_of_dialogue", field="level")
    if Level(level) not in catalogue.methods()[activity.method].levels:
        raise WrongInput("level_not_of_method", field="level")
    fault = rules.activity_days_fault(begins_on, ends_on, today=clock.today(), decision_on=dialogue.decision_on)
    if fault:
        raise WrongInput(fault, field="ends_on")
    parts.people_meet_within(activity, setup, begins_on, ends_on, field="ends_on")
    activity.title = written.local(title, source, field="title", longest=written.LINE, lines=False)
    activity.introduction = written.local(introduction, source, field="introduction", required=False)
    activity.level = level
    activity.setup = _as_kept(setup)
    activity.begins_on, activity.ends_on, activity.shows_at_once = begins_on, ends_on, shows_at_once
    activity.save()


def _as_kept(setup: Mapping[str, Any]) -> dict[str, Any]:
    return dict(json.loads(json.dumps(dict(setup), cls=DjangoJSONEncoder)))


def _still_planned(activity: Activity) -> None:
    if not queries.activities(activity.dialogue).filter(pk=activity.pk).exists():
        raise WrongMoment("activity_gone")


def _activity(dialogue: Dialogue, number: int) -> Activity:
    activity = queries.activities(dialogue).filter(number=number).first()
    if activity is None:
        raise WrongInput("unknown_part", field="part")
    activity.dialogue = dialogue
    return activity
