"""What those who type in may mend by themselves."""

from django.db import transaction

from gehor.ground.act import Actor, begin, record
from gehor.ground.errors import WrongMoment, WrongPerson
from gehor.process.steps import CORRECT_TYPING
from gehor.process.words import MaskReason

from ..models import Contribution, Wording
from ..moderation.queries import is_apart
from ..queries import facts
from ..storing import reworded


@transaction.atomic
def correct_typing(contribution: Contribution, *, actor: Actor, text: str, title: str = "") -> Wording:
    """Show what was really said or written, in place of what was mistyped. Only for whoever typed it in."""
    act = begin(CORRECT_TYPING, contribution.dialogue, actor=actor, facts=facts)
    if contribution.entered_by_id is None or contribution.entered_by_id != actor.account_id:
        raise WrongPerson("not_typed_by_you")
    if is_apart(contribution):
        raise WrongMoment("text_set_apart", reference=contribution.reference)
    reason = MaskReason.TYPED_WRONG
    wording = reworded(contribution, title=title, text=text, reason=reason, worded_by_id=actor.account_id)
    record(act, subject=wording, contribution=contribution.pk, reason=reason.value)
    return wording
