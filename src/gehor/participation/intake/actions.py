"""What those who type in may mend by themselves."""

from django.db import transaction

from gehor.ground import clock
from gehor.ground.act import Actor, begin, record
from gehor.ground.errors import WrongInput, WrongPerson
from gehor.process.steps import CORRECT_TYPING
from gehor.process.words import MaskReason

from .. import rules
from ..models import Contribution, Wording
from ..queries import facts


@transaction.atomic
def correct_typing(contribution: Contribution, *, actor: Actor, text: str, title: str = "") -> Wording:
    """Show what was really said or written, in place of what was mistyped. Only for whoever typed it in."""
    act = begin(CORRECT_TYPING, contribution.dialogue, actor=actor, facts=facts)
    if contribution.entered_by_id is None or contribution.entered_by_id != actor.account_id:
        raise WrongPerson("not_typed_by_you")
    first, last = contribution.wordings.first(), contribution.wordings.last()
    said = (rules.title_of(title), rules.text_of(text))
    if said == (last.title, last.text):
        raise WrongInput("nothing_changed")
    wording = Wording.objects.create(
        contribution=contribution,
        number=last.number + 1,
        title=said[0],
        text=said[1],
        language=first.language,
        reason=MaskReason.TYPED_WRONG.value,
        worded_at=clock.now(),
        worded_by_id=actor.account_id,
    )
    record(act, subject=wording, contribution=contribution.pk, reason=MaskReason.TYPED_WRONG.value)
    return wording
