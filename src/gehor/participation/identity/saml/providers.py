"""Who is asked by SAML, for each organisation: what stands in saml.toml, beside the private keys.

    [alvsala]
    metadata = "broker.xml"
    key = "alvsala-saml.pem"
    certificate = "alvsala-saml.crt"
    levels = ["http://id.elegnamnden.se/loa/1.0/loa3", "http://id.swedenconnect.se/loa/1.0/uncertified-loa3"]

gehor/ground/saml/parties.py says the rest of it. The file lies outside the database, since keys do.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from gehor.ground import tables
from gehor.ground.files import improper
from gehor.ground.saml import parties
from gehor.ground.saml.messages import Place, Said
from gehor.ground.saml.parties import Party

from ..oidc import rules

NUMBER = "urn:oid:1.2.752.29.4.13"  # personalIdentityNumber in Sweden Connect, of a coordination number too
KNOWN = parties.KNOWN | {"person_attribute", "resident_attribute", "resident_values", "name"}


@dataclass(frozen=True)
class Provider:
    organisation: str  # its slug
    party: Party
    person_attribute: str = NUMBER
    resident_attribute: str = ""
    resident_values: tuple[str, ...] = ()
    name: str = ""  # what people know it as, such as "BankID eller Freja"

    @property
    def knows_residents(self) -> bool:
        return bool(self.resident_attribute and self.resident_values)

    @property
    def place(self) -> Place:
        """Our door. Its name and address are written here, since nothing of ours may change them by itself."""
        ours = f"{settings.ADDRESS}/eid/{self.organisation}/saml/"
        return Place(name=f"{ours}metadata.xml", address=ours)


def providers() -> dict[str, Provider]:
    """All that stand in the file, by organisation. Raises ImproperlyConfigured with a sentence for what is wrong."""
    return tables.tables(Path(settings.SAML_FILE), provider)


def provider(slug: str, table: Any, file: Path) -> Provider:
    """One, out of its table."""
    where = tables.where(slug, file)
    if not isinstance(table, dict):
        raise improper(_("{where} must be a table."), where=where)
    tables.refuse_unknown(table, KNOWN, where)
    if bool(table.get("resident_attribute")) != bool(table.get("resident_values")):
        raise improper(_("{where} must say both resident_attribute and resident_values, or neither."), where=where)
    return Provider(
        slug,
        parties.party(table, where, file.parent),
        person_attribute=str(table.get("person_attribute", NUMBER)),
        resident_attribute=str(table.get("resident_attribute", "")),
        resident_values=tuple(map(str, table.get("resident_values", ()))),
        name=str(table.get("name", "")),
    )


def person(provider: Provider, said: Said) -> str | None:
    """What tells this person from all others; the same word as by OpenID Connect, so nobody is two."""
    found = said.first(provider.person_attribute)
    if provider.person_attribute == NUMBER:
        return rules.person({rules.PERSON: found})
    return f"{provider.person_attribute}:{found}" if found else None


def is_resident(provider: Provider, said: Said) -> bool:
    values = said.attributes.get(provider.resident_attribute, ())
    return provider.knows_residents and any(value in provider.resident_values for value in values)
