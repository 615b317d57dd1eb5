"""Asking a provider: its metadata, the address where people sign in, and what it says of somebody.

Standard library for HTTP, PyJWT for signatures. What comes back is believed only when signature, issuer, receiver, time
and nonce are right. Nothing of it is logged.
"""

import json
import secrets
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode, urlsplit

import jwt
from django.conf import settings

from gehor.ground.errors import Trouble

from . import rules
from .providers import Provider
from .rules import Trip

SECONDS = 10
ANSWER_MOST = 512 * 1024  # bytes
METADATA_SECONDS = 3600.0
ASSERTION_SECONDS = 60
ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"

_metadata: dict[str, tuple[float, dict[str, Any]]] = {}
_keys: dict[str, jwt.PyJWKSet] = {}


class _NoTurning(urllib.request.HTTPRedirectHandler):
    """A provider that sends us elsewhere is not asked there: it would get what only the provider may see."""

    def redirect_request(self, *given: Any) -> None:
        return None


_opener = urllib.request.build_opener(_NoTurning)


def address(provider: Provider, trip: Trip, *, back: str, language: str) -> str:
    """Where the browser goes to sign in."""
    asked = {
        "response_type": "code",
        "client_id": provider.client_id,
        "redirect_uri": back,
        "scope": provider.scope,
        "state": trip.state,
        "nonce": trip.nonce,
        "code_challenge": rules.challenge(trip.verifier),
        "code_challenge_method": "S256",
        "ui_locales": language,
        **({"prompt": provider.prompt} if provider.prompt else {}),
        **({"acr_values": provider.acr_values} if provider.acr_values else {}),
    }
    start = _endpoint(provider, "authorization_endpoint")
    return f"{start}{'&' if '?' in start else '?'}{urlencode(asked)}"


def came_back(provider: Provider, trip: Trip, answer: Mapping[str, str], *, back: str) -> Mapping[str, Any]:
    """What the provider says of whoever came back with this answer in the address. Raises Trouble."""
    if "error" in answer:
        raise Trouble("eid_cancelled" if answer["error"] == "access_denied" else "eid_refused")
    if answer.get("iss", provider.issuer) != provider.issuer:
        raise Trouble("eid_wrong_issuer")
    if "iss" not in answer and answers_with_issuer(provider):
        raise Trouble("eid_wrong_issuer")
    return claims(provider, trip, code=answer.get("code", ""), back=back)


def claims(provider: Provider, trip: Trip, *, code: str, back: str) -> Mapping[str, Any]:
    """What the provider says of whoever came back with the code. Raises Trouble."""
    token = _endpoint(provider, "token_endpoint")
    given = _asked(
        token,
        {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": back,
            "client_id": provider.client_id,
            "code_verifier": trip.verifier,
            **_ourselves(provider, token),
        },
    )
    said = _believed(provider, trip, str(given.get("id_token", "")))
    if rules.person(said, claim=provider.person_claim) is not None and not _wants_more(provider, said):
        return said
    return {**said, **_told(provider, str(given.get("access_token", "")), said["sub"])}


def forget() -> None:
    """For tests: another provider at the same address."""
    _metadata.clear()
    _keys.clear()


def _wants_more(provider: Provider, said: Mapping[str, Any]) -> bool:
    return provider.knows_residents and provider.resident_claim not in said


def _ourselves(provider: Provider, audience: str) -> dict[str, str]:
    """That it is we who ask: by our key, or where a provider knows no better by a secret that both have."""
    if provider.secret:
        return {"client_secret": provider.secret}
    return {"client_assertion_type": ASSERTION, "client_assertion": _assertion(provider, audience)}


def _assertion(provider: Provider, audience: str) -> str:
    """private_key_jwt: that it is we who ask (RFC 7523)."""
    key, now = provider.keys[0], int(time.time())
    said = {
        "iss": provider.client_id,
        "sub": provider.client_id,
        "aud": [audience, provider.issuer],
        "jti": secrets.token_urlsafe(16),
        "iat": now,
        "exp": now + ASSERTION_SECONDS,
    }
    return jwt.encode(said, key.private, algorithm=key.algorithm, headers={"kid": key.number})


def _believed(provider: Provider, trip: Trip, token: str) -> dict[str, Any]:
    """What an id_token says, when all of it is right."""
    try:
        key = _key_of(provider, token)
        said: dict[str, Any] = jwt.decode(
            token,
            key.key,
            algorithms=[key.algorithm_name] if key.algorithm_name in rules.ALGORITHMS else [],
            audience=provider.client_id,
            issuer=provider.issuer,
            leeway=rules.LEEWAY_SECONDS,
            options={"require": ["iss", "sub", "aud", "exp", "iat", "nonce"]},
        )
    except (jwt.ExpiredSignatureError, jwt.ImmatureSignatureError):
        raise Trouble("eid_clock") from None
    except jwt.InvalidIssuerError:
        raise Trouble("eid_wrong_issuer") from None
    except jwt.PyJWTError:
        raise Trouble("eid_not_believed") from None
    if said["nonce"] != trip.nonce or said.get("azp", provider.client_id) != provider.client_id:
        raise Trouble("eid_not_believed")
    return said


def _key_of(provider: Provider, token: str) -> jwt.PyJWK:
    """The provider's key by which the token is signed. One that we have not seen is fetched: keys are changed."""
    header = jwt.get_unverified_header(token)
    for is_fresh in (False, True):
        found = _keys.get(provider.issuer)
        if found is None or is_fresh:
            found = jwt.PyJWKSet.from_dict(_asked(_endpoint(provider, "jwks_uri")))
            _keys[provider.issuer] = found
        usable = [each for each in found.keys if each.public_key_use in (None, "sig")]
        named = [each for each in usable if each.key_id == header.get("kid")]
        if "kid" not in header and len(usable) == 1:
            named = usable
        if named and header.get("alg") == named[0].algorithm_name:
            return named[0]
    raise jwt.InvalidKeyError("no key of the provider's")


def _told(provider: Provider, access_token: str, subject: str) -> dict[str, Any]:
    """What the provider says beside the id_token, of the same person."""
    if "userinfo_endpoint" not in _metadata_of(provider):
        return {}
    said = _asked(_endpoint(provider, "userinfo_endpoint"), bearer=access_token)
    if said.get("sub") != subject:
        raise Trouble("eid_not_believed")
    return said


def _metadata_of(provider: Provider) -> dict[str, Any]:
    kept = _metadata.get(provider.issuer)
    if kept and time.monotonic() - kept[0] < METADATA_SECONDS:
        return kept[1]
    found = _asked(f"{provider.issuer.rstrip('/')}/.well-known/openid-configuration")
    if found.get("issuer") != provider.issuer:
        raise Trouble("eid_wrong_issuer")
    _metadata[provider.issuer] = (time.monotonic(), found)
    return found


def _endpoint(provider: Provider, name: str) -> str:
    found = str(_metadata_of(provider).get(name, ""))
    if urlsplit(found).scheme != "https" and urlsplit(found).scheme != urlsplit(provider.issuer).scheme:
        raise Trouble("eid_not_believed")
    return found


def answers_with_issuer(provider: Provider) -> bool:
    """Whether the provider says in each answer who it is (RFC 9207)."""
    return bool(_metadata_of(provider).get("authorization_response_iss_parameter_supported"))


def _asked(address: str, form: Mapping[str, str] | None = None, *, bearer: str = "") -> dict[str, Any]:
    """JSON from an address. form: sent by POST. Raises Trouble when nothing of use comes."""
    request = urllib.request.Request(address, data=urlencode(form).encode() if form is not None else None)
    request.add_header("Accept", "application/json")
    request.add_header("User-Agent", f"Gehor ({settings.ADDRESS})")
    if bearer:
        request.add_header("Authorization", f"Bearer {bearer}")
    try:
        with _opener.open(request, timeout=SECONDS) as answer:
            found = json.loads(answer.read(ANSWER_MOST))
    except urllib.error.HTTPError as fault:
        raise Trouble("eid_refused" if form is not None and fault.code < 500 else "eid_silent") from None
    except (OSError, ValueError):
        raise Trouble("eid_silent") from None
    if not isinstance(found, dict):
        raise Trouble("eid_silent")
    return found
