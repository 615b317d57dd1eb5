"""Badges: name, organisation, table, and a code that opens the door."""

from collections.abc import Sequence
from pathlib import Path

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gehor.ground.documents import letterhead
from gehor.ground.documents.fonts import FAMILIES, line
from gehor.ground.documents.press import pressed
from gehor.ground.languages import said
from gehor.ground.people.receipt import shown
from gehor.ground.qr import qr_svg

from .models import Gathering, Guest

TEMPLATE = Path(__file__).with_name("badges.typ")
HERE_AT_MOST = 40  # more are pressed in a process of their own


def badges(gathering: Gathering, guests: Sequence[Guest]) -> bytes:
    """Ten to a sheet of A4, 90 × 54 mm each, as stationers sell them. The QR code holds the code of the badge."""
    network = gathering.network
    language = get_language() or network.source_language
    given = {
        "language": language.split("-")[0],
        "fonts": FAMILIES,
        "head": letterhead(network.host).shown(),
        "title": line(_("Badges: %(theme)s") % {"theme": said(gathering.theme, network.source_language, language)[0]}),
        "network": line(said(network.name, network.source_language, language)[0]),
        "qr_alt": line(_("QR code of the badge")),
        "badges": [
            {
                "name": line(guest.contact.name),
                "title": line(guest.contact.title),
                "partner": line(guest.contact.partner.now.name),
                "table": line(_("Table %(number)s") % {"number": guest.table.number}) if guest.table else "",
                "code": shown(guest.code),
                "qr": str(qr_svg(guest.code, quiet=0)),
            }
            for guest in guests
        ],
    }
    return pressed(given, template=TEMPLATE, apart=len(guests) > HERE_AT_MOST)
