"""How a mail of the networks and of the library is put together: the first line of its template is the subject."""

from email.utils import formataddr, parseaddr

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation

from gehor.ground.organisations.models import Organisation


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
