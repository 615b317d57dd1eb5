"""The link by which a contact person is known: in every mail to them, and nowhere else."""

from django.urls import reverse

from gehor.ground.doors import NoSuchLink

from .links import Links
from .models import ContactPerson

_links = Links("gehor.network.contact", numbers=1)


def key_of(contact: ContactPerson) -> str:
    """Opens what this person may see and answer, until the person is forgotten."""
    return _links.key(contact.pk)


def contact(key: str) -> ContactPerson:
    """Who that is, with partner and host. Else 404, which leads to where one asks for the link anew."""
    rows = ContactPerson.objects.filter(pk=contact_id(key), forgotten_at=None)
    found = rows.select_related("partner__host", "partner__merged_into").first()
    if found is None:
        raise closed()
    return found


def contact_id(key: str) -> int:
    """The number in the key, of somebody who may be forgotten since. Else 404, as above."""
    numbers = _links.read(key)
    if numbers is None:
        raise closed()
    return numbers[0]


def closed() -> NoSuchLink:
    return NoSuchLink(reverse("network:link_again"))


def address_of(contact: ContactPerson) -> str:
    return reverse("network:about_me", args=[key_of(contact)])
