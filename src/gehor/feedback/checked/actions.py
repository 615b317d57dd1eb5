"""The machine's steps: which message each is to get. It leaves by gehor.feedback.delivering."""

from django.db import transaction

from gehor.analysis.checking.models import Check, Reply
from gehor.ground.act import Actor, begin, record
from gehor.ground.people.models import Participant
from gehor.process.steps import TELL_OF_CHECK

from .models import Notice


@transaction.atomic
def plan_notice(participant: Participant, *, actor: Actor, about: Check, reply: Reply | None = None) -> Notice:
    """The one message to this participant about this; planned before, it is the same."""
    act = begin(TELL_OF_CHECK, about.dialogue, actor=actor, lock=False)
    notice, _ = Notice.objects.get_or_create(participant=participant, about=about, reply=reply)
    record(act, subject=notice)
    return notice
