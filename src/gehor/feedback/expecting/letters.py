"""The messages to those who have registered, plain and in their language."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import translation

from gehor.analysis.series.papers import when
from gehor.feedback import letters as feedback
from gehor.feedback.words import in_one_line, in_reading
from gehor.ground.people import receipt
from gehor.ground.people.models import Contact
from gehor.methods.meeting.queries import latest_change

from .models import Message
from .rules import Kind


def envelope(message: Message, contact: Contact) -> EmailMessage:
    registration = message.registration
    activity = registration.activity
    dialogue, source = activity.dialogue, activity.dialogue.source_language
    language = contact.language if contact.language in dict(settings.LANGUAGES) else source
    is_called_off, is_moved = message.kind == Kind.CALLED_OFF, message.kind == Kind.MOVED
    change = latest_change(activity, is_moved=is_moved) if is_moved or is_called_off else None
    code = receipt.shown(registration.participant.receipt)
    with translation.override(language):
        context = {
            "dialogue": dialogue,
            "organisation": dialogue.organisation,
            "is_called_off": is_called_off,
            "is_moved": is_moved,
            "is_reminder": message.kind == Kind.REMINDER,
            "has_moved_up": message.kind == Kind.MOVED_UP,
            "registration": registration,
            "meeting": in_one_line(activity.title, source),
            "when": when(activity),
            "why": in_reading(change.reason, source) if change else "",
            "place": in_one_line(activity.setup.get("place") or {}, source),
            "how_to_come": in_reading(activity.setup.get("how_to_come") or {}, source),
            "code": code,
            "page": settings.ADDRESS + reverse("registering:own", args=[code, registration.pk]),
            "dialogue_page": settings.ADDRESS + reverse("portal:dialogue", args=[dialogue.slug]),
            "stop": feedback.stop_address(contact),
        }
        letter = feedback.rendered("expecting/message.txt", context, language=language)
    return feedback.envelope(letter, dialogue, contact, feedback.message_id("expecting", message.pk))
