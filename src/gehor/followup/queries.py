"""Measures and closing, and all the facts of a dialogue."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from gehor.feedback import queries as feedback
from gehor.ground import clock
from gehor.ground.doors import one_of
from gehor.planning import queries as planning
from gehor.planning.models import Dialogue
from gehor.process.facts import Facts
from gehor.process.words import MeasureStatus

from . import rules
from .models import Closing, Measure, Report

SETTLED = tuple(status.value for status in rules.SETTLED)
LATEST_STATUS = Coalesce(
    Subquery(Report.objects.filter(measure=OuterRef("pk")).order_by("-reported_at", "-pk").values("status")[:1]),
    Value(MeasureStatus.PLANNED.value),  # nothing has been reported yet
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


@dataclass(frozen=True)
class Followed:
    """One measure, how far it has come and how it came there."""

    measure: Measure
    reports: tuple[Report, ...]  # the latest first

    @property
    def status(self) -> str:
        return self.reports[0].status if self.reports else MeasureStatus.PLANNED.value

    @property
    def spent_sek(self) -> int | None:
        """What the latest report with an amount says."""
        return next((report.spent_sek for report in self.reports if report.spent_sek is not None), None)

    @property
    def settled_on(self) -> dt.date | None:
        """The day on which it was reported as carried out or dropped, if that is how it stands."""
        return timezone.localdate(self.reports[0].reported_at) if self.status in rules.SETTLED else None

    @property
    def days_late(self) -> int:
        return rules.days_late(self.measure.due_on, self.status, today=clock.today())


def measures(dialogue: Dialogue) -> list[Followed]:
    """All measures of a dialogue, the first due first: two queries."""
    rows = (
        Measure.objects.filter(dialogue=dialogue)
        .select_related("decision__weighs", "decision__body")
        .prefetch_related("reports")
        .order_by("due_on", "pk")
    )
    return [Followed(row, tuple(row.reports.all())) for row in rows]


def measure_of(dialogue: Dialogue, number: int) -> Measure:
    """The one door to a measure of a dialogue, else 404."""
    return one_of(dialogue, Measure.objects, pk=number)


def closing_of(dialogue: Dialogue) -> Closing | None:
    return Closing.objects.filter(dialogue=dialogue).first()
