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
    cookies.give(request, _question(asked.number), json.dumps([asked.number, told]), path=back)
    return asked.address


def hand_over(request: HttpRequest, said: Said, found: Any, *, back: str) -> HttpResponse:
    """On to the page where both meet. found: what we made of the answer, with nobody's name in it."""
    cookies.give(request, _answer(said.asked), json.dumps([said.asked, found]), path=back)
    return SeeOther(f"{back}?{urlencode({OF: _short(said.asked)})}")


def met(request: HttpRequest, *, back: str) -> tuple[Any, Any]:
    """What was told and what was found, when they are of one trip and of this browser. Raises Trouble eid_expired."""
    short = _short(request.GET.get(OF, ""))
    try:
        question = json.loads(cookies.read(request, _question(short)))
        answer = json.loads(cookies.read(request, _answer(short)))
    except signing.BadSignature:
        raise Trouble("eid_expired") from None
    cookies.take_back(request, _question(short), path=back)
    cookies.take_back(request, _answer(short), path=back)
    if question[0] != answer[0]:
        raise Trouble("eid_expired")
    return question[1], answer[1]


def _short(number: str) -> str:
    """Two trips in two tabs do not meet."""
    return "".join(sign for sign in number if sign.isalnum())[-12:]


def _question(number: str) -> str:
    return f"{cookies.TRIP}q{_short(number)}"


def _answer(number: str) -> str:
    return f"{cookies.TRIP}a{_short(number)}"
