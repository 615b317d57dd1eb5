"""The door to a page behind a receipt code."""

from django.http import Http404, HttpRequest, HttpResponse

from gehor.ground import limits

from .models import Participant
from .queries import participant_by_receipt


def holder(request: HttpRequest, typed: str) -> Participant:
    """The participant with this code. Guessing is slow: every look costs a token of the address's bucket."""
    limits.spend("receipt_address", limits.address(request))
    participant = participant_by_receipt(typed)
    if participant is None:
        raise Http404
    return participant


def private(response: HttpResponse) -> HttpResponse:
    """A page behind a receipt code: kept nowhere, indexed nowhere, its address told to no other site.

    Not no-referrer: a browser then sends its forms as from nowhere (Origin: null), and they are refused as forged.
    """
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "same-origin"
    return response
