"""Small pieces that every view uses."""

from collections.abc import Mapping
from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from .errors import WrongInput, WrongMoment
from .organisations.models import Organisation
from .organisations.texts import role_label

PAGE = require_http_methods(["GET", "HEAD", "POST"])  # a page with a form that is sent to its own address


class SeeOther(HttpResponseRedirect):
    """303: after a POST, go and look there. A reload then repeats nothing."""

    status_code = 303


def see_other(view: str, *args: object, **kwargs: object) -> HttpResponse:
    return SeeOther(reverse(view, args=args, kwargs=kwargs))


def posted(request: HttpRequest) -> Any:
    """What a form is bound to: what was typed, or nothing when the page is only looked at."""
    return request.POST if request.method == "POST" else None


def staff_page(
    request: HttpRequest,
    template: str,
    organisation: Organisation,
    context: Mapping[str, Any],
    *,
    status: int | None = None,
) -> HttpResponse:
    """A page that extends design/staff.html, with whose house it is and what the reader is there.

    A POST that comes back with something to correct in one of the forms of the context answers 422; 409 where
    somebody else has changed what the form shows.
    """
    house = {
        "organisation": organisation,
        "role_label": role_label(request.actor.roles_in(organisation.pk)),
        "here": "dialogues" if request.path.startswith("/staff/d/") else None,
    }
    if status is None:
        status = _status(context) if request.method == "POST" else 200
    return render(request, template, {**house, **context}, status=status)


def _status(context: Mapping[str, Any]) -> int:
    refused = [each for each in context.values() if isinstance(each, BaseForm) and each.errors]
    if any(getattr(form, "is_overtaken", False) for form in refused):
        return WrongMoment.status
    return WrongInput.status if refused else 200
