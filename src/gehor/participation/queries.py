"""Openings and contributions, and the facts so far."""

from gehor.planning import queries as planning
from gehor.planning.models import Dialogue
from gehor.process.facts import Facts
from gehor.recruitment import queries as recruitment

from .models import Contribution, Opening

COLUMNS = {
    **recruitment.COLUMNS,
    "openings": planning.counted(Opening.objects.all(), by="activity__dialogue"),
    "open_now": planning.counted(Opening.objects.filter(closed_at__isnull=True), by="activity__dialogue"),
    "contributions": planning.counted(Contribution.objects.all()),
}


def facts(dialogue: Dialogue) -> Facts:
    return planning.read_facts([dialogue], COLUMNS)[dialogue.pk]
