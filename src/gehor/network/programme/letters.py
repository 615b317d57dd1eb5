"""Mails to whoever applies for an organisation, to those who host the programme, and to readers from outside."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse

from gehor.feedback.letters import message_id
from gehor.ground.languages import said
from gehor.network.letters import language_of, written

from . import keys, queries
from .models import HostMessage, Message, ReaderMessage


def envelope(message: Message) -> EmailMessage:
    application = message.application
    programme = application.programme
    language = language_of(application.language, source=programme.source_language)
    ruling = application.rulings.filter(pk=message.number, outcome=message.about).first()
    context = {
        "name": application.contact_name,
        "organisation": queries.called(application),
        "programme": said(programme.name, programme.source_language, language)[0],
        "apply_by": application.late_until or programme.apply_by,
        "meeting_on": programme.first_meeting_on,
        "meeting_place": programme.first_meeting_place,
        "reasons": ruling.reasons if ruling else "",
        "to_correct": application.to_correct,
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


def to_host(message: HostMessage) -> EmailMessage:
    """In the receiver's own language."""
    application, account = message.application, message.account
    programme = application.programme
    language = language_of(account.language, source=programme.source_language)
    ruling = application.rulings.last()
    context = {
        "name": account.name,
        "called": queries.called(application),
        "programme": said(programme.name, programme.source_language, language)[0],
        "again": message.about == HostMessage.About.SUBMITTED and message.number > 1,
        "reasons": ruling.reasons if ruling and message.about == HostMessage.About.WITHDRAWN else "",
        "page": settings.ADDRESS + _host_page(message),
    }
    return written(
        f"programme/mail_host_{message.about}.txt",
        context,
        to=account.email,
        language=language,
        sender=programme.host,
        number=message_id("programme-host", message.pk),
    )


def _host_page(message: HostMessage) -> str:
    programme = message.application.programme
    if message.about == HostMessage.About.DELIVERED:
        return reverse("homework:delivery", args=[programme.host.slug, programme.slug, message.number])
    return reverse("programme:application", args=[programme.host.slug, programme.slug, message.application_id])


def to_reader(message: ReaderMessage) -> EmailMessage:
    reader = message.reader
    programme = reader.programme
    language = language_of(reader.language, source=programme.source_language)
    context = {
        "name": reader.name,
        "programme": said(programme.name, programme.source_language, language)[0],
        "email": programme.host.contact_email,
        "page": settings.ADDRESS + keys.address_of_reader(reader),
    }
    return written(
        "programme/mail_reader.txt",
        context,
        to=reader.email,
        language=language,
        sender=programme.host,
        number=message_id("programme-reader", message.pk),
    )
