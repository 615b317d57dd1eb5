"""Openings and contributions, and the facts so far."""

from django.db.models import QuerySet

from gehor.planning import queries as planning
from gehor.planning.models import Activity, Dialogue
from gehor.process.facts import Facts
from gehor.recruitment import queries as recruitment

from .models import Contribution, Import, Opening

COLUMNS = {
    **recruitment.COLUMNS,
    "openings": planning.counted(Opening.objects.all(), by="activity__dialogue"),
    "open_now": planning.counted(Opening.objects.filter(closed_at__isnull=True), by="activity__dialogue"),
    "contributions": planning.counted(Contribution.objects.all()),
}


def facts(dialogue: Dialogue) -> Facts:
    return planning.read_facts([dialogue], COLUMNS)[dialogue.pk]


def opening_facts(dialogue: Dialogue) -> Facts:
    """Only what mass input asks: is anything open? Counting contributions would cost more with each of them."""
    closings = Opening.objects.filter(activity__dialogue=dialogue).values_list("closed_at", flat=True)
    return Facts(openings=len(closings), open_now=sum(closed_at is None for closed_at in closings))


def imports(dialogue: Dialogue) -> QuerySet[Import]:
    """All imports, the latest first, with whether they still stand."""
    return Import.objects.filter(activity__dialogue=dialogue).select_related("activity", "imported_by")


def is_open(activity: Activity) -> bool:
    return Opening.objects.filter(activity=activity, closed_at__isnull=True).exists()
