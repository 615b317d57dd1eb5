"""Dialogues as rows of time: the year's programme, and the promises of an answer."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from gehor.ground.calendar.models import Meeting
from gehor.ground.design.timeline import Mark, Row, Span, Timeline, month_after, timeline
from gehor.ground.organisations.models import Body
from gehor.portal.texts import STAGES

from . import queries, rules, texts
from .queries import Entry

MONTHS_BACK = 6
MONTHS = 12


def programme(
    rows: Sequence[Entry], meetings: Iterable[tuple[Body, Sequence[Meeting]]], *, year: int, today: dt.date
) -> Timeline:
    """The courses of dialogues from idea to answer, on the months of one year, under the meetings of the bodies."""
    seen = list(meetings)
    return timeline(
        _("Dialogues in %(year)s, from idea to answer") % {"year": year},
        _grouped(rows, lambda entry: _course(entry, today)),
        first=dt.date(year, 1, 1),
        today=today,
        legend=texts.CALENDAR if seen else texts.COURSE,
        above=[(texts.MEETINGS, [_meetings(body, each, rows) for body, each in seen])] if seen else [],
    )


def promises(rows: Iterable[Entry], *, today: dt.date) -> Timeline | None:
    """What people wait for and for how long, half a year back and half a year ahead. None where nothing is."""
    first = month_after(today, -MONTHS_BACK)
    end = month_after(first, MONTHS)
    seen = [
        each
        for each in rows
        if each.days.is_promised
        and (not each.days.answered or each.days.answered >= first)
        and each.days.opened is not None
        and each.days.opened < end
    ]
    if not seen:
        return None
    return timeline(
        _("Promised answers, half a year back and half a year ahead"),
        _grouped(seen, lambda entry: _waiting(entry, today)),
        first=first,
        today=today,
        legend=texts.PROMISES,
    )


def _grouped(rows: Iterable[Entry], drawn: Callable[[Entry], Row]) -> list[tuple[str | Promise, Sequence[Row]]]:
    return [
        (body.name if body else texts.NO_BODY, [drawn(each) for each in group]) for body, group in queries.by_body(rows)
    ]


def _course(entry: Entry, today: dt.date) -> Row:
    days = entry.days
    return _row(
        entry, _spans(rules.course(days, today=today)), {"decision": days.decided or days.decision, **_answer(entry)}
    )


def _waiting(entry: Entry, today: dt.date) -> Row:
    return _row(entry, _spans(rules.waiting(entry.days, today=today)), _answer(entry))


def _spans(parts: Iterable[rules.Part]) -> list[Span]:
    return [Span(part.kind, part.begins, part.ends, part.ahead) for part in parts]


def _answer(entry: Entry) -> dict[str, dt.date | None]:
    return {"promise": entry.days.promise, "answered": entry.days.answered}


def _meetings(body: Body, meetings: Sequence[Meeting], rows: Iterable[Entry]) -> Row:
    """One body's year. A meeting at which a dialogue is decided is marked as that."""
    decides = {
        each.days.decided or each.days.decision for each in rows if each.body is not None and each.body.pk == body.pk
    }
    return Row(
        title={body.organisation.source_language: body.name},
        source_language=body.organisation.source_language,
        url=reverse("portal:calendar", args=[body.organisation.slug]),
        note=texts.meetings(len(meetings)),
        marks=[Mark("decision" if each.held_on in decides else "meeting", each.held_on) for each in meetings],
    )


def _row(entry: Entry, spans: Sequence[Span], marks: dict[str, dt.date | None]) -> Row:
    return Row(
        title=entry.dialogue.title,
        source_language=entry.dialogue.source_language,
        url=reverse("portal:dialogue", args=[entry.dialogue.slug]),
        note=STAGES[entry.stage],
        warning=texts.late(entry.days_late),
        spans=spans,
        marks=[Mark(kind, day) for kind, day in marks.items() if day],
    )
