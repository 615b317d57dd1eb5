"""The machine's steps of inviting: who is told. Each message leaves by gehor.feedback.delivering."""

from django.db import transaction

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
