"""What follows when invitations are sent: one task for each message."""

from django_tasks import task

from gehor.feedback.attempts import UNSENT
from gehor.feedback.delivering import by_mail, enqueue_each, send_once
from gehor.ground.act import machine
from gehor.ground.journal.relay import on
from gehor.process.steps import SEND_INVITATIONS, TELL_OF_MEETING

from . import letters, queries
from .models import Sending

POSTMAN = machine("postman")


@on(SEND_INVITATIONS)
@task()
def tell_of_meetings(activity_ids: list[int]) -> int:
    """Twice is harmless: each message leaves once."""
    rows = Sending.objects.filter(UNSENT, activity__in=activity_ids)
    return enqueue_each(tell_one, list(rows.order_by("pk").values_list("pk")))


@task()
def tell_one(sending_id: int) -> None:
    """Claim the message and send it. May run twice: only one of two can claim it."""
    rows = Sending.objects.select_related("activity__dialogue__organisation", "participant")
    sending = rows.filter(UNSENT, pk=sending_id).first()
    if sending is None:
        return
    contact = queries.reached(sending.activity.dialogue).filter(participant=sending.participant_id).first()
    if contact is None:  # stopped, erased or taken back meanwhile
        return
    message = letters.envelope(sending, contact)  # a fault in our own text shows before anything is claimed
    send_once(sending, TELL_OF_MEETING, sending.activity.dialogue, actor=POSTMAN, send=by_mail(message))
