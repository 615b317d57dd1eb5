"""What leaves the house at one stage: each message once, as gehor.feedback.delivering says of the answers."""

from contextlib import suppress

from gehor.feedback.delivering import Outcome, post
from gehor.feedback.rules import MOST_ATTEMPTS
from gehor.ground.act import Actor
from gehor.ground.errors import WrongMoment
from gehor.ground.journal.running import TryLater
from gehor.ground.people.models import Contact

from . import actions, gateway, letters
from .models import Telling
from .rules import Way


def deliver(telling: Telling, *, actor: Actor) -> None:
    """Send one message, unless somebody has started on it before. Raises TryLater when it is not taken now."""
    contact = Contact.objects.filter(
        participant=telling.participant_id, kind=telling.way, stopped_at__isnull=True
    ).first()
    if contact is None:
        actions.end_telling(telling, actor=actor, left=False, nowhere=True)
        return
    send = _email(telling, contact) if telling.way == Way.EMAIL else _sms(telling, contact)
    with suppress(WrongMoment):
        actions.start_telling(telling, actor=actor)
        outcome = send(telling.attempts)
        actions.end_telling(telling, actor=actor, left=outcome.left, refused=outcome.refused)
        if not outcome.left and not outcome.refused:
            raise TryLater


def _email(telling: Telling, contact: Contact):
    envelope = letters.envelope(telling, contact)  # a fault in our own text shows before anything is claimed
    return lambda attempt: post(envelope, attempt=attempt)


def _sms(telling: Telling, contact: Contact):
    text = letters.text_message(letters.words_of(telling.bulletin), telling.participant, contact)
    sender = telling.bulletin.dialogue.organisation.name
    return lambda attempt: send_sms(
        contact.address, text, own_id=letters.sms_id(telling), sender=sender, attempt=attempt
    )


def send_sms(number: str, text: str, *, own_id: str, sender: str, attempt: int) -> Outcome:
    """Hand one text message to the gateway. Any other error is not caught: the row stays uncertain."""
    try:
        gateway.gateway().send(number, text, own_id=own_id, sender=sender)
    except gateway.NotNow:
        return Outcome(left=False, refused="gave_up" if attempt >= MOST_ATTEMPTS else "")
    except gateway.Refused as refusal:
        return Outcome(left=False, refused=f"gateway {refusal.code}"[:200])
    return Outcome(left=True)
