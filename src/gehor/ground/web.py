"""Small pieces that every view uses."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from .organisations.models import Organisation
from .organisations.texts import role_label


class SeeOther(HttpResponseRedirect):
    """303: after a POST, go and look there. A reload then repeats nothing."""

    status_code = 303


def see_other(view: str, *args: object, **kwargs: object) -> HttpResponse:
    return SeeOther(reverse(view, args=args, kwargs=kwargs))


def staff_page(
    request: HttpRequest, template: str, organisation: Organisation, context: Mapping[str, Any], *, status: int = 200
) -> HttpResponse:
    """A page that extends design/staff.html, with whose house it is and what the reader is there."""
    house = {
        "organisation": organisation,
        "role_label": role_label(request.actor.roles_in(organisation.pk)),
        "here": "dialogues" if request.path.startswith("/staff/d/") else None,
    }
    return render(request, template, {**house, **context}, status=status)
