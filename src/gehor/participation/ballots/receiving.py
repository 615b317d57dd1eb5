"""How a ballot is received: durably, together with others that wait, and once per submission key."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from gehor.ground.together import committed
from gehor.participation.attachments import Clean
from gehor.participation.files import discard, stored
from gehor.participation.receiving import once
from gehor.planning.models import Activity

from .models import Ballot


def cast_once(action: Callable[..., Ballot]) -> Callable[..., Ballot]:
    """Decorates an action that receives one ballot, in the place of @transaction.atomic. As received_once.

    Of two ballots that one person sends at the same moment, the database lets one in; the other is tried again and
    meets the first. `attached`, question → file, is given as Clean and reaches the action as Stored.
    """

    @wraps(action)
    def receive(
        activity: Activity, *, submission: UUID, attached: Mapping[str, Clean] | None = None, **given: Any
    ) -> Ballot:
        with stored(attached or {}) as files:
            if files:
                given["attached"] = files
            ballot: Ballot = once(
                known(),
                lambda: committed(lambda: action(activity, submission=submission, **given)),
                activity,
                submission,
            )
            if ballot.came_before:
                discard(files.values())
        return ballot

    return receive


def known() -> QuerySet[Ballot]:
    """Where a form that was received before stands, with whose it was."""
    return Ballot.objects.select_related("voter__participant")
