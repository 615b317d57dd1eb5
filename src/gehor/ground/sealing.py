"""What has been looked at travels with the page, signed, until it is brought in or left: nothing lies half-stored."""

from typing import Any

from django.core import signing

KEPT_SECONDS = 24 * 3600


def sealed(seen: dict[str, Any], *, salt: str) -> str:
    return signing.dumps(seen, salt=salt, compress=True)


def unsealed(text: str, *, salt: str) -> dict[str, Any] | None:
    """The same, unchanged; None when it was changed on the way or has lain more than a day."""
    try:
        seen: dict[str, Any] = signing.loads(text, salt=salt, max_age=KEPT_SECONDS)
    except signing.BadSignature:
        return None
    return seen
