"""Measures and closing, and all the facts of a dialogue."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Subquery

from gehor.feedback import queries as feedback
from gehor.planning import queries as planning
from gehor.planning.models import Dialogue
from gehor.process.facts import Facts
from gehor.process.words import MeasureStatus

from .models import Closing, Measure, Report

SETTLED = (MeasureStatus.DONE.value, MeasureStatus.DROPPED.value)
LATEST_STATUS = Subquery(
    Report.objects.filter(measure=OuterRef("pk")).order_by("-reported_at", "-pk").values("status")[:1]
)

COLUMNS = {
    **feedback.COLUMNS,
    "measures": planning.counted(Measure.objects.all()),
    "unsettled_measures": planning.counted(Measure.objects.annotate(now=LATEST_STATUS).exclude(now__in=SETTLED)),
    "closed": Exists(Closing.objects.filter(dialogue=OuterRef("pk"))),
}


def facts(dialogue: Dialogue) -> Facts:
    return facts_of([dialogue])[dialogue.pk]


def facts_of(dialogues: Iterable[Dialogue]) -> dict[int, Facts]:
    """Facts per dialogue id, for a whole list in one query."""
    return planning.read_facts(dialogues, COLUMNS)
