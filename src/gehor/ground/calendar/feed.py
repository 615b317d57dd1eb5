"""The calendar as others may subscribe to it: iCalendar (RFC 5545)."""

import datetime as dt
from collections.abc import Iterable

from django.utils import timezone

from .models import Meeting


def written(name: str, meetings: Iterable[Meeting], *, url: str) -> bytes:
    """name: of the calendar. url: where people read it.

    Moments are given in UTC, so that no description of time zones is needed.
    """
    from icalendar import Calendar, Event  # as in reading.py

    calendar = Calendar()
    calendar.add("prodid", "-//Gehör//Calendar of decisions//SV")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    for meeting in meetings:
        event = Event()
        event.add("uid", meeting.uid)
        event.add("sequence", meeting.version)
        event.add("dtstamp", meeting.changed_at.astimezone(dt.UTC))
        event.add("last-modified", meeting.changed_at.astimezone(dt.UTC))
        event.add("summary", meeting.body.name)
        event.add("dtstart", _start(meeting))
        if meeting.place:
            event.add("location", meeting.place)
        lines = [f"{matter.case_number} {matter.title}" for matter in meeting.matters.all()]
        if meeting.note or lines:
            event.add("description", "\n".join(filter(None, [meeting.note, *lines])))
        if meeting.agenda_deadline:
            event.add("x-gehor-documents-due", meeting.agenda_deadline.isoformat())
        event.add("url", url)
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _start(meeting: Meeting) -> dt.date | dt.datetime:
    if meeting.starts_at is None:
        return meeting.held_on
    moment = timezone.make_aware(dt.datetime.combine(meeting.held_on, meeting.starts_at))
    return moment.astimezone(dt.UTC)
