"""How a ballot is received: durably, together with others that wait, and once per submission key."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from gehor.participation.receiving import once
from gehor.planning.models import Activity

from .models import Ballot


def cast_once(action: Callable[..., Ballot]) -> Callable[..., Ballot]:
    """Decorates an action that receives one ballot, in the place of @transaction.atomic. As received_once.

    Of two ballots that one person sends at the same moment, the database lets one in; the other is tried again and
    meets the first.
    """

    @wraps(action)
    def receive(activity: Activity, *, submission: UUID, **given: Any) -> Ballot:
        return once(Ballot.objects.select_related("voter__participant"), action, activity, submission, given)

    return receive
