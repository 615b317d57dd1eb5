"""Who is asked, for each organisation: what stands in oidc.toml, beside the private keys.

    [alvsala]
    issuer = "https://legitimering.example.org/op"
    client_id = "gehor-alvsala"
    keys = ["alvsala-2026.pem"]
    resident_claim = "https://legitimering.example.org/claim/municipality"
    resident_values = ["1480"]

The file lies outside the database, since keys do. It is read when it has changed.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from django.conf import settings
from django.utils.translation import gettext as _

from gehor.ground import tables
from gehor.ground.files import NO_PEM, improper, why

from . import rules

KNOWN = {
    "issuer", "client_id", "keys", "scope", "acr_values", "person_claim", "resident_claim", "resident_values", "name"
}  # fmt: skip
RSA_LEAST_BITS = 2048
CURVES = {"secp256r1": "ES256", "secp384r1": "ES384", "secp521r1": "ES512"}


@dataclass(frozen=True)
class Key:
    """One of our private keys. number: the thumbprint of RFC 7638, by which the provider finds the public one."""

    private: Any
    algorithm: str
    number: str
    public: Mapping[str, str]


@dataclass(frozen=True)
class Provider:
    organisation: str  # its slug
    issuer: str
    client_id: str
    keys: tuple[Key, ...]  # the first one signs, all are published
    scope: str = rules.SCOPE
    acr_values: str = ""
    person_claim: str = ""
    resident_claim: str = ""
    resident_values: tuple[str, ...] = ()
    prompt: str = "login"  # whoever sat here before is not asked for
    secret: str = field(default="", repr=False)  # instead of keys, for providers that take no better
    name: str = ""  # what people know it as, such as "BankID eller Freja"

    @cached_property
    def published(self) -> dict[str, Any]:
        """The public keys, as the provider fetches them."""
        return {"keys": [dict(key.public) for key in self.keys]}

    @property
    def knows_residents(self) -> bool:
        return bool(self.resident_claim and self.resident_values)


def providers() -> dict[str, Provider]:
    """All that stand in the file, by organisation. Raises ImproperlyConfigured with a sentence for what is wrong."""
    return tables.tables(Path(settings.OIDC_FILE), provider)


def provider(slug: str, table: Any, file: Path) -> Provider:
    """One, out of its table."""
    where = tables.where(slug, file)
    if not isinstance(table, dict) or not {"issuer", "client_id", "keys"} <= set(table):
        raise improper(_("{where} must say issuer, client_id and keys."), where=where)
    tables.refuse_unknown(table, KNOWN, where)
    if bool(table.get("resident_claim")) != bool(table.get("resident_values")):
        raise improper(_("{where} must say both resident_claim and resident_values, or neither."), where=where)
    return made(slug, table, file)


def made(slug: str, table: Mapping[str, Any], file: Path, **more: Any) -> Provider:
    """Out of a table with keys or a secret_file. more: what no table says."""
    where = tables.where(slug, file)
    if not table.get("client_id") or bool(table.get("keys")) == bool(table.get("secret_file")):
        raise improper(_("{where} must say client_id and either keys or secret_file."), where=where)
    if isinstance(table.get("keys", []), str):
        raise improper(_('The keys of {where} must be a list, as in keys = ["alvsala.pem"].'), where=where)
    issuer = urlsplit(str(table["issuer"]))
    is_near = not settings.PRODUCTION and issuer.hostname in ("127.0.0.1", "localhost")
    if not (issuer.scheme == "https" or is_near):
        raise improper(_("The issuer of {where} must begin with https://."), where=where)
    given = {name: value for name, value in table.items() if name != "secret_file"}
    given["keys"] = tuple(_key(file.parent / name) for name in table.get("keys", ()))
    given["resident_values"] = tuple(map(str, table.get("resident_values", ())))
    if "secret_file" in table:
        given["secret"] = _secret(file.parent / table["secret_file"])
    return Provider(organisation=slug, **given, **more)


def _secret(file: Path) -> str:
    try:
        found = file.read_text("ascii").strip()
    except (OSError, UnicodeDecodeError):
        found = ""
    if not found:
        raise improper(_("The secret {file} cannot be read, or is empty."), file=file)
    return found


def _key(file: Path) -> Key:
    try:
        private = serialization.load_pem_private_key(file.read_bytes(), password=None)
    except (OSError, ValueError, TypeError) as fault:
        raise improper(_("The key {file} cannot be read: {why}."), file=file, why=why(fault, NO_PEM)) from None
    if isinstance(private, rsa.RSAPrivateKey) and private.key_size >= RSA_LEAST_BITS:
        algorithm, kind = "RS256", jwt.algorithms.RSAAlgorithm
        needed: tuple[str, ...] = ("e", "kty", "n")
    elif isinstance(private, ec.EllipticCurvePrivateKey) and private.curve.name in CURVES:
        algorithm, kind = CURVES[private.curve.name], jwt.algorithms.ECAlgorithm
        needed = ("crv", "kty", "x", "y")
    else:
        raise improper(
            _("The key {file} must be RSA of {bits} bits or more, or EC P-256 to P-521."),
            file=file,
            bits=RSA_LEAST_BITS,
        )
    told = json.loads(kind.to_jwk(private.public_key()))
    public = {name: told[name] for name in needed}
    number = rules.challenge(json.dumps(public, sort_keys=True, separators=(",", ":")))
    return Key(private, algorithm, number, {**public, "kid": number, "use": "sig", "alg": algorithm})
