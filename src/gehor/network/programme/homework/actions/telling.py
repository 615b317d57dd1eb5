"""Which mails there are to send: noted before they leave, each once."""

from django.db import transaction

from gehor.ground.act import Actor, begin, record
from gehor.process.learning import TELL_MEMBER

from ..models import Feedback, Notice


@transaction.atomic
def plan_notice(feedback: Feedback, *, actor: Actor) -> Notice | None:
    """One mail, unless it has left or been refused."""
    act = begin(TELL_MEMBER, feedback.delivery.application.programme.host, actor=actor, lock=False)
    notice, _new = Notice.objects.get_or_create(feedback=feedback)
    record(act, subject=notice)
    return None if notice.started_at or notice.done_at or notice.refused else notice
