"""Mails to whoever applies for an organisation: the link, that it has come in, and what became of it."""

from django.conf import settings
from django.core.mail import EmailMessage

from gehor.feedback.letters import message_id
from gehor.ground.languages import said
from gehor.network.letters import written

from . import keys, queries
from .models import Message

LANGUAGES = dict(settings.LANGUAGES)


def envelope(message: Message) -> EmailMessage:
    application = message.application
    programme = application.programme
    language = application.language if application.language in LANGUAGES else programme.source_language
    ruling = application.rulings.filter(pk=message.number, outcome=message.about).first()
    context = {
        "name": application.contact_name,
        "organisation": queries.called(application),
        "programme": said(programme.name, programme.source_language, language)[0],
        "apply_by": application.late_until or programme.apply_by,
        "meeting_on": programme.first_meeting_on,
        "meeting_place": programme.first_meeting_place,
        "reasons": ruling.reasons if ruling else "",
        "page": settings.ADDRESS + keys.address_of(application),
    }
    return written(
        f"programme/mail_{message.about}.txt",
        context,
        to=application.contact_email,
        language=language,
        sender=programme.host,
        number=message_id("programme", message.pk),
    )
