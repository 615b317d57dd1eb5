"""Events as calendars take them: iCalendar (RFC 5545)."""

import datetime as dt
from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from gehor.ground.languages import said

from .models import Version
from .prose import plain
from .shelf import Entry

HOST = settings.ADDRESS.partition("//")[2]


def written(events: Iterable[tuple[Entry, Version]]) -> bytes:
    """Moments are given in UTC, so that no description of time zones is needed."""
    from icalendar import Calendar, Event  # large, and seldom needed

    calendar = Calendar()
    calendar.add("prodid", "-//Gehör//Example library//SV")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for entry, version in events:
        content = version.content
        event = Event()
        event.add("uid", f"{entry.slug}@{HOST}")
        event.add("sequence", entry.number)
        event.add("dtstamp", entry.changed_at.astimezone(dt.UTC))
        event.add("summary", said(entry.heading, entry.source, entry.source)[0])
        event.add("dtstart", _moment(content["start_date"]))
        event.add("dtend", _moment(content["end_date"]))
        place = [content[key] for key in ("venue", "street", "city") if key in content]
        if place:
            event.add("location", ", ".join(place))
        if content.get("description"):
            event.add("description", plain(said(content["description"], entry.source, entry.source)[0]))
        event.add("url", settings.ADDRESS + reverse("library:article", args=[entry.slug]))
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _moment(said: str) -> dt.datetime:
    return timezone.make_aware(dt.datetime.fromisoformat(said)).astimezone(dt.UTC)
