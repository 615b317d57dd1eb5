"""The way to the provider and back, which a signed cookie of ten minutes knows, and nothing else."""

import json

from django.conf import settings
from django.core import signing
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language

from gehor.ground import cookies
from gehor.participation.ballots.rules import Held
from gehor.planning.models import Activity
from gehor.process.words import Proof

from ..pseudonyms import pseudonym
from . import client, rules
from .client import Trouble
from .providers import Provider, providers
from .rules import Trip


def back() -> str:
    """The one address that providers send people back to."""
    return settings.ADDRESS + reverse("identity:eid_back")


def leave(request: HttpRequest, activity: Activity, provider: Provider, *, in_a_tab: bool) -> str:
    """The address to sign in at. in_a_tab: whether what was typed waits in another tab."""
    trip = rules.new_trip()
    told = {"trip": [trip.state, trip.nonce, trip.verifier], "activity": activity.pk, "tab": in_a_tab}
    goes_to = client.address(provider, trip, back=back(), language=get_language() or "sv")
    cookies.give(request, cookies.trip(trip.state), json.dumps(told), path=reverse("identity:eid_back"))
    return goes_to


def came_back(request: HttpRequest) -> tuple[Activity, bool]:
    """Where somebody who came back was going, and whether they left from another tab. Raises Trouble eid_expired."""
    try:
        told = json.loads(cookies.read(request, cookies.trip(request.GET.get("state", ""))))
    except signing.BadSignature:
        raise Trouble("eid_expired") from None
    request.trip = Trip(*told["trip"])
    activity = Activity.objects.select_related("dialogue__organisation").get(pk=told["activity"])
    return activity, told["tab"]


def shown(request: HttpRequest, activity: Activity) -> Held:
    """Who came back. What the provider says of them becomes a pseudonym here, and is gone. Raises Trouble."""
    provider = providers().get(activity.dialogue.organisation.slug)
    if provider is None:
        raise Trouble("eid_silent")
    answer = request.GET
    cookies.take_back(request, cookies.trip(answer.get("state", "")), path=reverse("identity:eid_back"))
    said = client.came_back(provider, request.trip, answer, back=back())
    person = rules.person(said, claim=provider.person_claim)
    if person is None:
        raise Trouble("eid_no_number")
    lives_here = rules.is_resident(said, claim=provider.resident_claim, values=provider.resident_values)
    return Held(Proof.RESIDENT if lives_here else Proof.EID, pseudonym(activity, "person", person))
