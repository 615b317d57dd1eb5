"""What is demanded in an activity."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q, Subquery

from gehor.ground.errors import WrongInput
from gehor.ground.prepared import Prepared
from gehor.planning.models import Activity, Dialogue
from gehor.process.words import Doing, Proof

from . import rules
from .models import Batch, Code, Demand, ForChildren, Misses
from .rules import MISSES_TOLD, Demands


def demands(activity: Activity) -> Demands:
    return _demands(Demand.objects.filter(activity=activity).values_list("doing", "proof"))


def demands_in(dialogue: Dialogue) -> dict[int, Demands]:
    """By activity, those of a dialogue that demand something: one query."""
    found: defaultdict[int, list[tuple[str, str]]] = defaultdict(list)
    for activity, doing, proof in Demand.objects.filter(activity__dialogue=dialogue).values_list(
        "activity", "doing", "proof"
    ):
        found[activity].append((doing, proof))
    return {activity: _demands(rows) for activity, rows in found.items()}


def demanded(activity: Activity, doing: Doing) -> Proof:
    """Asked before each of some hundred votes a second, so it is written out, as in participation.queries."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proof FROM identity_demand WHERE activity_id = %s AND doing = %s", [activity.pk, doing.value]
        )
        found = cursor.fetchone()
    return Proof(found[0]) if found else Proof.OPEN


def _demands(rows: Iterable[tuple[str, str]]) -> Demands:
    return Demands(**{doing: Proof(proof) for doing, proof in rows})


# With the activities themselves, in one query

DEMANDS = {
    f"{doing.value}_proof": Subquery(
        Demand.objects.filter(activity=OuterRef("pk"), doing=doing.value).values("proof")[:1]
    )
    for doing in rules.POSSIBLE
} | {"for_children": Exists(ForChildren.objects.filter(activity=OuterRef("pk")))}


def is_for_children(activity: Activity) -> bool:
    """Whether it turns to children. Asked only of what was not read with DEMANDS."""
    known = getattr(activity, "for_children", None)
    return ForChildren.objects.filter(activity=activity).exists() if known is None else known


def read_by_few(activity: str = "activity") -> Exists:
    """Whether what is said there is read only by those who have shown who they are.

    activity: the path from a row to its activity. Every list and page that lies outside the activity's own asks it.
    """
    return Exists(Demand.objects.filter(activity=OuterRef(activity), doing=Doing.READ.value))


def door_to_read(slug: str, number: int) -> tuple[Activity, Proof] | None:
    """The activity and what is demanded of those who read it, where anything is. Asked before each page of it."""
    found = _to_read.first(slug, number)
    return (found.activity, Proof(found.proof)) if found else None


_to_read = Prepared(
    lambda slug, number: Demand.objects.filter(
        activity__dialogue__slug=slug, activity__number=number, doing=Doing.READ.value
    ).select_related("activity__dialogue__organisation"),
    str,
    int,
)


def of_row(row: Any) -> Demands:
    """row: an activity with DEMANDS."""
    found = {doing.value: getattr(row, f"{doing.value}_proof") for doing in rules.POSSIBLE}
    return Demands(**{doing: Proof(proof) for doing, proof in found.items() if proof})


# Codes in letters


@dataclass(frozen=True)
class Sent:
    """One batch of letters: how far it has come."""

    number: int
    made_at: dt.datetime
    made: int
    used: int
    revoked: int

    @property
    def left(self) -> int:
        return self.made - self.used - self.revoked


def sent(activity: Activity) -> list[Sent]:
    """All batches of an activity: one query. Nothing says which letter was used."""
    used, revoked = Q(codes__is_used=True), Q(codes__is_revoked=True)
    rows = Batch.objects.filter(activity=activity).annotate(
        made=Count("codes"), used=Count("codes", filter=used), revoked=Count("codes", filter=revoked)
    )
    return [Sent(row.number, row.made_at, row.made, row.used, row.revoked) for row in rows.order_by("number")]


def batch(activity: Activity, number: int) -> Batch:
    """Raises WrongInput no_such_batch."""
    found = Batch.objects.filter(activity=activity, number=number).first()
    if found is None:
        raise WrongInput("no_such_batch", field="letter", word=str(number))
    found.activity = activity
    return found


def has_codes(activity: Activity) -> bool:
    return Code.objects.filter(batch__activity=activity).exists()


GUESSED = Misses.objects.filter(count__gte=MISSES_TOLD)


def guessing(dialogues: Iterable[int], *, since: dt.date | None = None) -> list[Misses]:
    """The days on which so many codes that nobody has were tried that somebody is guessing, the latest first."""
    rows = GUESSED.filter(dialogue__in=list(dialogues))
    return list((rows.filter(day__gte=since) if since else rows).order_by("-day"))
