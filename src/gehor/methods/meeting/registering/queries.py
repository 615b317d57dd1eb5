"""Who means to come, who waits, and how much room is left."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404
from django.utils import timezone

from gehor.ground.people.models import Participant
from gehor.participation.models import Opening
from gehor.participation.queries import facts as facts  # the facts of the stage that this is a part of
from gehor.planning.models import Activity

from ..models import Seat
from ..rules import occasion
from .models import Registration

STANDING = Q(left_at=None)
PLACED = STANDING & Q(placed_at__isnull=False)
WAITING = STANDING & Q(placed_at=None)


@dataclass(frozen=True)
class Counted:
    """People, company counted, of one meeting; `needing`: registrations that have asked for something."""

    placed: int
    waiting: int
    came: int
    registrations: int
    needing: int

    def left(self, capacity: int | None) -> int | None:
        """How many more have room. None: there is room for all."""
        return None if capacity is None else max(0, capacity - self.placed)


def counted(activity: Activity) -> Counted:
    """One query."""
    found = Registration.objects.filter(STANDING, activity=activity).aggregate(
        placed=Coalesce(Sum("people", filter=PLACED), 0),
        waiting=Coalesce(Sum("people", filter=WAITING), 0),
        came=Coalesce(Sum("people", filter=Q(came_at__isnull=False)), 0),
        registrations=Count("pk"),
        needing=Count("pk", filter=~Q(needs="")),
    )
    return Counted(**found)


def standing(activity: Activity) -> QuerySet[Registration]:
    """All who mean to come, in the order in which they registered, each with `participant`."""
    return Registration.objects.filter(STANDING, activity=activity).select_related("participant")


def waiting(activity: Activity) -> list[Registration]:
    return list(Registration.objects.filter(WAITING, activity=activity))


def before_in_line(registration: Registration) -> int:
    """How many people wait who came earlier."""
    earlier = Registration.objects.filter(WAITING, activity=registration.activity_id).filter(
        Q(registered_at__lt=registration.registered_at)
        | Q(registered_at=registration.registered_at, pk__lt=registration.pk)
    )
    return int(earlier.aggregate(people=Coalesce(Sum("people"), 0))["people"])


def of(participant: Participant) -> list[Registration]:
    """All of one participant's, the latest first, each with `is_called_off`."""
    closed = Opening.objects.filter(activity=OuterRef("activity")).values("closed_at")
    rows = Registration.objects.filter(participant=participant).select_related(*WHOLE)
    found = list(rows.annotate(closed_at=Subquery(closed)).order_by("-registered_at", "-pk"))
    for each in found:
        held = occasion(each.activity.setup)
        closed_at = each.closed_at and timezone.localtime(each.closed_at)
        each.is_called_off = bool(held and held.is_called_off(closed_at))
    return found


def as_data(registration: Registration) -> dict[str, Any]:
    """All that is kept of a registration, for whoever it is about."""
    return {
        "dialogue": registration.activity.dialogue.slug,
        "meeting": registration.activity.number,
        "people": registration.people,
        "needs": registration.needs,
        "registered_at": registration.registered_at,
        "placed_at": registration.placed_at,
        "left_at": registration.left_at,
        "came_at": registration.came_at,
    }


WHOLE = ("activity__dialogue__organisation", "participant")


def own(participant: Participant, pk: int) -> Registration:
    """Raises Http404 for what is somebody else's."""
    return get_object_or_404(Registration.objects.select_related(*WHOLE), participant=participant, pk=pk)


def numbered(activity: Activity, pk: int) -> Registration:
    """Raises Http404 for what belongs to another meeting."""
    return get_object_or_404(Registration.objects.select_related(*WHOLE), activity=activity, pk=pk)


def by_submission(activity: Activity, submission: UUID) -> Registration | None:
    return Registration.objects.filter(activity=activity, submission=submission).select_related("participant").first()


def standing_of(activity: Activity, participant: Participant) -> Registration | None:
    return standing(activity).filter(participant=participant).first()


def seats_of(activity: Activity, participants: Sequence[int]) -> dict[int, Seat]:
    """Participant → where they sit at this meeting."""
    rows = Seat.objects.filter(table__activity=activity, participant__in=participants).select_related("table")
    return {seat.participant_id: seat for seat in rows}


def latest_seat(participant: Participant) -> Seat | None:
    """Where somebody sat down last, with the meeting."""
    rows = Seat.objects.filter(participant=participant).select_related("table__activity__dialogue__organisation")
    return rows.order_by("-pk").first()
