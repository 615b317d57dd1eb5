"""Support that is taken back: by whoever is known again on the page, or by the receipt code."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from gehor.ground import catalogue
from gehor.ground.people import receipt as receipts
from gehor.ground.people.door import holder
from gehor.ground.web import SeeOther, see_other
from gehor.participation import queries
from gehor.process.words import Proof

from .. import supporting
from ..models import Ballot
from ..rules import Held


@require_POST
def take_support_back(request: HttpRequest, slug: str, number: int, reference: str) -> HttpResponse:
    """Where it was given, and then back to the list."""
    entrance = queries.public_entrance(slug, number)
    if entrance.method.supports is None:
        raise Http404
    supporting.take_back(request, entrance.activity, reference)
    return SeeOther(reverse(entrance.method.listing, args=[slug, number]))


@require_POST
def take_back_by_receipt(request: HttpRequest, receipt: str, reference: str) -> HttpResponse:
    """With the code, also on another device and when nothing is remembered any more."""
    participant = holder(request, receipt)
    rows = Ballot.objects.filter(voter__participant=participant, item=reference)
    ballot = rows.select_related("voter", "activity__dialogue__organisation").first()
    if ballot is None or catalogue.methods()[ballot.activity.method].supports is None:
        raise Http404
    held = Held(Proof(ballot.voter.proof), ballot.voter.pseudonym)
    supporting.take_back(request, ballot.activity, reference, held)
    return see_other("trace:receipt", receipts.shown(participant.receipt))
