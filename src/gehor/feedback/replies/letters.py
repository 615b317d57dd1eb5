"""The message that a correction has been replied to, plain and in the participant's language."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation

from gehor.feedback.letters import Letter, envelope, message_id, receipt_address, stop_address
from gehor.feedback.words import in_reading
from gehor.ground.people.models import Contact

from .models import Notice


def notice_envelope(notice: Notice, contact: Contact) -> EmailMessage:
    correction = notice.reply.correction
    dialogue, source = correction.dialogue, correction.dialogue.source_language
    language = contact.language if contact.language in dict(settings.LANGUAGES) else source
    with translation.override(language):
        context = {
            "reference": correction.contribution.reference,
            "title": " ".join(in_reading(dialogue.title, source).split()),
            "reply": in_reading(notice.reply.text, source),
            "rewrote": notice.reply.rewrote,
            "dialogue": dialogue,
            "organisation": dialogue.organisation,
            "page": receipt_address(notice.participant),
            "stop": stop_address(contact),
        }
        written = render_to_string("replies/replied.txt", context).strip() + "\n"
    subject, _, body = written.partition("\n")  # the template's first line
    letter = Letter(" ".join(subject.split()), body.lstrip("\n"), language)
    return envelope(letter, dialogue, contact, message_id("reply", notice.pk))
