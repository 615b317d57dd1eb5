"""The link that an organisation gives to those whom it shares with: a signed number, nothing is stored."""

from django.urls import reverse

from gehor.network.links import Links

from .models import Sharing

_links = Links("gehor.network.sharing", numbers=2)


def key_of(sharing: Sharing) -> str:
    return _links.key(sharing.pk, sharing.link_number)


def sharing_of(key: str) -> Sharing | None:
    """Whose link that is; none for one that was never given out, and for one that has been changed since."""
    numbers = _links.read(key)
    if numbers is None:
        return None
    pk, number = numbers
    return Sharing.objects.select_related("organisation").filter(pk=pk, link_number=number).first()


def address_of(sharing: Sharing) -> str:
    return reverse("sharing:by_link", args=[key_of(sharing)])
