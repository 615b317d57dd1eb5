"""What follows in the background: promises are fixed, a stage is released at its moment, and messages leave."""

from django_tasks import task

from gehor.feedback import actions as feedback
from gehor.feedback.attempts import UNSENT
from gehor.feedback.delivering import enqueue_each
from gehor.ground import clock
from gehor.ground.act import machine
from gehor.ground.errors import Refusal
from gehor.ground.journal.relay import on
from gehor.ground.organisations.queries import actor_of
from gehor.participation.models import Opening
from gehor.planning.models import Dialogue
from gehor.process.steps import (
    OPEN_PARTICIPATION,
    PASS_ON_STAGE,
    RELEASE_ANSWERS,
    RELEASE_FOLLOW_UP,
    RELEASE_SUMMARY,
    TIME_STAGE,
)

from . import actions, delivering, queries
from .models import Bulletin, Draft, Telling
from .rules import Stage

CLOCK = machine("clock")
POSTMAN = machine("postman")


@on(OPEN_PARTICIPATION)
@task()
def fix_promises(opening_ids: list[int]) -> None:
    """Once for each dialogue, however many ways of taking part it opens."""
    dialogues = Opening.objects.filter(pk__in=opening_ids).values("activity__dialogue")
    for dialogue in Dialogue.objects.filter(pk__in=dialogues):
        if queries.unpromised(dialogue):
            actions.fix_promises(dialogue, actor=CLOCK)


@on(TIME_STAGE)
@task()
def wait_for_moment(draft_ids: list[int]) -> None:
    for draft in Draft.objects.filter(pk__in=draft_ids, leaves_at__isnull=False):
        release_at_moment.using(run_after=draft.leaves_at).enqueue(draft.pk)


@task()
def release_at_moment(draft_id: int) -> None:
    """As if whoever set the moment had stayed up. A moment that was moved has a task of its own."""
    drafts = Draft.objects.select_related("dialogue__organisation", "timed_by")
    draft = drafts.filter(pk=draft_id, leaves_at__lte=clock.now()).first()
    if draft is None:
        return
    try:
        _release(draft)
    except Refusal as refusal:
        actions.hold_back(draft, actor=CLOCK, why=refusal.code)


def _release(draft: Draft) -> None:
    actor, stage = actor_of(draft.timed_by), Stage(draft.stage)
    if stage is Stage.DECISION:
        feedback.release_answers(draft.dialogue, actor=actor, greeting=draft.text)
    else:
        actions.release_stage(draft.dialogue, actor=actor, stage=stage)


@on(RELEASE_SUMMARY)
@on(RELEASE_FOLLOW_UP)
@task()
def tell_everybody(bulletin_ids: list[int]) -> int:
    return _enqueue_each(queries.waiting(bulletin_ids=bulletin_ids))


@on(RELEASE_ANSWERS)
@task()
def text_the_answers(release_ids: list[int]) -> int:
    """The answers' own release tells by e-mail and sheet; text messages belong to the stage."""
    bulletins = Bulletin.objects.filter(
        stage=Stage.DECISION, dialogue__in=queries.Release.objects.filter(pk__in=release_ids).values("dialogue")
    )
    return _enqueue_each(queries.waiting(bulletin_ids=bulletins.values_list("pk", flat=True)))


@on(PASS_ON_STAGE)
@task()
def tell_again(bulletin_ids: list[int]) -> int:
    return _enqueue_each(queries.waiting(bulletin_ids=bulletin_ids))


@task()
def tell_one(telling_id: int) -> None:
    rows = Telling.objects.select_related("bulletin__dialogue__organisation", "participant")
    telling = rows.filter(UNSENT, pk=telling_id).first()
    if telling is not None:
        delivering.deliver(telling, actor=POSTMAN)


def _enqueue_each(telling_ids: list[int]) -> int:
    return enqueue_each(tell_one, [(telling_id,) for telling_id in telling_ids])
