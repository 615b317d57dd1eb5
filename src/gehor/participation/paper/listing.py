"""Reading a list of support a second time, and settling which of its rows are filled in. See lists.py."""

from collections.abc import Collection
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from gehor.ground import catalogue, clock
from gehor.ground.act import Actor, begin, record
from gehor.ground.errors import WrongInput, WrongMoment, WrongPerson
from gehor.participation.ballots import casting, support
from gehor.participation.ballots.models import Ballot
from gehor.participation.ballots.queries import COUNTING
from gehor.participation.ballots.rules import CHOICE, list_mark
from gehor.participation.queries import facts, opening_facts
from gehor.planning.models import Activity
from gehor.process.steps import SETTLE_TYPING, TYPE_AGAIN
from gehor.process.words import Channel, Proof

from . import lists
from .models import ListAgain, ListSettled


@transaction.atomic
def read_list_again(activity: Activity, *, actor: Actor, about: str, listed: str, rows: Collection[int]) -> ListAgain:
    """Which rows of a list of the sample somebody else finds filled in. Nothing of it is counted."""
    act = begin(TYPE_AGAIN, activity.dialogue, actor=actor, facts=facts)
    if ListAgain.objects.filter(activity=activity, about=about, listed=listed).exists():
        raise WrongMoment("typed_again_before")
    first = next((each for each in lists.standing(activity).due if (each.about, each.code) == (about, listed)), None)
    if first is None:
        raise WrongInput("not_in_sample", field="listed")
    if actor.account_id in first.by:
        raise WrongPerson("typed_by_you")
    again = ListAgain.objects.create(
        activity=activity,
        about=about,
        listed=listed,
        first=list(first.rows),
        second=sorted(rows),
        by_id=actor.account_id,
        at=clock.now(),
    )
    record(act, subject=again, activity=activity.pk, differ=len(again.differ))
    return again


@transaction.atomic
def settle_list(again: ListAgain, *, actor: Actor, rows: Collection[int]) -> ListSettled:
    """Which of the rows that differ are filled in on the paper. What is counted is mended by it."""
    activity = again.activity
    act = begin(SETTLE_TYPING, activity.dialogue, actor=actor, facts=opening_facts)
    if ListSettled.objects.filter(again=again).exists():
        raise WrongMoment("settled_before")
    typed = _of_list(again)
    if actor.account_id in {again.by_id, *(each.entered_by_id for each in typed.values())}:
        raise WrongPerson("third_look_by_another")
    kept = sorted(set(rows) & set(again.differ))
    _mend(again, typed, set(kept), actor=actor)
    settled = ListSettled.objects.create(again=again, rows=kept, by_id=actor.account_id, at=clock.now())
    record(act, subject=settled, activity=activity.pk, rows=len(kept))
    return settled


def _of_list(again: ListAgain) -> dict[int, Ballot]:
    """Row → what counts of it, support or support taken back."""
    mark = list_mark(again.about, again.listed)
    rows = COUNTING.filter(activity=again.activity, item=again.about, voter__pseudonym__startswith=mark)
    return {int(each.voter.pseudonym.removeprefix(mark)): each for each in rows.select_related("voter")}


def _mend(again: ListAgain, typed: dict[int, Ballot], filled: set[int], *, actor: Actor) -> None:
    """Rows that were left out support it from the day on which the list came; rows that are empty do not."""
    given = {row for row, each in typed.items() if each.choice == support.SUPPORTS}
    wrong = [row for row in again.differ if (row in filled) != (row in given)]
    if not wrong:
        return
    one = min(typed.values(), key=lambda each: each.received_at)
    supports = catalogue.methods()[again.activity.method].supports
    assert supports is not None, "only where things are supported are there lists"
    supports(again.activity, again.about, timezone.localdate(one.received_at))
    mark = list_mark(again.about, again.listed)
    new = [
        casting.New(
            casting.Held(Proof.OPEN, f"{mark}{row}"),
            {CHOICE: support.SUPPORTS if row in filled else support.WITHDRAWN},
            uuid4(),
            Channel(one.channel),
            one.received_at,
            again.about,
            again.activity.dialogue.source_language,
        )
        for row in wrong
    ]
    mends = [typed[row].pk for row in wrong if row in typed]
    casting.stored(again.activity, new, entered_by_id=actor.account_id, mends=mends)
