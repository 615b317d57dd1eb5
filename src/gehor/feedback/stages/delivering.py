"""What leaves the house at one stage: each message once, as gehor.feedback.delivering says of the answers."""

from collections.abc import Callable

from gehor.feedback.delivering import Outcome, by_mail, send_once
from gehor.feedback.rules import MOST_ATTEMPTS
from gehor.ground.act import Actor
from gehor.ground.people.models import Contact
from gehor.process.steps import TELL

from . import actions, gateway, letters
from .models import Telling
from .rules import Way


def deliver(telling: Telling, *, actor: Actor) -> None:
    """Send one message, unless somebody has started on it before. Raises TryLater when it is not taken now."""
    contact = Contact.objects.filter(
        participant=telling.participant_id, kind=telling.way, stopped_at__isnull=True
    ).first()
    if contact is None:
        actions.end_nowhere(telling, actor=actor)
        return
    # a fault in our own text shows before anything is claimed
    send = by_mail(letters.envelope(telling, contact)) if telling.way == Way.EMAIL else _sms(telling, contact)
    send_once(telling, TELL, telling.bulletin.dialogue, actor=actor, send=send)


def _sms(telling: Telling, contact: Contact) -> Callable[[int], Outcome]:
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
