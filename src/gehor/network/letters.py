"""How a mail of the networks and of the library is put together: the first line of its template is the subject."""

import re
from email.utils import formataddr, parseaddr

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation

from gehor.feedback.letters import message_id
from gehor.ground.organisations.models import Organisation

from .keys import address_of
from .models import LinkMail

LANGUAGES = dict(settings.LANGUAGES)
MORE_THAN_ONE_EMPTY_LINE = re.compile(r"\n(?:[ \t]*\n){2,}")


def language_of(whom: str, *, source: str) -> str:
    """In which language somebody is written to: their own where we have it, else that of what it is about."""
    return whom if whom in LANGUAGES else source


def written(
    template: str,
    context: dict[str, object],
    *,
    to: str,
    language: str,
    sender: Organisation,
    number: str,
    reply_to: str = "",
) -> EmailMessage:
    """In this language, from the house that acts. number: the same for every attempt."""
    with translation.override(language):
        text = render_to_string(template, {**context, "sender": sender}).strip() + "\n"
    text = MORE_THAN_ONE_EMPTY_LINE.sub("\n\n", text)  # what a template leaves where it has nothing to say
    subject, _rest, body = text.partition("\n")
    _name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return EmailMessage(
        " ".join(subject.split()),
        body.lstrip("\n"),
        formataddr((" ".join(sender.name.split()), address)),
        [to],
        reply_to=[reply_to] if reply_to else None,
        headers={
            "Message-ID": number,
            "Auto-Submitted": "auto-generated",  # RFC 3834: no absence notes back, please
            "Content-Language": language,
        },
    )


def link_again(mail: LinkMail) -> EmailMessage | None:
    """None: there is nobody left to write to."""
    contact = mail.contact
    if not contact.email or contact.forgotten_at is not None:
        return None
    host = contact.partner.host
    known = contact.language in dict(settings.LANGUAGES)
    return written(
        "network/mail_link.txt",
        {"name": contact.name, "partner": contact.partner.name, "page": settings.ADDRESS + address_of(contact)},
        to=contact.email,
        language=contact.language if known else host.source_language,
        sender=host,
        number=message_id("network-link", mail.pk),
        reply_to=host.contact_email,
    )
