"""What stays on the desk of somebody who types in one form after the other: day and channel, and the last receipt."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse

from gehor.ground import clock
from gehor.ground.people import receipt
from gehor.ground.people.models import Participant
from gehor.ground.qr import qr_svg
from gehor.planning.models import Activity

from ..earlier import is_held
from ..fields import LANGUAGES
from ..paper.queries import sheet_by
from .forms import typed_channels


def receipt_words(code: str) -> dict[str, Any]:
    """A receipt code as people see it, hear it and point a telephone at it."""
    shown = receipt.shown(code)
    try:
        address = settings.ADDRESS + reverse("trace:receipt", args=[shown])
    except NoReverseMatch:
        address = ""
    return {
        "code": shown,
        "spoken": receipt.spoken(code),
        "address": address,
        "qr": qr_svg(address) if address else "",
    }


def receipt_saved(code: str) -> dict[str, Any]:
    """As receipt_words, for whoever has just typed it in: whether the code is printed on the form already."""
    return {**receipt_words(code), "is_printed": sheet_by(code) is not None}


def slip_page(request: HttpRequest, activity: Activity, received: Model, participant: Participant) -> HttpResponse:
    """The receipt of something that was typed in, to print and hand over."""
    context = {
        "organisation": activity.dialogue.organisation,
        "dialogue": activity.dialogue,
        "activity": activity,
        "received": received,
        **receipt_words(participant.receipt),
    }
    response = render(request, "participation/intake/slip.html", context)
    response["Cache-Control"] = "no-store, private"
    return response


def stays(request: HttpRequest, activity: Activity) -> dict[str, Any]:
    """What stays from the form before, as far as it can be meant."""
    asked, channels = request.GET, typed_channels(activity)
    latest = activity.ends_on if is_held(activity) else clock.today()
    try:
        day = min(dt.date.fromisoformat(asked.get("day", "")), latest)
    except ValueError:
        day = latest
    known = dict(LANGUAGES)
    return {
        "channel": asked.get("channel") if asked.get("channel") in channels else channels[0],
        "received_on": day,
        "language": asked.get("language") if asked.get("language") in known else activity.dialogue.source_language,
        "sheet": asked.get("sheet", "")[:40],
    }
