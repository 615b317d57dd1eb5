"""Mails to colleagues about articles: that one waits, is published, or was sent back."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse

from gehor.feedback.letters import message_id
from gehor.ground.languages import said
from gehor.network.letters import written

from . import queries
from .models import Message, Version

LANGUAGES = dict(settings.LANGUAGES)


def envelope(message: Message) -> EmailMessage:
    """In the receiver's language, from the house that acts."""
    version, account = message.version, message.account
    article = version.article
    language = account.language if account.language in LANGUAGES else article.source_language
    context = {
        "name": account.name,
        "heading": said(queries.heading(article, version), article.source_language, language)[0],
        "author": article.author,
        "reason": _reason(version),
        "page": settings.ADDRESS + _page(message),
    }
    return written(
        f"library/{message.about}.txt",
        context,
        to=account.email,
        language=language,
        sender=queries.keeper() or article.organisation,
        number=message_id("library", message.pk),
    )


def _page(message: Message) -> str:
    article = message.version.article
    if message.about == Message.About.SUBMITTED:
        house = queries.keeper()
        return reverse("library:review", args=[house.slug, article.pk]) if house else ""
    if message.about == Message.About.PUBLISHED:
        return reverse("library:article", args=[article.slug])
    return reverse("library:own", args=[article.organisation.slug, article.pk])


def _reason(version: Version) -> str:
    last = version.deeds.order_by("-pk").first()
    return last.reason if last else ""
