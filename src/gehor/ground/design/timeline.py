"""Places rows of time on one axis of twelve months, for design/timeline.html. Pure."""

import datetime as dt
from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.utils.functional import Promise

from gehor.ground.languages import LocalText

MONTHS = 12


@dataclass(frozen=True)
class Span:
    """Some time during which one thing went on. ahead: it is planned, nothing of it has happened."""

    kind: str  # plan, open, work, answer (each broader than the one before) or late
    begins: dt.date
    ends: dt.date
    ahead: bool = False


@dataclass(frozen=True)
class Mark:
    """A day that counts."""

    kind: str  # decision, promise, answered or meeting
    on: dt.date


@dataclass(frozen=True)
class Row:
    """One line of time with its name."""

    title: LocalText
    source_language: str
    url: str
    note: str | Promise
    warning: str | Promise = ""
    spans: Sequence[Span] = ()
    marks: Sequence[Mark] = ()


@dataclass(frozen=True)
class Bar:
    """A span as it is drawn: in per cent of the axis."""

    kind: str
    x: str
    width: str


@dataclass(frozen=True)
class Drawn:
    """A row as it is drawn. before, after: whether it goes on outside the axis."""

    row: Row
    bars: Sequence[Bar]
    marks: Sequence[tuple[str, str]]
    before: bool
    after: bool


@dataclass(frozen=True)
class Timeline:
    """What design/timeline.html shows."""

    title: str | Promise
    months: Sequence[dt.date]
    groups: Sequence[tuple[str | Promise, Sequence[Drawn]]]
    above: Sequence[tuple[str | Promise, Sequence[Drawn]]]  # what stands above the names of the months
    today: str  # in per cent; nothing where today is not on the axis
    legend: Sequence[tuple[str, str | Promise]] = field(default=())


def timeline(
    title: str | Promise,
    groups: Iterable[tuple[str | Promise, Sequence[Row]]],
    *,
    first: dt.date,
    today: dt.date,
    legend: Sequence[tuple[str, str | Promise]] = (),
    above: Iterable[tuple[str | Promise, Sequence[Row]]] = (),
) -> Timeline:
    """Rows in their groups, on the twelve months that begin with the month of `first`.

    legend: (kind, words) of the spans and marks that need words, in the order in which they come.
    """
    months = [month_after(first, number) for number in range(MONTHS + 1)]
    return Timeline(
        title=title,
        months=months[:-1],
        groups=[(name, [_drawn(row, months) for row in rows]) for name, rows in groups],
        above=[(name, [_drawn(row, months) for row in rows]) for name, rows in above],
        today=_percent(place(today, first)) if months[0] <= today < months[-1] else "",
        legend=legend,
    )


def month_after(day: dt.date, months: int) -> dt.date:
    """The first day of the month so many months after the month of `day`.

    >>> month_after(dt.date(2026, 11, 22), 3)
    datetime.date(2027, 2, 1)
    """
    number = day.year * 12 + day.month - 1 + months
    return dt.date(number // 12, number % 12 + 1, 1)


def place(day: dt.date, first: dt.date) -> float:
    """How far along the axis a day begins: 0 at its beginning, 1 at its end, outside where the day is not on it.

    Every month is equally long, so that the names above stand where they should.

    >>> place(dt.date(2026, 7, 1), dt.date(2026, 1, 1))
    0.5
    """
    whole = (day.year - first.year) * 12 + day.month - first.month
    return (whole + (day.day - 1) / monthrange(day.year, day.month)[1]) / MONTHS


def _drawn(row: Row, months: Sequence[dt.date]) -> Drawn:
    first, end = months[0], months[-1]
    days = [mark.on for mark in row.marks] + [day for span in row.spans for day in (span.begins, span.ends)]
    return Drawn(
        row=row,
        bars=[_bar(span, first) for span in row.spans if span.begins < end and span.ends > first],
        marks=[(mark.kind, _percent(place(mark.on, first))) for mark in row.marks if first <= mark.on < end],
        before=any(day < first for day in days),
        after=any(day >= end for day in days),
    )


def _bar(span: Span, first: dt.date) -> Bar:
    begin, end = max(0.0, place(span.begins, first)), min(1.0, place(span.ends, first))
    return Bar(f"{span.kind} ahead" if span.ahead else span.kind, _percent(begin), _percent(end - begin))


def _percent(share: float) -> str:
    """As SVG wants it, whatever the reader's language."""
    return f"{100 * share:.2f}%"
