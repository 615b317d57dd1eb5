"""The code of a room, and the keys of the evaluation's tickets: keyed hashes, so what is stored opens nothing."""

from django.utils.crypto import salted_hmac

from gehor.ground import rooms

from .models import Gathering, Guest


def room_code(gathering: Gathering) -> str:
    """Five characters on the screen and at the door: whoever has them is there. Good on the day of the meeting only."""
    return rooms.code("gehor.gatherings.room", gathering.pk)


def opens(gathering: Gathering, typed: str) -> bool:
    return rooms.opens(room_code(gathering), typed)


def ticket_of(guest: Guest) -> str:
    whose = f"{guest.gathering_id} guest {guest.pk}"
    return salted_hmac("gehor.gatherings.ticket", whose, algorithm="sha256").hexdigest()
