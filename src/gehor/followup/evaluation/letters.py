"""The invitation to the questions, plain and in the language of whoever gets it."""

from email.utils import formataddr, parseaddr

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import translation

from gehor.feedback.letters import Letter, envelope, message_id, rendered, stop_address
from gehor.feedback.words import in_reading
from gehor.ground.organisations.models import Account
from gehor.ground.people import receipt
from gehor.ground.people.models import Contact

from . import rules
from .models import Invitation


def to_participant(invitation: Invitation, contact: Contact) -> EmailMessage:
    asked = invitation.round
    code = receipt.shown(contact.participant.receipt)
    page = settings.ADDRESS + reverse("evaluation:by_receipt", args=[code, asked.part])
    letter = _letter(invitation, contact.language, "evaluation/invited.txt", page=page, stop=stop_address(contact))
    return envelope(letter, asked.dialogue, contact, _own_id(invitation))


def to_colleague(invitation: Invitation, account: Account) -> EmailMessage:
    """To the work address. They may answer or not; nobody can see which."""
    asked = invitation.round
    page = settings.ADDRESS + reverse("evaluation:answer", args=[asked.dialogue.slug, asked.part])
    letter = _letter(invitation, account.language, "evaluation/invited_colleague.txt", page=page, name=account.name)
    _name, sender = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return EmailMessage(
        letter.subject,
        letter.body,
        formataddr((" ".join(asked.dialogue.organisation.name.split()), sender)),
        [account.email],
        headers={
            "Message-ID": _own_id(invitation),
            "Auto-Submitted": "auto-generated",  # RFC 3834: no absence notes back, please
            "Content-Language": letter.language,
        },
    )


def _letter(invitation: Invitation, wanted: str, template: str, **more: str) -> Letter:
    asked = invitation.round
    dialogue, source = asked.dialogue, asked.dialogue.source_language
    language = wanted if wanted in dict(settings.LANGUAGES) else source
    with translation.override(language):
        context = {
            "dialogue": dialogue,
            "organisation": dialogue.organisation,
            "title": " ".join(in_reading(dialogue.title, source).split()),
            "part": asked.part,
            "questions": len(rules.QUESTIONS[asked.part]),
            "closes_on": asked.closes_on,
            **more,
        }
        return rendered(template, context, language=language)


def _own_id(invitation: Invitation) -> str:
    return message_id("evaluation", invitation.pk)
