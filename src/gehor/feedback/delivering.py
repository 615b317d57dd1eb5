"""What leaves the house: each message once, also when the worker is killed in the middle.

    started_at is committed   →   the message is sent   →   done_at is committed

Killed before the first, the message waits; killed after the last, it is done. Killed between, the row stays uncertain:
no machine sends it again, and staff see it on the deliveries page. What the mail server has certainly not taken waits
for the next attempt, or is refused for good.
"""

import smtplib
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django_tasks.base import Task

from gehor.ground.act import Actor
from gehor.ground.errors import WrongMoment
from gehor.ground.journal.running import TryLater
from gehor.ground.people.models import Contact, Participant
from gehor.ground.people.queries import reached_by_mail
from gehor.planning.models import Dialogue
from gehor.process.step import Step
from gehor.process.steps import SEND_RECEIPT

from . import actions, letters
from .models import Delivery, ReceiptMessage, Sending
from .rules import MOST_ATTEMPTS

AT_ONCE = 50  # enqueued in one transaction, so that nobody who writes has to wait long


@dataclass(frozen=True)
class Outcome:
    """What the mail server said. Neither left nor refused: it may take the message later."""

    left: bool
    refused: str = ""


def deliver(delivery: Delivery, *, actor: Actor) -> None:
    """Send one answer by e-mail, unless somebody has started on it before.

    Raises TryLater when the mail server does not take it now.
    """
    contact = _address_of(delivery.participant)
    if contact is None:
        actions.end_delivery(delivery, actor=actor, left=False, nowhere=True)
        return
    envelope = letters.answer_envelope(delivery, contact)  # a fault in our own text shows before anything is claimed
    with suppress(WrongMoment):
        actions.start_delivery(delivery, actor=actor)
        outcome = post(envelope, attempt=delivery.attempts)
        actions.end_delivery(delivery, actor=actor, left=outcome.left, refused=outcome.refused)
        _again_later(outcome)


def deliver_receipt(message: ReceiptMessage, *, actor: Actor) -> None:
    """As deliver, for a receipt. Without an address there is nothing to do."""
    contact = _address_of(message.participant)
    if contact is None:
        return
    envelope = letters.receipt_envelope(message, contact)
    send_once(message, SEND_RECEIPT, message.dialogue, actor=actor, send=by_mail(envelope))


def send_once(
    message: Sending, step: Step, dialogue: Dialogue, *, actor: Actor, send: Callable[[int], Outcome]
) -> None:
    """Claim a message, send it and note what became of it; nothing where somebody has started on it before.

    send: given the number of the attempt, says what became of it. Raises TryLater when it is not taken now.
    """
    with suppress(WrongMoment):
        actions.start_message(message, step, dialogue, actor=actor)
        outcome = send(message.attempts)
        actions.end_message(message, step, dialogue, actor=actor, left=outcome.left, refused=outcome.refused)
        _again_later(outcome)


def by_mail(envelope: EmailMessage | None) -> Callable[[int], Outcome]:
    """How a message leaves by e-mail. None: there is no address any more, and it is refused for good."""
    if envelope is None:
        return lambda attempt: Outcome(left=False, refused="address")
    return lambda attempt: post(envelope, attempt=attempt)


def enqueue_each(task: Task, messages: Sequence[tuple[Any, ...]]) -> int:
    """One task for each message, with these arguments. Returns how many."""
    for start in range(0, len(messages), AT_ONCE):
        with transaction.atomic():
            for arguments in messages[start : start + AT_ONCE]:
                task.enqueue(*arguments)
    return len(messages)


def post(envelope: EmailMessage, *, attempt: int) -> Outcome:
    """Hand one message to the mail server.

    An error after which nobody can know whether the message was taken is not caught: the row stays uncertain.
    """
    try:
        envelope.message()
    except (ValueError, UnicodeError):
        return Outcome(left=False, refused="address")
    connection = get_connection()
    try:
        connection.open()
    except (OSError, smtplib.SMTPException):  # nothing was said to the server yet but good day
        return _put_off("", attempt)
    try:
        connection.send_messages([envelope])
    except smtplib.SMTPRecipientsRefused as refusal:
        code, said = next(iter(refusal.recipients.values()))
        # 5.7: not the address is refused but who sends (RFC 3463, 3.8), as by a filter against unwanted mail
        return _refusal("message" if said.startswith(b"5.7.") else "recipient", code, attempt)
    except smtplib.SMTPResponseException as refusal:  # the sender or the text, answered with a number
        return _refusal("message", refusal.smtp_code, attempt)
    except (UnicodeError, smtplib.SMTPNotSupportedError):  # an address in letters that the server cannot take
        return Outcome(left=False, refused="address")
    finally:
        with suppress(OSError, smtplib.SMTPException):  # it has left; how we part changes nothing
            connection.close()
    return Outcome(left=True)


def _refusal(what: str, code: int, attempt: int) -> Outcome:
    if 400 <= code < 500:
        return _put_off(str(code), attempt)
    return Outcome(left=False, refused=f"{what} {code}")


def _put_off(code: str, attempt: int) -> Outcome:
    if attempt >= MOST_ATTEMPTS:
        return Outcome(left=False, refused=f"gave_up {code}".strip())
    return Outcome(left=False)


def _again_later(outcome: Outcome) -> None:
    if not outcome.left and not outcome.refused:
        raise TryLater


def _address_of(participant: Participant) -> Contact | None:
    return reached_by_mail().filter(participant=participant).first()
