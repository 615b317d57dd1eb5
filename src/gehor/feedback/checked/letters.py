"""The two messages, plain and in the participant's language."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import translation

from gehor.feedback.letters import envelope, message_id, rendered, stop_address
from gehor.feedback.words import in_reading
from gehor.ground.people import receipt
from gehor.ground.people.models import Contact

from .models import Notice


def notice_envelope(notice: Notice, contact: Contact) -> EmailMessage:
    dialogue = notice.about.dialogue
    language = contact.language if contact.language in dict(settings.LANGUAGES) else dialogue.source_language
    code = receipt.shown(notice.participant.receipt)
    with translation.override(language):
        context = {
            "check": notice.about,
            "reply": notice.reply,
            "finding": notice.reply.response.finding if notice.reply else None,
            "title": " ".join(in_reading(dialogue.title, dialogue.source_language).split()),
            "answer": in_reading(notice.reply.text, dialogue.source_language) if notice.reply else "",
            "dialogue": dialogue,
            "organisation": dialogue.organisation,
            "source": dialogue.source_language,
            "code": code,
            "page": settings.ADDRESS + reverse("checking:check", args=[code]),
            "stop": stop_address(contact),
        }
        template = "checked/answered.txt" if notice.reply else "checked/opened.txt"
        letter = rendered(template, context, language=language)
    return envelope(letter, dialogue, contact, message_id("check", notice.pk))
