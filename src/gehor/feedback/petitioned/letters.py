"""The message about a petition, plain and in its reader's language."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import translation

from gehor.feedback import letters as feedback
from gehor.feedback.words import in_reading
from gehor.ground.people import receipt
from gehor.ground.people.models import Contact
from gehor.methods.petition.texts import HANDLED
from gehor.participation.queries import shown_wordings

from .models import Message


def envelope(message: Message, contact: Contact) -> EmailMessage:
    handling = message.handling
    petition = handling.contribution
    dialogue, source = petition.dialogue, petition.dialogue.source_language
    language = contact.language if contact.language in dict(settings.LANGUAGES) else source
    code = receipt.shown(message.participant.receipt)
    is_shown = petition.published_at is not None
    title = shown_wordings([petition.pk])[petition.pk].title if is_shown else ""
    with translation.override(language):
        context = {
            "dialogue": dialogue,
            "organisation": dialogue.organisation,
            "handling": handling,
            "done": HANDLED[handling.kind],
            "is_author": message.participant_id == petition.participant_id,
            "title": title or petition.reference,
            "note": in_reading(handling.note or {}, source),
            "page": settings.ADDRESS + reverse("trace:receipt", args=[code]),
            "stop": feedback.stop_address(contact),
        }
        letter = feedback.rendered("petitioned/message.txt", context, language=language)
    return feedback.envelope(letter, dialogue, contact, feedback.message_id("petitioned", message.pk))
