"""The versions, what was asked to be otherwise, and who was there to ask it."""

from typing import Any

from django.db.models import Q
from django.http import Http404

from gehor.ground.people.models import Participant
from gehor.planning.models import Activity

from ..models import Seat
from .models import Correction, Version


def versions(activity: Activity) -> list[Version]:
    """The latest first."""
    return list(Version.objects.filter(activity=activity).order_by("-number"))


def corrections(activity: Activity) -> list[Correction]:
    rows = Correction.objects.filter(version__activity=activity)
    return list(rows.select_related("version__activity__dialogue", "participant").order_by("pk"))


def correction(activity: Activity, pk: int) -> Correction:
    for each in corrections(activity):
        if each.pk == pk:
            return each
    raise Http404


def unsettled(activity: Activity) -> int:
    return Correction.objects.filter(version__activity=activity, settled_at=None).count()


def was_there(activity: Activity, participant: Participant) -> bool:
    """Sat at a table, or speaks for one."""
    seats = Seat.objects.filter(table__activity=activity)
    return seats.filter(Q(participant=participant) | Q(table__participant=participant)).exists()


def of(participant: Participant) -> list[Correction]:
    """All that one participant wrote, the latest first."""
    rows = Correction.objects.filter(participant=participant).select_related("version__activity__dialogue")
    return list(rows.order_by("-pk"))


def as_data(correction: Correction) -> dict[str, Any]:
    """All that is kept of a correction, for whoever wrote it."""
    return {
        "dialogue": correction.version.activity.dialogue.slug,
        "meeting": correction.version.activity.number,
        "version": correction.version.number,
        "text": correction.text,
        "received_at": correction.received_at,
        "outcome": correction.outcome or None,
        "reason": correction.reason,
    }
