"""What a participant is written: the answer and the receipt, as plain messages in their language."""

from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import formataddr, parseaddr
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.signing import BadSignature, Signer
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.crypto import salted_hmac

from gehor.ground import clock
from gehor.ground.languages import LocalText
from gehor.ground.people import receipt
from gehor.ground.people.models import Contact, Participant
from gehor.planning.models import Dialogue

from . import queries, telling
from .models import Delivery, ReceiptMessage
from .replies.models import FormerAnswer
from .telling import Told
from .words import in_reading

MOST_POINTS = 10  # more than these stand on the receipt page
SECRET = "XXXXX-XXXXX"  # in place of a receipt code: it opens a person's page, so staff do not see it here
_stopping = Signer(salt="gehor.stop")


@dataclass(frozen=True)
class Letter:
    """One message before it is put into an envelope."""

    subject: str
    body: str
    language: str


def answer_letter(
    dialogue: Dialogue, participant: Participant, told: Told, *, greeting: LocalText, contact: Contact | None
) -> Letter:
    """The answer. contact=None: for staff to look at beforehand, with nobody's code and in the reader's language."""
    context = {
        "greeting": greeting,
        "points": told.points[:MOST_POINTS],
        "more": max(0, len(told.points) - MOST_POINTS),
        "asides": told.asides,
    }
    return _letter("feedback/answer_message.txt", dialogue, participant, contact, context)


def receipt_letter(dialogue: Dialogue, participant: Participant, *, contact: Contact | None) -> Letter:
    """Thanks for what was said, the receipt code, and when an answer comes, or that it is there."""
    due = dialogue.answer_due
    context = {"released": queries.release_of(dialogue) is not None, "late": bool(due and due < clock.today())}
    return _letter("feedback/receipt_message.txt", dialogue, participant, contact, context)


def _letter(
    template: str, dialogue: Dialogue, participant: Participant, contact: Contact | None, context: dict[str, Any]
) -> Letter:
    language = _language(contact, dialogue)
    code = receipt.shown(participant.receipt) if contact else SECRET
    everywhere = {
        "dialogue": dialogue,
        "organisation": dialogue.organisation,
        "source": dialogue.source_language,
        "code": code,
        "page": settings.ADDRESS + reverse("trace:receipt", args=[code]),
        "stop": stop_address(contact) if contact else f"{settings.ADDRESS}/stop/…",
    }
    with translation.override(language):
        title = " ".join(in_reading(dialogue.title, dialogue.source_language).split())
        return rendered(template, {**everywhere, "title": title, **context}, language=language)


def rendered(template: str, context: Mapping[str, Any], *, language: str) -> Letter:
    """What the template says in the language: its first line is the subject."""
    with translation.override(language):
        written = render_to_string(template, dict(context)).strip() + "\n"
    subject, _, body = written.partition("\n")
    return Letter(" ".join(subject.split()), body.lstrip("\n"), language)


def _language(contact: Contact | None, dialogue: Dialogue) -> str:
    wanted = contact.language if contact else translation.get_language()
    return wanted if wanted in dict(settings.LANGUAGES) else dialogue.source_language


# Envelopes


def answer_envelope(delivery: Delivery, contact: Contact) -> EmailMessage:
    dialogue = delivery.release.dialogue
    told = telling.told(dialogue, [delivery.participant_id])[delivery.participant_id]
    letter = answer_letter(dialogue, delivery.participant, told, greeting=delivery.release.greeting, contact=contact)
    return envelope(letter, dialogue, contact, _answer_id(delivery, told))


def receipt_envelope(message: ReceiptMessage, contact: Contact) -> EmailMessage:
    letter = receipt_letter(message.dialogue, message.participant, contact=contact)
    return envelope(letter, message.dialogue, contact, message_id("receipt", message.pk))


def _answer_id(delivery: Delivery, told: Told) -> str:
    """One for each answer: a message about a changed decision is no repetition of the first."""
    anew = (point.decision.pk for point in told.points if point.decision.replaces_id and point.answer)
    changed = max(anew, default=0)
    answers = [point.decision.pk for point in told.points]
    rewritten = FormerAnswer.objects.filter(answer__decision__in=answers).count()
    which = " ".join(["answer", *([str(changed)] if changed or rewritten else []), *(["anew"] * rewritten)])
    return message_id(which, delivery.pk)


def envelope(letter: Letter, dialogue: Dialogue, contact: Contact, own_id: str) -> EmailMessage:
    organisation = dialogue.organisation
    _, sender = parseaddr(settings.DEFAULT_FROM_EMAIL)
    reply_to = dialogue.contact_email or organisation.contact_email
    return EmailMessage(
        letter.subject,
        letter.body,
        formataddr((" ".join(organisation.name.split()), sender)),
        [contact.address],
        reply_to=[reply_to] if reply_to else None,
        headers={
            "Message-ID": own_id,
            "Auto-Submitted": "auto-generated",  # RFC 3834: no absence notes back, please
            "Content-Language": letter.language,
            "List-Unsubscribe": f"<{stop_address(contact)}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",  # RFC 8058
        },
    )


def message_id(kind: str, number: int) -> str:
    """The same for every attempt, so that a mail system which gets a message twice can see it."""
    own = salted_hmac("gehor.message", f"{kind} {number}", algorithm="sha256").hexdigest()[:32]
    return f"<{'-'.join(kind.split())}.{own}@{urlsplit(settings.ADDRESS).hostname or 'localhost'}>"


# Addresses


def receipt_address(participant: Participant) -> str:
    return settings.ADDRESS + reverse("trace:receipt", args=[receipt.shown(participant.receipt)])


def stop_address(contact: Contact) -> str:
    return settings.ADDRESS + reverse("feedback:stop", args=[_stopping.sign(str(contact.pk))])


def contact_of_token(token: str) -> Contact | None:
    """Whose address the token in a stop link stands for; None when it is gone, broken or made up."""
    try:
        number = int(_stopping.unsign(token))
    except (BadSignature, ValueError):
        return None
    return Contact.objects.select_related("participant__organisation").filter(pk=number).first()
