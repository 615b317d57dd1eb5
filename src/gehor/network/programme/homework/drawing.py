"""Pictures of a programme, drawn on the server: who is where, one member over time, and how the map has moved."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gehor.ground.design.timeline import MONTHS, Mark, Span, Timeline, month_after, timeline
from gehor.ground.design.timeline import Row as Line
from gehor.network.programme import keys
from gehor.network.programme.models import Application

from .queries import Taken
from .rules import Moved, Place
from .texts import PLACES

KINDS = {Place.DONE: "done", Place.NOW: "now", Place.LATE: "late", Place.AHEAD: "ahead", Place.SKIPPED: "skipped"}
LEGEND = (
    ("work", _("Work")),
    ("late", _("Late")),
    ("answered", _("Done")),
    ("meeting", _("Meeting")),
)


@dataclass(frozen=True)
class Cell:
    """One step of one member as it is drawn: in per cent of the row."""

    x: str
    width: str
    kind: str


def cells(places: Sequence[Place]) -> list[Cell]:
    """
    >>> [(cell.x, cell.width, cell.kind) for cell in cells([Place.DONE, Place.NOW])]
    [('0.00', '48.00', 'done'), ('50.00', '48.00', 'now')]
    """
    each = 100 / len(places) if places else 100
    return [Cell(f"{at * each:.2f}", f"{each * 0.96:.2f}", KINDS[place]) for at, place in enumerate(places)]


def over_time(application: Application, taken: Sequence[Taken], today: dt.date) -> Timeline:
    """One member's steps on twelve months: a year back where the programme is long."""
    begins = min(each.step.starts_on for each in taken)
    first = max(month_after(begins, 0), month_after(today, 4 - MONTHS))
    source, key = application.programme.source_language, keys.key_of(application)
    rows = [
        Line(
            title=each.step.title,
            source_language=source,
            url=reverse("homework:step", args=[key, each.step.number]),
            note=PLACES[each.place][0],
            spans=_spans(each, today),
            marks=_marks(each),
        )
        for each in taken
        if each.place is not Place.SKIPPED
    ]
    return timeline(_("The steps over time"), [("", rows)], first=first, today=today, legend=LEGEND)


def _spans(each: Taken, today: dt.date) -> list[Span]:
    begins, due = each.step.starts_on, each.due_on
    until = each.done_on or today
    parts = [Span("work", begins, min(max(until, begins), due)), Span("late", due, until)]
    if each.done_on is None:
        parts.append(Span("work", max(min(until, due), begins), due, ahead=True))
    return [part for part in parts if part.ends > part.begins]


def _marks(each: Taken) -> list[Mark]:
    done = [Mark("answered", each.done_on)] if each.done_on else []
    return [*([Mark("meeting", each.step.meeting_on)] if each.step.meeting_on else []), *done]


@dataclass(frozen=True)
class Arrow:
    """Where the mean stood before and stands after, in per cent of the scale from 1 to 5."""

    before: str
    after: str
    low: str
    length: str


def arrow(moved: Moved) -> Arrow | None:
    """
    >>> arrow(Moved(2.0, 4.0, 5))
    Arrow(before='25.00', after='75.00', low='25.00', length='50.00')
    """
    if moved.before is None or moved.after is None:
        return None
    before, after = _along(moved.before), _along(moved.after)
    return Arrow(f"{before:.2f}", f"{after:.2f}", f"{min(before, after):.2f}", f"{abs(after - before):.2f}")


def _along(step: float) -> float:
    return 100 * (step - 1) / 4
