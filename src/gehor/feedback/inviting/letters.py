"""The message before a meeting, plain and in the participant's language."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import translation

from gehor.analysis.series.papers import when
from gehor.feedback import letters as feedback
from gehor.feedback.words import in_one_line, in_reading
from gehor.ground.people.models import Contact
from gehor.planning.models import Activity

from .models import Sending
from .rules import Kind


def email(activity: Activity, kind: Kind, contact: Contact | None) -> feedback.Letter:
    """The message. contact=None: for staff to look at beforehand, in the reader's language."""
    dialogue, source = activity.dialogue, activity.dialogue.source_language
    wanted = contact.language if contact else translation.get_language()
    language = wanted if wanted in dict(settings.LANGUAGES) else source
    with translation.override(language):
        context = {
            "dialogue": dialogue,
            "organisation": dialogue.organisation,
            "is_reminder": kind is Kind.REMINDER,
            "title": in_one_line(dialogue.title, source),
            "meeting": in_one_line(activity.title, source),
            "when": when(activity),
            "place": in_one_line(activity.setup.get("place") or {}, source),
            "how_to_come": in_reading(activity.setup.get("how_to_come") or {}, source),
            "what_happens": in_reading(activity.introduction, source),
            "page": settings.ADDRESS + reverse("series:series", args=[dialogue.slug]),
            "stop": feedback.stop_address(contact) if contact else f"{settings.ADDRESS}/stop/…",
        }
        return feedback.rendered("inviting/message.txt", context, language=language)


def envelope(sending: Sending, contact: Contact) -> EmailMessage:
    letter = email(sending.activity, Kind(sending.kind), contact)
    own_id = feedback.message_id("meeting", sending.pk)
    return feedback.envelope(letter, sending.activity.dialogue, contact, own_id)
