"""The frame of the pages: the host's, with the rooms of one programme, and those behind a link."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from gehor.ground.web import staff_page

from .. import keys, queries
from ..models import Application, Programme
from ..rules import State
from ..texts import STATES

# Rooms: name of the page → what it is called. Those of the work at home stand in programme/homework
HOSTS = {
    "programme:call": pgettext_lazy("programme", "Applications"),
    "homework:course": _("Steps"),
    "homework:learning": _("Education and exchange"),
    "homework:results": _("Results"),
    "homework:report": _("Report"),
    "programme:readers": _("Readers"),
    "invoicing:fees": _("Fees"),
}
APPLICANTS = {
    "programme:own": _("Overview"),
    "programme:organisation": _("Organisation"),
    "programme:decision": _("Decision"),
    "programme:people": _("People"),
    "programme:work": _("The work at home"),
    "programme:invoice": _("Invoices"),
}
MEMBERS = {
    "programme:own": _("Overview"),
    "homework:steps": _("Steps"),
    "homework:dialogues": _("Dialogues"),
    "homework:map": _("The map"),
    "homework:met": _("Whom we met"),
    "homework:case": _("Our case"),
    "programme:people": _("People"),
    "programme:invoice": _("Invoices"),
}


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
    tabs = [
        {
            "label": label,
            "url": reverse(room, args=[programme.host.slug, programme.slug]),
            "here": room == here,
        }
        for room, label in HOSTS.items()
    ]
    given = {"programme": programme, "tabs": tabs if here else None, **context}
    return staff_page(request, name if "/" in name else f"programme/{name}.html", programme.host, given, status=status)


def own(
    request: HttpRequest, name: str, application: Application, context: Mapping[str, Any], *, here: str
) -> HttpResponse:
    """A page behind the link, with the parts of the application."""
    where = queries.state(application)
    rooms = MEMBERS if where is State.ADMITTED else APPLICANTS
    words, tone = STATES[where]
    given = {
        "application": application,
        "programme": application.programme,
        "organisation": application.programme.host,
        "called": queries.called(application),
        "state": words,
        "tone": tone,
        "may_write": queries.is_writing(application),
        "key": keys.key_of(application),
        "tabs": [
            {"label": label, "url": reverse(room, args=[keys.key_of(application)]), "here": room == here}
            for room, label in rooms.items()
        ],
        **context,
    }
    return behind_link(request, name, given)


def behind_link(request: HttpRequest, name: str, given: Mapping[str, Any]) -> HttpResponse:
    """A page that a link of somebody's own opens: kept nowhere, indexed nowhere."""
    form = given.get("form")
    status = form.page_status if form is not None and request.method == "POST" else 200
    response = render(request, name if "/" in name else f"programme/{name}.html", given, status=status)
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
