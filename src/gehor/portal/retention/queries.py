"""What is kept here now, what was erased, and the class that each dialogue has in the organisation's own plan."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery

from gehor.ground.journal.models import Entry
from gehor.ground.organisations.models import Organisation
from gehor.ground.retention import Ends, Held, Kind, held, kinds
from gehor.planning.models import Dialogue
from gehor.planning.project.models import Sheet
from gehor.process.steps import DISPOSE

ERASED_MOST, DIALOGUES_MOST = 50, 100


@dataclass(frozen=True)
class Row:
    """One kind, and what there is of it here. held: None where it is not counted."""

    kind: Kind
    held: Held | None

    @property
    def next_on(self) -> dt.date | None:
        return self.held.next_on if self.held and self.held.number else None


def kept(organisation: Organisation) -> dict[Ends, list[Row]]:
    """By when it is erased; first what is erased soonest."""
    numbers = held(organisation)
    rows = [Row(kind, numbers.get(kind.code)) for kind in kinds()]
    shown = [row for row in rows if not row.kind.is_special or (row.held and row.held.number)]
    shown.sort(key=lambda row: (row.kind.days or 0, row.kind.code))
    return {ends: [row for row in shown if row.kind.ends is ends] for ends in Ends}


def erased(organisation: Organisation) -> list[Entry]:
    """What the journal tells of it, latest first: one query."""
    steps = {DISPOSE.key, *(step.key for kind in kinds() for step in kind.steps)}
    here = Entry.objects.filter(organisation_id=organisation.pk, step__in=steps)
    return list(here.order_by("-pk")[:ERASED_MOST])


def classified(organisation: Organisation) -> QuerySet[Dialogue]:
    """The dialogues, each with `records_class`: where it belongs in the organisation's records retention plan."""
    written = Sheet.objects.filter(dialogue=OuterRef("pk")).values("records_class")[:1]
    here = Dialogue.objects.filter(organisation=organisation).annotate(records_class=Subquery(written))
    return here.order_by("-pk")[:DIALOGUES_MOST]
