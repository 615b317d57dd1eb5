"""Which mails there are to send: noted before they leave, each once."""

from django.db import transaction

from gehor.ground.act import Actor, begin, record
from gehor.process.learning import TELL_APPLICANT

from ..models import Application, Message


@transaction.atomic
def plan_message(application: Application, *, actor: Actor, about: str, number: int) -> Message | None:
    """One mail, unless it has been planned before and has left."""
    act = begin(TELL_APPLICANT, application.programme.host, actor=actor, lock=False)
    message, _new = Message.objects.get_or_create(application=application, about=about, number=number)
    record(act, subject=message, about=about)
    return None if message.started_at or message.done_at or message.refused else message
