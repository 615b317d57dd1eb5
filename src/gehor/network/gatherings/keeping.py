"""What the actions on meetings share: guests, what they are told, the waiting list, and what may be typed."""

from collections.abc import Callable, Iterable, Sequence
from urllib.parse import urlsplit

from gehor.ground import clock, written
from gehor.ground.errors import WrongInput
from gehor.ground.people.receipt import new_code
from gehor.process.learning import GatheringFacts

from ..models import ContactPerson
from . import queries, rules
from .models import Gathering, Guest, Message


def facts_of(gathering: Gathering) -> Callable[[object], GatheringFacts]:
    """What `begin` asks behind its lock: the meeting is read anew, so that no place is given twice."""

    def facts(_host: object) -> GatheringFacts:
        gathering.refresh_from_db(fields=["held_on", "cancelled_at", "asked_until", "tickets", "gave", "capacity"])
        return queries.facts(gathering)

    return facts


def tell(guests: Iterable[Guest], about: str, *, version: int = 0) -> list[Message]:
    """Messages to those who can be written to, for the post to send. Told before, nobody is told again."""
    reached = [
        guest
        for guest in guests
        if guest.contact.email and guest.contact.no_mail_since is None and guest.contact.forgotten_at is None
    ]
    rows = [Message(guest=guest, about=about, version=version) for guest in reached]
    return Message.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)


def move_up(gathering: Gathering) -> list[Guest]:
    """Give the places that are free to those who have waited longest, and tell them."""
    line = queries.waiting_in_line(gathering)
    if not line:
        return []
    taken = queries.counted(gathering).coming
    placed = line[: rules.promoted(len(line), capacity=gathering.capacity, taken=taken)]
    for guest in placed:
        guest.placed_at = clock.now()
    Guest.objects.bulk_update(placed, ["placed_at"], batch_size=500)
    tell(Guest.objects.filter(pk__in=[each.pk for each in placed]).select_related("contact"), Message.About.PLACED)
    return placed


def is_room(gathering: Gathering) -> bool:
    return gathering.capacity is None or queries.counted(gathering).coming < gathering.capacity


def make_guests(gathering: Gathering, people: Sequence[ContactPerson], *, invited: bool = True) -> list[Guest]:
    """A row for each, with the code of a badge. Codes are drawn so that none is there twice."""
    at = clock.now() if invited else None
    taken = set(gathering.guests.values_list("code", flat=True))
    rows = []
    for contact in people:
        code = new_code()
        while code in taken:
            code = new_code()
        taken.add(code)
        rows.append(Guest(gathering=gathering, contact=contact, code=code, invited_at=at))
    return Guest.objects.bulk_create(rows, batch_size=500)


def link(typed: str, *, field: str = "online") -> str:
    """An address of the web, or nothing."""
    address = written.line(typed, field=field, required=False, longest=500)
    parts = urlsplit(address)
    if address and (parts.scheme not in ("http", "https") or not parts.hostname):
        raise WrongInput("no_address_of_the_web", field=field)
    return address
