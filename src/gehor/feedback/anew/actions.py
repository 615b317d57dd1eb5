"""The one step: a new answer, public at once and on its way to those concerned."""

from django.db import transaction

from gehor.decision.models import Decision
from gehor.feedback.models import Answer, Delivery, Release
from gehor.feedback.queries import facts
from gehor.ground import clock, written
from gehor.ground.act import Actor, begin, record
from gehor.ground.errors import WrongMoment
from gehor.ground.languages import LocalText
from gehor.process.steps import ANSWER_ANEW

from . import queries


@transaction.atomic
def answer_anew(decision: Decision, *, actor: Actor, text: LocalText) -> Answer:
    """The answer to a decision that took another's place after the release. What had arrived sets out once more.

    Raises WrongMoment answered_already, or changed_again when the decision does not hold any more.
    """
    act = begin(ANSWER_ANEW, decision.dialogue, actor=actor, facts=facts)
    dialogue = decision.dialogue
    if Decision.objects.filter(replaces=decision).exists():
        raise WrongMoment("changed_again")
    if Answer.objects.filter(decision=decision).exists():
        raise WrongMoment("answered_already")
    answer = Answer.objects.create(
        decision=decision,
        dialogue=dialogue,
        text=written.local(text, dialogue.source_language, field="text"),
        written_at=clock.now(),
        written_by_id=actor.account_id,
    )
    release = Release.objects.get(dialogue=dialogue)
    again = queries.arrived(release, queries.concerned(decision))
    Delivery.objects.filter(pk__in=again).update(started_at=None, done_at=None, attempts=0, refused="")
    record(act, subject=release, answer=answer.pk, decision=decision.pk, deliveries=len(again))
    return answer
