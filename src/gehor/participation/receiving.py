"""How contributions are received: durably, together with others that wait, and once per submission key."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any
from uuid import UUID

from django.db import IntegrityError

from gehor.ground.errors import NotYet, WrongInput, WrongMoment
from gehor.ground.together import committed
from gehor.planning.models import Activity

from . import files
from .attachments import Clean
from .models import Contribution
from .queries import has_closed

ATTEMPTS = 5
CLOSED = "the activity is not open"  # said by the database trigger that decides between a submit and a closing


def received_once(action: Callable[..., Contribution]) -> Callable[..., Contribution]:
    """Decorates an action that receives one contribution, in the place of @transaction.atomic.

    Nobody is answered before the commit. The same `submission` sent twice, one after the other or at the same time,
    gives the first contribution back. A reference or receipt that happened to be taken is drawn again. `attachments`
    are given as Clean and reach the action as Stored; they are taken away again when the action does not come through.
    """

    @wraps(action)
    def receive(
        activity: Activity, *, submission: UUID, attachments: Sequence[Clean] = (), **given: Any
    ) -> Contribution:
        stored = [files.store(each) for each in attachments]
        if stored:
            given["attachments"] = stored
        try:
            contribution = _once(action, activity, submission, given)
        except BaseException:
            files.discard(stored)
            raise
        if contribution.came_before:
            files.discard(stored)
        return contribution

    return receive


def _once(
    action: Callable[..., Contribution], activity: Activity, submission: UUID, given: dict[str, Any]
) -> Contribution:
    for attempt in range(ATTEMPTS):
        try:
            return committed(lambda: action(activity, submission=submission, **given))
        except (IntegrityError, WrongMoment) as conflict:
            if first := _received(activity, submission):
                return first
            if CLOSED in str(conflict) or (isinstance(conflict, NotYet) and has_closed(activity)):
                raise WrongMoment("closed_meanwhile") from None
            if isinstance(conflict, WrongMoment) or attempt + 1 == ATTEMPTS:
                raise
    raise AssertionError("unreachable")


def _received(activity: Activity, submission: UUID) -> Contribution | None:
    first = Contribution.objects.select_related("participant").filter(submission=submission).first()
    if first and first.activity_id != activity.pk:
        raise WrongInput("submission_used_elsewhere")
    if first:
        first.came_before = True
    return first
