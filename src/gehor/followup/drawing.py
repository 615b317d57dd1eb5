"""The measures of a dialogue as a picture: from the promise to the promised day, and how far each has come by now."""

import datetime as dt
from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from gehor.ground.design.timeline import MONTHS, Mark, Row, Span, Timeline, month_after, timeline
from gehor.process.words import MeasureStatus

from .queries import Followed
from .texts import MEASURE_LEGEND, STATUSES

AHEAD = 3  # months after the one that goes on now which the axis shows at least
BEGUN = (MeasureStatus.STARTED, MeasureStatus.DONE)


def course(measures: Sequence[Followed], *, source: str, today: dt.date) -> Timeline:
    """All measures on one axis of twelve months, from the first promise, or later where that was long ago."""
    first = min(timezone.localdate(each.measure.promised_at) for each in measures)
    begins = max(month_after(first, 0), month_after(today, AHEAD + 1 - MONTHS))
    rows = [_row(number, each, source, today) for number, each in enumerate(measures, 1)]
    return timeline(_("The measures over time"), [("", rows)], first=begins, today=today, legend=MEASURE_LEGEND)


def anchor(number: int) -> str:
    """Of one measure on the page."""
    return f"measure-{number}"


def _row(number: int, each: Followed, source: str, today: dt.date) -> Row:
    promised, due = timezone.localdate(each.measure.promised_at), each.measure.due_on
    begun = [timezone.localdate(report.reported_at) for report in each.reports if report.status in BEGUN]
    done = [Mark("answered", each.settled_on)] if each.status == MeasureStatus.DONE and each.settled_on else []
    return Row(
        title=each.measure.title,
        source_language=source,
        url=f"#{anchor(number)}",
        note=STATUSES[each.status][0],
        spans=spans(promised, due, begun=min(begun, default=None), settled=each.settled_on, today=today),
        marks=[Mark("promise", due), *done],
    )


def spans(
    promised: dt.date, due: dt.date, *, begun: dt.date | None, settled: dt.date | None, today: dt.date
) -> list[Span]:
    """Waiting, work, what is late, and the time that is left; only what has a length."""
    until = settled or today
    turn = min(begun or until, until, due)
    parts = [Span("plan", promised, turn), Span("work", turn, min(until, due)), Span("late", due, until)]
    if settled is None:
        parts.append(Span("work", max(until, promised), due, ahead=True))
    return [part for part in parts if part.ends > part.begins]
