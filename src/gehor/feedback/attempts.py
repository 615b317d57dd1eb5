"""An attempt to send a message, claimed and ended by the same; called inside the actions of each kind of message."""

from django.db.models import F, Q

from gehor.ground import clock
from gehor.ground.errors import WrongMoment

from .models import Sending

UNSENT = Q(started_at__isnull=True, done_at__isnull=True, refused="")  # of any message: nobody has begun to send it


def begin_attempt(row: Sending) -> None:
    """Marks that it is being sent, for any message that goes out. Raises WrongMoment where somebody else has begun."""
    rows = type(row)._base_manager
    waiting = rows.filter(UNSENT, pk=row.pk)
    if not waiting.update(started_at=clock.now(), attempts=F("attempts") + 1):
        raise WrongMoment("already_started")
    row.refresh_from_db(fields=["started_at", "done_at", "attempts", "refused"])


def end_attempt(row: Sending, *, left: bool, refused: str) -> None:
    """Only what was started by this very attempt is ended: a person may have settled it meanwhile."""
    ours = type(row)._base_manager.filter(pk=row.pk, started_at=row.started_at, done_at__isnull=True)
    if left:
        ours.update(done_at=clock.now())
    else:
        ours.update(started_at=None, refused=refused)
