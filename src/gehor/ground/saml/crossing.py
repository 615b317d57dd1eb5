"""Question and answer of one browser, held together by two signed cookies of ten minutes and nothing else.

The answer is posted by a page of the provider's, and with such a form the browser sends no cookie of ours. So what we
read out of it goes into a cookie, too, and the browser is sent on to a page of ours where both come: `met`.
"""

import json
from typing import Any
from urllib.parse import urlencode

from django.core import signing
from django.http import HttpRequest, HttpResponse

from gehor.ground import cookies
from gehor.ground.errors import Trouble
from gehor.ground.web import SeeOther

from . import messages
from .messages import Place, Said
from .parties import Party

OF = "of"  # in the address of the page where both meet: which trip it is


def leave(
    request: HttpRequest, party: Party, place: Place, *, told: Any, back: str, relay: str = "", fresh: bool
) -> str:
    """The address to show who one is at. told: what is to be known again when both meet. back: that page's path."""
    asked = messages.ask(party, place, relay=relay, fresh=fresh)
    cookies.give(request, _question(asked.number), json.dumps(told), path=back)
    return asked.address


def hand_over(request: HttpRequest, said: Said, found: Any, *, back: str) -> HttpResponse:
    """On to the page where both meet. found: what we made of the answer, with nobody's name in it."""
    cookies.give(request, _answer(said.asked), json.dumps(found), path=back)
    return SeeOther(f"{back}?{urlencode({OF: said.asked})}")


def met(request: HttpRequest, *, back: str) -> tuple[Any, Any]:
    """What was told and what was found, when they are of one trip and of this browser. Raises Trouble eid_expired."""
    number = request.GET.get(OF, "")
    try:
        question = json.loads(cookies.read(request, _question(number)))
        answer = json.loads(cookies.read(request, _answer(number)))
    except signing.BadSignature:
        raise Trouble("eid_expired") from None
    cookies.take_back(request, _question(number), path=back)
    cookies.take_back(request, _answer(number), path=back)
    return question, answer


# The whole number stands in the name, and a cookie is signed with its name: two trips in two tabs never meet


def _question(number: str) -> str:
    return f"{cookies.TRIP}q_{_plain(number)}"


def _answer(number: str) -> str:
    return f"{cookies.TRIP}a_{_plain(number)}"


def _plain(number: str) -> str:
    return "".join(sign for sign in number if sign.isascii() and sign.isalnum())[:64]
