"""When a form was shown, signed in the form: whoever sends it sooner than a person can read it presses once more.

No script is needed, nobody is asked to solve anything, and nothing leaves the house. It stops the programs that fill in
whatever forms they find; limits.py is for those that were written for us.
"""

from django.conf import settings
from django.core import signing

FIELD = "shown"
_signer = signing.TimestampSigner(salt="gehor.ground.pace")


def now() -> str:
    """This moment, as it stands in a form."""
    return _signer.sign("")


def is_known(shown: str) -> bool:
    """Whether we wrote it, however long ago."""
    try:
        _signer.unsign(shown)
    except signing.BadSignature:
        return False
    return True


def is_too_quick(shown: str) -> bool:
    """Whether a form that says it was shown then came back too soon, or says nothing that we wrote."""
    if not settings.LEAST_SECONDS:
        return False
    if not is_known(shown):
        return True
    try:
        _signer.unsign(shown, max_age=settings.LEAST_SECONDS)
    except signing.SignatureExpired:
        return False
    return True
