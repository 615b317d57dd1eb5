"""Who is written to: whoever wrote the petition, and each who supports it, as soon as something is noted of its way."""

from django.db import transaction
from django_tasks import task

from gehor.feedback.attempts import UNSENT
from gehor.feedback.delivering import by_mail, enqueue_each, send_once
from gehor.ground.act import machine
from gehor.ground.journal.relay import on
from gehor.ground.people.queries import reached_by_mail
from gehor.methods.petition.models import Handling
from gehor.participation.ballots.models import Voter
from gehor.participation.ballots.support import supporters
from gehor.process.steps import HANDLE_PETITION, TELL_OF_PETITION

from . import letters
from .models import Message

POSTMAN = machine("postman")


@on(HANDLE_PETITION)
@task()
def tell_of_petition(handling_ids: list[int]) -> int:
    """A message for each of them who can be written to and has none. Twice is harmless."""
    waiting: list[tuple[int]] = []
    for handling in Handling.objects.filter(pk__in=handling_ids).select_related("contribution__activity"):
        reached = reached_by_mail().filter(participant__in=_concerned(handling)).values_list("participant", flat=True)
        rows = [Message(handling=handling, participant_id=participant) for participant in set(reached)]
        with transaction.atomic():
            Message.objects.bulk_create(rows, ignore_conflicts=True)
        waiting += Message.objects.filter(UNSENT, handling=handling).order_by("pk").values_list("pk")
    return enqueue_each(tell_one, waiting)


@task()
def tell_one(message_id: int) -> None:
    """Claim the message and send it. May run twice: only one of two can claim it."""
    rows = Message.objects.select_related("handling__body", "handling__contribution__dialogue__organisation")
    message = rows.select_related("participant").filter(UNSENT, pk=message_id).first()
    contact = reached_by_mail().filter(participant=message.participant_id).first() if message else None
    if message is None or contact is None:  # stopped or erased meanwhile
        return
    envelope = letters.envelope(message, contact)  # a fault in our own text shows before anything is claimed
    send_once(
        message,
        TELL_OF_PETITION,
        message.handling.contribution.dialogue,
        actor=POSTMAN,
        send=by_mail(envelope),
    )


def _concerned(handling: Handling) -> set[int]:
    """Ids of participants: the author and those who support it now."""
    petition = handling.contribution
    voters = supporters(petition.activity, [petition.reference]).get(petition.reference, frozenset())
    rows = Voter.objects.filter(pk__in=voters).values_list("participant", flat=True)
    return {petition.participant_id, *rows}
