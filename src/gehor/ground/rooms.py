"""The code of a room: it stands on the screen and at the door, so whoever has it is there."""

import hmac

from django.utils.crypto import salted_hmac

from .people.receipt import ALPHABET

LENGTH = 5


def code(salt: str, number: int) -> str:
    """Five characters, the same all day, of meeting `number` among those that `salt` names. Nothing is stored."""
    digest = salted_hmac(salt, str(number), algorithm="sha256").digest()
    return "".join(ALPHABET[byte % len(ALPHABET)] for byte in digest[:LENGTH])


def opens(room: str, typed: str) -> bool:
    """Whether what somebody typed is the code of the room; spaces and small letters do not matter."""
    return hmac.compare_digest("".join(typed.split()).upper().encode(), room.encode())
