"""The machine's steps: a message is planned, started and ended. Between them lies no transaction."""

from django.db import transaction

from gehor.feedback.attempts import begin_attempt, end_attempt
from gehor.followup.models import Report
from gehor.ground.act import Actor, begin, record
from gehor.ground.people.models import Participant
from gehor.process.steps import TELL_OF_MEASURE

from .models import Notice


@transaction.atomic
def plan_notice(participant: Participant, *, actor: Actor, about: Report) -> Notice:
    """The one message to this participant about this report; planned before, it is the same."""
    act = begin(TELL_OF_MEASURE, about.measure.dialogue, actor=actor, lock=False)
    notice, _ = Notice.objects.get_or_create(participant=participant, about=about)
    record(act, subject=notice)
    return notice


@transaction.atomic
def start_notice(notice: Notice, *, actor: Actor) -> Notice:
    """Claim a message: from here on nobody else sends it. Raises WrongMoment when somebody already has."""
    act = begin(TELL_OF_MEASURE, notice.about.measure.dialogue, actor=actor, lock=False)
    begin_attempt(notice)
    record(act, subject=notice, attempt=notice.attempts)
    return notice


@transaction.atomic
def end_notice(notice: Notice, *, actor: Actor, left: bool, refused: str = "") -> None:
    """Note what became of it. Not left and not refused: it waits for the next attempt."""
    act = begin(TELL_OF_MEASURE, notice.about.measure.dialogue, actor=actor, lock=False)
    end_attempt(notice, left=left, refused=refused)
    record(act, subject=notice, left=left, refused=refused or None)
