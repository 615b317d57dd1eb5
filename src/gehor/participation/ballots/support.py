"""Support for something that somebody else has said: “I agree”, once for each person, and it can be taken back.

    METHOD = Method(…, takes={CONTRIBUTIONS, BALLOTS}, ballot=support.ballot, …)
    supporting.pressed(request, contribution)

It is a ballot on the contribution's reference: which person it is follows from what the activity demands of those who
vote, the constraint of ballots sees to it that each counts once, and the last one counts. Where nothing is demanded it
is one device, and the page must say that the same person may count twice.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from gehor.ground.errors import WrongInput
from gehor.planning.models import Activity

from .models import Ballot
from .queries import COUNTING
from .rules import CHOICE

SUPPORTS, WITHDRAWN = 1, 0


def ballot(setup: Mapping[str, Any], item: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """For Method.ballot: support of one thing, or support that is taken back. Raises WrongInput."""
    choice = values.get(CHOICE)
    if not item or set(values) != {CHOICE} or isinstance(choice, bool) or choice not in (SUPPORTS, WITHDRAWN):
        raise WrongInput("no_support", field=CHOICE)
    return {CHOICE: choice}


def given_by(activity: Activity, pseudonym: str) -> list[Ballot]:
    """What one voter supports now, the first first. One query."""
    rows = COUNTING.filter(activity=activity, voter__pseudonym=pseudonym, choice=SUPPORTS)
    return list(rows.order_by("received_at", "pk"))


def must_stand(activity: Activity, reference: str, pseudonyms: Sequence[str]) -> None:
    """Raises WrongInput where one of them does not support it now: nobody is to be counted for being taken away."""
    rows = COUNTING.filter(activity=activity, item=reference, choice=SUPPORTS, voter__pseudonym__in=pseudonyms)
    if missing := len(set(pseudonyms)) - rows.count():
        raise WrongInput("no_support_to_take_away", count=missing, reference=reference)


def supporters(activity: Activity, references: Iterable[str] | None = None) -> dict[str, frozenset[int]]:
    """Reference → the voters who support it now: numbers by which somebody who supports two things is counted once."""
    return {item: frozenset(voters) for item, voters in supported_at(activity, references).items()}


def supported_at(activity: Activity, references: Iterable[str] | None = None) -> dict[str, dict[int, dt.datetime]]:
    """The same, and when each of them has last said so. One query."""
    rows = COUNTING.filter(activity=activity, choice=SUPPORTS)
    if references is not None:
        rows = rows.filter(item__in=list(references))
    found: defaultdict[str, dict[int, dt.datetime]] = defaultdict(dict)
    for item, voter, received_at in rows.values_list("item", "voter", "received_at").order_by():
        found[item][voter] = received_at
    return dict(found)
