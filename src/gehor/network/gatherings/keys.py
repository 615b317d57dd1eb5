"""The code of a room, and the keys of the evaluation's tickets: keyed hashes, so what is stored opens nothing."""

import hmac

from django.utils.crypto import salted_hmac

from gehor.ground.people.receipt import ALPHABET

from .models import Gathering, Guest

LENGTH = 5


def room_code(gathering: Gathering) -> str:
    """Five characters on the screen and at the door: whoever has them is there. Good on the day of the meeting only."""
    digest = salted_hmac("gehor.gatherings.room", str(gathering.pk), algorithm="sha256").digest()
    return "".join(ALPHABET[byte % len(ALPHABET)] for byte in digest[:LENGTH])


def opens(gathering: Gathering, typed: str) -> bool:
    return hmac.compare_digest("".join(typed.split()).upper().encode(), room_code(gathering).encode())


def ticket_of(guest: Guest) -> str:
    whose = f"{guest.gathering_id} guest {guest.pk}"
    return salted_hmac("gehor.gatherings.ticket", whose, algorithm="sha256").hexdigest()
