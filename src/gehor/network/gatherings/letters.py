"""What guests are written, in their language. The links hold who they are: nothing has to be signed in to."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import Max
from django.urls import reverse

from gehor.feedback.letters import message_id
from gehor.ground.languages import said

from ..keys import address_of, key_of
from ..letters import language_of, written
from ..models import ContactPerson
from . import queries
from .models import Guest, Message, TakenHome

LANGUAGES = dict(settings.LANGUAGES)


def envelope(message: Message) -> EmailMessage | None:
    """None: there is nobody left to write to."""
    guest = message.guest
    contact, gathering = guest.contact, guest.gathering
    if not contact.email or contact.forgotten_at is not None or contact.no_mail_since is not None:
        return None
    network = gathering.network
    source = network.source_language
    language = language_of(contact.language, source=source)
    promised = queries.unanswered(contact.partner) if message.about in TELLING_OF_PROMISES else TakenHome.objects.none()
    promised = promised.filter(gathering__network=network).exclude(gathering=gathering)
    context = {
        "name": contact.name,
        "partner": contact.partner.now.name,
        "network": said(network.name, source, language)[0],
        "theme": said(gathering.theme, source, language)[0],
        "about": said(gathering.about, source, language)[0],
        "gathering": gathering,
        **_earlier(message),
        "guest": guest,
        "by": guest.brought_by.contact.name if guest.brought_by else "",
        "promised": [(each, settings.ADDRESS + telling_of(each, contact)) for each in promised],
        "page": settings.ADDRESS + page_of(guest),
        "answers": {code: settings.ADDRESS + answer_address(guest, code) for code in Guest.Answer.values},
        "how": settings.ADDRESS + reverse("gatherings:how_it_was", args=[key_of(contact), gathering.pk]),
        "me": settings.ADDRESS + address_of(contact),
    }
    return written(
        f"gatherings/mail_{message.about}.txt",
        context,
        to=contact.email,
        language=language,
        sender=network.host,
        number=message_id("gathering", message.pk),
        reply_to=network.host.contact_email,
    )


def _earlier(message: Message) -> dict[str, Any]:
    """What this guest was last told of day, hour and place, where it is told anew."""
    gathering = message.guest.gathering
    if message.about != Message.About.CHANGED:
        return {}
    told = message.guest.messages.filter(about=Message.About.CHANGED, version__lt=message.version)
    was = gathering.before[told.aggregate(last=Max("version"))["last"] or 0]
    return {
        "was_on": dt.date.fromisoformat(was["day"]),
        "was_at": dt.time.fromisoformat(was["hour"]),
        "was_in": was["place"] if was["place"] != gathering.place else "",
    }


TELLING_OF_PROMISES = (Message.About.INVITED, Message.About.REMINDED, Message.About.COMING, Message.About.PROMISED)


def page_of(guest: Guest) -> str:
    return reverse("gatherings:own", args=[key_of(guest.contact), guest.gathering_id])


def telling_of(taken: TakenHome, contact: ContactPerson) -> str:
    """Where this person tells what came of what their organisation took home."""
    return reverse("gatherings:tell_outcome", args=[key_of(contact), taken.pk])


def answer_address(guest: Guest, answer: str) -> str:
    """A page with this answer chosen and one button: whatever follows links in mails answers nothing by it."""
    return reverse("gatherings:answer", args=[key_of(guest.contact), guest.gathering_id]) + f"?answer={answer}"
