"""How contributions are received: durably, together with others that wait, and once per submission key."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any
from uuid import UUID

from django.db import IntegrityError
from django.db.models import QuerySet

from gehor.ground import clock
from gehor.ground.act import Actor
from gehor.ground.errors import NotYet, WrongInput, WrongMoment
from gehor.ground.together import committed, committed_alike
from gehor.planning.models import Activity
from gehor.process.words import Channel

from . import files
from .attachments import Clean
from .models import Contribution
from .queries import has_closed
from .storing import Sent

ATTEMPTS = 5
_KNOWN = Contribution.objects.select_related("participant")
CLOSED = "the activity is not open"  # said by the database trigger that decides between a submit and a closing


def received_once(action: Callable[..., Contribution]) -> Callable[..., Contribution]:
    """Decorates an action that receives one contribution, in the place of @transaction.atomic.

    Nobody is answered before the commit. The same `submission` sent twice, one after the other or at the same time,
    gives the first contribution back. A reference or receipt that happened to be taken is drawn again.
    """

    @wraps(action)
    def receive(activity: Activity, *, submission: UUID, **given: Any) -> Contribution:
        def commit() -> Contribution:
            return committed(lambda: action(activity, submission=submission, **given))

        return _once(commit, activity, submission)

    return receive


def received_together(action: Callable[..., list[Contribution]]) -> Callable[..., Contribution]:
    """The same for an action that receives what several people send: all of those in one activity who wait.

    Where it fails each is received by itself: see ground/together.py. `attachments` are given as Clean and reach the
    action as Stored; they are taken away again when it does not come through.
    """

    @wraps(action)
    def receive(
        activity: Activity, *, actor: Actor, submission: UUID, attachments: Sequence[Clean] = (), **given: Any
    ) -> Contribution:
        with files.stored(dict(enumerate(attachments))) as stored:
            there = list(stored.values())
            sent = Sent(submission, Channel.WEB, clock.now(), attachments=there, **given)
            contribution = _once(lambda: committed_alike(of_all, (activity, actor, sent)), activity, submission)
            if contribution.came_before:
                files.discard(there)
        return contribution

    def of_all(waiting: list[tuple[Activity, Actor, Sent]]) -> list[Contribution]:
        alike: defaultdict[tuple[int, Actor], list[tuple[Activity, Sent]]] = defaultdict(list)
        for activity, actor, sent in waiting:
            alike[activity.pk, actor].append((activity, sent))
        received = [
            contribution
            for (_, actor), some in alike.items()
            for contribution in action(some[0][0], actor=actor, sent=[sent for _, sent in some])
        ]
        by_key = {each.submission: each for each in received}
        return [by_key[sent.submission] for _, _, sent in waiting]

    return receive


def _once(commit: Callable[[], Contribution], activity: Activity, submission: UUID) -> Contribution:
    found: Contribution = once(_KNOWN, commit, activity, submission)
    return found


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
