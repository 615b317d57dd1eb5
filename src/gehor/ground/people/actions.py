"""Keeping or erasing the ways to reach a participant. Participants come to be inside other actions: see keeping.py."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from django.db import transaction
from django.db.models import Model, QuerySet

from gehor.ground import clock
from gehor.ground.act import Actor, begin, record, record_each
from gehor.ground.errors import WrongMoment
from gehor.ground.organisations.models import Organisation
from gehor.process.steps import DISPOSE, ERASE_PERSON, GIVE_CONTACT, HAND_OUT, SEE_PERSON

from .keeping import NewContact, keep_contact, new_participant, new_participants
from .models import Contact, Participant

__all__ = ["NewContact", "dispose", "erase", "give_contact", "hand_out", "new_participant", "new_participants", "see"]

Row = TypeVar("Row", bound=Model)


@transaction.atomic
def give_contact(
    participant: Participant, *, actor: Actor, kind: str, name: str, address: str, language: str
) -> Contact:
    """Keep how a participant wants to be reached. Raises WrongMoment erased when the person has been erased."""
    act = begin(GIVE_CONTACT, participant.organisation, actor=actor, lock=False)
    _locked(participant)
    contact = keep_contact(participant, NewContact(address, kind, name, language))
    record(act, subject=participant, kind=contact.kind)
    return contact


@transaction.atomic
def erase(participant: Participant, *, actor: Actor) -> None:
    """Forget who the participant is. What was said stays, and so does every count."""
    act = begin(ERASE_PERSON, participant.organisation, actor=actor, lock=False)
    _locked(participant)
    participant.contacts.all().delete()
    participant.erased_at = clock.now()
    participant.save(update_fields=["erased_at"])
    record(act, subject=participant)


@transaction.atomic
def see(participants: Iterable[Participant], *, organisation: Organisation, actor: Actor) -> None:
    """Note that somebody of the staff is shown who these are: an entry for each of them."""
    act = begin(SEE_PERSON, organisation, actor=actor, lock=False)
    record_each(act, ((each, {}) for each in participants))


@transaction.atomic
def hand_out(participant: Participant, *, actor: Actor) -> None:
    """Note that all that is kept about a person is handed out: see gehor/trace/persons."""
    act = begin(HAND_OUT, participant.organisation, actor=actor, lock=False)
    record(act, subject=participant)


@transaction.atomic
def dispose(
    organisation: Organisation,
    rows: QuerySet[Row],
    *,
    actor: Actor,
    kind: str,
    forget: Callable[[QuerySet[Row]], int],
) -> int:
    """Erase what is kept about people and has had its time. Returns how much it was: see gehor/ground/retention.py."""
    act = begin(DISPOSE, organisation, actor=actor, lock=False)
    number = forget(rows)
    record(act, subject=organisation, kind=kind, number=number)
    return number


def _locked(participant: Participant) -> None:
    participant.refresh_from_db(from_queryset=Participant.objects.select_for_update())
    if participant.erased_at is not None:
        raise WrongMoment("erased")
