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
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

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
    name: str = ""  # what people know it as, such as "BankID eller Freja"

    @cached_property
    def published(self) -> dict[str, Any]:
        """The public keys, as the provider fetches them."""
        return {"keys": [dict(key.public) for key in self.keys]}

    @property
    def knows_residents(self) -> bool:
        return bool(self.resident_claim and self.resident_values)


def provider_of(slug: str) -> Provider | None:
    """That of one organisation, None where it has none. Raises ImproperlyConfigured."""
    return providers().get(slug)


def providers() -> dict[str, Provider]:
    """All that stand in the file. Raises ImproperlyConfigured with a sentence for what is wrong with it."""
    file = Path(settings.OIDC_FILE)
    try:
        changed = file.stat().st_mtime_ns
    except OSError:
        return {}
    if _read.get("at") != (file, changed):
        _read.update(at=(file, changed), found=_all(file))
    found: dict[str, Provider] = _read["found"]
    return found


_read: dict[str, Any] = {}


def _all(file: Path) -> dict[str, Provider]:
    try:
        tables = tomllib.loads(file.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise ImproperlyConfigured(f"{file} cannot be read: {fault}.") from None
    return {slug: _provider(slug, table, file) for slug, table in tables.items()}


def _provider(slug: str, table: Any, file: Path) -> Provider:
    where = f"[{slug}] in {file}"
    if not isinstance(table, dict) or not {"issuer", "client_id", "keys"} <= set(table) or not table["keys"]:
        raise ImproperlyConfigured(f"{where} must say issuer, client_id and keys.")
    if unknown := set(table) - KNOWN:
        raise ImproperlyConfigured(f"{where} says {', '.join(sorted(unknown))}, which means nothing here.")
    issuer = urlsplit(table["issuer"])
    is_near = not settings.PRODUCTION and issuer.hostname in ("127.0.0.1", "localhost")
    if not (issuer.scheme == "https" or is_near):
        raise ImproperlyConfigured(f"The issuer of {where} must begin with https://.")
    if bool(table.get("resident_claim")) != bool(table.get("resident_values")):
        raise ImproperlyConfigured(f"{where} must say both resident_claim and resident_values, or neither.")
    given = {**table, "keys": tuple(_key(file.parent / name) for name in table["keys"])}
    given["resident_values"] = tuple(map(str, table.get("resident_values", ())))
    return Provider(organisation=slug, **given)


def _key(file: Path) -> Key:
    try:
        private = serialization.load_pem_private_key(file.read_bytes(), password=None)
    except (OSError, ValueError, TypeError) as fault:
        raise ImproperlyConfigured(f"The key {file} cannot be read: {fault}.") from None
    if isinstance(private, rsa.RSAPrivateKey) and private.key_size >= RSA_LEAST_BITS:
        algorithm, kind = "RS256", jwt.algorithms.RSAAlgorithm
        needed: tuple[str, ...] = ("e", "kty", "n")
    elif isinstance(private, ec.EllipticCurvePrivateKey) and private.curve.name in CURVES:
        algorithm, kind = CURVES[private.curve.name], jwt.algorithms.ECAlgorithm
        needed = ("crv", "kty", "x", "y")
    else:
        raise ImproperlyConfigured(
            f"The key {file} must be RSA of {RSA_LEAST_BITS} bits or more, or EC P-256 to P-521."
        )
    told = json.loads(kind.to_jwk(private.public_key()))
    public = {name: told[name] for name in needed}
    number = rules.challenge(json.dumps(public, sort_keys=True, separators=(",", ":")))
    return Key(private, algorithm, number, {**public, "kid": number, "use": "sig", "alg": algorithm})
