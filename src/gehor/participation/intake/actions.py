"""What those who type in may mend by themselves, and handing a large file over to the worker."""

from collections.abc import Mapping

from django.db import transaction

from gehor.ground import clock
from gehor.ground.act import Actor, begin, record
from gehor.ground.errors import WrongMoment, WrongPerson
from gehor.planning.models import Activity
from gehor.planning.queries import facts_known
from gehor.process.steps import CORRECT_TYPING, HAND_IN_FILE
from gehor.process.words import MaskReason

from .. import earlier, rules
from ..models import Contribution, Import, WaitingFile, Wording
from ..moderation.queries import is_apart
from ..queries import facts
from ..storing import reworded
from .uploads import Upload


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


@transaction.atomic
def hand_over(activity: Activity, *, actor: Actor, upload: Upload, given: Mapping[str, str], rows: int) -> WaitingFile:
    """Have a file with very many rows brought in by the worker: see bringing.py.

    given: how it is to be read. rows: how many were ready when somebody looked.
    """
    act = begin(HAND_IN_FILE, activity.dialogue, actor=actor, facts=facts_known)
    if not earlier.takes_files(activity):
        raise WrongMoment("not_open")
    if Import.objects.filter(activity=activity, file_hash=upload.hash, undone_at__isnull=True).exists():
        raise WrongMoment("imported_before")
    waiting = WaitingFile.objects.create(
        activity=activity,
        upload=upload.key,
        file_name=rules.tidy_line(upload.name)[: rules.FILE_NAME_MOST],
        file_hash=upload.hash,
        given=dict(given),
        rows=rows,
        at=clock.now(),
        by_id=actor.account_id,
    )
    record(act, subject=waiting, activity=activity.pk, rows=rows)
    return waiting
