"""Whoever has answered on this device is told so before they fill anything in, not after."""

from collections.abc import Callable
from functools import partial

from django.core import signing
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import get_language

from gehor.ground import cookies
from gehor.participation.identity.pseudonyms import pseudonym
from gehor.participation.queries import Entrance
from gehor.process.words import Proof

from .. import queries

Told = Callable[[HttpRequest], str]


def teller(request: HttpRequest, entrance: Entrance) -> Told | None:
    """What makes the one part of a kept page that is each reader's own; None where a device is not asked for."""
    is_asked = entrance.method.is_only_counted and entrance.demands.vote is Proof.DEVICE
    if not is_asked or request.method not in ("GET", "HEAD"):
        return None
    return partial(_told, entrance=entrance, language=get_language() or "sv")


def _told(request: HttpRequest, *, entrance: Entrance, language: str) -> str:
    """Nothing is asked for whoever has no cookie of ours."""
    try:
        device = cookies.read(request, cookies.DEVICE)
    except signing.BadSignature:
        return ""
    received_at = queries.answered_at(entrance.activity, pseudonym(entrance.activity, "device", device))
    if received_at is None:
        return ""
    with translation.override(language):
        given = {"day": timezone.localdate(received_at), "final": entrance.method.final}
        return render_to_string("ballots/_already.html", given)
