"""The link that an organisation gives to those whom it shares with: a signed number, nothing is stored."""

from django.core import signing
from django.urls import reverse

from .models import Sharing

_signer = signing.Signer(salt="gehor.network.sharing", sep=".")


def key_of(sharing: Sharing) -> str:
    return _signer.sign(f"{sharing.pk}-{sharing.link_number}")


def sharing_of(key: str) -> Sharing | None:
    """Whose link that is; none for one that was never given out, and for one that has been changed since."""
    try:
        pk, number = map(int, _signer.unsign(key).split("-"))
    except (signing.BadSignature, ValueError):
        return None
    return Sharing.objects.select_related("organisation").filter(pk=pk, link_number=number).first()


def address_of(sharing: Sharing) -> str:
    return reverse("sharing:by_link", args=[key_of(sharing)])
