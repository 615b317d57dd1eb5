"""Every write of feedback in stages. What leaves the house is in delivering.py."""

import datetime as dt

from django.db import transaction
from django.utils import translation

from gehor.ground import clock, written
from gehor.ground.act import Actor, begin, record
from gehor.ground.errors import WrongInput, WrongMoment
from gehor.ground.languages import LocalText
from gehor.ground.organisations.models import Organisation
from gehor.planning.models import Dialogue
from gehor.process.steps import (
    EXPLAIN_STAGE,
    FIX_PROMISES,
    PASS_ON_STAGE,
    PROMISE_STAGE,
    SET_TERMS,
    TELL,
    TIME_STAGE,
    WRITE_STAGE,
)

from . import keeping, letters, queries, sms
from .models import Absence, Bulletin, Draft, Promise, Telling, Terms
from .queries import facts
from .rules import PROMISED_HERE, RELEASED_BY, WRITTEN, Stage, Times, Way

MOST_DAYS = 365
MOST_MONTHS = 60
DECISION_MOST = 2000  # opens every message and every sheet
SHORT_MOST = 300
FURTHEST = dt.timedelta(days=366)  # a moment set further ahead is a slip of the pen


@transaction.atomic
def set_terms(organisation: Organisation, *, actor: Actor, times: Times) -> Terms:
    """Say how long each stage may take in dialogues that open from now on. What has been promised stands."""
    act = begin(SET_TERMS, organisation, actor=actor)
    for name, most in (("summary_days", MOST_DAYS), ("decision_days", MOST_DAYS)):
        if not 1 <= getattr(times, name) <= most:
            raise WrongInput("time_out_of_range", field=name, most=most)
    for name in ("first_months", "second_months"):
        if not 1 <= getattr(times, name) <= MOST_MONTHS:
            raise WrongInput("time_out_of_range", field=name, most=MOST_MONTHS)
    if times.second_months <= times.first_months:
        raise WrongInput("second_before_first", field="second_months")
    terms, _ = Terms.objects.update_or_create(
        organisation=organisation,
        defaults={
            "summary_days": times.summary_days,
            "decision_days": times.decision_days,
            "first_months": times.first_months,
            "second_months": times.second_months,
        },
    )
    record(act, subject=terms, summary_days=times.summary_days, first_months=times.first_months)
    return terms


@transaction.atomic
def promise_stage(dialogue: Dialogue, *, actor: Actor, stage: Stage, due_on: dt.date, reason: LocalText) -> Promise:
    """Promise a day for one stage. A day that people have been promised is moved with a reason that they can read.

    Raises WrongInput promised_in_the_past, WrongMoment promise_is_late: a day that has passed is not promised anew.
    """
    act = begin(PROMISE_STAGE, dialogue, actor=actor, facts=facts)
    if stage not in PROMISED_HERE:
        raise WrongInput("promised_elsewhere")
    opened = queries.opened(facts(dialogue))
    now = queries.promised_stage(dialogue, stage, opened=opened)
    if now.given:
        raise WrongMoment("stage_released")
    if now.days_late(clock.today()):
        raise WrongMoment("promise_is_late")
    if due_on < clock.today():
        raise WrongInput("promised_in_the_past", field="due_on")
    asked = opened and now.due is not None and due_on > now.due  # sooner than promised needs no reason
    promise = Promise.objects.create(
        dialogue=dialogue,
        stage=stage.value,
        due_on=due_on,
        reason=written.local(reason, dialogue.source_language, field="reason", required=asked),
        promised_at=clock.now(),
        promised_by_id=actor.account_id,
    )
    record(act, subject=promise, stage=stage.value, due_on=due_on.isoformat())
    return promise


@transaction.atomic
def fix_promises(dialogue: Dialogue, *, actor: Actor) -> list[Promise]:
    """People are asked from now on, so what the organisation usually takes becomes a promise to them. Once."""
    act = begin(FIX_PROMISES, dialogue, actor=actor, facts=facts)
    times = queries.times_of(dialogue.organisation_id)
    promises = [
        Promise.objects.create(dialogue=dialogue, stage=stage.value, after=times.after(stage), promised_at=clock.now())
        for stage in queries.unpromised(dialogue)
    ]
    record(act, subject=dialogue, promises=len(promises))
    return promises


@transaction.atomic
def write_stage(
    dialogue: Dialogue,
    *,
    actor: Actor,
    stage: Stage,
    text: LocalText,
    easy: LocalText,
    short: LocalText,
    version: int,
) -> Draft:
    """Write or change what is told at one stage. version: of the draft that the writer saw, 0 where there was none.

    Raises WrongMoment stage_changed when somebody else has written meanwhile, stage_released when it is out.
    """
    act = begin(WRITE_STAGE, dialogue, actor=actor, facts=facts)
    if stage not in WRITTEN:
        raise WrongInput("not_a_written_stage")
    _not_released(dialogue, stage)
    draft = Draft.objects.filter(dialogue=dialogue, stage=stage).first()
    if version != (draft.version if draft else 0):
        raise WrongMoment("stage_changed", version=draft.version if draft else 0)
    source = dialogue.source_language
    draft = draft or Draft(dialogue=dialogue, stage=stage.value, version=0)
    most = DECISION_MOST if stage is Stage.DECISION else written.TEXT
    draft.text = written.local(text, source, field="text", longest=most)
    draft.easy = written.local(easy, source, field="easy", required=False)
    short = {language: sms.plain(words) for language, words in short.items()}
    draft.short = written.local(short, source, field="short", required=False, longest=SHORT_MOST)
    _fits_a_text_message(draft, stage)
    draft.version += 1
    draft.written_at = clock.now()
    draft.written_by_id = actor.account_id
    draft.save()
    record(act, subject=draft, stage=stage.value, version=draft.version)
    return draft


@transaction.atomic
def time_stage(dialogue: Dialogue, *, actor: Actor, stage: Stage, leaves_at: dt.datetime | None) -> Draft:
    """Set the moment at which the worker releases a stage, or take it back with None."""
    act = begin(TIME_STAGE, dialogue, actor=actor, facts=facts)
    draft = _written(dialogue, stage)
    if leaves_at is not None and leaves_at <= clock.now():
        raise WrongInput("moment_has_passed", field="leaves_at")
    if leaves_at is not None and leaves_at > clock.now() + FURTHEST:
        raise WrongInput("moment_too_far", field="leaves_at")
    draft.leaves_at = leaves_at
    draft.timed_by_id = actor.account_id if leaves_at else None
    draft.held_back = ""
    draft.save(update_fields=["leaves_at", "timed_by", "held_back"])
    record(act, subject=draft, stage=stage.value, leaves_at=leaves_at.isoformat() if leaves_at else None)
    return draft


@transaction.atomic
def hold_back(draft: Draft, *, actor: Actor, why: str) -> None:
    """The moment came and the release could not be made: whoever leads is told. why: a code."""
    act = begin(TELL, draft.dialogue, actor=actor)
    Draft.objects.filter(pk=draft.pk).update(leaves_at=None, timed_by=None, held_back=why[:60])
    record(act, subject=draft, stage=draft.stage, held_back=why[:60])


@transaction.atomic
def release_stage(dialogue: Dialogue, *, actor: Actor, stage: Stage) -> Bulletin:
    """Make a written stage public at one time, and set it on its way to each participant by each way.

    The decision has its own release, with an answer to everybody: see gehor.feedback.actions.release_answers.
    """
    act = begin(RELEASED_BY[stage], dialogue, actor=actor, facts=facts)
    if stage is Stage.DECISION:
        raise WrongInput("released_elsewhere")
    draft = _written(dialogue, stage)
    bulletin = keeping.tell(dialogue, stage, text=draft.text, released_at=clock.now(), released_by=actor.account_id)
    record(act, subject=bulletin, stage=stage.value, tellings=bulletin.tellings.count())
    return bulletin


@transaction.atomic
def explain_stage(dialogue: Dialogue, *, actor: Actor, stage: Stage, reason: LocalText) -> Absence:
    """Say in public why a promised summary was not given: the answers are out, and nothing more comes before them.

    Raises WrongInput not_explained_away for anything else: a follow-up is given, however late.
    """
    act = begin(EXPLAIN_STAGE, dialogue, actor=actor, facts=facts)
    if stage is not Stage.SUMMARY:
        raise WrongInput("not_explained_away")
    absence = Absence.objects.create(
        dialogue=dialogue,
        stage=stage.value,
        reason=written.local(reason, dialogue.source_language, field="reason"),
        explained_at=clock.now(),
        explained_by_id=actor.account_id,
    )
    record(act, subject=absence, stage=stage.value)
    return absence


@transaction.atomic
def pass_on(bulletin: Bulletin, *, actor: Actor, way: Way) -> int:
    """Note that all letters are posted, or everybody on the list is told. Returns how many were not before."""
    act = begin(PASS_ON_STAGE, bulletin.dialogue, actor=actor)
    if way not in (Way.LETTER, Way.LIST):
        raise WrongInput("not_passed_on")
    rows = Telling.objects.filter(bulletin=bulletin, way=way, done_at__isnull=True)
    done = rows.update(done_at=clock.now())
    record(act, subject=bulletin, way=way.value, done=done)
    return done


@transaction.atomic
def settle(bulletin: Bulletin, *, actor: Actor, again: bool) -> int:
    """Of messages that were refused, or cut off while they were sent: send them again, or leave them to the page."""
    act = begin(PASS_ON_STAGE, bulletin.dialogue, actor=actor)
    rows = list(queries.troubled(bulletin).select_for_update())
    if not rows:
        raise WrongMoment("nothing_troubled")
    chosen = Telling.objects.filter(pk__in=[row.pk for row in rows])
    if again:
        chosen.update(started_at=None, attempts=0, refused="")
    else:
        chosen.update(done_at=clock.now(), left_to_page=True)
    record(act, subject=bulletin, again=again, rows=len(rows))
    return len(rows)


# The machine's step where nothing can leave; the others stand in gehor.feedback.actions


@transaction.atomic
def end_nowhere(telling: Telling, *, actor: Actor) -> None:
    """No address is left: the receipt page is the way."""
    act = begin(TELL, telling.bulletin.dialogue, actor=actor, lock=False)
    waiting = Telling.objects.filter(pk=telling.pk, done_at__isnull=True)
    waiting.update(done_at=clock.now(), left_to_page=True, started_at=None, refused="")
    record(act, subject=telling, left=False, left_to_page=True)


def _fits_a_text_message(draft: Draft, stage: Stage) -> None:
    words = letters.Words(draft.dialogue, stage, draft.text, draft.easy, draft.short)
    for language in draft.short:
        with translation.override(language):
            parts = sms.count(letters.text_message(words, None, None)).parts
        if parts > letters.PARTS_MOST:
            raise WrongInput("text_message_too_long", field="short", parts=parts, most=letters.PARTS_MOST)


def _not_released(dialogue: Dialogue, stage: Stage) -> None:
    is_out = facts(dialogue).answers_released if stage is Stage.DECISION else False
    if is_out or queries.bulletin_of(dialogue, stage) is not None:
        raise WrongMoment("stage_released")


def _written(dialogue: Dialogue, stage: Stage) -> Draft:
    """The draft of a stage that is not released. Raises WrongMoment stage_released or stage_not_written."""
    _not_released(dialogue, stage)
    draft = queries.draft_of(dialogue, stage)
    if draft is None or not draft.text:
        raise WrongMoment("stage_not_written")
    draft.dialogue = dialogue
    return draft
