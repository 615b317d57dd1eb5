"""The code of a room: it stands on the screen and at the door, so whoever has it is there."""

import hmac

from django.utils.crypto import salted_hmac

from gehor.ground.people.receipt import ALPHABET
from gehor.planning.models import Activity

LENGTH = 5


def room_key(activity: Activity) -> str:
    """Five characters, the same all evening. It opens nothing but a chair, and only on the day of the meeting."""
    digest = salted_hmac("gehor.registering.room", str(activity.pk), algorithm="sha256").digest()
    return "".join(ALPHABET[byte % len(ALPHABET)] for byte in digest[:LENGTH])


def opens(activity: Activity, typed: str) -> bool:
    return hmac.compare_digest("".join(typed.split()).upper().encode(), room_key(activity).encode())
