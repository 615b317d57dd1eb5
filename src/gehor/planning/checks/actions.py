"""Judging how a dialogue keeps the principles it began under."""

from django.db import transaction

from gehor.ground import clock, written
from gehor.ground.act import Actor, begin, record
from gehor.ground.errors import WrongInput, WrongMoment
from gehor.ground.languages import LocalText
from gehor.planning.models import Dialogue
from gehor.planning.queries import facts_known
from gehor.process.steps import JUDGE_PRINCIPLE

from .keeping import keep_principles
from .models import Judgement
from .rules import Verdict


@transaction.atomic
def judge_principle(
    dialogue: Dialogue, *, actor: Actor, number: int, verdict: str, reason: LocalText, version: int
) -> Judgement:
    """One more judgement of one principle. version: how many the actor saw, so that nobody judges unaware of another.

    number: of the principle, in the set that the dialogue keeps.
    """
    act = begin(JUDGE_PRINCIPLE, dialogue, actor=actor, facts=facts_known)
    charter = keep_principles(dialogue)
    if charter is None:
        raise WrongMoment("no_principles_held")
    principle = charter.principles.filter(number=number).first()
    if principle is None:
        raise WrongInput("no_such_principle")
    if verdict not in list(Verdict):
        raise WrongInput("no_such_verdict", field="verdict")
    before = Judgement.objects.filter(dialogue=dialogue, principle=principle).count()
    if before != version:
        raise WrongMoment("principle_judged_meanwhile")
    judgement = Judgement.objects.create(
        dialogue=dialogue,
        principle=principle,
        number=before + 1,
        verdict=verdict,
        reason=written.local(reason, dialogue.source_language, field="reason"),
        judged_at=clock.now(),
        judged_by_id=actor.account_id,
    )
    record(act, subject=judgement, principle=principle.pk, verdict=verdict)
    return judgement
