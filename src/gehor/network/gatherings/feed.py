"""Meetings of networks as calendars take them: iCalendar (RFC 5545)."""

import datetime as dt
from collections.abc import Iterable

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gehor.ground.languages import said

from ..models import Network
from . import rules
from .models import Gathering

HOST = settings.ADDRESS.partition("//")[2]


def answer(network: Network | None, meetings: Iterable[Gathering], *, name: str, is_own: bool = False) -> HttpResponse:
    response = HttpResponse(written(network, meetings, is_own=is_own), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    return response


def written(network: Network | None, meetings: Iterable[Gathering], *, is_own: bool) -> bytes:
    """is_own: of one who is invited, who also gets the address for those who take part online.

    Moments are given in UTC, so that no description of time zones is needed.
    """
    from icalendar import Calendar, Event  # large, and seldom needed

    calendar = Calendar()
    calendar.add("prodid", "-//Gehör//Networks//SV")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _words(network.name, network) if network else _("Network meetings"))
    for each in meetings:
        event = Event()
        event.add("uid", f"gathering-{each.pk}@{HOST}")
        event.add("sequence", each.version)
        event.add("dtstamp", each.changed_at.astimezone(dt.UTC))
        event.add("summary", f"{_words(each.network.name, each.network)}: {_words(each.theme, each.network)}")
        begins = timezone.make_aware(dt.datetime.combine(each.held_on, each.begins_at)).astimezone(dt.UTC)
        event.add("dtstart", begins)
        event.add("dtend", begins + dt.timedelta(minutes=rules.day_minutes(each.length)))
        if each.place:
            event.add("location", each.place)
        if is_own and each.online:
            event.add("description", each.online)
        if each.cancelled_at:
            event.add("status", "CANCELLED")
        address = reverse("gatherings:public", args=[each.network.slug, each.number])
        event.add("url", settings.ADDRESS + address)
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _words(text: dict[str, str], network: Network) -> str:
    return said(text, network.source_language, get_language() or network.source_language)[0]
