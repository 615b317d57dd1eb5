"""Which mails there are to send: noted before they leave, each once."""

from django.db import transaction

from gehor.ground.act import Actor, begin, record
from gehor.network.programme.models import Application
from gehor.process.learning import TELL_MEMBER

from ..models import Feedback, Notice, Reminder


@transaction.atomic
def plan_notice(feedback: Feedback, *, actor: Actor) -> Notice | None:
    """One mail, unless it has left or been refused."""
    act = begin(TELL_MEMBER, feedback.delivery.application.programme.host, actor=actor, lock=False)
    notice, _new = Notice.objects.get_or_create(feedback=feedback)
    record(act, subject=notice)
    return notice if notice.is_to_leave else None


@transaction.atomic
def plan_reminder(application: Application, *, actor: Actor, week: int) -> Reminder | None:
    """One mail a week."""
    act = begin(TELL_MEMBER, application.programme.host, actor=actor, lock=False)
    reminder, _new = Reminder.objects.get_or_create(application=application, week=week)
    record(act, subject=reminder)
    return reminder if reminder.is_to_leave else None
