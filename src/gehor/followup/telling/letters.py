"""The message, plain and in the participant's language."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import translation

from gehor.feedback.letters import envelope, message_id, rendered, stop_address
from gehor.feedback.words import in_reading
from gehor.followup.texts import STATUSES
from gehor.ground.people import receipt
from gehor.ground.people.models import Contact

from .models import Notice


def notice_envelope(notice: Notice, contact: Contact) -> EmailMessage:
    measure = notice.about.measure
    dialogue, source = measure.dialogue, measure.dialogue.source_language
    language = contact.language if contact.language in dict(settings.LANGUAGES) else source
    with translation.override(language):
        context = {
            "measure": measure,
            "what": " ".join(in_reading(measure.title, source).split()),
            "status": STATUSES[notice.about.status],
            "note": in_reading(notice.about.note, source),
            "title": " ".join(in_reading(dialogue.title, source).split()),
            "dialogue": dialogue,
            "organisation": dialogue.organisation,
            "everything": settings.ADDRESS + reverse("followup:measures", args=[dialogue.slug]),
            "page": settings.ADDRESS + reverse("trace:receipt", args=[receipt.shown(notice.participant.receipt)]),
            "stop": stop_address(contact),
        }
        letter = rendered("telling/reported.txt", context, language=language)
    return envelope(letter, dialogue, contact, message_id("measure", notice.pk))
