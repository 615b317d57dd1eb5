"""The link by which an organisation writes its application and, later, tells of its work: in mails, and nowhere else.

The table holds only which link is the one that opens it: whoever has stolen the table opens nothing.
"""

from django.http import Http404
from django.urls import reverse

from gehor.ground.doors import NoSuchLink
from gehor.network.links import Links

from .models import Application, Reader
from .queries import LAST_RULING

_links = Links("gehor.network.programme.application", numbers=2)
_readers = Links("gehor.network.programme.reader", numbers=2)


def key_of(application: Application) -> str:
    """Opens the application until another link is drawn for it."""
    return _links.key(application.pk, application.link)


def application(key: str) -> Application:
    """Which one that is, with its programme and host. Else 404, which leads to where one asks for the link anew."""
    opened = found(key)
    if opened is None:
        raise NoSuchLink(reverse("programme:link_again"))
    return opened


def found(key: str) -> Application | None:
    """As `application`; None where the key opens nothing: also once those who applied are forgotten."""
    numbers = _links.read(key)
    if numbers is None:
        return None
    pk, link = numbers
    rows = Application.objects.filter(pk=pk, link=link, forgotten_at=None)
    rows = rows.annotate(outcome=LAST_RULING)  # asked for once, and not by each part of a page
    return rows.select_related("programme__host", "partner__merged_into", "tenant").first()


def address_of(application: Application, page: str = "own") -> str:
    return reverse(f"programme:{page}", args=[key_of(application)])


def key_of_reader(reader: Reader) -> str:
    """Opens what this reader assesses, until the reader is let go."""
    return _readers.key(reader.pk, reader.link)


def reader(key: str) -> Reader:
    """Who that is, with programme and host. Else 404."""
    numbers = _readers.read(key)
    rows = Reader.objects.filter(let_go_at=None).select_related("programme__host")
    found = rows.filter(pk=numbers[0], link=numbers[1]).first() if numbers else None
    if found is None:
        raise Http404
    return found


def address_of_reader(reader: Reader) -> str:
    return reverse("programme:to_assess", args=[key_of_reader(reader)])
