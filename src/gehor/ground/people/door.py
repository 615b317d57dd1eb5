"""The door to a page behind a receipt code."""

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from gehor.ground import limits
from gehor.ground.web import SeeOther

from . import receipt
from .models import Participant
from .queries import participant_by_receipt


def holder(request: HttpRequest, typed: str) -> Participant:
    """The participant with this code. Guessing is slow: every look costs a token of the address's bucket.

    Whose page it is stands in the request from then on, for the head of a page that refuses something.
    """
    limits.spend("receipt_address", limits.address(request))
    participant = participant_by_receipt(typed)
    if participant is None:
        raise Http404
    request.receipt_of = participant  # type: ignore[attr-defined]
    return participant


def find_by_code(
    request: HttpRequest, template: str, form: Form, *, address_of: Callable[[str], str], unknown: Any, **context: Any
) -> HttpResponse:
    """The page on which somebody types a code, and goes on to what is behind it.

    form: has a field `code` · address_of: code → where it leads, "" when nobody knows it · unknown: what is said then
    """
    if form.is_bound:
        limits.spend("receipt_address", limits.address(request))
        if form.is_valid():
            address = address_of(receipt.normalise(form.cleaned_data["code"]))
            if address:
                return SeeOther(address)
            form.add_error("code", unknown)
    return private(render(request, template, {"form": form, **context}, status=422 if form.errors else 200))


def private(response: HttpResponse) -> HttpResponse:
    """A page behind a receipt code: kept nowhere, indexed nowhere, its address told to no other site.

    Not no-referrer: a browser then sends its forms as from nowhere (Origin: null), and they are refused as forged.
    """
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "same-origin"
    return response
