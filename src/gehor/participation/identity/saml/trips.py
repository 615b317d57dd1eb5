"""The way to the provider and back. The person's number is gone before the second cookie is written."""

from contextlib import suppress

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from gehor.ground.errors import Trouble
from gehor.ground.saml import crossing, messages
from gehor.participation.ballots.rules import Held
from gehor.planning.models import Activity
from gehor.process.words import Proof

from ..pseudonyms import pseudonym
from .providers import Provider, is_resident, person


def leave(request: HttpRequest, activity: Activity, provider: Provider, *, in_a_tab: bool) -> str:
    """The address to sign in at. in_a_tab: whether what was typed waits in another tab."""
    told = {"activity": activity.pk, "tab": in_a_tab}
    return crossing.leave(
        request, provider.party, provider.place, told=told, back=_back(provider), relay=str(activity.pk), fresh=True
    )


def posted(request: HttpRequest, provider: Provider) -> HttpResponse:
    """The provider's answer: a pseudonym is made of it, and it goes on to where the browser's own cookie comes too.

    Which activity it is for stands in the form, where anybody could write it: `came_back` believes the cookie alone.
    Raises Trouble.
    """
    said = messages.read(provider.party, provider.place, request.POST.get("SAMLResponse", ""))
    activity = _activity(provider, request.POST.get("RelayState", ""))
    number = person(provider, said)
    if number is None:
        raise Trouble("eid_no_number")
    proof = Proof.RESIDENT if is_resident(provider, said) else Proof.EID
    found = [activity.pk, proof.value, pseudonym(activity, "person", number)]
    return crossing.hand_over(request, said, found, back=_back(provider))


def going_to(request: HttpRequest, provider: Provider) -> Activity | None:
    """Where whoever brings an answer seems to be going, for the page that says what is wrong with it."""
    with suppress(Trouble):
        return _activity(provider, request.POST.get("RelayState", ""))
    return None


def came_back(request: HttpRequest, provider: Provider) -> tuple[Activity, bool, Held]:
    """Where somebody was going, whether they left from another tab, and who they are. Raises Trouble eid_expired."""
    told, (activity_id, proof, mark) = crossing.met(request, back=_back(provider))
    if told["activity"] != activity_id:
        raise Trouble("eid_expired")
    return _activity(provider, str(activity_id)), told["tab"], Held(Proof(proof), mark)


def _activity(provider: Provider, number: str) -> Activity:
    found = Activity.objects.select_related("dialogue__organisation").filter(
        pk=int(number) if number.isascii() and number.isdecimal() and len(number) < 19 else None,
        dialogue__organisation__slug=provider.organisation,
    )
    activity = found.first()
    if activity is None:
        raise Trouble("eid_expired")
    return activity


def _back(provider: Provider) -> str:
    return reverse("identity:saml_back", args=[provider.organisation])
