"""What goes to a provider of e-identification and what is read of its answer, in plain Python.

The Swedish OpenID Connect Profile 1.0 (2023-12-11): code flow, state of 128 bits or more, PKCE by S256.
"""

import base64
import hashlib
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

PERSON = "https://id.oidc.se/claim/personalIdentityNumber"
COORDINATION = "https://id.oidc.se/claim/coordinationNumber"
SCOPE = "openid https://id.oidc.se/scope/naturalPersonNumber"
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")  # never "none" or HS…
LEEWAY_SECONDS = 120  # how wrong the provider's clock or ours may be

_NUMBER = re.compile(r"(?:19|20)\d{10}")


@dataclass(frozen=True)
class Trip:
    """One way to the provider and back. The browser carries it, signed, and nobody else knows it."""

    state: str
    nonce: str
    verifier: str


def new_trip() -> Trip:
    return Trip(secrets.token_urlsafe(32), secrets.token_urlsafe(32), secrets.token_urlsafe(48))


def challenge(verifier: str) -> str:
    """S256 of RFC 7636.

    >>> challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")
    'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'
    """
    digest = hashlib.sha256(verifier.encode("ascii")).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode("ascii")


def person(claims: Mapping[str, Any], *, claim: str = "") -> str | None:
    """What tells this person from all others, out of an answer. None where it says nothing that does.

    claim: the one that the organisation has chosen instead of the number, such as a pairwise "sub".
    """
    if claim:
        found = claims.get(claim)
        return f"{claim}:{found}" if isinstance(found, str) and found else None
    for name in (PERSON, COORDINATION):
        digits = re.sub(r"[\s+-]", "", str(claims.get(name) or ""))
        if _NUMBER.fullmatch(digits):
            return digits
    return None


def is_resident(claims: Mapping[str, Any], *, claim: str, values: tuple[str, ...]) -> bool:
    """Whether the answer says that the person is registered as living here.

    >>> is_resident({"municipality": ["0180"]}, claim="municipality", values=("0180",))
    True
    """
    found = claims.get(claim) if claim else None
    said = found if isinstance(found, list) else [found]
    return any(str(each) in values for each in said if each is not None)
