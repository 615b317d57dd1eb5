"""The link by which a contact person is known: in every mail to them, and nowhere else."""

from django.core import signing
from django.urls import reverse

from gehor.ground.doors import NoSuchLink

from .models import ContactPerson

_signer = signing.Signer(salt="gehor.network.contact", sep=".")


def key_of(contact: ContactPerson) -> str:
    """Opens what this person may see and answer, until the person is forgotten."""
    return _signer.sign(str(contact.pk))


def contact(key: str) -> ContactPerson:
    """Who that is, with partner and host. Else 404, which leads to where one asks for the link anew."""
    try:
        pk = int(_signer.unsign(key))
    except (signing.BadSignature, ValueError):
        raise NoSuchLink(reverse("network:link_again")) from None
    rows = ContactPerson.objects.filter(pk=pk, forgotten_at=None).select_related("partner__host")
    found = rows.first()
    if found is None:
        raise NoSuchLink(reverse("network:link_again"))
    return found


def address_of(contact: ContactPerson) -> str:
    return reverse("network:about_me", args=[key_of(contact)])
