"""How contributions are received: durably, together with others that wait, and once per submission key."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any
from uuid import UUID

from django.db import IntegrityError
from django.db.models import QuerySet

from gehor.ground import clock
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
        rows = Contribution.objects.select_related("participant")
        with files.stored(dict(enumerate(attachments))) as stored:
            if stored:
                given["attachments"] = list(stored.values())
            contribution: Contribution = once(
                rows, lambda: committed(lambda: action(activity, submission=submission, **given)), activity, submission
            )
            if contribution.came_before:
                files.discard(stored.values())
        return contribution

    return receive


def once(rows: QuerySet[Any], commit: Callable[[], Any], activity: Activity, submission: UUID) -> Any:
    """What `commit` gives when it has stored something; tried again when something drawn was taken.

    rows: where the one with this submission would stand. It is given back, with `came_before`, when it was there first.
    """
    for attempt in range(ATTEMPTS):
        try:
            return commit()
        except (IntegrityError, WrongMoment) as conflict:
            if first := _received(rows, activity, submission):
                return first
            if CLOSED in str(conflict) or (isinstance(conflict, NotYet) and has_closed(activity)):
                raise WrongMoment("closed_meanwhile") from None
            if isinstance(conflict, WrongMoment) or attempt + 1 == ATTEMPTS:
                raise
    raise AssertionError("unreachable")


def must_be_within(activity: Activity) -> None:
    """Raises WrongMoment outside its days."""
    today = clock.today()
    if today < activity.begins_on:
        raise WrongMoment("not_begun", begins_on=activity.begins_on)
    if today > activity.ends_on:
        raise WrongMoment("over", ends_on=activity.ends_on)


def _received(rows: QuerySet[Any], activity: Activity, submission: UUID) -> Any:
    first = rows.filter(submission=submission).first()
    if first and first.activity_id != activity.pk:
        raise WrongInput("submission_used_elsewhere")
    if first:
        first.came_before = True
    return first
