"""What follows when invitations are sent: one task for each message."""

from contextlib import suppress

from django.db import transaction
from django_tasks import task

from gehor.feedback.delivering import post
from gehor.ground.act import machine
from gehor.ground.errors import WrongMoment
from gehor.ground.journal.relay import on
from gehor.ground.journal.running import TryLater
from gehor.process.steps import SEND_INVITATIONS

from . import actions, letters, queries
from .models import Sending

POSTMAN = machine("postman")
AT_ONCE = 50  # enqueued in one transaction, so that nobody who writes has to wait long


@on(SEND_INVITATIONS)
@task()
def tell_of_meetings(activity_ids: list[int]) -> int:
    """Twice is harmless: each message leaves once."""
    rows = Sending.objects.filter(activity__in=activity_ids, started_at__isnull=True, done_at__isnull=True, refused="")
    waiting = list(rows.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(waiting), AT_ONCE):
        with transaction.atomic():
            for sending_id in waiting[start : start + AT_ONCE]:
                tell_one.enqueue(sending_id)
    return len(waiting)


@task()
def tell_one(sending_id: int) -> None:
    """Claim the message and send it. May run twice: only one of two can claim it."""
    rows = Sending.objects.select_related("activity__dialogue__organisation", "participant")
    sending = rows.filter(pk=sending_id, started_at__isnull=True, done_at__isnull=True, refused="").first()
    if sending is None:
        return
    contact = queries.reached(sending.activity.dialogue).filter(participant=sending.participant_id).first()
    if contact is None:  # stopped, erased or taken back meanwhile
        return
    message = letters.envelope(sending, contact)  # a fault in our own text shows before anything is claimed
    with suppress(WrongMoment):
        actions.start_sending(sending, actor=POSTMAN)
        outcome = post(message, attempt=sending.attempts)
        actions.end_sending(sending, actor=POSTMAN, left=outcome.left, refused=outcome.refused)
        if not outcome.left and not outcome.refused:
            raise TryLater
