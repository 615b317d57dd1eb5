"""What goes to an identity provider, and what is believed of its answer.

python3-saml reads and checks. What it lets pass where an answer says nothing, we check ourselves: that the assertion is
signed, names us, this address and our question. Why one is refused is logged, without what it says of anybody.
"""

import hashlib
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from django.core.cache import cache as used

from gehor.ground.errors import Trouble

from .parties import Party, described

SKEW_SECONDS = 60  # how wrong the provider's clock or ours may be
ANSWER_MOST = 256 * 1024  # characters as they are posted
USED_SECONDS = 60 * 60  # longer than any answer is valid
log = logging.getLogger("gehor.sign_in")


@dataclass(frozen=True)
class Place:
    """One of our doors. name: what the provider knows us as. address: where answers are posted."""

    name: str
    address: str


class Asked(NamedTuple):
    number: str
    address: str  # to send the browser to


@dataclass(frozen=True)
class Said:
    """What a provider says of one person, believed."""

    asked: str  # the number of our question
    attributes: Mapping[str, tuple[str, ...]]
    subject: str
    levels: tuple[str, ...]

    def first(self, *names: str) -> str:
        """The first value of the first of these attributes that says anything."""
        return next((value for name in names for value in self.attributes.get(name, ()) if value), "")


def ask(party: Party, place: Place, *, relay: str = "", fresh: bool) -> Asked:
    """A signed question. fresh: whoever sat at the computer before is not asked for."""
    saml = _library()
    auth = saml.Auth(_request(place), saml.Settings(_told(party, place)))
    address = auth.login(return_to=relay, force_authn=fresh, set_nameid_policy=False)
    return Asked(auth.get_last_request_id(), address)


def read(party: Party, place: Place, posted: str) -> Said:
    """What is believed of an answer, once. Raises Trouble."""
    saml = _library()
    try:
        if not posted or len(posted) > ANSWER_MOST:
            raise Trouble("saml_unreadable")
        answer = saml.Response(saml.Settings(_told(party, place)), posted)
        answer.is_valid(_request(place), raise_exceptions=True)
        said = _believed(answer, party, place)
        _use(answer, party)
    except Trouble as trouble:
        log.warning("An answer at %s was refused: %s", place.address, trouble.code)
        raise
    except saml.Invalid as fault:
        code = saml.codes.get(fault.code, "saml_unreadable")
        if fault.code == saml.Invalid.WRONG_SUBJECTCONFIRMATION and not _is_confirmed_here(answer, place):
            code = "saml_elsewhere"
        _refuse(place, code, fault)
    except saml.Broken as fault:
        _refuse(place, "saml_unreadable", fault)
    return said


def metadata(party: Party, place: Place) -> bytes:
    """We as the provider is to know us."""
    saml = _library()
    told = {
        "strict": True,
        "sp": _us(party, place),
        "security": {
            "authnRequestsSigned": True,
            "wantAssertionsSigned": True,
            "wantAssertionsEncrypted": True,
            "metadataValidUntil": "",
            "metadataCacheDuration": "",
        },
    }
    made = saml.Settings(told, sp_validation_only=True).get_sp_metadata()
    return made if isinstance(made, bytes) else str(made).encode()


def _refuse(place: Place, code: str, fault: Exception) -> None:
    reason = " ".join(str(fault).split())[:300]
    log.warning("An answer at %s was refused: %s (%s)", place.address, code, reason)
    raise Trouble(code) from None


def _believed(answer: Any, party: Party, place: Place) -> Said:
    """What the library lets pass where nothing is said at all."""
    if not answer.get_in_response_to():
        raise Trouble("saml_unasked")
    if answer.document.get("Destination", place.address) != place.address:
        raise Trouble("saml_elsewhere")
    if not _is_confirmed_here(answer, place):
        raise Trouble("saml_elsewhere")
    if answer.get_in_response_to() not in [each.get("InResponseTo") for each in _confirmed(answer)]:
        raise Trouble("saml_unasked")
    if place.name not in answer.get_audiences():
        raise Trouble("saml_not_for_us")
    levels = tuple(each for each in answer.get_authn_contexts() if each)
    if party.levels and not set(levels) & set(party.levels):
        raise Trouble("saml_level")
    attributes = {name: tuple(each for each in all_ if each) for name, all_ in answer.get_attributes().items()}
    return Said(answer.get_in_response_to(), attributes, answer.get_nameid() or "", levels)


def _is_confirmed_here(answer: Any, place: Place) -> bool:
    return place.address in [each.get("Recipient") for each in _confirmed(answer)]


def _confirmed(answer: Any) -> Any:
    return answer._query_assertion("/saml:Subject/saml:SubjectConfirmation/saml:SubjectConfirmationData")


def _use(answer: Any, party: Party) -> None:
    """An answer is taken once. Each process remembers its own; across them holds the browser's cookie of the trip."""
    number = f"{party.metadata}:{answer.get_assertion_id()}"
    if not used.add(f"saml:{hashlib.sha256(number.encode()).hexdigest()}", True, USED_SECONDS):
        raise Trouble("saml_replayed")


def _told(party: Party, place: Place) -> dict[str, Any]:
    """As the library wants it. We sign what we ask and want the assertion signed; encrypted ones are opened."""
    return {
        "strict": True,
        "sp": _us(party, place),
        "idp": described(party),
        "security": {
            "authnRequestsSigned": True,
            "wantAssertionsSigned": True,
            "wantNameId": False,
            "wantAttributeStatement": False,
            "rejectDeprecatedAlgorithm": True,
            "allowRepeatAttributeName": True,
            "requestedAuthnContext": list(party.levels) or False,
            "failOnAuthnContextMismatch": True,
        },
    }


def _us(party: Party, place: Place) -> dict[str, Any]:
    return {
        "entityId": place.name,
        "assertionConsumerService": {"url": place.address},
        "privateKey": party.key,
        "x509cert": party.certificate,
    }


def _request(place: Place) -> dict[str, Any]:
    """The address that people know, whatever this request called us."""
    whole = urlsplit(place.address)
    return {
        "https": "on" if whole.scheme == "https" else "off",
        "http_host": whole.netloc,
        "script_name": whole.path,
        "get_data": {},
        "post_data": {},
    }


class _Library(NamedTuple):
    Auth: Any
    Settings: Any
    Response: Any
    Invalid: Any
    Broken: Any
    codes: Mapping[int, str]


@cache
def _library() -> _Library:
    """Loaded when first needed: 13 MB more, where nobody may ever sign in so."""
    import xmlsec
    from lxml import etree
    from onelogin.saml2.auth import OneLogin_Saml2_Auth
    from onelogin.saml2.constants import OneLogin_Saml2_Constants
    from onelogin.saml2.errors import OneLogin_Saml2_Error, OneLogin_Saml2_ValidationError
    from onelogin.saml2.response import OneLogin_Saml2_Response
    from onelogin.saml2.settings import OneLogin_Saml2_Settings

    OneLogin_Saml2_Constants.ALLOWED_CLOCK_DRIFT = SKEW_SECONDS  # the library's own is five minutes
    broken = (OneLogin_Saml2_Error, xmlsec.Error, etree.LxmlError, ValueError, TypeError, AttributeError, KeyError)
    invalid = OneLogin_Saml2_ValidationError
    codes = {getattr(invalid, name): code for name, code in CODES.items()}
    return _Library(OneLogin_Saml2_Auth, OneLogin_Saml2_Settings, OneLogin_Saml2_Response, invalid, broken, codes)


CODES = {  # of OneLogin_Saml2_ValidationError; what is not named here cannot be read
    "STATUS_CODE_IS_NOT_SUCCESS": "saml_no_success",
    "ASSERTION_TOO_EARLY": "saml_clock",
    "ASSERTION_EXPIRED": "saml_clock",
    "SESSION_EXPIRED": "saml_clock",
    "WRONG_SUBJECTCONFIRMATION": "saml_clock",
    "WRONG_DESTINATION": "saml_elsewhere",
    "EMPTY_DESTINATION": "saml_elsewhere",
    "WRONG_AUDIENCE": "saml_not_for_us",
    "ISSUER_MULTIPLE_IN_RESPONSE": "saml_wrong_issuer",
    "ISSUER_NOT_FOUND_IN_ASSERTION": "saml_wrong_issuer",
    "WRONG_ISSUER": "saml_wrong_issuer",
    "NO_SIGNED_ASSERTION": "saml_unsigned",
    "NO_SIGNATURE_FOUND": "saml_unsigned",
    "INVALID_SIGNATURE": "saml_altered",
    "WRONG_NUMBER_OF_SIGNATURES": "saml_altered",
    "DEPRECATED_SIGNATURE_METHOD": "saml_altered",
    "DEPRECATED_DIGEST_METHOD": "saml_altered",
    "AUTHN_CONTEXT_MISMATCH": "saml_level",
}
