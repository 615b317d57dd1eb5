"""What follows when the questions are asked: whoever can be reached by e-mail is told of them."""

from django_tasks import task

from gehor.feedback.attempts import UNSENT
from gehor.feedback.delivering import by_mail, enqueue_each, send_once
from gehor.ground.act import machine
from gehor.ground.journal.relay import on
from gehor.ground.people.models import Contact
from gehor.ground.people.queries import reached_by_mail
from gehor.process.steps import ASK_EVALUATION, INVITE_TO_EVALUATION

from . import inviting, letters
from .models import Invitation, Round
from .queries import is_open

POSTMAN = machine("postman")


@on(ASK_EVALUATION)
@task()
def invite_everybody(round_ids: list[int]) -> int:
    """Twice is harmless: each is told once."""
    told = 0
    for asked in Round.objects.filter(pk__in=round_ids).select_related("dialogue__organisation"):
        planned = inviting.plan_invitations(asked, actor=POSTMAN)
        told += enqueue_each(invite_one, [(invitation_id,) for invitation_id in planned])
    return told


@task()
def invite_one(invitation_id: int) -> None:
    """Claim one message and send it, unless it is too late. May run twice: only one of two can claim it."""
    rows = Invitation.objects.select_related("round__dialogue__organisation", "account")
    invitation = rows.filter(UNSENT, pk=invitation_id).first()
    if invitation is None or not is_open(invitation.round):
        return
    if invitation.account is not None:
        message = letters.to_colleague(invitation, invitation.account)
    else:
        contact = _contact(invitation)
        # a fault in our own text shows before anything is claimed; without a contact they asked us to stop in between
        message = letters.to_participant(invitation, contact) if contact else None
    send_once(invitation, INVITE_TO_EVALUATION, invitation.round.dialogue, actor=POSTMAN, send=by_mail(message))


def _contact(invitation: Invitation) -> Contact | None:
    rows = reached_by_mail().filter(participant=invitation.participant_id)
    return rows.select_related("participant").first()
