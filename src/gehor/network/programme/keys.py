"""The link by which an organisation writes its application and, later, tells of its work: in mails, and nowhere else.

The table holds only which link is the one that opens it: whoever has stolen the table opens nothing.
"""

from django.core import signing
from django.http import Http404
from django.urls import reverse

from .models import Application

_signer = signing.Signer(salt="gehor.network.programme.application", sep=".")


def key_of(application: Application) -> str:
    """Opens the application until another link is drawn for it."""
    return _signer.sign(f"{application.pk}-{application.link}")


def application(key: str) -> Application:
    """Which one that is, with its programme and host. Else 404: nobody learns whether there is one."""
    opened = found(key)
    if opened is None:
        raise Http404
    return opened


def found(key: str) -> Application | None:
    """As `application`; None where the key opens nothing."""
    try:
        pk, _dash, link = _signer.unsign(key).partition("-")
        numbers = {"pk": int(pk), "link": int(link)}
    except (signing.BadSignature, ValueError):
        return None
    rows = Application.objects.filter(**numbers)
    return rows.select_related("programme__host", "partner__merged_into", "tenant").first()


def address_of(application: Application, page: str = "own") -> str:
    return reverse(f"programme:{page}", args=[key_of(application)])
