"""Where staff may sign in instead of here: what stands in sign-in.toml, a table for each button.

    [alvsala]
    name = { sv = "Älvsala kommuns konto", en = "your Älvsala account" }
    organisations = ["alvsala"]          # whose people it may let in, and nobody who works for others, too
    metadata = "adfs.xml"                # SAML; or issuer, client_id and keys or secret_file for OpenID Connect
    key = "sign-in.pem"
    certificate = "sign-in.crt"
    second_factor = ["http://schemas.microsoft.com/claims/multipleauthn"]

The file lies outside the database, since keys do. It is read when it has changed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gehor.ground import tables
from gehor.ground.files import improper
from gehor.ground.saml import parties
from gehor.ground.saml.messages import Place
from gehor.ground.saml.parties import Party
from gehor.participation.identity.oidc import providers as oidc

COMMON = {"name", "organisations", "email", "second_factor"}
OPENID = {"issuer", "client_id", "keys", "secret_file", "scope", "acr_values"}
EMAIL_CLAIM = "email"
EMAIL_ATTRIBUTES = (
    "urn:oid:0.9.2342.19200300.100.1.3",  # mail
    "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress",  # as ADFS and Entra call it
)


@dataclass(frozen=True)
class Provider:
    slug: str
    names: Mapping[str, str]  # language → what it is called after "Sign in with"
    organisations: tuple[str, ...]
    email: tuple[str, ...]  # in which attribute or claim the address stands
    second_factor: tuple[str, ...]  # what it says when somebody has shown two things
    saml: Party | None = None
    openid: oidc.Provider | None = None

    @property
    def name(self) -> str:
        """In the reader's language, else in the first that there is."""
        return self.names.get(get_language() or "", next(iter(self.names.values())))

    @property
    def path(self) -> str:
        return reverse("sign_in_with", args=[self.slug])

    @property
    def back(self) -> str:
        return reverse("sign_in_with_back", args=[self.slug])

    @property
    def place(self) -> Place:
        """Our door, as a provider that speaks SAML knows it."""
        name, address = (
            settings.ADDRESS + reverse(view, args=[self.slug]) for view in ("sign_in_metadata", "sign_in_answer")
        )
        return Place(name, address)


def providers() -> dict[str, Provider]:
    """All that stand in the file. Raises ImproperlyConfigured with a sentence for what is wrong with it."""
    return tables.tables(Path(settings.SIGN_IN_FILE), provider)


def provider(slug: str, table: Any, file: Path) -> Provider:
    """One, out of its table."""
    where = tables.where(slug, file)
    if not isinstance(table, dict) or slugify(slug) != slug:
        raise improper(_("{where} must be a table, named with small letters, digits and hyphens."), where=where)
    organisations = table.get("organisations")
    if not isinstance(organisations, list) or not organisations:
        raise improper(_('{where} must say whose people it lets in, as in organisations = ["alvsala"].'), where=where)
    speaks = [each for each in ("metadata", "issuer") if each in table]
    if len(speaks) != 1:
        raise improper(_("{where} must say metadata (for SAML) or issuer (for OpenID Connect)."), where=where)
    tables.refuse_unknown(table, COMMON | (parties.KNOWN if speaks == ["metadata"] else OPENID), where)
    names = table.get("name", slug)
    common = {
        "slug": slug,
        "names": names if isinstance(names, dict) and names else {"": str(names)},
        "organisations": tuple(map(str, organisations)),
        "second_factor": tuple(map(str, table.get("second_factor", ()))),
    }
    own = {name: value for name, value in table.items() if name not in COMMON}
    if speaks == ["metadata"]:
        email = (str(table["email"]),) if "email" in table else EMAIL_ATTRIBUTES
        return Provider(**common, email=email, saml=parties.party(own, where, file.parent))
    email = (str(table.get("email", EMAIL_CLAIM)),)
    asked = {"scope": "openid email profile", "person_claim": email[0], **own}
    return Provider(**common, email=email, openid=oidc.made(slug, asked, file, prompt=""))
