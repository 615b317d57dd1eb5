"""The one door before everything that people do in an activity.

    held = must_hold(request, activity, Doing.VOTE)
    cast(activity, actor=request.actor, held=held, …)

Called where something is received (a POST): it may have a cookie set, which a kept page never may. Who has not shown
enough gets the page that asks for it, with everything they typed kept; the view need not think of it.
"""

import secrets

from django.core import signing
from django.http import HttpRequest

from gehor.participation.ballots.rules import Held
from gehor.planning.models import Activity
from gehor.process.words import Doing, Proof

from . import cookies, keys, queries, rules


class MustShow(Exception):
    """Somebody must show who they are first. The middleware turns it into the page where they do."""

    def __init__(self, activity: Activity, doing: Doing, proof: Proof) -> None:
        super().__init__(proof.value)
        self.activity, self.doing, self.proof = activity, doing, proof


def must_hold(request: HttpRequest, activity: Activity, doing: Doing) -> Held:
    """Who somebody has shown to be, as surely as the activity demands for what they do. Else raises MustShow."""
    proof = queries.demanded(activity, doing)
    found = _shown(request, activity, proof)
    if found is None:
        raise MustShow(activity, doing, proof)
    return found


def held(request: HttpRequest, activity: Activity, doing: Doing) -> Held | None:
    """The same, for whoever wants to know and not to ask."""
    return _shown(request, activity, queries.demanded(activity, doing))


def pseudonym(activity: Activity, kind: str, secret: str) -> str:
    """The same each time in one dialogue, another in each."""
    return rules.pseudonym(secret, kind=kind, key=keys.key(), salt=keys.salt(activity.dialogue_id))


def _shown(request: HttpRequest, activity: Activity, proof: Proof) -> Held | None:
    if proof is Proof.OPEN:
        return Held(Proof.OPEN, secrets.token_hex(32))
    if proof is Proof.DEVICE:
        return Held(Proof.DEVICE, pseudonym(activity, "device", _device(request, activity)))
    return None


def _device(request: HttpRequest, activity: Activity) -> str:
    """The device's own number, drawn when it is first asked for. It is another in each dialogue."""
    try:
        return cookies.read(request, cookies.DEVICE)
    except signing.BadSignature:
        drawn = secrets.token_hex(16)
        cookies.give(request, cookies.DEVICE, drawn, slug=activity.dialogue.slug)
        return drawn
