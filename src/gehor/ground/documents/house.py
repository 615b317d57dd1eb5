"""In whose name a document goes out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .colours import mixed, readable
from .fonts import line

if TYPE_CHECKING:
    from gehor.ground.organisations.models import Organisation


@dataclass(frozen=True)
class Letterhead:
    """Who writes. `colour` is #rrggbb; `contact` goes into the foot of each page; `logo` is a PNG, JPEG or SVG file."""

    name: str
    colour: str = "#1d5c63"
    contact: Sequence[str] = ()
    logo: bytes | None = None

    @property
    def ink(self) -> str:
        """Its colour, dark enough to be read on white."""
        return readable(self.colour)

    def shown(self) -> dict[str, Any]:
        """The values that the Typst templates know as `head`."""
        return {
            "name": line(self.name),
            "contact": [line(row) for row in self.contact],
            "logo": list(self.logo) if self.logo else None,
            "ink": self.ink,
            "line": mixed(self.colour, 0.35),
            "tint": mixed(self.colour, 0.07),
        }


def letterhead(organisation: "Organisation") -> Letterhead:
    """Who writes, with what stands in the foot of each page."""
    rows = (" ".join(row.split()) for row in organisation.postal_address.splitlines())
    address = ", ".join(row for row in rows if row)
    contact = (address, organisation.contact_email, organisation.contact_phone)
    logo = None
    if organisation.logo:
        with organisation.logo.open("rb") as file:
            logo = file.read()
    return Letterhead(organisation.name, organisation.colour, [each for each in contact if each], logo)
