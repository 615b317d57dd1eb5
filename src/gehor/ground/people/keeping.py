"""Making participants and keeping how to reach them: called inside actions, which have asked who may."""

from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from gehor.ground import aside, clock, written
from gehor.ground.errors import WrongInput
from gehor.ground.organisations.models import Organisation
from gehor.ground.rows import among, delete_many, insert, insert_many

from . import phone, receipt
from .models import Contact, Participant
from .queries import not_needed

ATTEMPTS = 5
NAME_MOST = 120
EMAIL_MOST = 254
LETTER_MOST = 500


@dataclass(frozen=True)
class NewContact:
    """How somebody wants to be reached, as given with a contribution."""

    address: str
    kind: str = "email"  # Contact.Kind
    name: str = ""
    language: str = "sv"


def new_participant(
    organisation: Organisation, *, people: int = 1, code: str = "", pseudonym: UUID | None = None
) -> Participant:
    """Somebody who takes part, known by a receipt code alone. code: the one that they hold already, on paper.

    pseudonym: by which they are found again, where they will do more than one thing.

    That the code was given out before happens once in ten million million times. Then the whole action is refused, and
    tried again where contributions are received.
    """
    if people < 1:
        raise WrongInput("nobody_takes_part")
    return insert(_unknown(organisation, code or receipt.new_code(), people, pseudonym))


def new_participants(organisation: Organisation, count: int, *, people: int = 1) -> list[Participant]:
    """Many at once, each with a receipt code that nobody else has."""
    return kept_people(unknown_people(organisation, count, people=people))


def unknown_people(organisation: Organisation, count: int, *, people: int = 1) -> list[Participant]:
    """The same, not stored yet: see kept_people."""
    if people < 1:
        raise WrongInput("nobody_takes_part")
    return [_unknown(organisation, code, people) for code in _new_codes(count)]


def kept_people(new: Sequence[Participant]) -> list[Participant]:
    for attempt in range(ATTEMPTS):
        try:
            with nullcontext() if aside.is_on() else transaction.atomic():
                return list(insert_many(new))
        except IntegrityError:  # one code in ten million million has been given out before
            if attempt + 1 == ATTEMPTS:
                raise
            for one, code in zip(new, _new_codes(len(new)), strict=True):
                one.receipt = code
    raise AssertionError("unreachable")


def _new_codes(count: int) -> set[str]:
    codes = {receipt.new_code() for _ in range(count)}
    while len(codes) < count:
        codes.add(receipt.new_code())
    return codes


def _unknown(organisation: Organisation, code: str, people: int, pseudonym: UUID | None = None) -> Participant:
    return Participant(
        organisation=organisation,
        receipt=code,
        created_at=clock.now(),
        people=people,
        pseudonym=pseudonym or uuid4(),
    )


def keep_contact(participant: Participant, new: NewContact) -> Contact:
    """Store how to reach somebody; an earlier address of the same kind is forgotten."""
    kind, address = checked_address(new.kind, new.address)
    contact, _ = Contact.objects.update_or_create(
        participant=participant,
        kind=kind,
        defaults={
            "name": written.line(new.name, field="name", required=False, longest=NAME_MOST),
            "address": address,
            "language": new.language,
            "given_at": clock.now(),
            "stopped_at": None,
        },
    )
    return contact


def forget_unneeded(keys: Iterable[int]) -> None:
    """Those of these participants on whom nothing rests, with their addresses. Who sits at a table stays there."""
    gone = Participant.objects.filter(pk__in=among(not_needed(keys).values_list("pk", flat=True)))
    delete_many(Contact.objects.filter(participant__in=gone))
    delete_many(gone)


def checked_address(kind: str, address: str) -> tuple[str, str]:
    """The kind and the tidied address. Raises WrongInput where nobody could be reached that way."""
    if kind not in Contact.Kind.values:
        raise WrongInput("unknown_contact_kind")
    if kind == Contact.Kind.EMAIL:
        tidied = address.strip()
        try:
            validate_email(tidied)
        except ValidationError:
            raise WrongInput("email_wrong", field="address", word=tidied[:80]) from None
        if len(tidied) > EMAIL_MOST:
            raise WrongInput("email_wrong", field="address", word=tidied[:80])
        return kind, tidied
    if kind == Contact.Kind.SMS:
        number = phone.normalised(address)
        if number is None:
            raise WrongInput("phone_wrong", field="address", word=" ".join(address.split())[:40])
        return kind, number
    lines = [" ".join(line.split()) for line in address.splitlines()]
    return kind, written.text("\n".join(filter(None, lines)), field="address", longest=LETTER_MOST)
