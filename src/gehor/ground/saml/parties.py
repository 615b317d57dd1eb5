"""Who is asked by SAML: the identity provider's metadata, and our key and certificate beside it.

Written in a table of a TOML file:

    metadata = "broker.xml"                   # a file beside this one, or an address that begins with https://
    entity_id = "https://broker.example.org"  # where the metadata hold several
    key = "saml.pem"
    certificate = "saml.crt"
    levels = ["http://id.elegnamnden.se/loa/1.0/loa3"]
"""

import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.utils.translation import gettext as _

from gehor.ground.errors import Trouble
from gehor.ground.files import NO_PEM, improper, why

NEEDED = {"metadata", "key", "certificate"}
KNOWN = NEEDED | {"entity_id", "levels"}
RSA_LEAST_BITS = 2048
SECONDS = 10
METADATA_SECONDS = 3600.0
METADATA_MOST = 64 * 1024 * 1024  # bytes: that of a whole federation

_fetched: dict[str, tuple[float, bytes]] = {}
_read: dict[tuple[str, str, float], dict[str, Any]] = {}


@dataclass(frozen=True)
class Party:
    """One identity provider, and what we sign with there. Its metadata are read when somebody is asked."""

    metadata: str  # an address, or the path of a file
    entity_id: str
    key: str  # PEM
    certificate: str  # PEM
    levels: tuple[str, ...] = ()  # how surely people must have shown who they are; none: as the provider likes


def party(table: Mapping[str, Any], where: str, folder: Path) -> Party:
    """Of one table. where: how it is named to those who mend it. Raises ImproperlyConfigured."""
    if not set(table) >= NEEDED:
        raise improper(_("{where} must say metadata, key and certificate."), where=where)
    metadata = str(table["metadata"])
    if metadata.startswith("http://"):
        raise improper(_("The metadata of {where} must be a file, or begin with https://."), where=where)
    if not metadata.startswith("https://"):
        metadata = str(folder / metadata)
    key, certificate = folder / str(table["key"]), folder / str(table["certificate"])
    levels = table.get("levels", ())
    if isinstance(levels, str):
        raise improper(_('The levels of {where} must be a list, as in ["…/loa3"].'), where=where)
    return Party(metadata, str(table.get("entity_id", "")), *_pair(key, certificate), levels=tuple(map(str, levels)))


def ends_at(asked: Party) -> Any:
    """When our certificate ends."""
    return x509.load_pem_x509_certificate(asked.certificate.encode()).not_valid_after_utc


def described(asked: Party) -> dict[str, Any]:
    """The provider as its metadata have it. Raises ImproperlyConfigured, or Trouble when nobody answers."""
    text, changed = _metadata(asked.metadata)
    known = (asked.metadata, asked.entity_id, changed)
    if known not in _read:
        for old in [each for each in _read if each[:2] == known[:2]]:
            del _read[old]
        _read[known] = _parsed(text, asked)
    return _read[known]


def forget() -> None:
    """For tests: other metadata at the same place."""
    _fetched.clear()
    _read.clear()


def _pair(key_file: Path, certificate_file: Path) -> tuple[str, str]:
    """Our key and the certificate that says so, when they belong together."""
    try:
        written = key_file.read_text("ascii")
        private = serialization.load_pem_private_key(written.encode(), password=None)
    except (OSError, ValueError, TypeError) as fault:
        raise improper(
            _("The key {file} cannot be read: {why}."),
            file=key_file,
            why=why(fault, NO_PEM),
        ) from None
    if not isinstance(private, rsa.RSAPrivateKey) or private.key_size < RSA_LEAST_BITS:
        raise improper(
            _("The key {file} must be RSA of {bits} bits or more: SAML asks for it."),
            file=key_file,
            bits=RSA_LEAST_BITS,
        )
    try:
        told = certificate_file.read_text("ascii")
        certificate = x509.load_pem_x509_certificate(told.encode())
    except (OSError, ValueError) as fault:
        raise improper(
            _("The certificate {file} cannot be read: {why}."),
            file=certificate_file,
            why=why(fault, NO_PEM),
        ) from None
    if certificate.public_key() != private.public_key():
        raise improper(
            _("The certificate {file} does not belong to the key {key}."), file=certificate_file, key=key_file
        )
    return written, told


def _metadata(place: str) -> tuple[bytes, float]:
    """The text, and when it was last changed or fetched."""
    if not place.startswith("https://"):
        try:
            return Path(place).read_bytes(), Path(place).stat().st_mtime
        except OSError as fault:
            raise improper(_("The metadata {file} cannot be read: {why}."), file=place, why=why(fault)) from None
    kept = _fetched.get(place)
    if kept and time.monotonic() - kept[0] < METADATA_SECONDS:
        return kept[1], kept[0]
    try:
        with urllib.request.urlopen(place, timeout=SECONDS) as answer:
            text: bytes = answer.read(METADATA_MOST)
    except (OSError, ValueError):
        if kept is None:
            raise Trouble("saml_silent") from None
        return kept[1], kept[0]  # what was right an hour ago
    _fetched[place] = (time.monotonic(), text)
    return text, _fetched[place][0]


def _parsed(text: bytes, asked: Party) -> dict[str, Any]:
    from lxml import etree
    from onelogin.saml2.idp_metadata_parser import OneLogin_Saml2_IdPMetadataParser as Parser

    try:
        found: dict[str, Any] = Parser.parse(text, entity_id=asked.entity_id or None).get("idp", {})
    except (ValueError, etree.LxmlError) as fault:
        raise improper(_("The metadata {file} cannot be read: {why}."), file=asked.metadata, why=why(fault)) from None
    if not found.get("entityId"):
        raise improper(_("The metadata {file} describe no such identity provider."), file=asked.metadata)
    if not found.get("singleSignOnService", {}).get("url", "").startswith(("https://", "http://127.0.0.1:")):
        raise improper(
            _("The metadata {file} name no https:// address to sign in at by redirect."), file=asked.metadata
        )
    if not found.get("x509cert") and not found.get("x509certMulti", {}).get("signing"):
        raise improper(_("The metadata {file} hold no certificate to know its answers by."), file=asked.metadata)
    return found
