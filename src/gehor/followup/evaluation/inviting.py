"""The machine's steps of inviting: it is planned who is told, then each message is started and ended, and between them
lies no transaction.
"""

from django.db import transaction

from gehor.feedback.attempts import begin_attempt, end_attempt
from gehor.ground.act import Actor, begin, record
from gehor.process.steps import INVITE_TO_EVALUATION

from . import people, rules
from .models import Group, Invitation, Round


@transaction.atomic
def plan_invitations(asked: Round, *, actor: Actor) -> list[int]:
    """Everybody who is told of the questions by e-mail, each once; planned before, they are the same. Their ids."""
    act = begin(INVITE_TO_EVALUATION, asked.dialogue, actor=actor, lock=False)
    if not Invitation.objects.filter(round=asked).exists():
        addressed = people.reached_by_mail(asked.dialogue).order_by("participant").values_list("participant")
        takers = addressed.distinct() if Group.PARTICIPANTS in rules.ASKED[asked.part] else []
        colleagues = people.named(asked.dialogue).order_by("pk").values_list("pk", flat=True)
        Invitation.objects.bulk_create(
            [
                *(Invitation(round=asked, participant_id=participant) for (participant,) in takers),
                *(Invitation(round=asked, account_id=account) for account in colleagues),
            ],
            batch_size=500,
        )
    planned = list(Invitation.objects.filter(round=asked).order_by("pk").values_list("pk", flat=True))
    record(act, subject=asked, part=asked.part, invitations=len(planned))
    return planned


@transaction.atomic
def start_invitation(invitation: Invitation, *, actor: Actor) -> Invitation:
    """Claim a message: from here on nobody else sends it. Raises WrongMoment when somebody already has."""
    act = begin(INVITE_TO_EVALUATION, invitation.round.dialogue, actor=actor, lock=False)
    begin_attempt(invitation)
    record(act, subject=invitation, attempt=invitation.attempts)
    return invitation


@transaction.atomic
def end_invitation(invitation: Invitation, *, actor: Actor, left: bool, refused: str = "") -> None:
    """Note what became of it. Not left and not refused: it waits for the next attempt."""
    act = begin(INVITE_TO_EVALUATION, invitation.round.dialogue, actor=actor, lock=False)
    end_attempt(invitation, left=left, refused=refused)
    record(act, subject=invitation, left=left, refused=refused or None)
