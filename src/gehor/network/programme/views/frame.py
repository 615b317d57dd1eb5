"""The frame of the pages: the host's, with the rooms of one programme, and those behind a link."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from gehor.ground.web import staff_page

from .. import keys, queries
from ..models import Application, Programme
from ..rules import State
from ..texts import STATES


def hosted(
    request: HttpRequest,
    name: str,
    programme: Programme,
    context: Mapping[str, Any],
    *,
    here: str | None = None,
    status: int | None = None,
) -> HttpResponse:
    """A page of the host's about one programme. here: which of its rooms this is, where the page shows them."""
    rooms = {"call": pgettext("programme", "Applications"), "fees": _("Fees")}
    tabs = [
        {
            "label": label,
            "url": reverse(f"programme:{room}", args=[programme.host.slug, programme.slug]),
            "here": room == here,
        }
        for room, label in rooms.items()
    ]
    given = {"programme": programme, "tabs": tabs if here else None, **context}
    return staff_page(request, f"programme/{name}.html", programme.host, given, status=status)


def own(
    request: HttpRequest, name: str, application: Application, context: Mapping[str, Any], *, here: str
) -> HttpResponse:
    """A page behind the link, with the parts of the application."""
    where = queries.state(application)
    rooms = {
        "own": _("Overview"),
        "organisation": _("Organisation"),
        "decision": _("Decision"),
        "people": _("People"),
        "work": _("The work at home"),
        "invoice": _("Invoices"),
    }
    words, tone = STATES[where]
    given = {
        "application": application,
        "programme": application.programme,
        "organisation": application.programme.host,
        "called": queries.called(application),
        "state": words,
        "tone": tone,
        "may_write": where is State.DRAFT,
        "key": keys.key_of(application),
        "tabs": [
            {"label": label, "url": keys.address_of(application, room), "here": room == here}
            for room, label in rooms.items()
        ],
        **context,
    }
    form = context.get("form")
    status = form.page_status if form is not None and request.method == "POST" else 200
    response = render(request, f"programme/{name}.html", given, status=status)
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
